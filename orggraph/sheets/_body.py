"""The rows below the headings: which are data, totals, notes, headings again, another table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from unicodedata import normalize

from orggraph.sheets._block import ENOUGH, Block
from orggraph.sheets._files import Cell, Fault
from orggraph.sheets._headings import exact, folded, raw_words

LOOKED_AT = 8  # first cells of a row in which headings are looked for
KEYS = 4  # first cells of a row in which the word for a total is looked for
_TOTAL = re.compile(r"(?:.{0,12}?(?:合计|总计|小计|共计|累计)|计)(?:\(.{0,6}\))?[::]?")
_PART = re.compile(r".{0,12}小计.*")
_NOTE = re.compile(
    r"(?:备?注|说明|填[表报]说明|填[表报]人|制表人?|审核人?|审批人?|复核人?|负责人|单位负责人|主要负责人"
    r"|分管领导|经办人|联系人|联系电话|填[表报](?:日期|时间|单位)|日期|盖章)"
    r"(?:\(.{0,6}\))?\s*\d?\s*[::].*|[※★*].*|注\d.*",
    re.DOTALL,
)

_FIRST = frozenset(["", *"注备说填制审复负单主分经联日盖※★*"])  # with which notes begin


@dataclass
class Body:
    """The rows of a sheet below its headings, by what they are, counted from 0."""

    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)  # totals of a part of the rows
    notes: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    other: int | None = None  # the headings of another table

    def rows(self, kind: str) -> list[int]:
        """Give the rows of a kind, to be added to."""
        kinds = {
            "data": self.data,
            "total": self.totals,
            "note": self.notes,
            "repeated": self.repeated,
        }
        return kinds[kind]


def sort_rows(cells: Sequence[Sequence[Cell]], block: Block) -> Body:
    """Tell the rows below the headings apart; reading ends where another table begins."""
    body = Body()
    words = raw_words(block.ledger) | {text for own in block.levels for text in own if text}
    below = cells[block.last + 1 :]
    odd = _odd_rows(below, words)
    for place, row in enumerate(below):
        index = place + block.last + 1
        after_note = bool(body.notes) and body.notes[-1] == index - 1
        if place not in odd and not after_note:
            body.data.append(index)
            continue
        kind = _kind(row, block, words)
        if kind == "data" and after_note and _lonely(row):
            kind = "note"
        if kind == "other":
            body.other = index
            break
        if kind != "blank":
            body.rows(kind).append(index)
        if kind == "total" and any(_PART.match(text) for text in _keys(row)):
            body.parts.add(index)
    return body


def _odd_rows(rows: Sequence[Sequence[Cell]], words: AbstractSet[str]) -> set[int]:
    """Find the rows that may not be data, a column at a time: most rows need no closer look."""
    columns = list(islice(zip_longest(*rows), LOOKED_AT)) if rows else []
    odd: set[int] = set()
    held: Counter[int] = Counter()
    for place, column in enumerate(columns):
        values = set(column)
        looked_for = {cell for cell in values if place < KEYS and _may_be_total(cell)}
        if place == 0:
            looked_for |= {cell for cell in values if _may_begin_note(cell)}
        if looked_for:
            odd.update(row for row, cell in enumerate(column) if cell in looked_for)
        if not words.isdisjoint(values):
            held.update(row for row, cell in enumerate(column) if cell in words)
    odd.update(row for row, count in held.items() if count >= ENOUGH)
    return odd


def _may_be_total(cell: Cell) -> bool:
    return type(cell) is str and "计" in cell


def _may_begin_note(cell: Cell) -> bool:
    """Whether a first cell is blank, so that another one begins the row, or begins a note."""
    return cell is None or (type(cell) is str and (cell[:1] in _FIRST or cell[0].isspace()))


def _kind(row: Sequence[Cell], block: Block, words: AbstractSet[str]) -> str:
    held = (
        cell for cell in row if cell is not None and not (type(cell) is str and cell.strip() == "")
    )
    first = next(held, None)
    if first is None:
        return "blank"
    if type(first) is str and _NOTE.fullmatch(normalize("NFKC", first.strip())):
        return "note"
    if any(type(cell) is str and "计" in cell for cell in row[:KEYS]) and any(
        _TOTAL.fullmatch(text) for text in _keys(row)
    ):
        return "total"
    if sum(cell in words for cell in row) >= ENOUGH:
        return _heading_kind(row, block)
    return "data"


def _keys(row: Sequence[Cell]) -> Iterator[str]:
    for cell in row[:KEYS]:
        if isinstance(cell, str):
            yield "".join(normalize("NFKC", cell).split())


def _heading_kind(row: Sequence[Cell], block: Block) -> str:
    """Tell headings that are repeated from those of another table."""
    texts = [folded(cell) if isinstance(cell, str) else "" for cell in row]
    own = [levels[-1] if levels else "" for levels in block.folded]
    same = sum(bool(text) and text == mine for text, mine in zip(texts, own, strict=False))
    known = sum(bool(exact((text,), block.ledger).how) for text in texts)
    if same >= ENOUGH and same >= known:
        return "repeated"
    return "other" if known >= ENOUGH else "data"


def _lonely(row: Sequence[Cell]) -> bool:
    """Whether a row holds one text only, as the next line of a note does."""
    held = [cell for cell in row if cell not in ("", None)]
    return len(held) == 1 and isinstance(held[0], str) and not isinstance(held[0], Fault)
