"""The kernels compiled from kernels.c; importing this raises OSError where the library is absent.

The library allocates nothing and checks nothing: every array is made here, of the right type and
length, and rows come from ``adjacency``, which looks at its input.
"""

import ctypes
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from orggraph.kernels import Blocks, Hashes, Nodes, Offsets, Rows

ENDINGS = {"win32": "dll", "darwin": "dylib"}
PATH = Path(__file__).with_name(f"_kernels.{ENDINGS.get(sys.platform, 'so')}")

_library = ctypes.CDLL(str(PATH))
_int32 = np.ctypeslib.ndpointer(np.int32, flags="C_CONTIGUOUS")
_int64 = np.ctypeslib.ndpointer(np.int64, flags="C_CONTIGUOUS")
_uint64 = np.ctypeslib.ndpointer(np.uint64, flags="C_CONTIGUOUS")
_number, _pointer, _nothing = ctypes.c_int64, ctypes.c_void_p, None
_rows = (_int64, _int32)


def _declare(name: str, gives: Any, *takes: Any) -> Any:  # noqa: ANN401 - ctypes has no narrower types
    function = getattr(_library, name)
    function.restype, function.argtypes = gives, takes
    return function


_adjacency = _declare(
    "adjacency",
    _nothing,
    *(_number, _number, _int32, _int32, ctypes.c_int32),
    *(*_rows, _pointer),
)
_distinct = _declare("distinct", _number, _number, *_rows, _pointer, _int32)
_components = _declare("components", _number, _number, *_rows, _int32)
_strong_components = _declare("strong_components", _number, _number, *_rows, *[_int32] * 5, _int64)
_breadth_first = _declare(
    "breadth_first", _number, *_rows, _number, _int32, ctypes.c_int32, _int32, _int32
)
_blocks = _declare("blocks", _number, _number, *_rows, _number, *[_int32] * 6, _int64)
_subtree = _declare("subtree", _nothing, _number, _int32, _int32, _int64)
_cores = _declare("cores", _nothing, _number, *_rows, *[_int32] * 4, _number)
_topological = _declare("topological", _number, _number, *_rows, _int64, _int32, _int32)
_enter = _declare("enter", _number, _number, _uint64, _number, _int32)
_look_up = _declare("look_up", _nothing, _number, _uint64, _uint64, _number, _int32, _int32)


def adjacency(n: int, start: Nodes, end: Nodes, *, mirrored: bool, numbered: bool) -> Rows:
    """Make rows of a list of edges, in its order; mirrored, each edge stands at both ends."""
    places = len(start)
    if mirrored:
        places = 2 * places - int(np.count_nonzero(start == end))
    offsets = np.zeros(n + 2, np.int64)
    neighbours = np.empty(places, np.int32)
    edges = np.empty(places, np.int32) if numbered else None
    _adjacency(n, len(start), start, end, mirrored, offsets, neighbours, _address(edges))
    return Rows(offsets[:-1], neighbours, edges)


def distinct(rows: Rows) -> Rows:
    """Keep the first of equal neighbours in each row; the rows given are used up."""
    n = len(rows.offsets) - 1
    kept = _distinct(n, *rows[:2], _address(rows.edges), np.full(n, -1, np.int32))
    edges = None if rows.edges is None else rows.edges[:kept]
    return Rows(rows.offsets, rows.neighbours[:kept], edges)


def components(rows: Rows) -> tuple[int, Nodes]:
    """Count the groups that edges join, and number them in the order of their first node."""
    n = len(rows.offsets) - 1
    label = np.empty(n, np.int32)
    return _components(n, rows.offsets, rows.neighbours, label), label


def strong_components(rows: Rows) -> tuple[int, Nodes]:
    """Count the groups that reach each other, and number each after those that it leads to."""
    n = len(rows.offsets) - 1
    label, seen = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    low, parent, pending = (np.empty(n, np.int32) for _ in range(3))
    following = np.empty(n, np.int64)
    count = _strong_components(
        n, rows.offsets, rows.neighbours, label, seen, low, parent, pending, following
    )
    return count, label


def breadth_first(rows: Rows, sources: Nodes, most: int) -> tuple[Nodes, Nodes]:
    """Give the steps to each node, -1 where there is no way, and the reached ones in order."""
    n = len(rows.offsets) - 1
    distance, order = np.full(n, -1, np.int32), np.empty(n, np.int32)
    reached = _breadth_first(
        rows.offsets, rows.neighbours, len(sources), sources, most, distance, order
    )
    return distance, order[:reached]


def blocks(rows: Rows, first: int | None = None) -> Blocks:
    """Cut an undirected graph into its blocks, by a walk that begins at a node."""
    n = len(rows.offsets) - 1
    found = Blocks(*(np.empty(n, np.int32) for _ in Blocks._fields))
    start = n if first is None else first
    seen, low, pending = np.full(n, -1, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    following = np.empty(n, np.int64)
    _blocks(n, rows.offsets, rows.neighbours, start, *found, seen, low, pending, following)
    return found


def subtree(tree: Blocks, weight: Offsets) -> Offsets:
    """Add up weights over the subtree below each node, itself included."""
    sums = np.array(weight, np.int64)
    _subtree(len(sums), tree.parent, tree.order, sums)
    return sums


def cores(rows: Rows) -> Nodes:
    """Give the core number of each node of a graph without loops."""
    n = len(rows.offsets) - 1
    core, order, place = (np.empty(n, np.int32) for _ in range(3))
    most = int(np.diff(rows.offsets).max(initial=0))
    bins = np.zeros(most + 1, np.int32)
    _cores(n, rows.offsets, rows.neighbours, core, order, place, bins, most)
    return core


def topological(rows: Rows) -> tuple[Nodes, Nodes]:
    """Give the nodes that no cycle holds back in order, and the level of each."""
    n = len(rows.offsets) - 1
    waiting = np.bincount(rows.neighbours, minlength=n).astype(np.int64)
    level, order = np.zeros(n, np.int32), np.empty(n, np.int32)
    ready = _topological(n, rows.offsets, rows.neighbours, waiting, level, order)
    return order[:ready], level


def index(hashes: Hashes) -> tuple[Nodes, int]:
    """Make a table to look hashes up in, and give the first that comes twice, or -1."""
    size = 1 << (2 * len(hashes)).bit_length()
    table = np.full(size, -1, np.int32)
    return table, _enter(len(hashes), hashes, size - 1, table)


def look_up(table: Nodes, hashes: Hashes, wanted: Hashes) -> Nodes:
    """Find where hashes stand among those of the table, -1 for what it lacks."""
    at = np.empty(len(wanted), np.int32)
    _look_up(len(wanted), wanted, hashes, len(table) - 1, table, at)
    return at


def _address(array: npt.NDArray[np.int32] | None) -> int | None:
    return None if array is None else array.ctypes.data
