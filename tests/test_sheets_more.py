from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from orggraph import profile, sheets
from orggraph.reading import Reading
from tests import workbooks as wb
from tests.test_sheets import codes, digest, links, nodes, person, read
from tests.test_sheets_problems import problems
from tests.workbooks import HUANGTAI, MAZHUANG, XIYE, ZHAOZHUANG, Cell, Rows

TEAMS = ["镇(街道)", "村(社区)", "名称", "成立时间"]
VOLUNTEERS = ["1", "志愿服务", "2022-03-05", None, "源泉镇"]
ABOUT_ROW = tuple[str, str, str | None, str | None]


def told(folder: Path, **more: Rows) -> list[ABOUT_ROW]:
    """Give code, place, column and value of every problem."""
    return [(p.code, p.place, p.column, p.value) for p in problems(folder, **more)]


def teams(*rows: list[Cell]) -> Rows:
    return [TEAMS, *rows]


def test_teams_sit_in_their_place_from_the_day_they_were_founded(tmp_path: Path) -> None:
    rows = teams(
        ["源泉镇", "黄台村", "先锋队", "2021-05"],
        ["源泉镇", "麻庄村", "先锋队", date(2022, 1, 9)],
        ["城西街道", "西冶街社区", "红马甲", None],
    )
    reading = read(tmp_path, 志愿服务队=rows)
    ids = [
        "T-" + digest(*parts)
        for parts in (
            ("370304111206", "先锋队"),
            ("370304111210", "先锋队"),
            ("370304002003", "红马甲"),
        )
    ]
    assert codes(reading) == []
    assert nodes(reading.dataset, "VolunteerTeam", "name") == {
        (ids[0], "先锋队"),
        (ids[1], "先锋队"),
        (ids[2], "红马甲"),
    }
    seats = links(reading.dataset, "SEATED_IN", "end_label", "since", "until", "source")
    assert {seat for seat in seats if seat[0] in ids} == {
        (ids[0], "370304111206", "Village", date(2021, 5, 1), None, "台账.xlsx#志愿服务队#2"),
        (ids[1], "370304111210", "Village", date(2022, 1, 9), None, "台账.xlsx#志愿服务队#3"),
        (ids[2], "370304002003", "Village", None, None, "台账.xlsx#志愿服务队#4"),
    }


def test_a_team_sits_in_a_place_of_neither_kind_too(tmp_path: Path) -> None:
    places = [*wb.PLACES, ["城西街道", "农场", "370304002401"]]
    new = wb.new_places(("城西街道", "农场"))
    forest = teams(["城西街道", "农场", "护林队", None])
    reading = read(tmp_path, 村情=places, 志愿服务队=forest, **new)
    assert codes(reading) == []
    team = "T-" + digest("370304002401", "护林队")
    assert (team, "370304002401") in links(reading.dataset, "SEATED_IN")


def test_teams_take_part_in_activities_beside_organisations(tmp_path: Path) -> None:
    rows = [
        wb.ACTIVITIES,
        [*VOLUNTEERS, "黄台村、先锋队、池上镇/先锋队", "植树"],
    ]
    listed = teams(["源泉镇", "黄台村", "先锋队", None], ["池上镇", "赵庄村", "先锋队", None])
    reading = read(tmp_path, 活动=rows, 志愿服务队=listed)
    day = date(2022, 3, 5)
    assert codes(reading) == []
    assert links(reading.dataset, "TOOK_PART", "start_label", "since", "until") == {
        (HUANGTAI, "A-1", "PartyOrganization", day, None),
        ("T-" + digest("370304111206", "先锋队"), "A-1", "VolunteerTeam", day, None),
        ("T-" + digest("370304112223", "先锋队"), "A-1", "VolunteerTeam", day, None),
    }


def test_a_team_that_is_not_listed_or_stands_for_two_costs_its_row(tmp_path: Path) -> None:
    listed = teams(["源泉镇", "黄台村", "先锋队", None], ["源泉镇", "麻庄村", "先锋队", None])
    rows = [wb.ACTIVITIES, [*VOLUNTEERS, "先锋队"], ["2", *VOLUNTEERS[1:], "红马甲"]]
    assert told(tmp_path, 活动=rows, 志愿服务队=listed) == [
        ("ambiguous-place", "台账.xlsx#活动#2 F2", "参加单位", "先锋队"),
        ("unknown-place", "台账.xlsx#活动#3 F3", "参加单位", "红马甲"),
    ]


def test_an_activity_of_a_team_that_is_left_out_points_to_it(tmp_path: Path) -> None:
    listed = teams(["源泉镇", "黄台村", "先锋队", "春天"])
    rows = [wb.ACTIVITIES, [*VOLUNTEERS, "先锋队"]]
    assert told(tmp_path, 活动=rows, 志愿服务队=listed) == [
        ("bad-date", "台账.xlsx#志愿服务队#2 D2", "成立时间", "春天"),
        ("refers-to-error", "台账.xlsx#活动#2 F2", "参加单位", "先锋队"),
    ]


def test_a_team_listed_twice_is_one_and_with_two_dates_an_error(tmp_path: Path) -> None:
    same = ["源泉镇", "黄台村", "先锋队", "2021-05-01"]
    reading = read(tmp_path, 志愿服务队=teams(same, same))
    assert codes(reading) == []
    assert reading.dataset.nodes["VolunteerTeam"].height == 1
    other = [*same[:3], "2021-06-01"]
    assert told(tmp_path, 志愿服务队=teams(same, other, ["源泉镇", "无村", "甲队", None])) == [
        ("conflicting-rows", "台账.xlsx#志愿服务队#3", "", None),
        ("unknown-place", "台账.xlsx#志愿服务队#4 B4", "村(社区)", "无村"),
    ]


COOPERATIVES = [
    *("名称", "类别", "统一社会信用代码", "镇(街道)", "领办村(社区)", "理事长是否书记"),
    *("成立时间", "注销时间", "社员户数", "出资总额(万元)", "集体占比(%)", "所属联合社"),
]
# By GB 32100 the weighted sum of the first 17, modulo 31, is 19; and 31 - 19 = 12 is written C.
COOPERATIVE_CODE = "93370304MA3C00000C"


def cooperatives(*rows: list[Cell]) -> Rows:
    return [COOPERATIVES, *rows]


def cooperative(name: str, **more: Cell) -> list[Cell]:
    known = {"名称": name, "镇(街道)": "源泉镇", "成立时间": "2021-01-01", **more}
    return [known.get(heading) for heading in COOPERATIVES]


