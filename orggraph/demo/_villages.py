"""村情: the places, their size and what they live on."""

from functools import cache

from orggraph.demo import _co_building
from orggraph.demo._draw import number, order
from orggraph.demo._places import TRADES, Place, places
from orggraph.demo._sheet import Row, Sheet
from orggraph.demo._size import households

PERSONS_PER_100_HOUSEHOLDS = (220, 290)


@cache
def tags() -> dict[Place, tuple[str, ...]]:
    """Give the trades of each place; partners in joint industry share one, but for the unlike."""
    own = {
        place: tuple(order(TRADES[place.town], place)[: 1 + number("trades", place, below=3)])
        for place in places()
    }
    unlike = _co_building.unlike()
    for pair in _co_building.pairs():
        if pair.mode != _co_building.INDUSTRY or not isinstance(pair.helper, Place):
            continue
        theirs, mine = own[pair.helper], own[pair.helped]
        if pair in unlike:
            others = [trade for trade in TRADES[pair.helped.town] if trade not in theirs]
            own[pair.helped] = tuple(order(others, pair.helped)[:2])
        elif not set(theirs) & set(mine):
            own[pair.helped] = (*mine, theirs[0])
    return own


def _row(place: Place) -> Row:
    least, most = PERSONS_PER_100_HOUSEHOLDS
    size = households()[place]
    persons = size * (least + number("persons", place, below=most - least)) // 100
    kind = "村" if place.is_village else "社区"
    return (place.town, place.name, place.code, kind, size, persons, "、".join(tags()[place]))


SHEET = Sheet(
    "村情",
    ("镇(街道)", "村(社区)", "区划代码", "类别", "户数", "人口", "产业优势"),
    lambda: [_row(place) for place in places()],
)
