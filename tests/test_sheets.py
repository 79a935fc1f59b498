import hashlib
import hmac
import os
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from orggraph import sheets
from orggraph.dataset import Dataset
from orggraph.errors import SheetError
from orggraph.reading import Reading, RowCounts
from tests import workbooks as wb
from tests.workbooks import HUANGTAI, MAZHUANG, OTHER_ZHAOZHUANG, XIYE, ZHAOZHUANG, Rows

NEW_YEAR = date(2022, 1, 1)


def read(folder: Path, **more: Rows) -> Reading:
    return sheets.read(wb.write(folder / "台账.xlsx", wb.ledgers(**more)))


def nodes(dataset: Dataset, label: str, *columns: str) -> set[tuple[object, ...]]:
    return set(dataset.nodes[label].select("id", *columns).rows())


def links(dataset: Dataset, name: str, *columns: str) -> set[tuple[object, ...]]:
    return set(dataset.relationships[name].select("start", "end", *columns).rows())


def digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def person(scope: str, name: str) -> str:
    key = bytes.fromhex(Path(os.environ["ORGGRAPH_KEY_FILE"]).read_text("ascii"))
    return "P-" + hmac.new(key, f"{scope}\n{name}".encode(), hashlib.sha256).hexdigest()[:16]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def pair(number: str, mode: str | None) -> list[str | None]:
    return [number, "结对共建", mode, "源泉镇", "黄台村", "村", "源泉镇", "麻庄村", "2022-01-01"]


def test_places_become_areas_villages_and_their_organisations(tmp_path: Path) -> None:
    rows = [
        ["镇(街道)", "村(社区)", "区划代码", "类别", "户数", "人口", "产业优势"],
        ["源泉镇", " 黄台村 ", 370304111206, "村", 120, "1,300", "猕猴桃，民宿；猕猴桃"],
        ["城西街道", "西冶街社区", "370304002003", None, None, None, None],
        ["城西街道", "农场", "370304002401", None, None, None, None],
        ["某某乡", "山村", "370304200300", "村", None, None, None],
    ]
    new = wb.new_places(("城西街道", "农场"), ("某某乡", "山村"))
    reading = read(tmp_path, 村情=rows, **new)
    data = reading.dataset
    assert codes(reading) == []
    assert nodes(data, "Area", "name", "level", "kind", "cutoff") == {
        ("370304", "博山区", "county", None, date(2022, 12, 31)),
        ("370304111", "源泉镇", "town", "town", None),
        ("370304002", "城西街道", "town", "street", None),
        ("370304200", "某某乡", "town", "township", None),
    }
    assert data.nodes["Village"].drop("tags", "aliases").rows() == [
        ("370304002003", "西冶街社区", "community", None, None),
        ("370304002401", "农场", "other", None, None),
        ("370304111206", "黄台村", "village", 120, 1300),
        ("370304200300", "山村", "village", None, None),
    ]
    assert data.nodes["Village"]["tags"].to_list() == [None, None, ["猕猴桃", "民宿"], None]
    assert nodes(data, "PartyOrganization", "name", "kind") == {
        (XIYE, "西冶街社区党组织", "community"),
        (HUANGTAI, "黄台村党组织", "village"),
        ("370304200300:village", "山村党组织", "village"),
    }
    assert links(data, "PART_OF", "since", "until", "source") == {
        ("370304111206", "370304111", None, None, "台账.xlsx#村情#2"),
        ("370304002003", "370304002", None, None, "台账.xlsx#村情#3"),
        ("370304002401", "370304002", None, None, "台账.xlsx#村情#4"),
        ("370304200300", "370304200", None, None, "台账.xlsx#村情#5"),
        ("370304111", "370304", None, None, "台账.xlsx#村情#2"),
        ("370304002", "370304", None, None, "台账.xlsx#村情#3"),
        ("370304200", "370304", None, None, "台账.xlsx#村情#5"),
    }
    assert links(data, "SEATED_IN") == {
        (XIYE, "370304002003"),
        (HUANGTAI, "370304111206"),
        ("370304200300:village", "370304200300"),
    }


def test_about_gives_the_county_its_cutoff_and_reporter(tmp_path: Path) -> None:
    about = [
        ["项", "值"],
        ["区划代码", 370304],
        ["县区", "博山区"],
        ["填报单位", "区委组织部"],
        ["截止日期", date(2022, 11, 30)],
    ]
    county = read(tmp_path, 说明=about).dataset.county
    assert county == {
        "id": "370304",
        "name": "博山区",
        "level": "county",
        "kind": None,
        "cutoff": date(2022, 11, 30),
        "reporter": "区委组织部",
        "names_kept": None,
    }


def test_a_blank_reporter_is_no_error_and_a_cutoff_month_ends_with_the_month(
    tmp_path: Path,
) -> None:
    about = [*wb.ABOUT[:3], ["截止日期", "2022年2月"], ["填报单位", None]]
    reading = read(tmp_path, 说明=about)
    assert reading.dataset.county is not None
    assert reading.dataset.county["cutoff"] == date(2022, 2, 28)
    assert reading.dataset.county["reporter"] is None
    assert codes(reading) == []


