"""Who plays which part in the synthetic county: what is planted, and where.

The numbers are chosen so that all answers hold at once. Villages that stand for something are
named here; the weak branches besides them are drawn, so many a town.
"""

from dataclasses import dataclass
from functools import cache

from orggraph.demo._draw import order
from orggraph.demo._places import Place, listed, place, villages

# Isolated: in need, in no pairing of any mechanism and in no committee.
ISOLATED_WEAK_LAX = (("山头街道", "水峪村"), ("域城镇", "黄连峪村"), ("博山镇", "青杨杭村"))
ISOLATED_POOR = (
    ("域城镇", "镇门峪村"),
    ("八陡镇", "北峰峪村"),
    ("石马镇", "下焦村"),
    ("池上镇", "北崖村"),
)
ISOLATED_BOTH = (("源泉镇", "北崮山村"),)

# Without co-building as well, and yet not isolated: not in need, in a committee, helped by a firm.
UNPAIRED_WELL = (("域城镇", "董家村"), ("白塔镇", "国家村"), ("池上镇", "紫峪村"))
UNPAIRED_POOR_IN_COMMITTEE = ("池上镇", "王疃村")
UNPAIRED_POOR_WITH_FIRM = ("博山镇", "张家台村")

# A helper, and how many weak and how many other villages of which town it helps.
STARS = {
    ("域城镇", "西域城村"): {"域城镇": (3, 2)},
    ("源泉镇", "黄台村"): {"源泉镇": (3, 1)},
    ("池上镇", "中郝峪村"): {"池上镇": (3, 1)},
    ("博山镇", "北博山村"): {"博山镇": (2, 2)},
    ("山头街道", "樵岭前村"): {"山头街道": (2, 1), "城东街道": (1, 0)},
}

# Weak branches with a partner: so many weak and lax, both, economically weak.
NEEDY = {
    "城东街道": (0, 0, 1),
    "山头街道": (1, 0, 3),
    "域城镇": (2, 2, 5),
    "白塔镇": (1, 0, 2),
    "八陡镇": (1, 0, 2),
    "石马镇": (0, 1, 2),
    "源泉镇": (1, 1, 3),
    "池上镇": (1, 2, 8),
    "博山镇": (1, 1, 5),
}
# A committee of which every member is in need.
ALL_POOR = ("池上镇", "大马石村、虎林村、西坡村、石臼村、泉子村")


@dataclass(frozen=True)
class Roles:
    """Sets of villages; ``weak_lax`` and ``poor`` overlap, and are the need set."""

    weak_lax: frozenset[Place]
    poor: frozenset[Place]
    isolated: frozenset[Place]
    unpaired: frozenset[Place]
    stars: frozenset[Place]

    @property
    def needy(self) -> frozenset[Place]:
        """The need set."""
        return self.weak_lax | self.poor


@cache
def roles() -> Roles:
    """Cast the parts."""
    weak_lax = {place(*each) for each in ISOLATED_WEAK_LAX + ISOLATED_BOTH}
    poor = {place(*each) for each in ISOLATED_POOR + ISOLATED_BOTH}
    isolated = frozenset(weak_lax | poor)
    poor |= {place(*UNPAIRED_POOR_IN_COMMITTEE), place(*UNPAIRED_POOR_WITH_FIRM)}
    unpaired = isolated.union(poor, [place(*each) for each in UNPAIRED_WELL])
    stars = frozenset(place(*star) for star in STARS)
    for town, counts in NEEDY.items():
        lax, both, only_poor = _drawn(town, counts, unpaired | stars)
        weak_lax.update(lax, both)
        poor.update(both, only_poor)
    return Roles(frozenset(weak_lax), frozenset(poor), isolated, unpaired, stars)


def _drawn(town: str, counts: tuple[int, int, int], cast: frozenset[Place]) -> list[list[Place]]:
    lax, both, only_poor = counts
    sure = listed(*ALL_POOR) if town == ALL_POOR[0] else ()
    free = [each for each in villages() if each.town == town and each not in cast.union(sure)]
    drawn = order(free, "needy")
    rest = drawn[lax + both : lax + both + only_poor - len(sure)]
    return [drawn[:lax], drawn[lax : lax + both], [*sure, *rest]]
