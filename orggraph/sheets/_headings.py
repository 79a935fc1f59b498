"""Which column of a ledger a heading means: by the template's words, by others, by words within."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from orggraph.sheets import _synonyms
from orggraph.sheets._captions import MONEY
from orggraph.sheets._columns import Ledger
from orggraph.sheets._names import normal

IGNORED = ("序号", "号")
SHORTEST_WITHIN = 2  # characters of a word that is looked for within a heading
_MONEY = "|".join(sorted(MONEY, key=len, reverse=True))
_UNITS = rf"(?:单位[:,]?)?(?:{_MONEY}|%|‰|户|人|名|个|家|亩|份|分|次|支|条|项|年|月|日)"
_UNIT = re.compile(rf"(?:\({_UNITS}\)|\[{_UNITS}\]|[/:,](?:{_MONEY}|%))$")
_MONEY_UNIT = re.compile(rf"[(\[/:,](?:单位[:,]?)?({_MONEY})[)\]]?$")


class Meaning(NamedTuple):
    """The columns that a heading may mean, and how that was told.

    ``how`` is ``heading`` (the template's), ``word`` (another word for it), ``within`` (a word
    within it), ``part`` (a part that is added up), ``span`` (start and end in one); or empty.
    """

    columns: tuple[str, ...] = ()
    how: str = ""


def folded(heading: str) -> str:
    """Fold a heading: as names are, without the star of required columns and without units."""
    plain = normal(heading).replace("*", "")
    while (shorter := _UNIT.sub("", plain)) != plain:
        plain = shorter
    return plain


def money_unit(heading: str) -> int | None:
    """Say how many yuan the unit is that a heading names at its end; None where it names none."""
    plain = normal(heading).replace("*", "")
    while plain:
        if found := _MONEY_UNIT.search(plain):
            return MONEY[found[1]]
        plain = plain.rpartition("/")[0]  # of several levels an upper one may name it
    return None


def joined(levels: Sequence[str]) -> Iterator[str]:
    """Give the ways to read headings of several levels: all of them, then without the upper ones.

    Levels that say the same are one.
    """
    own = [level for index, level in enumerate(levels) if level and level not in levels[:index]]
    for start in range(len(own)):
        yield "".join(own[start:])


def exact(levels: Sequence[str], ledger: Ledger) -> Meaning:
    """Find the column that a heading names outright; its levels are folded already."""
    table = _table(ledger)
    return next((table[text] for text in joined(levels) if text in table), Meaning())


def within(levels: Sequence[str], ledger: Ledger) -> Meaning:
    """Find the columns whose words stand within the lowest level of a heading."""
    text = next(reversed([level for level in levels if level]), "")
    if any(word in text for word in _synonyms.APART):
        return Meaning()
    words = {
        word: meaning
        for word, meaning in _table(ledger).items()
        if len(word) >= SHORTEST_WITHIN and word in text and meaning.how in ("heading", "word")
    }
    # A word that only stands within a longer one says nothing by itself.
    longest = [
        word for word in words if not any(word != other and word in other for other in words)
    ]
    columns = dict.fromkeys(column for word in longest for column in words[word].columns)
    return Meaning(tuple(columns), "within") if columns else Meaning()


def raw_words(ledger: Ledger) -> frozenset[str]:
    """Give all words that are headings of a ledger as they are usually written."""
    return _raw_words(ledger.name, tuple(column.heading for column in ledger.columns))


@cache
def _raw_words(name: str, headings: tuple[str, ...]) -> frozenset[str]:
    other = _synonyms.words(name)
    return frozenset(
        [*headings, *(word for heading in headings for word in other.get(heading, ()))]
    )


def _table(ledger: Ledger) -> dict[str, Meaning]:
    """Give each folded word that names a column outright with what it means."""
    return _meanings(ledger.name, tuple(column.heading for column in ledger.columns))


@cache
def _meanings(name: str, headings: tuple[str, ...]) -> dict[str, Meaning]:
    found = {folded(heading): Meaning((heading,), "heading") for heading in headings}
    for how, words in (("word", _synonyms.words(name)), ("part", _synonyms.SUMMED.get(name, {}))):
        for heading, own in words.items():
            for word in map(folded, own if heading in headings else ()):
                known = found.get(word, Meaning())
                if known.how != "heading":
                    columns = dict.fromkeys((*known.columns, heading))
                    found[word] = Meaning(tuple(columns), how)
    if {"开始时间", "结束时间"} <= set(headings):
        found |= {word: Meaning(("开始时间", "结束时间"), "span") for word in _synonyms.SPANS}
    return found
