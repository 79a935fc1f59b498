"""Ledgers in: sheets of .xlsx workbooks and UTF-8 .csv files become a dataset.

>>> from orggraph import sheets
>>> sheets.PROBLEMS["end-before-start"].meaning
'The end lies before the start.'
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import polars as pl

from orggraph.dataset import Reading
from orggraph.errors import Problem, Severity, SheetError
from orggraph.language import _
from orggraph.sheets._activities import add_activities
from orggraph.sheets._assembly import assemble
from orggraph.sheets._columns import MAKES, READ, Column, Kind, Ledger
from orggraph.sheets._contests import add_contests
from orggraph.sheets._cooperatives import add_cooperatives
from orggraph.sheets._county import add_places, add_reports, county
from orggraph.sheets._designations import add_designations
from orggraph.sheets._draft import Draft
from orggraph.sheets._files import UNOPENED, Grid, find, grids, other_format
from orggraph.sheets._grids import add_grids
from orggraph.sheets._indicators import add_incomes, add_scores
from orggraph.sheets._layout import Page, blank
from orggraph.sheets._matters import add_matters
from orggraph.sheets._organizations import add_organizations
from orggraph.sheets._pairings import add_pairings
from orggraph.sheets._persons import add_persons
from orggraph.sheets._posts import add_listed_posts
from orggraph.sheets._problems import PROBLEMS, Issues, ProblemKind
from orggraph.sheets._projects import add_projects
from orggraph.sheets._reserves import add_reserves
from orggraph.sheets._sheet import Sheet
from orggraph.sheets._teams import add_teams
from orggraph.sheets._units import add_units
from orggraph.sheets._values import typed
from orggraph.sheets._wide import pages

__all__ = ["MAKES", "PROBLEMS", "READ", "Column", "Kind", "Ledger", "ProblemKind", "read"]

REQUIRED = ("说明", "村情")

# What makes the graph, in the order in which one builds on another, with the ledger of which it
# needs a row (of 说明 there always is one).
MAKERS: tuple[tuple[str, Callable[[Draft], None]], ...] = (
    ("村情", add_places),
    ("说明", add_reports),
    ("村情", add_organizations),
    ("单位", add_units),
    ("项目", add_projects),
    ("结对", add_pairings),
    ("志愿服务队", add_teams),
    ("督导", add_scores),
    ("收入", add_incomes),
    ("网格", add_grids),
    ("合作社", add_cooperatives),
    ("活动", add_activities),
    ("擂台比武", add_contests),
    ("认定", add_designations),
    ("后备人才", add_reserves),
    ("任职", add_listed_posts),
    ("议事", add_matters),
    ("说明", add_persons),
)


def read(source: Path | str, *, keep_going: bool = False) -> Reading:
    """Read the ledgers of a SOURCE.

    Parameters
    ----------
    source
        A workbook, a CSV file, or a folder of them, searched at its first level only.
    keep_going
        Whether to leave bad rows out instead of refusing everything.

    Returns
    -------
    reading
        The dataset, every problem found sorted by place, and the rows read and kept by ledger.

    Raises
    ------
    SheetError
        There are no ledgers, 说明 or 村情 cannot be used, or (unless ``keep_going``) any problem
        is an error. It carries every problem of all files.
    SettingsError
        The key file for pseudonyms cannot be used.
    """
    path = Path(source)
    laid, found = _pages(path)
    issues = Issues()
    sheets = _sheets(laid)
    rows = _typed(sheets, issues)
    place, lacking = county(sheets["说明"], issues)
    found += lacking
    # What a file holds that cannot be opened is not known to be missing.
    if not any(problem.code in UNOPENED for problem in found):
        found += _missing(sheets)
    if place is None or any(not sheets[name].given for name in REQUIRED):
        raise _refusal(path, _sorted(found, sheets, issues, {}))
    draft = Draft(place, sheets, rows, issues)
    for ledger, make in MAKERS:
        if rows[ledger].height:
            make(draft)
    dataset = assemble(draft)
    towns = dict(draft.towns.select("key", "town").rows())
    problems = _sorted(found, sheets, issues, towns)
    if not keep_going and any(problem.severity is Severity.ERROR for problem in problems):
        raise _refusal(path, problems)
    tables = {name: sheet.kept(issues) for name, sheet in sheets.items() if sheet.pages[0].file}
    return Reading(dataset, problems, tables)


def _pages(source: Path) -> tuple[list[Page], list[Problem]]:
    """Lay out every sheet that is a ledger, with the problems of files, sheets and headings."""
    laid: list[Page] = []
    found: list[Problem] = []
    for file in find(source):
        for grid in _opened(file):
            if isinstance(grid, Problem):
                found.append(grid)
            elif grid.ledger:
                own, problems = pages(grid)
                laid += own
                found += problems
            elif not grid.empty:
                found.append(_unread(grid))
    if not laid and not any(problem.severity is Severity.ERROR for problem in found):
        raise SheetError(
            _("There is no ledger in {path}").format(path=source),
            _("Name the sheets after the ledgers: {names}").format(names="、".join(READ)),
            tuple(sorted(found, key=_order)),
        )
    return laid, found


def _opened(file: Path) -> Iterable[Grid | Problem]:
    other = other_format(file)
    return [other] if other else grids(file)


def _unread(grid: Grid) -> Problem:
    expected = _("The name of a ledger that is read: {names}.").format(names="、".join(READ))
    return _of_sheet(grid.file, grid.sheet, "unknown-sheet", expected)


def _of_sheet(file: str, sheet: str, code: str, expected: str) -> Problem:
    return Problem(file, sheet, 0, "", "", code, PROBLEMS[code].severity, expected)


def _sheets(laid: list[Page]) -> dict[str, Sheet]:
    """Gather the pages of each ledger and number their rows through all ledgers."""
    sheets: dict[str, Sheet] = {}
    first = 0
    for name, ledger in READ.items():
        own = [each for each in laid if each.ledger is ledger] or [blank(ledger)]
        sheets[name] = Sheet(ledger, own, first)
        first += sheets[name].rows.height
    return sheets


def _typed(sheets: Mapping[str, Sheet], issues: Issues) -> dict[str, pl.DataFrame]:
    for sheet in sheets.values():
        sheet.note_layout(issues)
    return {name: typed(sheet, issues) for name, sheet in sheets.items()}


def _missing(sheets: Mapping[str, Sheet]) -> list[Problem]:
    expected = _("A sheet or file of this name.")
    return [
        _of_sheet("", name, "missing-ledger", expected)
        for name in REQUIRED
        if not sheets[name].pages[0].file
    ]


def _sorted(
    found: list[Problem], sheets: Mapping[str, Sheet], issues: Issues, towns: dict[str, str]
) -> tuple[Problem, ...]:
    """Give every problem its place, each once, in the order of files, sheets and rows."""
    placed = [
        sheet.problem(issue, towns)
        for sheet in sheets.values()
        for issue in issues.noted
        if sheet.first <= issue.at < sheet.first + sheet.rows.height
    ]
    return tuple(sorted({*found, *placed}, key=lambda each: (*_order(each), each.value or "")))


def _order(problem: Problem) -> tuple[str, str, int, int, str, str, str]:
    column = (len(problem.cell), problem.cell)  # A to Z before AA
    return (problem.file, problem.sheet, problem.row, *column, problem.code, problem.expected)


def _refusal(source: Path, problems: tuple[Problem, ...]) -> SheetError:
    """Say how many errors there are and what the first is."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    first = errors[0]
    what = _("{place}: {meaning}").format(
        place=first.place or source, meaning=_(PROBLEMS[first.code].meaning)
    )
    if len(errors) > 1:
        what = _("{count} errors in {path}. {first}").format(
            count=len(errors), path=source, first=what
        )
    return SheetError(what, first.expected, problems)
