"""收入: what the villages' collectives took in, 2020 to 2022, by 总收入.

No village below 50,000 yuan in 2020 is published, and none below 100,000 in 2022; the 45 that are
economically weak were below it in 2021. Which villages earn what is made up.
"""

from functools import cache

from orggraph.demo._draw import number, order
from orggraph.demo._places import Place, villages
from orggraph.demo._roles import roles
from orggraph.demo._sheet import Row, Sheet

LINE, FLOOR = 100_000, 50_000  # yuan
STEP = 100
METRIC = "总收入"
# Of 2022, villages just over the line: below 1.05 and below 1.1 times it, by town. The first two
# are more than twice as many as the next; the third and the fourth are near misses.
BUNCHED = {"池上镇": (9, 2), "博山镇": (6, 2), "域城镇": (6, 3), "源泉镇": (4, 0)}
BIN = LINE // 20
ELSEWHERE = (LINE + 2 * BIN, 60 * BIN)  # the others earn from so much, and so much more at most
GROWTH = (4, 16)  # percent a year: the least, and so many steps


@cache
def _in_2022() -> dict[Place, int]:
    """Give the income of 2022; the weak are the first to be just over the line."""
    made = {}
    poor = roles().poor
    for town in dict.fromkeys(village.town for village in villages()):
        here = [village for village in villages() if village.town == town]
        drawn = sorted(order(here, "income"), key=lambda village: village not in poor)
        first, second = BUNCHED.get(town, (0, 0))
        for rank, village in enumerate(drawn):
            if rank < first:
                made[village] = LINE + _some(village, BIN) * bool(rank)  # one has exactly so much
            elif rank < first + second:
                made[village] = LINE + BIN + _some(village, BIN)
            else:
                made[village] = _elsewhere(village, is_poor=village in poor)
    return made


def _elsewhere(village: Place, *, is_poor: bool) -> int:
    start, more = ELSEWHERE
    return start + _some(village, more // 10 if is_poor else more)


def _some(village: Place, below: int) -> int:
    return STEP * number("income", village, below=below // STEP)


def _before(village: Place, later: int, year: int) -> int:
    """Go back a year."""
    least, steps = GROWTH
    percent = 100 + least + number("growth", village, year, below=steps)
    return later * 100 // percent // STEP * STEP


@cache
def incomes() -> dict[tuple[Place, int], int]:
    """Give the income in yuan by village and year."""
    made = {}
    for village, now in _in_2022().items():
        made[village, 2022] = now
        if village in roles().poor:
            earlier = FLOOR + 10 * STEP + _some(village, LINE - FLOOR - 10 * STEP)
        else:
            earlier = max(LINE, _before(village, now, 2021))
        made[village, 2021] = earlier
        made[village, 2020] = max(FLOOR, _before(village, earlier, 2020))
    return made


def _rows() -> list[Row]:
    rows = [
        (village.town, village.name, year, METRIC, ten_thousands(incomes()[village, year]))
        for year in (2020, 2021, 2022)
        for village in villages()
    ]
    return [*rows]


def ten_thousands(yuan: int) -> int | float:
    """Give yuan as ledgers do: in ten thousands, whole where they are."""
    return yuan // 10_000 if yuan % 10_000 == 0 else yuan / 10_000


SHEET = Sheet("收入", ("镇(街道)", "村(社区)", "年度", "口径", "金额(万元)"), _rows)
