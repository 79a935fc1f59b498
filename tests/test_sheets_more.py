from datetime import date
from pathlib import Path

from tests import workbooks as wb
from tests.test_sheets import codes, digest, links, nodes, read
from tests.test_sheets_problems import problems
from tests.workbooks import HUANGTAI, Cell, Rows

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
            ("370304111207", "先锋队"),
            ("370304002001", "红马甲"),
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
        (ids[1], "370304111207", "Village", date(2022, 1, 9), None, "台账.xlsx#志愿服务队#3"),
        (ids[2], "370304002001", "Village", None, None, "台账.xlsx#志愿服务队#4"),
    }


def test_a_team_sits_in_a_place_of_neither_kind_too(tmp_path: Path) -> None:
    places = [*wb.PLACES, ["城西街道", "农场", "370304002401"]]
    reading = read(tmp_path, 村情=places, 志愿服务队=teams(["城西街道", "农场", "护林队", None]))
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
        ("T-" + digest("370304112201", "先锋队"), "A-1", "VolunteerTeam", day, None),
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
