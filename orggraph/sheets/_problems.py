"""The kinds of problem that a ledger can have, and the collector that notes them row by row."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from orggraph.errors import Problem, Severity
from orggraph.language import N_


class ProblemKind(NamedTuple):
    """How much a kind of problem weighs, and what it means.

    Parameters
    ----------
    severity
        The weight of every problem of this kind.
    meaning
        What is wrong, in one sentence, English; to be translated before it is shown.
    """

    severity: Severity
    meaning: str


def _error(meaning: str) -> ProblemKind:
    return ProblemKind(Severity.ERROR, meaning)


def _warning(meaning: str) -> ProblemKind:
    return ProblemKind(Severity.WARNING, meaning)


def _notice(meaning: str) -> ProblemKind:
    return ProblemKind(Severity.NOTICE, meaning)


PROBLEMS: Mapping[str, ProblemKind] = {
    # files and sheets
    "broken-file": _error(N_("The file is damaged or is not what its name says.")),
    "locked-file": _error(N_("The file is protected by a password.")),
    "unreadable-file": _error(N_("The file cannot be opened.")),
    "bad-encoding": _error(N_("The encoding of the text file cannot be told.")),
    "huge-sheet": _error(N_("The sheet reaches over far too many cells.")),
    "unsafe-archive": _error(N_("The archive names places outside it, or swells when unpacked.")),
    "missing-ledger": _error(N_("A required ledger is missing.")),
    "missing-item": _error(N_("A required item is missing.")),
    "missing-column": _error(N_("The sheet lacks a required column.")),
    "duplicate-column": _error(N_("Two columns have the same heading.")),
    "ambiguous-heading": _error(N_("The heading may mean several columns.")),
    "several-tables": _error(N_("Several tables stand on one sheet.")),
    "no-unit": _error(N_("Nothing tells in which unit the money is counted.")),
    "no-income-metric": _error(N_("Nothing tells which of the incomes is counted.")),
    "unit-suspected": _warning(N_("The amounts look as if they were in another unit.")),
    "wrong-sum": _warning(N_("The total is not the sum of its rows.")),
    "partial-sum": _warning(N_("A part of a sum is blank, so the sum is unknown.")),
    "temporary-file": _notice(N_("A temporary file of an open workbook is skipped.")),
    "other-encoding": _notice(N_("The text file is not in UTF-8.")),
    "other-separator": _notice(N_("The cells of the text file are not parted by commas.")),
    "hidden-sheet": _notice(N_("The sheet is hidden and is not read.")),
    "hidden-rows": _notice(N_("Rows are hidden; they are read.")),
    "hidden-columns": _notice(N_("Columns are hidden; they are read.")),
    "sheet-read-as": _notice(N_("The sheet is read as a ledger by the words in its name.")),
    "heading-read-as": _notice(N_("The heading is read as a column by the words in it.")),
    "money-unit": _notice(N_("The unit of the money is not told by the heading.")),
    "income-metric": _notice(N_("Which income is counted is not told by the heading.")),
    "town-from-caption": _notice(N_("The town of all rows is taken from the caption.")),
    "caption-cutoff": _warning(N_("The caption names another cutoff date than 说明.")),
    "total-row": _notice(N_("A row of totals is checked and left out.")),
    "note-row": _notice(N_("A note beside the table is left out.")),
    "repeated-headings": _notice(N_("The headings are repeated; the row is left out.")),
    "other-format": _warning(N_("The file is of a format that is not read.")),
    "unknown-sheet": _notice(N_("The sheet is not a ledger and is not read.")),
    "unknown-column": _notice(N_("The column is unknown and is dropped.")),
    # values
    "missing-value": _error(N_("A required cell is blank.")),
    "stray-value": _error(N_("A value stands beyond the last heading.")),
    "bad-date": _error(N_("The cell holds no date.")),
    "ambiguous-date": _error(N_("A date is stored as a number and its month cannot be told.")),
    "bad-number": _error(N_("The cell holds no such number.")),
    "ambiguous-share": _error(N_("A share of 1 or less may be a fraction or per cent.")),
    "error-cell": _error(N_("The cell shows an error instead of a value.")),
    "uncomputed-formula": _error(N_("The cell holds a formula that was never computed.")),
    "too-long": _error(N_("The cell holds far too many characters.")),
    "approximate": _warning(N_("The number is said to be approximate.")),
    "wrong-count": _warning(N_("The list does not hold as many as it says.")),
    "unseen-character": _warning(N_("The cell holds characters that are not seen; left out.")),
    "date-serial": _notice(N_("The date is written as a number of days.")),
    "own-unit": _notice(N_("The cell names another unit than the heading.")),
    "blank-mark": _notice(N_("A stroke or a word for none is read as blank.")),
    "bad-word": _error(N_("The word is none of those allowed.")),
    "bad-code": _error(N_("The cell holds no such code.")),
    "lost-digits": _error(N_("A code is stored as a number and its last digits are lost.")),
    "credit-code-check": _warning(N_("The check character of the credit code is wrong.")),
    "personal-number": _error(
        N_("The row holds an identity, bank card or phone number and is refused.")
    ),
    "unknown-item": _notice(N_("The item is unknown and is dropped.")),
    # places and organisations
    "other-county": _error(N_("The place lies in another county.")),
    "code-outside-town": _error(N_("The place code belongs to another town.")),
    "unknown-county": _error(N_("No county has this code.")),
    "unknown-code": _error(N_("The gazetteer has no such place code.")),
    "code-of-another": _error(N_("The code is that of another place of the town.")),
    "other-name": _warning(N_("The gazetteer calls the place of this code otherwise.")),
    "idle-alias": _warning(N_("The alias speaks of no place that is known.")),
    "unconfirmed-alias": _notice(N_("The alias is not confirmed and does not hold.")),
    "unknown-town": _error(N_("No place of this town is listed.")),
    "unknown-place": _error(N_("The name is not known in this town.")),
    "ambiguous-place": _error(N_("The name stands for several in this town.")),
    "unknown-parent": _error(N_("The superior organisation is not found.")),
    "ambiguous-parent": _error(N_("The name of the superior organisation stands for several.")),
    "second-organization": _error(N_("The place has an organisation already.")),
    "no-organization": _error(N_("The place has no party organisation.")),
    "kind-mismatch": _warning(N_("The kind and the place code do not agree.")),
    "missing-unit": _warning(N_("The town lists some of its places here and not others.")),
    "missing-town": _warning(N_("党组织 lists no place of this town, but places of most towns.")),
    "two-classes": _error(N_("One name in one place is both an enterprise and an agency.")),
    "unlisted-unit": _warning(N_("The unit is not listed and is added.")),
    "not-a-participant": _notice(N_("Enterprises and agencies are not recorded as participants.")),
    "unread-participant": _notice(N_("The team cannot be looked up: the ledger is missing.")),
    # rows
    "refers-to-error": _error(N_("The row refers to one that is left out.")),
    "duplicate-number": _error(N_("The number or code is given twice.")),
    "id-taken": _error(N_("The number or code is that of something else.")),
    "conflicting-rows": _error(N_("Two rows speak of the same thing and differ.")),
    "end-before-start": _error(N_("The end lies before the start.")),
    "pairing-with-itself": _error(N_("Both sides of the pairing are the same.")),
    "duplicate-pairing": _warning(N_("The same two sides are paired twice at the same time.")),
    "unknown-pairing": _error(N_("No such pairing is listed.")),
    "unread-pairing": _notice(N_("The pairing cannot be looked up: the ledger is missing.")),
    "ambiguous-project": _error(N_("The name of the project stands for several.")),
    "unknown-grid": _error(N_("No such grid of the village is listed.")),
    "ambiguous-grid": _error(N_("The name of the grid stands for several.")),
    "unread-grid": _notice(N_("The grid cannot be looked up: the ledger is missing.")),
    "unused-cell": _notice(N_("The cell says nothing about such a row and is dropped.")),
    "own-mentor": _error(N_("The reserve cadre is the mentor too.")),
    "same-name": _warning(N_("Another reserve cadre of the town has the same name.")),
    "more-centres-than-members": _warning(
        N_("The village has more centre households than party members.")
    ),
    "wrong-total": _warning(N_("The total is not the sum of the items.")),
    "contestant-from-elsewhere": _warning(
        N_("The contestant is not of the town whose contest it is.")
    ),
    "unknown-union": _error(N_("No such union of cooperatives is listed.")),
    "ambiguous-union": _error(N_("The name of the union stands for several.")),
    "unused-duty": _notice(N_("Duties belong to weak and lax organisations only; dropped.")),
    "other-cutoff": _warning(N_("Files name different cutoff dates; the latest holds.")),
}


class Place(NamedTuple):
    """Where a problem is: a file, a sheet, a row (from 1), a column by its heading and letters."""

    file: str
    sheet: str = ""
    row: int = 0
    heading: str = ""
    letters: str = ""


def problem(place: Place, code: str, expected: str, value: str | None = None) -> Problem:
    """Make a problem of what is no row of a ledger: a file, a sheet, a heading, a total."""
    file, sheet, row, heading, letters = place
    address = f"{letters}{row}" if letters and row else ""
    severity = PROBLEMS[code].severity
    return Problem(file, sheet, row, heading, address, code, severity, expected, value)


class Issue(NamedTuple):
    """One problem of one row, before its place is worked out."""

    code: str
    at: int
    column: str
    expected: str
    value: str | None


class Issues:
    """Everything noted so far, and which rows are refused."""

    def __init__(self) -> None:
        self.noted: list[Issue] = []
        self.refused: set[int] = set()
        self.told: list[Problem] = []  # of whole columns

    def note(
        self, code: str, column: str, expected: str, rows: Iterable[tuple[int, str | None]]
    ) -> None:
        """Note a problem of rows, each with the part of the cell it is about (None: all of it)."""
        refuses = PROBLEMS[code].severity is Severity.ERROR
        for at, value in rows:
            self.noted.append(Issue(code, at, column, expected, value))
            if refuses:
                self.refused.add(at)

    def note_rows(self, code: str, column: str, expected: str, rows: pl.DataFrame) -> None:
        """Note a problem of all rows of a frame, by its column ``at``."""
        self.note(code, column, expected, ((at, None) for at in rows["at"]))

    def good(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Leave out the refused rows; rows without a number of their own stay."""
        if not self.refused:
            return rows
        bad = pl.Series(sorted(self.refused), dtype=pl.Int64).implode()
        return rows.filter(~pl.col("at").is_in(bad, nulls_equal=True))
