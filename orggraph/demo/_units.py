"""单位: agencies, whose names any county has, and firms that do not exist."""

from functools import cache
from typing import NamedTuple

from orggraph.demo._draw import pick
from orggraph.demo._places import TRADES
from orggraph.demo._sheet import Row, Sheet

AGENCIES = (
    "区委组织部",
    "区委宣传部",
    "区委统战部",
    "区委政法委",
    "区发展和改革局",
    "区教育和体育局",
    "区工业和信息化局",
    "区公安局",
    "区民政局",
    "区司法局",
    "区财政局",
    "区人力资源和社会保障局",
    "区自然资源局",
    "区住房和城乡建设局",
    "区交通运输局",
    "区水利局",
    "区农业农村局",
    "区文化和旅游局",
    "区卫生健康局",
    "区审计局",
    "区市场监督管理局",
    "区档案局",
)
# A firm a number, seated in the towns in turn; the last is seated in none.
FIRM_TOWNS = (
    *("域城镇", "八陡镇", "白塔镇", "城东街道", "城西街道", "山头街道", "源泉镇"),
    *("博山镇", "域城镇", "白塔镇", "八陡镇", "城东街道", "池上镇", "域城镇"),
    *("城西街道", "白塔镇", "石马镇", "山头街道", "域城镇", "八陡镇", "白塔镇"),
    None,
)
COUNTY_TRADE = "商贸物流"


class Firm(NamedTuple):
    """A firm, its town (None: the county's) and its trade."""

    name: str
    town: str | None
    trade: str


@cache
def firms() -> tuple[Firm, ...]:
    """Give the firms in order of their numbers."""
    made = []
    for number, town in enumerate(FIRM_TOWNS, start=1):
        trade = pick(TRADES[town], "firm", number) if town else COUNTY_TRADE
        made.append(Firm(f"示例{trade}{number:02d}号有限公司", town, trade))
    return tuple(made)


def _rows() -> list[Row]:
    agencies: list[Row] = [(name, "部门", None, None, None) for name in AGENCIES]
    return agencies + [(firm.name, "企业", None, firm.town, firm.trade) for firm in firms()]


# Credit codes stay blank: one that passes its check may belong to a real unit.
SHEET = Sheet("单位", ("名称", "类别", "统一社会信用代码", "镇(街道)", "产业优势"), _rows)
