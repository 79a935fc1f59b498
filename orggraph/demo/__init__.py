"""The example county: ledgers of Boshan District, made up around its real places.

Places and their codes are real (National Bureau of Statistics of China, statistical division
codes, edition of 2023-06-30); the totals that the ledgers add up to are published; all else is
synthetic. ``docs/demo.md`` says of each value which it is. The files are the same bytes every time.

A ledger is a module with a SHEET, and a line in LEDGERS. Its values are drawn by keys of their own
(``_draw.py``), so that adding one shifts nothing in the others.
"""

from collections.abc import Iterable
from pathlib import Path

from orggraph.demo import (
    _about,
    _activities,
    _committees,
    _contests,
    _cooperatives,
    _designations,
    _earlier,
    _files,
    _grids,
    _income,
    _matters,
    _organizations,
    _pairings,
    _posts,
    _projects,
    _reserves,
    _supervision,
    _teams,
    _units,
    _villages,
)
from orggraph.demo._sheet import Sheet

WORKBOOK = "博山区台账.xlsx"
LEDGERS = (
    _villages.SHEET,
    _organizations.SHEET,
    _committees.SHEET,
    _units.SHEET,
    _pairings.SHEET,
    _activities.SHEET,
    _contests.SHEET,
    _designations.SHEET,
    _grids.SHEET,
    _cooperatives.SHEET,
    _projects.SHEET,
    _income.SHEET,
    _supervision.SHEET,
    _reserves.SHEET,
    _teams.SHEET,
    _posts.SHEET,
    _matters.SHEET,
)


def write(folder: Path) -> None:
    """Write the ledgers of the example county: one workbook, and one CSV file a ledger.

    Beside them, in ``2021/ledgers``, a workbook of the same county on 2021-01-12.

    Parameters
    ----------
    folder
        Where ``ledgers``, ``ledgers-csv`` and ``2021`` are made; files of these names are replaced.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    sheets = (_about.about(), _about.reports([sheet.name for sheet in LEDGERS]), *LEDGERS)
    tables = _tables(sheets)
    _files.write(folder / "ledgers" / WORKBOOK, _files.workbook(tables))
    for table in tables:
        _files.write(folder / "ledgers-csv" / f"{table[0]}.csv", _files.csv_file(table))
    before = _tables(_earlier.sheets(LEDGERS))
    _files.write(folder / "2021" / "ledgers" / WORKBOOK, _files.workbook(before))


def _tables(sheets: Iterable[Sheet]) -> list[_files.Table]:
    return [(sheet.name, sheet.headings, sheet.rows()) for sheet in sheets]
