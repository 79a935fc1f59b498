"""Ledgers in: sheets of workbooks and text files, as offices keep them, become a dataset.

>>> from orggraph import sheets
>>> sheets.PROBLEMS["end-before-start"].meaning
'The end lies before the start.'
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from orggraph.dataset import Reading
from orggraph.errors import Problem, Severity, SheetError
from orggraph.language import _
from orggraph.sheets._activities import add_activities
from orggraph.sheets._assembly import assemble
from orggraph.sheets._columns import MAKES, READ, Column, Kind, Ledger
from orggraph.sheets._contests import add_contests
from orggraph.sheets._cooperatives import add_cooperatives
from orggraph.sheets._county import add_places, add_reports, county, other_cutoffs
from orggraph.sheets._designations import add_designations
from orggraph.sheets._draft import Draft
from orggraph.sheets._files import UNOPENED
from orggraph.sheets._grids import add_grids
from orggraph.sheets._indicators import add_incomes, add_scores
from orggraph.sheets._matters import add_matters
from orggraph.sheets._organizations import add_organizations
from orggraph.sheets._pairings import add_pairings
from orggraph.sheets._persons import add_persons
from orggraph.sheets._posts import add_listed_posts
from orggraph.sheets._problems import PROBLEMS, Place, ProblemKind, problem
from orggraph.sheets._projects import add_projects
from orggraph.sheets._reading import lay
from orggraph.sheets._reserves import add_reserves
from orggraph.sheets._sheet import Sheet
from orggraph.sheets._teams import add_teams
from orggraph.sheets._units import add_units

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
        A workbook, a text file, a .zip file of them, or a folder, searched at its first level
        only.
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
    laid = lay(path)
    sheets, issues = laid.sheets, laid.issues
    place, lacking = county(sheets["说明"], issues)
    laid.found.extend(lacking)
    # What a file holds that cannot be opened is not known to be missing.
    if not any(each.code in UNOPENED for each in laid.found):
        laid.found.extend(_missing(sheets))
    if place is None or any(not sheets[name].given for name in REQUIRED):
        raise _refusal(path, tuple(laid.problems()))
    laid.found.extend(other_cutoffs(sheets, place.cutoff))
    draft = Draft(place, sheets, laid.rows, issues)
    for ledger, make in MAKERS:
        if laid.rows[ledger].height:
            make(draft)
    dataset = assemble(draft)
    towns = dict(draft.towns.select("key", "town").rows())
    problems = tuple(laid.problems(towns))
    if not keep_going and any(each.severity is Severity.ERROR for each in problems):
        raise _refusal(path, problems)
    tables = {name: sheet.kept(issues) for name, sheet in sheets.items() if sheet.pages[0].file}
    return Reading(dataset, problems, tables)


def _missing(sheets: Mapping[str, Sheet]) -> list[Problem]:
    expected = _("A sheet or file of this name.")
    return [
        problem(Place("", name), "missing-ledger", expected)
        for name in REQUIRED
        if not sheets[name].pages[0].file
    ]


def _refusal(source: Path, problems: tuple[Problem, ...]) -> SheetError:
    """Say how many errors there are and what the first is."""
    errors = [each for each in problems if each.severity is Severity.ERROR]
    first = errors[0]
    what = _("{place}: {meaning}").format(
        place=first.place or source, meaning=_(PROBLEMS[first.code].meaning)
    )
    if len(errors) > 1:
        what = _("{count} errors in {path}. {first}").format(
            count=len(errors), path=source, first=what
        )
    return SheetError(what, first.expected, problems)