def test_cooperatives_are_led_by_a_branch_and_join_a_union(tmp_path: Path) -> None:
    rows = cooperatives(
        [
            *("猕猴桃合作社", "合作社", None, "源泉镇", "黄台村", "否"),
            *("2020-03", "2022-06", 120, 50.5, "20", "联合社"),
        ],
        cooperative("联合社", **{"类别": "联合社", "镇(街道)": "池上镇", "成立时间": "2022-09-15"}),
        cooperative("养蜂社", **{"领办村(社区)": "池上镇/赵庄村", "集体占比(%)": 12.5}),
    )
    reading = read(tmp_path, 合作社=rows)
    data = reading.dataset
    kiwi, union = "C-" + digest("370304111", "猕猴桃合作社"), "C-" + digest("370304112", "联合社")
    bees = "C-" + digest("370304111", "养蜂社")
    years = (date(2020, 3, 1), date(2022, 7, 1))
    assert codes(reading) == []
    assert set(data.nodes["Cooperative"].rows()) == {
        (kiwi, "猕猴桃合作社", "cooperative", 505_000, 0.2, 120, False),
        (union, "联合社", "union", None, None, None, None),
        (bees, "养蜂社", "cooperative", None, 0.125, None, None),
    }
    seats = links(data, "SEATED_IN", "end_label", "since", "until")
    assert {seat for seat in seats if seat[0] in {kiwi, union, bees}} == {
        (kiwi, "370304111", "Area", *years),
        (union, "370304112", "Area", date(2022, 9, 15), None),
        (bees, "370304111", "Area", date(2021, 1, 1), None),
    }
    assert links(data, "LEADS", "since", "until", "source") == {
        (HUANGTAI, kiwi, *years, "台账.xlsx#合作社#2"),
        (ZHAOZHUANG, bees, date(2021, 1, 1), None, "台账.xlsx#合作社#4"),
    }
    assert links(data, "MEMBER_OF", "start_label", "end_label", "since", "until") == {
        (kiwi, union, "Cooperative", "Cooperative", *years)
    }


def test_the_union_of_the_own_town_goes_before_one_of_another(tmp_path: Path) -> None:
    rows = cooperatives(
        cooperative("联合社", 类别="联合社"),
        cooperative("联合社", **{"类别": "联合社", "镇(街道)": "池上镇"}),
        cooperative("甲", 所属联合社="联合社"),
    )
    reading = read(tmp_path, 合作社=rows)
    assert codes(reading) == []
    union = "C-" + digest("370304111", "联合社")
    assert links(reading.dataset, "MEMBER_OF") == {("C-" + digest("370304111", "甲"), union)}


def test_a_cooperative_is_known_by_a_credit_code_of_cooperatives(tmp_path: Path) -> None:
    reading = read(
        tmp_path, 合作社=cooperatives(cooperative("甲", 统一社会信用代码=COOPERATIVE_CODE))
    )
    assert codes(reading) == []
    assert nodes(reading.dataset, "Cooperative", "name") == {(COOPERATIVE_CODE, "甲")}


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("统一社会信用代码", COOPERATIVE_CODE[:-1] + "7", "bad-code"),
        ("统一社会信用代码", "91350100M000100Y43", "bad-code"),  # a firm's, right by itself
        ("类别", "公司", "bad-word"),
        ("镇(街道)", "无镇", "unknown-town"),
        ("领办村(社区)", "无村", "unknown-place"),
        ("理事长是否书记", "也许", "bad-word"),
        ("注销时间", "2020-12-31", "end-before-start"),
        ("社员户数", -3, "bad-number"),
        ("出资总额(万元)", -1, "bad-number"),
        ("出资总额(万元)", "5.12345", "bad-number"),
        ("集体占比(%)", 101, "bad-number"),
        ("集体占比(%)", -1, "bad-number"),
        ("所属联合社", "无此社", "unknown-union"),
        ("所属联合社", "甲", "unknown-union"),  # itself
    ],
)
def test_a_cooperative_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    rows = cooperatives(cooperative("甲", **{heading: value}), cooperative("乙"))
    column = "ABCDEFGHIJKL"[COOPERATIVES.index(heading)]
    assert told(tmp_path, 合作社=rows) == [
        (code, f"台账.xlsx#合作社#2 {column}2", heading, str(value))
    ]


def test_a_union_that_stands_for_two_or_is_left_out_costs_its_members(tmp_path: Path) -> None:
    elsewhere = {"类别": "联合社", "镇(街道)": "池上镇"}
    rows = cooperatives(
        cooperative("大社", **elsewhere),
        cooperative("大社", **{**elsewhere, "镇(街道)": "白塔镇"}),
        cooperative("甲", 所属联合社="大社"),
        cooperative("坏社", 类别="联合社", 注销时间="春天"),
        cooperative("乙", 所属联合社="坏社"),
        cooperative("丙"),
        cooperative("丙", 社员户数=3),
    )
    assert told(tmp_path, 合作社=rows) == [
        ("ambiguous-union", "台账.xlsx#合作社#4 L4", "所属联合社", "大社"),
        ("bad-date", "台账.xlsx#合作社#5 H5", "注销时间", "春天"),
        ("refers-to-error", "台账.xlsx#合作社#6 L6", "所属联合社", "坏社"),
        ("conflicting-rows", "台账.xlsx#合作社#8", "", None),
    ]


PROJECTS = [
    *("编号", "名称", "类别", "资金来源", "资金(万元)"),
    *("覆盖村", "开始时间", "结束时间"),
]


def projects(*rows: list[Cell]) -> Rows:
    return [PROJECTS, *rows]


def project(number: str, **more: Cell) -> list[Cell]:
    known = {"编号": number, "名称": "冷库", "类别": "财政扶持", "覆盖村": "源泉镇/黄台村"}
    known |= {"开始时间": "2022-04-01", **more}
    return [known.get(heading) for heading in PROJECTS]


def carried(number: str, carrier: str) -> list[Cell]:
    helped = ["源泉镇", "黄台村", "村", "源泉镇", "麻庄村", "2022-01-01"]
    return [number, "结对共建", "强弱帮带", *helped, None, carrier]


def test_projects_benefit_the_villages_that_they_cover(tmp_path: Path) -> None:
    covered = "源泉镇/黄台村、370304112223；城西街道/西冶街社区"
    rows = projects(
        ["XM1", "冷库", "财政扶持", "中央", "350.5", covered, "2022-04", "2023-03-31"],
        project("XM2", 名称="果园", 类别="载体", 资金来源="区"),
        project("XM3", 名称="茶园", 资金来源="县"),  # as a county writes it
    )
    reading = read(tmp_path, 项目=rows)
    year = (date(2022, 4, 1), date(2023, 4, 1))
    assert codes(reading) == []
    assert set(reading.dataset.nodes["Project"].rows()) == {
        ("XM1", "冷库", "funded", "central", 3_505_000),
        ("XM2", "果园", "carrier", "county", None),
        ("XM3", "茶园", "funded", "county", None),
    }
    assert links(reading.dataset, "BENEFITS", "start_label", "since", "until", "source") == {
        ("XM1", HUANGTAI, "Project", *year, "台账.xlsx#项目#2"),
        ("XM1", ZHAOZHUANG, "Project", *year, "台账.xlsx#项目#2"),
        ("XM1", XIYE, "Project", *year, "台账.xlsx#项目#2"),
        ("XM2", HUANGTAI, "Project", date(2022, 4, 1), None, "台账.xlsx#项目#3"),
        ("XM3", HUANGTAI, "Project", date(2022, 4, 1), None, "台账.xlsx#项目#4"),
    }


