"""Which column of a sheet stands for which column of its ledger, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from orggraph.errors import Problem
from orggraph.language import _
from orggraph.sheets._block import Block
from orggraph.sheets._captions import Captions
from orggraph.sheets._columns import TOWN
from orggraph.sheets._files import Grid, letters
from orggraph.sheets._headings import IGNORED, Meaning, within
from orggraph.sheets._problems import Place, problem

RANKS = ("heading", "word")  # what names a column outright, the better first
SEVERAL = 2  # headings that stand twice: a second table beside the first


@dataclass
class Assignment:
    """The columns of a sheet, by number from 0, that stand for the columns of its ledger.

    ``parts`` are columns that are added up, ``span`` the one with start and end; ``guessed``
    stand by a word within their heading, ``unclear`` may stand for several, ``twice`` stand for
    what another one stands for already.
    """

    columns: dict[str, int] = field(default_factory=dict)
    parts: dict[str, list[int]] = field(default_factory=dict)
    span: int | None = None
    guessed: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, tuple[str, ...]] = field(default_factory=dict)
    twice: list[int] = field(default_factory=list)

    @property
    def used(self) -> set[int]:
        """The columns of the sheet that are read."""
        parts = (index for own in self.parts.values() for index in own)
        span = () if self.span is None else (self.span,)
        return {*self.columns.values(), *parts, *span}

    @property
    def found(self) -> set[str]:
        """The headings of the ledger that are there."""
        span = () if self.span is None else ("开始时间", "结束时间")
        return {*self.columns, *self.parts, *span}


def assign(block: Block) -> Assignment:
    """Assign the columns: by the template's words, else by other words, else by words within."""
    made = Assignment()
    if not block.telling:
        return made
    for rank in RANKS:
        taken = set(made.columns)
        for index, meaning in enumerate(block.meanings):
            if meaning.how == rank:
                _take(made, index, meaning, taken)
    for index, meaning in enumerate(block.meanings):
        if meaning.how == "part" and meaning.columns[0] not in made.columns:
            made.parts.setdefault(meaning.columns[0], []).append(index)
        if meaning.how == "span" and not set(meaning.columns) & made.found:
            made.span = index
    _take_within(made, block)
    return made


def _take(made: Assignment, index: int, meaning: Meaning, taken: set[str]) -> None:
    """Take a column; what is taken by a better word is not taken again."""
    open_ones = [name for name in meaning.columns if name not in taken]
    if len(open_ones) > 1:
        made.unclear[index] = tuple(open_ones)
    elif open_ones and open_ones[0] in made.columns:
        made.twice.append(index)
    elif open_ones:
        made.columns[open_ones[0]] = index


def _take_within(made: Assignment, block: Block) -> None:
    """Take columns by a word within, where one column claims what no other does."""
    unread = {
        index: within(block.folded[index], block.ledger)
        for index, meaning in enumerate(block.meanings)
        if not meaning.how and index not in made.used
    }
    unclaimed = set(made.found) | {name for names in made.unclear.values() for name in names}
    claims = {
        index: [name for name in meaning.columns if name not in unclaimed]
        for index, meaning in unread.items()
    }
    for index, names in claims.items():
        rivals = [other for other, own in claims.items() if set(own) & set(names)]
        if len(unread[index].columns) == 1 and len(names) == 1 and rivals == [index]:
            made.columns[names[0]] = index
            made.guessed[index] = names[0]


def heading_problems(grid: Grid, block: Block, made: Assignment, told: Captions) -> list[Problem]:
    """Say what is wrong with the headings of a sheet."""
    found = [*_several(grid, block, made)]
    if found:
        return found
    unclear = {name for names in made.unclear.values() for name in names}
    for column in block.ledger.columns:
        from_caption = column.heading == TOWN and told.town
        lacking = column.required and column.heading not in made.found | unclear
        if lacking and not from_caption:
            expected = _("Add the column {column}.").format(column=column.heading)
            place = Place(grid.file, grid.sheet, heading=column.heading)
            found.append(problem(place, "missing-column", expected))
    known = bool(made.found or made.unclear)
    for index in range(len(block.levels)):
        said = _said(grid, block, made, index, known=known)
        if said:
            found.append(_problem(grid, block, index, *said))
    return found


def _several(grid: Grid, block: Block, made: Assignment) -> Iterator[Problem]:
    if len(made.twice) >= SEVERAL:
        index = made.twice[0]
        expected = _("One table a sheet: move the one that begins here to a sheet of its own.")
        yield _problem(grid, block, index, "several-tables", expected)


def _said(
    grid: Grid, block: Block, made: Assignment, index: int, *, known: bool
) -> tuple[str, str] | None:
    """Give the code of a heading's problem and what is expected; None where there is none."""
    if index in made.twice:
        return "duplicate-column", _("Keep one of them.")
    if index in made.unclear:
        names = "、".join(made.unclear[index])
        return "ambiguous-heading", _("Write one of: {names}").format(names=names)
    if index in made.guessed:
        return "heading-read-as", _("Read as {column}.").format(column=made.guessed[index])
    if index in made.used:
        return None
    return _unknown(grid, block, index, known=known)


def _unknown(grid: Grid, block: Block, index: int, *, known: bool) -> tuple[str, str] | None:
    if not block.written[index]:
        below = grid.cells[block.last + 1 :]
        filled = any(index < len(row) and row[index] not in ("", None) for row in below)
        return ("unknown-column", _("Give the column a heading.")) if filled else None
    # Where no heading is known the row may hold data, and persons' names: not to be shown.
    if known and not set(block.folded[index]) & set(IGNORED):
        names = "、".join(column.heading for column in block.ledger.columns)
        return "unknown-column", _("Known are: {known}").format(known=names)
    return None


def _problem(grid: Grid, block: Block, index: int, code: str, expected: str) -> Problem:
    heading = block.written[index]
    place = Place(grid.file, grid.sheet, block.row(index), heading, letters(index))
    return problem(place, code, expected)
