"""The rows below the headings: which are data, totals, notes, headings again, another table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from orggraph.sheets._block import ENOUGH, Block
from orggraph.sheets._headings import exact, folded, raw_words
from orggraph.sheets.files import Cell, Fault

KEYS = 4  # first cells of a row in which the word for a total is looked for
_TOTAL = re.compile(r"(?:.{0,12}?(?:合计|总计|小计|共计|累计)|计)(?:\(.{0,6}\))?[::]?")
_PART = re.compile(r".{0,12}小计.*")
_NOTE = re.compile(
    r"(?:备?注|说明|填[表报]说明|填[表报]人|制表人?|审核人?|审批人?|复核人?|负责人|单位负责人|主要负责人"
    r"|分管领导|经办人|联系人|联系电话|填[表报](?:日期|时间|单位)|日期|盖章)"
    r"(?:\(.{0,6}\))?\s*\d?\s*[::].*|[※★*].*|注\d.*",
    re.DOTALL,
)


@dataclass
class Body:
    """The rows of a sheet below its headings, by what they are, counted from 0."""

    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)  # totals of a part of the rows
    notes: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    other: int | None = None  # the headings of another table


def sort_rows(cells: Sequence[Sequence[Cell]], block: Block) -> Body:
    """Tell the rows below the headings apart; reading ends where another table begins."""
    body = Body()
    words = raw_words(block.ledger.name) | {text for own in block.levels for text in own if text}
    for index in range(block.last + 1, len(cells)):
        row = cells[index]
        kind = _kind(row)
        if kind == "data" and sum(cell in words for cell in row) >= ENOUGH:
            kind = _heading_kind(row, block)
        if kind == "other":
            body.other = index
            break
        if kind == "data" and body.notes and body.notes[-1] == index - 1 and _lonely(row):
            kind = "note"
        if kind == "data":
            body.data.append(index)
        elif kind == "total":
            body.totals.append(index)
            if any(_PART.match(text) for text in _keys(row)):
                body.parts.add(index)
        elif kind == "note":
            body.notes.append(index)
        elif kind == "repeated":
            body.repeated.append(index)
    return body


def _kind(row: Sequence[Cell]) -> str:
    first = None
    for cell in row:
        if cell is None or cell == "" or (type(cell) is str and cell.isspace()):
            continue
        first = cell
        break
    if first is None:
        return "blank"
    if type(first) is str and _NOTE.fullmatch(normalize("NFKC", first.strip())):
        return "note"
    if any(type(cell) is str and "计" in cell for cell in row[:KEYS]) and any(
        _TOTAL.fullmatch(text) for text in _keys(row)
    ):
        return "total"
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
