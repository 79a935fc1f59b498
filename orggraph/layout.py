"""Where everything stands in a picture: towns as blocks, committees as rings, pairs side by side.

Positions are worked out here, without chance, so that a picture is the same every time. Lengths
are in pixels of the map at its natural size; y grows downwards.
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import networkx as nx

Point = tuple[float, float]
Box = tuple[int, int]

CELL = (70.0, 62.0)  # room for a node with a label of two lines below it
STRIP = (112.0, 66.0)  # the same for those outside, whose names are long
HEADER = 34.0
GAP = 30.0
MARGIN = 27.0  # from a member to the hull round it
ASPECT = 1.08  # width by height of the whole
_CORNERS = 8
_UNIT = 35.0  # towns stand on a grid of this step


class Block(NamedTuple):
    """The rectangle of a town, and where the band of its isolated branches begins, if any."""

    town: str
    left: float
    top: float
    width: float
    height: float
    band: float | None


class Layout(NamedTuple):
    """Positions by node, the towns' rectangles, and the hull of each committee by its id."""

    positions: dict[str, Point]
    blocks: tuple[Block, ...]
    hulls: dict[str, tuple[Point, ...]]


class _Part(NamedTuple):
    """Nodes placed round one another, and the room that they take in cells."""

    places: dict[str, Point]
    box: Box


class _Inside(NamedTuple):
    """A town's nodes placed from its own corner."""

    places: dict[str, Point]
    size: Point
    band: float | None


def arrange(G: nx.MultiDiGraph, towns: Sequence[str]) -> Layout:
    """Give every node of a map its place.

    Parameters
    ----------
    G
        The drawn graph. Node attributes: ``town`` (code or None), ``outside`` (stands beside the
        towns), ``committee`` (is a joint committee), ``isolated`` and ``firm`` (stands on the
        right if outside). Edge attribute: ``relation``, ``help`` or ``member``; members point to
        their committee.
    towns
        Codes of the towns, in order.

    Returns
    -------
    layout
        The same for the same graph. A hull goes round the members that stand with their
        committee: those of its own town, each with the first of its committees.
    """
    homes = _homes(G)
    insides = {town: _town(G, town, homes) for town in (*towns, None)}
    insides = {town: inside for town, inside in insides.items() if inside.places}
    blocks = _blocks(insides)
    positions = {
        node: (block.left + x, block.top + y)
        for block in blocks
        for node, (x, y) in insides[block.town or None].places.items()
    }
    positions |= _outside(G, positions, blocks)
    hulls = {}
    for committee in sorted(set(homes.values())):
        around = [positions[n] for n, home in homes.items() if home == committee]
        hulls[committee] = hull([positions[committee], *around], MARGIN)
    return Layout(positions, blocks, hulls)


def ring(members: Sequence[str], cell: Point = CELL) -> dict[str, Point]:
    """Place members round a middle, as close as their labels allow.

    Parameters
    ----------
    members
        Ids in the order in which they go round.
    cell
        Width and height that each needs for itself, as does the middle.

    Returns
    -------
    places
        Position of each from the middle.

    Examples
    --------
    >>> ring(["a", "b"], cell=(10, 10))
    {'a': (-10.0, 0.0), 'b': (10.0, 0.0)}
    """
    count = max(len(members), 1)
    # One turn begins at the left, so that two stand beside the middle and not above it.
    angles = [math.pi + math.tau * i / count for i in range(len(members))]
    circle = [(math.cos(a), math.sin(a)) for a in angles]
    reach = max((_reach(p, q) for p, q in _neighbours(circle)), default=1.0)
    width, height = reach * cell[0], reach * cell[1]
    return {
        m: (round(x * width, 1), round(y * height, 1))
        for m, (x, y) in zip(members, circle, strict=True)
    }


def hull(points: Iterable[Point], margin: float) -> tuple[Point, ...]:
    """Draw the smallest convex outline that keeps a distance from points.

    Parameters
    ----------
    points
        One point or more.
    margin
        Distance from the outline to the points, 0 or more.

    Returns
    -------
    corners
        Corners of the outline in order.

    Examples
    --------
    >>> hull([(0, 0), (4, 0), (4, 4), (0, 4), (1, 2)], 0)
    ((0, 0), (4, 0), (4, 4), (0, 4))
    """
    if margin:
        turns = [math.tau * i / _CORNERS for i in range(_CORNERS)]
        points = [
            (round(x + margin * math.cos(a), 1), round(y + margin * math.sin(a), 1))
            for x, y in points
            for a in turns
        ]
    ordered = sorted(set(points))
    if len(ordered) < 3:  # noqa: PLR2004 - fewer than three points have no inside
        return tuple(ordered)
    return (*_half(ordered), *_half(ordered[::-1]))


