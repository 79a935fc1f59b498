"""Audit and coverage in words, tables and files: rich text, JSON, CSV, XLSX.

Rates never stand alone: the counts are beside them. JSON is sorted and the same from run to run.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orggraph import __version__
from orggraph.checks import CHECKS, Check, Tag
from orggraph.coverage import Cell
from orggraph.errors import Problem, Severity
from orggraph.findings import Audit, Result, Status
from orggraph.language import N_, _, term
from orggraph.model import COVERED
from orggraph.network import Network
from orggraph.origin import Origin, document, json_text

_STATUS = {
    Status.PASS: (N_("pass"), "green"),
    Status.FAIL: (N_("fail"), "red"),
    Status.NOT_APPLICABLE: (N_("not applicable"), "dim"),
    Status.UNKNOWN: (N_("unknown"), "yellow"),
}
_TAG = {
    Tag.ACTION: N_("action"),
    Tag.QUALITY: N_("quality"),
    Tag.NOTICE: N_("notice"),
}
_SEVERITY = {
    Severity.ERROR: (N_("error"), "red"),
    Severity.WARNING: (N_("warning"), "yellow"),
    Severity.NOTICE: (N_("notice"), "dim"),
}
_HEADINGS = {
    "code": N_("Code"),
    "name": N_("Name"),
    "title": N_("Question"),
    "tag": N_("Kind"),
    "status": N_("Verdict"),
    "asked": N_("Asked"),
    "failing": N_("Failing"),
    "unknown": N_("Unknown"),
    "id": N_("Id"),
    "label": N_("Label"),
    "town": N_("Town"),
    "reason": N_("Reason"),
    "evidence": N_("Evidence"),
    "fingerprint": N_("Fingerprint"),
    "mechanism": N_("Mechanism"),
    "registered": N_("Registered"),
    "evidenced": N_("Evidenced"),
    "active": N_("Active"),
    "rate": N_("Rate"),
    "sentence": N_("Published"),
    "measure": N_("Measure"),
    "claimed_least": N_("Claimed, least"),
    "claimed_most": N_("Claimed, most"),
    "claimed_of": N_("Claimed of"),
    "found_least": N_("Found, least"),
    "found_most": N_("Found, most"),
    "found_of": N_("Found of"),
    "difference": N_("Difference"),
    "verdict": N_("Verdict"),
    "note": N_("Note"),
    "rule": N_("Rule"),
    "measures": N_("Measures"),
    "says": N_("What follows"),
    "steps": N_("Arithmetic"),
    "least": N_("Least"),
    "most": N_("Most"),
    "of": N_("Of"),
    "possible": N_("Possible"),
}
# A spreadsheet would run a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def audit_json(audit: Audit, origin: Origin) -> str:
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
    return document({**told, **_cells_json(audit)}, audit.as_of, audit.profile, origin)


def coverage_json(audit: Audit, origin: Origin) -> str:
    """Write the coverage matrix as JSON.

    Parameters
    ----------
    audit
        The audit that holds the matrix.
    origin
        What was asked.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    return document(_cells_json(audit), audit.as_of, audit.profile, origin)


def about(network: Network, origin: Origin) -> pl.DataFrame:
    """Say in a table what was asked, for a workbook that travels alone.

    Parameters
    ----------
    network
        The county on the day of the question.
    origin
        What was asked.

    Returns
    -------
    frame
        A row per fact: its name and its value as text.
    """
    facts = {
        _("County"): network.county_name,
        _("As of"): str(network.as_of),
        _("Profile"): network.profile.name,
        _("Source"): origin.source,
        _("Rows with errors left out"): str(origin.left_out),
        _("Version"): __version__,
    }
    return pl.DataFrame({_("Item"): list(facts), _("Value"): list(facts.values())})


def frame_json(frame: pl.DataFrame) -> str:
    """Write a table as a JSON list of objects.

    Parameters
    ----------
    frame
        Any table.

    Returns
    -------
    text
        One JSON list, ending with a line break; ``[]`` for a table without rows.
    """
    return json_text(frame.to_dicts())


