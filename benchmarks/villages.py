"""A dataset of every village-level unit of the country and its party organisation.

Real codes and names (those of the gazetteer), loaded as one county so that one store takes them;
nothing else in it is real.
"""

import polars as pl

from orggraph import gazetteer
from orggraph.dataset import Dataset

COUNTRY = "000000"


def villages() -> Dataset:
    """Make the dataset: towns, villages and an organisation for each, with their ties."""
    towns = gazetteer_table("towns", gazetteer.TOWN_DIGITS)
    places = gazetteer_table("villages", gazetteer.VILLAGE_DIGITS)
    places = places.with_columns(
        kind=pl.when(pl.col("code").str.slice(9, 1).is_in(["2", "3"]))
        .then(pl.lit("village"))
        .otherwise(pl.lit("community")),
        town=pl.col("code").str.slice(0, 9),
        source=pl.format("gazetteer#村情#{}", pl.int_range(2, pl.len() + 2)),
    ).with_columns(organization=pl.format("{}:{}", "code", "kind"))
    committees = towns.select(id=pl.format("{}:town_committee", "code"), name="name", town="code")
    return Dataset(
        {
            "Area": pl.concat([_country(), _towns(towns)], how="diagonal"),
            "Village": places.select("name", "kind", id="code"),
            "PartyOrganization": pl.concat(
                [
                    places.select(id="organization", name=pl.col("name") + "党支部", kind="kind"),
                    committees.select("id", "name", kind=pl.lit("town_committee")),
                ]
            ),
        },
        {
            "PART_OF": pl.concat(
                [
                    _ties(places, ("Village", "code"), ("Area", "town")),
                    _ties(towns.with_columns(up=pl.lit(COUNTRY)), ("Area", "code"), ("Area", "up")),
                ]
            ),
            "SEATED_IN": pl.concat(
                [
                    _ties(places, ("PartyOrganization", "organization"), ("Village", "code")),
                    _ties(committees, ("PartyOrganization", "id"), ("Area", "town")),
                ]
            ),
            "UNDER": _ties(
                places.with_columns(up=pl.format("{}:town_committee", "town")),
                ("PartyOrganization", "organization"),
                ("PartyOrganization", "up"),
            ),
        },
    )


def gazetteer_table(name: str, digits: int) -> pl.DataFrame:
    """Read a table of the gazetteer: ``code`` as text and ``name``."""
    code = pl.col("code").cast(pl.String).str.zfill(digits)
    return pl.read_parquet(gazetteer.FOLDER / f"{name}.parquet").with_columns(code)


def _country() -> pl.DataFrame:
    return pl.DataFrame({"id": [COUNTRY], "name": ["全国"], "level": ["county"]})


def _towns(towns: pl.DataFrame) -> pl.DataFrame:
    return towns.select("name", id="code", level=pl.lit("town"))


def _ties(rows: pl.DataFrame, start: tuple[str, str], end: tuple[str, str]) -> pl.DataFrame:
    return rows.select(
        start_label=pl.lit(start[0]),
        start=start[1],
        end_label=pl.lit(end[0]),
        end=end[1],
        source="source" if "source" in rows.columns else pl.lit(None, dtype=pl.String),
    )
