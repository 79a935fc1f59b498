"""Ledgers as offices send them, to time reading: ten towns' workbooks, and one large sheet."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from orggraph.sheets import READ

LARGE_ROWS, LARGE_COLUMNS = 200_000, 20
DAY = date(2022, 1, 1)
HEADINGS = [
    *("编号", "机制", "方式", "帮扶方镇(街道)", "帮扶方", "帮扶方类别", "受帮方镇(街道)", "受帮方"),
    *("项目载体", "文号", "开始时间", "结束时间", "序号", "备注", "填报人", "说明", "户数", "人口"),
    *("收入", "其他"),
]
COUNTY = "全区"

Rows = list[tuple[object, ...]]


def by_town(ledgers: Path, folder: Path) -> int:
    """Part a county's workbook into one a town, as towns report; give how many there are."""
    parted: dict[str, dict[str, Rows]] = defaultdict(dict)
    for sheet in load_workbook(ledgers, read_only=True).worksheets:
        heading, *rows = sheet.iter_rows(values_only=True)
        town = READ[sheet.title].town
        place = heading.index(town) if town in heading else None
        for row in rows:
            name = str(row[place] or COUNTY) if place is not None else COUNTY
            parted[name].setdefault(sheet.title, [heading]).append(row)
    for name, sheets in parted.items():
        _write(folder / f"{name}.xlsx", sheets)
    return len(parted) - 1


def _write(path: Path, sheets: dict[str, Rows]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)


def large(path: Path) -> None:
    """Write 结对 as no county has it: 200,000 rows of 20 columns."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("结对")
        for index, row in enumerate(_rows()):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(index, column, value)


def _rows() -> Iterator[list[object]]:
    yield list(HEADINGS)
    for index in range(LARGE_ROWS):
        yield [
            *(str(index), "结对共建", "强弱帮带", "源泉镇", f"黄台村{index % 97}", "村"),
            *("池上镇", f"赵庄村{index % 89}", None if index % 3 else f"果园{index % 50}", None),
            *(DAY, DAY, index + 1, "无", "某某", "按时", index % 100, index % 1000, index / 7, "x"),
        ]
