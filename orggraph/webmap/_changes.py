"""What changed of those that stand in both of two networks, and of their relations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from orggraph import style
from orggraph.language import _
from orggraph.model import LABELS, Property
from orggraph.movements import Movement, Side, Verdict, movements
from orggraph.network import Network
from orggraph.redaction import Level
from orggraph.webmap import _properties
from orggraph.webmap._timeline import Change, Relation, Timeline

_BEFORE, _AFTER = 1, 2  # the intervals of two networks side by side
_OF_NODES = ("PartyOrganization", "Enterprise", "Agency", "Village", "Designation")
_DOCUMENT = "document"


class Changes(NamedTuple):
    """What changed, by id of the node and by that of the pairing."""

    nodes: Mapping[str, list[Change]]
    pairings: Mapping[str, list[Change]]


def changes(old: Network, new: Network, level: Level) -> Changes:
    """Find what changed of organisations and of pairings, and tell it in words.

    What one of the two cannot know, since a ledger was not handed in, is no change; nor is what
    these readers see as the same.

    Parameters
    ----------
    old
        The county before.
    new
        The county now.
    level
        Who may read it; at public nothing is told of designations and documents.

    Returns
    -------
    changes
        Of a village's organisation also what changed of the village, and of its designations.
    """
    nodes: dict[str, list[Change]] = defaultdict(list)
    pairings: dict[str, list[Change]] = defaultdict(list)
    owners = _owners(new)
    for moved in movements(Side(old), Side(new)).moved:
        if moved.verdict is not Verdict.CHANGED or moved.start is None:
            continue
        if moved.kind == "Pairing":
            pairings[moved.start] += _told(moved, level)
        elif moved.kind in _OF_NODES and (level, moved.kind) != (Level.PUBLIC, "Designation"):
            nodes[owners.get(moved.start, moved.start)] += _told(moved, level)
    return Changes(nodes, pairings)


def on_relations(line: Timeline, pairings: Mapping[str, list[Change]]) -> Timeline:
    """Say of each relation that stands in both networks what changed of it.

    Parameters
    ----------
    line
        Two networks side by side.
    pairings
        What changed of pairings, by their ids.

    Returns
    -------
    line
        The same, with ``changes``: those of the pairing, and the days of the relation itself.
    """
    relations = (
        one._replace(changes=(*_days(one), *pairings.get(one.key, [])))
        if None not in one.spells
        else one
        for one in line.relations
    )
    return replace(line, relations=tuple(relations))


def of_nodes(
    line: Timeline, nodes: Iterable[str], told: Mapping[str, list[Change]]
) -> dict[str, list[Change]]:
    """Say of each node that stands in both networks what changed of it.

    Parameters
    ----------
    line
        Two networks side by side, as far as readers may see them.
    nodes
        Ids of those who are drawn.
    told
        What changed of their properties.

    Returns
    -------
    changes
        Of those of whom anything changed: their state first, then their properties.
    """
    both = [n for n in nodes if all(line.there[n] >> day & 1 for day in (_BEFORE, _AFTER))]
    found = {n: [*_state(line, n), *told.get(n, [])] for n in both}
    return {n: changes for n, changes in found.items() if changes}


def _owners(network: Network) -> dict[str, str]:
    """By place and by designation, the organisation that the map draws for it."""
    units = network.units.table.select("id").join(network.seats.select("id", "place"), on="id")
    concerns = network.dataset.relationships["CONCERNS"].select("start", "end")
    return {place: unit for unit, place in units.iter_rows()} | dict(concerns.iter_rows())


def _told(moved: Movement, level: Level) -> list[Change]:
    label = LABELS[moved.kind]
    name = Property("name", _("Full name") if moved.kind != "Village" else _("Name"), _("Name"))
    known = {item.name: item for item in label.properties}
    found = []
    for key, (before, after) in moved.changes.items():
        if level is Level.PUBLIC and key == _DOCUMENT:
            continue
        item = known.get(key, name)
        heading = name.heading if key == "name" else _properties.heading(item)
        found.append(Change(heading, *(_properties.told(item, v, level) for v in (before, after))))
    return [one for one in found if one.before != one.after]


def _days(relation: Relation) -> list[Change]:
    before, after = (style.dates(*spell) for spell in relation.spells if spell is not None)
    return [] if before == after else [Change(_("Dates"), before, after)]


def _state(line: Timeline, node: str) -> list[Change]:
    def state(day: int) -> str:
        if line.alone.get(node, 0) >> day & 1:
            return _("isolated")
        return _("weak") if line.weak.get(node, 0) >> day & 1 else _("not weak")

    before, after = state(_BEFORE), state(_AFTER)
    return [] if before == after else [Change(_("State"), before, after)]
