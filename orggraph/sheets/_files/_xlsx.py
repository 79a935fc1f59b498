"""What calamine does not tell of an .xlsx workbook: error cells, what is hidden, its reach.

The parts of the sheets are scanned as bytes, which costs a tenth of reading them.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from posixpath import join, normpath

from orggraph.sheets._files._grid import (
    MOST_CELLS,
    MOST_SPANS,
    BrokenFileError,
    Marks,
    TooLargeError,
)
from orggraph.sheets._files._parts import parts_of, pieces, tree

LETTERS = 26
SHARES = ("9", "10")  # the formats of per cent that every workbook has
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORM, _STYLES = f"{_MAIN}numFmt", f"{_MAIN}cellXfs"
_ROW = re.compile(rb'<row r="([0-9]+)"')
_HIDDEN = re.compile(rb'<row r="([0-9]+)"[^>]*\shidden="(?:1|true)"')
_ODD = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]|ol)')
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_FILLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?:\s[^>]*[^>/])?>')
_ERROR = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*\st="e"[^>]*)>(.*?)</c>', re.DOTALL)
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"([^>]*)><f\b[^<]*(?:</f>)?\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(\s[^>]*?)?(/?)>")
_ADDRESS = re.compile(rb"""\sr=["']([A-Z]*)([0-9]+)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col(\s[^>]*?)/?>")
_END = re.compile(rb"""\s(min|max)=["']([0-9]{1,5})["']""")
_IS_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_IS_ERROR = re.compile(rb"""\st=["']e["']""")


@dataclass
class _Found:
    """What the scan of a sheet has come across."""

    rows: int = 0
    columns: int = LETTERS
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    shares: list[tuple[int, int]] = field(default_factory=list)


def marks(content: bytes) -> tuple[dict[str, Marks], bool]:
    """Give the marks of each sheet by its name, and whether days are counted from 1904.

    Every part that calamine reads is unpacked here first, in pieces: a part that is damaged, or
    larger than memory bears, ends the reading before calamine asks for the memory.
    """
    with parts_of(content) as parts:
        book = tree(parts, "xl/workbook.xml")
        if book is None:
            raise BrokenFileError
        sheets = _sheets(parts)
        for name in parts.namelist():
            if name.startswith("xl/") and name.endswith(".xml") and name not in sheets.values():
                for piece in pieces(parts, name):
                    _refuse_entities(piece)
        properties = (node for node in book if node.tag.endswith("}workbookPr"))
        since_1904 = any(node.get("date1904") in ("1", "true") for node in properties)
        styles = _share_styles(parts)
        return {name: _marks(parts, part, styles) for name, part in sheets.items()}, since_1904


