"""What the panel tells of everybody: facts, coverage, designations, findings, sources."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

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


def facts(
    network: Network,
    line: Timeline,
    nodes: Mapping[str, Node],
    findings: pl.DataFrame,
    level: Level,
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
    level
        Who may read it.

    Returns
    -------
    facts
        Lists in the order of the nodes and of the relations.
    """
    public = level is Level.PUBLIC
    found = {} if public else by_id(findings, level)
    return {
        "nodes": _told(network, nodes, found, level),
        "sources": [list(relation.sources) for relation in line.relations],
        "pairings": _pairings(network, line, found, level),
        "keys": [relation.key for relation in line.relations],
    }


def _told(
    network: Network,
    nodes: Mapping[str, Node],
    found: Mapping[str, list[dict[str, object]]],
    level: Level,
) -> list[dict[str, object]]:
    public = level is Level.PUBLIC
    rows = _rows_by_id(network, nodes, level)
    sources = {} if public else dict(network.seats.select("id", "source").iter_rows())
    designations = {} if public else _designations(network)
    standing = {} if public else mechanisms.standing(network)
    others = _other_names(network)
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


def _keys(node: str, told: Node, others: Sequence[str]) -> str:
    """Everything by which a node is found, a key a line."""
    names = dict.fromkeys([told.name, *others, style.committee_name(told.name), told.full])
    spelled = [_pinyin.spellings(name) for name in (told.name, *others)]
    keys = [*names, code(node), *spelled]
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


def _designations(network: Network) -> dict[str, list[dict[str, object]]]:
    rows = network.now.relationships["CONCERNS"].join(
        network.now.nodes["Designation"].select(start="id", kind="kind", situations="situations"),
        on="start",
    )
    told: dict[str, list[dict[str, object]]] = {}
    for row in rows.sort("end", "kind", "start").iter_rows(named=True):
        told.setdefault(row["end"], []).append(
            {
                "kind": term(DESIGNATION_KINDS, row["kind"]),
                "dates": style.dates(row["since"], row["until"]),
                "situations": style.visible(_(", ").join(row["situations"] or [])),
                "source": row["source"] or "",
            }
        )
    return told


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
        pairing: {"met": _met(*met.get(pairing, (0, None))), "findings": found.get(pairing, [])}
        for pairing in drawn
    }


def _met(count: int, last: date | None) -> str:
    if not count:
        return ""
    return _("{count} activities, the last on {day}").format(count=count, day=last)
