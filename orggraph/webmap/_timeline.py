"""When what is drawn holds: the relations and states of every day at once.

The days on which anything changes stand in order. Interval k is the time from day k to the next;
interval 0 lies before the first day. When something holds is a number with bit k set where it
holds in interval k, so that "and", "or" and "not" are those of Python's integers.

Every day at once is another way to what ``Network``, ``Dataset.as_of`` and ``isolation`` say of one
day: who changes what is active, in need or isolated there changes it here as well, and
``tests/test_webmap.py`` compares the two on many days.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import polars as pl

from orggraph import checks
from orggraph.change import refuse_other_county
from orggraph.model import IN_NEED
from orggraph.network import Network
from orggraph.webmap._view import MEMBER


class Spell(NamedTuple):
    """First day of a stretch of time and the first one after it; None where it is open."""

    since: date | None
    until: date | None


class Change(NamedTuple):
    """What a property, called by its heading, was and is, in words."""

    heading: str
    before: str
    after: str


class Relation(NamedTuple):
    """One edge for as long as it holds without a break.

    ``key`` is the pairing's id, or ``member``; ``kind`` the mechanism, or the layer of
    memberships. It holds from interval ``first`` up to, but without, interval ``end``; from
    ``proof`` on something beside the register shows it (None: nothing ever does). Of two
    networks side by side, ``spells`` says from when until when it holds in either, and
    ``changes`` what differs where it stands in both.
    """

    key: str
    kind: str
    mode: str | None
    helper: str
    helped: str
    mutual: bool
    first: int
    end: int
    proof: int | None
    sources: tuple[str, ...]
    spells: tuple[Spell | None, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The relations of every day, and the intervals in which nodes have a state.

    ``now`` is the interval of the day of the question. ``there``, ``weak`` and ``alone`` say when
    a node is drawn, in the need set, and an isolated weak branch; ``solo`` when it is in a pairing
    that joins it to nobody.
    """

    days: tuple[date, ...]
    now: int
    relations: tuple[Relation, ...]
    there: Mapping[str, int]
    weak: Mapping[str, int]
    alone: Mapping[str, int]
    solo: Mapping[str, int]

    def date_of(self, interval: int) -> date | None:
        """Give the day with which an interval begins; None for the first and past the last."""
        return self.days[interval - 1] if 0 < interval <= len(self.days) else None

    def run(self, since: date | None, until: date | None) -> tuple[int, int]:
        """Give the days from one to another: the first interval, and the one after the last."""
        first = 0 if since is None else bisect_left(self.days, since) + 1
        end = len(self.days) + 1 if until is None else bisect_left(self.days, until) + 1
        return first, end


def timeline(network: Network) -> Timeline:
    """Find what holds when.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    timeline
        Every day on which anything changes, and the day of the question.
    """
    rows = _Rows(network)
    days = rows.days()
    clock = _Clock(days)
    lives = clock.masks(rows.lives, "id")
    committees = set(rows.committees)
    alive = {c: lives.get(c, 0) for c in committees}
    relations = [*_help(rows, clock, alive), *_members(rows, clock, alive)]
    weak = {n: mask & alive.get(n, -1) for n, mask in clock.masks(rows.need, "end").items()}
    there = _there(network, clock, relations, alive | weak)
    busy, solo = _parts(rows, clock, alive, relations)
    for relation in relations:
        if relation.kind == MEMBER:
            busy[relation.helper] = busy.get(relation.helper, 0) | _bits(relation)
    judged = _judged(network, weak)
    alone = {n: mask & ~busy.get(n, 0) for n, mask in weak.items() if n in judged}
    now = bisect_right(days, network.as_of)
    return Timeline(days, now, tuple(sorted(relations)), there, weak, alone, solo)


def between(old: Network, new: Network) -> Timeline:
    """Lay two networks side by side, as if they were two days.

    Parameters
    ----------
    old
        The county before.
    new
        The county now.

    Returns
    -------
    timeline
        Interval 1 holds what is in the old one, interval 2 what is in the new one.

    Raises
    ------
    DatasetError
        They are of two counties.
    """
    refuse_other_county(old.dataset, new.dataset)
    lines = timeline(old), timeline(new)
    held: dict[tuple[str, str, str], dict[int, Relation]] = defaultdict(dict)
    for side, line in enumerate(lines):
        for relation in line.relations:
            if relation.first <= line.now < relation.end:
                held[relation.key, relation.helper, relation.helped][side] = relation
    relations = [_laid(lines, sides) for sides in held.values()]

    def states(name: str) -> dict[str, int]:
        sides = [(getattr(line, name), line.now) for line in lines]
        nodes = sides[0][0].keys() | sides[1][0].keys()
        return {
            n: sum((masks.get(n, 0) >> now & 1) << 1 + i for i, (masks, now) in enumerate(sides))
            for n in sorted(nodes)
        }

    found = {name: states(name) for name in ("there", "weak", "alone", "solo")}
    return Timeline((old.as_of, new.as_of), 2, tuple(sorted(relations)), **found)


