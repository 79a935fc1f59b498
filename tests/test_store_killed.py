"""A load into a server that is killed between its batches: marked, refused, and completed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orggraph import cli, synth
from orggraph.store import open_store
from tests.neo4j.server import Server

pytestmark = pytest.mark.neo4j
ROOT = Path(__file__).parent.parent
# The command as a user runs it, but for batches so small that a county needs many.
LOADER = """
import sys
from orggraph import cli
from orggraph.store import _batches, _neo4j
_batches.BATCH = _neo4j.BATCH = 200
_neo4j.LARGEST = 1000
cli.run(["load", *sys.argv[1:]])
"""
NODES, TIES = "MATCH (n) RETURN count(n) AS count", "MATCH ()-[r]->() RETURN count(r) AS count"


def _count(server: Server, text: str) -> int:
    (row,) = server.run(text)
    return int(str(row["count"]))


def _loading(folder: Path, address: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", LOADER, folder, "--to", address], cwd=ROOT)


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


@pytest.mark.parametrize("what", [NODES, TIES], ids=["nodes", "relationships"])
def test_a_killed_load_is_refused_by_every_reader_and_completed_by_loading_again(
    what: str,
    tmp_path: Path,
    neo4j_address: str,
    neo4j_server: Server,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "tables"
    dataset = synth.write(folder, "county").dataset
    with _loading(folder, neo4j_address) as loader:
        while _count(neo4j_server, what) < 1000:
            assert loader.poll() is None
            time.sleep(0.02)
        loader.kill()
    assert loader.returncode == -signal.SIGKILL
    kept = neo4j_server.run("MATCH (n) RETURN elementId(n) AS key ORDER BY key")
    assert (_count(neo4j_server, NODES), _count(neo4j_server, TIES)) != (
        dataset.size.nodes + 1,  # and the mark
        dataset.size.relationships,
    )
    assert neo4j_server.run("MATCH (m:OrgGraph) RETURN m.complete AS whole") == [{"whole": False}]
    output = str(tmp_path / "out")
    for words in (
        ("audit",),
        ("coverage",),
        ("query", "MATCH (v:Village) RETURN count(v) AS n"),
        ("map", "-o", f"{output}.html"),
        ("export", "-o", f"{output}.json"),
        ("export", "--neo4j-import", output),
        ("diff", str(folder)),
    ):
        command, *rest = words
        assert _run(command, neo4j_address, *rest) == 2
        first, second = capsys.readouterr().err.splitlines()
        assert first == f"The load into {neo4j_address} has not finished."
        assert second == "If it no longer runs, load the ledgers again."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tables"]
    with _loading(folder, neo4j_address) as again:
        pass
    assert again.returncode == 0
    with open_store(neo4j_address) as store:
        reading = store.read()
    assert reading.problems == ()
    assert reading.dataset == dataset
    after = neo4j_server.run("MATCH (n) RETURN elementId(n) AS key ORDER BY key")
    assert {row["key"] for row in kept} <= {
        row["key"] for row in after
    }  # only what was missing was written
