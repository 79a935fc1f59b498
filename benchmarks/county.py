"""A county of any size: real villages of real towns, with made-up ties."""

import random
from datetime import date, timedelta

import polars as pl

from benchmarks.villages import gazetteer_table
from orggraph import gazetteer
from orggraph.dataset import Dataset

COUNTY = "000000"
EDGES = 1.8  # relations a node
DAYS = 40  # on which something begins or ends
_NEW_YEAR = date(2022, 1, 1)


def county(size: int) -> Dataset:
    """Make a county of about so many organisations, the same every time."""
    chance = random.Random(size)  # noqa: S311 - made-up ties, no secret
    places = _places(size * 19 // 20)
    towns = places.select(id="town").unique().join(_town_names(), on="id").sort("id")
    firms = [f"U-{i}" for i in range(size - places.height)]
    units = places["organization"].to_list()
    by_town = {t: g["organization"].to_list() for (t,), g in places.group_by("town")}
    pairs = []
    for number in range(round(size * EDGES)):
        helped = chance.choice(units)
        near = by_town[helped[:9]]
        helper = chance.choice((firms, near, near, near, units)[number % 5])
        since = _NEW_YEAR + timedelta(days=9 * chance.randrange(DAYS))
        mechanism = "hundred_firms" if helper in firms else "co_building"
        pairs.append((f"p{number}", helper, helped, since, mechanism))
    table = pl.DataFrame(
        pairs, orient="row", schema=["id", "helper", "helped", "since", "mechanism"]
    ).with_columns(source=pl.format("county#结对#{}", pl.int_range(2, pl.len() + 2)))
    weak = chance.sample(units, len(units) // 5)
    return _dataset(places, towns, firms, table, weak)


def _places(count: int) -> pl.DataFrame:
    rows = gazetteer_table("villages", gazetteer.VILLAGE_DIGITS)
    return rows.head(count).with_columns(
        town=pl.col("code").str.slice(0, 9),
        organization=pl.format("{}:village", "code"),
        source=pl.format("county#村情#{}", pl.int_range(2, pl.len() + 2)).head(count),
    )


def _town_names() -> pl.DataFrame:
    rows = gazetteer_table("towns", gazetteer.TOWN_DIGITS)
    return rows.select("name", id="code")


def _dataset(
    places: pl.DataFrame,
    towns: pl.DataFrame,
    firms: list[str],
    pairs: pl.DataFrame,
    weak: list[str],
) -> Dataset:
    county_row = pl.DataFrame(
        {"id": [COUNTY], "name": ["样例"], "level": ["county"], "cutoff": [date(2022, 12, 31)]}
    )
    helped = _tie(pairs, ("Pairing", "id"), ("PartyOrganization", "helped"))
    label = pl.when(pl.col("helper").str.starts_with("U-")).then(pl.lit("Enterprise"))
    provides = pairs.select(
        start_label=label.otherwise(pl.lit("PartyOrganization")),
        start="helper",
        end_label=pl.lit("Pairing"),
        end="id",
        since="since",
        source="source",
    )
    designations = pl.DataFrame({"organization": weak}).with_columns(
        id=pl.format("weak_lax:{}:2022-01-01", "organization"),
        since=pl.lit(_NEW_YEAR),
        source=pl.format("county#认定#{}", pl.int_range(2, pl.len() + 2)),
    )
    parts = [
        _tie(places, ("Village", "code"), ("Area", "town")),
        _tie(towns.with_columns(up=pl.lit(COUNTY)), ("Area", "id"), ("Area", "up")),
    ]
    return Dataset(
        {
            "Area": pl.concat(
                [county_row, towns.with_columns(level=pl.lit("town"))], how="diagonal"
            ),
            "Village": places.select("name", id="code", kind=pl.lit("village")),
            "PartyOrganization": places.select("name", id="organization", kind=pl.lit("village")),
            "Enterprise": pl.DataFrame({"id": firms, "name": [f"企业{f[2:]}" for f in firms]}),
            "Pairing": pairs.select("id", "mechanism", name="id"),
            "Designation": designations.select("id", name="id", kind=pl.lit("weak_lax")),
            "Ledger": pl.DataFrame({"id": ["结对"], "name": ["结对"]}),
        },
        {
            "PART_OF": pl.concat(parts, how="diagonal"),
            "SEATED_IN": _tie(places, ("PartyOrganization", "organization"), ("Village", "code")),
            "PROVIDES": provides,
            "BENEFITS": helped,
            "CONCERNS": _tie(
                designations, ("Designation", "id"), ("PartyOrganization", "organization")
            ),
            "REPORTED": pl.DataFrame(
                {
                    "start_label": ["Area", "Area"],
                    "start": [COUNTY] * 2,
                    "end_label": ["Ledger"] * 2,
                    "end": ["结对", "联村党委"],
                    "reported": [True, True],
                }
            ).head(1),
        },
    )


def _tie(table: pl.DataFrame, start: tuple[str, str], end: tuple[str, str]) -> pl.DataFrame:
    more = [name for name in ("since", "source") if name in table.columns]
    return table.select(
        *more,
        start_label=pl.lit(start[0]),
        start=start[1],
        end_label=pl.lit(end[0]),
        end=end[1],
    )