def _laid(lines: Sequence[Timeline], sides: Mapping[int, Relation]) -> Relation:
    """Make one relation of what it is in two networks (0 and 1), one of which may lack it."""
    first, last = min(sides), max(sides)
    later = sides[last]
    shown = later.proof is not None and later.proof <= lines[last].now
    spells = tuple(
        Spell(*(line.date_of(end) for end in (sides[side].first, sides[side].end)))
        if side in sides
        else None
        for side, line in enumerate(lines)
    )
    proof = first + 1 if shown else None
    return later._replace(first=first + 1, end=last + 2, proof=proof, spells=spells)


class _Rows:
    """The rows of the whole dataset that a map is made of, each with ``since`` and ``until``."""

    def __init__(self, network: Network) -> None:
        dataset = network.dataset
        self.network = network
        self.pairings = dataset.nodes["Pairing"].select("mechanism", "mode", pairing="id")
        self.provides = dataset.relationships["PROVIDES"].select(
            "since", "until", "source", pairing="end", organization="start"
        )
        self.benefits = dataset.pairing_benefits
        kinds = dataset.nodes["PartyOrganization"].select("id", "kind")
        self.committees = kinds.filter(pl.col("kind") == "joint_committee")["id"]
        self.lives = (
            dataset.relationships["SEATED_IN"]
            .filter(pl.col("start").is_in(self.committees.implode()))
            .select("since", "until", id="start")
        )
        self.members = (
            dataset.relationships["MEMBER_OF"]
            .filter(pl.col("end").is_in(self.committees.implode()))
            .select("start", "end", "since", "until", "source")
        )
        need = dataset.nodes["Designation"].filter(pl.col("kind").is_in(IN_NEED))
        concerns = dataset.relationships["CONCERNS"]
        self.need = concerns.join(need, left_on="start", right_on="id", how="semi").select(
            "end", "since", "until"
        )

    def days(self) -> tuple[date, ...]:
        """Every day on which one of the rows begins or ends, and the day of the question."""
        tables = (self.provides, self.benefits, self.lives, self.members, self.need)
        found = {d for t in tables for name in ("since", "until") for d in t[name].drop_nulls()}
        return tuple(sorted(found | {self.network.as_of}))

    def parts(self) -> pl.DataFrame:
        """Who takes part in which pairing while somebody benefits from it, and who that is."""
        provided = self.provides.join(
            self.benefits.select("pairing", "helped", since_="since", until_="until"),
            on="pairing",
        ).select(
            "organization",
            "pairing",
            "helped",
            since=pl.max_horizontal("since", "since_"),
            until=pl.min_horizontal("until", "until_"),
        )
        benefited = self.benefits.with_columns(organization="helped")
        return pl.concat([provided, benefited.select(provided.columns)])

    def proofs(self) -> dict[str, date | None]:
        """Since when something shows a pairing: None where it always does; absent if never."""
        dataset = self.network.dataset
        documented = dataset.nodes["Pairing"].filter(pl.col("document").is_not_null())["id"]
        concerns = dataset.relationships["CONCERNS"].filter(pl.col("start_label") == "Activity")
        carried = dataset.relationships["USES"].select(pairing="start", day="since")
        met = concerns.select(pairing="end", day="since")
        shown = pl.concat([carried, met]).group_by("pairing").agg(pl.col("day").min())
        return dict(shown.iter_rows()) | dict.fromkeys(documented)


class _Clock:
    """Turns dates into intervals."""

    def __init__(self, days: tuple[date, ...]) -> None:
        self.days = days
        self.numbers = {day: number for number, day in enumerate(days, 1)}
        self.last = len(days) + 1

    def proof(self, day: date | None) -> int | None:
        """Give the first interval that begins with a day or after it; None where none does."""
        first = 0 if day is None else bisect_left(self.days, day) + 1
        return first if first < self.last else None

    def mask(self, since: date | None, until: date | None) -> int:
        """Give the intervals from one day to another."""
        first = 0 if since is None else self.numbers[since]
        end = self.last if until is None else self.numbers[until]
        return (1 << end) - (1 << first) if end > first else 0

    def masks(self, table: pl.DataFrame, name: str) -> dict[str, int]:
        """Unite the intervals of the rows of each node."""
        united: dict[str, int] = {}
        for node, since, until in table.select(name, "since", "until").iter_rows():
            united[node] = united.get(node, 0) | self.mask(since, until)
        return united


class _Held(NamedTuple):
    """When either of two helps the other by one pairing, and the rows that say so."""

    masks: list[int]
    sources: list[str]


