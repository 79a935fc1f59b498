"""The ledgers of a SOURCE as typed rows, before names are matched to places."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import polars as pl

from orggraph.errors import Problem, Severity, SheetError
from orggraph.language import _
from orggraph.sheets import _aliases
from orggraph.sheets._columns import READ, Ledger
from orggraph.sheets._files import Grid, grids
from orggraph.sheets._forms import pages
from orggraph.sheets._layout import Page, blank
from orggraph.sheets._ledgers import ledger_of
from orggraph.sheets._metrics import settle_metric, told_metric
from orggraph.sheets._money import settle, told_unit
from orggraph.sheets._notes import TEMPLATE_SHEETS
from orggraph.sheets._personal import holds_personal_number
from orggraph.sheets._problems import Issues, Place, problem
from orggraph.sheets._sheet import Sheet
from orggraph.sheets._values import typed


@dataclass(frozen=True)
class Rows:
    """What was read: each ledger's pages and typed rows, and what is wrong with them so far.

    ``found`` are problems of files, sheets and headings; ``issues`` those of rows.
    """

    sheets: Mapping[str, Sheet]
    rows: Mapping[str, pl.DataFrame]
    issues: Issues
    found: list[Problem]

    def problems(self, towns: Mapping[str, str] | None = None) -> list[Problem]:
        """Give every problem its place, each once, in the order of files, sheets and rows."""
        placed = [
            sheet.problem(issue, towns or {})
            for sheet in self.sheets.values()
            for issue in self.issues.noted
            if sheet.first <= issue.at < sheet.first + sheet.rows.height
        ]
        every = {_without_numbers(each) for each in (*self.found, *placed, *self.issues.of_columns)}
        return sorted(every, key=lambda each: (*order(each), each.value or ""))


def _without_numbers(problem: Problem) -> Problem:
    """Show no person's number, wherever it was written; a heading may hold one, too."""
    if holds_personal_number(problem.column):
        problem = replace(problem, column="")
    value = problem.value
    return replace(problem, value=None) if value and holds_personal_number(value) else problem


def lay(source: Path) -> Rows:
    """Open the files of a SOURCE, find the rows of each ledger and read their cells."""
    with _without_collecting():
        laid, found = _pages(source)
    issues = Issues()
    sheets = _sheets(laid)
    return Rows(sheets, _typed(sheets, issues), issues, found)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage among millions of cells, of which none is."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def order(problem: Problem) -> tuple[str, str, int, int, str, str, str]:
    """Sort problems by place: files, sheets, rows, columns from A to Z before AA."""
    column = (len(problem.cell), problem.cell)
    return (problem.file, problem.sheet, problem.row, *column, problem.code, problem.expected)


def _pages(source: Path) -> tuple[list[Page], list[Problem]]:
    """Lay out every sheet that is a ledger, with the problems of files, sheets and headings."""
    laid: list[Page] = []
    found: list[Problem] = []
    for grid in _grids(source):
        if grid.sheet in TEMPLATE_SHEETS:
            continue
        if isinstance(grid, Problem):
            found.append(grid)
            continue
        ledger, notices = _ledger_of(grid)
        found += notices
        if ledger:
            own, problems = pages(grid, ledger)
            laid += own
            found += problems
        elif not grid.empty:
            found.append(_unread(grid))
    ledgers = [page for page in laid if page.ledger is not _aliases.LEDGER]
    if not ledgers and not any(each.severity is Severity.ERROR for each in found):
        raise SheetError(
            _("There is no ledger in {path}").format(path=source),
            _("Name the sheets after the ledgers: {names}").format(names="、".join(READ)),
            tuple(sorted(found, key=order)),
        )
    metric, unit = told_metric(laid), told_unit(laid)
    for index, each in enumerate(laid):
        counted, of_metric = settle_metric(each, metric)
        laid[index], of_unit = settle(counted, unit)
        found += [*of_metric, *of_unit]
    return laid, found


def _grids(source: Path) -> Iterator[Grid | Problem]:
    """Open a SOURCE; the aliases beside a single file belong to it."""
    yield from grids(source)
    beside = source.parent / _aliases.FILE
    if source.is_file() and beside.is_file() and beside != source:
        yield from grids(beside)


def _ledger_of(grid: Grid) -> tuple[Ledger | None, list[Problem]]:
    is_aliases = PurePosixPath(grid.file).name == _aliases.FILE
    return (_aliases.LEDGER, []) if is_aliases else ledger_of(grid)


def _unread(grid: Grid) -> Problem:
    expected = _("The name of a ledger that is read: {names}.").format(names="、".join(READ))
    return problem(Place(grid.file, grid.sheet), "unknown-sheet", expected)


def _sheets(laid: list[Page]) -> dict[str, Sheet]:
    """Gather the pages of each ledger and number their rows through all ledgers."""
    sheets: dict[str, Sheet] = {}
    first = 0
    for name, ledger in {**READ, _aliases.LEDGER.name: _aliases.LEDGER}.items():
        own = [each for each in laid if each.ledger is ledger] or [blank(ledger)]
        sheets[name] = Sheet(ledger, own, first)
        first += sheets[name].rows.height
    return sheets


def _typed(sheets: Mapping[str, Sheet], issues: Issues) -> dict[str, pl.DataFrame]:
    for sheet in sheets.values():
        sheet.note_layout(issues)
    return {name: typed(sheet, issues) for name, sheet in sheets.items()}
