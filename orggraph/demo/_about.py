"""说明 and 报送情况: whose ledgers these are, of which day, and which of them came."""

from collections.abc import Sequence
from datetime import date, timedelta

from orggraph.demo._draw import number
from orggraph.demo._places import COUNTY, COUNTY_CODE, towns
from orggraph.demo._sheet import Row, Sheet

CUTOFF = date(2022, 12, 31)
REPORTER = "示例数据（合成）：地名与区划代码为国家统计局2023年版，人员、企业、结对等均为虚构"


def about(on: date = CUTOFF) -> Sheet:
    """Say whose ledgers these are, and of which day."""
    rows: list[Row] = [
        ("县区", COUNTY),
        ("区划代码", COUNTY_CODE),
        ("截止日期", on),
        ("填报单位", REPORTER),
    ]
    return Sheet("说明", ("项", "值"), lambda: rows)


def reports(ledgers: Sequence[str], on: date = CUTOFF) -> Sheet:
    """Say that every town reported each of these ledgers, in the days before."""

    def rows() -> list[Row]:
        return [
            (town, ledger, "是", on - timedelta(days=5 - number("report", town, ledger, below=5)))
            for town in towns().values()
            for ledger in ledgers
        ]

    return Sheet("报送情况", ("镇(街道)", "台账", "是否报送", "日期"), rows)
