"""Kernels: the few loops over compressed rows that columns and joins cannot say.

Two siblings give the same answers: ``_compiled`` is a C library that wheels carry, ``_plain`` is
numpy and always there. ``engine`` is the one in use: compiled where it loads.
"""

from collections.abc import Iterable
from types import ModuleType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Nodes = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Parts = Iterable[tuple[Nodes, Nodes]]  # edges, some at a time: their starts and their ends


class Rows(NamedTuple):
    """Compressed rows: the neighbours of v are ``neighbours[offsets[v]:offsets[v + 1]]``.

    ``edges`` says of which edge of the list each place comes, None where nobody asked.
    """

    offsets: Offsets
    neighbours: Nodes
    edges: Nodes | None = None


class Blocks(NamedTuple):
    """The blocks (biconnected components) of an undirected graph along a spanning forest.

    ``parent`` of each node, -1 for a root; ``block`` that holds the edge to the parent, -1 for a
    root; ``order``, tree after tree, first that of the node asked for, and in each tree parents
    before their children.
    """

    parent: Nodes
    block: Nodes
    order: Nodes


def _choose() -> ModuleType:
    try:
        from orggraph.kernels import _compiled  # noqa: PLC0415 - absent from a wheel of pure Python
    except OSError:
        from orggraph.kernels import _plain  # noqa: PLC0415 - needed only where the other is not

        return _plain
    return _compiled


engine = _choose()
