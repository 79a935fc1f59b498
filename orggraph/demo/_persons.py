"""Names of persons who do not exist, and look it: 王示例甲017."""

from orggraph.demo._draw import pick
from orggraph.demo._places import towns

TOWN_LEADERS = 3  # a town
SURNAMES = "王李张刘陈杨赵孙周吴郑冯"
# One mark a post, so that two persons never share a name.
MARKS = {
    "place_secretary": "甲",
    "town_secretary": "乙",
    "county_leader": "丙",
    "town_leader": "丁",
    "first_secretary": "戊",
    "helper": "己",
    "unit_secretary": "庚",
    "reserve": "辛",
    "village_cadre": "壬",
    "deputy": "癸",
    "posted_secretary": "子",
    "grid_leader": "丑",
    "former_secretary": "寅",
}


def name(post: str, order: int) -> str:
    """Name the person with this number in this kind of post."""
    return f"{pick(SURNAMES, 'surname', post, order)}示例{MARKS[post]}{order:03d}"


def town_leader(town: str, turn: int) -> str:
    """Name a leader of a town, each of TOWN_LEADERS in turn."""
    first = list(towns().values()).index(town) * TOWN_LEADERS
    return name("town_leader", 1 + first + turn % TOWN_LEADERS)