@pytest.mark.parametrize("written", ["区委", "县委", "旗委", "区（县）委"])
def test_the_committee_of_the_county_may_be_called_as_the_county_calls_it(
    tmp_path: Path, written: str
) -> None:
    reading = read(
        tmp_path, 党组织=[wb.ORGANIZATIONS, [None, None, "中共博山区委员会", written, None, None]]
    )
    assert codes(reading) == []
    committee = ("370304:county_committee", "中共博山区委员会", "county_committee")
    assert committee in nodes(reading.dataset, "PartyOrganization", "name", "kind")


def test_the_committee_of_a_city_is_not_taken_for_the_districts(tmp_path: Path) -> None:
    rows = [wb.ORGANIZATIONS, [None, None, "中共淄博市委员会", "市委", None, None]]
    with pytest.raises(SheetError) as refused:
        read(tmp_path, 党组织=rows)
    assert [problem.code for problem in refused.value.problems] == ["bad-word"]


def test_listed_organisations_fill_in_those_of_places_and_hang_under_their_superiors(
    tmp_path: Path,
) -> None:
    heading = [*wb.ORGANIZATIONS, "组织形式", "正式党员", "预备党员", "当选日期", "届满日期"]
    full = ["党支部", 40, "2", "2021-03", "2026年3月"]
    rows = [
        heading,
        [None, None, "中共博山区委员会", "区委", None, "赵一"],
        ["源泉镇", None, "中共源泉镇委员会", "镇街党委", "中共博山区委员会", "钱二"],
        ["源泉镇", "黄台村", "黄台村党总支", "村党组织", None, "孙三", *full],
        ["源泉镇", "黄台村", "第一党支部", "村党组织", "黄台村党总支", None],
        ["源泉镇", None, "源泉医院党支部", "机关党组织", None, None],
        [None, None, "区财政局党支部", "机关党组织", None, None],
        ["源泉镇", "麻庄村", "麻庄果业党支部", "企业党组织", "黄台村党总支", None],
    ]
    reading = read(tmp_path, 党组织=rows)
    data = reading.dataset
    sub = "370304111206:sub_branch:" + digest("370304111", "第一党支部")
    hospital = "370304111:agency:" + digest("370304111", "源泉医院党支部")
    finance = "370304:agency:" + digest("370304", "区财政局党支部")
    firm = "370304111210:enterprise:" + digest("370304111", "麻庄果业党支部")
    county, town = "370304:county_committee", "370304111:town_committee"
    assert codes(reading) == ["missing-unit"]  # 麻庄村
    assert nodes(data, "PartyOrganization", "name", "kind") == {
        (county, "中共博山区委员会", "county_committee"),
        (town, "中共源泉镇委员会", "town_committee"),
        (HUANGTAI, "黄台村党总支", "village"),
        (sub, "第一党支部", "sub_branch"),
        (hospital, "源泉医院党支部", "agency"),
        (finance, "区财政局党支部", "agency"),
        (firm, "麻庄果业党支部", "enterprise"),
        (MAZHUANG, "麻庄村党组织", "village"),
        (ZHAOZHUANG, "赵庄村党组织", "village"),
        (OTHER_ZHAOZHUANG, "赵庄村党组织", "village"),
        (XIYE, "西冶街社区党组织", "community"),
    }
    filled = data.nodes["PartyOrganization"].filter(pl.col("id") == HUANGTAI).drop("id", "name")
    assert filled.rows() == [("village", "branch", 40, 2, date(2021, 3, 1), date(2026, 3, 31))]
    assert links(data, "UNDER", "since", "until", "source") == {
        (town, county, None, None, "台账.xlsx#党组织#3"),
        (HUANGTAI, town, None, None, "台账.xlsx#党组织#4"),
        (sub, HUANGTAI, None, None, "台账.xlsx#党组织#5"),
        (hospital, town, None, None, "台账.xlsx#党组织#6"),
        (firm, HUANGTAI, None, None, "台账.xlsx#党组织#8"),
        (MAZHUANG, town, None, None, "台账.xlsx#村情#3"),
    }
    seats = links(data, "SEATED_IN", "end_label")
    assert {seat for seat in seats if seat[0] in {county, town, sub, hospital, finance, firm}} == {
        (county, "370304", "Area"),
        (town, "370304111", "Area"),
        (sub, "370304111206", "Village"),
        (hospital, "370304111", "Area"),
        (finance, "370304", "Area"),
        (firm, "370304111210", "Village"),
    }