def _help(rows: _Rows, clock: _Clock, alive: Mapping[str, int]) -> Iterator[Relation]:
    """Give the help of pairings; that by which two help each other is one relation."""
    held: dict[tuple[str, str, str], _Held] = {}
    sides = rows.provides.select("pairing", "since", "until", helper="organization").join(
        rows.benefits.select("pairing", "source", "helped", b="since", c="until"),
        on="pairing",
    )
    columns = ("pairing", "helper", "helped", "since", "until", "b", "c", "source")
    ordered = sides.filter(pl.col("helper") != pl.col("helped")).sort(columns)
    for pairing, helper, helped, since, until, b, c, source in ordered.select(columns).iter_rows():
        mask = clock.mask(since, until) & clock.mask(b, c)
        mask &= alive.get(helper, -1) & alive.get(helped, -1)
        one, other = sorted((helper, helped))
        entry = held.setdefault((pairing, one, other), _Held([0, 0], []))
        entry.masks[helper != one] |= mask
        entry.sources.append(source)
    facts = {p: (mechanism, mode) for mechanism, mode, p in rows.pairings.iter_rows()}
    proofs = rows.proofs()
    for (pairing, one, other), entry in held.items():
        forth, back = entry.masks
        proof = clock.proof(proofs[pairing]) if pairing in proofs else None
        for helper, helped, mask, mutual in (
            (one, other, forth & back, True),
            (one, other, forth & ~back, False),
            (other, one, back & ~forth, False),
        ):
            for first, end in runs(mask):
                yield Relation(
                    pairing,
                    *facts[pairing],
                    helper,
                    helped,
                    mutual,
                    first,
                    end,
                    proof,
                    _distinct(entry.sources),
                )


def _parts(
    rows: _Rows, clock: _Clock, alive: Mapping[str, int], relations: Iterable[Relation]
) -> tuple[dict[str, int], dict[str, int]]:
    """When each takes part in a pairing that benefits somebody, and when it is joined to nobody."""
    parts: dict[tuple[str, str], int] = defaultdict(int)
    columns = ("organization", "pairing", "helped", "since", "until")
    for node, pairing, helped, since, until in rows.parts().select(columns).iter_rows():
        mask = clock.mask(since, until) & alive.get(node, -1) & alive.get(helped, -1)
        parts[node, pairing] |= mask
    joined: dict[tuple[str, str], int] = defaultdict(int)
    for relation in relations:
        for node in (relation.helper, relation.helped):
            joined[node, relation.key] |= _bits(relation)
    busy: dict[str, int] = defaultdict(int)
    solo: dict[str, int] = defaultdict(int)
    for (node, pairing), mask in parts.items():
        busy[node] |= mask
        if apart := mask & ~joined[node, pairing]:
            solo[node] |= apart
    return busy, solo


def _members(rows: _Rows, clock: _Clock, alive: Mapping[str, int]) -> Iterator[Relation]:
    masks: dict[tuple[str, str], int] = {}
    sources: dict[tuple[str, str], list[str]] = defaultdict(list)
    for member, committee, since, until, source in rows.members.iter_rows():
        mask = clock.mask(since, until) & alive.get(member, -1) & alive[committee]
        masks[member, committee] = masks.get((member, committee), 0) | mask
        sources[member, committee].append(source)
    for (member, committee), mask in masks.items():
        for first, end in runs(mask):
            told = _distinct(sources[member, committee])
            yield Relation(
                key="member",
                kind=MEMBER,
                mode=None,
                helper=member,
                helped=committee,
                mutual=False,
                first=first,
                end=end,
                proof=0,
                sources=told,
            )


def _there(
    network: Network, clock: _Clock, relations: Iterable[Relation], more: Mapping[str, int]
) -> dict[str, int]:
    """When each node is drawn: units always, others while something ties them."""
    there = defaultdict(int, more)
    for relation in relations:
        there[relation.helper] |= _bits(relation)
        there[relation.helped] |= _bits(relation)
    there |= dict.fromkeys(network.units.ids, (1 << clock.last) - 1)
    return {n: mask for n, mask in sorted(there.items()) if mask}


def _judged(network: Network, weak: Mapping[str, int]) -> set[str]:
    return weak.keys() - unsure(network, weak, *checks.find("ISO001").cured_by)


def unsure(network: Network, nodes: Iterable[str], *ledgers: str) -> set[str]:
    """Find those of whom the ledgers cannot say that something is missing.

    Parameters
    ----------
    network
        The county on one day.
    nodes
        Ids of organisations.
    *ledgers
        The ledgers that could show it.

    Returns
    -------
    unsure
        Those whose town did not report one of them; all where one was not given.
    """
    asked = pl.DataFrame({"id": list(nodes)}, schema={"id": pl.String})
    placed = asked.join(network.seats.select("id", "town"), on="id", how="left")
    return set(placed.filter(network.reported.is_silent(*ledgers))["id"])


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Give the unbroken stretches of intervals, each as its first and the one after its last.

    Parameters
    ----------
    mask
        Intervals.

    Yields
    ------
    run
        First interval and the one after the last, in order.
    """
    place = 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        length = (~mask & -~mask).bit_length() - 1
        yield place + skip, place + skip + length
        mask >>= length
        place += skip + length


def _bits(relation: Relation) -> int:
    return (1 << relation.end) - (1 << relation.first)


def _distinct(sources: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for s in sources if s))
