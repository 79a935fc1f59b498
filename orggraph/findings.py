"""The audit: every check asked of a network, and the coverage matrix.

Status of a check: ``pass``, ``fail``, ``not_applicable`` (nobody asked) or ``unknown`` (the ledger
of its population was not given, or none of those asked could be checked). The module is not called
``audit``, since that is the function, ``orggraph.audit``.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import polars as pl

from orggraph import mechanisms
from orggraph.card import Table, card, share
from orggraph.checks import CHECKS, UNKNOWN, Alike, Check, Fault, Tag, find
from orggraph.coverage import Cell
from orggraph.errors import NetworkError
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.network import Network
from orggraph.population import Population
from orggraph.progress import counted


class Status(StrEnum):
    """What a check came to."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """A node that fails a check.

    Parameters
    ----------
    id
        Id of the node.
    label
        Label of the node.
    name
        Name of the node.
    town
        Code of its town, or None.
    reason
        Why it fails, in the user's language.
    evidence
        Rows that show it, as ``file#sheet#row``; first the row that put it in the population.
    fingerprint
        16 hex digits that depend on the check's code and the id alone.
    """

    id: str
    label: str
    name: str
    town: str | None
    reason: str
    evidence: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True)
class Result:
    """What one check came to.

    Parameters
    ----------
    check
        The check.
    status
        The verdict.
    asked
        Nodes asked, 0 or more.
    findings
        Those that fail, by town and id.
    unjudged_ids
        Those asked that could not be judged, as a column.
    """

    check: Check
    status: Status
    asked: int
    findings: tuple[Finding, ...]
    unjudged_ids: pl.Series = field(compare=False)

    @cached_property
    def unjudged(self) -> frozenset[str]:
        """Ids of those asked that could not be judged."""
        return frozenset(self.unjudged_ids)

    @property
    def unknown(self) -> int:
        """How many of those asked could not be judged."""
        return len(self.unjudged_ids)

    @property
    def failing(self) -> int:
        """How many fail."""
        return len(self.findings)


@dataclass(frozen=True, eq=False)
class Audit:
    """The answers of every check, and the coverage matrix, on one day.

    Parameters
    ----------
    as_of
        The day of the question.
    profile
        Name of the profile in force.
    results
        A result per check, in the order in which checks are told.
    counts
        The coverage matrix, as ``mechanisms.counts`` gives it.
    """

    as_of: date
    profile: str
    results: tuple[Result, ...]
    counts: pl.DataFrame

    @property
    def wants_action(self) -> bool:
        """Whether a check that is more than a notice fails."""
        return any(r.findings and r.check.tag is not Tag.NOTICE for r in self.results)

    def _repr_html_(self) -> str:
        """Show in a notebook which checks fail, and the coverage of the county."""
        title = _("Audit as of {day}, profile {profile}").format(
            day=self.as_of, profile=self.profile
        )
        told = _(
            "{checks} checks: {fail} fail with {findings} findings, {pass} pass, "
            "{not_applicable} ask nobody, {unknown} cannot say"
        )
        statuses = Counter(str(r.status) for r in self.results)
        line = told.format(
            checks=len(self.results),
            findings=sum(r.failing for r in self.results),
            **{str(status): statuses[status] for status in Status},
        )
        failing = [
            (r.check.code, _(r.check.title), r.failing, r.asked, r.unknown)
            for r in self.results
            if r.status is Status.FAIL
        ]
        headings = (_("Code"), _("Question"), _("Failing"), _("Asked"), _("Unknown"))
        return card(title, line, Table(headings, failing), self._coverage_table())

    def _coverage_table(self) -> Table:
        levels = (_("Registered"), _("Evidenced"), _("Active"))
        rows = [
            (
                term(COVERED, c.mechanism),
                share(c.registered, c.asked - c.unknown) if c.rate is not None else None,
                c.evidenced,
                c.active,
                c.asked,
                c.unknown,
            )
            for c in self.cells
            if c.town is None
        ]
        return Table((_("Mechanism"), *levels, _("Asked"), _("Unknown")), rows)

    @cached_property
    def checks(self) -> pl.DataFrame:
        """A row per check: code, name, title, tag, status, and the counts."""
        rows = [
            {
                "code": r.check.code,
                "name": r.check.name,
                "title": _(r.check.title),
                "tag": str(r.check.tag),
                "status": str(r.status),
                "asked": r.asked,
                "failing": r.failing,
                "unknown": r.unknown,
            }
            for r in self.results
        ]
        return pl.DataFrame(rows, schema=_CHECKS)

    @cached_property
    def findings(self) -> pl.DataFrame:
        """A row per finding: the check's code, the node, the reason and the rows that show it."""
        rows = [{"code": r.check.code, **asdict(f)} for r in self.results for f in r.findings]
        return pl.DataFrame(rows, schema=_FINDINGS)

    @cached_property
    def coverage(self) -> pl.DataFrame:
        """A row per cell: mechanism, town (None for the county), the counts and the rate."""
        return mechanisms.with_rate(self.counts)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The coverage matrix in cells: mechanism by mechanism, the towns and then the county."""
        return tuple(mechanisms.cells(self.counts))


_CHECKS = pl.Schema(
    {
        **dict.fromkeys(("code", "name", "title", "tag", "status"), pl.String()),
        **dict.fromkeys(("asked", "failing", "unknown"), pl.Int64()),
    }
)
_FINDINGS = pl.Schema(
    {
        **dict.fromkeys(("code", "id", "label", "name", "town", "reason"), pl.String()),
        "evidence": pl.List(pl.String()),
        "fingerprint": pl.String(),
    }
)


def audit(network: Network, *, select: Iterable[str] | None = None) -> Audit:
    """Ask every check of a network, and count its coverage.

    Parameters
    ----------
    network
        The county on one day.
    select
        Codes of the checks to ask; None asks all.

    Returns
    -------
    audit
        A result per check asked, and the whole coverage matrix.

    Raises
    ------
    SettingsError
        A code that no check has.
    NetworkError
        A check could not be run; that is never a pass.
    """
    codes = {find(code).code for code in select} if select is not None else None
    asked = [c for c in CHECKS if codes is None or c.code in codes]
    results = tuple(ask(network, c) for c in counted(asked))
    return Audit(network.as_of, network.profile.name, results, mechanisms.counts(network))


def ask(network: Network, check: Check) -> Result:
    """Ask one check of a network.

    Parameters
    ----------
    network
        The county on one day.
    check
        The check.

    Returns
    -------
    result
        Its verdict with the findings.

    Raises
    ------
    NetworkError
        The check could not be run, or found somebody whom it did not ask.
    """
    try:
        population = check.asks(network)
        faults = check.fails(network, population)
    except Exception as error:
        raise NetworkError(
            _("Check {code} could not be run: {error}").format(
                code=check.code, error=type(error).__name__
            ),
            _("This is a fault of orggraph; run again with --debug and report it."),
        ) from error
    accused = _ids(faults)
    rows = population.table.filter(pl.col("id").is_in(accused.implode()))
    if rows.height < accused.len():
        strangers = accused.filter(~accused.is_in(rows["id"].implode()))
        raise NetworkError(
            _("Check {code} found {id}, whom it did not ask.").format(
                code=check.code, id=strangers.min()
            )
        )
    blank = pl.Series([n for n in _few(faults) if faults[n] is UNKNOWN], dtype=pl.String)
    unknown = network.reported.is_silent(*check.cured_by) | pl.col("id").is_in(blank.implode())
    findings = _findings(check, population, faults, rows.filter(~unknown))
    unjudged = rows.filter(unknown)["id"]
    status = _status(network, population, len(findings), unjudged.len())
    return Result(check, status, population.size, findings, unjudged)


def _ids(faults: Mapping[str, Fault]) -> pl.Series:
    if isinstance(faults, Alike):
        return faults.column
    return pl.Series(list(faults), dtype=pl.String)


def _few(faults: Mapping[str, Fault]) -> Iterable[str]:
    """Give whom to look at one by one: nobody where all fail for one reason."""
    return () if isinstance(faults, Alike) else faults


def _findings(
    check: Check, population: Population, faults: Mapping[str, Fault], known: pl.DataFrame
) -> tuple[Finding, ...]:
    """Make findings of the faults that can be judged."""
    return tuple(
        Finding(
            id=node,
            label=population.label,
            name=name,
            town=town,
            reason=faults[node].reason,
            evidence=_evidence(source, faults[node].evidence),
            fingerprint=hashlib.sha256(f"{check.code}\n{node}".encode()).hexdigest()[:16],
        )
        for node, name, town, source in known.sort("town", "id", nulls_last=True).iter_rows()
    )


def _evidence(source: str | None, more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row for row in (source, *more) if row))


def _status(network: Network, population: Population, failing: int, unknown: int) -> Status:
    asked = population.size
    if failing:
        return Status.FAIL
    if not asked:
        given = network.reported.was_given(population.ledger)
        return Status.NOT_APPLICABLE if given else Status.UNKNOWN
    return Status.UNKNOWN if unknown == asked else Status.PASS
