"""党组织 and 联村党委: party organisations, their seats, their members and whom they are under."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import TOWN, VILLAGE
from orggraph.sheets._draft import JOINT_RANK, NAME_RANK, PARTIES, PLACE_RANK, Draft, hashed
from orggraph.sheets._kin import PLACE_KINDS
from orggraph.sheets._names import key
from orggraph.sheets._persons import add_posts, folded
from orggraph.sheets._places import (
    PLACE_CODE,
    find,
    join_town,
    refuse_unfound,
    tell_refused,
    town_known,
    warn_of_kind,
    with_town,
)
from orggraph.sheets._rules import refuse_blank, refuse_repeated, refuse_reversed

NAME, PARENT = "党组织名称", "上级党组织"
DEFAULT_NAME = "党组织"
PARTY = "PartyOrganization"
NEAR = 2  # a superior in the same place or town is sought before one of the county


def add_organizations(draft: Draft) -> None:
    """Make the organisations of 村情, 党组织 and 联村党委."""
    _identify(draft)
    _name_other_places(draft)
    committees, members = _committees(draft)
    listed = draft.good_rows_of("党组织")
    places = _unlisted(draft, listed)
    draft.parties = pl.concat(
        [draft.parties, *(_named(draft, each) for each in (listed, places, committees))]
    )
    _remember_refused(draft)
    under = _superiors(draft)
    listed = draft.issues.good(listed)
    _add_listed(draft, listed)
    _add_unlisted(draft, _unlisted(draft, listed))
    _add_committees(draft, committees, members)
    _add_under(draft, under, listed, committees)
    _add_secretaries(draft, listed)
    _warn_of_gaps(draft)


def _identify(draft: Draft) -> None:
    """Give each row of 党组织 its id, seat and kind, refusing those that have none."""
    issues = draft.issues
    rows = with_town(draft, draft.rows["党组织"])
    own_place = pl.col("类别").is_in(PLACE_KINDS)
    coded = key(pl.col(VILLAGE)).str.contains(PLACE_CODE).fill_null(value=False)
    refuse_blank(issues, rows, VILLAGE, own_place)
    refuse_blank(issues, rows, TOWN, own_place & ~coded)
    refuse_blank(issues, rows, TOWN, pl.col("类别") == "town_committee")
    refuse_reversed(issues, rows, "当选日期", "届满日期")
    rows = _with_place(draft, rows)
    rows = _with_id(draft, _with_sub_branches(rows))
    slot = pl.when(pl.col("kind").is_in(PLACE_KINDS)).then("village").otherwise("id")
    placed = issues.good(rows.with_columns(slot.alias("slot")))
    refuse_repeated(issues, placed, "slot", NAME, "second-organization")
    draft.rows = {**draft.rows, "党组织": rows}


def _name_other_places(draft: Draft) -> None:
    """Let the name of a place of neither kind stand for the organisation listed there."""
    own = draft.good_rows_of("党组织").filter(pl.col("kind").is_in(PLACE_KINDS))
    listed = own.select("village", listed="id").unique("village")
    draft.parties = (
        draft.parties.join(listed, on="village", how="left", maintain_order="left")
        .with_columns(pl.coalesce("organization", "listed").alias("organization"))
        .drop("listed")
    )


def _with_place(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    asks = rows.filter(pl.col(VILLAGE).is_not_null(), town_known()).select(
        "at", "town", pl.col(VILLAGE).alias("item"), own=pl.col("类别")
    )
    wants = pl.when(pl.col("own").is_in(PLACE_KINDS)).then("own").otherwise(pl.lit("place"))
    found = find(draft, asks.with_columns(wants.alias("want")))
    warn_of_kind(draft, found, "类别")
    # A place of neither kind has no organisation but the one listed here.
    seated = found.with_columns(pl.coalesce("organization", "village").alias("organization"))
    refuse_unfound(draft, seated, VILLAGE)
    places = found.filter(pl.col("hits") == 1).select(
        "at",
        "village",
        pl.col("kind").alias("place_kind"),
        pl.col("town").alias("place_town"),
        pl.col("name").alias("place_name"),
    )
    joined = rows.join(places, on="at", how="left", maintain_order="left")
    towns = draft.towns.filter(pl.col("key") == pl.col("town")).select(
        place_town="town", place_town_name="town_name"
    )
    return joined.join(towns, on="place_town", how="left", maintain_order="left").with_columns(
        pl.coalesce("place_town", "town").alias("town"),
        pl.coalesce("place_town_name", "town_name").alias("town_name"),
    )


def _with_sub_branches(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell branches below a place's own organisation: their superior is another of that place."""
    own = pl.col("类别").is_in(PLACE_KINDS)
    placed = rows.filter(own).select(
        "at", "village", key(pl.col(PARENT)).alias("parent"), key(pl.col(NAME)).alias("name")
    )
    others = placed.select("village", pl.col("name").alias("parent"), other="at")
    below = placed.join(others, on=["village", "parent"]).filter(pl.col("at") != pl.col("other"))
    is_below = pl.col("at").is_in(below["at"].implode())
    kind = (
        pl.when(is_below)
        .then(pl.lit("sub_branch"))
        .when(own & pl.col("place_kind").is_in(PLACE_KINDS))
        .then("place_kind")
        .otherwise("类别")
    )
    return rows.with_columns(kind.alias("kind"))


