"""The kernels in numpy alone: slower, and there where no library loads."""

import numpy as np

from orggraph.kernels import Blocks, Hashes, Nodes, Offsets, Parts, Rows


def adjacency(n: int, start: Nodes, end: Nodes, *, mirrored: bool, numbered: bool) -> Rows:
    """Make rows of a list of edges, in its order; mirrored, each edge stands at both ends."""
    return rows_of_parts(n, [(start, end)], mirrored=mirrored, numbered=numbered)


def rows_of_parts(n: int, parts: Parts, *, mirrored: bool, numbered: bool = False) -> Rows:
    """Make rows of edges that come in parts, in their order; the parts are walked over twice."""
    offsets = np.zeros(n + 1, np.int64)
    for start, end in parts:
        here = _at_both_ends(start, end)[0] if mirrored else start
        row, count = np.unique(here, return_counts=True)
        offsets[row + 1] += count
    np.cumsum(offsets, out=offsets)
    neighbours = np.empty(offsets[-1], np.int32)
    edges = np.empty(offsets[-1], np.int32) if numbered else None
    free, first = offsets[:-1].copy(), 0
    for start, end in parts:
        once = (start, end, np.arange(len(start), dtype=np.int32))
        here, there, edge = _at_both_ends(start, end) if mirrored else once
        by_row = np.argsort(here, kind="stable")
        row, begin, count = np.unique(here[by_row], return_index=True, return_counts=True)
        place = np.arange(len(here)) + np.repeat(free[row] - begin, count)
        neighbours[place] = there[by_row]
        if edges is not None:
            edges[place] = edge[by_row] + first
        free[row] += count
        first += len(start)
    return Rows(offsets, neighbours, edges)


def _at_both_ends(start: Nodes, end: Nodes) -> tuple[Nodes, Nodes, Nodes]:
    """Give each edge twice, once from either end, and its number; a loop only once."""
    edge = np.repeat(np.arange(len(start), dtype=np.int32), 2)
    here, there = (np.column_stack(pair).ravel() for pair in ((start, end), (end, start)))
    once = (here != there) | (np.arange(len(edge)) % 2 == 0)
    return here[once], there[once], edge[once]


def components_of_parts(n: int, parts: Parts) -> tuple[int, Nodes]:
    """Count the groups that edges in parts join, and number them in the order of their first."""
    label = np.arange(n)
    for start, end in parts:
        label = _join(n, label[start], label[end])[label]
    _, label = np.unique(label, return_inverse=True)
    return int(label.max(initial=-1)) + 1, label.astype(np.int32)


def distinct(rows: Rows) -> Rows:
    """Keep the first of equal neighbours in each row; the rows given are used up."""
    n = len(rows.offsets) - 1
    row = _row_of(rows)
    _, first = np.unique(row * n + rows.neighbours, return_index=True)
    first.sort()
    offsets = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(row[first], minlength=n), out=offsets[1:])
    edges = None if rows.edges is None else rows.edges[first]
    return Rows(offsets, rows.neighbours[first], edges)


def components(rows: Rows) -> tuple[int, Nodes]:
    """Count the groups that edges join, and number them in the order of their first node."""
    n = len(rows.offsets) - 1
    label = _join(n, _row_of(rows), rows.neighbours)
    _, label = np.unique(label, return_inverse=True)
    return int(label.max(initial=-1)) + 1, label.astype(np.int32)


def strong_components(rows: Rows) -> tuple[int, Nodes]:
    """Count the groups that reach each other, and number each after those that it leads to.

    One walk in depth (Tarjan's), node by node: columns cannot say it.
    """
    offsets, neighbours = rows.offsets.tolist(), rows.neighbours.tolist()
    n, time, groups = len(offsets) - 1, 0, 0
    label, turn, low, following = [-1] * n, [-1] * n, [0] * n, offsets[:n]
    pending: list[int] = []
    for root in range(n):
        walk = [root] if turn[root] < 0 else []
        while walk:
            v = walk[-1]
            if turn[v] < 0:
                turn[v] = low[v] = time
                time += 1
                pending.append(v)
            if following[v] < offsets[v + 1]:
                w = neighbours[following[v]]
                following[v] += 1
                if turn[w] < 0:
                    walk.append(w)
                elif label[w] < 0:
                    low[v] = min(low[v], turn[w])
                continue
            walk.pop()
            if walk:
                low[walk[-1]] = min(low[walk[-1]], low[v])
            if low[v] == turn[v]:
                while label[v] < 0:
                    label[pending.pop()] = groups
                groups += 1
    return groups, np.array(label, np.int32)


