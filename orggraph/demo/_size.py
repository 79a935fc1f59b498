"""How large each place is: households, centre households and party members.

The article's 1,062 micro-grids of 30-50 households and 4,686 centres of 10-15 fit together only
where a centre counts among its own; then 46,860 to 53,100 households do, and these are 50,000.
A centre household has a party member, so a village has at least as many members as centres.
"""

from datetime import date
from functools import cache

from orggraph.demo._about import CUTOFF
from orggraph.demo._committees import memberships
from orggraph.demo._draw import apportion, number, order, spread
from orggraph.demo._places import Place, places, villages

MICRO_GRIDS, HOUSEHOLDS = 1_062, 50_000
# Micro-grids by their number of centres: how many, and the fewest and the most households.
BY_CENTRES = {3: (60, 30, 45), 4: (504, 40, 50), 5: (498, 50, 50)}
# Members of the villages in joint committees, as published.
JOINT_MEMBERS = {date(2021, 1, 12): 3_294, CUTOFF: 3_935}
LEAST_IN_COMMITTEE = 110  # above the 100 that a committee should have
LEAST_IN_BRANCH = 3
PROBATIONARY = 4  # at most one fewer


@cache
def grids() -> dict[Place, list[tuple[int, int]]]:
    """Give each village's micro-grids: households and centres."""
    weights = [60 + number("weight", place, below=150) for place in villages()]
    counts = [1 + more for more in apportion(MICRO_GRIDS - len(villages()), weights)]
    slots = [
        (place, slot)
        for place, count in zip(villages(), counts, strict=True)
        for slot in range(count)
    ]
    kinds = [kind for kind, (count, _least, _most) in BY_CENTRES.items() for _ in range(count)]
    least = [BY_CENTRES[kind][1] for kind in kinds]
    room = [BY_CENTRES[kind][2] - BY_CENTRES[kind][1] for kind in kinds]
    extra = spread(HOUSEHOLDS - sum(least), room, "households")
    made: dict[Place, list[tuple[int, int]]] = {place: [] for place in villages()}
    for (place, _slot), kind, start, more in zip(
        order(slots, "grid"), kinds, least, extra, strict=True
    ):
        made[place].append((start + more, kind))
    return made


@cache
def households() -> dict[Place, int]:
    """Give the households of each place."""
    return {
        place: sum(size for size, _centres in grids()[place])
        if place.is_village
        else 400 + number("households", place, below=1_600)
        for place in places()
    }


@cache
def members(on: date = CUTOFF) -> dict[Place, tuple[int, int]]:
    """Give the full and the probationary members of each place's organisation on a day."""
    count = {place: _members(place) for place in places()} | _joint_members(on)
    young = {place: number("probationary", place, below=PROBATIONARY) for place in places()}
    return {place: (count[place] - young[place], young[place]) for place in places()}


def _floor(place: Place) -> int:
    return max(LEAST_IN_BRANCH + PROBATIONARY, sum(centres for _size, centres in grids()[place]))


def _members(place: Place) -> int:
    if place.is_village:
        return _floor(place) + 8 + number("members", place, below=40)
    return 60 + number("members", place, below=160)


def _joint_members(on: date) -> dict[Place, int]:
    joint = {place: len(group) for group in memberships(on).values() for place in group}
    floors = [max(_floor(place), -(-LEAST_IN_COMMITTEE // size)) for place, size in joint.items()]
    weights = [20 + number("joint members", place, below=80) for place in joint]
    more = apportion(JOINT_MEMBERS[on] - sum(floors), weights)
    return {place: floor + add for place, floor, add in zip(joint, floors, more, strict=True)}