def test_secretaries_become_pseudonyms_of_their_town_named_after_place_and_role(
    tmp_path: Path,
) -> None:
    rows = [
        wb.ORGANIZATIONS,
        ["城西街道", None, "区委", "区委", None, "张三"],
        ["源泉镇", None, "镇党委", "镇街党委", "区委", "李四"],
        ["源泉镇", "黄台村", "黄台支部", "村党组织", None, "张 三"],
        ["源泉镇", "麻庄村", "麻庄支部", "村党组织", None, None],
        ["池上镇", "赵庄村", "赵庄支部", "村党组织", None, "张三"],
        ["源泉镇", None, "医院支部", "机关党组织", None, "张三"],
    ]
    data = read(tmp_path, 党组织=rows).dataset
    county, here = person("370304", "张三"), person("370304111", "张三")
    there, head = person("370304112", "张三"), person("370304111", "李四")
    hospital = "370304111:agency:" + digest("370304111", "医院支部")
    assert nodes(data, "Person", "name") == {
        (county, "博山区书记"),
        (head, "源泉镇书记"),
        (here, "黄台村书记"),
        (there, "赵庄村书记"),
    }
    assert links(data, "HOLDS", "role", "since", "until") == {
        (county, "370304:county_committee", "secretary", None, None),
        (head, "370304111:town_committee", "secretary", None, None),
        (here, HUANGTAI, "secretary", None, None),
        (here, hospital, "secretary", None, None),
        (there, ZHAOZHUANG, "secretary", None, None),
    }


def test_a_joint_committee_spans_its_rows_and_each_member_keeps_its_own_dates(
    tmp_path: Path,
) -> None:
    organizations = [
        wb.ORGANIZATIONS,
        ["源泉镇", None, "镇党委", "镇街党委", None, None],
    ]
    rows = [
        wb.COMMITTEES,
        ["北片联村党委", "源泉镇", "黄台村、池上镇/赵庄村", "张三", "2021-03", "2022-06"],
        ["北片联村党委", "源泉镇", "370304111210", "张三", "2022.1.15", "2022-10-01"],
    ]
    reading = read(tmp_path, 党组织=organizations, 联村党委=rows)
    data = reading.dataset
    joint = "370304111:joint_committee:" + digest("370304111", "北片联村党委")
    first, last = date(2021, 3, 1), date(2022, 10, 1)
    assert codes(reading) == []
    assert (joint, "北片联村党委", "joint_committee") in nodes(
        data, "PartyOrganization", "name", "kind"
    )
    assert links(data, "MEMBER_OF", "since", "until", "source") == {
        (HUANGTAI, joint, first, date(2022, 7, 1), "台账.xlsx#联村党委#2"),
        (ZHAOZHUANG, joint, first, date(2022, 7, 1), "台账.xlsx#联村党委#2"),
        (MAZHUANG, joint, date(2022, 1, 15), last, "台账.xlsx#联村党委#3"),
    }
    assert (joint, "370304111", first, last) in links(data, "SEATED_IN", "since", "until")
    assert (joint, "370304111:town_committee", first, last) in links(
        data, "UNDER", "since", "until"
    )
    assert links(data, "HOLDS", "role", "since", "until") == {
        (person("370304111", "张三"), joint, "secretary", first, last)
    }
    assert nodes(data, "Person", "name") == {(person("370304111", "张三"), "北片联村党委书记")}


def test_a_joint_committee_is_open_when_one_of_its_rows_is(tmp_path: Path) -> None:
    rows = [
        wb.COMMITTEES,
        ["甲", "源泉镇", "黄台村", None, "2021-01-01", "2022-01-01"],
        ["甲", "源泉镇", "麻庄村", None, "2021-06-01", None],
    ]
    data = read(tmp_path, 联村党委=rows).dataset
    joint = "370304111:joint_committee:" + digest("370304111", "甲")
    assert (joint, "370304111", date(2021, 1, 1), None) in links(
        data, "SEATED_IN", "since", "until"
    )


def test_units_are_known_by_credit_code_else_by_place_and_name(tmp_path: Path) -> None:
    rows = [
        [*wb.UNITS, "产业优势"],
        ["猕猴桃公司", "企业", "91350100M000100Y43", "源泉镇", "猕猴桃、冷链"],
        ["区财政局", "部门", None, None, None],
    ]
    reading = read(tmp_path, 单位=rows)
    finance = "U-" + digest("370304", "区财政局")
    assert codes(reading) == []
    assert reading.dataset.nodes["Enterprise"].rows() == [
        ("91350100M000100Y43", "猕猴桃公司", ["猕猴桃", "冷链"])
    ]
    assert reading.dataset.nodes["Agency"].rows() == [(finance, "区财政局", None)]
    assert links(reading.dataset, "SEATED_IN", "start_label", "source") >= {
        ("91350100M000100Y43", "370304111", "Enterprise", "台账.xlsx#单位#2"),
        (finance, "370304", "Agency", "台账.xlsx#单位#3"),
    }


