"""What leaves the house: a dataset without what its readers may not see.

Internal: everything; people stand in the data by role and place, reserves with their education.
Briefing: no people, and counts of people below 5 blank. Public: also no designations with the
pairings that serve them, no values measured for a village, and no row of a ledger.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

import polars as pl

from orggraph.dataset import Dataset
from orggraph.language import N_, _, term
from orggraph.model import LABELS, ROLES

FEWEST = 5  # people; fewer might be known by name
PEOPLE = "人"  # the unit of counts of people
# A count of people in a sentence; 0 is a count below 5 as well.
_PERSONS = "名|人|位|个后备|(?:full |probationary |party )?members|reserves|people"
_FEW = re.compile(rf"(?<![\d,.])[0-{FEWEST - 1}](?=\s*(?:{_PERSONS}))")


class Level(StrEnum):
    """Who may read it."""

    INTERNAL = "internal"
    BRIEFING = "briefing"
    PUBLIC = "public"


_NAMES = {
    Level.INTERNAL: N_("internal"),
    Level.BRIEFING: N_("for briefing"),
    Level.PUBLIC: N_("public"),
}


def level_name(level: Level) -> str:
    """Name a level for those who look at what was made for it.

    Parameters
    ----------
    level
        Who may read it.

    Returns
    -------
    name
        In the language in use.
    """
    return _(_NAMES[level])


def redact(dataset: Dataset, *, level: Level) -> Dataset:
    """Take out of a dataset what readers of a level may not see.

    Parameters
    ----------
    dataset
        A county's graph.
    level
        Who may read it.

    Returns
    -------
    redacted
        A dataset of the same shape; the same one for ``internal``.
    """
    if level is Level.INTERNAL:
        return dataset
    labels = ("Person",) if level is Level.BRIEFING else ("Person", "Designation")
    gone = [dataset.nodes[label]["id"] for label in labels]
    if level is Level.PUBLIC:
        duties = dataset.nodes["Pairing"].filter(pl.col("mechanism") == "four_duties")
        gone.append(duties["id"])
    kept = dataset.without(pl.concat(gone))
    nodes = {label: _few_hidden(label, table) for label, table in kept.nodes.items()}
    nodes["Area"] = nodes["Area"].with_columns(names_kept=pl.lit(None, pl.Boolean))
    if level is Level.BRIEFING:
        return Dataset(nodes, kept.relationships)
    relationships = {
        name: table.with_columns(source=pl.lit(None, pl.String))
        for name, table in kept.relationships.items()
    }
    measured = relationships["MEASURED"]
    relationships["MEASURED"] = measured.filter(pl.col("start_label") != "Village")
    return Dataset(nodes, relationships)


def few(count: int) -> int | str:
    """Tell a count of people to those who may not know of single ones.

    Parameters
    ----------
    count
        A count of people, 0 or more.

    Returns
    -------
    told
        The count; of fewer than 5 only that there are fewer.
    """
    return count if count >= FEWEST else fewer()


def fewer() -> str:
    """Say that a count of people is too small to be told.

    Returns
    -------
    words
        In the language in use.
    """
    return _("fewer than 5")


def fewer_people(text: str) -> str:
    """Take counts of fewer than 5 people out of a sentence.

    Parameters
    ----------
    text
        Such as the reason of a finding.

    Returns
    -------
    told
        The sentence; of fewer than 5 people only that there are fewer.
    """
    return _FEW.sub(fewer(), text)


def posts(dataset: Dataset) -> dict[str, str]:
    """Call each person by the posts alone.

    Parameters
    ----------
    dataset
        The county's graph.

    Returns
    -------
    words
        The posts in the language in use, by id of the person.
    """
    held = defaultdict(set)
    for person, role in dataset.relationships["HOLDS"].select("start", "role").iter_rows():
        held[person].add(role)
    return {
        person: _(", ").join(term(ROLES, role) for role in sorted(held[person]) if role in ROLES)
        or _("Person, by post")
        for person in dataset.nodes["Person"]["id"]
    }


def by_role(texts: Sequence[str], dataset: Dataset) -> list[str]:
    """Call people by their posts alone wherever sentences name them.

    Parameters
    ----------
    texts
        Such as the reasons of findings.
    dataset
        The county's graph, which names people by role and place.

    Returns
    -------
    told
        The sentences, in the same order.
    """
    called = posts(dataset)
    persons = dataset.nodes["Person"].select("id", "name").iter_rows()
    words = {name: called[person] for person, name in persons}
    if not words:
        return list(texts)
    told = pl.Series(texts, dtype=pl.String).str.replace_many(
        list(words), list(words.values()), leftmost=True
    )
    return told.to_list()


def _few_hidden(label: str, table: pl.DataFrame) -> pl.DataFrame:
    counts = [item.name for item in LABELS[label].properties if item.unit == PEOPLE]
    return table.with_columns(pl.when(pl.col(name) >= FEWEST).then(pl.col(name)) for name in counts)
