"""Text files: which encoding they are in, and what parts their cells."""

import codecs
import csv
import io
import re
from unicodedata import category

from orggraph.sheets._files._grid import BrokenFileError, Cell, EncodingError

SEPARATORS = (",", "\t", ";")
LOOKED_AT = 20  # lines that tell the separator
SHIELD = re.compile(r'="([^"]*)"')  # how exports keep Excel from reading a code as a number
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
FALLBACK = "GB18030"
_FIELD_SIZE = 10_000_000


def decode(content: bytes) -> tuple[str, str]:
    """Decode a text file: its text and the encoding; there is no fallback that always fits."""
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return _strictly(content, codec), name
    if b"\0" in content:
        # Digits, commas and line ends have a zero byte in UTF-16, which no other encoding has.
        little = content[1::2].count(0) >= content[::2].count(0)
        return _strictly(content, "utf-16-le" if little else "utf-16-be"), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(content, "gb18030"), FALLBACK


def _strictly(content: bytes, codec: str) -> str:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingError from error
    # Bytes of another encoding decode to characters that nobody writes.
    if any(category(letter) in ("Co", "Cn", "Cs") for letter in set(text)):
        raise EncodingError
    return text


def cells(text: str, suffix: str) -> tuple[list[list[Cell]], str]:
    """Part a text into rows of cells, and say by what it is parted."""
    separator = "\t" if suffix == ".tsv" else _separator(text)
    csv.field_size_limit(_FIELD_SIZE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [[_cell(cell) for cell in row] for row in reader], separator
    except csv.Error as error:
        raise BrokenFileError from error


def _separator(text: str) -> str:
    """Choose what stands in most lines of the beginning; the comma where nothing else does."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    held = {mark: sum(mark in line for line in lines) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: held[mark])


def _cell(cell: str) -> str:
    shielded = SHIELD.fullmatch(cell) if cell.startswith("=") else None
    return shielded[1] if shielded else cell
