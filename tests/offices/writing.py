"""How a file of the corpus is written, and what many of them hold."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.offices import FOLDER

MADE = datetime(2022, 12, 31)  # noqa: DTZ001 - a workbook's date has no zone

Cell = str | float | bool | date | None
Rows = Sequence[Sequence[Cell]]
More = Callable[[Worksheet], None]

INCOME = ["镇(街道)", "村(社区)", "年度", "口径", "金额(万元)"]
PLACE = ["镇(街道)", "村(社区)", "区划代码", "类别", "户数", "人口"]
PAIR = [
    "编号",
    "机制",
    "方式",
    "帮扶方镇(街道)",
    "帮扶方",
    "帮扶方类别",
    "受帮方镇(街道)",
    "受帮方",
]
HUANGTAI = ["源泉镇", "黄台村"]
MAZHUANG = ["源泉镇", "麻庄村"]
ZHAOZHUANG = ["池上镇", "赵庄村"]
TOTAL = ["2022", "经营性收入"]
PAIRED = ["结对共建", "强弱帮带", "源泉镇", "黄台村", "村", "源泉镇", "麻庄村"]


def book(name: str, sheets: Mapping[str, Rows], more: More | None = None, **options: bool) -> None:
    """Write a workbook; ``more`` does to its first sheet what rows cannot say."""
    settings = {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, **options}
    with xlsxwriter.Workbook(FOLDER / name, settings) as made:
        made.set_properties({"created": MADE})
        percent = made.add_format({"num_format": "0.0%"})
        for place, (title, rows) in enumerate(sheets.items()):
            sheet = made.add_worksheet(title)
            for index, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(index, column, cell)
            sheet.percent = percent
            if more and place == 0:
                more(sheet)


def text(name: str, rows: Sequence[str], encoding: str = "utf-8", end: str = "\r\n") -> None:
    """Write a text file."""
    (FOLDER / name).write_bytes((end.join(rows) + end).encode(encoding))
