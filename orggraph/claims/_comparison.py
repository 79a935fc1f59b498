"""Published figures against the ledgers: claimed, found, difference."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import polars as pl

from orggraph.claims._file import Claim, Claims, choose
from orggraph.claims._measures import MEASURES, Count, Measure, Sizes
from orggraph.errors import NetworkError, SettingsError
from orggraph.language import _
from orggraph.network import Network


class Verdict(StrEnum):
    """Whether the ledgers support a figure; unknown where they cannot say."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


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
    if missing := [ledger for ledger in measure.ledgers if not network.was_given(ledger)]:
        note = _("the ledger {ledger} was not given").format(ledger=missing[0])
        return Answer(claim, Verdict.UNKNOWN, None, None, None, None, note)
    try:
        found = measure.of(network)
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
        if silent := network.silent_towns(ledger):
            told = _("{count} towns did not report {ledger}")
            return told.format(count=len(silent), ledger=ledger)
    return ""


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
