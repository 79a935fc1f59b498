"""议事: matters that places decided in 2022 by 四议两公开, and their dated steps."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from orggraph.demo._draw import number, order, pick
from orggraph.demo._places import Place, places
from orggraph.demo._sheet import Row, Sheet

YEAR = 2022
TWICE = 148  # places that decided two matters
TOPICS = ("道路硬化", "集体土地发包", "合作社分红方案", "村规民约修订", "环境整治", "公益岗位聘用")
FIRST_DAYS = 288  # of the year, in which matters begin, so that all are done by its end
# Days from a step to the next: the fewest, and so many more.
STEPS = ((1, 5), (1, 5), (1, 5), (1, 5), (1, 3), (20, 20))
HEADINGS = ("事前把关", "提议", "商议", "审议", "决议", "决议公开", "结果公开")
CHECK, PROPOSAL, CONSULTATION, DELIBERATION, RESOLUTION, DECISION, RESULT = range(len(HEADINGS))
JUST_RESOLVED = (*(date(YEAR, 11, on) for on in (14, 16, 21, 25)), date(YEAR, 12, 1), None, None)
Days: TypeAlias = tuple[date | None, ...]
# What is planted, and in how many matters. The first five are faults: a check after the proposal, a
# resolution before the deliberation, no check, and one of the two publications missing.
CHANGES: tuple[tuple[int, Callable[[Days], dict[int, date | None]]], ...] = (
    (1, lambda days: {CHECK: days[CONSULTATION]}),
    (3, lambda days: {DELIBERATION: days[RESOLUTION], RESOLUTION: days[DELIBERATION]}),
    (5, lambda _days: {CHECK: None}),
    (1, lambda _days: {DECISION: None}),
    (1, lambda _days: {RESULT: None}),
    # These are none: two steps on one day, one left out, and thirty days since the resolution.
    (12, lambda days: {CONSULTATION: days[DELIBERATION]}),
    (6, lambda _days: {CONSULTATION: None}),
    (1, lambda _days: dict(enumerate(JUST_RESOLVED))),
)


class Matter(NamedTuple):
    """A matter and the days of its steps."""

    place: Place
    slot: int
    days: Days


def _matter(place: Place, slot: int) -> Matter:
    key = (place, slot)
    days = [date(YEAR, 1, 4) + timedelta(days=number("matter", *key, below=FIRST_DAYS))]
    for step, (least, more) in enumerate(STEPS):
        gap = timedelta(days=least + number("step", *key, step, below=more))
        days.append(days[-1] + gap)
    return Matter(place, slot, tuple(days))


def _planted(order: int, matter: Matter) -> Matter:
    """Change the matter that has this number in a drawn order."""
    for count, change in CHANGES:
        if order < count:
            days = dict(enumerate(matter.days)) | change(matter.days)
            return matter._replace(days=tuple(days.values()))
        order -= count
    return matter


def _matters() -> list[Matter]:
    made = [_matter(place, 0) for place in places()]
    made += [_matter(place, 1) for place in order(places(), "second matter")[:TWICE]]
    drawn = order(made, "planted", by=lambda matter: (matter.place.code, matter.slot))
    made = [_planted(at, matter) for at, matter in enumerate(drawn)]
    return sorted(made, key=lambda matter: (matter.place.code, matter.slot))


def _rows() -> list[Row]:
    return [
        (
            f"YS{YEAR}{at:04d}",
            matter.place.town,
            matter.place.name,
            pick(TOPICS, "matter", matter.place, matter.slot),
            *matter.days,
        )
        for at, matter in enumerate(_matters(), start=1)
    ]


SHEET = Sheet("议事", ("编号", "镇(街道)", "村(社区)", "事项", *HEADINGS), _rows)
