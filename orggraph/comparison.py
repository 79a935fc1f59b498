"""Two days of one county compared: headline counts, movements, findings and coverage.

Both days are judged by the thresholds of the later, so that a finding is new because the county
changed, and not because the line did. The days are views as an audit sees them
(``Network.now``); ``orggraph.change`` compares whole datasets instead.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

import polars as pl

from orggraph.card import Table, card, share
from orggraph.checks import find
from orggraph.coverage import Cell
from orggraph.findings import Audit, Finding, Result, audit
from orggraph.language import N_, _, term
from orggraph.model import COVERED, LEDGERS
from orggraph.movements import NEW, OLD, PERSON, Movements, Side, movements
from orggraph.network import Network
from orggraph.reported import NOT_GIVEN

# What a headline counts, and for how many no ledger states it.
Count = Callable[[Network], tuple[int, int]]


class Headline(NamedTuple):
    """A headline count before and after.

    ``before`` and ``after`` are None where its ledger was not given at all. Pairs, before and
    after: ``unstated``, how many organisations' members no ledger states; ``lacking``, the ledgers
    that some town did not hand in. Where one is lacking the counts cannot be compared.
    """

    name: str
    before: int | None
    after: int | None
    unstated: tuple[int, int]
    lacking: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def step(self) -> int | None:
        """After less before; None where the counts cannot be compared."""
        if self.before is None or self.after is None or any(self.lacking):
            return None
        return self.after - self.before


class Fate(StrEnum):
    """What became of a finding."""

    NEW = "new"
    GONE = "gone"
    STILL = "still"
    NOT_COMPARABLE = "not_comparable"


FATES = {
    Fate.NEW: N_("new"),
    Fate.GONE: N_("gone"),
    Fate.STILL: N_("still there"),
    Fate.NOT_COMPARABLE: N_("not comparable"),
}


@dataclass(frozen=True)
class Recurrence:
    """A finding of either day and what became of it.

    Parameters
    ----------
    code
        Code of the check.
    fate
        Whether it is new, gone or still there; not comparable where the other day could not judge.
    present
        The day that has it: ``old`` or ``new``; ``new`` where both have.
    finding
        The finding as that day has it.
    """

    code: str
    fate: Fate
    present: str
    finding: Finding


class Fates(NamedTuple):
    """What became of the findings of one check.

    ``asked`` and ``failing`` are counts before and after. The rest is None where the check asks
    persons, whose ids depend on the key of the machine that read the ledgers.
    """

    code: str
    asked: tuple[int, int]
    failing: tuple[int, int]
    new: int | None
    gone: int | None
    still: int | None
    not_comparable: int | None


class Shift(NamedTuple):
    """A cell of the coverage matrix before and after; None where the day lacks the town."""

    mechanism: str
    town: str | None
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True)
class Comparison:
    """Two days of one county compared.

    Parameters
    ----------
    old
        The county on the earlier day.
    new
        The county on the later day.
    headlines
        Counts of the county before and after.
    movements
        What came, went and changed.
    fates
        What became of the findings, check by check.
    recurrences
        The findings of both days, by check, fate, town and id; none of persons.
    shifts
        The coverage matrix, mechanism by mechanism, of each the towns and then the county.
    """

    old: Network
    new: Network
    headlines: tuple[Headline, ...]
    movements: Movements
    fates: tuple[Fates, ...]
    recurrences: tuple[Recurrence, ...]
    shifts: tuple[Shift, ...]

    def _repr_html_(self) -> str:
        """Show in a notebook what became of the headline counts, the findings and the coverage."""
        title = _("{county}: {old} and {new} compared, profile {profile}").format(
            county=self.new.county_name,
            old=self.old.as_of,
            new=self.new.as_of,
            profile=self.new.profile.name,
        )
        steps = (_("Before"), _("After"))
        headlines = [
            (_(TITLES[f.name]), f.before, f.after, None if f.step is None else f"{f.step:+}")
            for f in self.headlines
        ]
        return card(
            title,
            Table((_("Figure"), *steps, _("Change")), headlines),
            Table(
                (_("Code"), _("Question"), *steps, *(_(FATES[fate]) for fate in Fate)),
                self._moved(),
            ),
            Table((_("Mechanism"), *steps), self._shifted()),
        )

    def _moved(self) -> list[tuple[object, ...]]:
        """Give the checks whose findings are not all the same, failing of those asked."""
        return [
            (f.code, _(find(f.code).title), *map(share, f.failing, f.asked), *f[3:])
            for f in self.fates
            if f.new or f.gone or f.not_comparable
        ]

    def _shifted(self) -> list[tuple[object, ...]]:
        """Give the county's coverage where it moved, registered of those known."""
        return [
            (term(COVERED, s.mechanism), *map(_share, (s.before, s.after)))
            for s in self.shifts
            if s.town is None and _share(s.before) != _share(s.after)
        ]


