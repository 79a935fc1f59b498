"""An audit in words and JSON."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orggraph.findings import Audit, Finding, Result, Status
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.report import coverage
from orggraph.report.frames import first_lines, headed
from orggraph.report.origin import Origin, document
from orggraph.report.rules import TAGS

MOST = 500  # findings of a check told in words: a county has fewer, and nobody reads more
_STATUS = {
    Status.PASS: (N_("pass"), "green"),
    Status.FAIL: (N_("fail"), "red"),
    Status.NOT_APPLICABLE: (N_("not applicable"), "dim"),
    Status.UNKNOWN: (N_("unknown"), "yellow"),
}


def as_json(audit: Audit, origin: Origin) -> str:
    """Write an audit as JSON.

    Parameters
    ----------
    audit
        The audit.
    origin
        What was asked.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    summary = {
        "checks": len(audit.results),
        "failing_checks": sum(r.status is Status.FAIL for r in audit.results),
        "findings": sum(r.failing for r in audit.results),
        "unknown": sum(r.unknown for r in audit.results),
    }
    told = {"summary": summary, "checks": [_check_json(r) for r in audit.results]}
    return document({**told, **coverage.cells_json(audit)}, audit.as_of, audit.profile, origin)


def as_text(audit: Audit, network: Network, *, by_town: bool) -> RenderableType:
    """Tell an audit: the verdicts, the coverage, then every finding with its evidence.

    Parameters
    ----------
    audit
        The audit.
    network
        The county on the day of the question.
    by_town
        Whether coverage and findings are told town by town.

    Returns
    -------
    text
        Tables for a terminal.
    """
    towns = dict(network.towns.iter_rows())
    failing = [r for r in audit.results if r.findings]
    told = (
        _findings_by_town(failing, towns)
        if by_town
        else [_findings_of(result, towns) for result in failing]
    )
    return Group(
        _verdicts(audit.results),
        coverage.as_text(audit.cells, network, by_town=by_town),
        *told,
    )


def summary(audit: Audit, network: Network) -> RenderableType:
    """Tell an audit in short: the verdicts, the coverage, and the isolated weak branches.

    Parameters
    ----------
    audit
        The audit.
    network
        The county on the day of the question.

    Returns
    -------
    text
        Tables for a terminal.
    """
    towns = dict(network.towns.iter_rows())
    isolated = [r for r in audit.results if r.check.code == "ISO001" and r.findings]
    return Group(
        _verdicts(audit.results),
        coverage.as_text(audit.cells, network, by_town=False),
        *(_findings_of(result, towns) for result in isolated),
    )


def _verdicts(results: Iterable[Result]) -> Table:
    table = headed(
        _("Code"), _("Question"), _("Kind"), _("Asked"), _("Failing"), _("Unknown"), _("Verdict")
    )
    for number in (3, 4, 5):
        table.columns[number].justify = "right"
    for result in results:
        word, style = _STATUS[result.status]
        table.add_row(
            result.check.code,
            _(result.check.title),
            _(TAGS[result.check.tag]),
            str(result.asked),
            str(result.failing),
            str(result.unknown),
            Text(_(word), style=style),
        )
    return table


def _findings_of(result: Result, towns: dict[str, str]) -> RenderableType:
    title = _("{code} {title}: {failing} of {asked}").format(
        code=result.check.code,
        title=_(result.check.title),
        failing=result.failing,
        asked=result.asked,
    )
    table = headed(_("Town"), _("Name"), _("Reason"), _("Evidence"))
    for f in result.findings[:MOST]:
        table.add_row(towns.get(f.town or "", ""), f.name, f.reason, first_lines(f.evidence))
    parts: list[RenderableType] = [Text(title, style="bold"), Padding(table, (0, 0, 0, 2))]
    if (rest := result.failing - MOST) > 0:
        told = _("… and {count} more: --format csv -o F.csv tells all.").format(count=rest)
        parts.append(Padding(Text(told, style="red"), (0, 0, 1, 2)))
    return Group(*parts)


def _findings_by_town(results: Sequence[Result], towns: dict[str, str]) -> list[RenderableType]:
    found: defaultdict[str | None, list[tuple[Result, Finding]]] = defaultdict(list)
    for result in results:
        for f in result.findings:
            found[f.town].append((result, f))
    told: list[RenderableType] = []
    places: list[tuple[str | None, str]] = [*towns.items(), (None, _("no town"))]
    for town, name in places:
        table = headed(_("Code"), _("Question"), _("Name"), _("Reason"), _("Evidence"))
        for result, f in found[town]:
            title = _(result.check.title)
            table.add_row(result.check.code, title, f.name, f.reason, first_lines(f.evidence))
        if table.row_count:
            count = _("{town}: {count} findings").format(town=name, count=table.row_count)
            told += [Text(count, style="bold"), Padding(table, (0, 0, 0, 2))]
    return told


def _check_json(result: Result) -> dict[str, Any]:
    return {
        "code": result.check.code,
        "name": result.check.name,
        "title": _(result.check.title),
        "tag": str(result.check.tag),
        "status": str(result.status),
        "asked": result.asked,
        "failing": result.failing,
        "unknown": result.unknown,
        "findings": [
            {
                "id": f.id,
                "label": f.label,
                "name": f.name,
                "town": f.town,
                "reason": f.reason,
                "evidence": list(f.evidence),
                "fingerprint": f.fingerprint,
            }
            for f in result.findings
        ],
    }
