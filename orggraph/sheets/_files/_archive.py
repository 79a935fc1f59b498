"""A .zip file of ledgers: its members as files, unpacked into memory only."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from orggraph.sheets._files._grid import MOST_BYTES, BrokenFileError, LockedError, TooLargeError
from orggraph.sheets._files._parts import BROKEN_ZIP, pieces

ENCRYPTED = 1  # bit of a member's flags
MOST_MEMBERS = 2_000
MOST_RATIO = 200  # unpacked to packed bytes, of members that are large at all
RATIO_FROM = 10_000_000
LEFT_BY_MACS = "__MACOSX"


class UnsafeError(Exception):
    """An archive whose members name places outside it, or swell beyond all measure."""


def members(content: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Unpack the members of an archive, in the order of their paths.

    Names without the mark of UTF-8 are read as GB18030, as Windows in Chinese writes them.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content), metadata_encoding="gb18030")
    except BROKEN_ZIP as error:
        raise BrokenFileError from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_MEMBERS:
            raise UnsafeError
        total = 0
        for info in sorted(infos, key=lambda each: each.filename):
            path = _checked(info.filename)
            if path.parts[0] == LEFT_BY_MACS:
                continue
            if info.flag_bits & ENCRYPTED:
                raise LockedError
            unpacked = _unpacked(archive, info)
            total += len(unpacked)
            if total > MOST_BYTES:
                raise UnsafeError
            yield path, unpacked


def _checked(name: str) -> PurePosixPath:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or not path.parts:
        raise UnsafeError
    return path


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    most = max(RATIO_FROM, info.compress_size * MOST_RATIO)
    try:
        return b"".join(pieces(archive, info.filename, min(most, MOST_BYTES)))
    except TooLargeError as error:
        raise UnsafeError from error
