"""Copies of ledgers with what is wrong marked in the cells, to send back to who filled them in.

A copy is made of what may be shown, never by copying the file: a file holds more than its cells,
and more in its cells than is read. Everything is written as text, so that nothing runs.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import xlsxwriter

from orggraph import drafts
from orggraph.errors import Problem, Severity, SheetError
from orggraph.language import N_, _
from orggraph.progress import counted
from orggraph.report import quality
from orggraph.report.frames import write_sheet
from orggraph.sheets import PROBLEMS, Checked, Copy

_WORKBOOK = ".xlsx"
_LONGEST_NAME = 31  # characters of the name of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_COLOURS = {
    Severity.ERROR: "#FFC7CE",
    Severity.WARNING: "#FFEB9C",
    Severity.NOTICE: "#DDEBF7",
}
_WITHHELD_COLOUR = "#D9D9D9"
_WITHHELD = N_("Left out of this copy: it holds, or may hold, a person's name or number.")
_ALL_CELLS = "A1:XFD1048576"
_CELL = re.compile(r"([A-Z]+)(\d+)")


class _Mark(NamedTuple):
    """The format of a cell, and the words beside it."""

    format: Any
    words: str


def write(checked: Checked, source: str, folder: Path) -> dict[str, Path]:
    """Write a copy of each file with something to mend, the cells marked and told in comments.

    Parameters
    ----------
    checked
        What was found, with what may be copied.
    source
        The ledgers as the user named them.
    folder
        Where the copies go; it is made if need be, and must not be that of the ledgers.

    Returns
    -------
    copies
        The path of each copy by the name of its file; files without a readable sheet have none.

    Raises
    ------
    SheetError
        The folder is that of the ledgers.
    OSError
        A copy cannot be written; then there is none.
    """
    _refuse_originals(source, folder)
    files = {copy.file for copy in checked.copies} & faulty(checked)
    places = {file: _place(file) for file in sorted(files)}
    if places:
        with drafts.files(folder) as draft:
            for file, place in counted(places.items()):
                path = draft / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_workbook(checked, file))
    return {file: folder / place for file, place in places.items()}


def faulty(checked: Checked) -> set[str]:
    """Name the files in which something is to mend, or to be looked at.

    Parameters
    ----------
    checked
        What was found.

    Returns
    -------
    files
        Names of files with an error or a warning.
    """
    weighty = (each for each in checked.problems if each.severity is not Severity.NOTICE)
    return {each.file for each in weighty if each.file}


def _refuse_originals(source: str, folder: Path) -> None:
    given = Path(source)
    home = given if given.is_dir() else given.parent
    if folder.resolve() == home.resolve():
        raise SheetError(
            _("The copies would stand among the ledgers: {folder}").format(folder=folder),
            _("Name another folder with --annotate."),
        )


def _place(file: str) -> PurePosixPath:
    """Name a copy after its file; every copy is a workbook of today's format."""
    path = PurePosixPath(file)
    return path if path.suffix.lower() == _WORKBOOK else path.with_name(path.name + _WORKBOOK)


def _workbook(checked: Checked, file: str) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    own = tuple(each for each in checked.problems if each.file == file)
    with xlsxwriter.Workbook(made, options) as book:
        formats = {weight: book.add_format({"bg_color": c}) for weight, c in _COLOURS.items()}
        grey = book.add_format({"bg_color": _WITHHELD_COLOUR})
        bold = book.add_format({"bold": True})
        taken: set[str] = set()
        for copy in checked.copies:
            if copy.file == file:
                sheet = book.add_worksheet(_sheet_name(copy.sheet, taken))
                told = [each for each in own if each.sheet in (copy.sheet, "")]
                marks = {place: _Mark(grey, _(_WITHHELD)) for place in copy.withheld}
                marks |= _marks(told, formats)
                _fill(sheet, copy, marks, bold)
        listed = book.add_worksheet(_sheet_name(_("Problems"), taken))
        write_sheet(listed, quality.problems(replace(checked, problems=own)), bold)
    return made.getvalue()


def _marks(
    problems: Sequence[Problem], formats: Mapping[Severity, Any]
) -> dict[tuple[int, str], _Mark]:
    """Give each cell the colour of its heaviest problem, and the words of all."""
    by_cell: dict[tuple[int, str], list[Problem]] = {}
    for each in problems:
        by_cell.setdefault(_cell(each), []).append(each)
    weights = list(Severity)
    marks = {}
    for cell, own in by_cell.items():
        own.sort(key=lambda each: weights.index(each.severity))
        marks[cell] = _Mark(formats[own[0].severity], "\n".join(_words(own)))
    return marks


def _words(problems: Iterable[Problem]) -> list[str]:
    """Say what is wrong and how to mend it; the value stays in the cell alone."""
    said = []
    for each in problems:
        kind = PROBLEMS[each.code]
        sentences = (_(kind.meaning), each.expected, _(kind.mending))
        said.append(f"[{each.code}] " + " ".join(dict.fromkeys(sentences)))
    return list(dict.fromkeys(said))


def _cell(problem: Problem) -> tuple[int, str]:
    """Give the row and letters of a problem; what is of a whole row or sheet stands in column A."""
    found = _CELL.fullmatch(problem.cell)
    return (int(found[2]), found[1]) if found else (problem.row or 1, "A")


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    copy: Copy,
    marks: Mapping[tuple[int, str], _Mark],
    bold: Any,  # noqa: ANN401 - what xlsxwriter gives
) -> None:
    sheet.ignore_errors({"number_stored_as_text": _ALL_CELLS})
    sheet.freeze_panes(copy.row, 0)
    headings = {(copy.row, letters): written for letters, written in copy.headings.items()}
    texts = {**headings, **copy.cells}
    for row, letters in sorted({*texts, *marks}):
        mark = marks.get((row, letters))
        style = mark.format if mark else bold if (row, letters) in headings else None
        address = f"{letters}{row}"
        text = texts.get((row, letters), "")
        if text:
            sheet.write_string(address, text, style)
        else:
            sheet.write_blank(address, None, style)
        if mark:
            sheet.write_comment(address, mark.words, {"x_scale": 2.5, "y_scale": 1.5})
    sheet.autofit(300)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Give a name that Excel allows and that no other sheet has."""
    plain = _FORBIDDEN.sub("_", name)[:_LONGEST_NAME] or "_"
    made, number = plain, 1
    while made.casefold() in taken:
        number += 1
        made = f"{plain[: _LONGEST_NAME - 4]} {number}"
    taken.add(made.casefold())
    return made
