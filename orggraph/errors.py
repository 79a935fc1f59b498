"""What can go wrong, as one tree of exceptions, and the problems of an input file.

OrgGraphError
├── SettingsError          what the user has set or asked for, and cannot be had
├── PlaceError             a county that the gazetteer lacks or has several of
├── DatasetError           tables that do not fit the model
├── SheetError             ledgers with errors; carries every problem at once
├── StoreError             a store that cannot be written or read
│   ├── StoreConnectionError
│   └── QueryError         a query that is refused or fails
└── NetworkError           a question that the network cannot answer

A finding (what a county gets wrong) is never an exception. Messages hold no personal data.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error leaves the row out, a warning and a notice keep it."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an input file gets wrong, with its place as Excel shows it.

    Parameters
    ----------
    file
        File name relative to SOURCE.
    sheet
        Sheet name; empty where the whole file is meant.
    row
        Row number as Excel shows it, from 1; 0 where the whole sheet is meant.
    column
        Heading as written in the file; empty where the whole row is meant.
    cell
        Address such as ``H17``; empty where no one cell is meant.
    code
        Name of the kind of problem, such as ``unknown-place``.
    severity
        Weight of the problem.
    expected
        What should have stood there, and the way out, in the user's language.
    value
        The value as written; None for personal columns and where there is none.
    town
        Code of the town that has to mend it, or None.
    """

    file: str
    sheet: str
    row: int
    column: str
    cell: str
    code: str
    severity: Severity
    expected: str
    value: str | None = None
    town: str | None = None

    @property
    def place(self) -> str:
        """Where it is, such as ``台账.xlsx#结对#17 H17``.

        Returns
        -------
        place
            File, sheet, row and cell as far as they are known.
        """
        parts = [self.file, self.sheet, str(self.row) if self.row else ""]
        return " ".join(filter(None, ["#".join(filter(None, parts)), self.cell]))


class OrgGraphError(Exception):
    """The root of every error that orggraph raises on purpose.

    Parameters
    ----------
    what
        What happened and where, in one line.
    remedy
        The way out, in one line; empty if there is none to name.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        """One or two lines: what and where, then the way out."""
        return f"{self.what}\n{self.remedy}" if self.remedy else self.what


class SettingsError(OrgGraphError):
    """What the user has set or asked for cannot be had.

    An environment variable, a key file, a profile or published figures that cannot be used; a
    check, figure, town or village that there is not; a name to write to whose ending is unknown,
    or where something stands already; a program or font that is not installed.
    """


class PlaceError(OrgGraphError):
    """A place is not in the gazetteer, or its name stands for several."""


class DatasetError(OrgGraphError):
    """Tables do not fit the model."""


class SheetError(OrgGraphError):
    """Ledgers cannot be read, or hold errors.

    Parameters
    ----------
    what
        What happened and where, in one line.
    remedy
        The way out, in one line.
    problems
        Every problem found, of every weight, in one pass.
    """

    def __init__(self, what: str, remedy: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(what, remedy)
        self.problems = problems


class StoreError(OrgGraphError):
    """A store cannot be written or read."""


class StoreConnectionError(StoreError):
    """A store does not answer, or does not let us in."""


class QueryError(StoreError):
    """A query is refused or fails."""


class NetworkError(OrgGraphError):
    """The network cannot answer a question."""
