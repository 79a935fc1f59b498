"""The example county's ledgers as ten towns would send them, each in its own way, with faults.

Every town sends its own rows; the county sends what is no town's. The faults are planted at nine
cells, and in one place that a town calls otherwise than everybody else.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from orggraph import demo
from orggraph.demo import _about
from orggraph.demo._places import towns
from orggraph.sheets import READ

Cell = str | int | float | date | None
Rows = list[list[Cell]]
Style = Callable[[date], Cell]

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
FIRST_DAY = date(1899, 12, 30)
TITLES = 2  # rows above the headings in workbooks with titles
# A place that its town calls by another name, in 结对 only.
RENAMED = ("源泉镇", "黄台村", "黄台新村")


class Plant(NamedTuple):
    """A fault: what stands in which cell instead of what is right, and how it must be told."""

    town: str
    ledger: str
    row: int  # of the town's rows, from 0
    heading: str
    wrong: Cell
    code: str


PLANTS = (
    Plant("城东街道", "村情", 3, "户数", "约二百户", "bad-number"),
    Plant("城东街道", "认定", 0, "认定时间", "去年底", "bad-date"),
    Plant("池上镇", "村情", 2, "区划代码", "3.70304E+11", "lost-digits"),
    Plant("山头街道", "收入", 4, "金额(万元)", None, "missing-value"),
    Plant("域城镇", "议事", 1, "村(社区)", "无此村", "unknown-place"),
    Plant("域城镇", "任职", 2, "职务", "支书记员", "bad-word"),
    Plant("源泉镇", "志愿服务队", 5, "成立时间", "2022.3.1-2022.12.31", "bad-date"),
    Plant("源泉镇", "合作社", 1, "社员户数", "30-50", "bad-number"),
    Plant("池上镇", "后备人才", 0, "学历", "#REF!", "error-cell"),
)


def text_date(day: date) -> Cell:
    return f"{day.year}年{day.month}月{day.day}日"


def dotted(day: date) -> Cell:
    return f"{day.year}.{day.month}.{day.day}"


def run_together(day: date) -> Cell:
    return f"{day:%Y%m%d}"


def slashed(day: date) -> Cell:
    return f"{day.year}/{day.month}/{day.day}"


def real(day: date) -> Cell:
    return day


def write(folder: Path) -> None:
    """Write the files of ten towns and of the county into a folder."""
    folder.mkdir()
    for town, send in WAYS.items():
        send(folder, town, dict(_of(town)))
    _plain(folder, "区委组织部", dict(_of(None)))


def clean(plant: Plant) -> Cell:
    """Give what stood in the cell of a plant before."""
    for ledger, rows in _rows(plant.town):
        if ledger == plant.ledger:
            headings, *data = rows
            return data[plant.row][headings.index(plant.heading)]
    raise LookupError(plant)


def _sheets() -> Iterator[tuple[str, tuple[str, ...], Sequence[Sequence[Cell]]]]:
    named = [sheet.name for sheet in demo.LEDGERS]
    for sheet in (_about.about(), _about.reports(named), *demo.LEDGERS):
        yield sheet.name, sheet.headings, sheet.rows()


def _rows(town: str | None) -> Iterator[tuple[str, Rows]]:
    """Give a town's rows of every ledger, the headings first; None: those of no town."""
    for name, headings, rows in _sheets():
        column = READ[name].town
        index = headings.index(column) if column in headings else None
        own = [list(row) for row in rows if (None if index is None else row[index]) == town]
        if own:
            yield name, [list(headings), *own]


def _of(town: str | None) -> Iterator[tuple[str, Rows]]:
    """Give a town's rows with the faults in them."""
    for name, rows in _rows(town):
        headings, *data = rows
        for plant in PLANTS:
            if (plant.town, plant.ledger) == (town, name):
                data[plant.row][headings.index(plant.heading)] = plant.wrong
        if (town, name) == (RENAMED[0], "结对"):
            data = [[RENAMED[2] if cell == RENAMED[1] else cell for cell in row] for row in data]
        yield name, [headings, *data]


