"""Measure stores at size: ``python -m benchmarks.stores [ladybug] [batches] [import] [killed]``.

Without a word everything. Regions are made up by ``orggraph synth``: the country for the Ladybug
file and for neo4j-admin, Shandong for batches. Seconds of one machine say nothing of another, so
each stands beside a limit of the same run: a plain COPY, a bare loop over the driver, record by
record. Each part is a process of its own, so that its peak of memory is its own.
"""

import argparse
import os
import resource
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import polars as pl

from benchmarks import bare
from orggraph import synth, tables
from orggraph.dataset import Dataset
from orggraph.errors import StoreError
from orggraph.store import _ladybug, open_store, write_import
from tests.neo4j.server import Server, admin, serving

Result = TypeVar("Result")
# A server for the country; the tests' own has 2 GB and 256 MB.
LARGE = {"server.memory.heap.max_size": "3g", "server.memory.pagecache.size": "1g"}


def main() -> None:
    """Run the parts that are named, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--here", action="store_true", help="in this process")
    parser.add_argument("--tables", type=Path, help="folder with nation/ and province/, if there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.tables or Path(name)
        if asked.here:
            for part in asked.parts:
                PARTS[part](folder)
            return
        for part in asked.parts or PARTS:
            command = [sys.executable, "-m", "benchmarks.stores", part, "--here"]
            subprocess.run([*command, "--tables", str(folder)], check=True)  # noqa: S603 - ourselves


def ladybug(folder: Path) -> None:
    """Write the country, without persons, into a Ladybug file, and read it back."""
    dataset = _without_persons(_region(folder, "nation"))
    print(f"{dataset}; {_peak()}")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        path = Path(name) / "nation.lbug"
        timed("the digest, which a load then has", lambda: dataset.digest)
        timed("Ladybug: plain COPY, not verified", lambda: _ladybug._load(path, dataset))  # noqa: SLF001 - the limit
        print(f"  {path.stat().st_size / 1e9:.2f} GB; {_peak()}")
        path.unlink()
        timed("Ladybug: write, verified and put in place", lambda: _store(path, dataset))
        with open_store(str(path)) as store:
            timed("Ladybug: read back, verified", store.read)
        print(f"  {_peak()}")


def batches(folder: Path) -> None:
    """Write a province into a server by batches, and read it back, beside bare loops."""
    dataset = _region(folder, "province")
    print(dataset)
    with _server(folder) as server:
        loop = bare.write(server, dataset)
        record = bare.read_by_record(server)
    with _server(folder) as server, open_store(server.address) as store:
        wrote = _seconds(lambda: timed("Neo4j: write by batches", lambda: store.write(dataset)))
        read = _seconds(lambda: timed("Neo4j: read back", store.read))
        print(f"  equal: {store.read().dataset == dataset}")
    print(f"  writing {loop / wrote:.0%} of a bare loop, which took {loop:.1f} s")
    print(f"  reading {record / read:.1f} x record by record, which took {record:.1f} s")


def killed(folder: Path) -> None:
    """Kill the load of a province between its batches; it is refused, and completed."""
    dataset = _region(folder, "province")
    whole = dataset.size.relationships
    with _server(folder) as server:
        command = [sys.executable, "-m", "orggraph", "load", str(folder / "province")]
        with subprocess.Popen([*command, "--to", server.address]) as loader:  # noqa: S603 - ours
            while _ties(server) < whole // 2:
                time.sleep(0.2)
            loader.kill()
        print(f"  killed with signal {-loader.returncode}, {signal.SIGKILL=!s}")
        print(f"  {_ties(server):,} of {whole:,} relationships are there")
        with open_store(server.address) as store:
            try:
                store.read()
            except StoreError as told:
                print(f"  refused: {str(told).splitlines()[0]}")
            timed("Neo4j: completed by loading again", lambda: store.write(dataset))
            print(f"  equal: {store.read().dataset == dataset}")


def imported(folder: Path) -> None:
    """Write the country for neo4j-admin, import it, and read it back from a server."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        files, home = Path(name) / "files", Path(name) / "home"
        command, digest = _exported(folder, files)
        words = shlex.split(command)[1:]
        timed("Neo4j: import", lambda: admin(home, *words, folder=files))
        with serving(home, LARGE) as server:
            _enter(server)
            print(f"  {_ties(server):,} relationships on the server")
            with open_store(server.address) as store:
                reading = timed("Neo4j: read out", store.read)
        print(f"  equal: {reading.dataset.digest == digest}, {reading.problems=}; {_peak()}")


def _exported(folder: Path, files: Path) -> tuple[str, str]:
    """Write the files; give the command, and the digest without its dataset, which is large."""
    dataset = _region(folder, "nation")
    print(dataset)
    command = timed("Neo4j: write the files", lambda: write_import(dataset, files))
    size = sum(path.stat().st_size for path in files.rglob("*.csv"))
    print(f"  {size / 1e9:.2f} GB of CSV; {_peak()}")
    return command, dataset.digest


PARTS: dict[str, Callable[[Path], None]] = {
    "ladybug": ladybug,
    "batches": batches,
    "killed": killed,
    "import": imported,
}


def timed(what: str, run: Callable[[], Result]) -> Result:
    """Run it, say how long it took and how long this process worked, and give its result."""
    start, cpu = time.perf_counter(), time.process_time()
    result = run()
    seconds, worked = time.perf_counter() - start, time.process_time() - cpu
    print(f"{what:45}{seconds:8.1f} s, {worked:.1f} s of this process", flush=True)
    return result


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _region(folder: Path, scale: str) -> Dataset:
    if not tables.is_tables(folder / scale):
        synth.write(folder / scale, scale)
    return tables.read(folder / scale)


def _without_persons(dataset: Dataset) -> Dataset:
    nobody = (pl.col("start_label") != "Person") & (pl.col("end_label") != "Person")
    return Dataset.kept(
        {label: table for label, table in dataset.nodes.items() if label != "Person"},
        {name: table.filter(nobody) for name, table in dataset.relationships.items()},
    )


def _store(path: Path, dataset: Dataset) -> None:
    with open_store(str(path)) as store:
        store.write(dataset)


@contextmanager
def _server(folder: Path) -> Iterator[Server]:
    """Start a new server, and set the environment to enter it."""
    with tempfile.TemporaryDirectory(dir=folder) as name, serving(Path(name) / "home") as server:
        _enter(server)
        yield server


def _enter(server: Server) -> None:
    os.environ |= {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}


def _ties(server: Server) -> int:
    (row,) = server.run("MATCH ()-[r]->() RETURN count(r) AS count")
    return int(str(row["count"]))


def _peak() -> str:
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB"


if __name__ == "__main__":
    main()
