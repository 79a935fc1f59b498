"""Blocks: where an undirected graph falls apart if one edge or one node goes.

A *block* is a largest part that no single node's loss divides. Along any spanning forest each tree
edge lies in one block, and everything else follows: a *bridge* is the only tree edge of its block
and not doubled, an *articulation point* has tree edges of more than one block.
"""

import numpy as np
import numpy.typing as npt

from orggraph import kernels
from orggraph.kernels import Blocks, Nodes, Rows

Places = npt.NDArray[np.int64]


def bridges(rows: Rows) -> tuple[Nodes, Nodes]:
    """Find the bridges.

    Parameters
    ----------
    rows
        An undirected graph, each edge at both ends; parallel edges are no bridges.

    Returns
    -------
    low, high
        The ends of each bridge, in order.
    """
    tree = kernels.engine.blocks(rows)
    child = np.flatnonzero(tree.parent >= 0)
    block = tree.block[child]
    child = child[np.bincount(block)[block] == 1].astype(np.int32)
    parent = tree.parent[child]
    single = np.ones(len(child), bool)
    more = np.flatnonzero(rows.offsets[child + 1] - rows.offsets[child] > 1)  # a leaf has one edge
    single[more] = _parallel(rows, child[more], parent[more]) == 1
    child, parent = child[single], parent[single]
    low, high = np.minimum(child, parent), np.maximum(child, parent)
    order = np.lexsort((high, low))
    return low[order], high[order]


def articulation_points(rows: Rows) -> Nodes:
    """Find the articulation points.

    Parameters
    ----------
    rows
        An undirected graph, each edge at both ends.

    Returns
    -------
    nodes
        In order.
    """
    tree = kernels.engine.blocks(rows)
    child = np.flatnonzero(tree.parent >= 0)
    parent, block = tree.parent[child], tree.block[child]
    of_root = tree.parent[parent] < 0
    above = tree.block.copy()  # the block that holds the edge upwards; of a root, that to a child
    above[parent[of_root]] = block[of_root]
    cut = np.zeros(len(tree.parent), bool)
    cut[parent[block != above[parent]]] = True
    return np.flatnonzero(cut).astype(np.int32)


def members(rows: Rows) -> tuple[Nodes, Places]:
    """Find the nodes of each block.

    Parameters
    ----------
    rows
        An undirected graph, each edge at both ends.

    Returns
    -------
    nodes, ends
        The nodes block after block, and where each block ends.
    """
    tree = kernels.engine.blocks(rows)
    child = np.flatnonzero(tree.parent >= 0)
    block = tree.block[child]
    top = child[_outermost(tree, child)]
    nodes = np.concatenate([child, tree.parent[top]])
    blocks = np.concatenate([block, tree.block[top]])
    return nodes[np.argsort(blocks, kind="stable")].astype(np.int32), np.cumsum(np.bincount(blocks))


def edges(rows: Rows) -> tuple[Nodes, Nodes, Places]:
    """Find the edges of each block.

    Parameters
    ----------
    rows
        An undirected graph, each edge at both ends.

    Returns
    -------
    start, end, ends
        The ends of the edges block after block, and where each block ends; of parallel edges
        one, and no loops.
    """
    rows = kernels.engine.distinct(Rows(rows.offsets.copy(), rows.neighbours.copy()))
    tree = kernels.engine.blocks(rows)
    turn = np.empty(len(tree.order), np.int64)
    turn[tree.order] = np.arange(len(tree.order))
    start = np.repeat(np.arange(len(turn), dtype=np.int32), np.diff(rows.offsets))
    upwards = turn[start] > turn[rows.neighbours]  # from the later end, whose tree edge is inside
    start, end = start[upwards], rows.neighbours[upwards]
    block = tree.block[start]
    by_block = np.argsort(block, kind="stable")
    return start[by_block], end[by_block], np.cumsum(np.bincount(block))


def _outermost(tree: Blocks, child: Places) -> npt.NDArray[np.bool_]:
    """Mark one child for each block: one whose parent belongs to the block by this edge alone."""
    parent = tree.parent[child]
    top = tree.block[parent] != tree.block[child]
    _, first = np.unique(tree.block[child[top]], return_index=True)
    marked = np.zeros(len(child), bool)
    marked[np.flatnonzero(top)[first]] = True
    return marked


def _parallel(rows: Rows, here: Nodes | Places, there: Nodes) -> Places:
    """Count the edges from each node here to the one there."""
    begin, end = rows.offsets[here], rows.offsets[here + 1]
    count = end - begin
    places = np.arange(int(count.sum())) + np.repeat(begin - np.cumsum(count) + count, count)
    equal = rows.neighbours[places] == np.repeat(there, count)
    return np.bincount(np.repeat(np.arange(len(here)), count), equal, len(here)).astype(np.int64)
