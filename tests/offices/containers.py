"""Files of other formats and archives, with hidden things and errors of formulas."""

import io
import subprocess
import zipfile
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.offices import FOLDER
from tests.offices.writing import (
    HUANGTAI,
    INCOME,
    MADE,
    MAZHUANG,
    PLACE,
    TOTAL,
    ZHAOZHUANG,
    Rows,
    book,
)


def files() -> None:
    """Hidden things, errors of formulas, other formats, archives."""

    def hide(sheet: Worksheet) -> None:
        sheet.set_row(2, None, None, {"hidden": True})

    rows: Rows = [
        INCOME,
        [*HUANGTAI, *TOTAL, 12.3],
        [*MAZHUANG, *TOTAL, 8],
        [*ZHAOZHUANG, *TOTAL, 2],
    ]
    book("hidden-rows.xlsx", {"收入": rows}, hide)
    remarked: Rows = [
        [*INCOME, "备注"],
        [*HUANGTAI, *TOTAL, 12.3, None],
        [*MAZHUANG, *TOTAL, 8, "无"],
    ]

    def hide_columns(sheet: Worksheet) -> None:
        sheet.set_column("C:D", None, None, {"hidden": True})
        sheet.set_column("F:XFD", None, None, {"hidden": True})

    book("hidden-columns.xlsx", {"收入": remarked}, hide_columns)
    last_year: Rows = [INCOME, [*HUANGTAI, "2021", "经营性收入", 1]]
    with xlsxwriter.Workbook(FOLDER / "hidden-sheet.xlsx") as made:
        made.set_properties({"created": MADE})
        for title, some in (("收入", rows[:2]), ("村情", [PLACE]), ("去年", last_year)):
            sheet = made.add_worksheet(title)
            for index, row in enumerate(some):
                sheet.write_row(index, 0, row)
            if title != "收入":
                sheet.hide()

    def errors(sheet: Worksheet) -> None:
        sheet.write_formula("E2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B3", "=VLOOKUP(1,Z:Z,1)", None, "#N/A")
        sheet.write_formula("E4", "=1+1", None, 2)

    broken: Rows = [
        INCOME,
        [*HUANGTAI, *TOTAL, None],
        ["源泉镇", None, *TOTAL, 8],
        [*ZHAOZHUANG, *TOTAL, None],
    ]
    book("error-cells.xlsx", {"收入": broken}, errors)

    def old(sheet: Worksheet) -> None:
        sheet.merge_range("A2:A3", "源泉镇")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_formula("E4", "=1/0", None, "#DIV/0!")

    merged: Rows = [
        INCOME,
        [None, "黄台村", *TOTAL, 12.3],
        [None, "麻庄村", *TOTAL, 8],
        [*ZHAOZHUANG, *TOTAL, None],
    ]
    book("old-format.xlsx", {"收入": merged}, old)
    macros()
    archive()


def uncomputed() -> None:
    """A workbook whose formulas no program ever computed, as exports write them."""
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "收入"
    for row in (INCOME, [*HUANGTAI, *TOTAL, "=10+2"], [*MAZHUANG, *TOTAL, 8]):
        sheet.append(row)
    made.save(FOLDER / "formulas-never-computed.xlsx")


def macros() -> None:
    """A workbook that carries macros (of no content)."""
    with xlsxwriter.Workbook(FOLDER / "macros.xlsm") as made:
        made.set_properties({"created": MADE})
        made.add_vba_project(io.BytesIO(b"no macro"), is_stream=True)
        sheet = made.add_worksheet("收入")
        for index, row in enumerate((INCOME, [*HUANGTAI, *TOTAL, 12.3])):
            sheet.write_row(index, 0, row)


def archive() -> None:
    """What towns send: a folder zipped on Windows, names in GBK, with files left by programs."""
    good = (FOLDER / "unit-in-heading.xlsx").read_bytes()
    sent = {
        "台账/源泉镇/收入.xlsx": good,
        "台账/源泉镇/~$收入.xlsx": b"\x08user",
        "台账/池上镇/收入.csv": (FOLDER / "收入-gbk.csv").read_bytes(),
        "__MACOSX/台账/._收入.xlsx": b"\x00",
    }
    with zipfile.ZipFile(FOLDER / "sent.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in sent.items():
            made.writestr(zipfile.ZipInfo(name.encode("gbk").decode("cp437")), content)
    _as_old_zip(FOLDER / "sent.zip")


def _as_old_zip(path: Path) -> None:
    """Write names as GBK without the flag for UTF-8, as Windows does."""
    with zipfile.ZipFile(path) as made:
        names = [info.filename for info in made.infolist()]
        members = {name.encode("cp437"): made.read(name) for name in names}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for place, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(_stand_in(place, name).decode())
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, content)
    content = stream.getvalue()
    for place, name in enumerate(members):
        content = content.replace(_stand_in(place, name), name)
    path.write_bytes(content)


def _stand_in(place: int, name: bytes) -> bytes:
    return b"ABCD"[place : place + 1] * len(name)


def convert() -> None:
    """Let openpyxl leave formulas uncomputed, and LibreOffice write other formats."""
    uncomputed()
    names = ("old-format", "shares-formatted-as-such", "hidden-columns")
    sources = [str(FOLDER / f"{name}.xlsx") for name in names]
    for suffix in ("xls", "ods"):
        command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(FOLDER)]
        subprocess.run([*command, *sources], check=True, capture_output=True)
