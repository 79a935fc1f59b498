"""The files of a SOURCE, opened: each sheet of each file as a grid of raw cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from orggraph.errors import Problem, SheetError
from orggraph.language import _
from orggraph.progress import counted
from orggraph.sheets._files import _archive, _text
from orggraph.sheets._files._book import HiddenSheet, sheets
from orggraph.sheets._files._grid import (
    MOST_BYTES,
    BrokenFileError,
    Cell,
    EncodingError,
    Fault,
    Grid,
    LockedError,
    Marks,
    Range,
    TooLargeError,
    letters,
    spread,
)
from orggraph.sheets._problems import Place, problem

__all__ = [
    "UNOPENED",
    "Cell",
    "Fault",
    "Grid",
    "Marks",
    "Range",
    "bad_encoding",
    "grids",
    "letters",
    "spread",
]

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv")
ARCHIVE = ".zip"
READ_SUFFIXES = (*BOOKS, *TEXTS, ARCHIVE)
OTHER_SUFFIXES = (".xlsb", ".et", ".numbers", ".xml", ".rar", ".7z")
TEMPORARY = "~$"  # Excel keeps such a file beside each workbook that is open
UNOPENED = (
    "locked-file",
    "broken-file",
    "bad-encoding",
    "unreadable-file",
    "huge-sheet",
    "unsafe-archive",
)


@dataclass(frozen=True)
class _File:
    """A file or a member of an archive: its name as told to users, and how to get its bytes."""

    name: str
    read: Callable[[], bytes]

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.name)

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


def grids(source: Path) -> Iterator[Grid | Problem]:
    """Open the files of a SOURCE in the order of their names.

    Gives their sheets, and a problem for each file or sheet that cannot be read or is not.
    """
    for file in counted(_find(source)):
        yield from _opened(file)


def _find(source: Path) -> list[_File]:
    """List the files of a SOURCE, those of other formats included."""
    if source.is_dir():
        wanted = (*READ_SUFFIXES, *OTHER_SUFFIXES)
        files = [path for path in _listed(source) if path.suffix.lower() in wanted]
        if not any(is_read(path) for path in files):
            raise SheetError(
                _("The folder holds no ledgers: {path}").format(path=source), _formats()
            )
        return [_File(path.name, path.read_bytes) for path in files]
    if not source.exists():
        raise SheetError(
            _("There is no such file or folder: {path}").format(path=source),
            _("Name a workbook, a text file, a .zip file or a folder of ledgers."),
        )
    if source.suffix.lower() not in READ_SUFFIXES:
        raise SheetError(
            _("This is not a file of ledgers that can be read: {path}").format(path=source),
            _formats(),
        )
    return [_File(source.name, source.read_bytes)]


def is_read(path: Path) -> bool:
    """Say whether a file among ledgers is taken for one, by its name.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    is_read
        True where its ending is that of a workbook, a text table or an archive, and it is no
        leftover of a program that has one open.
    """
    return path.suffix.lower() in READ_SUFFIXES and not path.name.startswith(TEMPORARY)


def _listed(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise SheetError(
            _("The folder cannot be read: {path}").format(path=folder),
            _("Check that you may read it."),
        ) from error
    return [path for path in files if not path.name.startswith(".")]  # a dot hides a file


def _formats() -> str:
    return _(
        "Ledgers are read from .xlsx, .xlsm, .xls, .ods, .csv and .tsv files and a .zip of them: "
        "save yours as one of these."
    )


def _opened(file: _File) -> Iterator[Grid | Problem]:
    """Open a file and give its sheets, or the problem that keeps it from being read."""
    if file.path.name.startswith(TEMPORARY):
        yield problem(
            Place(file.name), "temporary-file", _("Close the workbook, then delete the file.")
        )
        return
    if file.suffix not in READ_SUFFIXES:
        yield problem(Place(file.name), "other-format", _formats())
        return
    try:
        yield from _contents(file, file.read())
    except LockedError:
        yield problem(
            Place(file.name), "locked-file", _("Take the password off in Excel and save it again.")
        )
    except BrokenFileError:
        yield problem(
            Place(file.name), "broken-file", _("Open it in Excel and save it again as .xlsx.")
        )
    except EncodingError:
        yield bad_encoding(file.name)
    except TooLargeError:
        expected = _("Delete the empty rows and columns below and beside the data.")
        yield problem(Place(file.name), "huge-sheet", expected)
    except _archive.UnsafeError:
        expected = _("Unpack it yourself and name the folder.")
        yield problem(Place(file.name), "unsafe-archive", expected)
    except OSError:
        yield problem(
            Place(file.name),
            "unreadable-file",
            _("Close it elsewhere and check that you may read it."),
        )


def bad_encoding(file: str) -> Problem:
    """Say that a text file is in no encoding that is read."""
    return problem(Place(file), "bad-encoding", _("Save it again as “CSV UTF-8”, or as .xlsx."))


def _contents(file: _File, content: bytes) -> Iterator[Grid | Problem]:
    if len(content) > MOST_BYTES:
        raise TooLargeError
    if file.suffix in TEXTS:
        yield from _text_grid(file, content)
    elif file.suffix == ARCHIVE:
        yield from _members(file, content)
    else:
        for sheet in sheets(file.name, content):
            yield _hidden(file, sheet) if isinstance(sheet, HiddenSheet) else sheet


def _hidden(file: _File, sheet: str) -> Problem:
    expected = _("Unhide the sheet if it is to be read.")
    return problem(Place(file.name, str(sheet)), "hidden-sheet", expected)


def _text_grid(file: _File, content: bytes) -> Iterator[Grid | Problem]:
    text, encoding = _text.decode(content)
    cells, separator = _text.cells(text, file.suffix)
    if encoding != "UTF-8":
        expected = _("Read as {encoding}; look whether the names are right.")
        yield problem(Place(file.name), "other-encoding", expected.format(encoding=encoding))
    if file.suffix == ".csv" and separator != ",":
        mark = _("tabs") if separator == "\t" else separator
        expected = _("Read as parted by {mark}.").format(mark=mark)
        yield problem(Place(file.name), "other-separator", expected)
    foreign = encoding == _text.FALLBACK
    yield Grid(file.name, file.path.stem, cells, alone=True, foreign=foreign)


def _members(file: _File, content: bytes) -> Iterator[Grid | Problem]:
    """Open the members of an archive; an archive in it is not opened."""
    for path, unpacked in _archive.members(content):
        name = f"{file.name}/{path}"
        if path.name.startswith("."):
            continue
        if path.suffix.lower() == ARCHIVE:
            yield problem(Place(name), "other-format", _("Unpack the archive inside the archive."))
        elif path.suffix.lower() in (*READ_SUFFIXES, *OTHER_SUFFIXES):
            yield from _opened(_File(name, lambda unpacked=unpacked: unpacked))  # type: ignore[misc]