def breadth_first(rows: Rows, sources: Nodes, most: int) -> tuple[Nodes, Nodes]:
    """Give the steps to each node, -1 where there is no way, and the reached ones in order."""
    distance = np.full(len(rows.offsets) - 1, -1, np.int32)
    layers = [_in_order(sources)]
    distance[layers[0]] = 0
    while len(layers[-1]) and len(layers) <= most:
        around = _neighbours_of(rows, layers[-1])
        layers.append(_in_order(around[distance[around] < 0]))
        distance[layers[-1]] = len(layers) - 1
    return distance, np.concatenate(layers)


def blocks(rows: Rows, first: int | None = None) -> Blocks:
    """Cut an undirected graph into its blocks, by a walk that begins at a node.

    Tarjan and Vishkin's way: number any spanning forest in depth, learn how far the edges below
    each node lead outside of it, and join tree edges that a cycle holds together.
    """
    n = len(rows.offsets) - 1
    tree = _forest(rows, first)
    size = subtree(tree, np.ones(n, np.int64))
    number = _numbers(tree, size)
    row, end = _row_of(rows), rows.neighbours.astype(np.int64)
    parent = tree.parent.astype(np.int64)
    other = (parent[row] != end) & (parent[end] != row)  # the edges outside of the forest
    low, high = number.copy(), number.copy()
    np.minimum.at(low, row[other], number[end[other]])
    np.maximum.at(high, row[other], number[end[other]])
    for level in reversed(_levels(tree)):
        np.minimum.at(low, parent[level], low[level])
        np.maximum.at(high, parent[level], high[level])
    child = np.flatnonzero(parent >= 0)
    above = parent[child]
    leaves = (low[child] < number[above]) | (high[child] >= number[above] + size[above])
    joined = leaves & (parent[above] >= 0)
    across = other & (number[row] + size[row] <= number[end])
    one = np.concatenate([child[joined], row[across]])
    label = _join(n, one, np.concatenate([above[joined], end[across]]))
    block = np.full(n, -1, np.int32)
    _, block[child] = np.unique(label[child], return_inverse=True)
    return Blocks(tree.parent, block, tree.order)


def subtree(tree: Blocks, weight: Offsets) -> Offsets:
    """Add up weights over the subtree below each node, itself included."""
    sums = np.array(weight, np.int64)
    for level in reversed(_levels(tree)):
        np.add.at(sums, tree.parent[level], sums[level])
    return sums


def cores(rows: Rows) -> Nodes:
    """Give the core number of each node of a graph without loops."""
    core = np.diff(rows.offsets)
    left = np.ones(len(core), bool)
    k = 0
    while left.any():
        k = max(k, int(core[left].min()))
        peeled = np.flatnonzero(left & (core <= k)).astype(np.int32)
        left[peeled] = False
        around = _neighbours_of(rows, peeled)
        np.subtract.at(core, around[left[around]], 1)
        core[peeled] = k
    return core.astype(np.int32)


def topological(rows: Rows) -> tuple[Nodes, Nodes]:
    """Give the nodes that no cycle holds back in order, and the level of each."""
    n = len(rows.offsets) - 1
    waiting = np.bincount(rows.neighbours, minlength=n)
    level = np.zeros(n, np.int32)
    layers = [np.flatnonzero(waiting == 0).astype(np.int32)]
    while len(layers[-1]):
        around = _neighbours_of(rows, layers[-1])
        np.subtract.at(waiting, around, 1)
        last = _in_order(around[::-1])[::-1]  # a node is ready at the last edge that leads to it
        layers.append(last[waiting[last] == 0])
        level[layers[-1]] = len(layers) - 1
    return np.concatenate(layers), level


def index(hashes: Hashes) -> tuple[Nodes, int]:
    """Make a table to look hashes up in, and give the first that comes twice, or -1."""
    table = np.argsort(hashes, kind="stable").astype(np.int32)
    ordered = hashes[table]
    twice = table[1:][ordered[1:] == ordered[:-1]]
    return table, int(twice.min(initial=len(hashes))) if len(twice) else -1


