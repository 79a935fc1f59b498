"""Places, party organisations and the tree that they stand in."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from orggraph.synth._places import Places

AS_OF = date(2025, 12, 31)
LEDGERS = ("说明", "村情", "党组织", "联村党委", "单位", "结对", "活动", "认定")
FILE = "synth.csv"
# One in so many, of units and of sub-branches.
VACANT, OVERDUE, MISFIT, OUTSIDE = 100, 80, 120, 2_000
_FEWEST, _MOST = 3, 12  # sub-branches of a unit: 7.5 in the mean, as the national bulletins say
_INDUSTRIES = ("苹果", "茶叶", "蔬菜", "畜牧", "旅游", "粮食", "水产", "药材")
_OF_TOWN = 12  # villages of a town for each joint committee
_OF_COMMITTEE = 6
_GENERAL = 0.15  # share of units that are general branches


class Tables(NamedTuple):
    """Tables to be joined by name, and who was planted to fail which check."""

    nodes: Mapping[str, list[pl.DataFrame]]
    relationships: Mapping[str, list[pl.DataFrame]]
    planted: Mapping[str, pl.Series]


def villages(places: Places) -> pl.DataFrame:
    """Give the villages with their organisation and the joint committee they would be in.

    ``code``, ``name``, ``town``, ``county``, ``organization``, ``committee`` (None for most).
    """
    rows = places.villages.filter(pl.col("kind") == "village").drop("kind")
    at, several = pl.int_range(pl.len()).over("town"), pl.len().over("town") // _OF_TOWN
    number = (at // _OF_COMMITTEE).cast(pl.String).str.zfill(12)
    return rows.with_columns(
        organization=pl.col("code") + ":village",
        committee=pl.when(at < _OF_COMMITTEE * several).then(
            pl.concat_str("town", pl.lit(":joint_committee:"), number)
        ),
    )


def tables(places: Places, plan: pl.DataFrame, rng: np.random.Generator) -> Tables:
    """Give areas, villages, all organisations, their seats and superiors, and their secretaries."""
    units = _units(places, rng)
    branches = _branches(units, rng)
    committees = _committees(plan)
    upper = _upper(places)
    organizations = [upper, units, branches, committees]
    planted = {
        "ORG001": units.filter(~pl.col("led"))["id"],
        "ORG002": branches.filter(pl.col("above").is_null())["id"],
        "ORG003": units.filter(pl.col("term_end") < AS_OF)["id"],
        "ORG004": units.filter("misfit")["id"],
    }
    led = pl.concat([t.select("id", "place_name") for t in (units.filter("led"), committees)])
    properties = ("id", "name", "kind", "form", "members_full", "elected_on", "term_end")
    return Tables(
        {
            "Area": [_top(places)],
            "Village": [_village_nodes(places)],
            "PartyOrganization": [
                t.select([c for c in properties if c in t.columns]) for t in organizations
            ],
            "Person": [_secretaries(led).select("id", "name")],
            "Ledger": [pl.DataFrame({"id": LEDGERS, "name": LEDGERS})],
        },
        {
            "PART_OF": _parts(places),
            "SEATED_IN": [_seats(t) for t in organizations],
            "UNDER": [_under(t) for t in organizations],
            "MEMBER_OF": [
                tie(
                    plan.drop_nulls("committee").with_columns(since=_FOUNDED),
                    ("PartyOrganization", "organization"),
                    ("PartyOrganization", "committee"),
                    "联村党委",
                )
            ],
            "HOLDS": [
                tie(
                    _secretaries(led),
                    ("Person", "id"),
                    ("PartyOrganization", "organization"),
                    "党组织",
                ).with_columns(role=pl.lit("secretary"))
            ],
            "REPORTED": [_reported(places)],
        },
        planted,
    )


def tie(
    rows: pl.DataFrame, start: tuple[str, str], end: tuple[str, str], sheet: str
) -> pl.DataFrame:
    """Make relationships of rows: a label and a column for each end; ``since`` where it is there.

    Their source is the row of a ledger that would say so.
    """
    number = pl.int_range(2, pl.len() + 2).cast(pl.String)
    return rows.select(
        start_label=pl.lit(start[0]),
        start=start[1],
        end_label=pl.lit(end[0]),
        end=end[1],
        since="since" if "since" in rows.columns else pl.lit(None, pl.Date),
        source=pl.concat_str(pl.lit(f"{FILE}#{sheet}#"), number),
    )


_FOUNDED = pl.lit(date(2021, 3, 1))


def _top(places: Places) -> pl.DataFrame:
    cutoff = pl.when(pl.col("id") == places.top).then(pl.lit(AS_OF))
    return places.areas.drop("above").with_columns(cutoff=cutoff)


def _village_nodes(places: Places) -> pl.DataFrame:
    """Give each village an industry of its county and one of its town."""
    many = len(_INDUSTRIES)
    of_county = pl.col("county").cast(pl.Int64) % many
    of_town = pl.col("town").cast(pl.Int64) % many
    named = [n.replace_strict(dict(enumerate(_INDUSTRIES))) for n in (of_county, of_town)]
    tags = pl.concat_list(named).list.unique(maintain_order=True)
    households = 120 + (pl.col("code").cast(pl.Int64) * 37) % 400
    return places.villages.select(
        "name", "kind", id="code", households=households, population=3 * households, tags=tags
    )


def _units(places: Places, rng: np.random.Generator) -> pl.DataFrame:
    """Give the organisations of villages and communities."""
    rows = places.villages.filter(pl.col("kind") != "other")
    n = rows.height
    vacant, overdue, misfit = (picked(rng, n, n // one_in) for one_in in (VACANT, OVERDUE, MISFIT))
    general = rng.random(n) < _GENERAL
    members = np.where(general, rng.integers(51, 101, n), rng.integers(34, 51, n))
    members = np.where(misfit, np.where(general, 50 - members % 17, 51 + members % 50), members)
    return rows.select(
        "kind",
        "town",
        "code",
        id=pl.concat_str("code", pl.lit(":"), "kind"),
        place_name="name",
        name=pl.concat_str(pl.lit("中共"), "name", pl.lit("支部委员会")),
        place="code",
        place_label=pl.lit("Village"),
        above=pl.concat_str("town", pl.lit(":town_committee")),
    ).with_columns(
        form=pl.Series(np.where(general, "general_branch", "branch")),
        members_full=pl.Series(members),
        elected_on=pl.lit(date(2021, 3, 15)),
        term_end=pl.Series(np.where(overdue, 0, 1)).replace_strict(
            {0: date(2025, 3, 14), 1: date(2026, 3, 14)}
        ),
        led=pl.Series(~vacant),
        misfit=pl.Series(misfit),
    )


def _branches(units: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Give the sub-branches of units; one in so many has no superior."""
    at = np.repeat(np.arange(units.height), rng.integers(_FEWEST, _MOST + 1, units.height))
    outside = picked(rng, len(at), len(at) // OUTSIDE)
    rows = units.select("code", "place_name", upper="id")[at]
    number = pl.int_range(pl.len()).over("code").cast(pl.String)
    return rows.select(
        "code",
        id=pl.concat_str("code", pl.lit(":sub_branch:"), number.str.zfill(12)),
        name=pl.concat_str("place_name", pl.lit("第"), number, pl.lit("党支部")),
        kind=pl.lit("sub_branch"),
        form=pl.lit("branch"),
        place="code",
        place_label=pl.lit("Village"),
        above=pl.when(pl.Series(~outside)).then("upper"),
    ).with_columns(members_full=pl.Series(rng.integers(3, 41, len(at))))


def _committees(plan: pl.DataFrame) -> pl.DataFrame:
    rows = plan.drop_nulls("committee").group_by("committee", maintain_order=True).first()
    return rows.select(
        id="committee",
        name=pl.concat_str(pl.col("name").str.strip_suffix("村"), pl.lit("片区联村党委")),
        place_name="name",
        kind=pl.lit("joint_committee"),
        form=pl.lit("committee"),
        place="town",
        place_label=pl.lit("Area"),
        above=pl.concat_str("town", pl.lit(":town_committee")),
    ).with_columns(since=_FOUNDED)


def _upper(places: Places) -> pl.DataFrame:
    """Give the committees of counties and towns."""
    rows = places.areas.filter(pl.col("level").is_in(["county", "town"]))
    kind = pl.concat_str("level", pl.lit("_committee"))
    county = pl.concat_str("above", pl.lit(":county_committee"))
    return rows.select(
        id=pl.concat_str("id", pl.lit(":"), kind),
        name=pl.concat_str(pl.lit("中共"), "name", pl.lit("委员会")),
        kind=kind,
        form=pl.lit("committee"),
        place="id",
        place_label=pl.lit("Area"),
        above=pl.when(pl.col("level") == "town").then(county),
    )


def _secretaries(led: pl.DataFrame) -> pl.DataFrame:
    return led.select(
        id=pl.concat_str(pl.lit("P-"), "id"),
        name=pl.concat_str("place_name", pl.lit("书记")),
        organization="id",
    )


def _parts(places: Places) -> list[pl.DataFrame]:
    areas = places.areas.drop_nulls("above")
    return [
        tie(places.villages, ("Village", "code"), ("Area", "town"), "村情"),
        tie(areas, ("Area", "id"), ("Area", "above"), "说明"),
    ]


def _seats(rows: pl.DataFrame) -> pl.DataFrame:
    label = rows["place_label"][0] if rows.height else "Area"
    return tie(rows, ("PartyOrganization", "id"), (label, "place"), "党组织")


def _under(rows: pl.DataFrame) -> pl.DataFrame:
    ends = ("PartyOrganization", "id"), ("PartyOrganization", "above")
    return tie(rows, *ends, "党组织").drop_nulls("end")


def _reported(places: Places) -> pl.DataFrame:
    rows = pl.DataFrame({"ledger": LEDGERS}).with_columns(top=pl.lit(places.top))
    made = tie(rows, ("Area", "top"), ("Ledger", "ledger"), "报送情况")
    return made.with_columns(reported=pl.lit(value=True))


def picked(rng: np.random.Generator, n: int, k: int) -> np.ndarray:
    """Pick exactly k of n."""
    chosen = np.zeros(n, bool)
    chosen[rng.permutation(n)[:k]] = True
    return chosen
