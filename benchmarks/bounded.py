"""A process that may take so long and hold so much, and no more."""

import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_LOOK = 0.05  # seconds between two looks at a process


class Bounds(NamedTuple):
    """The most seconds that a process may take, and the most GiB of memory that it may hold."""

    seconds: float
    memory: float


class Ended(NamedTuple):
    """How a process ended: ``done``, ``late``, ``large`` or ``broke``; and what it said."""

    how: str
    said: str


def run(command: Sequence[str], bounds: Bounds) -> Ended:
    """Run a process to its end, or end it where it goes beyond its bounds."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)  # noqa: S603 - our own
        how = _watched(process, bounds)
        out.seek(0)
        err.seek(0)
        if how != "done":
            return Ended(how, "")
        if process.returncode:
            if "MemoryError" in (words := err.read()):
                return Ended("large", "")
            return Ended("broke", _last(words) or f"exit code {process.returncode}")
        return Ended("done", _last(out.read()))


def _watched(process: "subprocess.Popen[bytes]", bounds: Bounds) -> str:
    end = time.monotonic() + bounds.seconds
    while True:
        try:
            process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            late = time.monotonic() > end
            if late or _held(process.pid) > bounds.memory:
                process.kill()
                process.wait()
                return "late" if late else "large"
        else:
            return "done"


def _held(process: int) -> float:
    """Give the memory that a process holds, in GiB."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0  # it has just ended
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 2**20


def _last(words: str) -> str:
    lines = words.strip().splitlines()
    return lines[-1] if lines else ""
