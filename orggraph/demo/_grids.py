"""网格: base grids, micro-grids and centre households, a row a centre household.

1,062 micro-grids of 30-50 households and 4,686 centres of 10-15 are published. A village is one
base grid; how large each micro-grid is stands in ``_size.py``.
"""

from orggraph.demo._draw import order
from orggraph.demo._places import Place, villages
from orggraph.demo._sheet import Row, Sheet
from orggraph.demo._size import grids

WITHOUT_BRANCH, WITHOUT_GROUP = 4, 7  # base grids and micro-grids, all of different villages
MISCOUNTED = 3  # micro-grids of which one centre links a household too many
MOST_LINKED = 15


def base(village: Place) -> str:
    """Name the base grid of a village."""
    return f"{village.name}1号网格"


def _linked(size: int, centres: int) -> list[int]:
    """Divide the households of a micro-grid evenly over its centres."""
    whole, rest = divmod(size, centres)
    return [whole + (centre < rest) for centre in range(centres)]


def _miscounted() -> set[tuple[Place, int]]:
    room = [
        (village, slot)
        for village, sizes in grids().items()
        for slot, (size, centres) in enumerate(sizes)
        if size < MOST_LINKED * centres
    ]
    return set(order(room, "miscounted")[:MISCOUNTED])


def _rows() -> list[Row]:
    drawn = order(villages(), "grids without")
    bare, short = drawn[:WITHOUT_BRANCH], drawn[WITHOUT_BRANCH : WITHOUT_BRANCH + WITHOUT_GROUP]
    miscounted = _miscounted()
    rows: list[Row] = []
    for village, sizes in grids().items():
        name = village.name
        branch = None if village in bare else f"{name}1号网格党支部"
        whose = (village.town, name, base(village), branch)
        for slot, (size, centres) in enumerate(sizes):
            is_grouped = slot or village not in short
            group = f"{name}{slot + 1}号微网格党小组" if is_grouped else None
            linked = _linked(size, centres)
            linked[-1] += (village, slot) in miscounted
            for centre, count in enumerate(linked, start=1):
                micro = (f"{name}{slot + 1}号微网格", size, group)
                rows.append((*whose, *micro, centre, count))
    return rows


SHEET = Sheet(
    "网格",
    (
        "镇(街道)",
        "村(社区)",
        "基础网格",
        "网格党支部",
        "微网格",
        "微网格户数",
        "微网格党小组",
        "中心户编号",
        "联系户数",
    ),
    _rows,
)
