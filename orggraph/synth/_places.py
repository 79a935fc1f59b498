"""The real places of a region: its areas from the top down to towns, and its villages."""

from pathlib import Path
from typing import NamedTuple

import polars as pl

NATION = "000000"
_LEVELS = {2: "province", 4: "city", 6: "county", 9: "town"}
_KINDS = {"0": "community", "1": "community", "2": "village", "3": "village"}
_DATA = Path(__file__).parents[2] / "benchmarks" / "data"


class Region(NamedTuple):
    """Code of the area on top, and the months of activities that the ledgers hold."""

    code: str
    months: int


class Places(NamedTuple):
    """The places of a region.

    ``areas``: ``id``, ``name``, ``level``, ``kind``, ``above`` (None for the top), by code.
    ``villages``: ``code``, ``name``, ``kind``, ``town``, ``county``, by code.
    """

    top: str
    areas: pl.DataFrame
    villages: pl.DataFrame


def of(top: str) -> Places:
    """Give the places of a region, where each lies, and nothing above it."""
    within = "" if top == NATION else top
    text = {"code": pl.String}
    upper = pl.read_csv(_DATA / "areas_cn_2023.csv", schema_overrides=text).select("code", "name")
    towns = pl.read_csv(_DATA / "towns_cn_2023.csv.gz", schema_overrides=text)
    villages = pl.read_csv(_DATA / "villages_cn_2023.csv.gz", schema_overrides=text)
    areas = pl.concat([upper, towns.select("code", "name")])
    areas = areas.filter(pl.col("code").str.starts_with(within))
    if top == NATION:
        areas = pl.concat([pl.DataFrame({"code": [NATION], "name": ["全国"]}), areas])
    return Places(top, _areas(areas, top), _villages(villages, within))


def _areas(areas: pl.DataFrame, top: str) -> pl.DataFrame:
    code, length = pl.col("code"), pl.col("code").str.len_chars()
    name = pl.col("name")
    town = (
        pl.when(name.str.ends_with("街道"))
        .then(pl.lit("street"))
        .when(name.str.ends_with("乡"))
        .then(pl.lit("township"))
        .otherwise(pl.lit("town"))
    )
    shorter = {9: 6, 6: 4, 4: 2}
    above = length.replace_strict(shorter, default=0)
    placed = areas.select(
        id=code,
        name=name,
        level=length.replace_strict(_LEVELS, return_dtype=pl.String),
        kind=pl.when(length == max(_LEVELS)).then(town),
        above=pl.when(above > 0).then(code.str.slice(0, above)).otherwise(pl.lit(NATION)),
    )
    is_top = pl.col("id") == top
    return placed.with_columns(
        level=pl.when(is_top & (pl.lit(top) == NATION)).then(pl.lit("nation")).otherwise("level"),
        above=pl.when(~is_top).then("above"),
    ).sort("id")


def _villages(villages: pl.DataFrame, within: str) -> pl.DataFrame:
    code = pl.col("code")
    kind = code.str.slice(9, 1).replace_strict(_KINDS, default="other")
    rows = villages.filter(code.str.starts_with(within)).sort("code")
    return rows.select(
        "code", "name", kind=kind, town=code.str.slice(0, 9), county=code.str.slice(0, 6)
    )