def _with_id(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    county = pl.lit(draft.county.code)
    own = pl.col("kind").is_in(PLACE_KINDS)
    # A county committee is the county's, whatever town its office stands in.
    town = pl.when(pl.col("kind").ne_missing("county_committee")).then("town")
    seats = rows.with_columns(town.alias("town")).with_columns(
        pl.coalesce("town", county).alias("scope"),
        pl.when(pl.col("kind") == "county_committee")
        .then(county)
        .when(pl.col("kind") == "town_committee")
        .then("town")
        .otherwise(pl.coalesce("village", "town", county))
        .alias("seat"),
    )
    seats = seats.with_columns(hashed(seats, "scope", NAME).alias("hash"))
    one = own | pl.col("kind").is_in(["county_committee", "town_committee"])
    plain = pl.concat_str("seat", "kind", separator=":")
    return seats.with_columns(
        pl.when(one).then(plain).otherwise(pl.concat_str(plain, "hash", separator=":")).alias("id"),
        pl.when(pl.col("seat") == pl.col("village"))
        .then(pl.lit("Village"))
        .otherwise(pl.lit("Area"))
        .alias("seat_label"),
        pl.col(NAME).alias("name"),
        _post_place(draft).alias("place"),
    )


def _post_place(draft: Draft) -> pl.Expr:
    """Name a secretary after the place of an organisation that it has one of, else after itself."""
    return (
        pl.when(pl.col("kind").is_in(PLACE_KINDS))
        .then("place_name")
        .when(pl.col("kind") == "town_committee")
        .then("town_name")
        .when(pl.col("kind") == "county_committee")
        .then(pl.lit(draft.county.name))
        .otherwise(NAME)
    )


def _unlisted(draft: Draft, listed: pl.DataFrame) -> pl.DataFrame:
    """Give the places whose organisation 党组织 does not list, as rows of 村情."""
    places = draft.parties.filter(
        pl.col("rank") == PLACE_RANK,
        pl.col("key") == pl.col("village"),
        pl.col("kind").is_in(PLACE_KINDS),
    )
    origins = draft.good_rows_of("村情").select("at", "source", village="区划代码")
    return (
        places.join(listed.select(organization="id"), on="organization", how="anti")
        .join(origins, on="village")
        .with_columns(
            pl.col("organization").alias("id"),
            pl.concat_str("name", pl.lit(DEFAULT_NAME)).alias("name"),
        )
    )


def _warn_of_gaps(draft: Draft) -> None:
    """Warn of towns that list the organisations of some of their places only, or of none.

    None is a gap where most towns list theirs, unless 报送情况 says that the town did not report.
    """
    places = draft.parties.filter(
        pl.col("rank") == PLACE_RANK,
        pl.col("key") == pl.col("village"),
        pl.col("kind").is_in(PLACE_KINDS),
    )
    # A row that is refused for something else is not missing.
    own = draft.rows["党组织"].filter(pl.col("kind").is_in(PLACE_KINDS)).drop_nulls("village")
    gaps = places.join(own.select("village"), on="village", how="anti")
    _warn_of_missing_places(draft, gaps, places.group_by("town").len(), own)
    if 2 * own["town"].n_unique() > places["town"].n_unique():
        _warn_of_missing_towns(draft, gaps.join(own, on="town", how="anti"))


def _warn_of_missing_places(
    draft: Draft, gaps: pl.DataFrame, counts: pl.DataFrame, own: pl.DataFrame
) -> None:
    firsts = own.group_by("town").agg(pl.col("at").min())
    missing = gaps.group_by("town").agg(pl.col("name").sort_by("village"))
    lacking = missing.join(firsts, on="town").join(counts, on="town").sort("at")
    for names, at, count in lacking.select("name", "at", "len").rows():
        expected = _("The {count} places of the town; add: {names}.").format(
            count=count, names="、".join(names)
        )
        draft.issues.note("missing-unit", "", expected, [(at, None)])


def _warn_of_missing_towns(draft: Draft, gaps: pl.DataFrame) -> None:
    reports = pl.concat(draft.links["REPORTED"])
    silent = reports.filter(~pl.col("reported"), pl.col("end") == "党组织")
    origins = draft.good_rows_of("村情").select("at", village="区划代码")
    lacking = gaps.join(silent, left_on="town", right_on="start", how="anti")
    firsts = lacking.join(origins, on="village").group_by("town").agg(pl.col("at").min(), pl.len())
    for at, count in firsts.sort("at").select("at", "len").rows():
        expected = _("Its places in 党组织, {count} in all; or 否 for it in 报送情况.").format(
            count=count
        )
        draft.issues.note("missing-town", TOWN, expected, [(at, None)])


def _named(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    rank = pl.when(pl.col("kind") == "joint_committee").then(JOINT_RANK).otherwise(NAME_RANK)
    village = pl.col("village") if "village" in rows.columns else pl.lit(None)
    columns = {
        "town": pl.coalesce("town", pl.lit(draft.county.code)),
        "key": key(pl.col("name")),
        "rank": rank,
        "kind": pl.col("kind"),
        "village": village,
        "organization": pl.col("id"),
        "name": pl.col("name"),
    }
    return rows.select(columns[c].cast(t).alias(c) for c, t in PARTIES.items())


def _remember_refused(draft: Draft) -> None:
    for ledger, name in (("党组织", NAME), ("联村党委", "名称")):
        plain = draft.rows[ledger].drop("town", "town_name", strict=False)
        town = pl.coalesce("town", pl.lit(draft.county.code))
        draft.remember_refused(join_town(draft, plain), town, key(pl.col(name)))


def _superiors(draft: Draft) -> pl.DataFrame:
    """Find the organisations that 上级党组织 names: in the place, the town, then the county."""
    asks = (
        draft.rows["党组织"]
        .filter(pl.col(PARENT).is_not_null(), town_known())
        .select(
            *("at", "source", "id", "scope"),
            own="village",
            key=key(pl.col(PARENT)),
            item=PARENT,
        )
    )
    named = draft.parties.filter(pl.col("rank") > PLACE_RANK)
    near = pl.col("town") == pl.col("scope")
    found = (
        asks.join(named, on="key")
        .filter(
            near | (pl.col("town") == draft.county.code), pl.col("organization") != pl.col("id")
        )
        .with_columns(
            pl.when(pl.col("village") == pl.col("own"))
            .then(0)
            .when(near)
            .then(1)
            .otherwise(NEAR)
            .alias("distance")
        )
        .filter(pl.col("distance") == pl.col("distance").min().over("at"))
        .group_by("at", "source", "id")
        .agg(pl.col("organization").first(), pl.col("organization").n_unique().alias("hits"))
    )
    lost = asks.join(found, on="at", how="anti")
    for town in (pl.col("scope"), pl.lit(draft.county.code)):
        lost = tell_refused(draft, lost.with_columns(town.alias("town")), PARENT)
    expected = _("A 党组织名称 of this town or of the county, or blank for the town committee.")
    draft.issues.note_rows("unknown-parent", PARENT, expected, lost)
    several = found.filter(pl.col("hits") > 1)
    expected = _("A name that only one organisation of the town has.")
    draft.issues.note_rows("ambiguous-parent", PARENT, expected, several)
    return draft.issues.good(found)


def _add_listed(draft: Draft, rows: pl.DataFrame) -> None:
    draft.add_nodes(
        PARTY,
        rows,
        id="id",
        name="name",
        kind="kind",
        form="组织形式",
        members_full="正式党员",
        members_probationary="预备党员",
        elected_on="当选日期",
        term_end="届满日期",
    )
    draft.add_links("SEATED_IN", rows, (PARTY, "id"), (pl.col("seat_label"), "seat"))


def _add_unlisted(draft: Draft, rows: pl.DataFrame) -> None:
    draft.add_nodes(PARTY, rows, id="id", name="name", kind="kind")
    draft.add_links("SEATED_IN", rows, (PARTY, "id"), ("Village", "village"))
    _add_under_town(draft, rows)


def _add_under(
    draft: Draft, under: pl.DataFrame, listed: pl.DataFrame, committees: pl.DataFrame
) -> None:
    draft.add_links("UNDER", draft.issues.good(under), (PARTY, "id"), (PARTY, "organization"))
    top = pl.col("kind").is_in(["county_committee", "town_committee"])
    _add_under_town(draft, listed.filter(pl.col(PARENT).is_null(), ~top))
    _add_under_town(draft, committees, since="since", until="until")


def _add_under_town(draft: Draft, rows: pl.DataFrame, **dates: str) -> None:
    heads = draft.issues.good(draft.rows["党组织"]).filter(pl.col("kind") == "town_committee")
    placed = rows.join(heads.select("town", head="id"), on="town", maintain_order="left")
    draft.add_links("UNDER", placed, (PARTY, "id"), (PARTY, "head"), **dates)


def _add_secretaries(draft: Draft, rows: pl.DataFrame) -> None:
    undated = rows.with_columns(since=pl.lit(None), until=pl.lit(None))
    add_posts(draft, undated, "书记", "secretary", (PARTY, "id"))


def _committees(draft: Draft) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read 联村党委: a row a committee, from its first day to its last, and a row a member."""
    issues = draft.issues
    rows = with_town(draft, draft.rows["联村党委"]).rename(
        {"成立时间": "since", "撤销时间": "until"}
    )
    refuse_reversed(issues, draft.rows["联村党委"], "成立时间", "撤销时间")
    asks = rows.explode("成员村").filter(pl.col("成员村").is_not_null(), town_known())
    asks = asks.select("at", "town", item="成员村", want=pl.lit("place"))
    found = find(draft, asks)
    refuse_unfound(draft, found, "成员村")
    good = issues.good(rows)
    good = good.with_columns(
        pl.concat_str(
            "town", pl.lit("joint_committee"), hashed(good, "town", "名称"), separator=":"
        ).alias("id"),
        pl.col("名称").alias("place"),
        pl.col("town").alias("scope"),
    )
    members = good.select("at", "source", "id", "since", "until").join(
        found.select("at", "organization"), on="at", maintain_order="left"
    )
    _add_committee_secretaries(draft, good)
    return _spans(
        good, "id", "town", kind=pl.lit("joint_committee"), name=pl.col("名称").first()
    ), members


def _spans(rows: pl.DataFrame, *keys: str, **columns: pl.Expr) -> pl.DataFrame:
    """Join rows of one thing into one, from the first start to the last end."""
    until = pl.when(pl.col("until").is_not_null().all()).then(pl.col("until").max())
    return rows.group_by(keys, maintain_order=True).agg(
        pl.col("since").min(), until.alias("until"), pl.col("source").first(), **columns
    )


def _add_committee_secretaries(draft: Draft, rows: pl.DataFrame) -> None:
    named = rows.filter(pl.col("书记").is_not_null()).with_columns(folded("书记").alias("书记"))
    posts = _spans(named, "id", "scope", "书记", place=pl.col("place").first())
    add_posts(draft, posts.with_columns(at=pl.lit(None)), "书记", "secretary", (PARTY, "id"))


def _add_committees(draft: Draft, committees: pl.DataFrame, members: pl.DataFrame) -> None:
    draft.add_nodes(PARTY, committees, id="id", name="name", kind="kind")
    dates = {"since": "since", "until": "until"}
    draft.add_links("SEATED_IN", committees, (PARTY, "id"), ("Area", "town"), **dates)
    draft.add_links("MEMBER_OF", members, (PARTY, "organization"), (PARTY, "id"), **dates)
