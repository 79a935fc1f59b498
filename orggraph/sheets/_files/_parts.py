"""The parts of a zipped file, unpacked in pieces: no part may be larger than memory bears."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from orggraph.sheets._files._grid import MOST_PART_BYTES, BrokenFileError, TooLargeError

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    OSError,
)
PIECE = 1 << 22
MOST_PARTS = 10_000
MOST_SMALL_BYTES = 20_000_000


def parts_of(content: bytes) -> zipfile.ZipFile:
    """Open the parts of a file; one whose parts share a name is taken for damaged."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content), metadata_encoding="gb18030")
    except BROKEN_ZIP as error:
        raise BrokenFileError from error
    names = parts.namelist()
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise BrokenFileError
    return parts


def pieces(parts: zipfile.ZipFile, name: str, most: int = MOST_PART_BYTES) -> Iterator[bytes]:
    """Unpack a part piece by piece; what it declares of its size is not believed."""
    total = 0
    try:
        with parts.open(name) as part:
            while piece := part.read(PIECE):
                total += len(piece)
                if total > most:
                    raise TooLargeError
                yield piece
    except KeyError:
        return
    except BROKEN_ZIP as error:
        raise BrokenFileError from error


def tree(parts: zipfile.ZipFile, name: str) -> ET.Element | None:
    """Read a small part of XML; None where there is none. One that declares entities is refused."""
    if name not in parts.namelist():
        return None
    content = b"".join(pieces(parts, name, MOST_SMALL_BYTES))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BrokenFileError
    try:
        return ET.fromstring(content)  # noqa: S314 - no entities, of limited size
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BrokenFileError from error
