"""The region that every engine is asked about: a folder of CSV tables, and its graph in columns.

The *organisation graph* has the party organisations, agencies and firms as nodes and joins two of
them where one stands under the other, is a member of it as a joint committee, or helps it through
a pairing; without direction, and two that are joined twice are joined once. All relationships of
a made-up region hold on its day, so that no engine need look at dates.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

PARTIES = ("PartyOrganization", "Agency", "Enterprise")
TIES = ("UNDER", "MEMBER_OF")  # beside help
WEAK = ("weak_lax", "economically_weak")
STEPS = 3  # how far reach is asked
_TEXT = pl.String()


class Region(NamedTuple):
    """Where the tables lie, and where an engine that keeps a store may put it."""

    folder: Path
    store: Path


class Columns(NamedTuple):
    """The organisation graph by numbers: nodes in order of their id, each pair once.

    ``strong`` and ``weak`` are numbers too: who provides a pairing of strong with weak and is not
    in need, and who is in need.
    """

    ids: pl.Series
    pairs: npt.NDArray[np.int64]
    strong: list[int]
    weak: list[int]


def table(folder: Path, name: str, *columns: str) -> pl.DataFrame:
    """Read columns of a table as text; empty ones are not written, nor are empty tables."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return pl.DataFrame(schema=dict.fromkeys(columns, _TEXT))
    rows = pl.scan_csv(path, infer_schema=False)
    missing = set(columns) - set(rows.collect_schema())
    blank = [pl.lit(None, _TEXT).alias(name) for name in missing]
    return rows.with_columns(blank).select(columns).collect()


def columns(folder: Path) -> Columns:
    """Make the organisation graph of the tables, as a careful user of arrays would."""
    ids = pl.concat([table(folder, f"nodes/{label}", "id") for label in PARTIES]).sort("id")
    number = ids.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))
    provides = _tie(folder, "PROVIDES")
    help_ = provides.join(_tie(folder, "BENEFITS"), left_on="end", right_on="start").select(
        "start", end="end_right"
    )
    ties = [_tie(folder, name) for name in TIES]
    ends = pl.concat([*ties, help_])
    for side in ("start", "end"):
        ends = ends.join(number, left_on=side, right_on="id").rename({"number": f"{side}_number"})
    one, other = pl.col("start_number"), pl.col("end_number")
    pairs = (
        ends.filter(one != other)
        .select(low=pl.min_horizontal(one, other), high=pl.max_horizontal(one, other))
        .unique()
        .sort("low", "high")
    )
    weak, strong = _weak(folder), _helpers_of_weak(folder, provides)
    strong = strong.filter(~strong.is_in(weak.implode()))
    found = (number.filter(pl.col("id").is_in(s.implode()))["number"] for s in (strong, weak))
    return Columns(ids["id"], pairs.to_numpy(), *(numbers.to_list() for numbers in found))


def _tie(folder: Path, name: str) -> pl.DataFrame:
    return table(folder, f"relationships/{name}", "start", "end")


def _weak(folder: Path) -> pl.Series:
    listed = table(folder, "nodes/Designation", "id", "kind").filter(pl.col("kind").is_in(WEAK))
    return _tie(folder, "CONCERNS").join(listed, left_on="start", right_on="id")["end"].unique()


def _helpers_of_weak(folder: Path, provides: pl.DataFrame) -> pl.Series:
    pairings = table(folder, "nodes/Pairing", "id", "mode").filter(pl.col("mode") == "strong_weak")
    branches = table(folder, "nodes/PartyOrganization", "id")
    helpers = provides.join(pairings, left_on="end", right_on="id")
    return helpers.join(branches, left_on="start", right_on="id")["start"].unique()
