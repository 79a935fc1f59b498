"""What reading a SOURCE gives, whatever kind of source it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from orggraph.dataset import Dataset
from orggraph.errors import Problem


class RowCounts(NamedTuple):
    """How many rows of a ledger were read and how many were kept."""

    rows: int
    kept: int


@dataclass(frozen=True)
class Reading:
    """What a SOURCE gave: the dataset, what was wrong with it, and how much was read.

    Parameters
    ----------
    dataset
        Everything that could be read.
    problems
        All problems found, sorted by place; empty where nothing was wrong.
    tables
        Rows read and kept, by ledger; None for a store and for tables.
    matches
        Every name that was matched: ``source`` (the row), ``written``, ``target`` (its id) and
        ``method`` (code, name, kind, base or alias); None for a store and for tables.
    """

    dataset: Dataset
    problems: tuple[Problem, ...] = ()
    tables: Mapping[str, RowCounts] | None = None
    matches: pl.DataFrame | None = None
