"""A ledger to be written: its name, its headings and its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A ledger: ``rows`` gives its rows, in the order of ``headings``."""

    name: str
    headings: tuple[str, ...]
    rows: Callable[[], list[Row]]
