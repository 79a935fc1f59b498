"""合作社: cooperatives that village branches lead, and their union.

163 are published, and one union; here 155 villages lead them, eight of these two each.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from orggraph.demo import _pairings
from orggraph.demo._about import CUTOFF
from orggraph.demo._committees import memberships
from orggraph.demo._draw import number, order, pick
from orggraph.demo._pair import day
from orggraph.demo._places import TRADES, Place, place, villages
from orggraph.demo._roles import roles
from orggraph.demo._sheet import Row, Sheet
from orggraph.demo._size import households

COOPERATIVES, LEADING = 163, 155
SECRETARY_NOT_CHAIR = 11
UNION, UNION_TOWN, IN_UNION = "示例农产品合作社联合社", "池上镇", 6
UNION_SINCE = date(2022, 9, 15)
NEVER = (("域城镇", "镇门峪村"), ("石马镇", "下焦村"))  # have no support at all
DISSOLVED = (("域城镇", "镇门峪村"), date(2022, 6, 30))  # the only one that its village led
SHARE = (10, 41)  # percent of the collective: the least, and so many steps
CAPITAL = (5, 60)  # ten thousand yuan
KINDS = ("专业合作社", "土地股份合作社")  # of the first and the second of a village
FOUNDED = (2018, 5)  # the first year, and so many


class Cooperative(NamedTuple):
    """A cooperative before it has its figures."""

    village: Place
    slot: int
    since: date
    ended: date | None = None

    @property
    def name(self) -> str:
        """Its name."""
        trade = pick(TRADES[self.village.town], "cooperative", self.village)
        return f"{self.village.name}示例{trade}{KINDS[self.slot]}"


@cache
def _leading() -> tuple[Place, ...]:
    """Give the villages that lead a cooperative; of the poor on their own all but two do."""
    never = {place(*each) for each in (*NEVER, DISSOLVED[0])}
    sure = _on_their_own() - never
    free = [each for each in villages() if each not in sure | never]
    chosen = sure.union(order(free, "cooperative")[: LEADING - len(sure)])
    return tuple(each for each in villages() if each in chosen)


def _on_their_own() -> set[Place]:
    """Give the economically weak that are in no committee and that nobody helps."""
    joined = {each for group in memberships().values() for each in group}
    helped: set[object] = set()
    for pair in _pairings.every():
        if pair.since <= CUTOFF and pair.ended is None:
            helped |= {pair.helped, pair.helper} if pair.is_mutual else {pair.helped}
    return {each for each in roles().poor if each not in joined | helped}


def _cooperatives() -> list[Cooperative]:
    twice = order(_leading(), "second cooperative")[: COOPERATIVES - LEADING]
    made = [Cooperative(each, 0, _since(each, 0)) for each in _leading()]
    made += [Cooperative(each, 1, _since(each, 1)) for each in twice]
    who, ended = DISSOLVED
    made.append(Cooperative(place(*who), 0, _since(place(*who), 0), ended))
    return sorted(made, key=lambda each: (each.village.code, each.slot))


def _since(village: Place, slot: int) -> date:
    first, many = FOUNDED
    year, month = (
        first + number("cooperative", village, slot, below=many),
        1 + number("month", village, slot, below=10),
    )
    return day("cooperative", village, slot, year=year, month=month)


def _row(each: Cooperative, *, is_chaired: bool, is_joined: bool) -> Row:
    village, key = each.village, (each.village, each.slot)
    least, steps = SHARE
    low, more = CAPITAL
    size = households()[village]
    return (
        *(each.name, "合作社", None, village.town, village.name, "是" if is_chaired else "否"),
        *(each.since, each.ended, size // 4 + number("joined", *key, below=size // 4)),
        *(low + number("capital", *key, below=more), least + number("share", *key, below=steps)),
        UNION if is_joined else None,
    )


def _rows() -> list[Row]:
    made = _cooperatives()
    living = [each for each in made if each.ended is None]
    apart = order(living, "chair", by=lambda each: each.name)[:SECRETARY_NOT_CHAIR]
    joined = [each for each in living if (each.village.town, each.slot) == (UNION_TOWN, 0)]
    joined = order(joined, "union", by=lambda each: each.name)[:IN_UNION]
    rows = [_row(each, is_chaired=each not in apart, is_joined=each in joined) for each in made]
    union: Row = (UNION, "联合社", None, UNION_TOWN, *[None] * 2, UNION_SINCE, *[None] * 5)
    return [*rows, union]


SHEET = Sheet(
    "合作社",
    (
        "名称",
        "类别",
        "统一社会信用代码",
        "镇(街道)",
        "领办村(社区)",
        "理事长是否书记",
        "成立时间",
        "注销时间",
        "社员户数",
        "出资总额(万元)",
        "集体占比(%)",
        "所属联合社",
    ),
    _rows,
)
