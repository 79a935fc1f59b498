"""The 122 co-building pairings: five stars and 101 dyads over 228 villages, and some that ended.

Modes: 61 strong helps weak (21 from stars, 6 weak branches that help weak ones, 34 others), 37
joint industry, 24 complementary.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple, TypeAlias

from orggraph.demo._draw import number, order, pick
from orggraph.demo._pair import MONTHS, Pair, day
from orggraph.demo._places import TRADES, Place, place, villages
from orggraph.demo._roles import NEEDY, STARS, roles

STRONG_WEAK, INDUSTRY, COMPLEMENT = "强弱帮带", "产业联合", "优势互补"
INDUSTRY_PAIRS, COMPLEMENT_PAIRS = 36, 23  # of two villages that are not weak
WEAK_HELPS_WEAK = {"域城镇": 1, "白塔镇": 1, "石马镇": 1, "池上镇": 2, "博山镇": 1}
WEAK_MUTUAL = {"域城镇": COMPLEMENT, "池上镇": INDUSTRY}
ACROSS_TOWNS = (
    ("域城镇", "石马镇"),
    *(("山头街道", "八陡镇"), ("域城镇", "白塔镇"), ("源泉镇", "池上镇")) * 2,
    *(("博山镇", "源泉镇"), ("池上镇", "博山镇"), ("八陡镇", "石马镇")) * 2,
)
# Dormant pairings stopped after a month; two lively ones missed one month.
STOPPED = (8, 8, 8, 9, 9)
MISSED = (2, 11)
QUIET_TOWN = "源泉镇"  # of the dormant pairings only one is here: one of 黄台村's
UNLIKE_INDUSTRIES = 4
# Activities entered beside the monthly ones, all in one week: 7 of 19 are more than a third,
# 4 of 16 (5 with that month's own) are not.
BACKDATED, CATCHING_UP = (7, 7, 7), (4,)
SHARING_TOWNS = ("域城镇", "池上镇")  # two pairings of each use one carrier


Pool: TypeAlias = dict[str, list[Place]]  # villages by town


@cache
def pairs() -> tuple[Pair, ...]:
    """Give the 122 pairings of the day, numbered by the helped village."""
    made = _with_activities(_with_modes(_stars_and_dyads()))
    made = sorted(made, key=lambda pair: pair.helped.code)
    numbered = [replace(pair, code=f"GJ{n:03d}") for n, pair in enumerate(made, start=1)]
    return tuple(_with_carriers(numbered))


@cache
def ended() -> tuple[Pair, ...]:
    """Give pairings that are over; two of them with villages that are isolated today."""
    sides = (
        ("源泉镇", "黄台村", "北崮山村", date(2021, 11, 30)),
        ("域城镇", "和尚房村", "镇门峪村", date(2021, 6, 30)),
        ("博山镇", "朱家南村", "上结村", date(2021, 12, 31)),
        ("白塔镇", "小店村", "石佛村", date(2021, 9, 30)),
    )
    return tuple(
        Pair(
            "结对共建",
            place(town, helper),
            place(town, helped),
            date(2020, 3, 16),
            STRONG_WEAK,
            code=f"GJ9{n:02d}",
            ended=last,
        )
        for n, (town, helper, helped, last) in enumerate(sides, start=1)
    )


def unlike() -> tuple[Pair, ...]:
    """Give the industry pairings whose sides share no industry."""
    both = roles().needy
    joined = [p for p in pairs() if p.mode == INDUSTRY and p.helped not in both]
    return tuple(order(joined, "unlike", by=_ends)[:UNLIKE_INDUSTRIES])


def _ends(pair: Pair) -> str:
    return f"{pair.side.town}{pair.side.name}—{pair.helped.code}"


def _pair(helper: Place, helped: Place, mode: str | None) -> Pair:
    since = day("co-building", helped, year=2021, month=3 + number("month", helped, below=9))
    return Pair("结对共建", helper, helped, since, mode, MONTHS)


def _stars_and_dyads() -> list[Pair]:
    """Draw the pairings; those of two villages that are not weak have no mode yet."""
    weak, well = _free(is_weak=True), _free(is_weak=False)
    return [*_stars(weak, well), *_of_weak(weak, well), *_of_well(well)]


def _free(*, is_weak: bool) -> Pool:
    """Give the villages to be paired, besides the stars, by town and in a drawn order."""
    cast = roles()
    pool: Pool = {town: [] for town in NEEDY}
    for each in order([p for p in villages() if (p in cast.needy) is is_weak], "pairs"):
        if each not in cast.unpaired | cast.stars:
            pool[each.town].append(each)
    return pool


def _stars(weak: Pool, well: Pool) -> Iterator[Pair]:
    for star, where in STARS.items():
        for town, (many_weak, many_well) in where.items():
            helped = [weak[town].pop() for _ in range(many_weak)]
            helped += [well[town].pop() for _ in range(many_well)]
            yield from (_pair(place(*star), each, STRONG_WEAK) for each in helped)


def _of_weak(weak: Pool, well: Pool) -> Iterator[Pair]:
    for town, count in WEAK_HELPS_WEAK.items():
        for _ in range(count):
            yield _pair(weak[town].pop(), weak[town].pop(), STRONG_WEAK)
    for town, mode in WEAK_MUTUAL.items():
        yield _pair(well[town].pop(), weak[town].pop(), mode)
    for town, rest in weak.items():
        yield from (_pair(well[town].pop(), each, STRONG_WEAK) for each in rest)


def _of_well(well: Pool) -> Iterator[Pair]:
    for one, other in ACROSS_TOWNS:
        yield _pair(well[one].pop(), well[other].pop(), None)
    for rest in well.values():
        yield from (_pair(*sides, None) for sides in zip(rest[::2], rest[1::2], strict=True))


def _with_modes(made: list[Pair]) -> list[Pair]:
    drawn = order([pair for pair in made if pair.mode is None], "mode", by=_ends)
    modes = [INDUSTRY] * INDUSTRY_PAIRS + [COMPLEMENT] * COMPLEMENT_PAIRS
    modes += [STRONG_WEAK] * (len(drawn) - len(modes))
    chosen = {pair.helped: mode for pair, mode in zip(drawn, modes, strict=True)}
    return [replace(pair, mode=pair.mode or chosen[pair.helped]) for pair in made]


class Dormant(NamedTuple):
    """The pairings that fall silent.

    One of a star; two that are all the help that a weak branch has, one weak and lax, one
    economically weak; a joint industry and a complementary one of villages that are not weak.
    """

    of_star: Pair
    of_weak_lax: Pair
    of_poor: Pair
    industry: Pair
    complement: Pair


def dormant(made: Iterable[Pair]) -> Dormant:
    """Choose the pairings that fall silent."""
    cast, huangtai = roles(), place("源泉镇", "黄台村")
    drawn = order(list(made), "dormant", by=_ends)
    star = next(p for p in drawn if p.helper == huangtai and p.helped in cast.poor)
    dyads = [
        p
        for p in drawn
        if p.helper not in cast.stars | cast.needy
        and QUIET_TOWN not in (p.side.town, p.helped.town)
    ]
    strong = [p for p in dyads if p.mode == STRONG_WEAK]
    lax = next(p for p in strong if p.helped in cast.weak_lax)
    poor = next(p for p in strong if p.helped in cast.poor - cast.weak_lax)
    well = [p for p in dyads if p.helped not in cast.needy]
    industry, complement = (
        next(p for p in well if p.mode == mode) for mode in (INDUSTRY, COMPLEMENT)
    )
    return Dormant(star, lax, poor, industry, complement)


def _with_activities(made: list[Pair]) -> list[Pair]:
    silent = dormant(made)
    changed = {
        pair: replace(pair, months=MONTHS[:last])
        for pair, last in zip(silent, STOPPED, strict=True)
    }
    lively = iter(order([pair for pair in made if pair not in changed], "lively", by=_ends))
    for month, pair in zip(MISSED, lively, strict=False):
        changed[pair] = replace(pair, months=tuple(m for m in MONTHS if m != month))
    for extra, pair in zip(BACKDATED + CATCHING_UP, lively, strict=False):
        changed[pair] = replace(pair, extra=extra)
    return [changed.get(pair, pair) for pair in made]


def _with_carriers(made: list[Pair]) -> list[Pair]:
    """Give each pairing a project; it is named after the helped village and one of its trades."""
    carriers = {
        pair: f"{pair.helped.name}{pick(TRADES[pair.helped.town], 'carrier', pair.helped)}共建项目"
        for pair in made
    }
    for town in SHARING_TOWNS:
        first, second, *_ = (p for p in made if {p.helped.town, p.side.town} == {town})
        carriers[second] = carriers[first]
    return [replace(pair, carrier=carriers[pair]) for pair in made]
