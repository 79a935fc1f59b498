"""Empty ledgers for any county: one workbook with a sheet a ledger, its places filled in.

What a column is comes from the ledgers themselves (``sheets.READ``); places come from the
gazetteer.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from orggraph import gazetteer, model
from orggraph.gazetteer import County
from orggraph.language import _
from orggraph.sheets import (
    CODE,
    DATES,
    GUIDE,
    NAMES,
    READ,
    TOWN,
    VILLAGE,
    Column,
    Kind,
    Ledger,
    note,
)

Cell = str | int | None

LAST_ROW = 1_048_575
KIND = "类别"
NARROWEST, WIDEST, MARGIN = 10, 40, 3
NOTE_WIDTH, LINE_HEIGHT = 76, 16
MOST_LISTED = 255  # characters that Excel takes in a drop-down list of its own
DATE_FORMAT, TEXT_FORMAT = "yyyy-mm-dd", "@"
NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.YEAR)
FIRST_DAY = date(1921, 7, 1)  # no fact of the party is older


@dataclass(frozen=True)
class _Style:
    """The formats of a workbook."""

    required: Format
    optional: Format
    text: Format
    date: Format
    plain: Format
    title: Format
    line: Format


def workbook(county: County | None = None) -> bytes:
    """Make the ledgers of a county to be filled in.

    Parameters
    ----------
    county
        The county whose towns and villages are filled in; None for ledgers without places.

    Returns
    -------
    content
        An .xlsx workbook.
    """
    made = io.BytesIO()
    towns, villages = _places(county)
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": _title(county), "comments": _(gazetteer.SOURCE)})
        style = _style(book)
        _write_guide(book.add_worksheet(GUIDE), style, county)
        for ledger in READ.values():
            sheet = book.add_worksheet(ledger.name)
            _write_ledger(sheet, style, ledger, places=not villages.is_empty())
            rows = _rows(ledger, county, villages)
            for number, row in enumerate(rows, start=1):
                for place, cell in enumerate(row):
                    _write_cell(sheet, (number, place), cell, style)
        _write_names(book.add_worksheet(NAMES), towns, villages)
        book.get_worksheet_by_name("说明").activate()
    return made.getvalue()


def file_name(county: County | None) -> str:
    """Name the workbook.

    Parameters
    ----------
    county
        The county, or None.

    Returns
    -------
    name
        Such as ``沂源县台账.xlsx``.
    """
    return f"{county.name if county else ''}台账.xlsx"


def _title(county: County | None) -> str:
    return f"{county.title}台账" if county else "台账"


def _places(county: County | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the towns, and the villages in the order of towns."""
    code = county.code if county else "000000"
    towns = gazetteer.towns(code)
    villages = gazetteer.villages(code).join(
        towns.select("town", pl.col("name").alias("town_name")), on="town", maintain_order="left"
    )
    return towns, villages


def _style(book: xlsxwriter.Workbook) -> _Style:
    head = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    free = {"locked": False}
    return _Style(
        required=book.add_format({**head, "bg_color": "#F8CBAD"}),
        optional=book.add_format({**head, "bg_color": "#DDEBF7"}),
        text=book.add_format({**free, "num_format": TEXT_FORMAT}),
        date=book.add_format({**free, "num_format": DATE_FORMAT, "align": "left"}),
        plain=book.add_format(free),
        title=book.add_format({"bold": True, "font_size": 14}),
        line=book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
    )


def _write_ledger(sheet: Worksheet, style: _Style, ledger: Ledger, *, places: bool) -> None:
    """Write the headings of a ledger, with what its columns take."""
    sheet.set_column(0, 16_383, None, style.plain)
    headings = [column.heading for column in ledger.columns]
    for place, column in enumerate(ledger.columns):
        told = note(ledger, column)
        if column.required:
            told = _("Required: {note}").format(note=told)
        format_ = _format(column, style)
        width = min(max(_width(column.heading), NARROWEST), WIDEST) + MARGIN
        if column.heading in (VILLAGE, CODE) or column.kind is Kind.LIST:
            width += MARGIN * 2
        sheet.set_column(place, place, width, format_)
        mark = "*" if column.required else ""
        sheet.write_string(
            0, place, column.heading + mark, style.required if column.required else style.optional
        )
        sheet.write_comment(0, place, told, {"x_scale": 2, "y_scale": 1, "author": "orggraph"})
        rule = _rule(column, headings, places=places)
        message = {"input_title": column.heading[:32], "input_message": told[:MOST_LISTED]}
        sheet.data_validation(1, place, LAST_ROW, place, {**rule, **message})
    sheet.set_row(0, 2 * LINE_HEIGHT)
    sheet.freeze_panes(1, 0)
    _protect(sheet)
    _print_setup(sheet, ledger.name)


def _format(column: Column, style: _Style) -> Format:
    if column.kind in DATES:
        return style.date
    return style.plain if column.kind in NUMBERS else style.text