def frame_csv(frame: pl.DataFrame) -> bytes:
    """Write a table as CSV that Excel opens with its Chinese intact.

    Parameters
    ----------
    frame
        Any table; lists are joined by ``；``.

    Returns
    -------
    content
        UTF-8 with BOM. Texts that a spreadsheet would run as a formula begin with ``'``.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([_heading(column) for column in frame.columns])
    writer.writerows([_inert(value) for value in row] for row in frame.iter_rows())
    return stream.getvalue().encode("utf-8-sig")


def write_xlsx(frames: dict[str, pl.DataFrame], path: Path) -> None:
    """Write tables as one workbook, a sheet each.

    Parameters
    ----------
    frames
        Tables by sheet name.
    path
        Where to write.
    """
    import xlsxwriter  # noqa: PLC0415 - only this output needs it

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        for name, frame in frames.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, [_heading(column) for column in frame.columns], bold)
            for number, row in enumerate(frame.iter_rows(), start=1):
                sheet.write_row(number, 0, [_flat(value) for value in row])
            sheet.autofit()


def head(network: Network, origin: Origin) -> RenderableType:
    """Say what was asked: county, day, thresholds, source.

    Parameters
    ----------
    network
        The county on the day of the question.
    origin
        What was asked.

    Returns
    -------
    text
        One or two lines.
    """
    line = _("{county}, as of {day}, profile {profile}, source {source}").format(
        county=network.county_name,
        day=network.as_of,
        profile=network.profile.name,
        source=origin.source,
    )
    if not origin.left_out:
        return Text(line, style="bold")
    warning = _("{count} rows with errors were left out; the numbers below lack them.")
    return Group(Text(line, style="bold"), Text(warning.format(count=origin.left_out), style="red"))


def audit_text(audit: Audit, network: Network, *, by_town: bool) -> RenderableType:
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
        coverage_text(audit.cells, network, by_town=by_town),
        *told,
    )


def summary_text(audit: Audit, network: Network) -> RenderableType:
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
        coverage_text(audit.cells, network, by_town=False),
        *(_findings_of(result, towns) for result in isolated),
    )


def coverage_text(cells: Iterable[Cell], network: Network, *, by_town: bool) -> RenderableType:
    """Tell the coverage matrix.

    Parameters
    ----------
    cells
        The matrix.
    network
        The county on the day of the question.
    by_town
        Whether each town has a row, beside the county's.

    Returns
    -------
    text
        A table for a terminal.
    """
    return _coverage_by_town(cells, network) if by_town else _coverage_of_county(cells)


def rules_text() -> RenderableType:
    """List the checks.

    Returns
    -------
    text
        A table for a terminal: code, name, question, kind.
    """
    table = _table(_("Code"), _("Question"), _("Kind"), _("Name"))
    for check in CHECKS:
        table.add_row(check.code, _(check.title), _(_TAG[check.tag]), check.name)
    return table


def page_text(check: Check) -> RenderableType:
    """Tell a check's page.

    Parameters
    ----------
    check
        The check.

    Returns
    -------
    text
        Why it matters, how it is measured, what to do.
    """
    title = Text(f"{check.code}  {_(check.title)}  ({check.name})", style="bold")
    return Group(title, Text(""), Text(_(check.page)))


def problems_text(problems: Sequence[Problem], *, most: int) -> RenderableType:
    """List problems of ledgers, the heaviest first.

    Parameters
    ----------
    problems
        The problems.
    most
        How many to list; the rest is counted.

    Returns
    -------
    text
        A table for a terminal.
    """
    weights = list(Severity)
    ordered = sorted(problems, key=lambda p: (weights.index(p.severity), p))
    table = _table(_("Weight"), _("Place"), _("Column"), _("Value"), _("Expected"))
    for problem in ordered[:most]:
        word, style = _SEVERITY[problem.severity]
        table.add_row(
            Text(_(word), style=style),
            problem.place,
            problem.column,
            problem.value or "",
            problem.expected,
        )
    rest = len(ordered) - most
    if rest <= 0:
        return table
    return Group(table, Text(_("… and {count} more.").format(count=rest)))


def frame_text(frame: pl.DataFrame) -> RenderableType:
    """Show any table.

    Parameters
    ----------
    frame
        The table.

    Returns
    -------
    text
        A table for a terminal.
    """
    table = _table(*frame.columns)
    for column, dtype in zip(table.columns, frame.dtypes, strict=True):
        column.justify = "right" if dtype.is_numeric() else "left"
    for row in frame.iter_rows():
        table.add_row(*("" if value is None else str(_flat(value)) for value in row))
    return table


def rate_text(cell: Cell) -> str:
    """Tell a rate with its counts.

    Parameters
    ----------
    cell
        A cell of the coverage matrix.

    Returns
    -------
    text
        Such as ``27/28 (96.4%)``; says so where nobody was asked or nothing is known.
    """
    if not cell.asked:
        return _("nobody asked")
    if cell.rate is None:
        return _("all {count} unknown").format(count=cell.unknown)
    told = f"{cell.registered}/{cell.asked - cell.unknown} ({cell.rate:.1%})"
    unknown = _(", {count} unknown").format(count=cell.unknown) if cell.unknown else ""
    return told + unknown


def _verdicts(results: Iterable[Result]) -> Table:
    table = _table(
        _("Code"), _("Question"), _("Kind"), _("Asked"), _("Failing"), _("Unknown"), _("Verdict")
    )
    for number in (3, 4, 5):
        table.columns[number].justify = "right"
    for result in results:
        word, style = _STATUS[result.status]
        table.add_row(
            result.check.code,
            _(result.check.title),
            _(_TAG[result.check.tag]),
            str(result.asked),
            str(result.failing),
            str(result.unknown),
            Text(_(word), style=style),
        )
    return table


def _coverage_of_county(cells: Iterable[Cell]) -> Table:
    table = _table(
        _("Mechanism"), _("Asked"), _("Coverage"), _("Evidenced"), _("Active"), _("Unknown")
    )
    for cell in cells:
        if cell.town is None:
            table.add_row(
                term(COVERED, cell.mechanism),
                str(cell.asked),
                rate_text(cell),
                str(cell.evidenced),
                _("unknown") if cell.active is None else str(cell.active),
                str(cell.unknown),
            )
    return table


def _coverage_by_town(cells: Iterable[Cell], network: Network) -> Table:
    rows: dict[str | None, list[str]] = {}
    mechanisms: dict[str, None] = {}
    for cell in cells:
        mechanisms[cell.mechanism] = None
        rows.setdefault(cell.town, []).append(_short_rate(cell))
    table = _table(_("Town"), *(term(COVERED, m) for m in mechanisms))
    names: dict[str | None, str] = {None: network.county_name}
    names.update(network.names(network.towns["id"]))
    for town, told in rows.items():
        table.add_row(names[town], *told, style="bold" if town is None else "")
    return table


def _short_rate(cell: Cell) -> str:
    if not cell.asked:
        return "-"
    unknown = f" +{cell.unknown}?" if cell.unknown else ""
    return f"{cell.registered}/{cell.asked - cell.unknown}{unknown}"


def _findings_of(result: Result, towns: dict[str, str]) -> RenderableType:
    title = _("{code} {title}: {failing} of {asked}").format(
        code=result.check.code,
        title=_(result.check.title),
        failing=result.failing,
        asked=result.asked,
    )
    table = _table(_("Town"), _("Name"), _("Reason"), _("Evidence"))
    for f in result.findings:
        table.add_row(towns.get(f.town or "", ""), f.name, f.reason, _some(f.evidence))
    return Group(Text(title, style="bold"), Padding(table, (0, 0, 0, 2)))


def _findings_by_town(results: Sequence[Result], towns: dict[str, str]) -> list[RenderableType]:
    told: list[RenderableType] = []
    places: list[tuple[str | None, str]] = [*towns.items(), (None, _("no town"))]
    for town, name in places:
        table = _table(_("Code"), _("Question"), _("Name"), _("Reason"), _("Evidence"))
        for result in results:
            for f in result.findings:
                if f.town == town:
                    title = _(result.check.title)
                    table.add_row(result.check.code, title, f.name, f.reason, _some(f.evidence))
        if table.row_count:
            count = _("{town}: {count} findings").format(town=name, count=table.row_count)
            told += [Text(count, style="bold"), Padding(table, (0, 0, 0, 2))]
    return told


def _some(evidence: tuple[str, ...], most: int = 3) -> str:
    rest = len(evidence) - most
    shown = "\n".join(evidence[:most])
    return shown if rest <= 0 else shown + "\n" + _("… and {count} more.").format(count=rest)


def _table(*headings: str) -> Table:
    from rich import box  # noqa: PLC0415 - keeps the import of this module light

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings:
        # An address that is broken over two lines cannot be found again.
        table.add_column(heading, overflow="fold", no_wrap=heading == _("Evidence"))
    return table


def _cells_json(audit: Audit) -> dict[str, object]:
    return {"coverage": [c._asdict() for c in audit.cells]}


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


def _heading(column: str) -> str:
    return _(_HEADINGS[column]) if column in _HEADINGS else column


def _flat(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def _inert(value: object) -> object:
    flat = _flat(value)
    return f"'{flat}" if isinstance(flat, str) and flat.startswith(_FORMULA) else flat