def test_a_pairing_uses_the_listed_project_that_it_names_by_number_or_name(tmp_path: Path) -> None:
    rows = projects(
        project("XM1", 名称="果园", 类别="载体"),
        project("XM2", 名称="果园"),  # a funded project gives way to the carrier
        project("XM3", 名称="XM1"),  # and a name to a number
        project("XM4", 名称="民宿"),
    )
    pairs = [
        wb.PAIRINGS,
        carried("1", "ＸＭ１"),
        [*carried("2", "果园")[:8], "2023-01-01", None, "果园"],
        [*carried("3", "冷链")[:8], "2024-01-01", None, "冷链"],
        [*carried("4", "民宿")[:8], "2025-01-01", None, "民宿"],
    ]
    reading = read(tmp_path, 项目=rows, 结对=pairs)
    made = "K-" + digest("370304111", "冷链")
    assert [code for code in codes(reading) if code != "duplicate-pairing"] == []
    assert links(reading.dataset, "USES", "since", "until", "source") == {
        ("1", "XM1", date(2022, 1, 1), None, "台账.xlsx#结对#2"),
        ("2", "XM1", date(2023, 1, 1), None, "台账.xlsx#结对#3"),
        ("3", made, date(2024, 1, 1), None, "台账.xlsx#结对#4"),
        ("4", "XM4", date(2025, 1, 1), None, "台账.xlsx#结对#5"),
    }
    assert nodes(reading.dataset, "Project", "name", "kind") == {
        ("XM1", "果园", "carrier"),
        ("XM2", "果园", "funded"),
        ("XM3", "XM1", "funded"),
        ("XM4", "民宿", "funded"),
        (made, "冷链", "carrier"),
    }


def test_a_pairing_is_left_out_where_its_project_is_or_stands_for_two(tmp_path: Path) -> None:
    rows = projects(
        project("XM1", 名称="果园"),
        project("XM2", 名称="果园"),
        project("XM3", 名称="民宿", 开始时间="春天"),
    )
    pairs = [wb.PAIRINGS, carried("1", "果园"), carried("2", "民宿"), carried("3", "XM3")]
    assert told(tmp_path, 项目=rows, 结对=pairs) == [
        ("ambiguous-project", "台账.xlsx#结对#2 K2", "项目载体", "果园"),
        ("refers-to-error", "台账.xlsx#结对#3 K3", "项目载体", "民宿"),
        ("refers-to-error", "台账.xlsx#结对#4 K4", "项目载体", "XM3"),
        ("bad-date", "台账.xlsx#项目#4 G4", "开始时间", "春天"),
    ]


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("编号", "XM0", "duplicate-number"),
        ("类别", "扶贫", "bad-word"),
        ("资金来源", "国外", "bad-word"),
        ("资金(万元)", "三十万", "bad-number"),
        ("覆盖村", "黄台村", "unknown-place"),  # of which town is not said
        ("结束时间", "2022-03-31", "end-before-start"),
    ],
)
def test_a_project_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    rows = projects(project("XM0"), project("XM1", **{heading: value}))
    column = "ABCDEFGH"[PROJECTS.index(heading)]
    assert told(tmp_path, 项目=rows) == [(code, f"台账.xlsx#项目#3 {column}3", heading, value)]


INCOMES = ["镇(街道)", "村(社区)", "年度", "口径", "金额(万元)"]


def income(*rows: list[Cell]) -> Rows:
    return [INCOMES, *rows]


def test_incomes_are_yuan_of_a_year_that_hold_from_its_last_day(tmp_path: Path) -> None:
    rows = income(
        ["源泉镇", "黄台村", 2021, "总收入", 9.9999],
        ["源泉镇", "黄台村", "2022年", "总收入", "1,000"],
        ["源泉镇", "黄台村", "2022", "经营性收入", 1.1 * 3],  # a spreadsheet's 3.3000000000000003
        ["城西街道", "西冶街社区", "2022年度", "经营收益", "-0.5"],
    )
    reading = read(tmp_path, 收入=rows)
    data = reading.dataset
    assert codes(reading) == []
    assert set(data.nodes["Indicator"].drop("bodies").rows()) == {
        ("IN-income-总收入", "总收入", "income", "元", None),
        ("IN-income-经营性收入", "经营性收入", "income", "元", None),
        ("IN-income-经营收益", "经营收益", "income", "元", None),
    }
    village, end = "370304111206", date(2022, 12, 31)
    columns = ("start_label", "since", "until", "period", "value", "rank", "source")
    last = "台账.xlsx#收入#"
    assert links(data, "MEASURED", *columns) == {
        (
            *(village, "IN-income-总收入", "Village", date(2021, 12, 31), None),
            *("2021", 99_999.0, None, last + "2"),
        ),
        (village, "IN-income-总收入", "Village", end, None, "2022", 1e7, None, last + "3"),
        (village, "IN-income-经营性收入", "Village", end, None, "2022", 33e3, None, last + "4"),
        (
            *("370304002003", "IN-income-经营收益", "Village", end, None),
            *("2022", -5000.0, None, last + "5"),
        ),
    }


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("村(社区)", "无村", "unknown-place"),
        ("年度", "去年", "bad-date"),
        ("年度", "22", "bad-date"),
        ("口径", "毛收入", "bad-word"),
        ("金额(万元)", "十万", "bad-number"),
        ("金额(万元)", "0.00001", "bad-number"),
        ("金额(万元)", None, "missing-value"),
    ],
)
def test_an_income_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    row: list[Cell] = ["源泉镇", "黄台村", "2022", "总收入", 10]
    row[INCOMES.index(heading)] = value
    cell = f"{'ABCDE'[INCOMES.index(heading)]}2"
    assert told(tmp_path, 收入=income(row)) == [(code, f"台账.xlsx#收入#2 {cell}", heading, value)]


def test_two_incomes_of_one_village_year_and_metric_are_an_error(tmp_path: Path) -> None:
    row: list[Cell] = ["源泉镇", "黄台村", "2022", "总收入", 10]
    assert told(tmp_path, 收入=income(row, row)) == []
    assert told(tmp_path, 收入=income(row, [*row[:4], 11])) == [
        ("conflicting-rows", "台账.xlsx#收入#3", "", None)
    ]


CONTESTS = [
    *("编号", "层级", "日期", "镇(街道)"),
    *("参赛镇(街道)", "参赛村(社区)", "得分", "名次"),
]
SPRING = date(2022, 4, 15)


def contests(*rows: list[Cell]) -> Rows:
    return [CONTESTS, *rows]