def test_one_way_help_has_a_provider_and_a_beneficiary_and_mutual_help_has_both_twice(
    tmp_path: Path,
) -> None:
    rows = [
        wb.PAIRINGS,
        [*pair("1", "强弱帮带"), "2022-12-31", "果园"],
        [*pair("2", "产业联合")],
        [
            "3",
            "百企联百村",
            "优势互补",
            None,
            "甲公司",
            "企业",
            "池上镇",
            "赵庄村",
            "2022-02",
            "2022-03",
        ],
    ]
    units = [wb.UNITS, ["甲公司", "企业", None, None]]
    reading = read(tmp_path, 结对=rows, 单位=units)
    data = reading.dataset
    firm, carrier = "U-" + digest("370304", "甲公司"), "K-" + digest("370304111", "果园")
    year, months = (NEW_YEAR, date(2023, 1, 1)), (date(2022, 2, 1), date(2022, 4, 1))
    assert codes(reading) == []
    assert nodes(data, "Pairing", "name", "mechanism", "mode") == {
        ("1", "黄台村—麻庄村", "co_building", "strong_weak"),
        ("2", "黄台村—麻庄村", "co_building", "industry"),
        ("3", "甲公司—赵庄村", "hundred_firms", "complement"),
    }
    assert links(data, "PROVIDES", "start_label", "since", "until") == {
        (HUANGTAI, "1", "PartyOrganization", *year),
        (HUANGTAI, "2", "PartyOrganization", NEW_YEAR, None),
        (MAZHUANG, "2", "PartyOrganization", NEW_YEAR, None),
        (firm, "3", "Enterprise", *months),
        (ZHAOZHUANG, "3", "PartyOrganization", *months),
    }
    assert links(data, "BENEFITS", "since", "until") == {
        ("1", MAZHUANG, *year),
        ("2", HUANGTAI, NEW_YEAR, None),
        ("2", MAZHUANG, NEW_YEAR, None),
        ("3", ZHAOZHUANG, *months),
    }
    assert nodes(data, "Project", "name", "kind") == {(carrier, "果园", "carrier")}
    assert links(data, "USES", "since", "until", "source") == {
        ("1", carrier, *year, "台账.xlsx#结对#2")
    }


def test_a_pairing_without_a_number_is_known_by_mechanism_sides_and_start(tmp_path: Path) -> None:
    rows = [
        wb.PAIRINGS,
        [None, *pair("", None)[1:]],
        [None, "其他", "优势互补", "源泉镇", "麻庄村", "村", "源泉镇", "黄台村", "2022-01-01"],
    ]
    data = read(tmp_path, 结对=rows).dataset
    one_way = digest("co_building", HUANGTAI, MAZHUANG, "2022-01-01")
    mutual = digest("other", HUANGTAI, MAZHUANG, "2022-01-01")
    assert nodes(data, "Pairing", "mechanism") == {(one_way, "co_building"), (mutual, "other")}


def test_helpers_may_be_committees_and_persons_and_units_that_are_not_listed(
    tmp_path: Path,
) -> None:
    committees = [wb.COMMITTEES, ["联合", "池上镇", "赵庄村", None, "2020-01-01", None]]
    rest = ["源泉镇", "麻庄村", "2022-01-01"]
    rows = [
        wb.PAIRINGS,
        ["1", "结对共建", None, "池上镇", "联合", "联村党委", *rest],
        ["2", "双百帮带", None, None, "王五", "个人", *rest],
        ["3", "双百帮带", None, "源泉镇", "王五", "个人", *rest],
        ["4", "双百帮带", None, None, "区水务局", "部门", *rest],
        ["5", "双百帮带", None, None, "区水务局", "部门", "源泉镇", "黄台村", "2022-01-01"],
    ]
    reading = read(tmp_path, 联村党委=committees, 结对=rows)
    data = reading.dataset
    joint = "370304112:joint_committee:" + digest("370304112", "联合")
    water = "U-" + digest("370304", "区水务局")
    county, town = person("370304", "王五"), person("370304111", "王五")
    assert links(data, "PROVIDES", "start_label") == {
        (joint, "1", "PartyOrganization"),
        (county, "2", "Person"),
        (town, "3", "Person"),
        (water, "4", "Agency"),
        (water, "5", "Agency"),
    }
    assert nodes(data, "Person", "name") == {(county, "博山区帮扶人"), (town, "源泉镇帮扶人")}
    assert nodes(data, "Pairing", "name") >= {("2", "博山区帮扶人—麻庄村")}
    assert [(p.code, p.row, p.cell, p.value) for p in reading.problems] == [
        ("unlisted-unit", 5, "E5", "区水务局")
    ]


def test_activities_concern_their_pairing_on_the_day_and_count_who_took_part(
    tmp_path: Path,
) -> None:
    rows = [
        wb.ACTIVITIES,
        ["7", "互学", date(2022, 3, 5), "1", "源泉镇", "黄台村；池上镇/赵庄村", "党课"],
        [None, "走访", "2022年4月", None, None, "源泉镇/麻庄村\n城西街道/西冶街社区", None],
    ]
    reading = read(tmp_path, 结对=[wb.PAIRINGS, pair("1", None)], 活动=rows)
    data = reading.dataset
    day, april = date(2022, 3, 5), date(2022, 4, 1)
    visit = "A-" + digest("2022-04-01", "", "visit", "")
    assert codes(reading) == []
    assert nodes(data, "Activity", "name", "kind", "held_on", "topic") == {
        ("A-7", "党课", "mutual_study", day, "党课"),
        (visit, "走访 2022-04-01", "visit", april, None),
    }
    assert links(data, "CONCERNS", "since", "until") == {("A-7", "1", day, None)}
    assert links(data, "TOOK_PART", "since", "until", "role", "source") == {
        (HUANGTAI, "A-7", day, None, None, "台账.xlsx#活动#2"),
        (ZHAOZHUANG, "A-7", day, None, None, "台账.xlsx#活动#2"),
        (MAZHUANG, visit, april, None, None, "台账.xlsx#活动#3"),
        (XIYE, visit, april, None, None, "台账.xlsx#活动#3"),
    }
    assert links(data, "HELD_IN", "since", "until") == {("A-7", "370304111", None, None)}


