"""What came, went and changed between two days, as a person would say it.

The views of two days are compared: a pairing that ended in between went, though the later ledgers
still list it. A relation is the same where its ends and its role or period are, so that a member
who left and came back is one whose ``since`` changed. The relations of a node that came or went
are told with it; memberships and measured values are always told.

A ledger that was not handed in makes nothing come or go: what it would have shown is counted as
not comparable. Persons are told by how many hold which post where, since their ids depend on the
key of the machine that read the ledgers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from orggraph import belonging, change
from orggraph.change import Change, Delta
from orggraph.dataset import Dataset, relationship_key
from orggraph.model import LABELS, LIVES, RELATIONSHIPS
from orggraph.network import Network

PERSON = "Person"
HOLDERS = "holders"
OLD, NEW = "old", "new"
# What every set of ledgers says of its own day; it is the question, and no change.
_OF_THE_DAY = {("Area", "cutoff"), ("REPORTED", "since")}
# Told also where one of their ends came or went.
_ALWAYS_TOLD = ("MEMBER_OF", "MEASURED")


class Verdict(StrEnum):
    """What happened to a node or a relationship."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True)
class Movement:
    """A node or a relationship that came, went or changed.

    Parameters
    ----------
    kind
        Its label or relationship type.
    verdict
        What happened to it.
    town
        Code of its town, or None.
    start
        Id of the node, or of the relationship's start; None where that is a person.
    name
        Name of that node; None for a person.
    end
        Id of the relationship's end; None for a node.
    end_name
        Name of that end; None for a node.
    sort
        What sort of its kind it is, such as ``co_building``; of a relationship the role or period.
    day
        Day since which it holds, or holds no longer; None where no ledger says.
    changes
        Value before and after by property, of what changed; of persons ``holders``, how many.
    """

    kind: str
    verdict: Verdict
    town: str | None
    start: str | None
    name: str | None
    end: str | None
    end_name: str | None
    sort: str | None
    day: date | None
    changes: Mapping[str, tuple[object, object]]


class Gap(NamedTuple):
    """How many of a kind one day alone shows because the other lacks a ledger.

    ``present`` is ``old`` or ``new``; ``lacking`` names what was not handed in for the other.
    """

    kind: str
    town: str | None
    present: str
    lacking: tuple[str, ...]
    number: int


class Tally(NamedTuple):
    """How many of a kind there were and are, in a town or, with town None, in the whole county.

    ``came``, ``went`` and ``changed`` count movements, and are None for persons.
    """

    kind: str
    town: str | None
    before: int
    after: int
    came: int | None
    went: int | None
    changed: int | None
    not_comparable: int | None


