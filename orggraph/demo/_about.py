"""说明 and 报送情况: whose ledgers these are, of which day, and which of them came."""

from collections.abc import Sequence
from datetime import date

from orggraph.demo._draw import number
from orggraph.demo._places import COUNTY, COUNTY_CODE, towns
from orggraph.demo._sheet import Row, Sheet

CUTOFF = date(2022, 12, 31)
REPORTER = "示例数据（合成）：地名与区划代码为国家统计局2023年版，人员、企业、结对等均为虚构"


def _about() -> list[Row]:
    return [
        ("县区", COUNTY),
        ("区划代码", COUNTY_CODE),
        ("截止日期", CUTOFF),
        ("填报单位", REPORTER),
    ]


SHEET = Sheet("说明", ("项", "值"), _about)


def reports(ledgers: Sequence[str]) -> Sheet:
    """Say that every town reported each of these ledgers."""

    def rows() -> list[Row]:
        return [
            (town, ledger, "是", date(2022, 12, 26 + number("report", town, ledger, below=5)))
            for town in towns().values()
            for ledger in ledgers
        ]

    return Sheet("报送情况", ("镇(街道)", "台账", "是否报送", "日期"), rows)