def test_a_unit_that_helps_is_known_by_its_pairing_and_not_told_as_a_participant(
    tmp_path: Path,
) -> None:
    units = [wb.UNITS, ["甲公司", "企业", None, None], ["乙公司", "企业", None, None]]
    helped = ["源泉镇", "麻庄村", "2022-01-01"]
    pairings = [wb.PAIRINGS, ["1", "百企联百村", None, None, "甲公司", "企业", *helped]]
    rows = [wb.ACTIVITIES, ["1", "走访", "2022-02-01", "1", "源泉镇", "麻庄村、甲公司、乙公司"]]
    reading = read(tmp_path, 单位=units, 结对=pairings, 活动=rows)
    assert [(p.code, p.value) for p in reading.problems] == [("not-a-participant", "乙公司")]
    assert links(reading.dataset, "TOOK_PART") == {(MAZHUANG, "A-1")}


def test_a_weak_and_lax_designation_brings_the_four_duties_with_its_dates(tmp_path: Path) -> None:
    rows = [
        [*wb.DESIGNATIONS, "整顿时限", "主要问题", "提级"],
        [
            *("软弱涣散", "源泉镇", "麻庄村", "2022-01-10", "2022-11"),
            *("赵一", "钱二", "孙三", "区财政局", "2022-06", "班子不团结、制度不全", 2),
        ],
        ["经济薄弱", "源泉镇", "麻庄村", "2021-01-01"],
        ["红旗党支部", "源泉镇", "黄台村", "2022-07-01"],
    ]
    units = [wb.UNITS, ["区财政局", "部门", None, None]]
    reading = read(tmp_path, 认定=rows, 单位=units)
    data = reading.dataset
    weak = f"weak_lax:{MAZHUANG}:2022-01-10"
    poor, red = f"economically_weak:{MAZHUANG}:2021-01-01", f"red_flag:{HUANGTAI}:2022-07-01"
    duties, finance = f"four_duties:{weak}", "U-" + digest("370304", "区财政局")
    period = (date(2022, 1, 10), date(2022, 12, 1))
    assert codes(reading) == []
    table = data.nodes["Designation"]
    assert table.drop("situations").rows() == [
        (poor, "麻庄村经济薄弱", "economically_weak", None, None),
        (red, "黄台村红旗党支部", "red_flag", None, None),
        (weak, "麻庄村软弱涣散", "weak_lax", date(2022, 6, 30), 2),
    ]
    assert table["situations"].to_list() == [None, None, ["班子不团结", "制度不全"]]
    assert links(data, "CONCERNS", "since", "until") == {
        (weak, MAZHUANG, *period),
        (poor, MAZHUANG, date(2021, 1, 1), None),
        (red, HUANGTAI, date(2022, 7, 1), None),
    }
    people = person("370304", "赵一"), person("370304111", "钱二"), person("370304111", "孙三")
    assert links(data, "HOLDS", "role", "since", "until") == {
        (people[0], weak, "county_leader", *period),
        (people[1], weak, "town_leader", *period),
        (people[2], weak, "first_secretary", *period),
    }
    assert set(data.nodes["Person"]["name"]) == {
        "麻庄村县级领导",
        "麻庄村镇街领导",
        "麻庄村第一书记",
    }
    assert nodes(data, "Pairing", "name", "mechanism", "mode") == {
        (duties, "区财政局—麻庄村", "four_duties", None)
    }
    assert links(data, "PROVIDES", "start_label", "since", "until") == {
        (finance, duties, "Agency", *period)
    }
    assert links(data, "BENEFITS", "since", "until") == {(duties, MAZHUANG, *period)}


def test_a_unit_in_charge_is_sought_in_the_county_and_then_in_the_town(tmp_path: Path) -> None:
    units = [
        wb.UNITS,
        ["农技站", "部门", None, "源泉镇"],
        ["果业公司", "企业", None, None],
    ]
    blank = [None, None, None, None]
    rows = [
        wb.DESIGNATIONS,
        ["软弱涣散", "源泉镇", "麻庄村", "2022-01-01", *blank, "农技站"],
        ["软弱涣散", "源泉镇", "黄台村", "2022-01-01", *blank, "果业公司"],
    ]
    reading = read(tmp_path, 认定=rows, 单位=units)
    assert codes(reading) == []
    assert {
        (start, label) for start, _, label in links(reading.dataset, "PROVIDES", "start_label")
    } == {
        ("U-" + digest("370304111", "农技站"), "Agency"),
        ("U-" + digest("370304", "果业公司"), "Enterprise"),
    }


