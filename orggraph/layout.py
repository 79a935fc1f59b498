"""Where everything stands in a picture: towns as blocks, committees as rings, pairs side by side.

Positions are worked out here, without chance, so that a picture is the same every time. Lengths
are in pixels of the map at its natural size; y grows downwards.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import networkx as nx

Point = tuple[float, float]
Box = tuple[int, int]

CELL = (64.0, 56.0)  # room for a node with a label of two lines below it
STRIP = (104.0, 60.0)  # the same for those outside, whose names are long
LABEL = 12.0  # how far a label reaches below the room that a node has anyhow
HEADER = 34.0
BAND = (2.4, 1.25)  # cells that an isolated branch takes in its band, across and down
GAP = 20.0
MARGIN = 24.0  # from a member to the hull round it
ASPECT = 1.3  # width by height of the whole
_CORNERS = 16
_TRIED = 5  # numbers of columns on either side of the likely one
_LARGE = 12_000  # cells of the fine grid, above which fewer widths are tried
_EXACT = 0.5  # pixels to which the height of the stacks is found
_ROUNDS = 30  # of moving each town between those that it is tied to
_FINE = 2  # steps of the grid inside a town in a cell
_CLEAR = 6.0  # between the labels above a band and the band
_STEP = (CELL[0] / _FINE, CELL[1] / _FINE)


class Block(NamedTuple):
    """The rectangle of a town, and where the band of its isolated branches begins.

    Parameters
    ----------
    town
        Code of the town; empty for what is in no town.
    left, top
        The corner at the top left.
    width, height
        The size.
    band
        Top of the band of isolated branches; None where the town has none.
    """

    town: str
    left: float
    top: float
    width: float
    height: float
    band: float | None


class Layout(NamedTuple):
    """Where everything on a map stands.

    Parameters
    ----------
    positions
        Position of each node.
    blocks
        The towns' rectangles, in the order of the towns.
    hulls
        Corners of the outline of each committee, by its id.
    homes
        The committee with which each node stands; a committee stands with itself.
    """

    positions: dict[str, Point]
    blocks: tuple[Block, ...]
    hulls: dict[str, tuple[Point, ...]]
    homes: dict[str, str]


class _Part(NamedTuple):
    """Nodes placed round one another, and the room that they take in cells."""

    places: dict[str, Point]
    box: Box


class _Town(NamedTuple):
    """What stands in a town: parts to pack, and the isolated branches that stand apart."""

    code: str | None
    parts: tuple[_Part, ...]
    apart: tuple[str, ...]


class _Inside(NamedTuple):
    """A town's nodes placed from its own corner, its height, and where its band begins."""

    places: dict[str, Point]
    height: float
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
    homes, H = _homes(G), _help(G)
    here: dict[str | None, set[str]] = {code: set() for code in (*towns, None)}
    for node, facts in G.nodes(data=True):
        if not facts["outside"]:
            here[facts["town"]].add(node)
    found = [_town(G, H, code, here[code], homes) for code in (*linked(towns, _ties(G, H)), None)]
    blocks, positions = _columns([town for town in found if town.parts or town.apart])
    positions |= _outside(G, H, positions, blocks)
    hulls = {}
    for committee in sorted(set(homes.values())):
        around = [positions[n] for n, home in homes.items() if home == committee]
        hulls[committee] = outline([positions[committee], *around], MARGIN)
    return Layout(positions, blocks, hulls, homes)


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
    reach = max((_spread(p, q) for p, q in _neighbours(circle)), default=1.0)
    width, height = reach * cell[0], reach * cell[1]
    return {
        m: (round(x * width, 1), round(y * height, 1) + 0.0)  # no minus zero
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


def outline(points: Sequence[Point], margin: float) -> tuple[Point, ...]:
    """Draw the hull of nodes with the labels below them.

    Parameters
    ----------
    points
        Where the nodes stand, one or more.
    margin
        Distance from the outline to them, 0 or more.

    Returns
    -------
    corners
        Corners of the outline in order.
    """
    return hull([*points, *((x, y + LABEL) for x, y in points)], margin)


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
    taken: list[int] = []  # a number a row, with a bit for each taken column
    corners = []
    for box in boxes:
        column, row = _first_free(taken, box, width)
        taken += [0] * (row + box[1] - len(taken))
        for y in range(row, row + box[1]):
            taken[y] |= (1 << box[0]) - 1 << column
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


def linked(towns: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """Order towns so that those with many ties stand near one another.

    Parameters
    ----------
    towns
        Codes of the towns, in the order that is kept where nothing ties them.
    ties
        Number of ties between two towns.

    Returns
    -------
    order
        The same towns.

    Examples
    --------
    >>> linked(["a", "b", "c"], {("a", "c"): 5, ("b", "c"): 1})
    ['a', 'c', 'b']
    """
    near: dict[str, dict[str, int]] = {town: {} for town in towns}
    for (a, b), count in ties.items():
        near[a][b] = near[b][a] = near[a].get(b, 0) + count
    order = best = list(towns)
    for _ in range(_ROUNDS):
        place = {town: i for i, town in enumerate(order)}
        # Half way towards the middle of those that it is tied to, so that two do not swap for ever.
        middles = {
            town: sum((place[t] - place[town]) * n for t, n in others.items())
            / (2 * sum(others.values()) or 1)
            + place[town]
            for town, others in near.items()
        }
        order = sorted(order, key=middles.__getitem__)
        best = min(best, order, key=lambda tried: _strain(tried, ties))
    return best


def _strain(order: Sequence[str], ties: Mapping[tuple[str, str], int]) -> int:
    """How far apart the ends of all ties stand in an order."""
    place = {town: i for i, town in enumerate(order)}
    return sum(abs(place[a] - place[b]) * count for (a, b), count in ties.items())


def _ties(G: nx.MultiDiGraph, H: nx.Graph) -> dict[tuple[str, str], int]:
    """Count the help between towns."""
    ties: dict[tuple[str, str], int] = {}
    for u, v in H.edges():
        towns = sorted({G.nodes[n]["town"] for n in (u, v) if not G.nodes[n]["outside"]} - {None})
        if len(towns) > 1:
            ties[towns[0], towns[1]] = ties.get((towns[0], towns[1]), 0) + 1
    return ties


def _homes(G: nx.MultiDiGraph) -> dict[str, str]:
    """Say with which committee each member stands; a committee stands with itself."""
    homes = {n: n for n, committee in G.nodes(data="committee") if committee}
    pairs = sorted((m, c) for m, c, kind in G.edges(data="relation") if kind == "member")
    for member, committee in pairs:
        if G.nodes[member]["town"] == G.nodes[committee]["town"]:
            homes.setdefault(member, committee)
    return homes


def _town(
    G: nx.MultiDiGraph,
    H: nx.Graph,
    code: str | None,
    here: AbstractSet[str],
    homes: Mapping[str, str],
) -> _Town:
    apart = sorted(n for n in here if G.nodes[n]["isolated"] and n not in homes)
    members: dict[str, set[str]] = {}
    for node, home in homes.items():
        members.setdefault(home, set()).add(node)
    rings = [_ring(H, c, members[c] - {c}) for c in sorted(members.keys() & here)]
    rest = groups(H, here - set(homes) - set(apart))
    # Those that help ties to a committee stand next to the committees.
    tied = {n for member in homes for n in H[member]}
    rest.sort(key=lambda group: (tied.isdisjoint(group), -len(group)))
    parts = sorted(rings, key=lambda p: -p.box[1]) + [_rows(group) for group in rest]
    return _Town(code, tuple(parts), tuple(apart))


def _inside(town: _Town, columns: int) -> _Inside:
    """Place what stands in a town in a block of so many columns of the fine grid."""
    corners = pack([p.box for p in town.parts], columns)
    places = {
        node: (column * _STEP[0] + x, HEADER + row * _STEP[1] + y)
        for part, (column, row) in zip(town.parts, corners, strict=True)
        for node, (x, y) in part.places.items()
    }
    ends = [row + p.box[1] for p, (_, row) in zip(town.parts, corners, strict=True)]
    bottom = HEADER + max(ends, default=0) * _STEP[1]
    if not town.apart:
        return _Inside(places, bottom, None)
    bottom += _CLEAR
    # Their names are read from afar, so they stand wider apart.
    across = max(int(columns * _STEP[0] // (BAND[0] * CELL[0])), 1)
    for i, node in enumerate(town.apart):
        x = (i % across + 0.5) * BAND[0] * CELL[0]
        places[node] = x, bottom + (i // across + 0.32) * BAND[1] * CELL[1]
    return _Inside(places, bottom + math.ceil(len(town.apart) / across) * BAND[1] * CELL[1], bottom)


def _ring(H: nx.Graph, committee: str, members: AbstractSet[str]) -> _Part:
    around = ring([m for group in groups(H, members) for m in group])
    xs, ys = zip((0.0, 0.0), *around.values(), strict=True)
    left, top = min(xs) - MARGIN - 5, min(ys) - MARGIN - 3
    size = max(xs) + MARGIN + 5 - left, max(ys) + LABEL + MARGIN + 3 - top
    box = math.ceil(size[0] / _STEP[0]), math.ceil(size[1] / _STEP[1])
    x = (box[0] * _STEP[0] - size[0]) / 2 - left
    y = (box[1] * _STEP[1] - size[1]) / 2 - top
    places = {n: (x + dx, y + dy) for n, (dx, dy) in around.items()}
    return _Part(places | {committee: (x, y)}, box)


def _rows(group: Sequence[str]) -> _Part:
    columns = min(len(group), 3)
    places = {}
    for i, node in enumerate(group):
        row, column = divmod(i, columns)
        # Every other row runs backwards, so that neighbours in the order stay neighbours.
        across = columns - 1 - column if row % 2 else column
        # The label stands below the node, so the node stands above the middle of its cell.
        places[node] = (across + 0.5) * CELL[0], (row + 0.34) * CELL[1]
    return _Part(places, (columns * _FINE, math.ceil(len(group) / columns) * _FINE))


def _help(G: nx.MultiDiGraph) -> nx.Graph:
    H = nx.Graph()
    H.add_nodes_from(G)
    H.add_edges_from((u, v) for u, v, kind in G.edges(data="relation") if kind == "help")
    return H


def _columns(towns: Sequence[_Town]) -> tuple[tuple[Block, ...], dict[str, Point]]:
    """Set the towns in columns of equal width, in the number and width that show them largest."""
    if not towns:
        return (), {}
    widest = max((p.box[0] for t in towns for p in t.parts), default=_FINE)
    area = sum(w * h for t in towns for w, h in (p.box for p in t.parts))
    fair = math.sqrt(area * ASPECT * _STEP[1] / _STEP[0])
    # Many towns stand in about as many columns as rows; few are tried in every number.
    middle = round(math.sqrt(len(towns) * ASPECT))
    counts = range(max(1, middle - _TRIED), min(len(towns), middle + _TRIED) + 1)
    shares = range(9, 16) if area < _LARGE else (10, 12)
    shapes = {
        (max(widest, 2 * _FINE, round(fair * share / 10 / count)), count)
        for count in counts
        for share in shares
    }
    insides = {w: [_inside(town, w) for town in towns] for w, _count in shapes}
    tried = [(w, _stacked(towns, insides[w], w, count)) for w, count in sorted(shapes)]
    width, blocks = min(tried, key=lambda stacked: _reach(stacked[1]))
    positions = {
        node: (block.left + x, block.top + y)
        for block, inside in zip(blocks, insides[width], strict=True)
        for node, (x, y) in inside.places.items()
    }
    return blocks, positions


def _stacked(
    towns: Sequence[_Town], insides: Sequence[_Inside], columns: int, count: int
) -> tuple[Block, ...]:
    """Stack the towns, in order, in so many columns of nearly equal height."""
    width = columns * _STEP[0]
    stacks = _split([inside.height + GAP for inside in insides], count)
    blocks = []
    for number, stack in enumerate(stacks):
        top = 0.0
        for i in stack:
            left, inside = number * (width + GAP), insides[i]
            band = None if inside.band is None else top + inside.band
            blocks.append(Block(towns[i].code or "", left, top, width, inside.height, band))
            top += inside.height + GAP
    return tuple(blocks)


def _split(heights: Sequence[float], count: int) -> list[range]:
    """Cut a row into so many stacks or fewer, in order, so that the highest is lowest."""
    low, high = max(heights, default=0.0), sum(heights)
    while high - low > _EXACT:
        limit = (low + high) / 2
        if len(_filled(heights, limit)) <= count:
            high = limit
        else:
            low = limit
    return _filled(heights, high)


def _filled(heights: Sequence[float], limit: float) -> list[range]:
    """Fill one stack after the other up to a height."""
    stacks, start, height = [], 0, 0.0
    for i, each in enumerate(heights):
        if height + each > limit and i > start:
            stacks.append(range(start, i))
            start, height = i, 0.0
        height += each
    if start < len(heights):
        stacks.append(range(start, len(heights)))
    return stacks


def _reach(blocks: Sequence[Block]) -> float:
    """How large a picture of the wanted shape must be to hold the blocks."""
    width = max(b.left + b.width for b in blocks)
    height = max(b.top + b.height for b in blocks)
    return max(width / ASPECT, height)


def _outside(
    G: nx.MultiDiGraph, H: nx.Graph, positions: Mapping[str, Point], blocks: Sequence[Block]
) -> dict[str, Point]:
    """Firms in a strip on the right, agencies and the rest on the left, beside those they help."""
    left = min((b.left for b in blocks), default=0.0)
    right = max((b.left + b.width for b in blocks), default=0.0)
    bottom = max((b.top + b.height for b in blocks), default=0.0)
    strangers = sorted(n for n, outside in G.nodes(data="outside") if outside)
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


def _spread(p: Point, q: Point) -> float:
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


def _first_free(taken: Sequence[int], box: Box, width: int) -> Box:
    for row in range(len(taken)):
        free = (1 << width) - 1
        for bits in taken[row : row + box[1]]:
            free &= ~bits
        # A column stays where the next ones, as many as the box is wide, are free as well.
        for _ in range(box[0] - 1):
            free &= free >> 1
        if free:
            return (free & -free).bit_length() - 1, row
    return 0, len(taken)
