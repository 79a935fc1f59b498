"""The real places of a region: its areas from the top down to towns, and its villages."""

from typing import NamedTuple

import polars as pl

from orggraph import gazetteer

NATION = "000000"
_LEVELS = {2: "province", 4: "city", 6: "county", 9: "town"}


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
    towns = gazetteer.towns(within).select("name", code="town").select("code", "name")
    areas = pl.concat([gazetteer.areas(within).select("code", "name"), towns])
    if top == NATION:
        areas = pl.concat([pl.DataFrame({"code": [NATION], "name": ["全国"]}), areas])
    villages = gazetteer.villages(within).select(
        "code", "kind", "town", name="called", county=pl.col("code").str.slice(0, 6)
    )
    return Places(top, _areas(areas, top), villages.sort("code"))


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