def test_contests_have_a_row_a_contestant(tmp_path: Path) -> None:
    rows = contests(
        ["1", "区级", "2022-04-15", None, "源泉镇", "黄台村", 92.5, 1],
        ["1", "县级", "2022-04-15", None, "城西街道", "西冶街社区", None, None],
        ["镇1", "镇级", date(2022, 6, 1), "源泉镇", "源泉镇", "黄台村", "88", "2"],
        ["镇1", "镇级", "2022年6月1日", "源泉镇", "源泉镇", "麻庄村", 90, 1],
    )
    reading = read(tmp_path, 擂台比武=rows)
    data = reading.dataset
    june = date(2022, 6, 1)
    assert codes(reading) == []
    assert nodes(data, "Activity", "name", "kind", "level", "held_on", "topic") == {
        ("S-1", "区级擂台比武 2022-04-15", "contest", "county", SPRING, None),
        ("S-镇1", "镇级擂台比武 2022-06-01", "contest", "town", june, None),
    }
    columns = ("since", "until", "role", "score", "rank", "source")
    assert links(data, "TOOK_PART", *columns) == {
        (HUANGTAI, "S-1", SPRING, None, None, 92.5, 1, "台账.xlsx#擂台比武#2"),
        (XIYE, "S-1", SPRING, None, None, None, None, "台账.xlsx#擂台比武#3"),
        (HUANGTAI, "S-镇1", june, None, None, 88.0, 2, "台账.xlsx#擂台比武#4"),
        (MAZHUANG, "S-镇1", june, None, None, 90.0, 1, "台账.xlsx#擂台比武#5"),
    }
    assert links(data, "HELD_IN", "source") == {("S-镇1", "370304111", "台账.xlsx#擂台比武#4")}


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("层级", "村级", "bad-word"),
        ("日期", "春天", "bad-date"),
        ("镇(街道)", "无镇", "unknown-town"),
        ("参赛镇(街道)", "无镇", "unknown-town"),
        ("参赛村(社区)", "无村", "unknown-place"),
        ("得分", "优", "bad-number"),
        ("名次", 1.5, "bad-number"),
    ],
)
def test_a_contestant_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    row: list[Cell] = ["1", "镇级", "2022-04-15", "源泉镇", "源泉镇", "黄台村", 90, 1]
    row[CONTESTS.index(heading)] = value
    cell = f"{'ABCDEFGH'[CONTESTS.index(heading)]}2"
    assert told(tmp_path, 擂台比武=contests(row)) == [
        (code, f"台账.xlsx#擂台比武#2 {cell}", heading, str(value))
    ]


def test_rows_of_a_contest_that_differ_in_day_place_or_result_are_errors(tmp_path: Path) -> None:
    row: list[Cell] = ["1", "镇级", "2022-04-15", "源泉镇", "源泉镇", "黄台村", 90, 1]
    rows = contests(
        row,
        row,
        [*row[:2], "2022-04-16", *row[3:5], "麻庄村", 80, 2],
        [*row[:3], None, *row[4:5], "麻庄村", 80, 2],
        [*row[:6], 91, 1],
    )
    assert told(tmp_path, 擂台比武=rows) == [
        ("conflicting-rows", f"台账.xlsx#擂台比武#{row}", "", None) for row in (4, 5, 6)
    ]


def test_a_contestant_of_another_town_is_a_warning_in_the_contest_of_a_town(tmp_path: Path) -> None:
    rows = contests(
        ["1", "区级", "2022-04-15", "源泉镇", "池上镇", "赵庄村", 90, 1],
        ["2", "镇级", "2022-05-15", "源泉镇", "池上镇", "赵庄村", 90, 1],
    )
    reading = read(tmp_path, 擂台比武=rows)
    assert [(p.code, p.place, p.value) for p in reading.problems] == [
        ("contestant-from-elsewhere", "台账.xlsx#擂台比武#3 E3", "池上镇")
    ]
    assert links(reading.dataset, "TOOK_PART") == {(ZHAOZHUANG, "S-1"), (ZHAOZHUANG, "S-2")}


SCORES = ["月份", "镇(街道)", "事项", "得分", "名次"]
NOVEMBER, DECEMBER = date(2022, 11, 30), date(2022, 12, 31)
MEASURED = ("start_label", "since", "until", "period", "value", "rank", "source")


def scores(*rows: list[Cell]) -> Rows:
    return [SCORES, *rows]


def test_scores_hold_from_the_last_day_of_their_month(tmp_path: Path) -> None:
    rows = scores(
        ["2022-11", "源泉镇", "三务公开", 95.5, 1],
        ["2022年12月", "源泉镇", "三务公开", "90", None],
        [date(2022, 12, 1), "城西街道", " 三务公开 ", 0, "2"],
        ["2022.12", "源泉镇", "总分", 90, 3],
    )
    reading = read(tmp_path, 督导=rows)
    data = reading.dataset
    item, total = "IN-supervision-三务公开", "IN-supervision_total-总分"
    area, source = "370304111", "台账.xlsx#督导#"
    assert codes(reading) == []
    assert set(data.nodes["Indicator"].drop("bodies").rows()) == {
        (item, "三务公开", "supervision", "分", 100.0),
        (total, "总分", "supervision_total", "分", None),
    }
    assert links(data, "MEASURED", *MEASURED) == {
        (area, item, "Area", NOVEMBER, None, "2022-11", 95.5, 1, source + "2"),
        (area, item, "Area", DECEMBER, None, "2022-12", 90.0, None, source + "3"),
        ("370304002", item, "Area", DECEMBER, None, "2022-12", 0.0, 2, source + "4"),
        (area, total, "Area", DECEMBER, None, "2022-12", 90.0, 3, source + "5"),
    }


def test_items_have_the_bodies_and_the_highest_score_of_the_profile(tmp_path: Path) -> None:
    of_2022 = [["2022-11", "源泉镇", item, 90, None] for item in ("三务公开", "总分", "别的")]
    boshan = profile.load("boshan-2022")
    assert boshan.supervision_bodies is not None
    facts = read(tmp_path, 督导=scores(*of_2022)).dataset.nodes["Indicator"]
    assert {name: (most, bodies) for _id, name, _kind, _unit, most, bodies in facts.rows()} == {
        "三务公开": (100.0, [*boshan.supervision_bodies]),
        "总分": (None, None),  # a sum that no body scores
        "别的": (None, None),  # no item of the profile
    }
    # Of a year without a profile nothing is known, whatever day the ledgers were closed.
    of_2021 = scores(["2021-12", "源泉镇", "三务公开", 90, None])
    unknown = read(tmp_path, 督导=of_2021).dataset.nodes["Indicator"]
    assert unknown.select("unit", "max_score", "bodies").rows() == [("分", None, None)]


def test_items_may_be_columns_and_the_rank_is_then_that_of_the_total(tmp_path: Path) -> None:
    wide: Rows = [
        ["序号", "月份", "镇(街道)", "三务公开", "五 代理", "总分", "名次", "联系电话", "备注"],
        [1, "2022-11", "源泉镇", 95.5, 90, 185.5, 1, 13800001234, "较好"],
        [2, "2022-11", "城西街道", 80, None, 80, 2, None, None],
    ]
    reading = read(tmp_path, 督导=wide)
    data = reading.dataset
    open_, proxy = "IN-supervision-三务公开", "IN-supervision-五代理"
    total, source = "IN-supervision_total-总分", "台账.xlsx#督导#"
    month = ("Area", NOVEMBER, None, "2022-11")
    assert [(p.code, p.place, p.column) for p in reading.problems] == [
        ("unknown-column", "台账.xlsx#督导#1 H1", "联系电话"),
        ("unknown-column", "台账.xlsx#督导#1 I1", "备注"),
    ]
    assert links(data, "MEASURED", *MEASURED) == {
        ("370304111", open_, *month, 95.5, None, source + "2"),
        ("370304111", proxy, *month, 90.0, None, source + "2"),
        ("370304111", total, *month, 185.5, 1, source + "2"),
        ("370304002", open_, *month, 80.0, None, source + "3"),
        ("370304002", total, *month, 80.0, 2, source + "3"),
    }


