"""What a map leaves out, by who may read it.

Internal: nothing; people stand in the data by role and place alone. Briefing: people by their
role, and counts of people below 5 hidden. Public: also no people, no designations, no finding
that names a village, and no row of a ledger.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from orggraph.language import _, term
from orggraph.model import ROLES
from orggraph.network import Network
from orggraph.webmap._nodes import Node
from orggraph.webmap._timeline import Timeline
from orggraph.webmap._view import Level

FEWEST = 5  # people; fewer might be known by name
PEOPLE = "人"  # the unit of counts of people
# A count of people in a sentence; 0 is a count below 5 as well.
_PERSONS = "名|人|位|个后备|(?:full |probationary |party )?members|reserves|people"
_FEW = re.compile(rf"(?<![\d,.])[0-4](?=\s*(?:{_PERSONS}))")


class Drawn(NamedTuple):
    """Who and what may be drawn, and how many relations of people were left out."""

    line: Timeline
    nodes: dict[str, Node]
    left_out: int


def redact(network: Network, line: Timeline, nodes: dict[str, Node], level: Level) -> Drawn:
    """Take out of a map what its readers may not see.

    Parameters
    ----------
    network
        The county on one day.
    line
        What holds when.
    nodes
        Who is drawn.
    level
        Who may read it.

    Returns
    -------
    drawn
        What is left.
    """
    if level is Level.INTERNAL:
        return Drawn(line, nodes, 0)
    people = [n for n, node in nodes.items() if node.label == "Person"]
    if level is Level.BRIEFING:
        return _by_role(network, line, nodes, people)
    gone = set(people)
    kept = tuple(r for r in line.relations if gone.isdisjoint((r.helper, r.helped)))
    there = {n: mask for n, mask in line.there.items() if n not in gone}
    # The id of a pairing may say why it was made.
    keys = {key: f"pairing-{i}" for i, key in enumerate(sorted({r.key for r in kept}))}
    keys["member"] = "member"
    relations = tuple(r._replace(key=keys[r.key], sources=(), proof=0) for r in kept)
    told = replace(line, relations=relations, there=there, weak={}, alone={}, solo={})
    left = {n: node for n, node in nodes.items() if n not in gone}
    return Drawn(told, left, len(line.relations) - len(kept))


def count(value: int, unit: str, level: Level) -> str:
    """Tell a count as far as readers may see it.

    Parameters
    ----------
    value
        The count.
    unit
        What is counted, as the model says it.
    level
        Who may read it.

    Returns
    -------
    text
        The number; of fewer than 5 people only that there are fewer.
    """
    hidden = level is not Level.INTERNAL and unit == PEOPLE and value < FEWEST
    return _("fewer than 5") if hidden else f"{value:,}"


def reason(text: str, level: Level) -> str:
    """Tell a reason as far as readers may see it.

    Parameters
    ----------
    text
        The reason of a finding.
    level
        Who may read it.

    Returns
    -------
    told
        The reason without counts of fewer than 5 people.
    """
    return text if level is Level.INTERNAL else _FEW.sub(_("fewer than 5"), text)


def _by_role(network: Network, line: Timeline, nodes: dict[str, Node], people: list[str]) -> Drawn:
    roles = defaultdict(set)
    for person, role in network.dataset.relationships["HOLDS"].select("start", "role").iter_rows():
        roles[person].add(role)
    ids = {person: f"person-{number}" for number, person in enumerate(people, 1)}

    def renamed(table: Mapping[str, int]) -> dict[str, int]:
        return {ids.get(n, n): mask for n, mask in table.items()}

    told = {}
    for n, node in nodes.items():
        if n in ids:
            posts = _(", ").join(term(ROLES, role) for role in sorted(roles[n]) if role in ROLES)
            name = posts or _("Person, by post")
            told[ids[n]] = node._replace(name=name, full=name)
        else:
            told[n] = node
    relations = tuple(
        r._replace(helper=ids.get(r.helper, r.helper), helped=ids.get(r.helped, r.helped))
        for r in line.relations
    )
    changed = replace(line, relations=relations, there=renamed(line.there))
    return Drawn(changed, dict(sorted(told.items())), 0)
