"""Builds the corpus of office files: ``python -m tests.offices`` writes ``tests/data/offices``.

Each file has one habit of real offices; what reading it must give stands in ``gold.toml`` beside
them, written by hand. Places are real, persons are not. The .xls and .ods files are converted by
LibreOffice (``--convert``), whose bytes differ from run to run; all others are the same each time.
"""

import io
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

FOLDER = Path(__file__).parent / "data" / "offices"
GOLD: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "gold.toml").read_text("utf-8"))
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
        for place, (title, rows) in enumerate(sheets.items()):
            sheet = made.add_worksheet(title)
            for index, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(index, column, cell)
            if more and place == 0:
                more(sheet)


def text(name: str, rows: Sequence[str], encoding: str = "utf-8", end: str = "\r\n") -> None:
    """Write a text file."""
    (FOLDER / name).write_bytes((end.join(rows) + end).encode(encoding))


def titles() -> None:
    """Titles, captions, headings of several rows."""
    income = ["镇(街道)", "村(社区)", "年度", "口径", "金额"]
    rows: Rows = [
        ["附件1"],
        ["博山区2022年村集体经济收入统计表"],
        ["填报单位：源泉镇（盖章）", None, "截止日期：2022年12月31日", None, "单位：万元"],
        income,
        [*HUANGTAI, *TOTAL, 12.3],
        [*MAZHUANG, *TOTAL, 8],
    ]
    book("title-rows.xlsx", {"收入": rows}, lambda s: s.merge_range("A2:E2", str(rows[1][0])))
    book(
        "unit-in-heading.xlsx",
        {"收入": [[*INCOME[:4], "金额（元）"], [*HUANGTAI, *TOTAL, 123000]]},
    )
    book("no-unit.xlsx", {"收入": [income, [*HUANGTAI, *TOTAL, 123000]]})
    book(
        "unit-of-the-sheet-is-thousands.xlsx",
        {"收入": [[None, None, None, None, "（单位:千元）"], income, [*HUANGTAI, *TOTAL, 123]]},
    )
    book(
        "town-in-caption.xlsx",
        {
            "收入": [
                ["填报单位：源泉镇人民政府（盖章）"],
                INCOME[1:],
                ["黄台村", *TOTAL, 12.3],
            ]
        },
    )

    def two(sheet: Worksheet) -> None:
        for column, heading in ((0, "编号"), (1, "机制"), (2, "方式"), (8, "开始时间")):
            sheet.merge_range(0, column, 1, column, heading)
        sheet.merge_range("D1:F1", "帮扶方")
        sheet.merge_range("G1:H1", "受帮方")

    book(
        "two-rows-of-headings.xlsx",
        {
            "结对": [
                [],
                [None, None, None, "镇街", "名称", "类别", "镇街", "名称"],
                ["1", *PAIRED, "2022-01-01"],
                ["2", *PAIRED, "2022-02-01"],
            ]
        },
        two,
    )

    def three(sheet: Worksheet) -> None:
        for column, heading in ((0, "序号"), (1, "机制"), (2, "共建方式"), (8, "结对时间")):
            sheet.merge_range(1, column, 3, column, heading)
        sheet.merge_range("A1:I1", "博山区结对共建台账")
        sheet.merge_range("D2:H2", "结对双方")
        sheet.merge_range("D3:F3", "帮扶方")
        sheet.merge_range("G3:H3", "受帮方")

    book(
        "three-rows-of-headings.xlsx",
        {
            "结对": [
                [],
                [],
                [],
                [None, None, None, "镇（街道）", "村（社区）", "类别", "镇（街道）", "村（社区）"],
                [1, *PAIRED, "2022-01-01"],
            ]
        },
        three,
    )
    text(
        "two-rows-of-headings-as-text.csv",
        [
            "编号,机制,方式,帮扶方,,,受帮方,,开始时间",
            ",,,镇街,名称,类别,镇街,名称,",
            "1,结对共建,强弱帮带,源泉镇,黄台村,村,源泉镇,麻庄村,2022-01-01",
        ],
    )
    (FOLDER / "two-rows-of-headings-as-text.csv").rename(FOLDER / "结对（两行表头）.csv")
    book(
        "breaks-and-stars-in-headings.xlsx",
        {
            "收入": [
                ["镇\n(街道) *", "村\n（社区）*", "年 度", "口径", "金 额\n(万元)"],
                [*HUANGTAI, *TOTAL, 12.3],
            ]
        },
    )