def _share(cell: Cell | None) -> str | None:
    if cell is None or cell.rate is None:
        return None
    return share(cell.registered, cell.asked - cell.unknown)


def compare(old: Network, new: Network) -> Comparison:
    """Compare a county on two days.

    Parameters
    ----------
    old
        The county on the earlier day; it is judged by the profile of the later.
    new
        The same county on the later day.

    Returns
    -------
    comparison
        Headline counts, movements, findings and coverage of both days.

    Raises
    ------
    DatasetError
        The networks are of different counties.
    NetworkError
        A check could not be run.
    """
    old = Network(old.dataset, old.as_of, new.profile)
    moved = movements(Side(old), Side(new))
    before, after = audit(old), audit(new)
    fates, recurrences = _recurrences(old, new, before, after)
    return Comparison(
        old, new, tuple(_headlines(old, new)), moved, fates, recurrences, _shifts(before, after)
    )


def _headlines(old: Network, new: Network) -> Iterator[Headline]:
    for name, ledgers, count in HEADLINES:
        (before, unstated), (after, unstated_now) = (
            _counted(each, ledgers, count) for each in (old, new)
        )
        lacking, lacking_now = (
            tuple(ledger for ledger in ledgers if each.reported.silent_towns(ledger).len())
            for each in (old, new)
        )
        yield Headline(name, before, after, (unstated, unstated_now), (lacking, lacking_now))


def _counted(network: Network, ledgers: tuple[str, ...], count: Count) -> tuple[int | None, int]:
    is_given = all(network.reported.was_given(ledger) for ledger in ledgers)
    return count(network) if is_given else (None, 0)


def _organizations(kind: str) -> Count:
    return lambda network: (network.organizations.filter(pl.col("kind") == kind).height, 0)


def _designated(kind: str) -> Count:
    return lambda network: (len(network.designated(kind).ids), 0)


def _pairings(mechanism: str | None) -> Count:
    return lambda network: (len(network.paired(mechanism=mechanism).ids), 0)


def _nodes(label: str, column: str, value: str) -> Count:
    return lambda network: (network.now.nodes[label].filter(pl.col(column) == value).height, 0)


def _teams(network: Network) -> tuple[int, int]:
    return network.now.nodes["VolunteerTeam"].height, 0


def _reserves(network: Network) -> tuple[int, int]:
    return network.now.relationships["RESERVE_FOR"]["start"].n_unique(), 0


def _joined(network: Network) -> tuple[int, int]:
    return network.memberships["member"].n_unique(), 0


