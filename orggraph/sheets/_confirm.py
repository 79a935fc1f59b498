"""Suggestions written into aliases.csv, where a person confirms them."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from orggraph import drafts
from orggraph.errors import Problem, SheetError
from orggraph.language import _
from orggraph.sheets._aliases import BASIS, CONFIRMED, LEDGER, NEW, OLD, SINCE, WHERE
from orggraph.sheets._columns import TOWN
from orggraph.sheets._files import grids
from orggraph.sheets._names import normal
from orggraph.sheets._suggestions import Suggestion

YES = "是"


def write_suggestions(path: Path, suggestions: Iterable[Suggestion]) -> int:
    """Add suggestions to a file of aliases and give their number; what is there stays.

    Rows of a file without the column 确认 hold already: they get 是. A pair that the file has in
    either order, whatever was said of it, is not suggested again.
    """
    columns = [OLD, NEW, TOWN, SINCE, BASIS, WHERE, CONFIRMED]
    rows = _rows(path)
    names = [*columns, *(name for row in rows for name in row if name not in columns)]
    columns = list(dict.fromkeys(names))
    known = {_pair(row) for row in rows}
    new = [
        {OLD: s.old, NEW: s.new, TOWN: s.town, BASIS: s.basis, WHERE: s.where} for s in suggestions
    ]
    new = [row for row in new if _pair(row) not in known]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="")
    writer.writeheader()
    writer.writerows([*rows, *new])
    with drafts.file(path) as draft:
        draft.write_bytes(stream.getvalue().encode("utf-8-sig"))
    return len(new)


def _rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a file of aliases that is there, as they are written."""
    if not path.exists():
        return []
    read = list(grids(path)) if path.suffix.lower() == ".csv" else []
    opened = [grid for grid in read if not isinstance(grid, Problem)]
    if not opened:
        raise _no_aliases(path)
    lines = [[str(cell or "").strip() for cell in row] for row in opened[0].cells]
    heads, *filled = [line for line in lines if any(line)] or [[OLD, NEW]]
    names = [normal(head) for head in heads]
    if not {OLD, NEW} <= set(names):
        raise _no_aliases(path)
    rows = [dict(zip(names, line, strict=False)) for line in filled]
    return rows if CONFIRMED in names else [{**row, CONFIRMED: YES} for row in rows]


def _no_aliases(path: Path) -> SheetError:
    return SheetError(
        _("This is no list of aliases: {path}").format(path=path),
        _("Name another .csv file; its columns are {columns}.").format(
            columns="、".join(column.heading for column in LEDGER.columns)
        ),
    )


def _pair(row: dict[str, str]) -> tuple[frozenset[str], str]:
    names = (normal(row.get(OLD, "")), normal(row.get(NEW, "")))
    return frozenset(names), normal(row.get(TOWN, ""))
