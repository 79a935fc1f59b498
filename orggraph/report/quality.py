"""The quality of ledgers in words and tables: problems by cell, rows kept, names matched."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
from rich.text import Text

from orggraph import __version__
from orggraph.errors import Problem, Severity
from orggraph.language import _
from orggraph.report.frames import frame_text
from orggraph.report.origin import json_text
from orggraph.report.problems import problems_text, severity_word
from orggraph.sheets import METHODS, PROBLEMS, Checked

if TYPE_CHECKING:
    from rich.console import RenderableType


def wants_mending(checked: Checked) -> bool:
    """Say whether anything has to be mended or looked at.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    wants
        True where a problem is an error or a warning.
    """
    return any(problem.severity is not Severity.NOTICE for problem in checked.problems)


def as_json(checked: Checked, source: str) -> str:
    """Write what was found as JSON.

    Parameters
    ----------
    checked
        What was found in the ledgers.
    source
        The ledgers as the user named them.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    told = {
        "orggraph": __version__,
        "source": source,
        "tables": {name: table._asdict() for name, table in checked.tables.items()},
        "matches": methods(checked),
        "totals": dict(Counter(problem.code for problem in checked.problems)),
        "towns": [
            {"town": town, "name": checked.towns.get(town or ""), **_weights(own)}
            for town, own in by_town(checked).items()
        ],
        "problems": [_problem(problem) for problem in checked.problems],
    }
    return json_text(told)


def as_text(checked: Checked, source: str) -> "list[RenderableType]":
    """Tell what was found.

    Parameters
    ----------
    checked
        What was found in the ledgers.
    source
        The ledgers as the user named them.

    Returns
    -------
    parts
        Tables and lines for a terminal.
    """
    head = _headline(source, checked.problems)
    parts: list[RenderableType] = [head, frame_text(tables(checked))]
    if sum(methods(checked).values()):
        parts.append(frame_text(matched(checked)))
    if checked.problems:
        parts.append(frame_text(totals(checked)))
    for town, own in by_town(checked).items():
        parts.append(Text(_headline(town_word(checked, town), own), style="bold"))
        parts.append(problems_text(own, most=len(own)))
    return parts


def by_town(checked: Checked) -> dict[str | None, tuple[Problem, ...]]:
    """Part the problems by the town that has to mend them.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    problems
        Problems by town code, those of no one town last, under None.
    """
    codes = sorted({each.town for each in checked.problems if each.town})
    parted = {
        town: tuple(each for each in checked.problems if each.town == town)
        for town in (*codes, None)
    }
    return {town: own for town, own in parted.items() if own}


def town_word(checked: Checked, town: str | None) -> str:
    """Name a town as a heading of its problems.

    Parameters
    ----------
    checked
        What was found in the ledgers.
    town
        Its code; None for problems of no one town.

    Returns
    -------
    word
        Its name, with its code where two towns have one name.
    """
    if town is None:
        return _("County or unknown town")
    name = checked.towns.get(town, town)
    alike = [code for code, other in checked.towns.items() if other == name]
    return name if len(alike) <= 1 else f"{name} {town}"


def workbook(checked: Checked) -> dict[str, pl.DataFrame]:
    """Make the problem list as a workbook: all problems, totals, and a sheet for each town.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    sheets
        Tables by the name of their sheet.
    """
    towns = {
        town_word(checked, town): problems(replace(checked, problems=own))
        for town, own in by_town(checked).items()
    }
    return {
        _("Problems"): problems(checked),
        _("Totals"): totals(checked),
        _("Ledgers"): tables(checked),
        _("Names matched"): matched(checked),
        **towns,
    }


def _headline(what: str, problems: Sequence[Problem]) -> str:
    told = _("{source}: {errors} errors, {warnings} warnings, {notices} notices.")
    return told.format(source=what, **_weights(problems))


def _weights(problems: Sequence[Problem]) -> dict[str, int]:
    counts = Counter(each.severity for each in problems)
    return {
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notices": counts[Severity.NOTICE],
    }


def methods(checked: Checked) -> dict[str, int]:
    """Count the names that were matched, by how.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    counts
        A count for each method, 0 included.
    """
    found = [] if checked.matches is None else checked.matches["method"].to_list()
    counts = Counter(found)
    return {method: counts[method] for method in METHODS}


def matched(checked: Checked) -> pl.DataFrame:
    """Count the names that were matched, in words.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    frame
        A row per method.
    """
    rows = [(_(METHODS[method]), count) for method, count in methods(checked).items()]
    return pl.DataFrame(rows, schema=[_("Names matched"), _("Count")], orient="row")


def tables(checked: Checked) -> pl.DataFrame:
    """Tell how many rows of each ledger were read and kept.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    frame
        A row per ledger that was given.
    """
    rows = [(name, *table) for name, table in checked.tables.items()]
    schema = {_("Ledger"): pl.String, _("Rows"): pl.Int64, _("Kept"): pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def totals(checked: Checked) -> pl.DataFrame:
    """Count the problems of each kind.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    frame
        A row per kind of problem that occurs, the heaviest first.
    """
    weights = list(Severity)
    counts = Counter(problem.code for problem in checked.problems)
    ordered = sorted(counts, key=lambda code: (weights.index(PROBLEMS[code].severity), code))
    rows = [
        (code, severity_word(kind.severity), _(kind.meaning), counts[code])
        for code in ordered
        for kind in [PROBLEMS[code]]
    ]
    schema = [_("Code"), _("Weight"), _("What is wrong"), _("Count")]
    return pl.DataFrame(rows, schema=schema, orient="row")


def problems(checked: Checked) -> pl.DataFrame:
    """List the problems, a row each.

    Parameters
    ----------
    checked
        What was found in the ledgers.

    Returns
    -------
    frame
        The problems in the order of files, sheets and rows.
    """
    rows = [
        (
            *(each.file, each.sheet, each.row or None, each.column, each.cell, each.value),
            *(each.code, severity_word(each.severity)),
            *(_(PROBLEMS[each.code].meaning), each.expected),
            *(_(PROBLEMS[each.code].mending), each.town and town_word(checked, each.town)),
        )
        for each in checked.problems
    ]
    schema = {
        _("File"): pl.String,
        _("Sheet"): pl.String,
        _("Row"): pl.Int64,
        _("Column"): pl.String,
        _("Cell"): pl.String,
        _("Value"): pl.String,
        _("Code"): pl.String,
        _("Weight"): pl.String,
        _("What is wrong"): pl.String,
        _("Expected"): pl.String,
        _("How to mend"): pl.String,
        _("Town"): pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row or None,
        "column": problem.column,
        "cell": problem.cell,
        "value": problem.value,
        "expected": problem.expected,
        "mending": _(PROBLEMS[problem.code].mending),
        "town": problem.town,
    }