TITLES = {
    "villages": N_("Villages"),
    "communities": N_("Communities"),
    "joint_committees": N_("Joint committees"),
    "committee_places": N_("Villages and communities in joint committees"),
    "committee_members": N_("Party members in joint committees"),
    "pairings": N_("Pairings"),
    "co_building": N_("Pairings of co-building"),
    "weak_lax": N_("Weak and lax branches"),
    "economically_weak": N_("Economically weak villages"),
    "red_flag": N_("Red-flag branches"),
    "cooperatives": N_("Cooperatives"),
    "funded_projects": N_("Funded projects"),
    "volunteer_teams": N_("Volunteer teams"),
    "reserves": N_("Reserve cadres"),
    "micro_grids": N_("Micro-grids"),
}
_COMMITTEES, _PARTIES = "联村党委", "党组织"
HEADLINES: tuple[tuple[str, tuple[str, ...], Count], ...] = (
    ("villages", ("村情",), _organizations("village")),
    ("communities", ("村情",), _organizations("community")),
    ("joint_committees", (_COMMITTEES,), _organizations("joint_committee")),
    ("committee_places", (_COMMITTEES,), _joined),
    ("committee_members", (_COMMITTEES, _PARTIES), attrgetter("committee_members")),
    ("pairings", ("结对", "认定"), _pairings(None)),
    ("co_building", ("结对",), _pairings("co_building")),
    ("weak_lax", ("认定",), _designated("weak_lax")),
    ("economically_weak", ("认定",), _designated("economically_weak")),
    ("red_flag", ("认定",), _designated("red_flag")),
    ("cooperatives", ("合作社",), _nodes("Cooperative", "kind", "cooperative")),
    ("funded_projects", ("项目",), _nodes("Project", "kind", "funded")),
    ("volunteer_teams", ("志愿服务队",), _teams),
    ("reserves", ("后备人才",), _reserves),
    ("micro_grids", ("网格",), _nodes("Grid", "level", "micro")),
)


def _recurrences(
    old: Network, new: Network, before: Audit, after: Audit
) -> tuple[tuple[Fates, ...], tuple[Recurrence, ...]]:
    fates, recurrences = [], []
    for was, now in zip(before.results, after.results, strict=True):
        of_persons = now.check.asks(new).label == PERSON
        found = [] if of_persons else sorted(_of_check(old, new, was, now), key=_fate_place)
        met = Counter(each.fate for each in found)
        counts = [None if of_persons else met[fate] for fate in Fate]
        sizes = (was.asked, now.asked), (was.failing, now.failing)
        fates.append(Fates(now.check.code, *sizes, *counts))
        recurrences += found
    return tuple(fates), tuple(recurrences)


def _of_check(old: Network, new: Network, was: Result, now: Result) -> Iterator[Recurrence]:
    """Follow the findings of one check by their fingerprints."""
    earlier, later = ({f.fingerprint for f in result.findings} for result in (was, now))
    for finding in now.findings:
        if finding.fingerprint in earlier:
            fate = Fate.STILL
        else:
            judged = _could_judge(old, was, finding)
            fate = Fate.NEW if judged else Fate.NOT_COMPARABLE
        yield Recurrence(now.check.code, fate, NEW, finding)
    for finding in was.findings:
        if finding.fingerprint not in later:
            judged = _could_judge(new, now, finding)
            fate = Fate.GONE if judged else Fate.NOT_COMPARABLE
            yield Recurrence(was.check.code, fate, OLD, finding)


def _could_judge(network: Network, result: Result, finding: Finding) -> bool:
    """Whether a day on which nothing was found could have found it.

    It could where it judged the node, or where the ledger of the population and those that the
    finding rests on on the other day were handed in.
    """
    ledgers = {result.check.asks(network).ledger, *map(_ledger, finding.evidence)} & {*LEDGERS}
    silent = (network.reported.silent[ledger] for ledger in ledgers)
    town = finding.town or NOT_GIVEN
    return finding.id not in result.unjudged and not any(town in each for each in silent)


def _ledger(evidence: str) -> str:
    """Name the ledger of a row: its sheet, or its file where a sheet has a name of its own."""
    file, sheet, _row = evidence.rsplit("#", 2)
    return sheet if sheet in LEDGERS else file.rsplit(".", 1)[0]


def _fate_place(recurrence: Recurrence) -> tuple[object, ...]:
    finding = recurrence.finding
    town = (finding.town is None, finding.town or "")
    return (list(Fate).index(recurrence.fate), *town, finding.id)


def _shifts(before: Audit, after: Audit) -> tuple[Shift, ...]:
    was = {(cell.mechanism, cell.town): cell for cell in before.cells}
    now = {(cell.mechanism, cell.town): cell for cell in after.cells}
    mechanisms = list(dict.fromkeys(cell.mechanism for cell in after.cells))
    towns = sorted({town for _mechanism, town in (*was, *now) if town is not None})
    return tuple(
        Shift(mechanism, town, was.get((mechanism, town)), now.get((mechanism, town)))
        for mechanism in mechanisms
        for town in (*towns, None)
    )