class Side:
    """A county on one of the two days, with what belongs where.

    Parameters
    ----------
    network
        The county on that day.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.now = network.now

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """Where each node belongs, as ``belonging.nodes`` says."""
        return belonging.nodes(self.network)

    @cached_property
    def silences(self) -> pl.DataFrame:
        """What was not handed in, as ``belonging.silences`` says."""
        return belonging.silences(self.network)


class Movements(NamedTuple):
    """What came, went and changed; what nobody can compare; and the counts of both."""

    moved: tuple[Movement, ...]
    gaps: tuple[Gap, ...]
    tallies: tuple[Tally, ...]


def movements(old: Side, new: Side) -> Movements:
    """Find what came, went and changed between two days.

    Parameters
    ----------
    old
        The county on the earlier day.
    new
        The same county on the later day.

    Returns
    -------
    movements
        Movements and gaps by kind, town and name, kinds in the order of the model; tallies for
        every kind of which there is any, the towns before the county.

    Raises
    ------
    DatasetError
        The networks are of different counties.
    """
    found = change.diff(old.now, new.now)
    telling = _Telling(old, new, found)
    telling.nodes()
    for name in RELATIONSHIPS:
        telling.relationships(name, _rematched(name, found.relationships[name]))
    for name in _OF_PERSONS:
        telling.relationships(name, _posts(name, old, new))
    moved = tuple(sorted(telling.moved, key=_place))
    gaps = tuple(sorted((Gap(*k, n) for k, n in telling.missed.items()), key=_gap_place))
    return Movements(moved, gaps, tuple(_tallies(old, new, moved, gaps)))


class _Telling:
    """Collects what is told of the two days, and counts what cannot be."""

    def __init__(self, old: Side, new: Side, found: Change) -> None:
        self.sides = {OLD: old, NEW: new}
        self.found = found
        self.moved: list[Movement] = []
        self.missed: Counter[tuple[str, str | None, str, tuple[str, ...]]] = Counter()

    def nodes(self) -> None:
        """Tell the nodes that came, went or changed, persons left out."""
        for label, delta in self.found.nodes.items():
            if label == PERSON:
                continue
            for side, rows in ((NEW, delta.added), (OLD, delta.removed)):
                ids = rows.select("id")
                lives = _life(label, self.sides[NEW].network.dataset)
                placed = self.sides[side].nodes.join(ids, on="id", how="semi")
                dated = placed.join(lives, on="id", how="left", maintain_order="left")
                self._came_or_went(label, side, dated.rename({"id": "start"}))
            same = self.sides[NEW].nodes.filter(pl.col("label") == label)
            placed = delta.after.select("id").join(same, on="id", maintain_order="left")
            ledgers = belonging.fact_ledgers(label)
            self._changed(
                label, delta, placed.with_columns(ledgers=ledgers).rename({"id": "start"})
            )

    def relationships(self, name: str, delta: Delta) -> None:
        """Tell the relationships of a type that came, went or changed."""
        for side, rows in ((NEW, delta.added), (OLD, delta.removed)):
            if rows.is_empty():
                continue
            placed = _placed(name, rows, self.sides[side].nodes)
            if side == OLD:
                placed = _with_end(name, placed, self.sides[NEW].network.dataset)
            if name not in _ALWAYS_TOLD:
                placed = placed.filter(~pl.any_horizontal(self._is_told(side)))
            self._came_or_went(name, side, placed)
        if not delta.after.is_empty():
            self._changed(name, delta, _placed(name, delta.after, self.sides[NEW].nodes))

    def _is_told(self, side: str) -> list[pl.Expr]:
        """Say whether an end is a node that itself came or went."""
        ids = self._of_one_day[side]
        return [pl.col(end).is_in(ids.implode()).fill_null(value=False) for end in ("start", "end")]

    @cached_property
    def _of_one_day(self) -> dict[str, pl.Series]:
        deltas = [delta for label, delta in self.found.nodes.items() if label != PERSON]
        return {
            NEW: pl.concat([delta.added["id"] for delta in deltas]),
            OLD: pl.concat([delta.removed["id"] for delta in deltas]),
        }

    def _came_or_went(self, kind: str, side: str, rows: pl.DataFrame) -> None:
        """Tell rows that one day alone shows, save where the other day lacks their ledger."""
        verdict, other = (Verdict.CAME, OLD) if side == NEW else (Verdict.WENT, NEW)
        last = self.sides[NEW].network.as_of
        for row in belonging.with_lacking(rows, self.sides[other].silences).iter_rows(named=True):
            if row["lacking"] is not None:
                self.missed[kind, row["town"], side, tuple(row["lacking"])] += 1
                continue
            count = row.get(HOLDERS)
            counts = (0, count) if side == NEW else (count, 0)
            changes = {} if count is None else {HOLDERS: counts}
            day = row["since"] if side == NEW else row["until"]
            # What the later day does not know yet has not ended there.
            known = day if side == NEW or (day and day <= last) else None
            self.moved.append(_movement(kind, verdict, row, known, changes))

    def _changed(self, kind: str, delta: Delta, rows: pl.DataFrame) -> None:
        """Tell the properties of rows that changed, save those that one day could not know."""
        lacking = {
            side: belonging.with_lacking(rows, self.sides[side].silences)["lacking"]
            for side in (OLD, NEW)
        }
        facts: list[dict[str, tuple[object, object]]] = [{} for _row in range(rows.height)]
        doubts: dict[int, tuple[str, tuple[str, ...]]] = {}
        for name in delta.properties:
            if (kind, name) in _OF_THE_DAY:
                continue
            before, after = delta.before[name], delta.after[name]
            for index in before.ne_missing(after).arg_true():
                values = before[index], after[index]
                doubt = _doubt(name, values, lacking[OLD][index], lacking[NEW][index])
                if doubt is None:
                    facts[index][name] = tuple(_plain(value) for value in values)
                else:
                    doubts[index] = doubt
        for index, row in enumerate(rows.iter_rows(named=True)):
            if told := _of_persons(facts[index]):
                self.moved.append(_movement(kind, Verdict.CHANGED, row, None, told))
            elif index in doubts:
                self.missed[kind, row["town"], *doubts[index]] += 1


def _doubt(
    name: str, values: tuple[object, object], old: object, new: object
) -> tuple[str, tuple[str, ...]] | None:
    """Say which day alone knows a property, where the other lacks its ledger."""
    before, after = values
    # A name stands also without the ledger that gives the right one; made up twice, it compares.
    unlike = name == "name" and (old is None) != (new is None)
    if isinstance(old, pl.Series) and (before is None or unlike):
        return NEW, tuple(old)
    if isinstance(new, pl.Series) and (after is None or unlike):
        return OLD, tuple(new)
    return None


def _plain(value: object) -> object:
    return value.to_list() if isinstance(value, pl.Series) else value


def _of_persons(facts: Mapping[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Tell of posts their number alone where it changed: dates are those of one holder."""
    return {HOLDERS: facts[HOLDERS]} if HOLDERS in facts else dict(facts)


