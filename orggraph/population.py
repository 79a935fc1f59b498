"""Populations: the nodes that a question asks, its denominator."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl


@dataclass(frozen=True)
class Population:
    """The nodes that a question asks: its denominator.

    Parameters
    ----------
    label
        Label of the nodes.
    ledger
        Name of the ledger that says who belongs to it.
    table
        A row per node: ``id``, ``name``, ``town`` (code or None) and ``source`` (the row that
        puts the node here).
    """

    label: str
    ledger: str
    table: pl.DataFrame

    @classmethod
    def of(cls, label: str, ledger: str, table: pl.DataFrame) -> "Population":
        """Make a population of a table that has at least its columns.

        Parameters
        ----------
        label
            Label of the nodes.
        ledger
            Name of the ledger that says who belongs to it.
        table
            A row per node; columns that a population has not are dropped.

        Returns
        -------
        population
            The nodes in order of their id.
        """
        return cls(label, ledger, table.select("id", "name", "town", "source").sort("id"))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the nodes."""
        return frozenset(self.table["id"])
