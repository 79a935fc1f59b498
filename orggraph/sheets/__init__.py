"""Ledgers in: sheets of workbooks and text files, as offices keep them, become a dataset.

>>> from orggraph import sheets
>>> sheets.PROBLEMS["end-before-start"].meaning
'The end lies before the start.'
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import polars as pl

from orggraph.dataset import Dataset
from orggraph.errors import Problem, Severity, SheetError
from orggraph.language import N_, _
from orggraph.reading import Reading, RowCounts
from orggraph.sheets._activities import add_activities
from orggraph.sheets._assembly import assemble
from orggraph.sheets._columns import CODE, DATES, MAKES, READ, TOWN, VILLAGE, Column, Kind, Ledger
from orggraph.sheets._confirm import write_suggestions
from orggraph.sheets._contests import add_contests
from orggraph.sheets._cooperatives import add_cooperatives
from orggraph.sheets._copies import Copy, copies
from orggraph.sheets._county import (
    add_places,
    add_reports,
    county,
    other_cutoffs,
    refuse_unknown_county,
)
from orggraph.sheets._designations import add_designations
from orggraph.sheets._draft import MATCHES, Draft
from orggraph.sheets._files import UNOPENED, is_read
from orggraph.sheets._grids import add_grids
from orggraph.sheets._indicators import add_incomes, add_scores
from orggraph.sheets._matters import add_matters
from orggraph.sheets._notes import GUIDE, NAMES, note
from orggraph.sheets._organizations import add_organizations
from orggraph.sheets._pairings import add_pairings
from orggraph.sheets._persons import add_persons
from orggraph.sheets._posts import add_listed_posts
from orggraph.sheets._problems import PROBLEMS, Issues, Place, ProblemKind, problem
from orggraph.sheets._projects import add_projects
from orggraph.sheets._reserves import add_reserves
from orggraph.sheets._rows import lay
from orggraph.sheets._senders import with_senders
from orggraph.sheets._sheet import Sheet
from orggraph.sheets._suggestions import Suggestion, suggestions
from orggraph.sheets._teams import add_teams
from orggraph.sheets._units import add_units

__all__ = [
    "CODE",
    "DATES",
    "GUIDE",
    "MAKES",
    "METHODS",
    "NAMES",
    "PROBLEMS",
    "READ",
    "TOWN",
    "VILLAGE",
    "Checked",
    "Column",
    "Copy",
    "Kind",
    "Ledger",
    "ProblemKind",
    "Suggestion",
    "check",
    "is_read",
    "note",
    "read",
    "write_suggestions",
]

REQUIRED = ("说明", "村情")

# How a name can be matched, in the order in which it is tried.
METHODS: Mapping[str, str] = {
    "code": N_("by its code"),
    "name": N_("by the whole name"),
    "kind": N_("by the base name and the kind of place"),
    "base": N_("by the base name, the only one in the town"),
    "alias": N_("by aliases.csv"),
}

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


@dataclass(frozen=True)
class Checked:
    """What is wrong with ledgers, how much was read, and how names were matched.

    Parameters
    ----------
    problems
        All problems found, sorted by place; empty where nothing was wrong.
    tables
        Rows read and kept, by ledger.
    matches
        Every name that was matched: ``source``, ``written``, ``target`` and ``method``; None
        where 说明 or 村情 cannot be used.
    suggestions
        What may be meant by names that were not matched.
    towns
        Names of the county's towns by code; empty where 说明 or 村情 cannot be used.
    copies
        What of each sheet may be copied, where it was asked for.
    """

    problems: tuple[Problem, ...]
    tables: Mapping[str, RowCounts]
    matches: pl.DataFrame | None = None
    suggestions: tuple[Suggestion, ...] = ()
    towns: Mapping[str, str] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()


def read(source: Path | str, *, keep_going: bool = False, keep_names: bool = False) -> Reading:
    """Read the ledgers of a SOURCE.

    Parameters
    ----------
    source
        A workbook, a text file, a .zip file of them, or a folder, searched at its first level
        only.
    keep_going
        Whether to leave bad rows out instead of refusing everything.
    keep_names
        Whether persons bear their names; the dataset, and every output of it, is then marked.

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
    drafted = _drafted(path, keep_names=keep_names)
    errors = any(problem.severity is Severity.ERROR for problem in drafted.problems)
    if drafted.draft is None or drafted.dataset is None or (errors and not keep_going):
        raise _refusal(path, drafted.problems)
    matches = _matches(drafted.draft)
    return Reading(drafted.dataset, drafted.problems, drafted.tables, matches)


def check(source: Path | str, *, copied: bool = False) -> Checked:
    """Say what is wrong with the ledgers of a SOURCE, without making anything of them.

    Parameters
    ----------
    source
        A workbook, a text file, a .zip file of them, or a folder, searched at its first level
        only.
    copied
        Whether to give what of the sheets may be copied, too.

    Returns
    -------
    checked
        Every problem, the rows read and kept, how names were matched, and what may be meant by
        those that were not.

    Raises
    ------
    SheetError
        There are no ledgers that can be read.
    SettingsError
        The key file for pseudonyms cannot be used.
    """
    drafted = _drafted(Path(source))
    pages = [page for sheet in drafted.sheets.values() for page in sheet.pages if copied]
    checked = Checked(drafted.problems, drafted.tables, copies=copies(pages))
    if drafted.draft is None:
        return checked
    draft = drafted.draft
    return replace(
        checked,
        matches=_matches(draft),
        suggestions=suggestions(draft),
        towns=dict(draft.towns.select("town", "town_name").rows()),
    )


class _Drafted(NamedTuple):
    """What came of reading: no draft where 说明 or 村情 cannot be used."""

    problems: tuple[Problem, ...]
    tables: dict[str, RowCounts]
    sheets: Mapping[str, Sheet]
    draft: Draft | None = None
    dataset: Dataset | None = None


def _drafted(path: Path, *, keep_names: bool = False) -> _Drafted:
    laid = lay(path)
    sheets, issues = laid.sheets, laid.issues
    place, lacking = county(sheets["说明"], issues)
    laid.found.extend(lacking)
    # What a file holds that cannot be opened is not known to be missing.
    if not any(each.code in UNOPENED for each in laid.found):
        laid.found.extend(_missing(sheets))
    if place is None or any(not sheets[name].given for name in REQUIRED):
        return _Drafted(tuple(laid.problems()), _tables(sheets, issues), sheets)
    laid.found.extend(other_cutoffs(sheets, place.cutoff))
    draft = Draft(place, sheets, laid.rows, issues, keep_names)
    refuse_unknown_county(draft)
    for ledger, make in MAKERS:
        if laid.rows[ledger].height:
            make(draft)
    dataset = assemble(draft)
    towns = dict(draft.towns.select("key", "town").rows())
    names = dict(draft.towns.select("town", "town_name").rows())
    problems = with_senders(laid.problems(towns), sheets, towns, names)
    return _Drafted(problems, _tables(sheets, issues), sheets, draft, dataset)


def _tables(sheets: Mapping[str, Sheet], issues: Issues) -> dict[str, RowCounts]:
    given = {name: sheets[name] for name in READ if sheets[name].pages[0].file}
    return {name: sheet.kept(issues) for name, sheet in given.items()}


def _matches(draft: Draft) -> pl.DataFrame:
    """Give every match with the row that it stands in."""
    sources = pl.concat([sheet.rows.select("at", "source") for sheet in draft.sheets.values()])
    told = pl.concat([pl.DataFrame(schema=MATCHES), *draft.matches])
    return told.join(sources, on="at", maintain_order="left").select(
        "source", "target", "method", written="item"
    )


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
