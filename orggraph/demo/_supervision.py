"""督导: seven items in ten towns, every month of 2022, with their ranks and the total's.

Three of the seven items are published by name; the other four, and every score, are made up.
"""

from functools import cache

from orggraph.demo._draw import number, order, spread
from orggraph.demo._places import towns
from orggraph.demo._sheet import Row, Sheet

ITEMS = (
    "三务公开",
    "五代理",
    "党组织领办合作社",
    "示例四议两公开",
    "示例一网三联",
    "示例村级档案",
    "示例后备人才",
)
TOTAL = "总分"
YEAR, MONTHS = 2022, 12
LEAST, MOST = 78, 100  # of an item
BEST, STEP = 680, 10  # total of the first; each next has at least so much less, give or take
BOTTOM = 3
PERSISTENT, ITS_MONTHS = "八陡镇", (4, 5, 6, 7)
# Twice running, and once more later: not three months running.
TWICE, TWICE_MONTHS = "城西街道", (9, 10, 12)
# Ranks that the scores do not give: of an item, where an equal score got the next rank (as is done
# by order of rows), and of the total.
WRONG_ITEM_TOWN, WRONG_TOTAL = "白塔镇", ("山头街道", 8)


@cache
def _bottoms() -> list[list[str]]:
    """Give the last three of each month; the others take turns."""
    turns = [town for town in towns().values() if town not in (PERSISTENT, TWICE)] * MONTHS
    planted = {month: [PERSISTENT] for month in ITS_MONTHS}
    planted |= {month: [TWICE] for month in TWICE_MONTHS}
    found = []
    for month in range(1, MONTHS + 1):
        fixed = planted.get(month, [])
        found.append([*fixed, *(turns.pop(0) for _ in range(BOTTOM - len(fixed)))])
    return found


@cache
def scores() -> dict[tuple[int, str, str], int]:
    """Give the scores by month, town and item."""
    made = {}
    for month, bottom in enumerate(_bottoms(), start=1):
        ranked = order([town for town in towns().values() if town not in bottom], "rank", month)
        for place, town in enumerate(ranked + bottom):
            total = BEST - STEP * place - number("total", month, town, below=STEP)
            parts = spread(
                total - LEAST * len(ITEMS), [MOST - LEAST] * len(ITEMS), "score", month, town
            )
            for item, part in zip(ITEMS, parts, strict=True):
                made[month, town, item] = LEAST + part
            made[month, town, TOTAL] = total
    return made


def _rank(month: int, town: str, item: str) -> int:
    """Rank as in a contest: one more than there are better ones."""
    own = scores()[month, town, item]
    return 1 + sum(scores()[month, other, item] > own for other in towns().values())


@cache
def _slips() -> set[tuple[int, str, str]]:
    """Give the cells whose rank is one too low."""
    tied = next(
        (month, WRONG_ITEM_TOWN, item)
        for month in range(1, MONTHS + 1)
        for item in ITEMS
        for other in towns().values()
        if other != WRONG_ITEM_TOWN
        and scores()[month, other, item] == scores()[month, WRONG_ITEM_TOWN, item]
    )
    town, month = WRONG_TOTAL
    return {tied, (month, town, TOTAL)}


def _rows() -> list[Row]:
    return [
        (
            f"{YEAR}-{month:02d}",
            town,
            item,
            scores()[month, town, item],
            _rank(month, town, item) + ((month, town, item) in _slips()),
        )
        for month in range(1, MONTHS + 1)
        for town in towns().values()
        for item in (*ITEMS, TOTAL)
    ]


SHEET = Sheet("督导", ("月份", "镇(街道)", "事项", "得分", "名次"), _rows)