def test_who_reported_what_is_told_by_the_sheets_given_and_by_the_towns(tmp_path: Path) -> None:
    rows = [
        wb.REPORTS,
        ["源泉镇", "结对", "是", "2022-12-01"],
        ["池上镇", "合作社", "否", None],
    ]
    reading = read(tmp_path, 报送情况=rows, 结对=[wb.PAIRINGS])
    assert codes(reading) == []
    assert links(reading.dataset, "REPORTED", "since", "reported", "source") == {
        ("370304", "说明", None, True, "台账.xlsx#说明#1"),
        ("370304", "村情", None, True, "台账.xlsx#村情#1"),
        ("370304", "报送情况", None, True, "台账.xlsx#报送情况#1"),
        ("370304", "结对", None, True, "台账.xlsx#结对#1"),
        ("370304111", "结对", date(2022, 12, 1), True, "台账.xlsx#报送情况#2"),
        ("370304112", "合作社", None, False, "台账.xlsx#报送情况#3"),
    }
    assert nodes(reading.dataset, "Ledger", "name") >= {("合作社", "合作社"), ("结对", "结对")}
    assert reading.tables == {
        "说明": RowCounts(3, 3),
        "报送情况": RowCounts(2, 2),
        "村情": RowCounts(5, 5),
        "结对": RowCounts(0, 0),
    }


@pytest.mark.parametrize(
    ("start", "since"),
    [
        (date(2022, 3, 5), date(2022, 3, 5)),
        (datetime(2022, 3, 5, 14, 30), date(2022, 3, 5)),  # noqa: DTZ001 - a cell has no zone
        ("2022/3/5 14:30", date(2022, 3, 5)),
        ("2022-03-05", date(2022, 3, 5)),
        ("2022/3/5", date(2022, 3, 5)),
        ("2022.3.5", date(2022, 3, 5)),
        ("2022年3月5日", date(2022, 3, 5)),
        ("２０２２年３月５日", date(2022, 3, 5)),
        ("2022-03", date(2022, 3, 1)),
        ("2022年3月", date(2022, 3, 1)),
        ("2022.3", date(2022, 3, 1)),
    ],
)
def test_a_start_is_the_day_or_the_first_of_the_month(
    tmp_path: Path, start: str | date, since: date
) -> None:
    reading = read(tmp_path, 结对=[wb.PAIRINGS, [*pair("1", None)[:8], start]])
    assert links(reading.dataset, "BENEFITS", "since") == {("1", MAZHUANG, since)}


@pytest.mark.parametrize(
    ("end", "held_until", "gone_from"),
    [
        ("2022-12-31", date(2023, 1, 1), date(2022, 12, 31)),
        (date(2022, 2, 28), date(2022, 3, 1), date(2022, 2, 28)),
        ("2022-12", date(2023, 1, 1), date(2023, 1, 1)),
        ("2024年2月", date(2024, 3, 1), date(2024, 3, 1)),
    ],
)
def test_an_end_is_the_last_day_of_a_pairing_but_the_first_day_without_a_designation(
    tmp_path: Path, end: str | date, held_until: date, gone_from: date
) -> None:
    pairings = [wb.PAIRINGS, [*pair("1", None), end]]
    designations = [wb.DESIGNATIONS, ["经济薄弱", "源泉镇", "麻庄村", "2022-01-01", end]]
    data = read(tmp_path, 结对=pairings, 认定=designations).dataset
    assert {row[2] for row in links(data, "BENEFITS", "until")} == {held_until}
    assert {row[2] for row in links(data, "CONCERNS", "until")} == {gone_from}


def test_a_pairing_of_one_day_and_a_designation_lifted_at_once_are_in_order(tmp_path: Path) -> None:
    pairings = [wb.PAIRINGS, [*pair("1", None), "2022-01-01"]]
    designations = [wb.DESIGNATIONS, ["经济薄弱", "源泉镇", "麻庄村", "2022-01-01", "2022-01-01"]]
    assert codes(read(tmp_path, 结对=pairings, 认定=designations)) == []


def test_names_are_matched_whole_and_inside_the_town_only(tmp_path: Path) -> None:
    places = [*wb.PLACES, ["池上镇", "李家", "370304112230"], ["池上镇", "李家块", "370304112205"]]
    rows = [
        wb.DESIGNATIONS,
        ["经济薄弱", "白塔镇", "赵庄村", "2022-01-01"],
        ["经济薄弱", "池上镇", "李家", "2022-01-01"],
        ["经济薄弱", "370304112", "370304112205", "2022-01-01"],
    ]
    data = read(tmp_path, 村情=places, 认定=rows).dataset
    assert {row[1] for row in links(data, "CONCERNS")} == {
        OTHER_ZHAOZHUANG,
        "370304112230:village",
        "370304112205:village",
    }


def test_a_place_comes_before_an_organisation_of_the_same_name(tmp_path: Path) -> None:
    organizations = [wb.ORGANIZATIONS, ["源泉镇", None, "麻庄村", "机关党组织", None, None]]
    committees = [wb.COMMITTEES, ["黄台村", "源泉镇", "麻庄村", None, "2020-01-01", None]]
    rows = [wb.ACTIVITIES, ["1", "互学", "2022-01-01", None, "源泉镇", "黄台村、麻庄村", None]]
    reading = read(tmp_path, 党组织=organizations, 联村党委=committees, 活动=rows)
    assert codes(reading) == []
    assert links(reading.dataset, "TOOK_PART") == {(HUANGTAI, "A-1"), (MAZHUANG, "A-1")}