def _dated(rows: Rows, style: Style) -> Rows:
    return [[style(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]


def _plain(folder: Path, town: str, ledgers: Mapping[str, Rows], style: Style = real) -> None:
    with _book(folder / f"{town}台账.xlsx") as book:
        for name, rows in ledgers.items():
            _fill(book.add_worksheet(name), _dated(rows, style), 0)


def _book(path: Path) -> xlsxwriter.Workbook:
    options = {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    return xlsxwriter.Workbook(str(path), options)


def _fill(sheet: Worksheet, rows: Rows, top: int) -> None:
    for number, row in enumerate(rows, start=top):
        for column, cell in enumerate(row):
            if cell == "#REF!":
                sheet.write_formula(number, column, "=#REF!", None, "#REF!")
            elif cell is not None:
                sheet.write(number, column, cell)


def _titled(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
    """Write titles and captions above, a note below, dates in words, an identity number beside."""
    with _book(folder / f"{town}台账.xlsx") as book:
        bold = book.add_format({"bold": True})
        for name, rows in ledgers.items():
            sheet = book.add_worksheet(name)
            width = len(rows[0])
            sheet.merge_range(0, 0, 0, width - 1, f"附件1 {town}{name}统计表", bold)
            sheet.write(1, 0, f"填报单位(盖章):{town}")
            headings, *data = _dated(rows, text_date)
            table = [[*headings, "身份证号"], *([*row, "11010519491231002X"] for row in data)]
            _fill(sheet, table, TITLES)
            sheet.write(TITLES + len(table), 0, "注:以上数据截至年底。")


def _wide_digits(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
    """Write counts in full-width digits, and a row of totals under 村情."""
    with _book(folder / f"{town}台账.xlsx") as book:
        for name, rows in ledgers.items():
            headings, *data = _dated(rows, dotted)
            counts = [headings.index(one) for one in ("户数", "人口") if one in headings]
            table = [
                [_wide(row[i]) if i in counts else row[i] for i in range(len(row))] for row in data
            ]
            if name == "村情":
                sums = {i: sum(int(str(row[i])) for row in data) for i in counts}
                table.append(["合 计", *(sums.get(i) for i in range(1, len(headings)))])
            _fill(book.add_worksheet(name), [headings, *table], 0)


def _wide(cell: Cell) -> Cell:
    return None if cell is None else str(cell).translate(WIDE)


def _merged(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
    """Merge the town over all its rows, and leave place codes to be filled in."""
    with _book(folder / f"{town}台账.xlsx") as book:
        for name, rows in ledgers.items():
            headings, *data = rows
            if name == "村情":
                data = [[None if i == 2 else cell for i, cell in enumerate(row)] for row in data]
            sheet = book.add_worksheet(name)
            _fill(sheet, [headings, *data], 0)
            index = headings.index(READ[name].town)
            if len(data) > 1:
                sheet.merge_range(1, index, len(data), index, town)


def _serials(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
    """Write dates as numbers of days, on sheets with blank rows and numbering."""
    with _book(folder / f"{town}台账.xlsx") as book:
        for name, rows in ledgers.items():
            headings, *data = _dated(rows, lambda day: (day - FIRST_DAY).days)
            table: Rows = [["序号", *headings]]
            for number, row in enumerate(data, start=1):
                table.append([number, *row])
                if number % 50 == 0:
                    table.append([])
            _fill(book.add_worksheet(f"{number_of(name)}、{name}"), table, 0)


def number_of(name: str) -> int:
    return list(READ).index(name) + 1


def _texts(encoding: str, separator: str = ",", suffix: str = "csv") -> Callable[..., None]:
    def send(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
        for name, rows in ledgers.items():
            path = folder / f"{town}{name}.{suffix}"
            path.write_bytes(_text(_dated(rows, slashed), separator).encode(encoding))

    return send


def _text(rows: Rows, separator: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def _zipped(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
    with zipfile.ZipFile(folder / f"{town}.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        for name, rows in ledgers.items():
            text = _text(_dated(rows, run_together))
            pack.writestr(f"{town}/{name}.csv", text.encode("utf-8-sig"))


def _plain_real(folder: Path, town: str, ledgers: Mapping[str, Rows]) -> None:
    _plain(folder, town, ledgers)


WAYS: Mapping[str, Callable[[Path, str, Mapping[str, Rows]], None]] = dict(
    zip(
        towns().values(),
        (
            _titled,
            _texts("gbk"),
            _merged,
            _wide_digits,
            _texts("utf-16"),
            _zipped,
            _texts("utf-8", "\t", "tsv"),
            _serials,
            _plain_real,
            _texts("gb18030"),
        ),
        strict=True,
    )
)
