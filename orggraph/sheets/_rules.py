"""Rules over the rows of one ledger: order of dates, numbers given twice, rows that contradict."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._problems import Issues
from orggraph.sheets._values import last_day


def refuse_reversed(issues: Issues, rows: pl.DataFrame, start: str, end: str) -> None:
    """Refuse the rows whose end lies before their start."""
    last = last_day(end) if last_day(end) in rows.columns else end
    wrong = rows.filter(pl.col(last) < pl.col(start))
    expected = _("No day before {start}.").format(start=start)
    issues.note_rows("end-before-start", end, expected, wrong)


def refuse_blank(issues: Issues, rows: pl.DataFrame, column: str, needed: pl.Expr) -> None:
    """Refuse the rows that need a value in a column and have none."""
    blank = rows.filter(needed & pl.col(column).is_null())
    issues.note_rows("missing-value", column, _("Fill it in."), blank)


def refuse_repeated(
    issues: Issues, rows: pl.DataFrame, ids: str, column: str, code: str = "duplicate-number"
) -> None:
    """Refuse all rows but the first that give the same id."""
    for first, later in _repeated(rows, ids):
        expected = _("One of its own; {source} has this one.").format(source=first)
        issues.note_rows(code, column, expected, later)


def refuse_contradicting(issues: Issues, rows: pl.DataFrame, ids: str) -> None:
    """Refuse the rows that have the id of an earlier row and say something else."""
    same = pl.col("facts") == pl.col("facts").first()
    for first, later in _repeated(
        rows.filter((~same.over(ids)) | pl.col(ids).is_first_distinct()), ids
    ):
        expected = _("The same as {source}, or something to tell them apart.").format(source=first)
        issues.note_rows("conflicting-rows", "", expected, later)


def _repeated(rows: pl.DataFrame, ids: str) -> list[tuple[str, pl.DataFrame]]:
    """Give the source of the first row with an id and the later rows with it, for each id."""
    twice = rows.filter(pl.col(ids).is_not_null() & pl.col(ids).is_duplicated())
    groups = twice.partition_by(ids, maintain_order=True)
    return [(group["source"][0], group[1:]) for group in groups]
