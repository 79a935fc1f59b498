"""What a map leaves out, by who may read it.

Internal: nothing; people stand in the data by role and place alone. Briefing: people by their
role, and counts of people below 5 hidden. Public: also no people, no designations, no finding
that names a village, and no row of a ledger.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from orggraph.network import Network
from orggraph.redaction import PEOPLE, Level, few, fewer_people, posts
from orggraph.webmap._nodes import Node
from orggraph.webmap._timeline import Timeline


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
    persons = [n for n, node in nodes.items() if node.label == "Person"]
    if level is Level.BRIEFING:
        return _by_role(network, line, nodes, persons)
    gone = set(persons)
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
    told = few(value) if level is not Level.INTERNAL and unit == PEOPLE else value
    return told if isinstance(told, str) else f"{told:,}"


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
    return text if level is Level.INTERNAL else fewer_people(text)


def _by_role(network: Network, line: Timeline, nodes: dict[str, Node], persons: list[str]) -> Drawn:
    called = posts(network.dataset)
    ids = {person: f"person-{number}" for number, person in enumerate(persons, 1)}

    def renamed(table: Mapping[str, int]) -> dict[str, int]:
        return {ids.get(n, n): mask for n, mask in table.items()}

    told = {}
    for n, node in nodes.items():
        if n in ids:
            told[ids[n]] = node._replace(name=called[n], full=called[n])
        else:
            told[n] = node
    relations = tuple(
        r._replace(helper=ids.get(r.helper, r.helper), helped=ids.get(r.helped, r.helped))
        for r in line.relations
    )
    changed = replace(line, relations=relations, there=renamed(line.there))
    return Drawn(changed, dict(sorted(told.items())), 0)
