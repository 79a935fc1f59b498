"""Help beside co-building: agencies (双百帮带), firms (百企联百村), and a few others.

What 双百帮带 is, is not published; here agencies and persons help weak branches. Whom a weak branch
has besides, and who has been there lately, is laid out so that only two live on silent help.
"""

from dataclasses import replace
from datetime import date
from functools import cache

from orggraph.demo import _co_building, _persons
from orggraph.demo._draw import number, order, pick
from orggraph.demo._pair import Pair, Side, day
from orggraph.demo._places import Place, place, villages
from orggraph.demo._roles import (
    ISOLATED_POOR,
    ISOLATED_WEAK_LAX,
    UNPAIRED_POOR_IN_COMMITTEE,
    UNPAIRED_POOR_WITH_FIRM,
    roles,
)
from orggraph.demo._units import AGENCIES, firms

AGENCY_POOR = 5  # economically weak branches that an agency helps as well
HELPING_PERSONS = 2
# Links of the firms in order of their numbers: the first two have more than a tenth of the 40,
# the third exactly a tenth.
FIRM_LINKS = (7, 5, 4, *[2] * 5, *[1] * 14)
FIRM_NEEDY = 26  # of the links lead to weak branches
VISITS = ((3, 6, 9, 12), (2, 5, 8, 11), (4, 8, 12), (1, 3, 5, 7, 9, 11))
STALE: tuple[int, ...] = (3, 6)
NEVER: tuple[int, ...] = ()
# Of the pairings that may be silent: so many went stale, so many never had a visit.
SILENT_AGENCIES, SILENT_FIRMS = (2, 1), (6, 6)


@cache
def pairs() -> tuple[Pair, ...]:
    """Give the pairings of agencies, firms and others, of any time."""
    return (*_double_hundred(), *_hundred_firms(), *_others())


@cache
def _silent() -> _co_building.Dormant:
    return _co_building.dormant(_co_building.pairs())


def _silent_help() -> set[Place]:
    """Branches that have nobody but a silent partner; an agency or firm would end that."""
    return {_silent().of_weak_lax.helped, _silent().of_poor.helped}


def _reached() -> set[Place]:
    """Villages that co-building helps, and lately."""
    live = [pair for pair in _co_building.pairs() if pair.is_live]
    return {pair.helped for pair in live} | {
        pair.helper for pair in live if pair.is_mutual and isinstance(pair.helper, Place)
    }


def _double_hundred() -> list[Pair]:
    cast = roles()
    lax = order([*(cast.weak_lax - cast.isolated - _silent_help())], "double hundred")[1:]
    poor = order([*(cast.poor - cast.weak_lax - cast.unpaired - _silent_help())], "agency")
    helpers = [Side(name, "部门") for name in order(AGENCIES, "double hundred")]
    helpers[:0] = [Side(_persons.name("helper", n + 1), "个人") for n in range(HELPING_PERSONS)]
    made = [
        Pair(
            "双百帮带",
            helper,
            helped,
            day("double hundred", helped, year=2021, month=6 + number("half", helped, below=6)),
            document=f"示例发〔2021〕{n}号" if n % 2 else None,
        )
        for n, (helper, helped) in enumerate(zip(helpers, lax + poor[:AGENCY_POOR], strict=False))
    ]
    past = Pair(
        "双百帮带",
        helpers[-1],
        place(*ISOLATED_WEAK_LAX[1]),
        date(2020, 7, 1),
        document="示例发〔2020〕7号",
        ended=date(2021, 12, 31),
    )
    return _numbered("SB", [*_visited(made, SILENT_AGENCIES), past])


def _hundred_firms() -> list[Pair]:
    cast = roles()
    sure = [place(*UNPAIRED_POOR_WITH_FIRM), _silent().of_star.helped]
    never = cast.isolated | _silent_help() | {*sure, place(*UNPAIRED_POOR_IN_COMMITTEE)}
    needy = sure + order([*(cast.needy - never)], "firm")
    well = order([p for p in villages() if p not in cast.needy | cast.unpaired], "firm")
    reached = needy[:FIRM_NEEDY] + well[: sum(FIRM_LINKS) - FIRM_NEEDY]
    links = [firm for firm, count in zip(firms(), FIRM_LINKS, strict=True) for _ in range(count)]
    made = [
        Pair(
            "百企联百村",
            Side(firm.name, "企业", firm.town),
            helped,
            day("firm", helped, year=2021, month=5 + number("half", helped, below=8)),
            document=f"示例联〔2021〕{n}号" if n % 3 == 0 else None,
        )
        for n, (firm, helped) in enumerate(zip(links, order(reached, "link"), strict=True), start=1)
    ]
    firm = firms()[7]
    to_come = Pair(
        "百企联百村",
        Side(firm.name, "企业", firm.town),
        place(*ISOLATED_POOR[1]),
        date(2023, 1, 15),
    )
    return _numbered("BQ", [*_visited(made, SILENT_FIRMS), to_come])


def _others() -> list[Pair]:
    """Let two joint committees and two communities help villages outside, all of them visited."""
    sides = (
        (Side("颜神古镇片区联村党委", "联村党委", "山头街道"), "山头街道", "南神头村"),
        (Side("戴北片区联村党委", "联村党委", "源泉镇"), "源泉镇", "麻庄村"),
        (Side("五龙社区", "社区", "城东街道"), "城东街道", "安上村"),
        (Side("永安社区", "社区", "白塔镇"), "白塔镇", "小店村"),
    )
    made = [
        Pair("其他", side, place(town, name), date(2021, 10, n), months=VISITS[n % 2])
        for n, (side, town, name) in enumerate(sides, start=8)
    ]
    return _numbered("QT", made)


def _visited(made: list[Pair], silent: tuple[int, int]) -> list[Pair]:
    """Let visits stop, or never begin, only where it leaves no weak branch with silent help."""
    reached = _reached()
    drawn = order(made, "silent", by=lambda pair: pair.helped)
    free = [p for p in drawn if p.helped in reached or p.helped not in roles().needy]
    stopped = dict.fromkeys(free[: silent[0]], STALE)
    stopped |= dict.fromkeys(free[silent[0] : sum(silent)], NEVER)
    visits = {pair: pick(VISITS, "visits", pair.helped) for pair in made}
    return [replace(pair, months=months) for pair, months in (visits | stopped).items()]


def _numbered(prefix: str, made: list[Pair]) -> list[Pair]:
    return [replace(pair, code=f"{prefix}{n:03d}") for n, pair in enumerate(made, start=1)]
