"""A county ten times the size of another: its towns and all that is in them, told ten times.

Every id but the county's and the ledgers' is renamed in each copy. Indicators stay one, so that
scores and incomes of all copies are of the same, as they are in a larger county.
"""

from collections.abc import Iterator

import polars as pl

from orggraph.dataset import Dataset

ONE_OF_A_KIND = ("Ledger", "Indicator")


def multiplied(dataset: Dataset, times: int) -> Dataset:
    """Tell a county so many times over as one county.

    Parameters
    ----------
    dataset
        The county.
    times
        How many times; 1 or more. The first copy keeps its ids.

    Returns
    -------
    multiplied
        A county of the same code with so many times the towns.
    """
    kept = [str((dataset.county or {})["id"])]
    kept += [key for label in ONE_OF_A_KIND for key in dataset.nodes[label]["id"]]
    return Dataset(
        {
            label: pl.concat(_copies(table, ["id"], kept, times)).unique("id")
            for label, table in dataset.nodes.items()
        },
        {
            name: pl.concat(_copies(table, ["start", "end"], kept, times)).unique()
            for name, table in dataset.relationships.items()
        },
    )


def _copies(
    table: pl.DataFrame, ids: list[str], kept: list[str], times: int
) -> Iterator[pl.DataFrame]:
    yield table
    for number in range(1, times):
        renamed = [
            pl.when(pl.col(name).is_in(kept))
            .then(name)
            .otherwise(pl.concat_str(name, pl.lit(f"/{number}")))
            .alias(name)
            for name in ids
        ]
        yield table.with_columns(renamed)