def test_the_kind_tells_a_village_from_a_community_of_the_same_name(tmp_path: Path) -> None:
    places = [*wb.PLACES, ["八陡镇", "福山", "370304106028"], ["八陡镇", "福山", "370304106214"]]
    rows = [wb.PAIRINGS, ["1", "结对共建", None, "八陡镇", "福山", "社区", *pair("", None)[6:]]]
    reading = read(tmp_path, 村情=places, 结对=rows)
    assert codes(reading) == []
    assert links(reading.dataset, "PROVIDES") == {("370304106028:community", "1")}


def test_a_place_of_neither_kind_has_the_organisation_that_is_listed_for_it(
    tmp_path: Path,
) -> None:
    places = [*wb.PLACES, ["源泉镇", "林场", "370304111400"]]
    organizations = [wb.ORGANIZATIONS, ["源泉镇", "林场", "林场党支部", "村党组织", None, None]]
    rows = [wb.DESIGNATIONS, ["经济薄弱", "源泉镇", "林场", "2022-01-01"]]
    new = wb.new_places(("源泉镇", "林场"))
    reading = read(tmp_path, 村情=places, 党组织=organizations, 认定=rows, **new)
    assert codes(reading) == ["missing-unit"]  # the villages
    assert {row[1] for row in links(reading.dataset, "CONCERNS")} == {"370304111400:village"}


def everything() -> dict[str, Rows]:
    return wb.ledgers(
        党组织=[
            wb.ORGANIZATIONS,
            ["源泉镇", "黄台村", "黄台支部", "村党组织", None, "张三"],
            ["源泉镇", "麻庄村", "麻庄支部", "村党组织", None, None],
        ],
        联村党委=[wb.COMMITTEES, ["甲", "源泉镇", "黄台村、麻庄村", "李四", "2021-01-01", None]],
        结对=[wb.PAIRINGS, pair("1", None)],
        活动=[wb.ACTIVITIES, ["1", "互学", "2022-03-05", "1", "源泉镇", "黄台村,麻庄村", "党课"]],
        认定=[wb.DESIGNATIONS, ["软弱涣散", "源泉镇", "麻庄村", "2022-01-01"]],
    )


