"""A document as data: its words, tables and figures, whatever it is written as.

Whatever the ledgers say and whatever was counted is a Value: its text, and the place in the JSON of
the run that it was read from. Words of our own hold no digits, so that no number can stand in a
document without a place that shows it. Headings, tables and figures get their numbers here, by
their order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from orggraph.language import _, current
from orggraph.progress import counted

_CROWDED = 7  # columns
_DIGITS = "〇一二三四五六七八九"


class Value(NamedTuple):
    """What the run says: the text, and the JSON pointer (RFC 6901) of what it was made from."""

    text: str
    key: str


class Reference(NamedTuple):
    """A table or a figure that the text refers to, by its name."""

    kind: Literal["table", "figure"]
    name: str


Span: TypeAlias = str | Value | Reference
Line: TypeAlias = tuple[Span, ...]


class Heading(NamedTuple):
    """A heading of level 1, 2 or 3."""

    level: int
    line: Line


class Paragraph(NamedTuple):
    """A paragraph; a term that is defined stands before it."""

    line: Line
    term: str = ""


class Row(NamedTuple):
    """A row of a table: a line a cell; in a band one cell goes over all columns.

    ``lines`` of a band stand below one another.
    """

    lines: tuple[Line, ...]
    kind: Literal["body", "total", "band"] = "body"


class Column(NamedTuple):
    """A column of a table: its heading, its share of the width, and whether it holds counts."""

    heading: Span
    share: float
    counts: bool = False


@dataclass(frozen=True)
class Table:
    """A numbered table with its caption above it.

    Parameters
    ----------
    name
        What references call it.
    caption
        What it shows.
    columns
        Its columns.
    rows
        Its rows.
    note
        What stands below it; may be empty.
    """

    name: str
    caption: Line
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Line = ()

    @property
    def crowded(self) -> bool:
        """Whether it has so many columns that it is set small."""
        return len(self.columns) > _CROWDED


@dataclass(frozen=True)
class Picture:
    """A numbered figure with its caption below it.

    Parameters
    ----------
    name
        What references call it.
    caption
        What it shows.
    note
        What it counts, and of whom.
    draw
        Draws it as PNG; called when it is written.
    """

    name: str
    caption: Line
    note: Line
    draw: Callable[[], bytes]

    @cached_property
    def image(self) -> bytes:
        """The PNG, drawn once."""
        return self.draw()


Block: TypeAlias = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Paper:
    """A document.

    Parameters
    ----------
    title
        Its title, a line of the page each.
    facts
        What stands below the title: of when, for whom.
    blocks
        Everything else, in order.
    run
        The JSON that every Value points into.
    day
        The day that it speaks of: the only date that its file bears.
    """

    title: tuple[Line, ...]
    facts: tuple[Line, ...]
    blocks: tuple[Block, ...]
    run: Mapping[str, object]
    day: date

    def draw(self) -> None:
        """Draw the figures, which takes longest, so that a terminal sees how many are done."""
        for picture in counted([each for each in self.blocks if isinstance(each, Picture)]):
            _ = picture.image

    @cached_property
    def numbers(self) -> Mapping[Reference, int]:
        """The numbers of tables and of figures, each from 1, by their order."""
        order: dict[str, int] = {"table": 0, "figure": 0}
        numbers = {}
        for block in self.blocks:
            if isinstance(block, Table | Picture):
                reference = reference_to(block)
                order[reference.kind] += 1
                numbers[reference] = order[reference.kind]
        return numbers

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What stands before each heading, in order: 一、（一） 1. or 1, 1.1, 1.1.1."""
        counts = [0, 0, 0]
        marks = []
        for block in self.blocks:
            if isinstance(block, Heading):
                counts[block.level - 1] += 1
                counts[block.level :] = [0] * (3 - block.level)
                marks.append(_mark(counts[: block.level]))
        return tuple(marks)

    def label(self, reference: Reference) -> str:
        """Name a table or a figure as the text calls it.

        Parameters
        ----------
        reference
            Which is meant; it stands in the paper.

        Returns
        -------
        label
            Such as ``表1`` or ``Figure 2``.
        """
        names = {"table": _("Table {number}"), "figure": _("Figure {number}")}
        return names[reference.kind].format(number=self.numbers[reference])

    def plain(self, line: Line) -> str:
        """Give a line as text alone.

        Parameters
        ----------
        line
            A line of the paper.

        Returns
        -------
        text
            Its words, values and references.
        """
        return "".join(self.span(span) for span in line)

    def span(self, span: Span) -> str:
        """Give the text of a span.

        Parameters
        ----------
        span
            Words, a value or a reference.

        Returns
        -------
        text
            As it is read.
        """
        if isinstance(span, Reference):
            return self.label(span)
        return span.text if isinstance(span, Value) else span

    def lines(self) -> Iterator[Line]:
        """Go through every line of the paper.

        Yields
        ------
        line
            Title and facts, headings, paragraphs, captions, cells and notes, in order.
        """
        yield from self.title
        yield from self.facts
        for block in self.blocks:
            if isinstance(block, Heading):
                yield block.line
            elif isinstance(block, Paragraph):
                yield (block.term, *block.line)
            else:
                yield block.caption
                if isinstance(block, Table):
                    yield from ((column.heading,) for column in block.columns)
                    for row in block.rows:
                        yield from row.lines
                yield block.note


def reference_to(block: Table | Picture) -> Reference:
    """Give what refers to a table or a figure.

    Parameters
    ----------
    block
        The table or the figure.

    Returns
    -------
    reference
        Its kind and name.
    """
    return Reference("table" if isinstance(block, Table) else "figure", block.name)


def filled(template: str, **parts: Span | Line) -> Line:
    """Fill spans into the places of a sentence.

    Parameters
    ----------
    template
        Text with places such as ``{count}``.
    **parts
        A span or a line for each place.

    Returns
    -------
    line
        The words between the places, and what fills them.
    """
    spans: list[Span] = []
    for position, piece in enumerate(template.replace("}", "{").split("{")):
        if position % 2 == 0:
            spans += [piece] if piece else []
            continue
        part = parts[piece]
        spans += [part] if isinstance(part, str | Value | Reference) else part
    return tuple(spans)


def _mark(counts: list[int]) -> str:
    if current() == "en":
        return ".".join(map(str, counts)) + " "
    last = counts[-1]
    return (f"{chinese(last)}、", f"（{chinese(last)}）", f"{last}. ")[len(counts) - 1]


def chinese(number: int) -> str:
    """Write a number in Chinese, as headings are numbered.

    Parameters
    ----------
    number
        From 1 to 99.

    Returns
    -------
    text
        Such as ``二十一``.
    """
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")
