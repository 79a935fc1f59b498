"""Published figures against the ledgers: claimed, found, difference."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import polars as pl

from orggraph.card import Table, card
from orggraph.claims._file import Claim, Claims, choose
from orggraph.claims._measures import MEASURES, Count, Measure, Sizes
from orggraph.errors import NetworkError, SettingsError
from orggraph.language import N_, _
from orggraph.network import Network


class Verdict(StrEnum):
    """Whether the ledgers support a figure; unknown where they cannot say."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


_VERDICTS = {
    Verdict.AGREES: N_("agrees"),
    Verdict.DIFFERS: N_("differs"),
    Verdict.UNKNOWN: N_("unknown"),
}


@dataclass(frozen=True)
class Answer:
    """One figure against the ledgers.

    Parameters
    ----------
    claim
        The figure as it was published.
    verdict
        Whether the ledgers support it.
    least
        What was found, or the least of what was found of each; None where there is nothing.
    most
        What was found, or the most of what was found of each; None where there is nothing.
    of
        How many were asked, where the figure is a part of them or speaks of each; else None.
    difference
        Found less claimed; of a range claimed for each, how many lie outside it. None where the
        verdict is unknown.
    note
        Why the verdict is unknown, or the denominator differs, or what the figure alone does not
        say; else empty.
    """

    claim: Claim
    verdict: Verdict
    least: float | None
    most: float | None
    of: int | None
    difference: int | None
    note: str = ""

    @property
    def claimed_text(self) -> str:
        """What was claimed, such as ``228/241`` or ``30–50``."""
        if self.claim.value is None:
            return _span(self.claim.least, self.claim.most)
        return _part(self.claim.value, self.claim.denominator)

    @property
    def found_text(self) -> str:
        """What was found, written as what was claimed; a dash where there is nothing."""
        if self.least is None or self.most is None:
            return "-"
        if self.claim.value is None and MEASURES[self.claim.measure].ranges:
            return _span(self.least, self.most)
        return _part(self.least, self.of)

    @property
    def difference_text(self) -> str:
        """The difference with its sign; of a range how many lie outside it, of how many."""
        if self.difference is None:
            return "?"
        if MEASURES[self.claim.measure].ranges:
            return _("{count}/{of} outside").format(count=self.difference, of=self.of)
        return f"{self.difference:+d}" if self.difference else "0"

    @property
    def verdict_text(self) -> str:
        """The verdict in the language in use."""
        return _(_VERDICTS[self.verdict])


@dataclass(frozen=True)
class Comparison:
    """All figures of a publication against the ledgers.

    Parameters
    ----------
    claims
        The figures as they were published.
    as_of
        The day on which the ledgers were asked.
    answers
        An answer per claim, in their order.
    """

    claims: Claims
    as_of: date
    answers: tuple[Answer, ...]

    def count(self, verdict: Verdict) -> int:
        """Count the figures of a verdict.

        Parameters
        ----------
        verdict
            The verdict.

        Returns
        -------
        count
            0 or more.
        """
        return sum(answer.verdict is verdict for answer in self.answers)

    @property
    def summary(self) -> str:
        """How many figures there are of each verdict, in the language in use."""
        told = _("{all} figures: {agree} agree, {differ} differ, {unknown} unknown")
        return told.format(
            all=len(self.answers),
            agree=self.count(Verdict.AGREES),
            differ=self.count(Verdict.DIFFERS),
            unknown=self.count(Verdict.UNKNOWN),
        )

    def _repr_html_(self) -> str:
        """Show in a notebook the figures as claimed and as found, those that differ first."""
        title = _("Figures {name} against the ledgers, as of {day}")
        order = (Verdict.DIFFERS, Verdict.UNKNOWN, Verdict.AGREES)
        rows = [
            (a.claim.sentence, a.claimed_text, a.found_text, a.difference_text, a.verdict_text)
            for a in sorted(self.answers, key=lambda a: order.index(a.verdict))
        ]
        headings = (_("Published"), _("Claimed"), _("Found"), _("Difference"), _("Verdict"))
        named = title.format(name=self.claims.name, day=self.as_of)
        return card(named, self.summary, Table(headings, rows))

    @cached_property
    def table(self) -> pl.DataFrame:
        """A row per figure: as claimed, as found, and the difference.

        A figure that is no range has the same in ``…_least`` and ``…_most``.
        """
        return pl.DataFrame([_row(answer) for answer in self.answers], schema=_TABLE)


_TABLE = pl.Schema(
    {
        **dict.fromkeys(("id", "sentence", "measure"), pl.String()),
        **dict.fromkeys(("claimed_least", "claimed_most", "claimed_of"), pl.Int64()),
        **dict.fromkeys(("found_least", "found_most"), pl.Float64()),
        **dict.fromkeys(("found_of", "difference"), pl.Int64()),
        **dict.fromkeys(("verdict", "note"), pl.String()),
    }
)