def without_sources(dataset: Dataset) -> list[list[tuple[object, ...]]]:
    tables = [t.drop("source") for t in dataset.relationships.values()]
    return [t.rows() for t in (*dataset.nodes.values(), *tables)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_files_say_the_same_as_a_workbook(tmp_path: Path, encoding: str) -> None:
    book = sheets.read(wb.write(tmp_path / "台账.xlsx", everything()))
    folder = sheets.read(wb.write_csv(tmp_path / "csv", everything(), encoding))
    assert without_sources(folder.dataset) == without_sources(book.dataset)
    assert folder.tables == book.tables
    assert set(folder.dataset.relationships["USES"]["source"]) == set()
    assert folder.dataset.relationships["BENEFITS"]["source"].to_list() == ["结对.csv#结对#2"]


def test_a_folder_of_workbooks_is_one_source_and_the_order_of_rows_changes_nothing(
    tmp_path: Path,
) -> None:
    whole = everything()
    folder = tmp_path / "folder"
    folder.mkdir()
    for index, (name, rows) in enumerate(whole.items()):
        wb.write(folder / f"{index}.xlsx", {name: [rows[0], *reversed(rows[1:])]})
    book = sheets.read(wb.write(tmp_path / "台账.xlsx", whole))
    assert without_sources(sheets.read(folder).dataset) == without_sources(book.dataset)


def test_the_same_sheet_in_several_files_is_appended(tmp_path: Path) -> None:
    wb.write(tmp_path / "a.xlsx", {"说明": wb.ABOUT, "村情": wb.PLACES[:3]})
    wb.write(tmp_path / "b.xlsx", {"村情": [wb.PLACES[0], *wb.PLACES[3:]]})
    (tmp_path / "~$a.xlsx").write_bytes(b"open elsewhere")
    deeper = tmp_path / "deeper"
    deeper.mkdir()
    wb.write(deeper / "c.xlsx", {"村情": [wb.PLACES[0], ["源泉镇", "深村", "370304111299"]]})
    reading = sheets.read(tmp_path)
    assert [(p.code, p.place) for p in reading.problems] == [("temporary-file", "~$a.xlsx")]
    assert reading.dataset.nodes["Village"].height == 5
    assert reading.tables is not None
    assert reading.tables["村情"] == RowCounts(5, 5)
    assert ("370304112223", "370304112", "b.xlsx#村情#2") in links(
        reading.dataset, "PART_OF", "source"
    )


def test_a_file_is_named_after_its_ledger_where_its_only_sheet_is_not(tmp_path: Path) -> None:
    wb.write(tmp_path / "说明.xlsx", {"Sheet1": wb.ABOUT, "Sheet2": [], "Sheet3": []})
    wb.write(tmp_path / "村情.xlsx", {"Sheet1": wb.PLACES})
    reading = sheets.read(tmp_path)
    assert codes(reading) == []
    assert ("370304111206", "370304111", "村情.xlsx#Sheet1#2") in links(
        reading.dataset, "PART_OF", "source"
    )


def test_several_abouts_give_the_latest_cutoff_with_a_warning(tmp_path: Path) -> None:
    wb.write(tmp_path / "a.xlsx", wb.ledgers())
    later = [*wb.ABOUT[:3], ["截止日期", "2023-01-31"]]
    wb.write(tmp_path / "b.xlsx", {"说明": later})
    reading = sheets.read(tmp_path)
    assert reading.dataset.county is not None
    assert reading.dataset.county["cutoff"] == date(2023, 1, 31)
    assert [(p.file, p.row, p.code) for p in reading.problems] == [("a.xlsx", 4, "other-cutoff")]


def test_row_numbers_are_those_of_excel_also_below_empty_rows_and_columns(tmp_path: Path) -> None:
    rows = [[], [None, *wb.PLACES[0]], [], [None, "源泉镇", "黄台村", "370304111206"]]
    data = read(tmp_path, 村情=rows).dataset
    assert ("370304111206", "370304111", "台账.xlsx#村情#4") in links(data, "PART_OF", "source")


def test_headings_may_carry_spaces_stars_and_full_width_signs(tmp_path: Path) -> None:
    rows = [["镇（街道）*", "村 （社区） *", "区划\n代码"], *wb.PLACES[1:]]
    assert codes(read(tmp_path, 村情=rows)) == []


def test_rows_that_hold_only_a_serial_number_are_no_rows(tmp_path: Path) -> None:
    rows = [["序号", *wb.PLACES[0]], [1, *wb.PLACES[1]], [2], [3]]
    reading = read(tmp_path, 村情=rows)
    assert reading.tables is not None
    assert (codes(reading), reading.tables["村情"]) == ([], RowCounts(1, 1))


def test_bad_rows_are_left_out_when_going_on_and_the_rest_is_the_same_as_without_them(
    tmp_path: Path,
) -> None:
    bad = everything()
    bad["结对"] = [*bad["结对"], [*pair("2", None)[:7], "无此村", "2022-01-01"]]
    bad["活动"] = [*bad["活动"], ["2", "互学", "2022-13-05", "1", "源泉镇", "黄台村", None]]
    bad["联村党委"] = [*bad["联村党委"], ["乙", "源泉镇", "无此村", None, "2021-01-01", None]]
    source = wb.write(tmp_path / "台账.xlsx", bad)
    with pytest.raises(SheetError) as caught:
        sheets.read(source)
    reading = sheets.read(source, keep_going=True)
    assert caught.value.problems == reading.problems
    assert [(p.sheet, p.row, p.cell, p.code, p.town) for p in reading.problems] == [
        ("活动", 3, "C3", "bad-date", "370304111"),
        ("结对", 3, "H3", "unknown-place", "370304111"),
        ("联村党委", 3, "C3", "unknown-place", "370304111"),
    ]
    assert "3 errors" in caught.value.what
    assert reading.tables is not None
    assert [reading.tables[name] for name in ("结对", "活动", "联村党委")] == [RowCounts(2, 1)] * 3
    clean = sheets.read(wb.write(tmp_path / "台账.xlsx", everything()))
    assert reading.dataset == clean.dataset


def test_a_refused_organisation_row_leaves_the_place_its_organisation(tmp_path: Path) -> None:
    rows = [wb.ORGANIZATIONS, ["源泉镇", "黄台村", "黄台支部", "村党组织", "无此党委", "张三"]]
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(党组织=rows))
    data = sheets.read(source, keep_going=True).dataset
    assert (HUANGTAI, "黄台村党组织") in nodes(data, "PartyOrganization", "name")
    assert data.nodes["Person"].height == 0


def test_no_name_of_a_person_reaches_the_dataset_or_a_problem(tmp_path: Path) -> None:
    names = ["欧阳秘书", "司马县长", "上官镇长", "诸葛一书", "公孙个人", "夏侯联书"]
    rows = {
        "党组织": [wb.ORGANIZATIONS, ["源泉镇", "黄台村", "支部", "村党组织", "无此", names[0]]],
        "认定": [
            wb.DESIGNATIONS,
            ["经济薄弱", "源泉镇", "麻庄村", "2022-01-01", "2021-01-01", *names[1:4], None],
        ],
        "结对": [
            wb.PAIRINGS,
            ["1", "其他", None, "无此镇", names[4], "个人", "源泉镇", "无此村", "2022-01-01"],
            ["2", "其他", None, "源泉镇", names[4], "本人", "源泉镇", "麻庄村", "2022-01-01"],
            ["2", "其他", None, "源泉镇", names[4], None, "源泉镇", "麻庄村", "2022-01-01"],
        ],
        "联村党委": [
            wb.COMMITTEES,
            ["甲", "源泉镇", "无此村", names[5] + "13812345678", "2021", None],
        ],
    }
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(**rows))
    reading = sheets.read(source, keep_going=True)
    assert len(reading.problems) >= 8
    tables = (*reading.dataset.nodes.values(), *reading.dataset.relationships.values())
    said = repr(reading.problems) + "".join(table.write_ndjson() for table in tables)
    assert [name for name in names if name in said] == []
    assert "13812345678" not in said
