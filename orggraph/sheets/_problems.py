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
    mending
        How to mend it, in one sentence, likewise.
    """

    severity: Severity
    meaning: str
    mending: str


def _error(meaning: str, mending: str) -> ProblemKind:
    return ProblemKind(Severity.ERROR, meaning, mending)


def _warning(meaning: str, mending: str) -> ProblemKind:
    return ProblemKind(Severity.WARNING, meaning, mending)


def _notice(meaning: str, mending: str) -> ProblemKind:
    return ProblemKind(Severity.NOTICE, meaning, mending)


PROBLEMS: Mapping[str, ProblemKind] = {
    # files and sheets
    "broken-file": _error(
        N_("The file is damaged or is not what its name says."),
        N_("Open it in Excel and save it again as .xlsx; if that fails, ask for the file anew."),
    ),
    "locked-file": _error(
        N_("The file is protected by a password."),
        N_("Take the password off in Excel and save it again."),
    ),
    "unreadable-file": _error(
        N_("The file cannot be opened."),
        N_("Close it in other programs, check that you may read it, and run again."),
    ),
    "bad-encoding": _error(
        N_("The encoding of the text file cannot be told."),
        N_("Save it again as “CSV UTF-8” or as .xlsx."),
    ),
    "huge-sheet": _error(
        N_("The sheet reaches over far too many cells."),
        N_("Delete the empty rows and columns below and beside the data, and save."),
    ),
    "unsafe-archive": _error(
        N_("The archive names places outside it, or swells when unpacked."),
        N_("Unpack it yourself and name the folder."),
    ),
    "missing-ledger": _error(
        N_("A required ledger is missing."),
        N_("Add the sheet, or the file, of this name."),
    ),
    "missing-item": _error(
        N_("A required item is missing."),
        N_("Add a row with this item and its value to 说明."),
    ),
    "missing-column": _error(
        N_("The sheet lacks a required column."),
        N_("Add the column, or rename the heading that means it."),
    ),
    "duplicate-column": _error(
        N_("Two columns have the same heading."),
        N_("Rename or delete one of the two columns."),
    ),
    "ambiguous-heading": _error(
        N_("The heading may mean several columns."),
        N_("Rename the heading to the one of the candidates that is meant."),
    ),
    "several-tables": _error(
        N_("Several tables stand on one sheet."),
        N_("Put each table on a sheet of its own."),
    ),
    "no-unit": _error(
        N_("Nothing tells in which unit the money is counted."),
        N_("Write the unit into the heading, such as 金额(万元), or 单位:万元 above the table."),
    ),
    "no-income-metric": _error(
        N_("Nothing tells which of the incomes is counted."),
        N_("Write 总收入, 经营性收入 or 经营收益 into the heading, or 收入口径 into 说明."),
    ),
    "unit-suspected": _warning(
        N_("The amounts look as if they were in another unit."),
        N_("Compare a few amounts with the accounts; mend the unit if it is wrong."),
    ),
    "wrong-sum": _warning(
        N_("The total is not the sum of its rows."),
        N_("Compare the total and its rows; mend the one that is wrong."),
    ),
    "partial-sum": _warning(
        N_("A part of a sum is blank, so the sum is unknown."),
        N_("Write 0 where there are none, and the number where there are some."),
    ),
    "temporary-file": _notice(
        N_("A temporary file of an open workbook is skipped."),
        N_("Close the workbook; the file goes with it."),
    ),
    "other-encoding": _notice(
        N_("The text file is not in UTF-8."),
        N_("Look whether names are right; if not, save it as “CSV UTF-8”."),
    ),
    "other-separator": _notice(
        N_("The cells of the text file are not parted by commas."),
        N_("Nothing, if the columns are right."),
    ),
    "hidden-sheet": _notice(
        N_("The sheet is hidden and is not read."),
        N_("Unhide the sheet if it is to be read."),
    ),
    "hidden-rows": _notice(
        N_("Rows are hidden; they are read."),
        N_("Delete the rows if they are not to count."),
    ),
    "hidden-columns": _notice(
        N_("Columns are hidden; they are read."),
        N_("Unhide the columns and look whether they still hold."),
    ),
    "sheet-read-as": _notice(
        N_("The sheet is read as a ledger by the words in its name."),
        N_("Nothing, if it is that ledger; else rename the sheet."),
    ),
    "heading-read-as": _notice(
        N_("The heading is read as a column by the words in it."),
        N_("Nothing, if it is that column; else rename the heading."),
    ),
    "money-unit": _notice(
        N_("The unit of the money is not told by the heading."),
        N_("Nothing, if that is the unit."),
    ),
    "income-metric": _notice(
        N_("Which income is counted is not told by the heading."),
        N_("Nothing, if it is that income; else write it into the heading."),
    ),
    "town-from-caption": _notice(
        N_("The town of all rows is taken from the caption."),
        N_("Nothing, if all rows are of that town; else add the column 镇(街道)."),
    ),
    "caption-cutoff": _warning(
        N_("The caption names another cutoff date than 说明."),
        N_("Make the caption and 说明 name the same day."),
    ),
    "total-row": _notice(
        N_("A row of totals is checked and left out."),
        N_("Nothing, if it is a total."),
    ),
    "note-row": _notice(
        N_("A note beside the table is left out."),
        N_("Nothing, if it is a note."),
    ),
    "repeated-headings": _notice(
        N_("The headings are repeated; the row is left out."),
        N_("Nothing, if it is a heading."),
    ),
    "other-format": _warning(
        N_("The file is of a format that is not read."),
        N_("Save it as .xlsx."),
    ),
    "unknown-sheet": _notice(
        N_("The sheet is not a ledger and is not read."),
        N_("Rename the sheet after its ledger, if it is one."),
    ),
    "unknown-column": _notice(
        N_("The column is unknown and is dropped."),
        N_("Nothing, if it is not wanted; else rename the heading after its column."),
    ),
    # values
    "missing-value": _error(
        N_("A required cell is blank."),
        N_("Fill in the cell."),
    ),
    "stray-value": _error(
        N_("A value stands beyond the last heading."),
        N_("Name the column, or delete the value; in a text file put lists into quotation marks."),
    ),
    "bad-date": _error(
        N_("The cell holds no date."),
        N_("Write a date such as 2022-03-05, or a month such as 2022-03."),
    ),
    "ambiguous-date": _error(
        N_("A date is stored as a number and its month cannot be told."),
        N_("Write the month as text such as 2022-10, or the whole date."),
    ),
    "bad-number": _error(
        N_("The cell holds no such number."),
        N_("Write one number in digits, without words."),
    ),
    "ambiguous-share": _error(
        N_("A share of 1 or less may be a fraction or per cent."),
        N_("Write it with the sign %, such as 0.5% or 50%."),
    ),
    "error-cell": _error(
        N_("The cell shows an error instead of a value."),
        N_("Mend the formula, or write the value."),
    ),
    "uncomputed-formula": _error(
        N_("The cell holds a formula that was never computed."),
        N_("Open the file in Excel, let it compute, and save it."),
    ),
    "too-long": _error(
        N_("The cell holds far too many characters."),
        N_("Shorten it to what the column asks for."),
    ),
    "approximate": _warning(
        N_("The number is said to be approximate."),
        N_("Write the exact number if it is known."),
    ),
    "wrong-count": _warning(
        N_("The list does not hold as many as it says."),
        N_("Compare the list and the number behind it; mend the one that is wrong."),
    ),
    "unseen-character": _warning(
        N_("The cell holds characters that are not seen; left out."),
        N_("Type the value anew instead of pasting it."),
    ),
    "date-serial": _notice(
        N_("The date is written as a number of days."),
        N_("Nothing, if the day is right; better format the cell as a date."),
    ),
    "own-unit": _notice(
        N_("The cell names another unit than the heading."),
        N_("Nothing, if the unit in the cell is right."),
    ),
    "blank-mark": _notice(
        N_("A stroke or a word for none is read as blank."),
        N_("Nothing; a blank cell says the same."),
    ),
    "bad-word": _error(
        N_("The word is none of those allowed."),
        N_("Choose a word from the list."),
    ),
    "bad-code": _error(
        N_("The cell holds no such code."),
        N_("Copy the code from the certificate or from the list of places."),
    ),
    "lost-digits": _error(
        N_("A code is stored as a number and its last digits are lost."),
        N_("Format the cell as text, then type the whole code again."),
    ),
    "credit-code-check": _warning(
        N_("The check character of the credit code is wrong."),
        N_("Compare the code with the certificate."),
    ),
    "personal-number": _error(
        N_("The row holds an identity, bank card or phone number and is refused."),
        N_("Delete the number; the row is read once it is gone."),
    ),
    "personal-number-blanked": _warning(
        N_("The cell holds an identity, bank card or phone number and is read as blank."),
        N_("Delete the number; what else the cell says is read once it is gone."),
    ),
    "unknown-item": _notice(
        N_("The item is unknown and is dropped."),
        N_("Delete the row of 说明, or name the item as listed."),
    ),
    # places and organisations
    "other-county": _error(
        N_("The place lies in another county."),
        N_("Move the row to the ledgers of its own county, or mend the code."),
    ),
    "code-outside-town": _error(
        N_("The place code belongs to another town."),
        N_("Mend the town or the code: the first 9 digits are the town's."),
    ),
    "unknown-county": _error(
        N_("No county has this code."),
        N_("Mend 区划代码 in 说明; list a new county in aliases.csv."),
    ),
    "unknown-code": _error(
        N_("The gazetteer has no such place code."),
        N_("Mend the code, or leave it blank; list a new place in aliases.csv."),
    ),
    "code-of-another": _error(
        N_("The code is that of another place of the town."),
        N_("Mend the code or the name, or leave the code blank."),
    ),
    "other-name": _warning(
        N_("The gazetteer calls the place of this code otherwise."),
        N_("Use the Bureau's name, or list the new name in aliases.csv."),
    ),
    "idle-alias": _warning(
        N_("The alias speaks of no place that is known."),
        N_("Mend the names in aliases.csv, or delete the row."),
    ),
    "unconfirmed-alias": _notice(
        N_("The alias is not confirmed and does not hold."),
        N_("Write 是 or 否 under 确认 in aliases.csv."),
    ),
    "unknown-town": _error(
        N_("No place of this town is listed."),
        N_("Write the town as 村情 does, or list its new name in aliases.csv."),
    ),
    "unknown-place": _error(
        N_("The name is not known in this town."),
        N_("Write the name as 村情 does, or list the other name in aliases.csv."),
    ),
    "ambiguous-place": _error(
        N_("The name stands for several in this town."),
        N_("Write the full name with 村 or 社区, or the place code."),
    ),
    "unknown-parent": _error(
        N_("The superior organisation is not found."),
        N_("Write the superior as 党组织 names it, or leave it blank."),
    ),
    "ambiguous-parent": _error(
        N_("The name of the superior organisation stands for several."),
        N_("Write the full name of the superior."),
    ),
    "second-organization": _error(
        N_("The place has an organisation already."),
        N_("Delete one of the rows, or name the other as its superior."),
    ),
    "no-organization": _error(
        N_("The place has no party organisation."),
        N_("List the place as a village or community in 村情."),
    ),
    "kind-mismatch": _warning(
        N_("The kind and the place code do not agree."),
        N_("Mend the kind or the code."),
    ),
    "missing-unit": _warning(
        N_("The town lists some of its places here and not others."),
        N_("Add the places that are lacking, if they exist."),
    ),
    "missing-town": _warning(
        N_("党组织 lists no place of this town, but places of most towns."),
        N_("Ask the town for its 党组织, or add its organisations."),
    ),
    "two-classes": _error(
        N_("One name in one place is both an enterprise and an agency."),
        N_("Write one class for one name."),
    ),
    "unlisted-unit": _warning(
        N_("The unit is not listed and is added."),
        N_("List it in 单位, or mend its name."),
    ),
    "not-a-participant": _notice(
        N_("Enterprises and agencies are not recorded as participants."),
        N_("Nothing, or delete the name."),
    ),
    "unread-participant": _notice(
        N_("The team cannot be looked up: the ledger is missing."),
        N_("Send 志愿服务队 too."),
    ),
    # rows
    "refers-to-error": _error(
        N_("The row refers to one that is left out."),
        N_("Mend the row that it refers to."),
    ),
    "duplicate-number": _error(
        N_("The number or code is given twice."),
        N_("Give each its own number, or delete the row that is there twice."),
    ),
    "id-taken": _error(
        N_("The number or code is that of something else."),
        N_("Give it another number."),
    ),
    "conflicting-rows": _error(
        N_("Two rows speak of the same thing and differ."),
        N_("Keep the row that is right and delete the other."),
    ),
    "end-before-start": _error(
        N_("The end lies before the start."),
        N_("Mend the start or the end."),
    ),
    "pairing-with-itself": _error(
        N_("Both sides of the pairing are the same."),
        N_("Write the other side's name."),
    ),
    "duplicate-pairing": _warning(
        N_("The same two sides are paired twice at the same time."),
        N_("Delete one of the rows, or end the first before the second begins."),
    ),
    "unknown-pairing": _error(
        N_("No such pairing is listed."),
        N_("Write the number as 结对 has it."),
    ),
    "unread-pairing": _notice(
        N_("The pairing cannot be looked up: the ledger is missing."),
        N_("Send 结对 too."),
    ),
    "ambiguous-project": _error(
        N_("The name of the project stands for several."),
        N_("Write the number of the project."),
    ),
    "unknown-grid": _error(
        N_("No such grid of the village is listed."),
        N_("Write the grid as 网格 names it."),
    ),
    "ambiguous-grid": _error(
        N_("The name of the grid stands for several."),
        N_("Write the grid with the base grid that it is in."),
    ),
    "unread-grid": _notice(
        N_("The grid cannot be looked up: the ledger is missing."),
        N_("Send 网格 too."),
    ),
    "unused-cell": _notice(
        N_("The cell says nothing about such a row and is dropped."),
        N_("Nothing, or empty the cell."),
    ),
    "own-mentor": _error(
        N_("The reserve cadre is the mentor too."),
        N_("Name another mentor."),
    ),
    "same-name": _warning(
        N_("Another reserve cadre of the town has the same name."),
        N_("Nothing, if they are two; else delete one of the rows."),
    ),
    "more-centres-than-members": _warning(
        N_("The village has more centre households than party members."),
        N_("Compare the numbers of members and of centre households."),
    ),
    "wrong-total": _warning(
        N_("The total is not the sum of the items."),
        N_("Compare 总分 and the items; mend the one that is wrong."),
    ),
    "contestant-from-elsewhere": _warning(
        N_("The contestant is not of the town whose contest it is."),
        N_("Compare the towns of the contest and of the contestant."),
    ),
    "unknown-union": _error(
        N_("No such union of cooperatives is listed."),
        N_("List the union in 合作社, or mend its name."),
    ),
    "ambiguous-union": _error(
        N_("The name of the union stands for several."),
        N_("Write the full name of the union."),
    ),
    "unused-duty": _notice(
        N_("Duties belong to weak and lax organisations only; dropped."),
        N_("Nothing, or empty the cells."),
    ),
    "other-cutoff": _warning(
        N_("Files name different cutoff dates; the latest holds."),
        N_("Write the same 截止日期 in all files."),
    ),
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
        self.of_columns: list[Problem] = []  # of whole columns

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
