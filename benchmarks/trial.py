"""One task by one engine, in this process: ``python -m benchmarks.trial ENGINE TASK …``.

It loads, does the task several times, and prints one line of JSON: the seconds of each time, the
CPU seconds of the middle one, the most memory held until then, and the answer in short. Imports are
not timed, nor is the making of the form in which answers are compared, nor, of another task than
loading, the loading.
"""

import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median_low
from types import ModuleType
from typing import NamedTuple

from benchmarks import tasks
from benchmarks.peers import Told
from benchmarks.region import Region, columns

_TICKS = os.sysconf("SC_CLK_TCK")  # of CPU time, a second


class Done(NamedTuple):
    """The seconds and the CPU seconds of each time, and what tells the last answer."""

    seconds: list[float]
    cpu: list[float]
    told: Told


def main() -> None:
    """Do what the arguments say."""
    engine, task, folder, store, runs, seconds = sys.argv[1:]
    end = time.perf_counter() + float(seconds)
    module, region = importlib.import_module(engine), Region(Path(folder), Path(store))
    done = repeated(module, _ready(module, task, region), runs=int(runs), end=end)
    held = sum(map(_high_water, _processes(module)))
    answer = tasks.answer(task, done.told(), lambda: columns(region.folder))
    middle = done.seconds.index(median_low(done.seconds))
    found = {"seconds": done.seconds, "cpu": done.cpu[middle], "peak": held}
    print(json.dumps(found | answer._asdict()))


def repeated(
    module: ModuleType, begin: Callable[[], Callable[[], Told]], *, runs: int, end: float
) -> Done:
    """Do a task as often as asked, and less often where the time would not do for another.

    ``begin`` makes ready for each time, untimed, and gives the call that is.
    """
    seconds: list[float] = []
    cpu: list[float] = []
    told: Told | None = None
    while told is None or (len(seconds) < runs and time.perf_counter() + 2 * max(seconds) < end):
        told = None
        once = begin()
        gc.collect()
        before, began = sum(map(_used, _processes(module))), time.perf_counter()
        told = once()
        seconds.append(time.perf_counter() - began)
        cpu.append(sum(map(_used, _processes(module))) - before)
    return Done(seconds, cpu, told)


def _ready(module: ModuleType, task: str, region: Region) -> Callable[[], Callable[[], Told]]:
    if task in ("load", "whole"):
        empty = getattr(module, "empty", lambda _region: None)

        def begin() -> Callable[[], Told]:
            empty(region)
            return lambda: _whole(module, region) if task == "whole" else module.load(region).told

        return begin
    held = getattr(module, "opened", module.load)(region)
    anew = getattr(module, "anew", lambda held: held)
    return lambda: partial(getattr(module, task), anew(held))


def _whole(module: ModuleType, region: Region) -> Told:
    held = getattr(module, "counted", module.load)(region)
    rest = {task: getattr(module, task)(held) for task in tasks.WHOLE if task != "load"}
    told = {"load": held.told} | rest

    def digests() -> dict[str, list[str]]:
        found = (
            tasks.answer(t, tell(), lambda: columns(region.folder)) for t, tell in told.items()
        )
        return {"digest": [each.digest for each in found]}

    return digests


def _processes(module: ModuleType) -> list[int]:
    server = getattr(module, "server", None)
    return [os.getpid(), *([server()] if server else [])]


def _high_water(process: int) -> float:
    """Give the most memory that a process has held, in GiB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 2**20


def _used(process: int) -> float:
    """Give the CPU seconds of a process."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS  # in user mode and in the system


if __name__ == "__main__":
    main()