def test_problems_of_a_wide_sheet_stand_once_at_the_cell_of_the_item(tmp_path: Path) -> None:
    wide: Rows = [
        ["月份", "镇(街道)", "三务公开", "五代理", "总分", "名次"],
        ["2022-13", "源泉镇", 95.5, 90, 185.5, 1],
        ["2022-12", "源泉镇", "优", 90, 90, 1],
        [2022.1, "城西街道", 90, 90, None, 2],
        ["2022-11", "池上镇", 90, 90, 181, 1],
    ]
    assert told(tmp_path, 督导=wide) == [
        ("bad-date", "台账.xlsx#督导#2 A2", "月份", "2022-13"),
        ("bad-number", "台账.xlsx#督导#3 C3", "三务公开", "优"),
        ("ambiguous-date", "台账.xlsx#督导#4 A4", "月份", "2022.1"),
        ("missing-value", "台账.xlsx#督导#4 E4", "总分", None),
        ("wrong-total", "台账.xlsx#督导#5 E5", "总分", "181"),
    ]


def test_a_wide_sheet_with_only_its_headings_was_given(tmp_path: Path) -> None:
    reading = read(tmp_path, 督导=[["月份", "镇(街道)", "三务公开", "总分", "名次"]])
    assert codes(reading) == []
    assert ("370304", "督导") in links(reading.dataset, "REPORTED")


def test_a_sheet_of_neither_form_lacks_the_columns_of_the_long_one(tmp_path: Path) -> None:
    rows: Rows = [["月份", "镇(街道)", "评语"], ["2022-11", "源泉镇", "较好"]]
    assert told(tmp_path, 督导=rows) == [
        ("missing-column", "台账.xlsx#督导", "事项", None),
        ("missing-column", "台账.xlsx#督导", "得分", None),
        ("unknown-column", "台账.xlsx#督导#1 C1", "评语", None),
    ]


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("月份", "年底", "bad-date"),
        ("镇(街道)", "无镇", "unknown-town"),
        ("事项", None, "missing-value"),
        ("得分", None, "missing-value"),
        ("得分", "优", "bad-number"),
        ("名次", "第一", "bad-number"),
    ],
)
def test_a_score_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    row: list[Cell] = ["2022-11", "源泉镇", "三务公开", 95, 1]
    row[SCORES.index(heading)] = value
    cell = f"{'ABCDE'[SCORES.index(heading)]}2"
    assert told(tmp_path, 督导=scores(row)) == [(code, f"台账.xlsx#督导#2 {cell}", heading, value)]


def test_two_scores_of_one_town_month_and_item_are_an_error(tmp_path: Path) -> None:
    row: list[Cell] = ["2022-11", "源泉镇", "三务公开", 95, 1]
    assert told(tmp_path, 督导=scores(row, row)) == []
    assert told(tmp_path, 督导=scores(row, [*row[:3], 96, 1])) == [
        ("conflicting-rows", "台账.xlsx#督导#3", "", None)
    ]


def test_a_total_is_compared_with_the_sum_where_the_town_has_all_items(tmp_path: Path) -> None:
    rows = scores(
        ["2022-11", "源泉镇", "三务公开", 95, None],
        ["2022-11", "源泉镇", "五代理", 90, None],
        ["2022-11", "源泉镇", "总分", 186, None],
        ["2022-11", "池上镇", "三务公开", 80, None],
        ["2022-11", "池上镇", "总分", 170, None],  # its other item is missing
    )
    found = problems(tmp_path, 督导=rows)
    assert [(p.code, p.place, p.value) for p in found] == [
        ("wrong-total", "台账.xlsx#督导#4 D4", "186")
    ]
    assert "185" in found[0].expected


STEPS = ["事前把关", "提议", "商议", "审议", "决议", "决议公开", "结果公开"]
MATTERS = ["编号", "镇(街道)", "村(社区)", "事项", *STEPS]


def matters(*rows: list[Cell]) -> Rows:
    return [MATTERS, *rows]


def test_matters_concern_their_place_from_the_first_step_in_whatever_order(tmp_path: Path) -> None:
    days = ["2022-03-04", "2022-03-02", None, "2022年3月", date(2022, 3, 9), "2022.3.10", None]
    rows = matters(
        ["YS1", "源泉镇", "黄台村", "道路硬化", *days],
        ["YS2", "城西街道", "西冶街社区", "村规民约", *[None] * 7],
    )
    reading = read(tmp_path, 议事=rows)
    data = reading.dataset
    first = date(2022, 3, 1)
    read_as = (date(2022, 3, 4), date(2022, 3, 2), None, first, date(2022, 3, 9))
    assert codes(reading) == []
    assert set(data.nodes["Matter"].rows()) == {
        ("YS1", "道路硬化", "道路硬化", *read_as, date(2022, 3, 10), None),
        ("YS2", "村规民约", "村规民约", *[None] * 7),
    }
    assert links(data, "CONCERNS", "start_label", "end_label", "since", "until", "source") == {
        ("YS1", "370304111206", "Matter", "Village", first, None, "台账.xlsx#议事#2"),
        ("YS2", "370304002003", "Matter", "Village", None, None, "台账.xlsx#议事#3"),
    }


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("编号", "YS0", "duplicate-number"),
        ("村(社区)", "无村", "unknown-place"),
        ("事项", None, "missing-value"),
        ("事前把关", "春天", "bad-date"),
        ("结果公开", "2022-02-30", "bad-date"),
    ],
)
def test_a_matter_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    row: list[Cell] = ["YS1", "源泉镇", "黄台村", "道路硬化", *[None] * 7]
    row[MATTERS.index(heading)] = value
    rows = matters(["YS0", "源泉镇", "麻庄村", "道路硬化"], row)
    cell = f"{'ABCDEFGHIJK'[MATTERS.index(heading)]}3"
    assert told(tmp_path, 议事=rows) == [(code, f"台账.xlsx#议事#3 {cell}", heading, value)]


GRIDS = [
    *("镇(街道)", "村(社区)", "基础网格", "网格党支部"),
    *("微网格", "微网格户数", "微网格党小组", "中心户编号", "联系户数"),
]
HERE = "370304111206"


def grids(*rows: list[Cell]) -> Rows:
    return [GRIDS, *(["源泉镇", "黄台村", *row] for row in rows)]


def numbered(reading: Reading) -> set[tuple[object, ...]]:
    """Give ids and names of the grids of a reading without problems."""
    assert codes(reading) == []
    return nodes(reading.dataset, "Grid", "name")