def _movement(
    kind: str,
    verdict: Verdict,
    row: Mapping[str, Any],
    day: date | None,
    changes: Mapping[str, tuple[object, object]],
) -> Movement:
    return Movement(
        kind=kind,
        verdict=verdict,
        town=row["town"],
        start=row["start"],
        name=row["name"],
        end=row.get("end"),
        end_name=row.get("end_name"),
        sort=row["sort"],
        day=day,
        changes=changes,
    )


def _life(label: str, dataset: Dataset) -> pl.DataFrame:
    """Give the days on which nodes of a label began and ended: ``id``, ``since``, ``until``."""
    nothing = pl.DataFrame(schema={"id": pl.String, "since": pl.Date, "until": pl.Date})
    lives = [
        dataset.relationships[life.relationship].select(
            pl.col(life.end).alias("id"), "since", "until"
        )
        for life in LIVES
        if life.label == label
    ]
    rows = pl.concat([nothing, *lives])
    is_open = pl.col("until").is_null().any()
    ends = pl.when(~is_open).then(pl.col("until").max()).alias("until")
    return rows.group_by("id").agg(pl.col("since").min(), ends)


def _placed(name: str, rows: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Say of relationships where they belong, and name their ends."""
    owned = "RESERVE_FOR" if name == "MENTORS" and HOLDERS in rows.columns else name
    placed = belonging.relationships(owned, rows, nodes)
    if "start" not in placed.columns:
        placed = placed.with_columns(start=pl.lit(None, dtype=pl.String))
    for end, column in (("start", "name"), ("end", "end_name")):
        names = nodes.select(**{end: "id", column: "name"})
        placed = placed.join(names, on=end, how="left", maintain_order="left")
    identity = [item.name for item in RELATIONSHIPS[name].properties if item.identifies]
    sort = pl.col(identity[0]) if identity else pl.lit(None, dtype=pl.String)
    return placed.with_columns(sort=sort)


def _with_end(name: str, rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Take the end of relationships that went from the later ledgers, where these list it."""
    key = relationship_key(name)
    if not set(key) <= set(rows.columns):
        return rows
    ends = dataset.relationships[name].select(*key, "until")
    return rows.drop("until").join(
        ends, on=key, how="left", nulls_equal=True, maintain_order="left"
    )


def _rematched(name: str, delta: Delta) -> Delta:
    """Take a row that went and one that came for the same where only ``since`` differs."""
    key = tuple(column for column in relationship_key(name) if column != "since")
    persons = (pl.col("start_label") == PERSON) | (pl.col("end_label") == PERSON)
    added, removed, before, after = (
        rows.filter(~persons) for rows in (delta.added, delta.removed, delta.before, delta.after)
    )
    gone, come = (rows.filter(~pl.struct(key).is_duplicated()) for rows in (removed, added))
    both = come.join(gone, on=key, how="semi", nulls_equal=True, maintain_order="left").select(key)
    was, now = (
        both.join(rows, on=key, how="left", nulls_equal=True, maintain_order="left")
        for rows in (gone, come)
    )
    columns = added.columns
    return Delta(
        key,
        added=added.join(both, on=key, how="anti", nulls_equal=True, maintain_order="left"),
        removed=removed.join(both, on=key, how="anti", nulls_equal=True, maintain_order="left"),
        before=pl.concat([before, was.select(columns)]),
        after=pl.concat([after, now.select(columns)]),
    )


def _posts(name: str, old: Side, new: Side) -> Delta:
    """Compare how many persons stand in a relationship to what."""
    identity = (item.name for item in RELATIONSHIPS[name].properties if item.identifies)
    key = ("end_label", "end", *identity)
    return change.delta(key, *(_holders(name, side.now, key) for side in (old, new)))


def _holders(name: str, now: Dataset, key: tuple[str, ...]) -> pl.DataFrame:
    rows = now.relationships[name].filter(pl.col("start_label") == PERSON)
    if name == "MENTORS":  # told of the village of the reserve, who is a person too
        villages = now.relationships["RESERVE_FOR"].select("end_label", "end", person="start")
        persons = rows.drop("end_label").rename({"end": "person"})
        rows = persons.join(villages, on="person")
    alone = pl.len() == 1
    dates = (pl.when(alone).then(pl.col(day).first()).alias(day) for day in ("since", "until"))
    return rows.group_by(key).agg(pl.len().alias(HOLDERS), *dates).sort(key)


def _tallies(
    old: Side, new: Side, moved: Iterable[Movement], gaps: Iterable[Gap]
) -> Iterator[Tally]:
    before, after = _counts(old), _counts(new)
    counted = Counter(key for m in moved for key in _keys(m.kind, m.town, m.verdict))
    missed: Counter[tuple[str, str | None, str]] = Counter()
    for gap in gaps:
        for key in _keys(gap.kind, gap.town, ""):
            missed[key] += gap.number
    towns = sorted({t for _kind, t in (*before, *after) if t is not None})
    for kind in _KINDS:
        for town in (*towns, None):
            counts = before[kind, town], after[kind, town]
            if not any(counts):
                continue
            moves = (counted[kind, town, verdict] for verdict in Verdict)
            unlike = missed[kind, town, ""]
            yield Tally(kind, town, *counts, *((None,) * 4 if kind == PERSON else (*moves, unlike)))


def _keys(kind: str, town: str | None, what: str) -> set[tuple[str, str | None, str]]:
    """Count a thing for its town and for the whole county."""
    return {(kind, town, what), (kind, None, what)}


def _counts(side: Side) -> Counter[tuple[str, str | None]]:
    placed = [side.nodes.select(pl.col("label").alias("kind"), "town")]
    for name, table in side.now.relationships.items():
        rows = belonging.relationships(name, table, side.nodes)
        placed.append(rows.select(pl.lit(name).alias("kind"), "town"))
    counted: Counter[tuple[str, str | None]] = Counter()
    for kind, town, count in pl.concat(placed).group_by("kind", "town").len().iter_rows():
        for key in {(kind, town), (kind, None)}:
            counted[key] += count
    return counted


_KINDS = (*LABELS, *RELATIONSHIPS)
_OF_PERSONS = [
    name for name, kind in RELATIONSHIPS.items() if PERSON in {start for start, _end in kind.ends}
]


def _place(movement: Movement) -> tuple[object, ...]:
    m = movement
    town = (m.town is None, m.town or "")
    rest = (m.start or "", m.end or "", m.sort or "", m.day or date.min)
    return (_KINDS.index(m.kind), *town, list(Verdict).index(m.verdict), *rest)


def _gap_place(gap: Gap) -> tuple[object, ...]:
    town = (gap.town is None, gap.town or "")
    return (_KINDS.index(gap.kind), *town, gap.present, gap.lacking)
