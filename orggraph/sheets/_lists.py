"""Lists in which a known name holds the mark that names are split at: 乐山二、三村居委会."""

import polars as pl

from orggraph import gazetteer
from orggraph.sheets._bases import shorter
from orggraph.sheets._columns import Kind
from orggraph.sheets._draft import PLACE_RANK, Draft
from orggraph.sheets._names import key
from orggraph.sheets._values import LISTS, list_again

FIRST_STAND_IN = 0xF0000  # private characters beyond those that names use


def split_again(draft: Draft) -> None:
    """Split the lists that hold such a name once more, the name kept whole."""
    names = _whole_names(draft)
    if not names:
        return
    stand_ins = {name: chr(FIRST_STAND_IN + number) for number, name in enumerate(names)}
    for ledger, sheet in draft.sheets.items():
        for column in sheet.ledger.columns:
            if column.kind is not Kind.LIST:
                continue
            cells = sheet.rows.select("at", text=key(pl.col(column.heading))).filter(
                pl.col("text").str.contains_any(names)
            )
            masked = cells.with_columns(_replaced(pl.col("text"), stand_ins))
            items = list_again(masked, column).list.eval(
                _replaced(pl.element(), {mark: name for name, mark in stand_ins.items()})
            )
            again = cells.select("at", again=items)
            rows = draft.rows[ledger].join(again, on="at", how="left", maintain_order="left")
            read = pl.col(column.heading)
            # What was blanked stays blank.
            kept = pl.when(read.is_not_null()).then(pl.coalesce("again", read))
            mended = rows.with_columns(kept.alias(column.heading))
            draft.rows = {**draft.rows, ledger: mended.drop("again")}


def _replaced(text: pl.Expr, by: dict[str, str]) -> pl.Expr:
    for old, new in by.items():  # the longest first
        text = text.str.replace_all(old, new, literal=True)
    return text


def _whole_names(draft: Draft) -> list[str]:
    """Give the names of places that hold a mark, the longest first."""
    places = gazetteer.villages(draft.county.code)
    listed = draft.parties.filter(pl.col("rank") == PLACE_RANK)["name"]
    keys = pl.concat([places["name"], places["called"], listed]).to_frame("name")
    names = keys.select(key(pl.col("name")).alias("name"))
    names = pl.concat([names, names.select(shorter(pl.col("name")).alias("name"))])
    aliases = draft.aliases.select(name="key")
    held = pl.concat([names, aliases]).filter(pl.col("name").str.contains(LISTS)).unique()
    return sorted(held["name"].to_list(), key=lambda name: (-len(name), name))