def _share_styles(parts: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """Find the cells whose style shows a fraction as per cent; None where no style does."""
    styles = tree(parts, "xl/styles.xml")
    if styles is None:
        return None
    forms = {node.get("numFmtId"): node.get("formatCode", "") for node in styles.iter(_FORM)}
    shown = {*SHARES, *(number for number, form in forms.items() if "%" in form)}
    used = styles.find(_STYLES)
    own = [
        i for i, style in enumerate(() if used is None else used) if style.get("numFmtId") in shown
    ]
    if not own:
        return None
    numbers = "|".join(map(str, own))
    return re.compile(f'<c r="([A-Z]+)([0-9]+)" s="(?:{numbers})"(?! t=)'.encode())


def _sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    """Find the part of each sheet."""
    book, relations = tree(parts, "xl/workbook.xml"), tree(parts, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise BrokenFileError
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    found = {}
    for node in book.iter():
        if node.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        found[node.get("name", "")] = part
    return found


def _marks(parts: zipfile.ZipFile, part: str, styles: re.Pattern[bytes] | None) -> Marks:
    if part not in parts.namelist():
        return Marks()
    found = _Found()
    for piece in _rowwise(pieces(parts, part)):
        if b"cols>" in piece:
            found.hidden_columns += _hidden_columns(piece)
        last = max(map(int, _ROW.findall(piece)), default=0)
        beyond = _beyond(str(last)[:2], len(str(last))).search(piece)
        if _is_plain(piece) and not (beyond and _ODD.search(piece)):
            found.rows = max(found.rows, last)
            _scan(piece, found, beyond=bool(beyond))
            if styles:
                cells = styles.findall(piece)
                found.shares += [(int(row) - 1, _column(own) - 1) for own, row in cells]
        else:
            _scan_slowly(piece, found)
    if found.rows * found.columns > MOST_CELLS:
        found.rows, found.columns = _reach(pieces(parts, part))
    if found.rows * found.columns > MOST_CELLS:
        raise TooLargeError
    hidden = tuple(sorted(set(found.hidden)))
    return Marks(
        tuple(found.faults),
        hidden,
        shares=tuple(found.shares),
        hidden_columns=tuple(found.hidden_columns),
    )


def _hidden_columns(piece: bytes) -> Iterator[tuple[int, int]]:
    for about in islice(_COLUMN.finditer(piece), MOST_SPANS):
        ends = {name: int(number) for name, number in _END.findall(about[1])}
        if _IS_HIDDEN.search(about[1]) and len(ends) == len((b"min", b"max")):
            yield ends[b"min"] - 1, ends[b"max"] - 1


def _rowwise(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Cut the pieces anew so that no row is cut in two; a row beyond a few pieces is refused."""
    rest = b""
    for index, piece in enumerate(stream):
        if index == 0:  # entities are declared before the first tag
            _refuse_entities(piece)
        whole = rest + piece
        cut = whole.rfind(b"<row")
        if cut <= 0:
            rest = whole
            if len(rest) > MOST_CELLS:
                raise TooLargeError
            continue
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def _refuse_entities(piece: bytes) -> None:
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise BrokenFileError


def _is_plain(piece: bytes) -> bool:
    """Whether rows and cells are written as nearly all programs do, with their address first."""
    return (
        piece.count(b"<row") == piece.count(b'<row r="')
        and b":row" not in piece
        and b":c" not in piece
    )


def _scan(piece: bytes, found: _Found, *, beyond: bool) -> None:
    if beyond:
        cells = set(_CELL.findall(piece))
        found.rows = max(found.rows, max((int(row) for _, row in cells), default=0))
        found.columns = max(found.columns, max((_column(own) for own, _ in cells), default=0))
    if b"hidden=" in piece:
        found.hidden += [int(row) - 1 for row in _HIDDEN.findall(piece)]
    if b't="e"' in piece:
        for letters, row, _rest, inner in _ERROR.findall(piece):
            value = _VALUE.search(inner)
            text = value[1].decode("utf-8", "replace") if value else "#N/A"
            found.faults.append((int(row) - 1, _column(letters) - 1, text))
    if b"<f" in piece:
        for letters, row, rest in _FORMULA.findall(piece):
            if b't="str"' not in rest and b't="e"' not in rest:
                found.faults.append((int(row) - 1, _column(letters) - 1, ""))


@cache
def _beyond(leading: str, digits: int) -> re.Pattern[bytes]:
    """Find cells beyond column Z, or in a row well beyond one of so many digits that begins so.

    A cell may lie outside the row that it is written in.
    """
    if digits < len("100"):
        rows = "[0-9]{1,2}"
    else:
        first, second = leading[0], leading[1]
        lower = f"[1-{int(first) - 1}][0-9]|" if first > "1" else ""
        same = f"(?:{lower}{first}[0-{second}])[0-9]{{{digits - 2}}}"
        rows = f"[0-9]{{1,{digits - 1}}}|{same}"
    return re.compile(f'<c(?! r="[A-Z](?:{rows})"|ol)'.encode())


def _scan_slowly(piece: bytes, found: _Found) -> None:
    """Scan a sheet that is written in another way, tag by tag."""
    row, column = found.rows, 0
    for kind, attributes, closed in _TAG.findall(piece):
        address = _ADDRESS.search(attributes)
        if kind == b"row":
            row, column = int(address[2]) if address else row + 1, 0
            if _IS_HIDDEN.search(attributes):
                found.hidden.append(row - 1)
            continue
        if address:
            row, column = int(address[2]), _column(address[1])
        else:
            column += 1
        if _IS_ERROR.search(attributes):
            found.faults.append((row - 1, column - 1, "#N/A"))
        if not closed:
            found.rows, found.columns = max(found.rows, row), max(found.columns, column)


def _reach(stream: Iterator[bytes]) -> tuple[int, int]:
    """Count rows and columns up to the last cell that holds anything: formats reach further."""
    rows = columns = 0
    for piece in _rowwise(stream):
        if not _is_plain(piece) or _ODD.search(piece):
            return MOST_CELLS, LETTERS
        for letters, row in _FILLED.findall(piece):
            rows, columns = max(rows, int(row)), max(columns, _column(letters))
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * LETTERS + letter - ord("A") + 1
    return number