def bodies() -> None:
    """Merged cells, blank rows, totals, notes, several tables."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_range("A2:A3", "源泉镇")

    book(
        "merged-towns.xlsx",
        {
            "村情": [
                PLACE,
                [None, "黄台村", "370304111206", "村", 120, 400],
                [None, "麻庄村", "370304111207", "村", 100, 300],
                [None, "无镇村", "370304111208", "村", 90, 250],
                ["池上镇", "赵庄村", "370304112201", "村", 80, 200],
            ]
        },
        merge,
    )
    book(
        "blank-rows-between.xlsx",
        {"收入": [INCOME, [*HUANGTAI, *TOTAL, 1], [], [" ", "　"], [*ZHAOZHUANG, *TOTAL, 2]]},
    )
    book(
        "totals-that-agree.xlsx",
        {
            "收入": [
                INCOME,
                [*HUANGTAI, *TOTAL, 10.5],
                [*MAZHUANG, *TOTAL, 9.5],
                ["源泉镇小计", None, None, None, 20],
                [*ZHAOZHUANG, *TOTAL, 5],
                ["小 计", None, None, None, 5],
                ["全区合计", None, None, None, 25],
            ]
        },
    )
    book(
        "totals-that-differ.xlsx",
        {
            "村情": [
                PLACE,
                [*HUANGTAI, "370304111206", "村", 120, 400],
                [*MAZHUANG, "370304111207", "村", 100, 300],
                ["合计", None, None, None, 220, 800],
            ]
        },
    )
    book(
        "total-at-the-top.xlsx",
        {
            "村情": [
                ["序号", *PLACE],
                ["合　计", None, None, None, None, 220, 700],
                [1, *HUANGTAI, "370304111206", "村", 120, 400],
                [2, *MAZHUANG, "370304111207", "村", 100, 300],
            ]
        },
    )
    book(
        "notes-below.xlsx",
        {
            "收入": [
                INCOME,
                [*HUANGTAI, *TOTAL, 12.3],
                [],
                ["注：1.本表由各镇（街道）填报。"],
                ["2.金额保留两位小数。"],
                ["填表人：张三", None, "联系电话：13812345678", None, "填报日期：2022.12.31"],
            ]
        },
    )
    book(
        "two-tables-below-each-other.xlsx",
        {
            "收入": [
                INCOME,
                [*HUANGTAI, *TOTAL, 12.3],
                [],
                ["表二"],
                ["村(社区)", "镇(街道)", "口径", "年度", "金额(万元)"],
                ["赵庄村", "池上镇", "经营性收入", "2022", 3],
            ]
        },
    )
    book(
        "two-tables-side-by-side.xlsx",
        {"收入": [[*INCOME, None, *INCOME], [*HUANGTAI, *TOTAL, 1, None, *ZHAOZHUANG, *TOTAL, 2]]},
    )
    book(
        "headings-again-on-each-page.xlsx",
        {
            "收入": [
                ["收入统计表"],
                INCOME,
                [*HUANGTAI, *TOTAL, 12.3],
                INCOME,
                [*MAZHUANG, *TOTAL, 8],
            ]
        },
    )

    def wide(sheet: Worksheet) -> None:
        sheet.merge_range("A1:F1", "2022年3月督导排名通报")
        sheet.merge_range("A2:A3", "月份")
        sheet.merge_range("B2:B3", "镇街")
        sheet.merge_range("C2:D2", "督导事项")
        sheet.merge_range("E2:E3", "总分")
        sheet.merge_range("F2:F3", "名次")

    book(
        "wide-supervision.xlsx",
        {
            "督导": [
                [],
                [],
                [None, None, "三务公开", "五代理"],
                ["2022年3月", "源泉镇", 10, 9.5, 19.5, 1],
                ["2022年3月", "池上镇", 8, 9, 17, 2],
            ]
        },
        wide,
    )


def columns() -> None:
    """Headings that offices use, and columns that nobody asked for."""
    book(
        "unknown-and-personal-columns.xlsx",
        {
            "党组织": [
                [
                    "序号",
                    "镇(街道)",
                    "村(社区)",
                    "党组织名称",
                    "类别",
                    "书记",
                    "书记联系电话",
                    "身份证号",
                    "备注",
                ],
                [
                    1,
                    *HUANGTAI,
                    "黄台村党支部",
                    "村党组织",
                    "张三",
                    "13812345678",
                    "370304198001010014",
                    "兼主任",
                ],
            ]
        },
    )
    book(
        "other-words-for-headings.xlsx",
        {
            "村情": [
                ["乡镇", "行政村", "统计代码", "类别", "总户数", "常住人口"],
                [*HUANGTAI, "370304111206", "村", 120, 400],
            ]
        },
    )
    book(
        "heading-that-holds-another.xlsx",
        {
            "村情": [
                ["镇(街道)", "村(社区)", "区划代码", "类别", "2022年底总户数（户）", "人口"],
                [*HUANGTAI, "370304111206", "村", 120, 400],
            ]
        },
    )
    book(
        "heading-that-may-be-two.xlsx",
        {
            "认定": [
                ["类型", "镇(街道)", "村(社区)", "认定时间"],
                ["软弱涣散", *HUANGTAI, "2022-01-01"],
            ]
        },
    )
    book(
        "two-headings-for-one.xlsx",
        {
            "村情": [
                ["镇街", "村名", "区划代码", "村代码"],
                [*HUANGTAI, "370304111206", "370304111206"],
            ]
        },
    )
    book(
        "men-and-women.xlsx",
        {
            "党组织": [
                ["镇(街道)", "村(社区)", "党组织名称", "类别", "正式党员男", "正式党员女"],
                [*HUANGTAI, "黄台村党支部", "村党组织", 30, 12],
                [*MAZHUANG, "麻庄村党支部", "村党组织", 20, None],
            ]
        },
    )
    book(
        "named-as-offices-do.xlsx",
        {"1.村集体经济收入台账（12月）": [INCOME, [*HUANGTAI, *TOTAL, 12.3]]},
    )
    book("源泉镇收入统计表.xlsx", {"Sheet1": [INCOME, [*HUANGTAI, *TOTAL, 12.3]], "Sheet2": []})
    book(
        "traditional-characters.xlsx",
        {
            "收入": [
                ["鎮(街道)", "村(社區)", "年度", "口徑", "金額(萬元)"],
                ["源泉鎮", "黃臺（tái）村", "2022", "經營性收入", 12.3],
            ]
        },
    )


def numbers() -> None:
    """Digits, units, ranges, money, shares, codes."""
    place = [*PLACE]
    book(
        "full-width-digits.xlsx",
        {"村情": [place, [*HUANGTAI, "３７０３０４１１１２０６", "村", "１２０", "１，３００"]]},
    )
    book(
        "numbers-with-units.xlsx",
        {
            "村情": [
                place,
                [*HUANGTAI, "370304111206", "村", "120户", "1,300 人"],
                [*MAZHUANG, "370304111207", "村", "约100户", "1.2万"],
                [*ZHAOZHUANG, "370304112201", "村", "80余户", "200左右"],
            ]
        },
    )
    book(
        "ranges.xlsx",
        {
            "村情": [
                place,
                [*HUANGTAI, "370304111206", "村", "30—50", "400"],
                [*MAZHUANG, "370304111207", "村", "30~50户", "10-15人"],
            ]
        },
    )
    book(
        "money-with-its-own-unit.xlsx",
        {
            "收入": [
                INCOME,
                [*HUANGTAI, *TOTAL, "12.3万元"],
                [*MAZHUANG, *TOTAL, "80,000元"],
                [*ZHAOZHUANG, *TOTAL, "-1.5"],
            ]
        },
    )
    book(
        "yuan-in-a-column-of-ten-thousands.xlsx",
        {
            "收入": [
                INCOME,
                [*HUANGTAI, *TOTAL, 123000],
                [*MAZHUANG, *TOTAL, 80000],
                [*ZHAOZHUANG, *TOTAL, 65000],
            ]
        },
    )
    book(
        "shares.xlsx",
        {
            "合作社": [
                ["名称", "镇(街道)", "成立时间", "集体占比(%)"],
                ["甲合作社", "源泉镇", "2021-03-01", 51],
                ["乙合作社", "源泉镇", "2021-03-01", "20%"],
                ["丙合作社", "源泉镇", "2021-03-01", 0.51],
            ]
        },
    )
    book(
        "codes-as-numbers.xlsx",
        {
            "村情": [
                place,
                [*HUANGTAI, 370304111206, "村", 120, 400],
                [*MAZHUANG, "3.70304E+11", "村", 100, 300],
                [*ZHAOZHUANG, "'370304112201", "村", 80, 200],
            ]
        },
    )
    book(
        "credit-code-as-number.xlsx",
        {
            "单位": [
                ["名称", "类别", "统一社会信用代码"],
                ["甲公司", "企业", 913703040000000000],
                ["乙公司", "企业", "91350100M000100Y43"],
            ]
        },
    )
    book(
        "strokes-for-blanks.xlsx",
        {
            "结对": [
                [*PAIR, "项目载体", "开始时间", "结束时间"],
                ["1", *PAIRED, "无", "2022-01-01", "/"],
                ["2", *PAIRED, "—", "2022-02-01", None],
            ],
        },
    )


def dates() -> None:
    """Dates of every style, serials, open ends, words for yes and no."""
    head = [*PAIR, "开始时间", "结束时间"]
    book(
        "dates-of-every-style.xlsx",
        {
            "结对": [
                head,
                ["1", *PAIRED, "2022年3月", "2022年12月"],
                ["2", *PAIRED, "2022.03", "2022.12.31"],
                ["3", *PAIRED, "2022-3", "2022/12/5"],
                ["4", *PAIRED, 202203, 20221231],
                ["5", *PAIRED, "２０２２年３月５日", "2022-12-31 00:00:00"],
                ["6", *PAIRED, date(2022, 3, 5), "2022年12月31号"],
                ["7", *PAIRED, "2022.13", "年底"],
            ]
        },
    )
    book("serials.xlsx", {"结对": [head, ["1", *PAIRED, 44625, "44926"]]})
    book(
        "serials-of-1904.xlsx",
        {"结对": [head, ["1", *PAIRED, 43163, date(2022, 12, 31)]]},
        date_1904=True,
    )
    book(
        "open-ends.xlsx",
        {
            "结对": [
                head,
                ["1", *PAIRED, "2022-01-01", "长期"],
                ["2", *PAIRED, "2022-02-01", "至今"],
                ["3", *PAIRED, "长期", None],
            ]
        },
    )
    book(
        "spans-in-one-column.xlsx",
        {
            "结对": [
                [*PAIR, "起止时间"],
                ["1", *PAIRED, "2022.3.1-2022.12.31"],
                ["2", *PAIRED, "2022年3月至今"],
                ["3", *PAIRED, "2022年3月—2023年2月"],
            ]
        },
    )
    book("month-as-decimal.xlsx", {"结对": [head, ["1", *PAIRED, 2022.1, None]]})
    chair = ["名称", "镇(街道)", "成立时间", "理事长是否书记"]
    book(
        "ticks-and-crosses.xlsx",
        {
            "合作社": [
                chair,
                *(
                    [f"合作社{index}", "源泉镇", "2021-03-01", mark]
                    for index, mark in enumerate(
                        ["√", "×", "✓", "✔", "✕", "有", "无", "Y", "n", 1, 0]
                    )
                ),
                ["合作社末", "源泉镇", "2021-03-01", "可能"],
            ]
        },
    )
    book(
        "open-and-full-circles.xlsx",
        {
            "合作社": [
                chair,
                ["甲", "源泉镇", "2021-03-01", "●"],
                ["乙", "源泉镇", "2021-03-01", "○"],
            ]
        },
    )
    book(
        "open-circles-alone.xlsx",
        {
            "合作社": [
                chair,
                ["甲", "源泉镇", "2021-03-01", "○"],
                ["乙", "源泉镇", "2021-03-01", None],
            ]
        },
    )


def texts() -> None:
    """Text files of every encoding, and texts that are not what they seem."""
    rows = [",".join(INCOME), "源泉镇,黄台村,2022,经营性收入,12.3"]
    text("收入-gbk.csv", rows, "gbk")
    text("收入-gb18030.csv", [rows[0], "源泉镇,㐂㙟村𠮷,2022,经营性收入,12.3"], "gb18030")
    text("收入-bom.csv", rows, "utf-8-sig")
    text("收入-utf16.csv", [row.replace(",", "\t") for row in rows], "utf-16")
    text("收入.tsv", [row.replace(",", "\t") for row in rows])
    text("收入-semicolons.csv", [row.replace(",", ";") for row in rows])
    text(
        "收入-big5.csv",
        ["鎮(街道),村(社區),年度,口徑,金額(萬元)", "源泉鎮,黃臺村,2022,經營性收入,12.3"],
        "big5",
    )
    text(
        "村情-codes-as-formulas.csv",
        [
            "镇(街道),村(社区),区划代码,类别",
            '源泉镇,黄台村,"=""370304111206""",村',
            "源泉镇,麻庄村,370304111207\t,村",
            "池上镇,赵庄村,3.70304E+11,村",
        ],
        "gbk",
    )
    book(
        "lists-with-counts.xlsx",
        {
            "联村党委": [
                ["名称", "镇(街道)", "成员村", "成立时间"],
                ["甲", "源泉镇", "黄台村、麻庄村(2个)", "2022-01-01"],
                ["乙", "源泉镇", "黄台村，麻庄村；郑家庄村等3个村", "2022-01-01"],
                ["丙", "源泉镇", "黄台村\n麻庄村（共3个村）", "2022-01-01"],
            ]
        },
    )
    book(
        "unseen-characters.xlsx",
        {
            "收入": [
                INCOME,
                ["源泉镇", "黄台\u200b村", *TOTAL, 12.3],
                ["源泉镇", "\u202e麻庄村\u202c", *TOTAL, 8],
            ]
        },
    )
    book(
        "formulas-as-text.xlsx",
        {
            "单位": [
                ["名称", "类别"],
                ['=HYPERLINK("http://a.example","甲")', "企业"],
                ["+乙公司", "企业"],
                ["@丙公司", "企业"],
            ]
        },
    )
    book(
        "names-that-never-end.xlsx",
        {"单位": [["名称", "类别"], ["长" * 10_000, "企业"], ["甲公司", "企业"]]},
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
    uncomputed()
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
    """Let LibreOffice write the same workbook in the old and in the open format."""
    source = FOLDER / "old-format.xlsx"
    for suffix in ("xls", "ods"):
        command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(FOLDER)]
        subprocess.run([*command, str(source)], check=True, capture_output=True)


def main() -> None:
    """Build every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for build in (titles, bodies, columns, numbers, dates, texts, files):
        build()
    if "--convert" in sys.argv:
        convert()


if __name__ == "__main__":
    main()