def pack(boxes: Sequence[Box], width: int) -> list[Box]:
    """Put boxes on a grid, each at the first free place from the top left.

    Parameters
    ----------
    boxes
        Width and height of each in cells, in the order in which they are put.
    width
        Columns of the grid, at least the widest box.

    Returns
    -------
    corners
        Column and row of the top left cell of each.

    Examples
    --------
    >>> pack([(2, 2), (1, 1), (2, 1)], width=3)
    [(0, 0), (2, 0), (0, 2)]
    """
    taken: set[Box] = set()
    corners = []
    for box in boxes:
        column, row = _first_free(taken, box, width)
        taken |= {(column + i, row + j) for i in range(box[0]) for j in range(box[1])}
        corners.append((column, row))
    return corners


def groups(G: nx.Graph, nodes: AbstractSet[str]) -> list[list[str]]:
    """Split nodes into those that edges join, each group in an order that keeps partners close.

    Parameters
    ----------
    G
        Any graph.
    nodes
        Some of its nodes; edges through others do not count.

    Returns
    -------
    groups
        The largest first, then by smallest id.
    """
    H = nx.Graph()
    H.add_nodes_from(sorted(nodes))
    H.add_edges_from(sorted({tuple(sorted(edge)) for edge in G.subgraph(nodes).edges()}))
    found = [sorted(c, key=lambda n: (H.degree(n), n)) for c in nx.connected_components(H)]
    ordered = [list(nx.dfs_preorder_nodes(H, c[0], sort_neighbors=sorted)) for c in found]
    return sorted(ordered, key=lambda group: (-len(group), min(group)))


def _homes(G: nx.MultiDiGraph) -> dict[str, str]:
    """Say with which committee each member stands; a committee stands with itself."""
    homes = {n: n for n, committee in G.nodes(data="committee") if committee}
    pairs = sorted((m, c) for m, c, kind in G.edges(data="relation") if kind == "member")
    for member, committee in pairs:
        if G.nodes[member]["town"] == G.nodes[committee]["town"]:
            homes.setdefault(member, committee)
    return homes


