"""The frames of a draft put together: contradictions refused, and all that hangs on them."""

import polars as pl

from orggraph.dataset import ENDS, Dataset
from orggraph.language import _
from orggraph.model import LABELS, RELATIONSHIPS
from orggraph.sheets._draft import Draft
from orggraph.sheets._problems import Issues


def assemble(draft: Draft) -> Dataset:
    """Make the dataset of everything that is not refused."""
    nodes = {label: pl.concat(frames) for label, frames in draft.nodes.items() if frames}
    links = {name: pl.concat(frames) for name, frames in draft.links.items() if frames}
    _refuse_taken_ids(draft.issues, nodes)
    for label, table in nodes.items():
        columns = [item.name for item in LABELS[label].properties]
        _refuse_different(draft.issues, table, ["id"], ["name", *columns])
    for name, table in links.items():
        own = {item.name: item.identifies for item in RELATIONSHIPS[name].properties}
        keys = [*ENDS, "since", *(column for column, identifies in own.items() if identifies)]
        rest = ["until", *(column for column, identifies in own.items() if not identifies)]
        _refuse_different(draft.issues, table, keys, rest)
    kept = {label: draft.issues.good(table).unique("id") for label, table in nodes.items()}
    if draft.issues.refused:
        known = _known(kept)
        links = {name: _joined(draft.issues.good(table), known) for name, table in links.items()}
    return Dataset(
        {label: table.drop("at") for label, table in kept.items()},
        {name: table.drop("at") for name, table in links.items()},
    )


def _known(nodes: dict[str, pl.DataFrame]) -> pl.DataFrame:
    tables = [table.select(pl.lit(label).alias("label"), "id") for label, table in nodes.items()]
    return pl.concat(tables)


def _joined(links: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Leave out the relationships of which an end was refused."""
    for end in ("start", "end"):
        label = pl.col(f"{end}_label").cast(pl.String)
        links = links.with_columns(label.alias("label")).join(
            known, left_on=["label", end], right_on=["label", "id"], how="semi"
        )
    return links.drop("label")


def _refuse_taken_ids(issues: Issues, nodes: dict[str, pl.DataFrame]) -> None:
    """Refuse rows that give something the id of something of another label."""
    tables = [
        issues.good(table).select(pl.lit(label).alias("label"), "id", "at")
        for label, table in nodes.items()
    ]
    ids = pl.concat(tables).sort("at", nulls_last=False)
    first = pl.col("label").first().over("id")
    taken = ids.filter(pl.col("label") != first, pl.col("at").is_not_null())
    for (label,), rows in taken.group_by("label"):
        expected = _("One that nothing but this {label} has.").format(
            label=LABELS[str(label)].chinese
        )
        issues.note_rows("id-taken", "", expected, rows)


def _refuse_different(
    issues: Issues, table: pl.DataFrame, keys: list[str], rest: list[str]
) -> None:
    """Refuse the rows that repeat an earlier row's keys and differ in the rest."""
    repeated = issues.good(table).filter(pl.struct(keys).is_duplicated())
    if repeated.is_empty():
        return
    said = pl.concat_str(
        [_text(repeated.schema[name], name).fill_null("\0") for name in rest], separator="\n"
    )
    judged = repeated.sort("at", nulls_last=False).with_columns(said.alias("said"))
    wrong = judged.filter(pl.col("said") != pl.col("said").first().over(keys)).unique("at")
    expected = _("The same as the other row, or something to tell them apart.")
    issues.note_rows("conflicting-rows", "", expected, wrong.filter(pl.col("at").is_not_null()))


def _text(dtype: pl.DataType, name: str) -> pl.Expr:
    column = pl.col(name)
    return column.list.join("、") if isinstance(dtype, pl.List) else column.cast(pl.String)
