"""What the panel tells of everybody: facts, coverage, designations, findings, sources."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from orggraph import mechanisms, style
from orggraph.language import _, term
from orggraph.model import DESIGNATION_KINDS, LABELS, Property
from orggraph.network import Network
from orggraph.redaction import Level
from orggraph.webmap import _pinyin, _properties
from orggraph.webmap._findings import by_id
from orggraph.webmap._nodes import Node
from orggraph.webmap._timeline import Timeline
from orggraph.webmap._view import View


def facts(
    network: Network,
    line: Timeline,
    nodes: Mapping[str, Node],
    findings: pl.DataFrame,
    view: View,
) -> dict[str, object]:
    """Say what there is to tell beside what is drawn.

    Parameters
    ----------
    network
        The county on one day.
    line
        What holds when.
    nodes
        Who is drawn.
    findings
        Findings of an audit of the network.
    view
        Who may read it, and what it is laid beside: who went has the facts of then.

    Returns
    -------
    facts
        Lists in the order of the nodes and of the relations.
    """
    level = view.level
    found = {} if level is Level.PUBLIC else by_id(findings, level)
    sides = [side for side in (view.old, network) if side is not None]
    return {
        "nodes": _of_nodes(sides, line, nodes, found, level),
        "sources": [list(relation.sources) for relation in line.relations],
        "pairings": _pairings(network, line, found, level),
        "keys": [relation.key for relation in line.relations],
    }


def _of_nodes(
    sides: Sequence[Network],
    line: Timeline,
    nodes: Mapping[str, Node],
    found: Mapping[str, list[dict[str, object]]],
    level: Level,
) -> list[dict[str, object]]:
    public = level is Level.PUBLIC
    rows: dict[str, list[tuple[str, str]]] = {}
    sources: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for side in sides:
        rows |= _rows_by_id(side, nodes, level)
        sources |= {} if public else dict(side.seats.select("id", "source").iter_rows())
        others |= _other_names(side)
    designations = {} if public else _designations(sides, line)
    standing = {} if public else mechanisms.standing(sides[-1])
    return [
        {
            "full": node.full,
            "kind": _kind(node),
            "code": code(n) if node.mark != "joint_committee" else "",
            "aliases": others.get(n, []),
            "search": _keys(n, node, others.get(n, [])),
            "facts": rows.get(n, []),
            "designations": designations.get(n, []),
            "coverage": standing.get(n, {}),
            "findings": found.get(n, []),
            "source": sources.get(n) or "",
        }
        for n, node in nodes.items()
    ]


def _kind(node: Node) -> str:
    if node.label == "PartyOrganization":
        return style.kind(node.kind)
    return _(style.MARKS[node.mark].title)


def code(node: str) -> str:
    """Take the place's or credit code that begins an id; a hash is no code to show.

    Parameters
    ----------
    node
        Id of a node.

    Returns
    -------
    code
        The code; empty where there is none.
    """
    first = node.partition(":")[0]
    return first if re.fullmatch(r"[0-9A-Z]{6,18}", first) else ""


def _other_names(network: Network) -> dict[str, list[str]]:
    """Give the other names of the place of each unit."""
    places = network.now.nodes["Village"].select("aliases", place="id").drop_nulls("aliases")
    units = network.units.table.join(network.seats.select("id", "place"), on="id")
    told = units.join(places, on="place").select("id", "aliases")
    return {unit: [style.visible(name) for name in names] for unit, names in told.iter_rows()}


def _keys(id_: str, node: Node, others: Sequence[str]) -> str:
    """Everything by which a node is found, a key a line."""
    names = dict.fromkeys([node.name, *others, style.committee_name(node.name), node.full])
    spelled = [_pinyin.spellings(name) for name in (node.name, *others)]
    keys = [*names, code(id_), *spelled]
    return "\n".join(key for key in keys if key).lower()


def _rows_by_id(
    network: Network, nodes: Mapping[str, Node], level: Level
) -> dict[str, list[tuple[str, str]]]:
    """Each property that has a value, as heading and text; of a unit its place's as well."""
    told: dict[str, list[tuple[str, str]]] = {}
    for label in ("PartyOrganization", "Enterprise", "Agency"):
        properties = [p for p in LABELS[label].properties if p.name != "kind"]
        for row in network.dataset.nodes[label].iter_rows(named=True):
            if row["id"] in nodes:
                told[row["id"]] = _told_properties(properties, row, level)
    village = [p for p in LABELS["Village"].properties if p.name != "kind"]
    places = network.units.table.join(network.seats.select("id", "place"), on="id")
    units = network.now.nodes["Village"].join(
        places.select("place", unit="id"), left_on="id", right_on="place"
    )
    for row in units.iter_rows(named=True):
        if row["unit"] in nodes:
            told[row["unit"]] = told.get(row["unit"], []) + _told_properties(village, row, level)
    return told


def _told_properties(
    properties: list[Property], row: Mapping[str, object], level: Level
) -> list[tuple[str, str]]:
    return [
        (_properties.heading(p), _properties.told(p, row[p.name], level))
        for p in properties
        if row[p.name] is not None
    ]


def _designations(sides: Sequence[Network], line: Timeline) -> dict[str, list[dict[str, object]]]:
    """Give the designations of each node, with the intervals in which they hold."""
    told: dict[str, list[dict[str, object]]] = {}
    for number, side in enumerate(sides, 1):
        dataset = side.dataset
        rows = dataset.relationships["CONCERNS"].join(
            dataset.nodes["Designation"].select(start="id", kind="kind", situations="situations"),
            on="start",
        )
        for row in rows.sort("end", "since", "kind", "start").iter_rows(named=True):
            first, end = line.run(row["since"], row["until"])
            if len(sides) > 1:  # of its own interval alone
                first, end = max(first, number), min(end, number + 1)
            if first < end:
                told.setdefault(row["end"], []).append(_designation(row, (first, end)))
    return told


def _designation(row: Mapping[str, Any], runs: tuple[int, int]) -> dict[str, object]:
    return {
        "runs": runs,
        "kind": term(DESIGNATION_KINDS, row["kind"]),
        "dates": style.dates(row["since"], row["until"]),
        "situations": style.visible(_(", ").join(row["situations"] or [])),
        "source": row["source"] or "",
    }


def _pairings(
    network: Network,
    line: Timeline,
    found: Mapping[str, list[dict[str, object]]],
    level: Level,
) -> dict[str, dict[str, object]]:
    """Of each pairing how often it met by the day, the last time, and what is found of it."""
    meetings = network.meetings.group_by("pairing").agg(pl.len(), pl.col("held_on").max())
    met = {pairing: (count, last) for pairing, count, last in meetings.iter_rows()}
    drawn = sorted({relation.key for relation in line.relations} - {"member"})
    if level is Level.PUBLIC:
        return {pairing: {"met": "", "findings": []} for pairing in drawn}
    return {
        pairing: {
            "met": _met(network.as_of, *met.get(pairing, (0, None))),
            "findings": found.get(pairing, []),
        }
        for pairing in drawn
    }


def _met(as_of: date, count: int, last: date | None) -> str:
    if not count:
        return ""
    return _("{count} activities by {as_of}, the last on {day}").format(
        count=count, as_of=as_of, day=last
    )
