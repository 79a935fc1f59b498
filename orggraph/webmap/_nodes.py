"""Who is drawn: names, kinds and towns of the nodes of every day."""

from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx
import polars as pl

from orggraph import style
from orggraph.network import Network
from orggraph.webmap._timeline import Timeline, timeline
from orggraph.webmap._view import MEMBER


class Node(NamedTuple):
    """Somebody on the map; ``name`` is the short one, ``full`` the one of the ledgers."""

    label: str
    kind: str | None
    mark: str
    name: str
    full: str
    town: str | None


def graph(network: Network) -> nx.MultiDiGraph:
    """Give exactly what is drawn on the day of the question.

    Nodes are the organisations of villages and communities, the joint committees and their
    members, the need set, and whoever takes part in an active pairing. Edges are the help of
    active pairings, helper → helped with the pairing's id as key, and memberships of committees,
    with ``member`` as key. Two who help each other by one pairing have one edge for it, marked
    ``mutual``.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    G
        Node attributes ``label``, ``kind``, ``mark``, ``name``, ``town``, ``outside``,
        ``committee``, ``firm``, ``weak`` and ``isolated``; edge attributes ``relation`` (``help``
        or ``member``), ``mechanism``, ``mode``, ``mutual``, ``since``, ``until``, ``source``.
    """
    line = timeline(network)
    G = drawn(line, nodes(network, line), line.now)
    G.remove_nodes_from([n for n in list(G) if not line.there[n] >> line.now & 1])
    return nx.freeze(G)


def drawn(line: Timeline, nodes: Mapping[str, Node], interval: int) -> nx.MultiDiGraph:
    """Give the nodes of every day with the edges and states of one interval.

    Parameters
    ----------
    line
        What holds when.
    nodes
        Who is drawn.
    interval
        The interval meant.

    Returns
    -------
    G
        As ``graph``, with all nodes.
    """
    G = nx.MultiDiGraph()
    for node, facts in nodes.items():
        G.add_node(
            node,
            **{name: getattr(facts, name) for name in ("label", "kind", "mark", "name", "town")},
            outside=facts.mark not in {"village", "community", "joint_committee"},
            committee=facts.mark == "joint_committee" and bool(line.there[node] >> interval & 1),
            firm="enterprise" in {facts.mark, facts.kind},
            weak=bool(line.weak.get(node, 0) >> interval & 1),
            isolated=bool(line.alone.get(node, 0) >> interval & 1),
        )
    for one in line.relations:
        if not one.first <= interval < one.end:
            continue
        help_ = one.kind != MEMBER
        G.add_edge(
            one.helper,
            one.helped,
            one.key,
            relation="help" if help_ else "member",
            mechanism=one.kind if help_ else None,
            mode=one.mode,
            mutual=one.mutual,
            since=line.date_of(one.first),
            until=line.date_of(one.end),
            source=one.sources[0] if one.sources else None,
        )
    return G


def nodes(network: Network, line: Timeline) -> dict[str, Node]:
    """Describe everybody who is drawn on any day.

    Parameters
    ----------
    network
        The county on one day.
    line
        What holds when.

    Returns
    -------
    nodes
        By id, in order.
    """
    wanted = pl.DataFrame({"id": list(line.there)}, schema={"id": pl.String})
    dataset = network.dataset
    found = pl.concat(
        [
            table.select(
                "id",
                "name",
                label=pl.lit(label),
                kind=pl.col("kind") if label == "PartyOrganization" else pl.lit(None, pl.String),
            )
            for label, table in dataset.nodes.items()
            if label in {"PartyOrganization", "Enterprise", "Agency", "Person"}
        ]
    ).join(wanted, on="id", how="semi")
    seats = dict(_seats(network).iter_rows())
    short = style.place_names(network)
    return {
        node: Node(
            label,
            kind,
            style.mark(label, kind),
            style.visible(short.get(node, name)),
            style.visible(name),
            seats.get(node),
        )
        for node, name, label, kind in found.sort("id").iter_rows()
    }


def _seats(network: Network) -> pl.DataFrame:
    """Find the town of everybody, of those who are gone the last one known."""
    seated = network.dataset.relationships["SEATED_IN"].select(id="start", place="end")
    all_ = seated.join(network.places, on="place", how="left").sort("id", "place")
    gone = all_.unique("id", keep="first").join(network.seats, on="id", how="anti")
    return pl.concat([network.seats.select("id", "town"), gone.select("id", "town")])