def _town(G: nx.MultiDiGraph, town: str | None, homes: Mapping[str, str]) -> _Inside:
    here = {n for n, d in G.nodes(data=True) if d["town"] == town and not d["outside"]}
    apart = sorted(n for n in here if G.nodes[n]["isolated"] and n not in homes)
    rings = [_ring(G, c, homes) for c in sorted(set(homes.values()) & here)]
    rest = groups(_help(G), here - set(homes) - set(apart))
    parts = sorted(rings, key=lambda p: -p.box[1]) + [_rows(group) for group in rest]
    width = _width([p.box for p in parts], len(apart))
    corners = pack([p.box for p in parts], width)
    places = {}
    for part, (column, row) in zip(parts, corners, strict=True):
        for node, (x, y) in part.places.items():
            places[node] = (column * CELL[0] + x, HEADER + row * CELL[1] + y)
    bottom = max((row + p.box[1] for p, (_, row) in zip(parts, corners, strict=True)), default=0)
    band = HEADER + bottom * CELL[1] if apart else None
    for i, node in enumerate(apart):
        places[node] = _cell(i % width, bottom + i // width)
    height = HEADER + (bottom + math.ceil(len(apart) / width)) * CELL[1]
    return _Inside(places, (width * CELL[0], height), band)


def _cell(column: int, row: int) -> Point:
    # The label stands below the node, so the node stands above the middle of its cell.
    return (column + 0.5) * CELL[0], HEADER + (row + 0.34) * CELL[1]


def _ring(G: nx.MultiDiGraph, committee: str, homes: Mapping[str, str]) -> _Part:
    members = {m for m, home in homes.items() if home == committee and m != committee}
    order = [m for group in groups(_help(G), members) for m in group]
    around = ring(order)
    xs, ys = zip((0.0, 0.0), *around.values(), strict=True)
    left, top = min(xs) - MARGIN - 8, min(ys) - MARGIN - 4
    right, bottom = max(xs) + MARGIN + 8, max(ys) + MARGIN + 12
    box = math.ceil((right - left) / CELL[0]), math.ceil((bottom - top) / CELL[1])
    dx = -left + (box[0] * CELL[0] - (right - left)) / 2
    dy = -top + (box[1] * CELL[1] - (bottom - top)) / 2
    places = {n: (x + dx, y + dy) for n, (x, y) in around.items()}
    return _Part(places | {committee: (dx, dy)}, box)


def _rows(group: Sequence[str]) -> _Part:
    columns = min(len(group), 3)
    places = {}
    for i, node in enumerate(group):
        row, column = divmod(i, columns)
        # Every other row runs backwards, so that neighbours in the order stay neighbours.
        x, y = _cell(columns - 1 - column if row % 2 else column, row)
        places[node] = x, y - HEADER
    return _Part(places, (columns, math.ceil(len(group) / columns)))


def _help(G: nx.MultiDiGraph) -> nx.Graph:
    H = nx.Graph()
    H.add_nodes_from(G)
    H.add_edges_from((u, v) for u, v, kind in G.edges(data="relation") if kind == "help")
    return H


def _width(boxes: Sequence[Box], apart: int) -> int:
    area = sum(w * h for w, h in boxes) + apart
    fair = math.ceil(math.sqrt(area * ASPECT * CELL[1] / CELL[0]))
    return max(fair, 3, max((w for w, _ in boxes), default=1))


def _blocks(insides: Mapping[str | None, _Inside]) -> tuple[Block, ...]:
    """Pack the towns, the tallest first, into the width that gives the best shape."""
    order = sorted(insides, key=lambda town: (-insides[town].size[1], town or ""))
    sizes = [insides[town].size for town in order]
    boxes = [(math.ceil((w + GAP) / _UNIT), math.ceil((h + GAP) / _UNIT)) for w, h in sizes]
    if not boxes:
        return ()
    fair = math.sqrt(sum(w * h for w, h in boxes) * ASPECT)
    widest = max(w for w, _ in boxes)
    widths = sorted({max(widest, round(fair * share / 20)) for share in range(18, 30)})
    best = min((pack(boxes, w) for w in widths), key=lambda corners: _extent(boxes, corners))
    placed = sorted(zip(order, best, strict=True), key=lambda pair: pair[0] or "")
    return tuple(
        Block(town or "", x * _UNIT, y * _UNIT, *insides[town].size, _below(insides[town], y))
        for town, (x, y) in placed
    )


def _below(inside: _Inside, row: int) -> float | None:
    return None if inside.band is None else row * _UNIT + inside.band


def _extent(boxes: Sequence[Box], corners: Sequence[Box]) -> float:
    """How far the packed boxes reach, measured by what a picture of the wanted shape must hold."""
    pairs = list(zip(boxes, corners, strict=True))
    width = max(column + w for (w, _), (column, _row) in pairs)
    height = max(row + h for (_, h), (_column, row) in pairs)
    return max(width / ASPECT, height)


def _outside(
    G: nx.MultiDiGraph, positions: Mapping[str, Point], blocks: Sequence[Block]
) -> dict[str, Point]:
    """Firms in a strip on the right, agencies and the rest on the left, beside those they help."""
    left = min((b.left for b in blocks), default=0.0)
    right = max((b.left + b.width for b in blocks), default=0.0)
    bottom = max((b.top + b.height for b in blocks), default=0.0)
    strangers = sorted(n for n, outside in G.nodes(data="outside") if outside)
    H = _help(G)
    heights = {n: _middle([positions[m][1] for m in H[n] if m in positions]) for n in strangers}
    order = sorted(strangers, key=lambda n: (heights[n], n))
    firms = [n for n in order if G.nodes[n]["firm"]]
    others = [n for n in order if not G.nodes[n]["firm"]]
    return {
        **_strip(firms, right + 2 * GAP, bottom, 1),
        **_strip(others, left - 2 * GAP, bottom, -1),
    }


def _strip(nodes: Sequence[str], edge: float, bottom: float, side: int) -> dict[str, Point]:
    rows = max(int(bottom // STRIP[1]), 1)
    columns = max(math.ceil(len(nodes) / rows), 1)
    step = bottom / max(math.ceil(len(nodes) / columns), 1)
    return {
        node: (
            edge + side * (i % columns + 0.5) * STRIP[0],
            round((i // columns + 0.5) * step - 12 + (i % columns) * step / columns / 2, 1),
        )
        for i, node in enumerate(nodes)
    }


def _middle(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _reach(p: Point, q: Point) -> float:
    """How far from the middle, in cells, two directions must go to keep a cell apart."""
    return max(1.0, 1.0 / max(abs(p[0] - q[0]), abs(p[1] - q[1])))


def _neighbours(circle: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    yield from ((p, (0.0, 0.0)) for p in circle)
    if len(circle) > 1:
        yield from zip(circle, [*circle[1:], circle[0]], strict=True)


def _half(points: Sequence[Point]) -> list[Point]:
    """Andrew's monotone chain: one side of the hull, without its last corner."""
    chain: list[Point] = []
    for p in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 0:
            chain.pop()
        chain.append(p)
    return chain[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _first_free(taken: AbstractSet[Box], box: Box, width: int) -> Box:
    for row in itertools.count():
        for column in range(width - box[0] + 1):
            cells = ((column + i, row + j) for j in range(box[1]) for i in range(box[0]))
            if taken.isdisjoint(cells):
                return column, row
    raise AssertionError  # count() never ends
