"""Small ledgers to write by hand in a test, as workbooks and as CSV files."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]

ABOUT: Rows = [
    ["项", "值"],
    ["县区", "博山区"],
    ["区划代码", "370304"],
    ["截止日期", "2022-12-31"],
]
PLACES: Rows = [
    ["镇(街道)", "村(社区)", "区划代码"],
    ["源泉镇", "黄台村", "370304111206"],
    ["源泉镇", "麻庄村", "370304111210"],
    ["池上镇", "赵庄村", "370304112223"],
    ["白塔镇", "赵庄村", "370304103203"],
    ["城西街道", "西冶街社区", "370304002003"],
]
ORGANIZATIONS = ["镇(街道)", "村(社区)", "党组织名称", "类别", "上级党组织", "书记"]
COMMITTEES = ["名称", "镇(街道)", "成员村", "书记", "成立时间", "撤销时间"]
UNITS = ["名称", "类别", "统一社会信用代码", "镇(街道)"]
PAIRINGS = [
    "编号",
    "机制",
    "方式",
    "帮扶方镇(街道)",
    "帮扶方",
    "帮扶方类别",
    "受帮方镇(街道)",
    "受帮方",
    "开始时间",
    "结束时间",
    "项目载体",
]
ACTIVITIES = ["编号", "类型", "日期", "结对编号", "镇(街道)", "参加单位", "主题"]
DESIGNATIONS = [
    "类别",
    "镇(街道)",
    "村(社区)",
    "认定时间",
    "解除时间",
    "县级领导",
    "镇街领导",
    "第一书记",
    "帮包单位",
]
ALIASES = ["旧名称", "新名称", "镇(街道)", "起始日期"]
REPORTS = ["镇(街道)", "台账", "是否报送", "日期"]

HUANGTAI, MAZHUANG = "370304111206:village", "370304111210:village"
ZHAOZHUANG, OTHER_ZHAOZHUANG = "370304112223:village", "370304103203:village"
XIYE = "370304002003:community"


def ledgers(**more: Rows) -> dict[str, Rows]:
    """Give 说明 and 村情, and whatever other sheets a test adds or replaces."""
    return {"说明": ABOUT, "村情": PLACES, **more}


def new_places(*places: tuple[str, str]) -> dict[str, Rows]:
    """List places (town, name) that the gazetteer lacks, as rows of aliases.csv."""
    return {"aliases": [ALIASES, *([None, name, town] for town, name in places)]}


def write(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a workbook, and the aliases beside it; dates become real dates of Excel."""
    sheets = dict(sheets)
    if aliases := sheets.pop("aliases", None):
        write_csv(path.parent, {"aliases": aliases})
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(index, place, cell)
    return path


def write_csv(folder: Path, sheets: Mapping[str, Rows], encoding: str = "utf-8") -> Path:
    """Write a folder of CSV files, one a ledger."""
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return folder
