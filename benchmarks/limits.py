"""What the machine itself can do, for the region of a run: ``python -m benchmarks.limits DIR``.

Times of tasks are held against these: no program reads files faster than they can be read, and one
that asks for each neighbour of each node cannot take less than asking for as many numbers at as
many places.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from benchmarks.region import columns
from orggraph import kernels

_RUNS = 5
_COPIED = 1 << 29  # bytes


class Limits(NamedTuple):
    """What was measured: seconds, and GiB/s of ``copy``.

    ``gather``: a number for each neighbour of each node, in random order. ``gather_in_order``: in
    the order of the graph's rows. ``read``: every file of the tables, warm.
    """

    copy: float
    gather: float
    gather_in_order: float
    read: float
    bytes: int
    neighbours: int


def main() -> None:
    """Measure, and print a line of JSON."""
    print(json.dumps(measured(Path(sys.argv[1]))._asdict()))


def measured(folder: Path) -> Limits:
    """Measure the machine with the data of a region."""
    graph = columns(folder)
    start, end = (np.ascontiguousarray(graph.pairs[:, i], np.int32) for i in (0, 1))
    rows = kernels.engine.adjacency(len(graph.ids), start, end, mirrored=True, numbered=False)
    anywhere = np.random.default_rng(1).permutation(rows.neighbours)
    values = np.arange(len(graph.ids), dtype=np.int32)
    here = np.ones(_COPIED // 8)
    there = np.empty_like(here)
    files = sorted(folder.glob("*/*"))
    return Limits(
        copy=_COPIED / 2**30 / _time(lambda: np.copyto(there, here)),
        gather=_time(lambda: values[anywhere]),
        gather_in_order=_time(lambda: values[rows.neighbours]),
        read=_time(lambda: _through(files)),
        bytes=sum(path.stat().st_size for path in files),
        neighbours=len(rows.neighbours),
    )


def _through(files: list[Path]) -> None:
    block = bytearray(1 << 20)
    for path in files:
        with path.open("rb", buffering=0) as file:
            while file.readinto(block):
                pass


def _time(run: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return median(times)


if __name__ == "__main__":
    main()