def test_grids_nest_and_are_covered_by_their_organisations(tmp_path: Path) -> None:
    rows = grids(
        ["1号网格", "一支部", "第3微网格", 24, "三小组", 1, 12],
        ["1号网格", None, "第3微网格", "24", None, "中心户2", 11],
        ["1号网格", "一支部", "第4微网格", None, None, None, None],
        ["2号网格", None, "第1微网格", 10, "一小组", 7, None],
    )
    town = [wb.ORGANIZATIONS, ["源泉镇", None, "镇党委", "镇街党委", None, None]]
    reading = read(tmp_path, 网格=rows, 党组织=town)
    data = reading.dataset
    one, two = f"{HERE}-B1", f"{HERE}-B2"
    branch = f"{HERE}:grid_branch:B1"
    third, first = f"{HERE}:party_group:B1-M03", f"{HERE}:party_group:B2-M01"
    assert codes(reading) == []
    assert nodes(data, "Grid", "name", "level", "households") == {
        (one, "1号网格", "base", None),
        (two, "2号网格", "base", None),
        (f"{one}-M03", "第3微网格", "micro", 24),
        (f"{one}-M04", "第4微网格", "micro", None),
        (f"{two}-M01", "第1微网格", "micro", 10),
        (f"{one}-M03-C1", "第3微网格中心户1", "centre", 12),
        (f"{one}-M03-C2", "第3微网格中心户2", "centre", 11),
        (f"{two}-M01-C7", "第1微网格中心户7", "centre", None),
    }
    parts = links(data, "PART_OF", "start_label", "end_label", "since", "source")
    assert {part for part in parts if part[2] == "Grid"} == {
        (one, HERE, "Grid", "Village", None, "台账.xlsx#网格#2"),
        (two, HERE, "Grid", "Village", None, "台账.xlsx#网格#5"),
        (f"{one}-M03", one, "Grid", "Grid", None, "台账.xlsx#网格#2"),
        (f"{one}-M04", one, "Grid", "Grid", None, "台账.xlsx#网格#4"),
        (f"{two}-M01", two, "Grid", "Grid", None, "台账.xlsx#网格#5"),
        (f"{one}-M03-C1", f"{one}-M03", "Grid", "Grid", None, "台账.xlsx#网格#2"),
        (f"{one}-M03-C2", f"{one}-M03", "Grid", "Grid", None, "台账.xlsx#网格#3"),
        (f"{two}-M01-C7", f"{two}-M01", "Grid", "Grid", None, "台账.xlsx#网格#5"),
    }
    assert links(data, "COVERS") == {
        (branch, one),
        (third, f"{one}-M03"),
        (first, f"{two}-M01"),
    }
    assert nodes(data, "PartyOrganization", "name", "kind") >= {
        (branch, "一支部", "grid_branch"),
        (third, "三小组", "party_group"),
        (first, "一小组", "party_group"),
    }
    assert links(data, "UNDER") >= {(branch, HUANGTAI), (third, branch), (first, HUANGTAI)}
    assert links(data, "SEATED_IN") >= {(branch, HERE), (third, HERE), (first, HERE)}


def test_grids_without_a_number_of_their_own_follow_in_the_order_of_their_names(
    tmp_path: Path,
) -> None:
    names = ["乙片", "甲片", "第十二网格", "3区1号", "5区1号", "370304111206001"]
    expected = {
        (f"{HERE}-B12", "第十二网格"),
        # Twelve is the highest number; 1 stands for two, and a code is no number. By code point:
        (f"{HERE}-B13", "370304111206001"),
        (f"{HERE}-B14", "3区1号"),
        (f"{HERE}-B15", "5区1号"),
        (f"{HERE}-B16", "乙片"),
        (f"{HERE}-B17", "甲片"),
    }
    for number, order in enumerate((names, names[::-1])):
        (tmp_path / str(number)).mkdir()
        rows = grids(*([name, None, "微网格", None, None, None, None] for name in order))
        found = numbered(read(tmp_path / str(number), 网格=rows))
        assert {each for each in found if "-M" not in str(each[0])} == expected
        assert (f"{HERE}-B16-M01", "微网格") in found


def test_centres_without_a_number_are_told_apart_by_size_and_never_named(tmp_path: Path) -> None:
    micro = ["1", None, "1", 36, None]
    rows = grids([*micro, None, 12], [*micro, "张三", 10], [*micro, None, 12], [*micro, 4, 13])
    reading = read(tmp_path, 网格=rows)
    assert numbered(reading) == {
        (f"{HERE}-B1", "1"),
        (f"{HERE}-B1-M01", "1"),
        *((f"{HERE}-B1-M01-C{number}", f"1中心户{number}") for number in (4, 5, 6, 7)),
    }
    sizes = nodes(reading.dataset, "Grid", "level", "households")
    centre = f"{HERE}-B1-M01-C"
    assert {each[::2] for each in sizes if each[1] == "centre"} == {
        (centre + "4", 13),
        (centre + "5", 10),
        (centre + "6", 12),
        (centre + "7", 12),
    }


def test_cells_merged_over_rows_hold_for_all_of_them(tmp_path: Path) -> None:
    path = wb.write(tmp_path / "台账.xlsx", wb.ledgers())
    with xlsxwriter.Workbook(tmp_path / "网格.xlsx") as book:
        sheet = book.add_worksheet("网格")
        sheet.write_row(0, 0, GRIDS)
        for column, value in enumerate(["源泉镇", "黄台村", "1号网格", "一支部"]):
            sheet.merge_range(1, column, 3, column, value)
        for column, value in enumerate(["2号微网格", 36], start=4):
            sheet.merge_range(1, column, 2, column, value)
        sheet.write_row(3, 4, ["3号微网格", 12])
        for row in (1, 2, 3):
            sheet.write_row(row, 7, [row, 12])
    reading = sheets.read(path.parent)
    assert codes(reading) == []
    assert {each[0] for each in numbered(reading)} == {
        f"{HERE}-B1{rest}" for rest in ("", "-M02", "-M02-C1", "-M02-C2", "-M03", "-M03-C3")
    }


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("村(社区)", "无村", "unknown-place"),
        ("基础网格", None, "missing-value"),
        ("微网格", None, "missing-value"),
        ("网格党支部", "二支部", "conflicting-rows"),
        ("微网格户数", 31, "conflicting-rows"),
        ("微网格户数", "三十", "bad-number"),
        ("微网格党小组", "二小组", "conflicting-rows"),
        ("联系户数", -1, "bad-number"),
    ],
)
def test_a_row_of_a_grid_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    rows = [*grids(*(["1", "一支部", "1", 30, "一小组", centre, 10] for centre in (1, 2)))]
    bad = [*rows[2]]
    bad[GRIDS.index(heading)] = value
    cell = f"{'ABCDEFGHI'[GRIDS.index(heading)]}3"
    shown = None if value is None else str(value)
    assert told(tmp_path, 网格=[*rows[:2], bad]) == [
        (code, f"台账.xlsx#网格#3 {cell}", heading, shown)
    ]


def test_one_centre_told_twice_is_one_and_with_two_sizes_an_error(tmp_path: Path) -> None:
    row: list[Cell] = ["1", None, "1", 30, None, 1, 10]
    assert told(tmp_path, 网格=grids(row, row)) == []
    assert told(tmp_path, 网格=grids(row, [*row[:6], 11])) == [
        ("conflicting-rows", "台账.xlsx#网格#3", "", None)
    ]


def test_more_centres_than_members_are_a_warning(tmp_path: Path) -> None:
    organizations = [
        [*wb.ORGANIZATIONS, "正式党员", "预备党员"],
        ["源泉镇", "黄台村", "黄台支部", "村党组织", None, None, 1, 1],
        ["源泉镇", "麻庄村", "麻庄支部", "村党组织", None, None, 9, 0],
    ]
    rows = [["1", None, "1", 40, None, centre, 10] for centre in (1, 2, 3)]
    assert told(tmp_path, 党组织=organizations, 网格=grids(*rows[:2])) == []
    assert told(tmp_path, 党组织=organizations, 网格=grids(*rows)) == [
        ("more-centres-than-members", "台账.xlsx#网格#2 H2", "中心户编号", None)
    ]