def look_up(table: Nodes, hashes: Hashes, wanted: Hashes) -> Nodes:
    """Find where hashes stand among those of the table, -1 for what it lacks."""
    if not len(table):
        return np.full(len(wanted), -1, np.int32)
    ordered = hashes[table]
    place = np.minimum(np.searchsorted(ordered, wanted), len(table) - 1)
    return np.where(ordered[place] == wanted, table[place], np.int32(-1))


def _row_of(rows: Rows) -> Offsets:
    rows_of_places: Offsets = np.repeat(np.arange(len(rows.offsets) - 1), np.diff(rows.offsets))
    return rows_of_places


def _in_order(nodes: Nodes) -> Nodes:
    """Drop all but the first of equal nodes."""
    _, first = np.unique(nodes, return_index=True)
    return nodes[np.sort(first)]


def _neighbours_of(rows: Rows, nodes: Nodes) -> Nodes:
    """Give the neighbours of nodes, row after row."""
    return rows.neighbours[_places_of(rows, nodes)]


def _places_of(rows: Rows, nodes: Nodes) -> Offsets:
    begin, count = rows.offsets[nodes], rows.offsets[nodes + 1] - rows.offsets[nodes]
    shift: Offsets = np.repeat(begin - np.cumsum(count) + count, count)
    shift += np.arange(len(shift))
    return shift


def _join(n: int, start: Offsets, end: Offsets | Nodes) -> Offsets:
    """Give each node the smallest node that edges join it with."""
    label = np.arange(n)
    while True:
        a, b = label[start], label[end]
        apart = a != b
        if not apart.any():
            return label
        start, end, a, b = start[apart], end[apart], a[apart], b[apart]
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while True:  # hang every node on the root of its tree
            above = label[label]
            if np.array_equal(above, label):
                break
            label = above


def _forest(rows: Rows, first: int | None) -> Blocks:
    """Span a graph by trees in breadth, each rooted at its first node; no blocks yet."""
    n = len(rows.offsets) - 1
    _, label = components(rows)
    _, roots = np.unique(label, return_index=True)
    if first is not None:
        roots[label[first]] = first
    parent = np.full(n, -1, np.int32)
    seen = np.zeros(n, bool)
    seen[roots] = True
    layers = [roots.astype(np.int32)]
    while len(layers[-1]):
        places = _places_of(rows, layers[-1])
        count = rows.offsets[layers[-1] + 1] - rows.offsets[layers[-1]]
        here, there = np.repeat(layers[-1], count), rows.neighbours[places]
        fresh = ~seen[there]
        found, at = np.unique(there[fresh], return_index=True)
        parent[found] = here[fresh][at]
        seen[found] = True
        layers.append(found)
    order = np.concatenate(layers)
    turn = label if first is None else np.where(label == label[first], -1, label)
    by_tree = np.argsort(turn[order], kind="stable")
    return Blocks(parent, np.full(n, -1, np.int32), order[by_tree])


def _levels(tree: Blocks) -> list[Offsets]:
    """Give the nodes by their depth below the roots, the roots themselves left out."""
    above = tree.parent.astype(np.int64)
    depth = (above >= 0).astype(np.int64)
    while (up := above >= 0).any():
        at = above[up]
        depth[up] += depth[at]
        above[up] = above[at]
    by_depth = np.argsort(depth, kind="stable")
    return np.split(by_depth, np.cumsum(np.bincount(depth))[:-1])[1:]


def _numbers(tree: Blocks, size: Offsets) -> Offsets:
    """Give the nodes numbers in depth: each before its subtree, which follows without a gap."""
    number = np.zeros(len(size), np.int64)
    roots = np.flatnonzero(tree.parent < 0)
    number[roots] = np.cumsum(size[roots]) - size[roots]
    for level in _levels(tree):
        parent = tree.parent[level]
        by_parent = np.argsort(parent, kind="stable")
        nodes, above = level[by_parent], parent[by_parent]
        before = np.cumsum(size[nodes]) - size[nodes]
        first = np.r_[True, above[1:] != above[:-1]]
        start = np.repeat(before[first], np.diff(np.flatnonzero(np.r_[first, True])))
        number[nodes] = number[above] + 1 + before - start
    return number