def _rule(column: Column, headings: list[str], *, places: bool) -> dict[str, object]:
    """Say what a column takes: one of its words, a town, a place of the row's town, or anything."""
    words = list(column.terms.values()) or (["是", "否"] if column.kind is Kind.YES_NO else [])
    if words:
        return _list(words)
    if places and column.heading.endswith(TOWN):
        return {**_list(_town_range()), **_soft()}
    town = _town_of(column.heading, headings)
    if places and town is not None:
        return {**_list(_village_range(xl_col_to_name(headings.index(town)))), **_soft()}
    if column.kind in DATES:
        return {
            "validate": "date",
            "criteria": ">=",
            "value": FIRST_DAY,
            "error_type": "warning",
            "error_title": column.heading[:32],
            "error_message": _("This is no date. Keep it all the same?"),
        }
    return {"validate": "any"}


def _list(source: list[str] | str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": _("Not in the list"),
        "error_message": _("Choose one of the list."),
    }


def _soft() -> dict[str, object]:
    """Let names that are not in the list be written after a question."""
    return {
        "error_type": "warning",
        "error_message": _("This name is not in the Bureau's list. Keep it all the same?"),
    }


def _town_range() -> str:
    return f"=OFFSET({NAMES}!$A$2,0,0,MAX(1,COUNTA({NAMES}!$A:$A)-1),1)"


def _town_of(heading: str, headings: list[str]) -> str | None:
    """Find the column of the town whose places a column names; None where it names no place."""
    partner = {
        VILLAGE: TOWN,
        "领办村(社区)": TOWN,
        "参赛村(社区)": "参赛镇(街道)",
        "受帮方": "受帮方镇(街道)",
        "帮扶方": "帮扶方镇(街道)",
    }.get(heading)
    return partner if partner in headings else None


def _village_range(town_column: str) -> str:
    """Give the places of the town in a row's cell: the names stand by town, so they are a run."""
    town = f"${town_column}2"
    first = f"MATCH({town},{NAMES}!$B:$B,0)-1"
    count = f"COUNTIF({NAMES}!$B:$B,{town})"
    return f"=OFFSET({NAMES}!$C$1,{first},0,{count},1)"


def _rows(ledger: Ledger, county: County | None, villages: pl.DataFrame) -> list[list[Cell]]:
    """Give the rows that are known already."""
    if ledger.name == "说明":
        known = (county.name, county.code) if county else (None, None)
        return [["县区", known[0]], [CODE, known[1]], ["截止日期", None], ["填报单位", None]]
    if ledger.name == "村情":
        told = villages.select(
            "town_name", "called", "code", pl.col("kind").replace_strict(model.VILLAGE_KINDS)
        )
        return _placed(ledger, [TOWN, VILLAGE, CODE, KIND], told.iter_rows())
    return []


def _placed(
    ledger: Ledger, headings: list[str], rows: Iterable[tuple[Cell, ...]]
) -> list[list[Cell]]:
    """Put cells under their headings, wherever the ledger has these."""
    places = [column.heading for column in ledger.columns]
    found = []
    for row in rows:
        cells = dict(zip(headings, row, strict=True))
        found.append([cells.get(heading) for heading in places])
    return found


def _write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, style: _Style) -> None:
    if cell is not None:
        sheet.write_string(*place, str(cell), style.text)


def _write_names(sheet: Worksheet, towns: pl.DataFrame, villages: pl.DataFrame) -> None:
    """Write what the drop-down lists show: the towns, and the places by town."""
    sheet.write_row(0, 0, [TOWN, TOWN, VILLAGE])
    sheet.write_column(1, 0, towns["name"].to_list())
    sheet.write_column(1, 1, villages["town_name"].to_list())
    sheet.write_column(1, 2, villages["called"].to_list())
    sheet.hide()


def _write_guide(sheet: Worksheet, style: _Style, county: County | None) -> None:
    """Tell on one sheet what every column takes."""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 8)
    sheet.set_column(3, 3, NOTE_WIDTH)
    sheet.set_row(0, 2 * LINE_HEIGHT)
    sheet.write_string(0, 0, _title(county), style.title)
    lines = [
        _("Fill in one sheet a ledger; columns with * are required. Headings are protected."),
        _("A sheet left empty says that there is nothing; delete those that are not reported."),
        _("Places: {source}.").format(source=_(gazetteer.SOURCE)),
    ]
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    top = len(lines) + 2
    heads = [_("Ledger"), _("Column"), _("Required"), _("What to write")]
    for place, head in enumerate(heads):
        sheet.write_string(top, place, head, style.optional)
    columns = [(ledger, column) for ledger in READ.values() for column in ledger.columns]
    for number, (ledger, column) in enumerate(columns, start=top + 1):
        required = _("yes") if column.required else ""
        told = (ledger.name, column.heading, required, note(ledger, column))
        for place, text in enumerate(told):
            sheet.write_string(number, place, text, style.line)
        lines_high = -(-_width(told[-1]) // NOTE_WIDTH)
        sheet.set_row(number, LINE_HEIGHT * lines_high)  # LibreOffice does not fit it by itself
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.protect()
    _print_setup(sheet, GUIDE, heading=False)


def _protect(sheet: Worksheet) -> None:
    """Protect the headings; everything else stays as free as it can be."""
    free = (
        *("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows"),
        *("sort", "autofilter"),
    )
    sheet.protect(options=dict.fromkeys(free, True))


def _print_setup(sheet: Worksheet, name: str, *, heading: bool = True) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{name}")
    sheet.set_footer("&C&P / &N")
    if heading:
        sheet.hide_gridlines(0)  # they are printed too
        sheet.repeat_rows(0)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
