"""Who is weak and who helps whom: planted village by village, county by county.

In each county the villages stand in a random order, and their place in it says what they are:
first the isolated weak branches, then the other weak ones, then villages without a partner, then
the overloaded helpers, then helpers of one, then those that build together two by two. The
ratios are those of the example county: of 241 villages 56 weak, 8 of them isolated, 5 overloaded
helpers.
"""

from datetime import date

import numpy as np
import polars as pl

from orggraph.synth._tree import AS_OF, Tables, picked, tie

_OF, _ISOLATED, _WEAK, _IDLE, _OVERLOADED = 241, 8, 56, 5, 5
_LOAD = 4  # whom an overloaded helper helps: one more than a profile allows
_LAX_ONLY, _LAX = 11, 19  # of 56 weak: weak and lax alone; those and both
_ONE_UNHELPED = 5  # one in so many weak members of joint committees
_DORMANT, _BARE, _LATE = 25, 40, 50  # one in so many: pairings and designations
_AGENCIES, _FIRMS = 20, 40  # of a county
_BEGUN, _LISTED, _POOR = date(2023, 3, 1), date(2024, 6, 1), date(2023, 1, 1)
_KINDS = ("mutual_study", "training", "observation", "forum", "visit")


def plan(villages: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Decide of every village what it is.

    Adds ``isolated``, ``weak``, ``lax``, ``poor``, ``unhelped``, ``helped`` (its place among the
    helped of its county, else None), ``helper`` (of which number in the county, else None),
    ``serves`` (its number as helper, else None) and ``partner`` (the number of its mutual pairing,
    else None). Isolated ones are in no joint committee.
    """
    share = pl.Series(rng.random(villages.height))
    chance = pl.Series(rng.random(villages.height))
    n = pl.len().over("county")
    rows = villages.with_columns(draw=pl.Series(rng.permutation(villages.height)))
    rows = rows.with_columns(rank=pl.col("draw").rank("ordinal").over("county").cast(pl.Int64) - 1)
    rank = pl.col("rank")
    rows = rows.with_columns(
        n=n, isolated=rank < _part(n, _ISOLATED), weak=rank < _part(n, _WEAK), idle=_part(n, _IDLE)
    ).with_columns(
        committee=pl.when(~pl.col("isolated")).then("committee"),
        lax=pl.col("weak") & (share < _LAX / _WEAK),
        poor=pl.col("weak") & ~(share < _LAX_ONLY / _WEAK),
    )
    member = pl.col("committee").is_not_null()
    unhelped = pl.col("weak") & ~pl.col("isolated") & member & (chance < 1 / _ONE_UNHELPED)
    return _matched(rows.with_columns(unhelped=unhelped)).drop("draw")


def _part(n: pl.Expr, of: int) -> pl.Expr:
    return (n * of + _OF // 2) // _OF


def _matched(rows: pl.DataFrame) -> pl.DataFrame:
    """Give numbers within each county to the helped, their helpers and the mutual pairings."""
    helped = pl.col("weak") & ~pl.col("isolated") & ~pl.col("unhelped")
    at = helped.cast(pl.Int64).cum_sum().over("county", order_by="rank") - 1
    rows = rows.with_columns(
        helped=pl.when(helped).then(at), many=helped.sum().over("county").cast(pl.Int64)
    )
    most = pl.min_horizontal(
        pl.col("n").cast(pl.Int64) * _OVERLOADED // _OF, pl.col("many") // _LOAD
    )
    rows = rows.with_columns(overloaded=most)
    loaded = _LOAD * pl.col("overloaded")
    helper = (
        pl.when(pl.col("helped") < loaded)
        .then(pl.col("helped") // _LOAD)
        .otherwise(pl.col("helped") - loaded + pl.col("overloaded"))
    )
    helpers = pl.col("many") - loaded + pl.col("overloaded")
    weak = pl.col("weak").sum().over("county").cast(pl.Int64)
    after = pl.col("rank") - weak - pl.col("idle")
    mutual, left = after - helpers, pl.col("n").cast(pl.Int64) - weak - pl.col("idle") - helpers
    paired = (mutual >= 0) & (mutual // 2 < left // 2)
    return rows.with_columns(
        helper=helper,
        serves=pl.when((after >= 0) & (after < helpers)).then(after),
        partner=pl.when(paired).then(mutual // 2),
    )


def tables(plan: pl.DataFrame, months: int, rng: np.random.Generator) -> Tables:
    """Give designations, pairings with their parties and carriers, activities, and leaders."""
    listed = _designations(plan, rng)
    building = co_building(plan, rng)
    served = _by_units(plan, listed)
    activities = _activities(building, months, rng)
    carried = building.filter("carried")
    units = served.unique("helper").sort("helper")
    leaders = _leaders(listed)
    nodes = {
        "Designation": [listed.select("id", "name", "kind", "due_on")],
        "Pairing": [t.select("id", "name", "mechanism", "mode") for t in (building, served)],
        "Project": [carried.select(id="project", name="project_name", kind=pl.lit("carrier"))],
        "Activity": [activities.drop("pairing", "since")],
        "Person": [leaders.select("id", "name").unique("id", maintain_order=True)],
        **{
            label: [units.filter(pl.col("label") == label).select(id="helper", name="helper_name")]
            for label in ("Agency", "Enterprise")
        },
    }
    ties = {
        "PROVIDES": [*_building_sides(building, "PROVIDES"), *_unit_sides(served)],
        "BENEFITS": [
            *_building_sides(building, "BENEFITS"),
            tie(served, ("Pairing", "id"), ("PartyOrganization", "helped"), "结对"),
        ],
        "USES": [tie(carried, ("Pairing", "id"), ("Project", "project"), "结对")],
        "CONCERNS": [
            tie(listed, ("Designation", "id"), ("PartyOrganization", "organization"), "认定"),
            tie(activities, ("Activity", "id"), ("Pairing", "pairing"), "活动"),
        ],
        "SEATED_IN": [
            tie(
                units.filter(pl.col("label") == label),
                (label, "helper"),
                ("Area", "county"),
                "单位",
            )
            for label in ("Agency", "Enterprise")
        ],
        "HOLDS": [
            tie(leaders, ("Person", "id"), ("Designation", "designation"), "认定").with_columns(
                role=leaders["role"]
            )
        ],
    }
    silent = building.filter("dormant")
    planted = {
        "PAIR003": building.filter(~pl.col("carried"))["id"],
        "PAIR005": silent["id"],
        "ISO002": silent.filter(pl.col("mode") == "strong_weak")["other"],
        "RECT002": listed.filter(pl.col("due_on") < AS_OF)["organization"],
    }
    return Tables(nodes, ties, planted)


def co_building(plan: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Give the co-building pairings: ``id``, both sides, ``mode``, ``dormant``, ``carried``."""
    side = ("county", "organization", "name")
    helpers = plan.drop_nulls("serves").select(
        "county", helper="serves", one="organization", one_name="name"
    )
    helped = plan.drop_nulls("helped").select(*side, "helped", "helper")
    strong = helped.join(helpers, on=["county", "helper"], how="inner").select(
        "county",
        "one",
        "one_name",
        other="organization",
        other_name="name",
        number=pl.concat_str(pl.lit("S"), pl.col("helped").cast(pl.String).str.zfill(5)),
        mode=pl.lit("strong_weak"),
    )
    sides = plan.drop_nulls("partner").sort("county", "partner", "rank")
    first, second = sides.gather_every(2), sides.gather_every(2, 1)
    mutual = first.select(
        "county",
        one="organization",
        one_name="name",
        other=second["organization"],
        other_name=second["name"],
        number=pl.concat_str(pl.lit("M"), pl.col("partner").cast(pl.String).str.zfill(5)),
        mode=pl.when(pl.col("partner") % 2 == 0)
        .then(pl.lit("industry"))
        .otherwise(pl.lit("complement")),
    )
    rows = pl.concat([strong, mutual]).sort("county", "number")
    n = rows.height
    return rows.with_columns(
        id=pl.concat_str("county", pl.lit("-"), "number"),
        name=pl.concat_str("one_name", pl.lit("—"), "other_name"),
        mechanism=pl.lit("co_building"),
        dormant=pl.Series(picked(rng, n, n // _DORMANT)),
        carried=pl.Series(~picked(rng, n, n // _BARE)),
        since=pl.lit(_BEGUN),
    ).with_columns(
        project=pl.concat_str(pl.lit("K-"), "id"),
        project_name=pl.concat_str("one_name", pl.lit("共建项目")),
    )


def _building_sides(rows: pl.DataFrame, type_: str) -> list[pl.DataFrame]:
    mutual = rows.filter(pl.col("mode") != "strong_weak")
    if type_ == "PROVIDES":
        both = (rows, "one"), (mutual, "other")
        return [tie(t, ("PartyOrganization", c), ("Pairing", "id"), "结对") for t, c in both]
    both = (rows, "other"), (mutual, "one")
    return [tie(t, ("Pairing", "id"), ("PartyOrganization", c), "结对") for t, c in both]


def _designations(plan: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    parts = [
        plan.filter(flag).with_columns(kind=pl.lit(kind), since=pl.lit(since))
        for flag, kind, since in (
            ("lax", "weak_lax", _LISTED),
            ("poor", "economically_weak", _POOR),
        )
    ]
    rows = pl.concat(parts)
    late = pl.Series(picked(rng, rows.height, rows.height // _LATE))
    due = pl.when(late).then(pl.lit(date(2025, 6, 30))).otherwise(pl.lit(date(2026, 6, 30)))
    return rows.with_columns(
        id=pl.concat_str("kind", pl.lit(":"), "organization", pl.lit(":"), pl.col("since")),
        name=pl.concat_str("name", pl.lit("认定")),
        place_name="name",
        due_on=pl.when(pl.col("kind") == "weak_lax").then(due),
    )


def _by_units(plan: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Give the pairings that agencies and firms provide: a second helper for every second one."""
    helped = plan.drop_nulls("helped")
    second = helped.filter(pl.col("helped") % 2 == 1)
    duties = listed.filter(pl.col("kind") == "weak_lax").join(
        helped.select("organization"), on="organization", how="semi"
    )
    parts = [
        (duties, "four_duties", "Agency", pl.concat_str(pl.lit("four_duties:"), "id")),
        (second.filter("lax"), "double_hundred", "Agency", _numbered("D")),
        (second.filter(~pl.col("lax")), "hundred_firms", "Enterprise", _numbered("H")),
    ]
    columns = ("id", "name", "mechanism", "mode", "label", "helper", "helper_name", "helped")
    return pl.concat(
        [
            _unit_helpers(rows.with_columns(id=key, mechanism=pl.lit(mechanism)), label).select(
                *columns, "county", "since"
            )
            for rows, mechanism, label, key in parts
        ]
    )


def _numbered(letter: str) -> pl.Expr:
    return pl.concat_str(
        "county", pl.lit(f"-{letter}"), pl.col("helped").cast(pl.String).str.zfill(5)
    )


def _unit_helpers(rows: pl.DataFrame, label: str) -> pl.DataFrame:
    """Share villages out among the agencies or firms of their county in turn."""
    many = _AGENCIES if label == "Agency" else _FIRMS
    turn = pl.int_range(pl.len()).over("county") % many + (0 if label == "Agency" else 500_000)
    number = turn.cast(pl.String).str.zfill(6)
    word = "机关" if label == "Agency" else "企业"
    return rows.with_columns(
        mode=pl.lit(None, pl.String),
        label=pl.lit(label),
        helper=pl.concat_str(pl.lit("U-"), "county", number),
        helper_name=pl.concat_str("county", pl.lit(word), number),
        since=pl.lit(_LISTED),
        helped="organization",
    )


def _unit_sides(served: pl.DataFrame) -> list[pl.DataFrame]:
    return [
        tie(served.filter(pl.col("label") == label), (label, "helper"), ("Pairing", "id"), "结对")
        for label in ("Agency", "Enterprise")
    ]


def _leaders(listed: pl.DataFrame) -> pl.DataFrame:
    """Give the three persons of the four duties for each weak and lax branch."""
    rows = listed.filter(pl.col("kind") == "weak_lax")
    posts = (
        ("county_leader", pl.col("county"), "县级领导"),
        ("town_leader", pl.col("town"), "镇街领导"),
        ("first_secretary", pl.col("code"), "第一书记"),
    )
    return pl.concat(
        [
            rows.select(
                "since",
                id=pl.concat_str(pl.lit(f"P-{role}:"), key),
                name=pl.concat_str(key, pl.lit(word)),
                designation="id",
                role=pl.lit(role),
            )
            for role, key, word in posts
        ]
    )


def _activities(pairings: pl.DataFrame, months: int, rng: np.random.Generator) -> pl.DataFrame:
    """Give an activity a month for each pairing; of the dormant none in the last two."""
    rows = pairings.select("dormant", "name", pairing="id").join(
        pl.DataFrame({"back": range(months)}), how="cross"
    )
    rows = rows.with_columns(
        day=pl.Series(rng.integers(0, 28, rows.height)),
        kind=pl.Series(rng.integers(0, len(_KINDS), rows.height)),
    ).filter(~pl.col("dormant") | (pl.col("back") >= 2))  # noqa: PLR2004 - the recent window
    first = pl.lit(AS_OF.replace(day=1))
    held = first.dt.offset_by(pl.concat_str(-pl.col("back"), pl.lit("mo"))) + pl.duration(
        days="day"
    )
    return rows.select(
        "name",
        "pairing",
        id=pl.concat_str(pl.lit("A-"), "pairing", pl.lit("-"), pl.col("back")),
        kind=pl.col("kind").replace_strict(dict(enumerate(_KINDS))),
        level=pl.lit("village"),
        held_on=held,
        since=held,
    )