POSTS = ["镇(街道)", "村(社区)", "单位", "网格", "姓名", "职务", "开始时间", "结束时间"]
GRID = grids(["1号网格", None, "2号微网格", 30, None, 1, 10])


def posts(*rows: list[Cell]) -> Rows:
    return [POSTS, *rows]


def test_posts_are_held_in_villages_organisations_and_grids(tmp_path: Path) -> None:
    here: list[Cell] = ["源泉镇", "黄台村", None, None]
    organizations = [
        wb.ORGANIZATIONS,
        [None, None, "区财政局党支部", "机关党组织", None, None],
        ["源泉镇", "麻庄村", "果业党支部", "企业党组织", None, None],
    ]
    rows = posts(
        [*here, "张三", "包村干部", "2021-05", "2022-06"],
        [*here, "李四", "书记", None, "2022-05-31"],
        [*here, "王五", "副书记", date(2022, 1, 9), None],
        [*here, "赵六", "第一书记", "2021-10-08", None],
        [*here[:3], "1号网格", "张 三", "网格长", None, None],
        [*here[:3], "2号微网格", "孙七", "网格长", None, None],
        [None, None, "区财政局党支部", None, "张三", "副书记", None, None],
        ["源泉镇", None, "果业党支部", None, "张三", "书记", None, None],
        [None, "370304112223", None, None, "张三", "包村干部", None, None],
    )
    reading = read(tmp_path, 任职=rows, 网格=GRID, 党组织=organizations)
    data = reading.dataset
    finance = "370304:agency:" + digest("370304", "区财政局党支部")
    fruit = "370304111210:enterprise:" + digest("370304111", "果业党支部")
    town, county, there = "370304111", "370304", "370304112"
    cadre, months = person(town, "张三"), (date(2021, 5, 1), date(2022, 7, 1))
    source = "台账.xlsx#任职#"
    assert codes(reading) == []
    assert links(data, "HOLDS", "end_label", "role", "since", "until", "source") == {
        (cadre, HERE, "Village", "village_cadre", *months, source + "2"),
        (
            *(person(town, "李四"), HUANGTAI, "PartyOrganization", "secretary"),
            *(None, date(2022, 6, 1), source + "3"),
        ),
        (
            *(person(town, "王五"), HUANGTAI, "PartyOrganization", "deputy"),
            *(date(2022, 1, 9), None, source + "4"),
        ),
        (
            *(person(town, "赵六"), HUANGTAI, "PartyOrganization", "first_secretary"),
            *(date(2021, 10, 8), None, source + "5"),
        ),
        (cadre, f"{HERE}-B1", "Grid", "grid_leader", None, None, source + "6"),
        (
            *(person(town, "孙七"), f"{HERE}-B1-M02", "Grid", "grid_leader"),
            *(None, None, source + "7"),
        ),
        (
            *(person(county, "张三"), finance, "PartyOrganization", "deputy"),
            *(None, None, source + "8"),
        ),
        (cadre, fruit, "PartyOrganization", "secretary", None, None, source + "9"),
        (
            *(person(there, "张三"), "370304112223", "Village", "village_cadre"),
            *(None, None, source + "10"),
        ),
    }
    assert nodes(data, "Person", "name", "education") == {
        (cadre, "果业党支部书记", None),
        (person(town, "李四"), "黄台村书记", None),
        (person(town, "王五"), "黄台村副书记", None),
        (person(town, "赵六"), "黄台村第一书记", None),
        (person(town, "孙七"), "黄台村网格长", None),
        (person(county, "张三"), "区财政局党支部副书记", None),
        (person(there, "张三"), "赵庄村包村干部", None),
    }


def test_a_place_of_neither_kind_has_a_cadre_but_no_secretary(tmp_path: Path) -> None:
    places = [*wb.PLACES, ["城西街道", "农场", "370304002401"]]
    farm: list[Cell] = ["城西街道", "农场", None, None, "张三"]
    listed = posts([*farm, "包村干部"], [*farm, "书记"])
    new = wb.new_places(("城西街道", "农场"))
    assert told(tmp_path, 村情=places, 任职=listed, **new) == [
        ("no-organization", "台账.xlsx#任职#3 B3", "村(社区)", "农场")
    ]


@pytest.mark.parametrize(
    ("change", "code", "heading"),
    [
        ({"镇(街道)": None}, "unknown-place", "村(社区)"),
        ({"村(社区)": None}, "missing-value", "村(社区)"),
        ({"村(社区)": "无村"}, "unknown-place", "村(社区)"),
        ({"村(社区)": None, "单位": "无支部"}, "unknown-place", "单位"),
        ({"职务": "主任"}, "bad-word", "职务"),
        ({"姓名": None}, "missing-value", "姓名"),
        ({"结束时间": "2020-12-31"}, "end-before-start", "结束时间"),
        ({"职务": "网格长"}, "missing-value", "网格"),
        ({"职务": "网格长", "网格": "9号网格"}, "unknown-grid", "网格"),
        ({"职务": "网格长", "网格": "同名"}, "ambiguous-grid", "网格"),
        ({"网格": "1号网格"}, "unused-cell", "网格"),
    ],
)
def test_a_problem_of_a_post_stands_at_its_cell(
    tmp_path: Path, change: dict[str, Cell], code: str, heading: str
) -> None:
    row = dict.fromkeys(POSTS) | {"镇(街道)": "源泉镇", "村(社区)": "黄台村", "姓名": "张三"}
    row |= {"职务": "书记", "开始时间": "2021-01-01", **change}
    listed = [*GRID, ["源泉镇", "黄台村", "同名", None, "同名", None, None, None, None]]
    cell = f"{'ABCDEFGH'[POSTS.index(heading)]}2"
    expected = (code, f"台账.xlsx#任职#2 {cell}", heading, row[heading])
    assert told(tmp_path, 任职=posts([*row.values()]), 网格=listed) == [expected]


def test_a_grid_leader_is_kept_out_quietly_only_where_no_grids_were_given(tmp_path: Path) -> None:
    row: list[Cell] = ["源泉镇", "黄台村", None, "1号网格", "张三", "网格长"]
    assert told(tmp_path, 任职=posts(row)) == [
        ("unread-grid", "台账.xlsx#任职#2 D2", "网格", "1号网格")
    ]
    bad = [GRID[0], [*GRID[1][:8], "十"]]
    assert told(tmp_path, 任职=posts(row), 网格=bad) == [
        ("refers-to-error", "台账.xlsx#任职#2 D2", "网格", "1号网格"),
        ("bad-number", "台账.xlsx#网格#2 I2", "联系户数", "十"),
    ]


RESERVES = ["镇(街道)", "村(社区)", "姓名", "学历", "导师", "入库时间", "出库时间"]


def reserves(*rows: list[Cell]) -> Rows:
    return [RESERVES, *rows]


