"""The example county: the same files everywhere, and every answer counted again from them."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from orggraph import demo, sheets
from orggraph.demo import _draw
from tests import recount

LEDGERS = ("说明", "报送情况", "村情", "党组织", "联村党委", "单位", "结对", "活动", "认定")
WORKBOOK = Path("ledgers") / "博山区台账.xlsx"
HUANGTAI = "370304111206"
# Villages that are isolated, and what makes them weak: planted by name.
ISOLATED_WEAK_LAX = {"370304004218", "370304102243", "370304113238"}
ISOLATED_POOR = {"370304102244", "370304106213", "370304108208", "370304112244"}
ISOLATED_BOTH = {"370304111223"}
# Communities and villages by town, as the National Bureau of Statistics lists them.
PLACES = {
    "城东街道": (14, 3),
    "城西街道": (16, 0),
    "山头街道": (9, 21),
    "域城镇": (8, 58),
    "白塔镇": (1, 19),
    "八陡镇": (6, 17),
    "石马镇": (0, 14),
    "源泉镇": (0, 28),
    "池上镇": (0, 44),
    "博山镇": (1, 37),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("boshan")
    demo.write(made)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


# The files.


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_files_are_the_same_bytes_under_every_hash_seed(
    folder: Path, tmp_path: Path, seed: str
) -> None:
    code = "import sys, pathlib; from orggraph import demo; demo.write(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai"}
    subprocess.run([sys.executable, "-c", code, tmp_path], env=environment, check=True)
    assert contents(tmp_path) == contents(folder)


def test_there_is_one_workbook_and_a_csv_file_a_ledger(folder: Path) -> None:
    csv_files = {f"ledgers-csv/{name}.csv" for name in LEDGERS}
    assert set(contents(folder)) == {str(WORKBOOK), *csv_files}
    assert tuple(recount.tables(folder)) == LEDGERS


def test_the_workbook_and_the_csv_files_say_the_same(folder: Path) -> None:
    for name, rows in recount.tables(folder).items():
        texts = [["" if cell is None else str(cell) for cell in row.values()] for row in rows]
        assert recount.csv_tables(folder)[name] == [list(rows[0]), *texts]


def test_csv_files_open_in_excel_with_their_mark_and_line_ends(folder: Path) -> None:
    content = (folder / "ledgers-csv" / "村情.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 297


def test_headings_are_the_canonical_ones(folder: Path) -> None:
    for name, rows in recount.tables(folder).items():
        assert list(rows[0]) == [column.heading for column in sheets.READ[name].columns]


def test_the_workbook_is_kept_as_a_planner_would(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / WORKBOOK)
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets)
    paired, places = book["结对"], book["村情"]
    assert isinstance(paired["K2"].value, datetime)
    assert paired["K2"].number_format == "yyyy-mm-dd"
    assert (places["C2"].value, places["C2"].data_type) == ("370304001001", "s")
    assert places.column_dimensions["C"].width >= 12


def test_the_ledgers_load_without_a_single_problem(folder: Path) -> None:
    for kind in ("ledgers", "ledgers-csv"):
        reading = sheets.read(folder / kind)
        assert reading.problems == ()


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    blocked = tmp_path / "ledgers-csv" / "村情.csv"
    (blocked / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="村情"):
        demo.write(tmp_path)
    assert blocked.is_dir()
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]


def test_what_is_made_up_is_said_to_be(folder: Path) -> None:
    about = {row["项"]: row["值"] for row in recount.tables(folder)["说明"]}
    assert about["县区"] == "博山区"
    assert about["区划代码"] == "370304"
    assert about["截止日期"] == date(2022, 12, 31)
    assert str(about["填报单位"]).startswith("示例数据（合成）")
    firms = [row["名称"] for row in recount.tables(folder)["单位"] if row["类别"] == "企业"]
    assert len(firms) == 22
    assert all(str(name).startswith("示例") for name in firms)


def test_persons_look_made_up_and_no_two_share_a_name(folder: Path) -> None:
    tables = recount.tables(folder)
    posts = [row["书记"] for row in tables["党组织"] if row["书记"]]
    assert len(posts) == len(set(posts)) == 319 - 2
    names = {row["书记"] for row in tables["联村党委"]} | set(posts)
    for duty in ("县级领导", "镇街领导", "第一书记"):
        names |= {row[duty] for row in tables["认定"]}
    names |= {row["帮扶方"] for row in tables["结对"] if row["帮扶方类别"] == "个人"}
    assert all(re.fullmatch(r".示例[甲乙丙丁戊己庚]\d{3}", str(name)) for name in names - {None})


def test_near_misses_stand_beside_the_planted_faults(folder: Path) -> None:
    tables = recount.tables(folder)
    listed = [row for row in tables["认定"] if row["类别"] == "软弱涣散"]
    assert sum(row["整顿时限"] == recount.CUTOFF for row in listed) == 1
    assert sum(row["届满日期"] == recount.CUTOFF for row in tables["党组织"]) == 1
    assert len(recount.rect002(folder, date(2023, 1, 1))) == 3
    assert len(recount.org003(folder, date(2023, 1, 1))) == 8
    times = Counter(recount.codes(folder)[str(r["镇(街道)"]), str(r["村(社区)"])] for r in listed)
    assert sum(count > 1 for count in times.values()) == 2


# The frame.


def test_the_places_are_the_real_ones(folder: Path) -> None:
    rows = recount.tables(folder)["村情"]
    kinds = Counter((row["镇(街道)"], row["类别"]) for row in rows)
    assert {town: (kinds[town, "社区"], kinds[town, "村"]) for town in PLACES} == PLACES
    assert len(rows) == len(recount.units(folder)) == 296
    assert len(recount.villages(folder)) == 241


@pytest.mark.parametrize(
    ("town", "name", "code"),
    [
        ("源泉镇", "黄台村", HUANGTAI),  # 黄台村委会
        ("城东街道", "公平庄社区", "370304001001"),  # 公平庄居委会
        ("城东街道", "荆山社区", "370304001015"),  # 荆山社区居委会
        ("八陡镇", "福山社区", "370304106028"),  # 福山社区居民委员会
        ("八陡镇", "福山村", "370304106214"),
        ("白塔镇", "赵庄村", "370304103203"),
        ("池上镇", "赵庄村", "370304112223"),
    ],
)
def test_a_place_is_called_as_people_write_it(
    folder: Path, town: str, name: str, code: str
) -> None:
    assert recount.codes(folder)[town, name] == code


def test_every_town_reported_every_ledger(folder: Path) -> None:
    rows = recount.tables(folder)["报送情况"]
    assert {(row["镇(街道)"], row["台账"]) for row in rows} == {
        (town, ledger) for town in PLACES for ledger in LEDGERS[2:]
    }
    assert {row["是否报送"] for row in rows} == {"是"}


def test_there_are_organizations_of_every_kind(folder: Path) -> None:
    kinds = Counter(row["类别"] for row in recount.tables(folder)["党组织"])
    assert kinds == {
        "区委": 1,
        "镇街党委": 10,
        "村党组织": 241,
        "社区党组织": 55,
        "机关党组织": 8,
        "企业党组织": 4,
    }


def test_households_fit_the_published_grids(folder: Path) -> None:
    rows = recount.tables(folder)["村情"]
    households = [row["户数"] for row in rows if row["类别"] == "村"]
    assert sum(size for size in households if isinstance(size, int)) == 50_000


# Co-building.


def test_122_pairings_in_three_modes_between_villages(folder: Path) -> None:
    pairings = recount.co_building(folder)
    assert Counter(each.mode for each in pairings) == {
        "强弱帮带": 61,
        "产业联合": 37,
        "优势互补": 24,
    }
    villages = recount.villages(folder)
    assert all(each.providers | each.benefits <= villages for each in pairings)


def test_228_villages_take_part_in_stars_and_dyads(folder: Path) -> None:
    assert recount.component_sizes(folder) == {1: 13, 2: 101, 5: 4, 6: 1}
    assert len(recount.pair001(folder)) == 13


def test_five_helpers_are_overloaded(folder: Path) -> None:
    load = recount.helped_by(folder, mechanism="结对共建")
    assert sorted(len(load[code]) for code in recount.pair007(folder)) == [4, 4, 4, 4, 5]


def test_five_pairings_are_dormant_and_twenty_pair_months_missing(folder: Path) -> None:
    assert recount.pair_months(folder) == (1_444, 1_464)
    assert len(recount.pair005(folder)) == 5


def test_a_pairing_that_missed_november_alone_is_not_dormant(folder: Path) -> None:
    held = recount.held(folder)
    missed = {
        each.number
        for each in recount.co_building(folder)
        if not any((day.year, day.month) == (2022, 11) for day in held[each.number])
    }
    assert len(missed - recount.pair005(folder)) == 1


def test_six_weak_branches_are_to_help_weak_ones(folder: Path) -> None:
    assert len(recount.pair006(folder)) == 6


def test_pairings_of_strong_and_weak_help_somebody_weak_or_show(folder: Path) -> None:
    # Of the 56 in need 10 have no co-building, 6 help weak ones themselves and 2 are in other
    # modes; so 38 of the 61 help one of the 56.
    assert len(recount.pair008(folder)) == 61 - 38


def test_who_is_isolated_is_out_of_reach_and_who_a_strong_branch_helps_is_not(folder: Path) -> None:
    far = recount.iso004(folder)
    assert recount.iso001(folder) < far
    # 32 of the 38 are helped by a branch that is not weak itself.
    assert len(far) <= 56 - 32
    flagged = recount.rect004(folder)
    assert flagged <= recount.need_set(folder) - far


def test_every_pairing_has_a_carrier_and_two_carriers_are_shared(folder: Path) -> None:
    carriers = Counter(each.carrier for each in recount.co_building(folder))
    assert recount.pair003(folder) == set()
    assert sorted(carriers.values()) == [1] * 118 + [2, 2]
    assert len(recount.pair004(folder)) == 2


def test_four_industry_pairings_share_no_industry(folder: Path) -> None:
    assert len(recount.pair009(folder)) == 4


def test_three_pairings_have_backdated_activities_and_a_fourth_nearly(folder: Path) -> None:
    assert len(recount.pair010(folder)) == 3
    held = recount.held(folder)
    counts = Counter(len(held[each.number]) for each in recount.co_building(folder))
    assert counts == {8: 3, 9: 2, 11: 2, 12: 111, 16: 1, 19: 3}


def test_one_activity_lies_outside_its_pairing(folder: Path) -> None:
    (number,) = recount.pair012(folder)
    (row,) = (row for row in recount.tables(folder)["活动"] if row["编号"] == number)
    assert (row["结对编号"], row["日期"]) == ("GJ901", date(2022, 3, 15))


# Need and isolation.


def test_the_need_set_is_56(folder: Path) -> None:
    weak_lax, poor = recount.weak_lax(folder), recount.economically_weak(folder)
    assert (len(weak_lax), len(poor), len(weak_lax & poor)) == (19, 45, 8)
    assert weak_lax | poor <= recount.villages(folder)


def test_exactly_the_eight_planted_branches_are_isolated(folder: Path) -> None:
    isolated = recount.iso001(folder)
    weak_lax, poor = recount.weak_lax(folder), recount.economically_weak(folder)
    assert isolated - poor == ISOLATED_WEAK_LAX
    assert isolated - weak_lax == ISOLATED_POOR
    assert isolated & weak_lax & poor == ISOLATED_BOTH
    assert isolated <= recount.pair001(folder)


def test_isolated_branches_have_a_past_and_a_future(folder: Path) -> None:
    relations = {
        (each.mechanism, each.since <= recount.CUTOFF)
        for each in recount.all_pairings(folder)
        if each.benefits & recount.iso001(folder)
    }
    assert relations == {("结对共建", True), ("双百帮带", True), ("百企联百村", False)}


def test_two_poor_villages_without_co_building_are_near_misses(folder: Path) -> None:
    near = recount.pair001(folder) & recount.need_set(folder) - recount.iso001(folder)
    joined = {code for group in recount.memberships(folder).values() for code in group}
    helped = set().union(*(each.benefits for each in recount.pairings(folder)))
    assert len(near) == 2
    assert len(near & joined - helped) == 1
    assert len(near & helped - joined) == 1


def test_two_weak_branches_live_on_dormant_help(folder: Path) -> None:
    assert len(recount.iso002(folder)) == 2
    assert len(recount.iso002(folder) & recount.weak_lax(folder)) == 1


def test_thirteen_of_the_nineteen_have_double_hundred(folder: Path) -> None:
    assert len(recount.pair011(folder)) == 6


def test_four_of_the_nineteen_lack_a_unit_and_nothing_else(folder: Path) -> None:
    lacking = recount.rect001(folder)
    assert lacking == ISOLATED_WEAK_LAX | ISOLATED_BOTH
    four_duties = recount.pairings(folder, mechanism="四个一")
    assert len(four_duties) == 15
    assert not lacking & set().union(*(each.benefits for each in four_duties))


def test_rectification_has_its_planted_faults(folder: Path) -> None:
    assert len(recount.rect002(folder)) == 2
    assert len(recount.rect003(folder)) == 1
    assert len(recount.rect004(folder)) == 1


def test_two_firms_have_more_than_a_tenth_of_the_links_and_a_third_exactly(folder: Path) -> None:
    links = Counter(
        p for e in recount.pairings(folder, mechanism="百企联百村") for p in e.providers
    )
    assert sorted(links.values())[-3:] == [4, 5, 7]
    assert (len(links), links.total(), len(recount.pair013(folder))) == (22, 40, 2)


# Joint committees and organisations.


def test_thirteen_committees_join_81_villages_and_3935_members(folder: Path) -> None:
    groups = recount.memberships(folder)
    sizes = [3, 4, 5, 5, 6, 6, 7, 7, 7, 7, 8, 8, 8]
    assert sorted(len(group) for group in groups.values()) == sizes
    joined = {code for group in groups.values() for code in group}
    assert len(joined) == 81
    assert joined <= recount.villages(folder)
    assert sum(recount.party_members(folder)[code] for code in joined) == 3_935


def test_eleven_committees_joined_73_villages_in_january_2021(folder: Path) -> None:
    groups = recount.memberships(folder, date(2021, 1, 12))
    assert (len(groups), sum(map(len, groups.values()))) == (11, 73)


def test_committees_have_their_planted_faults_and_no_others(folder: Path) -> None:
    assert recount.joint001(folder) == set()
    assert len(recount.joint002(folder)) == 2
    assert recount.joint003(folder) == set()
    assert recount.joint004(folder) == set()
    assert len(recount.joint005(folder)) == 1


def test_two_organizations_have_no_secretary_and_seven_terms_are_over(folder: Path) -> None:
    assert len(recount.org001(folder)) == 2
    assert len(recount.org003(folder)) == 7
    assert recount.org002(folder) == set()
    assert len(recount.org004(folder)) == 4


def test_huangtai_helps_four_leads_a_committee_and_bears_the_red_flag(folder: Path) -> None:
    assert len(recount.helped_by(folder)[HUANGTAI]) == 4
    assert HUANGTAI in recount.memberships(folder)["戴北片区联村党委"]
    flags = [r for r in recount.tables(folder)["认定"] if r["类别"] == "红旗党支部"]
    assert ("源泉镇", "黄台村") in {(row["镇(街道)"], row["村(社区)"]) for row in flags}


# Coverage.


@pytest.mark.parametrize(
    ("mechanism", "asked", "registered"),
    [
        ("co_building", 241, 228),
        ("double_hundred", 19, 13),
        ("hundred_firms", 56, 26),
        ("four_duties", 19, 15),
        ("joint_committee", 241, 81),
    ],
)
def test_coverage_of_the_county(folder: Path, mechanism: str, asked: int, registered: int) -> None:
    cells = recount.coverage(folder)
    assert cells[mechanism, None][:2] == (asked, registered)
    towns = [cell for (name, town), cell in cells.items() if name == mechanism and town]
    assert len(towns) == 10
    assert tuple(map(sum, zip(*towns, strict=True))) == cells[mechanism, None]


def test_coverage_of_yuanquan_is_the_one_in_the_handbook(folder: Path) -> None:
    assert recount.coverage(folder)["co_building", "370304111"] == (28, 27, 27, 26)


def test_silence_shows_in_every_mechanism_of_help(folder: Path) -> None:
    for mechanism in ("double_hundred", "hundred_firms"):
        _asked, registered, evidenced, active = recount.coverage(folder)[mechanism, None]
        assert registered > evidenced > active > 0


# How values are drawn.


def test_parts_add_up_and_keep_their_limits() -> None:
    limits = [0, 10, 15, 3]
    for total in (0, 1, 14, 28):
        parts = _draw.spread(total, limits, "test")
        assert sum(parts) == total
        assert all(0 <= part <= limit for part, limit in zip(parts, limits, strict=True))


def test_largest_remainders_get_what_is_left() -> None:
    # 10 * 1/6, 2/6, 3/6 = 1.67, 3.33, 5: the first has the largest remainder.
    assert _draw.apportion(10, [1, 2, 3]) == [2, 3, 5]
