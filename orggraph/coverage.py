"""Coverage: of those who were asked about a mechanism, how many it reaches.

Registered: a relation stands in a ledger. Evidenced: something beside the register shows it (an
activity, a carrier, a document). Active: an activity in the recent window. Unknown: not registered,
but the ledger that could say so is missing. The rate is registered / (asked - unknown), and
undefined (None) where nobody was asked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import networkx as nx


class Cell(NamedTuple):
    """A mechanism in a town, or in the whole county where ``town`` is None.

    Each count is of organisations, at least 0 and at most ``asked``. ``active`` is None where no
    ledger of activities was given.
    """

    mechanism: str
    town: str | None
    asked: int
    registered: int
    evidenced: int
    active: int | None
    unknown: int

    @property
    def rate(self) -> float | None:
        """Registered of those about whom it is known, 0-1; None where nobody is left to ask."""
        known = self.asked - self.unknown
        return self.registered / known if known else None


class Reach(NamedTuple):
    """Whom a mechanism asks and whom it reaches, as sets of node ids.

    The three levels are subsets of ``asked``; ``active`` is None where no ledger of activities was
    given.
    """

    asked: AbstractSet[str]
    registered: AbstractSet[str]
    evidenced: AbstractSet[str]
    active: AbstractSet[str] | None


def takes_part(G: nx.DiGraph, *, pairings: AbstractSet[str]) -> set[str]:
    """Find who takes part in pairings: provides one or benefits from one.

    Parameters
    ----------
    G
        Pairing graph: provider → pairing → helped.
    pairings
        The pairings meant, nodes of the graph.

    Returns
    -------
    parties
        Ids of all parties on either side; empty for no pairings.
    """
    return {party for p in pairings for party in (*G.predecessors(p), *G.successors(p))}


def is_helped(G: nx.DiGraph, *, pairings: AbstractSet[str]) -> set[str]:
    """Find who benefits from pairings.

    Parameters
    ----------
    G
        Pairing graph: provider → pairing → helped.
    pairings
        The pairings meant, nodes of the graph.

    Returns
    -------
    helped
        Ids of the organisations that benefit; empty for no pairings.
    """
    return {helped for p in pairings for helped in G.successors(p)}


def cells(
    mechanism: str,
    reach: Reach,
    *,
    towns: Sequence[str],
    town_of: Mapping[str, str | None],
    silent: AbstractSet[str],
) -> list[Cell]:
    """Count a mechanism town by town and for the whole county.

    Parameters
    ----------
    mechanism
        Name of the mechanism.
    reach
        Whom it asks and reaches.
    towns
        Codes of the towns, in the order wanted.
    town_of
        Town of each node asked; a node without one counts for the county alone.
    silent
        Towns whose unregistered nodes are unknown, not uncovered.

    Returns
    -------
    cells
        A cell per town, then the county's with town None.
    """
    unknown = {n for n in reach.asked - reach.registered if (town_of[n] or "") in silent}
    sets = (reach.asked, reach.registered, reach.evidenced, reach.active or frozenset(), unknown)
    whole = [len(nodes) for nodes in sets]
    by_town = [Counter(town_of[node] for node in nodes) for nodes in sets]
    rows: list[Cell] = []
    for town in (*towns, None):
        counts = [count[town] for count in by_town] if town else whole
        asked, registered, evidenced, active, silenced = counts
        known = None if reach.active is None else active
        rows.append(Cell(mechanism, town, asked, registered, evidenced, known, silenced))
    return rows
