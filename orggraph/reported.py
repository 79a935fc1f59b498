"""Which towns reported which ledger: what a town did not report is unknown there, not missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from orggraph.model import LEDGERS

NOT_GIVEN = ""  # stands among silent towns for "the ledger was not given by anybody"


@dataclass(frozen=True)
class Reported:
    """What towns reported by one day.

    Parameters
    ----------
    table
        A row per ``start`` (a town or the county) and ``end`` (a ledger): whether it ``reported``.
    county
        Code of the county; its rows say whether a ledger was given at all.
    towns
        Codes of all its towns, in order.
    """

    table: pl.DataFrame
    county: str
    towns: pl.Series

    def was_given(self, ledger: str) -> bool:
        """Say whether a ledger was given at all.

        Parameters
        ----------
        ledger
            Name of the ledger.

        Returns
        -------
        given
            True also for a ledger with nothing but its heading.
        """
        of_county = (pl.col("start") == self.county) & (pl.col("end") == ledger)
        return not self.table.filter(of_county & pl.col("reported")).is_empty()

    def silent_towns(self, *ledgers: str) -> pl.Series:
        """Name the towns for which a missing relation may only be a missing ledger.

        Parameters
        ----------
        *ledgers
            Names of the ledgers that could hold the relation.

        Returns
        -------
        towns
            Codes of the towns that did not report one of the ledgers, in order; NOT_GIVEN and
            all towns where one of them was not given at all.
        """
        if not all(map(self.was_given, ledgers)):
            return pl.concat([pl.Series("id", [NOT_GIVEN]), self.towns])
        missing = pl.col("end").is_in(ledgers) & ~pl.col("reported")
        return self.table.filter(missing)["start"].unique().sort()

    @cached_property
    def silent(self) -> Mapping[str, frozenset[str]]:
        """What ``silent_towns`` gives for each ledger alone, to be looked up again and again."""
        return {ledger: frozenset(self.silent_towns(ledger)) for ledger in LEDGERS}

    def is_silent(self, *ledgers: str) -> pl.Expr:
        """Say of rows with a ``town`` whether what they lack may only be a missing ledger.

        Parameters
        ----------
        *ledgers
            Names of the ledgers that could hold it.

        Returns
        -------
        is_silent
            True in a silent town; without a town, where one of them was not given at all.
        """
        return pl.col("town").fill_null(NOT_GIVEN).is_in(self.silent_towns(*ledgers).implode())