def test_reserves_belong_to_a_place_and_have_mentors_of_their_town(tmp_path: Path) -> None:
    rows = reserves(
        ["源泉镇", "黄台村", "张三", "本科及以上", "李四", "2021-03", "2022-06"],
        ["源泉镇", "麻庄村", "王五", "专科", "李 四", date(2022, 1, 9), None],
        ["池上镇", "赵庄村", "张三", "其他", None, None, "2022-06-30"],
    )
    chiefs = [
        wb.ORGANIZATIONS,
        ["源泉镇", "黄台村", "支部", "村党组织", None, "李四"],
        ["源泉镇", "麻庄村", "麻庄支部", "村党组织", None, None],
    ]
    reading = read(tmp_path, 后备人才=rows, 党组织=chiefs)
    data = reading.dataset
    here, mentor = person("370304111", "张三"), person("370304111", "李四")
    young, there = person("370304111", "王五"), person("370304112", "张三")
    months, open_ = (date(2021, 3, 1), date(2022, 7, 1)), (date(2022, 1, 9), None)
    source = "台账.xlsx#后备人才#"
    assert codes(reading) == []
    assert nodes(data, "Person", "name", "education") == {
        (here, "黄台村后备人才", "bachelor"),
        (young, "麻庄村后备人才", "college"),
        (there, "赵庄村后备人才", "other"),
        (mentor, "黄台村书记", None),
    }
    assert links(data, "RESERVE_FOR", "end_label", "since", "until", "source") == {
        (here, HERE, "Village", *months, source + "2"),
        (young, "370304111210", "Village", *open_, source + "3"),
        (there, "370304112223", "Village", None, date(2022, 6, 30), source + "4"),
    }
    assert links(data, "MENTORS", "since", "until", "source") == {
        (mentor, here, *months, source + "2"),
        (mentor, young, *open_, source + "3"),
    }


def test_a_mentor_without_a_post_is_named_after_a_place_that_is_mentored(tmp_path: Path) -> None:
    rows = reserves(["源泉镇", "黄台村", "张三", "专科", "李四", None, None])
    data = read(tmp_path, 后备人才=rows).dataset
    assert nodes(data, "Person", "name") == {
        (person("370304111", "张三"), "黄台村后备人才"),
        (person("370304111", "李四"), "黄台村导师"),
    }


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_reserves_of_one_name_in_a_town_are_kept_apart_whatever_the_order_of_rows(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    listed: list[list[Cell]] = [
        ["源泉镇", "黄台村", "张三", "专科", "李四", "2021-01-01", None],
        ["源泉镇", "麻庄村", "张 三", "其他", "王五", "2020-01-01", None],
        ["源泉镇", "麻庄村", "张三", "其他", None, "2021-01-01", None],
    ]
    reading = read(tmp_path, 后备人才=reserves(*(listed[index] for index in order)))
    name = person("370304111", "张三")
    assert nodes(reading.dataset, "Person", "education") >= {
        (name, "college"),
        (f"{name}#2", "other"),
        (f"{name}#3", "other"),
    }
    assert links(reading.dataset, "RESERVE_FOR", "since") == {
        (name, HERE, date(2021, 1, 1)),
        (f"{name}#2", "370304111210", date(2020, 1, 1)),
        (f"{name}#3", "370304111210", date(2021, 1, 1)),
    }
    assert links(reading.dataset, "MENTORS") == {
        (person("370304111", "李四"), name),
        (person("370304111", "王五"), f"{name}#2"),
    }
    later = sorted(order.index(index) + 2 for index in (1, 2))
    assert [(p.code, p.cell, p.value) for p in reading.problems] == [
        ("same-name", f"C{row}", None) for row in later
    ]


def test_a_reserve_listed_twice_or_back_again_is_one_person(tmp_path: Path) -> None:
    row: list[Cell] = ["源泉镇", "黄台村", "张三", "专科", None, "2020-01-01", "2021-01-01"]
    rows = reserves(row, row, [*row[:5], "2021-01-01", None])
    reading = read(tmp_path, 后备人才=rows)
    name = person("370304111", "张三")
    assert codes(reading) == []
    assert links(reading.dataset, "RESERVE_FOR", "since", "until") == {
        (name, HERE, date(2020, 1, 1), date(2021, 1, 1)),
        (name, HERE, date(2021, 1, 1), None),
    }


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("村(社区)", "无村", "unknown-place"),
        ("姓名", None, "missing-value"),
        ("学历", "博士后", "bad-word"),
        ("导师", "张 三", "own-mentor"),
        ("出库时间", "2020-12-31", "end-before-start"),
    ],
)
def test_a_reserve_with_an_error_is_left_out(
    tmp_path: Path, heading: str, value: Cell, code: str
) -> None:
    row: list[Cell] = ["源泉镇", "黄台村", "张三", "专科", None, "2021-01-01", None]
    row[RESERVES.index(heading)] = value
    cell = f"{'ABCDEFG'[RESERVES.index(heading)]}2"
    shown = None if heading == "导师" else value  # a name
    assert told(tmp_path, 后备人才=reserves(row)) == [
        (code, f"台账.xlsx#后备人才#2 {cell}", heading, shown)
    ]


def test_numbers_of_persons_are_refused_in_the_new_ledgers_too(tmp_path: Path) -> None:
    phone = "13805331234"
    found = told(
        tmp_path,
        网格=grids(["1", None, "1", 30, None, f"张三{phone}", 10]),
        任职=posts(["源泉镇", "黄台村", None, None, phone, "书记"]),
        志愿服务队=teams(["源泉镇", "黄台村", f"先锋队{phone}", None]),
        后备人才=reserves(["源泉镇", "黄台村", "张三", "专科", phone, None, None]),
    )
    assert found == [
        ("personal-number", "台账.xlsx#任职#2 E2", "姓名", None),
        ("personal-number", "台账.xlsx#后备人才#2 E2", "导师", None),
        ("personal-number", "台账.xlsx#志愿服务队#2 C2", "名称", None),
        ("personal-number", "台账.xlsx#网格#2 H2", "中心户编号", None),
    ]


def test_a_county_may_leave_out_every_column_that_is_not_required(tmp_path: Path) -> None:
    filled: dict[str, list[Cell]] = {
        "擂台比武": ["1", "区级", "2022-04-15", "源泉镇", "黄台村"],
        "网格": ["源泉镇", "黄台村", "1号网格", "1号微网格"],
        "合作社": ["甲", "源泉镇", "2021-01-01"],
        "项目": ["XM1", "冷库", "财政扶持", "源泉镇/黄台村", "2022-04-01"],
        "收入": ["源泉镇", "黄台村", "2022", "总收入", 10],
        "督导": ["2022-11", "源泉镇", "三务公开", 90],
        "后备人才": ["源泉镇", "黄台村", "张三", "专科"],
        "志愿服务队": ["源泉镇", "黄台村", "先锋队"],
        "议事": ["YS1", "源泉镇", "黄台村", "修路"],
    }
    required = {
        name: [column.heading for column in sheets.READ[name].columns if column.required]
        for name in filled
    }
    reading = read(tmp_path, **{name: [required[name], row] for name, row in filled.items()})
    assert codes(reading) == []
    counts = {label: table.height for label, table in reading.dataset.nodes.items()}
    assert counts["Activity"] == counts["Cooperative"] == counts["Project"] == 1
    assert (counts["Grid"], counts["Person"], counts["Indicator"]) == (2, 1, 2)
    assert counts["VolunteerTeam"] == counts["Matter"] == 1
