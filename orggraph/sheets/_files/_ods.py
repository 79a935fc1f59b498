"""What calamine does not tell of an .ods workbook: error cells, what is hidden or merged."""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from orggraph.sheets._files._grid import (
    MOST_CELLS,
    MOST_SPANS,
    BrokenFileError,
    Marks,
    Range,
    TooLargeError,
)
from orggraph.sheets._files._parts import parts_of, pieces

CONTENT = "content.xml"
UNSEEN = ("collapse", "filter")


@dataclass
class _Sheet:
    """A sheet while its cells pass by, with the address of the next one."""

    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    repeated: int = 1
    described: int = 0  # columns whose look was told so far
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    shares: list[tuple[int, int]] = field(default_factory=list)


class _Walk:
    """The target of a parser: it sees the tags of ``content.xml`` in their order."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self.sheet = _Sheet()
        self.fault: list[str] | None = None

    def doctype(self, *_about: object) -> None:
        raise BrokenFileError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        said = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "table":
            self.sheet = self.sheets.setdefault(said.get("name", ""), _Sheet())
        elif name == "table-column":
            self._column(said)
        elif name == "table-row":
            self._row(said)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(said, attributes)

    def data(self, text: str) -> None:
        if self.fault is not None:
            self.fault.append(text)

    def end(self, tag: str) -> None:
        name, sheet = tag.rpartition("}")[2], self.sheet
        if name == "table-row":
            sheet.row += sheet.repeated
        elif name == "table-cell" and self.fault is not None:
            sheet.faults.append((sheet.row, sheet.column - 1, "".join(self.fault) or "#N/A"))
            self.fault = None

    def _column(self, said: dict[str, str]) -> None:
        sheet = self.sheet
        first = sheet.described
        sheet.described += int(said.get("number-columns-repeated", "1"))
        if said.get("visibility") in UNSEEN and len(sheet.hidden_columns) < MOST_SPANS:
            sheet.hidden_columns.append((first, sheet.described - 1))

    def _row(self, said: dict[str, str]) -> None:
        sheet = self.sheet
        sheet.column, sheet.repeated = 0, int(said.get("number-rows-repeated", "1"))
        if said.get("visibility") in UNSEEN:
            most = min(sheet.repeated, MOST_CELLS - len(sheet.hidden))
            sheet.hidden += range(sheet.row, sheet.row + most)

    def _cell(self, said: dict[str, str], attributes: dict[str, str]) -> None:
        sheet = self.sheet
        repeated = int(said.get("number-columns-repeated", "1"))
        down, right = int(said.get("number-rows-spanned", "1")), said.get("number-columns-spanned")
        if down > 1 or int(right or "1") > 1:
            last = (sheet.row + down - 1, sheet.column + int(right or "1") - 1)
            sheet.merged.append(Range(sheet.row, sheet.column, *last))
        sheet.column += repeated
        kinds = {value for key, value in attributes.items() if key.endswith("}value-type")}
        if kinds:
            sheet.rows = max(sheet.rows, sheet.row + sheet.repeated)
            sheet.columns = max(sheet.columns, sheet.column)
        if sheet.rows * sheet.columns > MOST_CELLS:
            raise TooLargeError
        if "percentage" in kinds:
            sheet.shares.append((sheet.row, sheet.column - 1))
        if "error" in kinds:
            self.fault = []


def marks(content: bytes) -> tuple[dict[str, Marks], bool]:
    """Give the marks of each sheet by its name; days are written as dates in this format."""
    walk = _Walk()
    parser = ET.XMLParser(target=walk)  # noqa: S314 - a document type is refused
    try:
        with parts_of(content) as parts:
            if CONTENT not in parts.namelist():
                raise BrokenFileError
            for piece in pieces(parts, CONTENT):
                parser.feed(piece)
        parser.close()
    except (ET.ParseError, ValueError) as error:
        raise BrokenFileError from error
    return {name: _marks(sheet) for name, sheet in walk.sheets.items()}, False


def _marks(sheet: _Sheet) -> Marks:
    # Rows below the last value are hidden by whole sheets at a time; they say nothing.
    hidden = tuple(row for row in sheet.hidden if row < sheet.rows)
    return Marks(
        tuple(sheet.faults),
        hidden,
        tuple(sheet.merged),
        tuple(sheet.shares),
        tuple(sheet.hidden_columns),
    )
