"""The same county on 2021-01-12, when eleven joint committees with 73 villages were published.

Its ledgers hold the rows of the present ones that had begun by then, without the ends that were
still to come. What was not kept yet (grids, contests, supervision, matters) is not there.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from orggraph.demo import _about, _activities, _organizations, _pairings
from orggraph.demo._sheet import Cell, Row, Sheet

DAY = date(2021, 1, 12)
MONTHS = (9, 10, 11, 12)  # of 2020, in which the pairings of that time met
UNDATED = ("村情", "单位")
STARTS = {
    "联村党委": "成立时间",
    "结对": "开始时间",
    "认定": "认定时间",
    "合作社": "成立时间",
    "项目": "开始时间",
    "后备人才": "入库时间",
    "志愿服务队": "成立时间",
    "任职": "开始时间",
}
YEAR = "年度"
GRID, UNION = "网格", "所属联合社"  # what these columns name is not there yet


def sheets(ledgers: Iterable[Sheet]) -> list[Sheet]:
    """Give the sheets of that day: those of these ledgers that were kept, and what leads them."""
    found = [(sheet, _rows(sheet)) for sheet in ledgers]
    kept = [replace(sheet, rows=partial(list, rows)) for sheet, rows in found if rows]
    return [_about.about(DAY), _about.reports([sheet.name for sheet in kept], DAY), *kept]


def _rows(sheet: Sheet) -> list[Row]:
    if sheet.name == "党组织":
        return _organizations.rows(DAY)
    if sheet.name == "活动":
        pairs = [pair for pair in _pairings.every() if pair.since <= DAY]
        return _activities.of_year(pairs, DAY.year - 1, MONTHS)
    if sheet.name in UNDATED:
        return sheet.rows()
    rows = [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows()]
    return [tuple(map(_known, row.items())) for row in rows if _had_begun(sheet.name, row)]


def _had_begun(ledger: str, row: dict[str, Cell]) -> bool:
    year, start = row.get(YEAR), row.get(STARTS.get(ledger, ""))
    if isinstance(year, int):
        return year < DAY.year
    return isinstance(start, date) and start <= DAY and not row.get(GRID)


def _known(entry: tuple[str, Cell]) -> Cell:
    heading, cell = entry
    is_to_come = isinstance(cell, date) and cell > DAY
    return None if is_to_come or heading == UNION else cell
