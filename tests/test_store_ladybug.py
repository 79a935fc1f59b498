"""The embedded store when things go wrong: killed, damaged, no room, no right to write."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import ladybug
import polars as pl
import pytest

from orggraph.dataset import Dataset
from orggraph.errors import StoreError
from orggraph.store import _ladybug, open_store
from tests.county import County

ROOT = Path(__file__).parent.parent
# Loads ever more villages over what is there; says so just before it begins.
LOADER = """
import sys
from orggraph.store import open_store
from tests.test_store_ladybug import big
dataset = big()
with open_store(sys.argv[1]) as store:
    print("now", flush=True)
    store.write(dataset)
    print("done", flush=True)
"""


def small() -> Dataset:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b")
    return county.dataset()


def big() -> Dataset:
    county = County()
    names = [f"v{number}" for number in range(400)]
    county.villages(*names)
    for number in range(200):
        county.pair(f"p{number}", names[number], names[number + 200])
    return county.dataset()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a folder of its own with a whole store in it."""
    path = tmp_path / "stores" / "county.lbug"
    with open_store(str(path)) as store:
        store.write(small())
    return path


def _read(path: Path) -> Dataset:
    with open_store(str(path)) as store:
        return store.read().dataset


def _load(path: Path, dataset: Dataset, *, replace: bool = False) -> None:
    with open_store(str(path)) as store:
        store.write(dataset, replace=replace)


