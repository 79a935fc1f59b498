"""What the page draws: nodes and relations with their days and places, column by column."""

from collections.abc import Mapping, Sequence

import networkx as nx

from orggraph import checks, layout, style
from orggraph.language import _
from orggraph.model import MODES
from orggraph.network import Network
from orggraph.webmap._nodes import Node
from orggraph.webmap._timeline import Relation, Timeline, runs, unsure
from orggraph.webmap._view import LAYERS

_LABEL_WIDTH = {"joint_committee": 4, "village": 4, "community": 4}
_LONG_LABEL = 7
_LINES = 4
KINDS = LAYERS
MODE_KEYS = ("", *MODES)
MARK_KEYS = tuple(style.MARKS)


def scene(
    network: Network, line: Timeline, nodes: Mapping[str, Node], G: nx.MultiDiGraph
) -> dict[str, object]:
    """Say what stands where and when.

    Parameters
    ----------
    network
        The county on one day.
    line
        What holds when.
    nodes
        Who is drawn.
    G
        The edges and states of the day of the question, which positions follow.

    Returns
    -------
    scene
        Columns of nodes and edges; words stand as their place in a list.
    """
    towns = list(network.towns["id"])
    placed = layout.arrange(G, towns)
    number = {node: i for i, node in enumerate(nodes)}
    keys = [*towns, ""]
    names = dict(network.towns.iter_rows()) | {"": _("county level")}
    blocks, block_of = _blocks(G, placed, names, keys)
    return {
        "days": [day.isoformat() for day in line.days],
        "now": line.now,
        "towns": [{"key": key, "name": style.visible(names[key])} for key in keys],
        "marks": MARK_KEYS,
        "kinds": KINDS,
        "modes": MODE_KEYS,
        "nodes": {
            **_columns(line, nodes, placed, number, keys),
            "block": [block_of[n] for n in nodes],
            "unsure": _unsure(network, number),
        },
        "edges": _edges(line.relations, number),
        "blocks": blocks,
    }


def _blocks(
    G: nx.MultiDiGraph, placed: layout.Layout, names: Mapping[str, str], keys: Sequence[str]
) -> tuple[list[dict[str, object]], dict[str, int]]:
    """Give the towns' rectangles and the strips beside them, and in which of them each stands."""
    blocks: list[dict[str, object]] = [
        {
            "town": keys.index(b.town),
            "name": style.visible(names[b.town]),
            "box": [b.left, b.top, b.width, b.height],
            "band": b.band,
        }
        for b in placed.blocks
    ]
    by_town = {b.town: i for i, b in enumerate(placed.blocks)}
    block_of = {n: by_town[d["town"] or ""] for n, d in G.nodes(data=True) if not d["outside"]}
    middle = max((b.left + b.width for b in placed.blocks), default=0.0) / 2
    outside = [n for n in G if n not in block_of]
    for title, right in ((_("Agencies and others"), False), (_("Enterprises"), True)):
        here = [n for n in outside if (placed.positions[n][0] > middle) == right]
        if here:
            block_of |= dict.fromkeys(here, len(blocks))
            box = _strip_box([placed.positions[n] for n in here])
            blocks.append({"town": -1, "name": title, "box": box, "band": None})
    return blocks, block_of


def _strip_box(points: Sequence[layout.Point]) -> list[float]:
    xs, ys = zip(*points, strict=True)
    across, down = layout.STRIP[0] / 2, layout.STRIP[1] / 2
    width, height = max(xs) - min(xs) + 2 * across, max(ys) - min(ys) + 2 * down
    return [min(xs) - across, min(ys) - down, width, height]


def _columns(
    line: Timeline,
    nodes: Mapping[str, Node],
    placed: layout.Layout,
    number: Mapping[str, int],
    towns: Sequence[str],
) -> dict[str, object]:
    seat = {key: i for i, key in enumerate(towns)}
    everywhere = (1 << len(line.days) + 1) - 1
    return {
        "id": list(nodes),
        "name": [node.name for node in nodes.values()],
        "label": [_label(node) for node in nodes.values()],
        "mark": [MARK_KEYS.index(node.mark) for node in nodes.values()],
        "town": [seat.get(node.town or "", len(towns) - 1) for node in nodes.values()],
        "x": [placed.positions[n][0] for n in nodes],
        "y": [placed.positions[n][1] for n in nodes],
        "home": [number[placed.homes[n]] if n in placed.homes else -1 for n in nodes],
        "there": [0 if line.there[n] == everywhere else _runs(line.there[n]) for n in nodes],
        "weak": {number[n]: _runs(m) for n, m in line.weak.items() if m and n in number},
        "alone": {number[n]: _runs(m) for n, m in line.alone.items() if m and n in number},
        "solo": {number[n]: _runs(m) for n, m in line.solo.items() if m and n in number},
    }


def _unsure(network: Network, number: Mapping[str, int]) -> dict[int, int]:
    """Of whom it cannot be said that they keep no helper (1), or that they stand alone (2)."""
    unhelped = unsure(network, number, "结对")
    alone = unsure(network, number, *checks.find("ISO001").cured_by)
    return {number[n]: (n in unhelped) + 2 * (n in alone) for n in sorted(unhelped | alone)}


def _label(node: Node) -> str:
    name = style.committee_name(node.name) if node.mark == "joint_committee" else node.name
    width = _LABEL_WIDTH.get(node.mark, _LONG_LABEL)
    return style.wrap(_cut(name, _LINES * width), width)


def _cut(name: str, most: int) -> str:
    """Keep a label to what has room beside a node; the panel tells the whole name."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _runs(mask: int) -> list[int]:
    return [end for run in runs(mask) for end in run]


def _edges(relations: Sequence[Relation], number: Mapping[str, int]) -> dict[str, object]:
    return {
        "from": [number[r.helper] for r in relations],
        "to": [number[r.helped] for r in relations],
        "kind": [KINDS.index(r.kind) for r in relations],
        "mode": [MODE_KEYS.index(r.mode or "") for r in relations],
        "mutual": [int(r.mutual) for r in relations],
        "first": [r.first for r in relations],
        "end": [r.end for r in relations],
        "proof": [-1 if r.proof is None else r.proof for r in relations],
        "changed": [i for i, r in enumerate(relations) if r.changes],
    }
