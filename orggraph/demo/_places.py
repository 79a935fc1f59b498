"""The real places of Boshan District, and what each lives on.

Codes and names are those of the gazetteer. A place is called as people write it: 黄台村委会 is
黄台村, 公平庄居委会 is 公平庄社区.
"""

from dataclasses import dataclass
from functools import cache

from orggraph import gazetteer

COUNTY, COUNTY_CODE = "博山区", "370304"

# Synthetic, though chosen to suit the town.
TRADES = {
    "城东街道": ("商贸物流", "家政服务", "乡村旅游", "光伏发电"),
    "城西街道": ("商贸物流", "家政服务", "琉璃文创"),
    "山头街道": ("陶瓷琉璃", "琉璃文创", "乡村旅游", "林果", "光伏发电"),
    "域城镇": ("泵业加工", "机械加工", "林果", "猕猴桃", "乡村旅游", "光伏发电"),
    "白塔镇": ("机械加工", "泵业加工", "商贸物流", "设施蔬菜", "光伏发电"),
    "八陡镇": ("陶瓷琉璃", "耐火材料", "养殖", "林果", "光伏发电"),
    "石马镇": ("乡村旅游", "蓝莓", "民宿", "林果", "养殖"),
    "源泉镇": ("猕猴桃", "草莓", "设施蔬菜", "桔梗", "民宿"),
    "池上镇": ("桔梗", "蓝莓", "板栗", "民宿", "乡村旅游", "中药材"),
    "博山镇": ("榛子", "中药材", "林果", "板栗", "养殖", "乡村旅游"),
}


@dataclass(frozen=True)
class Place:
    """A village or a residents' community."""

    code: str
    name: str
    town: str
    is_village: bool

    def __str__(self) -> str:
        """Give the code, which draws depend on."""
        return self.code


@cache
def towns() -> dict[str, str]:
    """Give the names of the towns by code."""
    return dict(gazetteer.towns(COUNTY_CODE).iter_rows())


@cache
def places() -> tuple[Place, ...]:
    """Give the 296 places in order of their codes."""
    return tuple(
        Place(code, called, towns()[town], kind == "village")
        for code, called, town, kind in gazetteer.villages(COUNTY_CODE)
        .select("code", "called", "town", "kind")
        .iter_rows()
    )


@cache
def villages() -> tuple[Place, ...]:
    """Give the 241 villages in order of their codes."""
    return tuple(each for each in places() if each.is_village)


def place(town: str, name: str) -> Place:
    """Find a place by its town and name."""
    return _by_name()[town, name]


def listed(town: str, names: str) -> tuple[Place, ...]:
    """Find places of one town by their names, which are joined by 、."""
    return tuple(place(town, name) for name in names.split("、"))


@cache
def _by_name() -> dict[tuple[str, str], Place]:
    return {(each.town, each.name): each for each in places()}
