"""Which ledger a sheet is: by its name, by its file's, or by the words in one of them."""

import re
from pathlib import PurePosixPath

from orggraph.errors import Problem
from orggraph.language import _
from orggraph.sheets._block import ENOUGH
from orggraph.sheets._columns import READ, Ledger
from orggraph.sheets._files import Grid
from orggraph.sheets._forms import known
from orggraph.sheets._names import normal
from orggraph.sheets._problems import Place, problem

ABOUT = "说明"  # also the name of every sheet that explains how to fill in others
OTHER_NAMES = {
    "软弱涣散": "认定",
    "经济薄弱": "认定",
    "后备力量": "后备人才",
    "后备干部": "后备人才",
    "四议两公开": "议事",
    "村基本情况": "村情",
}
_NUMBERING = re.compile(r"^[\d一二三四五六七八九十]+[.、)_-]*")


def ledger_of(grid: Grid) -> tuple[Ledger | None, list[Problem]]:
    """Find the ledger that a sheet is; a name that only holds a ledger's is told.

    The words of a name count only where the headings are those of the ledger.
    """
    stem = PurePosixPath(grid.file).stem
    titles = [grid.sheet, stem] if grid.alone else [grid.sheet]
    for title in titles:
        name = _NUMBERING.sub("", normal(title)) if normal(title) not in READ else normal(title)
        if name in READ:
            return READ[name], []
    for title in titles:
        held = _held(normal(title))
        if len(held) == 1 and _has_headings(grid, READ[held[0]]):
            expected = _("Read as {ledger}; name the sheet so.").format(ledger=held[0])
            notice = problem(Place(grid.file, grid.sheet), "sheet-read-as", expected)
            return READ[held[0]], [notice]
    return None, []


def _held(title: str) -> list[str]:
    words = {name: name for name in READ if name != ABOUT} | OTHER_NAMES
    return list(dict.fromkeys(name for word, name in words.items() if word in title))


def _has_headings(grid: Grid, ledger: Ledger) -> bool:
    required = sum(column.required for column in ledger.columns)
    found = known(grid, ledger)
    # Bytes of another encoding show no headings at all; that is said when the sheet is laid out.
    return found >= min(ENOUGH, required) or (grid.foreign and not found)
