"""Ctrl-C at any moment: what was there stays byte for byte, or the new is whole; nothing else."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from orggraph import demo, drafts, interrupts

STOPPED = {"zh": "已按 Ctrl-C 中止；没有留下写了一半的文件。", "en": "Stopped by Ctrl-C;"}
COMMANDS = {
    "report": ("report", "SOURCE", "-o", "out/r.docx"),
    "pdf": ("report", "SOURCE", "-o", "out/r.pdf"),
    "map": ("map", "SOURCE", "-o", "out/m.html"),
    "draw": ("draw", "SOURCE", "-o", "out/f.png"),
    "export": ("export", "SOURCE", "-o", "out/tables"),
    "import": ("export", "SOURCE", "--neo4j-import", "out/import"),
    "check": ("check", "SOURCE", "-o", "out/c.xlsx", "--annotate", "out/copies"),
    "template": ("template", "out/ledgers", "--county", "370304"),
}


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ledgers as CSV, one of them with something to mark."""
    folder = tmp_path_factory.mktemp("demo")
    demo.write(folder)
    file = folder / "ledgers-csv" / "结对.csv"
    file.write_bytes(file.read_bytes().replace(b"2022-", b"2O22-", 1))
    return folder / "ledgers-csv"


def _files(folder: Path) -> dict[str, bytes | None]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() if each.is_file() else None
        for each in folder.rglob("*")
    }


def _same(one: dict[str, bytes | None], other: dict[str, bytes | None]) -> bool:
    """Whether the same files hold the same, but for the time of writing in two of them."""
    timed: dict[str, bytes | None] = {"import/nodes/OrgGraph.csv": None, "r.pdf": None}
    paper = one.get("r.pdf")
    ended = paper is None or paper.rstrip().endswith(b"%%EOF")
    return {**one, **timed} == {**other, **timed} and one.keys() == other.keys() and ended


def _start(
    name: str, source: Path, home: Path, spoken: str = "en", *more: str
) -> subprocess.Popen[bytes]:
    words = [str(source) if word == "SOURCE" else word for word in (*COMMANDS[name], *more)]
    temporary = home / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(temporary), "MPLCONFIGDIR": str(home / "mpl")}
    return subprocess.Popen(
        [sys.executable, "-m", "orggraph", "--lang", spoken, *words],
        cwd=home,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.office) if name == "pdf" else name for name in COMMANDS],
)
def test_an_interrupted_command_leaves_what_was_there_or_all_of_the_new(
    name: str, ledgers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    begun = time.monotonic()
    _start(name, ledgers, tmp_path).communicate()
    took = time.monotonic() - begun
    whole = _files(out)
    assert whole
    earlier = tmp_path / "earlier"
    if replaces := name in ("report", "map", "draw", "export"):
        _start(name, ledgers, tmp_path, "en", "--as-of", "2022-06-30").communicate()
        shutil.copytree(out, earlier)
    outcomes = set()
    # Of a PDF only that is new which LibreOffice does, at the end; it takes its time.
    shares = (0.6, 0.9) if name == "pdf" else (0.2, 0.5, 0.7, 0.85, 0.95)
    for number, share in enumerate(shares):
        spoken = "zh" if number % 2 else "en"
        shutil.rmtree(out)
        if replaces and number > 1:
            shutil.copytree(earlier, out)
        else:
            out.mkdir()
        before = _files(out)
        run = _start(name, ledgers, tmp_path, spoken)
        time.sleep(max(share * took, 0.15))
        run.send_signal(signal.SIGINT)
        _answer, told = run.communicate(timeout=120)
        left = _files(out)
        assert not list((tmp_path / "tmp").iterdir())
        if run.returncode == 130:
            outcomes.add("stopped")
            assert told.decode().splitlines()[-1].startswith(STOPPED[spoken])
            assert b"Traceback" not in told
            # Of check the answer is whole before the copies are begun.
            rest = {path: whole[path] for path in left if path not in before}
            kept = left == before or _same(left, whole)
            assert kept or (name == "check" and left == before | rest)
            if name == "check":
                copies = {path for path in whole if path.startswith("copies/")}
                assert not copies & set(left) or copies <= set(left)
        else:
            assert run.returncode in (0, 1), told
            assert left.keys() == whole.keys()
    assert "stopped" in outcomes


def test_an_interrupt_in_code_made_of_text_ends_with_the_same_code(tmp_path: Path) -> None:
    (tmp_path / "stopped.py").write_text(
        "from orggraph import __main__, cli\n"
        "cli.run = lambda words: exec('raise KeyboardInterrupt')\n"
        "__main__.main()\n"
    )
    command = [sys.executable, "-m", "stopped"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.startswith(STOPPED["en"])


@pytest.mark.parametrize("library", ["typer", "polars"])  # loaded before a command, and by it
def test_an_interrupt_that_a_library_turned_into_an_error_is_told_as_one(
    library: str, tmp_path: Path
) -> None:
    (tmp_path / f"{library}.py").write_text(
        "import signal\n"
        "try:\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "except BaseException as error:\n"
        "    raise ImportError('it could not be loaded') from error\n"
    )
    for debug in ((), ("--debug",)):
        command = [
            sys.executable,
            "-m",
            "orggraph",
            "--lang",
            "en",
            "audit",
            "nowhere.xlsx",
            *debug,
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (130, "")
        assert done.stderr.splitlines()[-1].startswith(STOPPED["en"])
        assert ("ImportError" in done.stderr) == (library == "polars" and bool(debug))


def test_a_process_that_ignores_interrupts_goes_on_doing_so() -> None:
    script = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from orggraph import interrupts\n"
        "with interrupts.as_interrupt():\n"
        "    signal.raise_signal(signal.SIGINT); print('went on')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"went on\n")


def test_other_threads_hear_of_no_interrupt() -> None:
    def work() -> str:
        with interrupts.as_interrupt(), interrupts.held_back():
            return "done"

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result() == "done"


def test_an_interrupt_between_the_steps_of_a_swap_waits(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "old").write_text("old")
    with pytest.raises(KeyboardInterrupt), interrupts.held_back():  # noqa: PT012
        signal.raise_signal(signal.SIGINT)
        (folder / "old").write_text("done")
    assert (folder / "old").read_text() == "done"


def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    for kind in (drafts.folder, drafts.files):
        with pytest.raises(KeyboardInterrupt), kind(tmp_path / "f") as draft:  # noqa: PT012
            (draft / "half").write_text("new")
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt), drafts.file(path) as draft:  # noqa: PT012
        draft.write_text("new")
        raise KeyboardInterrupt
    assert _files(tmp_path) == {"a.txt": b"old"}


def test_a_file_keeps_its_link_and_who_may_read_it(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link"
    path.write_text("old")
    path.chmod(0o600)
    link.symlink_to(path)
    with drafts.file(link) as draft:
        draft.write_text("new")
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)


def test_an_error_names_the_place_and_not_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a.txt"
    with pytest.raises(FileNotFoundError) as error, drafts.file(path) as draft:
        draft.write_text("new")
    assert error.value.filename == str(path)