def _told(action: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as told:
        action()
    assert len(str(told.value).splitlines()) == 2
    return str(told.value)


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8])
def test_a_kill_leaves_the_old_store_or_the_new_one(path: Path, delay: float) -> None:
    command = [sys.executable, "-c", LOADER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as loader:
        assert loader.stdout is not None
        assert loader.stdout.readline() == b"now\n"
        time.sleep(delay)
        loader.kill()
        done = loader.stdout.readline() == b"done\n"
    found = _read(path)
    assert found in ([big()] if done else [small(), big()])
    if not delay:
        assert found == small()


def test_the_left_over_of_a_kill_is_cleared_by_a_later_load_but_not_a_running_one(
    path: Path,
) -> None:
    for name, age in ((".county.lbug-killed", 7200), (".county.lbug-running", 10)):
        folder = path.parent / name
        folder.mkdir()
        (folder / "county.lbug").write_bytes(b"half")
        os.utime(folder, (time.time() - age,) * 2)
    _load(path, small())
    assert {item.name for item in path.parent.iterdir()} == {path.name, ".county.lbug-running"}


def test_of_two_loads_at_once_each_leaves_a_whole_store(path: Path) -> None:
    command = [sys.executable, "-c", LOADER, str(path)]
    loaders = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    for loader in loaders:
        with loader:
            assert loader.stdout is not None
            assert loader.stdout.read() == b"now\ndone\n"
    assert _read(path) == big()
    assert list(path.parent.iterdir()) == [path]


def test_of_two_loads_at_once_the_later_does_not_replace_another_county(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "county.lbug"
    other = Dataset({"Area": _area()}, {})
    with monkeypatch.context() as meanwhile:
        real = _ladybug._seal  # noqa: SLF001 - a moment in the middle of a load

        def interrupted(draft: Path) -> None:
            meanwhile.setattr(_ladybug, "_seal", real)
            _load(path, other)
            real(draft)

        meanwhile.setattr(_ladybug, "_seal", interrupted)
        assert "holds another county: 张店区" in _told(lambda: _load(path, small()))
    assert _read(path) == other
    assert list(tmp_path.iterdir()) == [path]


def _area() -> pl.DataFrame:
    return pl.DataFrame({"id": ["370303"], "name": ["张店区"], "level": ["county"]})


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.lbug"
    path.touch()
    assert f"The store {path} is damaged, or not a store." in _told(lambda: _read(path))
    assert "--replace" in _told(lambda: _load(path, small()))
    assert path.read_bytes() == b""
    _load(path, small(), replace=True)
    assert _read(path) == small()


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_told(path: Path, part: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert "is damaged" in _told(lambda: _read(path))


@pytest.mark.parametrize("part", [0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.9999])
def test_one_changed_byte_anywhere_is_told(path: Path, part: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * part)] ^= 0xFF
    path.write_bytes(content)
    assert "is damaged" in _told(lambda: _read(path))
    with open_store(str(path)) as store:
        text = "MATCH (v:Village) RETURN v.id AS id ORDER BY id"
        assert "is damaged" in _told(lambda: store.ask(text, {}))
        assert "is damaged" in _told(lambda: store.query(text, {}, limit=5, timeout=20))


def test_a_file_of_another_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE NODE TABLE Village(id STRING PRIMARY KEY)")
    before = path.read_bytes()
    _told(lambda: _read(path))
    _told(lambda: _load(path, small()))
    assert path.read_bytes() == before


def test_a_store_that_another_program_changed_is_told(path: Path) -> None:
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("MATCH (v:Village) SET v.name = 'changed'")
    assert "is damaged" in _told(lambda: _read(path))


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "none.lbug"
    words = f"There is no store at {path}\nMake one: orggraph load LEDGERS --to {path}"
    assert _told(lambda: _read(path)) == words
    assert not path.exists()


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "folder.lbug"
    path.mkdir()
    _told(lambda: _read(path))
    _told(lambda: _load(path, small()))
    assert list(tmp_path.iterdir()) == [path]


def test_a_journal_of_a_stranger_is_told_and_goes_with_the_next_load(path: Path) -> None:
    journal = Path(f"{path}.wal")
    journal.write_bytes(b"a journal that does not belong to the file" * 200)
    _told(lambda: _read(path))
    _load(path, big(), replace=True)
    assert _read(path) == big()
    assert not journal.exists()


@contextmanager
def _disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a small disk, which only root can do."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("no right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_leaves_the_old_store(path: Path, tmp_path: Path) -> None:
    room = path.stat().st_size // 1024 + 200
    with _disk(tmp_path / "disk", f"{room}k") as disk:
        kept = disk / path.name
        shutil.copy(path, kept)
        assert "cannot be written" in _told(lambda: _load(kept, big()))
        assert list(disk.iterdir()) == [kept]
        assert _read(kept) == small()


def test_a_read_only_folder_is_told_and_can_still_be_read(path: Path, tmp_path: Path) -> None:
    with _disk(tmp_path / "disk", "20m") as disk:
        kept = disk / path.name
        shutil.copy(path, kept)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert "cannot be written" in _told(lambda: _load(kept, big()))
        assert list(disk.iterdir()) == [kept]
        assert _read(kept) == small()
        with open_store(str(kept)) as store:
            rows = store.query("MATCH (v:Village) RETURN count(v) AS n", {}, limit=5, timeout=20)
            assert rows["n"].to_list() == [2]


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes on Windows")
def test_a_file_that_may_not_grow_is_told_and_nothing_is_left(path: Path) -> None:
    script = (
        "import resource, sys\n"
        "from orggraph.errors import StoreError\n"
        "from orggraph.store import open_store\n"
        "from tests.test_store_ladybug import big\n"
        "dataset = big()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try:\n"
        "    open_store(sys.argv[1]).write(dataset)\n"
        "except StoreError as told:\n"
        "    print(told)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode in {0, -signal.SIGXFSZ}, run.stderr
    if not run.returncode:
        assert "cannot be written" in run.stdout
        assert list(path.parent.iterdir()) == [path]
    assert _read(path) == small()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_folder_without_rights_is_told(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        assert "cannot be written" in _told(lambda: _load(path, big()))
        assert _read(path) == small()
    finally:
        path.parent.chmod(0o755)


def test_no_left_overs_stand_beside_a_store(path: Path) -> None:
    _load(path, big())
    _told(lambda: _load(path, Dataset({}, {})))  # no county, so another county
    assert list(path.parent.iterdir()) == [path]
