"""Files whose cells are written as offices write them."""

from datetime import date

from tests.offices.writing import (
    HUANGTAI,
    INCOME,
    MAZHUANG,
    PAIR,
    PAIRED,
    PLACE,
    TOTAL,
    ZHAOZHUANG,
    Rows,
    book,
    text,
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
    cooperatives: Rows = [
        ["名称", "镇(街道)", "成立时间", "集体占比(%)"],
        ["甲合作社", "源泉镇", "2021-03-01", None],
        ["乙合作社", "源泉镇", "2021-03-01", 20],
    ]
    book(
        "shares-formatted-as-such.xlsx",
        {"合作社": cooperatives},
        lambda s: s.write_number("D2", 0.51, s.percent),
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
