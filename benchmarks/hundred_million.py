"""Measure 100 million members and households: ``python -m benchmarks.hundred_million [--nodes N]``.

A country's organisations in a tree with committees and help beside it, households under its
villages and members under the households: leaves, of which files hold no more than the number of
what they hang on. The edges are written as Parquet, never held together, and then read in parts by
a process of its own, which must keep below 4 GiB. Every time stands beside that of the machine's
random gather in the same process. The answers are recounted without the product's kernels: groups
and steps of the organisations by scipy, of the leaves by what they hang on.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from benchmarks.nation import measure, peak
from orggraph import kernels
from orggraph.stream import Stream

NODES = 100_000_000
MOST = 4.0  # GiB
_UNITS, _HOUSEHOLDS = 0.052, 0.3  # of the nodes; the rest are members
_WAYS = 6  # organisations for each joint committee or helper that joins some
_OUTSIDE = 0.01  # of the organisations, outside the tree
_PART = 1 << 21


class Made(NamedTuple):
    """How many nodes there are, how many of them organisations, and who of them is strong."""

    nodes: int
    units: int
    strong: np.ndarray


def make(folder: Path, nodes: int = NODES) -> Made:
    """Write the edges of the organisations, and those of households and members, in parts.

    What hangs on one stands together, as files by area have it.
    """
    rng = np.random.default_rng(20260101)
    units, households = int(nodes * _UNITS), int(nodes * _HOUSEHOLDS)
    child = np.arange(1, units)
    joined = rng.random(units - 1) > _OUTSIDE  # some stand outside the tree, with all below them
    parent = child // 8
    beside = rng.integers(0, units, (2, units // _WAYS))
    beside[1] = np.clip(beside[0] + rng.integers(-200, 201, units // _WAYS), 0, units - 1)
    near = joined[np.maximum(beside - 1, 0)].all(axis=0)
    start = np.concatenate([child[joined], beside[0][near]])
    end = np.concatenate([parent[joined], beside[1][near]])
    _write(folder / "1-units.parquet", start, end)
    leaves = nodes - units
    for number, at in enumerate(range(0, leaves, _PART)):
        leaf = np.arange(at, min(at + _PART, leaves))
        of_household = leaf < households
        members = nodes - units - households
        above = np.where(
            of_household,
            units // 2 + leaf * (units - units // 2) // households,
            units + (leaf - households) * households // max(members, 1),
        )
        _write(folder / f"2-leaves-{number:04}.parquet", units + leaf, above)
    return Made(nodes, units, _strong(units))


def main() -> None:
    """Write the files, and ask in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--ask", type=Path, help="folder of files that were made")
    asked = parser.parse_args()
    if asked.ask:
        ask(asked.ask, asked.nodes)
        return
    with tempfile.TemporaryDirectory(prefix="hundred-million-") as room:
        made = make(Path(room), asked.nodes)
        edges = pl.scan_parquet(Path(room) / "*.parquet").select(pl.len()).collect().item()
        size = sum(file.stat().st_size for file in Path(room).iterdir())
        print(f"{made.nodes:,} nodes, {edges:,} edges, {size / 2**30:.2f} GiB of Parquet")
        again = ["--ask", room, "--nodes", str(asked.nodes)]
        command = [sys.executable, "-m", "benchmarks.hundred_million", *again]
        subprocess.run(command, check=True)  # noqa: S603 - ourselves


def ask(folder: Path, nodes: int) -> None:
    """Ask for components and steps, show the limit of the machine, and check the answers."""
    units = int(nodes * _UNITS)
    edges = Stream(nodes, pl.scan_parquet(folder / "*.parquet"))
    count, group = _told("components, edges streamed", edges.components)
    print(f"    = {count:,}")
    few = group[:units].copy()
    del group
    rows = _told("rows, edges streamed twice", edges.rows)
    strong = _strong(units)
    _told("limit: gather, order of the graph", lambda: _gather(rows.neighbours, nodes))
    steps, order = _told(
        "walk from the strong", lambda: kernels.engine.breadth_first(rows, strong, 2**31 - 1)
    )
    print(f"    = {len(order):,} reached, at most {steps.max()} steps away")
    most = peak()
    print(f"peak {most:.2f} GiB of {MOST} allowed")
    _check(folder, nodes, (count, few, steps))
    if most > MOST:
        sys.exit(f"more than {MOST} GiB")


def _check(folder: Path, nodes: int, found: tuple[int, np.ndarray, np.ndarray]) -> None:
    """Recount by scipy on the organisations alone; a leaf is a step beyond what it hangs on."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - not a part of the memory measured
    from scipy.sparse.csgraph import (  # noqa: PLC0415 - not a part of the memory measured
        connected_components,
        dijkstra,
    )

    count, group, steps = found
    units = len(group)
    ways = pl.read_parquet(folder / "1-units.parquet")
    ends = ways["start"].to_numpy(), ways["end"].to_numpy()
    matrix = coo_array((np.ones(ways.height), ends), (units, units)).tocsr()
    expected, label = connected_components(matrix, directed=False)
    pairs = pl.DataFrame({"ours": group, "theirs": label}).n_unique()
    _agree("components", count == expected == pairs)
    near = dijkstra(matrix, directed=False, indices=_strong(units), unweighted=True, min_only=True)
    near = np.where(np.isinf(near), -1, near)
    _agree("steps to organisations", np.array_equal(near, steps[:units]))
    for file in sorted(folder.glob("2-*.parquet")):
        leaves = pl.read_parquet(file)
        above = steps[leaves["end"].to_numpy()]
        beyond = np.where(above < 0, -1, above + 1)
        _agree("steps to leaves", np.array_equal(beyond, steps[leaves["start"].to_numpy()]))
    print(f"answers as recounted: {nodes:,} nodes")


def _agree(what: str, same: bool) -> None:  # noqa: FBT001 - a verdict
    if not same:
        sys.exit(f"{what}: another answer than the recount's")


def _told(name: str, call: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it answers
    answer = measure(name, call, runs=1)
    print(f"            peak so far {peak():.2f} GiB", flush=True)
    return answer


def _gather(places: np.ndarray, nodes: int) -> None:
    """Read as many numbers as the graph has neighbours, some at a time."""
    values = np.zeros(nodes, np.int32)
    for at in range(0, len(places), _PART):
        values[places[at : at + _PART]]


def _strong(units: int) -> np.ndarray:
    return np.random.default_rng(2).integers(0, units, max(1, units // 240)).astype(np.int32)


def _write(path: Path, start: np.ndarray, end: np.ndarray) -> None:
    columns = {"start": start.astype(np.int32), "end": end.astype(np.int32)}
    pl.DataFrame(columns).write_parquet(path, compression="lz4")


if __name__ == "__main__":
    main()
