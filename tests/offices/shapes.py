"""Files whose headings, rows and columns stand as offices put them."""

from xlsxwriter.worksheet import Worksheet

from tests.offices import FOLDER
from tests.offices.writing import (
    HUANGTAI,
    INCOME,
    MAZHUANG,
    PAIRED,
    PLACE,
    TOTAL,
    ZHAOZHUANG,
    Rows,
    book,
    text,
)


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
        "caption-with-another-cutoff.xlsx",
        {"收入": [["截止日期：2022年11月30日"], INCOME, [*HUANGTAI, *TOTAL, 12.3]]},
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


def incomes() -> None:
    """Incomes with the year, and mostly the kind of income, in the headings."""
    years = ["镇街", "村", "2021年村集体总收入(万元)", "2022年村集体总收入（万元）"]
    book(
        "income-by-year.xlsx",
        {
            "收入": [
                ["博山区各村集体收入统计表"],
                years,
                [*HUANGTAI, 10.5, 12.3],
                [*MAZHUANG, None, 8],
                [*ZHAOZHUANG, 2, 3],
                ["合计", None, 12.5, 23.3],
            ]
        },
        lambda s: s.merge_range("A1:D1", "博山区各村集体收入统计表"),
    )

    def grouped(sheet: Worksheet) -> None:
        sheet.merge_range("A2:A3", "镇街")
        sheet.merge_range("B2:B3", "村")
        sheet.merge_range("C2:D2", "2021年")
        sheet.merge_range("E2:F2", "2022年度")

    book(
        "income-by-year-and-kind.xlsx",
        {
            "村集体收入台账": [
                [None, None, None, None, None, "单位：元"],
                [],
                [None, None, "总收入", "其中：经营性收入", "总收入", "其中：经营性收入"],
                [*HUANGTAI, 100000, 60000, 123000, 80000],
                [*ZHAOZHUANG, 20000, 0, 30000, None],
            ]
        },
        grouped,
    )
    text(
        "收入（两行表头）.csv",
        [
            "镇街,村,2021年,,2022年,",
            ",,总收入(万元),经营收益(万元),总收入(万元),经营收益(万元)",
            "源泉镇,黄台村,10.5,6,12.3,-0.8",
        ],
    )
    collective = ["镇街", "村", "2021年村集体收入(万元)", "2022年村集体经济收入(万元)"]
    book("income-of-unknown-kind.xlsx", {"收入": [collective, [*HUANGTAI, 10.5, 12.3]]})
    book(
        "income-kind-in-caption.xlsx",
        {
            "收入": [
                ["2022年村集体收入统计表（口径：经营收益）"],
                ["镇街", "村", "2022年村集体收入(万元)"],
                [*HUANGTAI, -1.5],
            ]
        },
    )
    book(
        "income-of-one-town.xlsx",
        {
            "收入": [
                ["村级收入情况"],
                ["填报单位：源泉镇"],
                ["序号", "村", "2022年村集体经营性收入(万元)"],
                [1, "黄台村", 12.3],
            ]
        },
    )
    book(
        "income-named-by-its-kind.xlsx",
        {"收入": [["镇街", "村", "年度", "经营性收入(元)"], [*HUANGTAI, "2022", 80000]]},
    )
    book(
        "income-beside-other-measures.xlsx",
        {
            "收入": [
                [
                    "镇街",
                    "村",
                    "2022年村集体经营性收入(万元)",
                    "2022年村民人均收入(元)",
                    "2022年集体收入增长率(%)",
                ],
                [*HUANGTAI, 12.3, 21000, 5],
            ]
        },
    )
