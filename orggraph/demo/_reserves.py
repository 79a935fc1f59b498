"""后备人才: the reserve cadres and their mentors.

889 are in reserve, 145 of them with a bachelor's degree and 192 with a college's; two places have
none. As a rule the secretary of a place is the mentor of its reserves.
"""

from datetime import date
from typing import NamedTuple

from orggraph.demo import _persons
from orggraph.demo._draw import number, order
from orggraph.demo._organizations import WITHOUT_SECRETARY
from orggraph.demo._pair import day
from orggraph.demo._places import Place, place, places
from orggraph.demo._sheet import Row, Sheet

RESERVES = 889
EDUCATIONS = {"本科及以上": 145, "专科": 192}  # the others: 其他
LEAST, MOST = 2, 4  # of a place
WITHOUT = (("城西街道", "新坦社区"), ("石马镇", "响泉村"))
WITHOUT_MENTOR = 9
MENTOR_OF_MANY = ("池上镇", "中郝峪村")  # mentor of six; five are not too many
MANY, NOT_TOO_MANY = 6, 5
# Of reserves that left again: one was the last of its place.
LEFT = (
    (("石马镇", "响泉村"), date(2022, 7, 1)),
    (("八陡镇", "福山村"), date(2021, 12, 31)),
    (("源泉镇", "黄台村"), date(2022, 12, 31)),
)


class Reserve(NamedTuple):
    """A reserve cadre."""

    place: Place
    order: int
    education: str
    mentor: str | None
    since: date
    left: date | None = None


def _secretary(where: Place) -> str:
    """Name the mentor of a place: its secretary, else a leader of the town."""
    if where in {place(*each) for each in WITHOUT_SECRETARY}:
        return _persons.town_leader(where.town, 1)
    return _persons.name("place_secretary", places().index(where) + 1)


def _counts() -> dict[Place, int]:
    """Give the number of reserves of each place: three, and of some one fewer or more."""
    asked = [each for each in places() if each not in {place(*pair) for pair in WITHOUT}]
    drawn = order(asked, "reserves")
    counts = dict.fromkeys(asked, (LEAST + MOST) // 2)
    more = RESERVES - sum(counts.values())
    fewer = len(asked) // (LEAST + MOST)
    counts |= dict.fromkeys(drawn[:fewer], LEAST)
    counts |= dict.fromkeys(drawn[fewer : 2 * fewer + more], MOST)
    return {each: counts[each] for each in asked}


def _mentors(posts: list[Place]) -> list[str | None]:
    """Give each post its mentor; two mentors look after others of their town as well."""
    without = set(order(range(len(posts)), "without mentor")[:WITHOUT_MENTOR])
    mentors = [None if at in without else _secretary(where) for at, where in enumerate(posts)]
    many = place(*MENTOR_OF_MANY)
    neighbours = [each for each in places() if each.town == many.town and each != many]
    enough = order(neighbours, "mentor")[0]
    for who, most in ((many, MANY), (enough, NOT_TOO_MANY)):
        others = (
            at
            for at, where in enumerate(posts)
            if where.town == many.town
            and where not in (many, enough)
            and mentors[at] == _secretary(where)
        )
        for at in others:
            if mentors.count(_secretary(who)) == most:
                break
            mentors[at] = _secretary(who)
    return mentors


def _reserves() -> list[Reserve]:
    posts = [where for where, count in _counts().items() for _ in range(count)]
    educations = [word for word, count in EDUCATIONS.items() for _ in range(count)]
    educations += ["其他"] * (RESERVES - len(educations))
    drawn = dict(zip(order(range(RESERVES), "education"), educations, strict=True))
    made = [
        Reserve(where, at + 1, drawn[at], mentor, _since(where, at))
        for at, (where, mentor) in enumerate(zip(posts, _mentors(posts), strict=True))
    ]
    gone = [
        Reserve(place(*who), at, "其他", None, _since(place(*who), at), left)
        for at, (who, left) in enumerate(LEFT, start=RESERVES + 1)
    ]
    return sorted(made + gone, key=lambda each: (each.place.code, each.order))


def _since(where: Place, at: int) -> date:
    year, month = 2020 + number("reserve", at, below=2), 1 + number("reserve", where, at, below=12)
    return day("reserve", where, at, year=year, month=month)


def _rows() -> list[Row]:
    return [
        (
            each.place.town,
            each.place.name,
            _persons.name("reserve", each.order),
            each.education,
            each.mentor,
            each.since,
            each.left,
        )
        for each in _reserves()
    ]


SHEET = Sheet(
    "后备人才",
    ("镇(街道)", "村(社区)", "姓名", "学历", "导师", "入库时间", "出库时间"),
    _rows,
)
