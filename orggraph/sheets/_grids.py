"""网格: base grids, micro-grids and centre households, and the organisations that cover them."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._draft import Draft
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._places import with_village
from orggraph.sheets._rules import refuse_contradicting

BASE, BRANCH = "基础网格", "网格党支部"
MICRO, HOUSEHOLDS, GROUP = "微网格", "微网格户数", "微网格党小组"
CENTRE, LINKED = "中心户编号", "联系户数"
CENTRE_WORD = "中心户"
GRID = "Grid"
MOST_DIGITS = 3  # more are a code, not the number of a grid
_ONES = ("", *"一二三四五六七八九")
_TENS = ("", "十", *(f"{digit}十" for digit in _ONES[2:]))
CHINESE_NUMBERS = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(_TENS)
    for one, ones in enumerate(_ONES)
    if tens + ones
}


def add_grids(draft: Draft) -> None:
    """Make the grids that 网格 lists, a row a centre household."""
    rows = with_village(draft, draft.rows["网格"]).with_columns(
        key(pl.col(BASE)).alias("base_key"), key(pl.col(MICRO)).alias("micro_key")
    )
    rows = _identified(rows.drop_nulls(["village", "base_key", "micro_key"]))
    for column, grid in ((BRANCH, "base"), (HOUSEHOLDS, "micro"), (GROUP, "micro")):
        rows = _spread(draft, rows, column, grid)
    refuse_contradicting(draft.issues, draft.issues.good(rows), "centre")
    for name in ("base_key", "micro_key"):
        draft.remember_refused(rows, pl.col("village"), pl.col(name))
    rows = draft.issues.good(rows)
    bases = rows.unique("base", keep="first", maintain_order=True)
    micros = rows.unique("micro", keep="first", maintain_order=True)
    centres = rows.drop_nulls("centre")
    draft.grids = _named(bases, micros)
    _add_grids(draft, bases, micros, centres)
    _add_organizations(draft, bases, micros)
    _warn_of_centres(draft, centres.unique("centre", keep="first", maintain_order=True))


def _identified(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the ids ``base``, ``micro`` and ``centre``; null where the row has no centre."""
    rows = _numbered(rows, ["village"], "base_key")
    base = pl.format("{}-B{}", "village", "base_key_number")
    rows = _numbered(rows.with_columns(base.alias("base")), ["base"], "micro_key")
    slot = pl.format("B{}-M{}", "base_key_number", _padded("micro_key_number"))
    rows = rows.with_columns(slot.alias("slot"), pl.format("{}-{}", "village", slot).alias("micro"))
    return _with_centres(rows)


def _padded(number: str) -> pl.Expr:
    return pl.col(number).cast(pl.String).str.zfill(2)


def _number(name: pl.Expr) -> pl.Expr:
    """Find the last number in a name, or the Chinese one after 第."""
    digits = name.str.extract(r"(\d+)\D*$")
    words = name.str.extract("第([一二三四五六七八九十]+)")
    short = pl.when(digits.str.len_chars() <= MOST_DIGITS).then(digits.cast(pl.Int64, strict=False))
    spoken = words.replace_strict(CHINESE_NUMBERS, default=None, return_dtype=pl.Int64)
    return pl.coalesce(short, spoken)


def _numbered(rows: pl.DataFrame, parents: list[str], name: str) -> pl.DataFrame:
    """Give each grid of a parent the number in its name, where no other has the same.

    The others follow in the order of their names, which no order of rows changes.
    """
    grids = rows.select(*parents, name).unique().with_columns(_number(pl.col(name)).alias("said"))
    alone = pl.len().over(*parents, "said") == 1
    grids = grids.with_columns(pl.when(alone).then("said").alias("own"))
    order = pl.col(name).rank("ordinal").over(*parents, pl.col("own").is_null())
    after = pl.col("own").max().over(parents).fill_null(0)
    number = pl.coalesce("own", after + order.cast(pl.Int64)).alias(f"{name}_number")
    return rows.join(
        grids.select(*parents, name, number), on=[*parents, name], maintain_order="left"
    )


