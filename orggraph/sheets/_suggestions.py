"""Names that may be meant, alike in writing or in sound; told, and never applied by themselves."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from orggraph import gazetteer
from orggraph.language import _
from orggraph.sheets._bases import PLACE_WORDS
from orggraph.sheets._draft import PLACE_RANK, UNFOUND, Draft
from orggraph.sheets._names import normal
from orggraph.sheets._personal import holds_personal_number

MOST = 3
MANY_CHARACTERS = 4  # from here on two characters may differ
LONGEST = 40  # characters of a place's name; what is longer is none


class Candidate(NamedTuple):
    """A name that may be meant, and why."""

    name: str
    basis: str


class Suggestion(NamedTuple):
    """A row for aliases.csv that a person has to confirm; ``town`` is empty where towns are meant.

    ``where`` is the first row that has the name.
    """

    old: str
    new: str
    town: str
    basis: str
    where: str


def alike(written: str, names: Iterable[str]) -> list[Candidate]:
    """Give the names that may be meant, the likeliest first, 3 at most.

    A name sounds the same by its pinyin without tones, or is one character away (two from four
    characters on), the words for the kind of place left aside.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only a wrong name needs it

    asked = _bare(written)
    if not asked or len(asked) > LONGEST:
        return []
    most = 2 if len(asked) >= MANY_CHARACTERS else 1
    found = []
    for name in names:
        own = _bare(name)
        apart = Levenshtein.distance(asked, own)
        if apart and len(own) == len(asked) and _sound(own) == _sound(asked):
            found.append((0, apart, name, _("the same sound")))
        elif 0 < apart <= most and set(asked) & set(own):
            found.append((1, apart, name, _("characters that differ: {count}").format(count=apart)))
    return [Candidate(name, basis) for _rank, _apart, name, basis in sorted(found)[:MOST]]


def suggestions(draft: Draft) -> tuple[Suggestion, ...]:
    """Give what may be meant by the names of a draft that stand for nothing, each once."""
    found = {each[:3]: each for each in (*_alike_names(draft), *_same_codes(draft))}
    return tuple(sorted(found.values(), key=lambda each: (each.town, each.old)))


def _alike_names(draft: Draft) -> Iterator[Suggestion]:
    asks = pl.concat(draft.unfound or [pl.DataFrame(schema=UNFOUND)])
    sources = _sources(draft)
    words = _town_words(draft)
    for at, town, item, pool in asks.unique(["town", "item", "pool"], maintain_order=True).rows():
        name = item.rpartition("/")[2]
        if holds_personal_number(name) or name.startswith(("=", "+", "-", "@")):
            continue
        for each in alike(name, _pool(draft, pool, town)):
            yield Suggestion(name, each.name, words.get(town, ""), each.basis, sources[at])


def _same_codes(draft: Draft) -> Iterator[Suggestion]:
    sources, words = _sources(draft), _town_words(draft)
    for at, town, old, new in draft.renamed.select("at", "town", "old", "new").rows():
        yield Suggestion(old, new, words.get(town, ""), _("the same code"), sources[at])


def _pool(draft: Draft, pool: str, town: str | None) -> list[str]:
    if pool == "towns":
        names = gazetteer.towns(draft.county.code)["name"]
    elif pool == "gazetteer":
        names = gazetteer.villages(draft.county.code).filter(pl.col("town") == town)["called"]
    else:
        place = (pl.col("rank") == PLACE_RANK) & (pl.col("town") == town)
        names = draft.parties.filter(place)["name"]
    return names.unique().sort().to_list()


def _sources(draft: Draft) -> dict[int, str]:
    wanted = [*(frame["at"] for frame in draft.unfound), draft.renamed["at"]]
    ats = pl.concat(wanted).unique().implode()
    told: dict[int, str] = {}
    for sheet in draft.sheets.values():
        told |= dict(sheet.rows.filter(pl.col("at").is_in(ats)).select("at", "source").rows())
    return told


def _town_words(draft: Draft) -> dict[str | None, str]:
    return {
        **dict(gazetteer.towns(draft.county.code).select("town", "name").rows()),
        **dict(draft.towns.select("town", "town_name").rows()),
    }


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return re.sub(PLACE_WORDS, r"\1", normal(name))


@lru_cache(maxsize=4096)
def _sound(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - only a wrong name needs it

    return tuple(lazy_pinyin(name))
