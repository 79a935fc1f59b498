"""What calamine does not tell of an .xls workbook: error cells, what is hidden, its reach."""

import io
import struct

import xlrd

from orggraph.sheets._files._grid import (
    MOST_CELLS,
    BrokenFileError,
    LockedError,
    Marks,
    TooLargeError,
)

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a locked .xlsx is a file of this kind too
# What xlrd raises on bytes that make no sense.
BROKEN_XLS = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


def marks(content: bytes) -> tuple[dict[str, Marks], bool]:
    """Give the marks of each sheet by its name, and whether days are counted from 1904."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        return {sheet.name: _marks(book, sheet) for sheet in book.sheets()}, book.datemode == 1
    except BROKEN_XLS as error:
        locked = ENCRYPTED in content or "encrypted" in str(error)
        raise (LockedError if locked else BrokenFileError) from error


def _marks(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    if sheet.nrows * sheet.ncols > MOST_CELLS:
        raise TooLargeError
    faults = tuple(
        (row, column, xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#N/A"))
        for row in range(sheet.nrows)
        for column, kind in enumerate(sheet.row_types(row))
        if kind == xlrd.XL_CELL_ERROR
    )
    hidden = (row for row, about in sheet.rowinfo_map.items() if about.hidden)
    shown = [_is_share(book, style) for style in book.xf_list]
    shares = tuple(
        (row, column)
        for row in range(sheet.nrows)
        for column, kind in enumerate(sheet.row_types(row))
        if kind == xlrd.XL_CELL_NUMBER and shown[sheet.cell_xf_index(row, column)]
    )
    columns = ((column, column) for column, about in sheet.colinfo_map.items() if about.hidden)
    return Marks(
        faults, tuple(sorted(hidden)), shares=shares, hidden_columns=tuple(sorted(columns))
    )


def _is_share(book: xlrd.Book, style: xlrd.formatting.XF) -> bool:
    form = book.format_map.get(style.format_key)
    return form is not None and "%" in form.format_str