def _with_centres(rows: pl.DataFrame) -> pl.DataFrame:
    listed = pl.col(CENTRE).is_not_null() | pl.col(LINKED).is_not_null()
    rows = rows.with_columns(_number(key(pl.col(CENTRE))).alias("own"))
    # Without a number nothing but their size tells centres apart.
    size = pl.struct(LINKED, "at").rank("ordinal").over("micro", pl.col("own").is_null(), listed)
    after = pl.col("own").max().over("micro").fill_null(0)
    number = pl.when(listed).then(pl.coalesce("own", after + size.cast(pl.Int64)))
    return rows.with_columns(number.alias("order")).with_columns(
        pl.format("{}-C{}", "micro", "order").alias("centre")
    )


def _spread(draft: Draft, rows: pl.DataFrame, column: str, grid: str) -> pl.DataFrame:
    """Let one row of a grid speak for its other rows, refusing those that say something else."""
    first = pl.col(column).drop_nulls().first().over(grid)
    expected = _("The same as in the first row of the grid, or blank.")
    other = rows.filter(pl.col(column) != first)
    draft.issues.note_rows("conflicting-rows", column, expected, other)
    return rows.with_columns(first.alias(column))


def _named(bases: pl.DataFrame, micros: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        [
            bases.select("village", key="base_key", grid="base"),
            micros.select("village", key="micro_key", grid="micro"),
        ]
    )


def _add_grids(
    draft: Draft, bases: pl.DataFrame, micros: pl.DataFrame, centres: pl.DataFrame
) -> None:
    draft.add_nodes(GRID, bases, id="base", name=BASE, level=pl.lit("base"))
    draft.add_nodes(
        GRID, micros, id="micro", name=MICRO, level=pl.lit("micro"), households=HOUSEHOLDS
    )
    # Never named as the ledger does: that may be the householder's name.
    name = pl.concat_str(MICRO, pl.lit(CENTRE_WORD), "order")
    draft.add_nodes(
        GRID, centres, id="centre", name=name, level=pl.lit("centre"), households=LINKED
    )
    draft.add_links("PART_OF", bases, (GRID, "base"), ("Village", "village"))
    draft.add_links("PART_OF", micros, (GRID, "micro"), (GRID, "base"))
    draft.add_links("PART_OF", centres, (GRID, "centre"), (GRID, "micro"))


def _add_organizations(draft: Draft, bases: pl.DataFrame, micros: pl.DataFrame) -> None:
    branch = pl.when(pl.col(BRANCH).is_not_null()).then(
        pl.format("{}:grid_branch:B{}", "village", "base_key_number")
    )
    branches = bases.with_columns(branch.alias("id"), above="organization").drop_nulls("id")
    groups = micros.with_columns(
        pl.format("{}:party_group:{}", "village", "slot").alias("id"),
        pl.coalesce(branch, "organization").alias("above"),
    ).drop_nulls(GROUP)
    covering = (("grid_branch", branches, BRANCH, "base"), ("party_group", groups, GROUP, "micro"))
    for kind, rows, name, grid in covering:
        draft.add_nodes(PARTY, rows, id="id", name=name, kind=pl.lit(kind))
        draft.add_links("SEATED_IN", rows, (PARTY, "id"), ("Village", "village"))
        draft.add_links("COVERS", rows, (PARTY, "id"), (GRID, grid))
        under = rows.drop_nulls("above")
        draft.add_links("UNDER", under, (PARTY, "id"), (PARTY, "above"))


def _warn_of_centres(draft: Draft, centres: pl.DataFrame) -> None:
    """Warn of villages with more centres than party members (W4): a centre needs one."""
    full, candidates = pl.col("正式党员"), pl.col("预备党员").fill_null(0)
    members = draft.good_rows_of("党组织").select(organization="id", members=full + candidates)
    counted = centres.group_by("organization").agg(pl.len().alias("centres"), pl.col("at").min())
    many = counted.join(members, on="organization").filter(pl.col("centres") > pl.col("members"))
    for at, count in many.sort("at").select("at", "members").rows():
        expected = _("At most {count} centres, one for each member that 党组织 gives.")
        told = expected.format(count=count)
        draft.issues.note("more-centres-than-members", CENTRE, told, [(at, None)])