def compare(network: Network, claims: Claims | None = None) -> Comparison:
    """Hold published figures against the ledgers.

    Parameters
    ----------
    network
        The county on one day.
    claims
        The figures; None takes those that are bundled for that county and year.

    Returns
    -------
    comparison
        An answer per figure.

    Raises
    ------
    SettingsError
        None are bundled for that county and year, or they speak of another county.
    NetworkError
        A measure could not be taken; that is never an agreement.
    """
    claims = claims or choose(network.county_code, network.as_of)
    if claims.county not in (None, network.county_code):
        raise SettingsError(
            _("The claims {name} speak of county {other}, the data of {county}.").format(
                name=claims.name, other=claims.county, county=network.county_code
            ),
            _("Give the claims of that county: --claims FILE"),
        )
    answers = tuple(_answer(network, claim) for claim in claims.claims)
    return Comparison(claims, network.as_of, answers)


def _answer(network: Network, claim: Claim) -> Answer:
    measure = MEASURES[claim.measure]
    if missing := [ledger for ledger in measure.ledgers if not network.reported.was_given(ledger)]:
        note = _("the ledger {ledger} was not given").format(ledger=missing[0])
        return Answer(claim, Verdict.UNKNOWN, None, None, None, None, note)
    try:
        found = measure.take(network)
    except Exception as error:
        raise NetworkError(
            _("Measure {name} could not be taken: {error}").format(
                name=measure.name, error=type(error).__name__
            ),
            _("This is a fault of orggraph; run again with --debug and report it."),
        ) from error
    gap = _gap(network, measure)
    return _sizes(claim, found, gap) if isinstance(found, Sizes) else _count(claim, found, gap)


def _count(claim: Claim, found: Count, gap: str) -> Answer:
    value, of, note = found
    if gap or value is None:
        note = gap or _("something that it needs is blank, or nobody was asked")
        return Answer(claim, Verdict.UNKNOWN, value, value, of, None, note)
    least, most = _claimed(claim)
    difference = min(value - least, 0) + (max(value - most, 0) if most is not None else 0)
    if claim.denominator not in (None, of):
        note = _("of {found}, not of {claimed}").format(found=of, claimed=claim.denominator)
        return Answer(claim, Verdict.DIFFERS, value, value, of, difference, note)
    verdict = Verdict.DIFFERS if difference else Verdict.AGREES
    return Answer(claim, verdict, value, value, of, difference, note)


def _sizes(claim: Claim, found: Sizes, gap: str) -> Answer:
    known = [value for value in found.values if value is not None]
    ends = (min(known, default=None), max(known, default=None), len(found.values))
    least, most = _claimed(claim)
    outside = sum(value < least or (most is not None and value > most) for value in known)
    if outside:  # what came is enough to refute it
        return Answer(claim, Verdict.DIFFERS, *ends, outside)
    blank = len(found.values) - len(known)
    if gap or blank or not known:
        told = _("{blank} of {count} are blank") if blank else _("nobody asked")
        note = gap or found.note or told.format(blank=blank, count=len(found.values))
        return Answer(claim, Verdict.UNKNOWN, *ends, None, note)
    return Answer(claim, Verdict.AGREES, *ends, 0)


def _claimed(claim: Claim) -> tuple[int, int | None]:
    """Give the ends of what is claimed; an upper end of None is open."""
    if claim.value is not None:
        return claim.value, claim.value
    return claim.least or 0, claim.most


def _gap(network: Network, measure: Measure) -> str:
    """Say which of the ledgers that a measure needs some towns did not report; empty for none."""
    for ledger in measure.ledgers:
        if silent := network.reported.silent_towns(ledger).len():
            told = _("{count} towns did not report {ledger}")
            return told.format(count=silent, ledger=ledger)
    return ""


def _span(least: float | None, most: float | None) -> str:
    if most is None:
        return f"≥ {_plain(least or 0)}"
    return f"≤ {_plain(most)}" if least is None else f"{_plain(least)}–{_plain(most)}"


def _part(value: float, of: int | None) -> str:
    return _plain(value) if of is None else f"{_plain(value)}/{of}"


def _plain(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def _row(answer: Answer) -> dict[str, object]:
    claim = answer.claim
    exact = claim.value is not None
    return {
        "id": claim.id,
        "sentence": claim.sentence,
        "measure": claim.measure,
        "claimed_least": claim.value if exact else claim.least,
        "claimed_most": claim.value if exact else claim.most,
        "claimed_of": claim.denominator,
        "found_least": answer.least,
        "found_most": answer.most,
        "found_of": answer.of,
        "difference": answer.difference,
        "verdict": str(answer.verdict),
        "note": answer.note,
    }
