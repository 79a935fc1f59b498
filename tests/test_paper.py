"""A document as data: numbering, references, and lines with values in them."""

import pytest

from orggraph import language
from orggraph.paper import (
    Column,
    Heading,
    Paper,
    Picture,
    Reference,
    Row,
    Table,
    Value,
    chinese,
    filled,
)
from tests.papers import paper


def table(name: str) -> Table:
    return Table(name, (name,), (Column("a", 1),), (Row((("x",),)),))


def test_a_sentence_is_filled_with_values_and_lines_and_keeps_its_words() -> None:
    told = filled("{a} of {b}, {c}", a=Value("3", "/a"), b="five", c=("x", Value("7", "/c")))
    assert told == (Value("3", "/a"), " of ", "five", ", ", "x", Value("7", "/c"))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_are_written_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_headings_are_numbered_as_in_official_documents_and_begin_anew_below_each() -> None:
    levels = [1, 2, 3, 3, 2, 3, 1, 2]
    made = paper(*(Heading(level, ("h",)) for level in levels))
    language.use("zh")
    assert made.marks == ("一、", "（一）", "1. ", "2. ", "（二）", "1. ", "二、", "（一）")
    language.use("en")
    again = paper(*made.blocks)
    assert again.marks == ("1 ", "1.1 ", "1.1.1 ", "1.1.2 ", "1.2 ", "1.2.1 ", "2 ", "2.1 ")


def test_tables_and_figures_are_numbered_apart_and_the_text_calls_them_so() -> None:
    figure = Picture("f", ("f",), (), lambda: b"")
    made: Paper = paper(table("a"), figure, table("b"))
    assert made.plain(("see ", Reference("table", "b"))) == "see Table 2"
    assert made.plain((Reference("figure", "f"),)) == "Figure 1"


def test_every_line_is_gone_through_also_headings_of_columns_and_notes() -> None:
    figure = Picture("f", ("caption",), ("note",), lambda: b"")
    told = {made for line in paper(table("a"), figure).lines() for made in line}
    assert {"Title", "fact", "a", "x", "caption", "note"} <= told
