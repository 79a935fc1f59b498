"""项目: funded projects. Six for the 45 economically weak villages are published.

The carriers of pairings stay in 结对 alone.
"""

from datetime import date

from orggraph.demo._draw import number
from orggraph.demo._pair import day
from orggraph.demo._places import Place, listed
from orggraph.demo._roles import roles
from orggraph.demo._sheet import Row, Sheet

SIZES = (8, 8, 8, 7, 7, 7)
KINDS = ("设施农业", "冷链仓储", "光伏发电", "林果加工", "乡村旅游", "标准厂房")
YEAR, FIRST_MONTH = 2022, 3
PER_VILLAGE, STEPS = 50, 11  # ten thousand yuan: the least, and so many steps
# One that ended: today none of its villages is funded twice, or without being listed.
PAST_VILLAGES = ("池上镇", "大马石村、虎林村、西池村")
PAST = (date(2019, 6, 1), date(2021, 12, 31))


def _named(villages: list[Place]) -> str:
    """List villages of any town."""
    return "、".join(f"{village.town}/{village.name}" for village in villages)


def _rows() -> list[Row]:
    poor = sorted(roles().poor, key=lambda village: village.code)
    rows: list[Row] = []
    for order, (kind, size) in enumerate(zip(KINDS, SIZES, strict=True), start=1):
        covered = [poor.pop(0) for _ in range(size)]
        code = f"XM{YEAR}{order:02d}"
        rows.append(
            (
                *(code, f"{YEAR}年中央财政扶持示例{kind}项目", "财政扶持", "中央"),
                size * (PER_VILLAGE + number("funds", code, below=STEPS)),
                _named(covered),
                day("project", code, year=YEAR, month=FIRST_MONTH + order % 3),
                None,
            )
        )
    past = [*listed(*PAST_VILLAGES)]
    money = len(past) * PER_VILLAGE
    rows.append(("XM201901", "2019年示例林果项目", "财政扶持", "市", money, _named(past), *PAST))
    return rows


SHEET = Sheet(
    "项目",
    ("编号", "名称", "类别", "资金来源", "资金(万元)", "覆盖村", "开始时间", "结束时间"),
    _rows,
)
