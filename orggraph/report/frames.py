"""Any table as rich text, JSON, CSV or a workbook; what is not shown of a text is counted."""

import csv
import io
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orggraph import drafts
from orggraph.language import N_, _
from orggraph.report.origin import json_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

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
_LINES = 3  # lines that a cell shows; the rest is counted
_ID = r"(?m)^[0-9A-Za-z:_-]*[0-9]{6}[0-9A-Za-z:_-]*$"  # a line with the code of a place
# A spreadsheet would run a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    table = headed(*frame.columns)
    for column, dtype in zip(table.columns, frame.dtypes, strict=True):
        column.justify = "right" if dtype.is_numeric() else "left"
        if dtype == pl.String:
            column.width = _id_width(frame[str(column.header)])
    for row in frame.iter_rows():
        table.add_row(*("" if value is None else str(_flat(value)) for value in row))
    return table


def section(
    title: str, frame: pl.DataFrame, *, top: int | None = None, rows: int | None = None
) -> list[RenderableType]:
    """Tell a table under a title.

    Parameters
    ----------
    title
        The title.
    frame
        The table; one without rows is told as none.
    top
        How many of its rows to show, 1 or more, the rest is counted; None shows all.
    rows
        How many there are, where the table is but the first of them; None: it is all.

    Returns
    -------
    parts
        The title and the table for a terminal.
    """
    heading = Text(f"\n{title}", style="bold")
    if not frame.height:
        return [heading, Text("  " + _("none"))]
    shown = frame if top is None else frame.head(top)
    parts: list[RenderableType] = [heading, Padding(frame_text(shown), (0, 0, 0, 2))]
    if rest := (frame.height if rows is None else rows) - shown.height:
        parts.append(Text("  " + more(rest)))
    return parts


def first_lines(lines: Iterable[str], most: int = _LINES) -> str:
    """List the first of many, as a cell shows them.

    Parameters
    ----------
    lines
        Such as names.
    most
        How many to list; the rest is counted.

    Returns
    -------
    text
        Each on a line of its own; empty for none.
    """
    told = list(lines)
    rest = [more(len(told) - most)] if len(told) > most else []
    return "\n".join([*told[:most], *rest])


def more(rest: int) -> str:
    """Say how many are not shown.

    Parameters
    ----------
    rest
        How many, 1 or more.

    Returns
    -------
    words
        In the language in use.
    """
    return _("… and {count} more.").format(count=rest)


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

    # A room of its own: xlsxwriter leaves its parts where it is interrupted.
    with drafts.file(path) as draft, tempfile.TemporaryDirectory() as room:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "tmpdir": room}
        with xlsxwriter.Workbook(str(draft), options) as book:
            bold = book.add_format({"bold": True})
            for name, frame in frames.items():
                write_sheet(book.add_worksheet(name), frame, bold)


def write_sheet(sheet: "Worksheet", frame: pl.DataFrame, bold: "Format") -> None:
    """Write a table into a sheet of a workbook.

    Parameters
    ----------
    sheet
        An empty sheet, of a workbook that makes no formulas of texts.
    frame
        The table.
    bold
        The format of the headings.
    """
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [_heading(column) for column in frame.columns], bold)
    for number, row in enumerate(frame.iter_rows(), start=1):
        sheet.write_row(number, 0, [_flat(value) for value in row])
    sheet.autofit()


def headed(*headings: str) -> Table:
    """Make a table for a terminal, without rows.

    Parameters
    ----------
    *headings
        Headings of the columns, in the language in use.

    Returns
    -------
    table
        A table in the one style of all answers.
    """
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings:
        # An address that is broken over two lines cannot be found again.
        made.add_column(heading, overflow="fold", no_wrap=heading == _("Evidence"))
    return made


def _id_width(texts: pl.Series) -> int | None:
    """Give the width of ids that have a line for themselves: none is broken. None without any.

    A width that is set is the only one that rich does not take from where room is short.
    """
    ids = texts.str.extract_all(_ID).explode()
    return ids.str.len_chars().max()  # type: ignore[return-value]  # whole numbers


def _heading(column: str) -> str:
    return _(_HEADINGS[column]) if column in _HEADINGS else column


def _flat(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def _inert(value: object) -> object:
    flat = _flat(value)
    return f"'{flat}" if isinstance(flat, str) and flat.startswith(_FORMULA) else flat
