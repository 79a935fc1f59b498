"""What a county gets wrong is a finding, not a problem of its files: such rows load silently."""

from pathlib import Path

from orggraph import sheets
from orggraph.findings import audit
from orggraph.network import Network
from tests import workbooks as wb
from tests.workbooks import Rows

ORGANIZATIONS: Rows = [
    [*wb.ORGANIZATIONS, "组织形式", "正式党员", "届满日期"],
    # A branch of 51 members whose term is over, and two organisations above each other.
    ["源泉镇", "黄台村", "黄台支部", "村党组织", None, "甲", "党支部", 51, "2022-12-30"],
    ["源泉镇", "麻庄村", "麻庄支部", "村党组织", None, "乙", "党支部", 20, "2022-12-31"],
    ["源泉镇", None, "医院党委", "机关党组织", "外科支部", None, None, None, None],
    ["源泉镇", None, "外科支部", "机关党组织", "医院党委", None, None, None, None],
]
COMMITTEES: Rows = [
    wb.COMMITTEES,
    ["甲联村党委", "源泉镇", "黄台村、池上镇/赵庄村", "丙", "2021-01-01", None],  # across towns
    ["乙联村党委", "源泉镇", "黄台村", "丁", "2021-01-01", None],  # of one, who is in two
]
GRIDS: Rows = [
    ["镇(街道)", "村(社区)", "基础网格", "微网格", "微网格户数", "中心户编号", "联系户数"],
    ["源泉镇", "黄台村", "1号网格", "1号微网格", 62, 1, 18],  # both too large, and 62 is not 18
]
COOPERATIVES: Rows = [
    ["名称", "类别", "镇(街道)", "领办村(社区)", "成立时间", "所属联合社"],
    ["联合社", "联合社", "源泉镇", None, "2021-01-01", None],
    ["合作社", "合作社", "源泉镇", "黄台村", "2021-01-01", "联合社"],
]
# A case without its duties, closed; and one that is open.
DESIGNATIONS: Rows = [
    wb.DESIGNATIONS,
    ["软弱涣散", "源泉镇", "黄台村", "2021-01-01", "2021-12-01"],
    ["软弱涣散", "源泉镇", "麻庄村", "2022-01-01"],
]
PROJECTS: Rows = [
    ["编号", "名称", "类别", "覆盖村", "开始时间"],
    ["X1", "果园", "财政扶持", "源泉镇/黄台村", "2022-01-01"],
]
SCORES: Rows = [
    ["月份", "镇(街道)", "事项", "得分", "名次"],
    ["2022-12", "源泉镇", "总分", 90, 2],
    ["2022-12", "池上镇", "总分", 80, 2],
]
SHEETS: dict[str, Rows] = {
    "党组织": ORGANIZATIONS,
    "联村党委": COMMITTEES,
    "网格": GRIDS,
    "合作社": COOPERATIVES,
    "认定": DESIGNATIONS,
    "项目": PROJECTS,
    "督导": SCORES,
}
FOUND = {
    "JOINT001": ["370304111206:village"],
    "JOINT003": ["乙联村党委"],  # of the other one's members one has no count
    "JOINT004": ["甲联村党委"],
    "ORG002": ["医院党委", "外科支部"],
    "ORG003": ["370304111206:village"],
    "ORG004": ["370304111206:village"],
    "GRID004": ["370304111206-B1-M01"],
    "GRID005": ["370304111206-B1-M01-C1"],
    "GRID006": ["370304111206-B1-M01"],
    "COOP003": ["联合社"],
    "RECT001": ["370304111210:village"],
    "ECON005": ["370304111206:village"],
    "SUPV002": ["370304111"],
}


def test_what_a_county_gets_wrong_loads_without_a_word_and_is_found(tmp_path: Path) -> None:
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", wb.ledgers(**SHEETS)))
    assert reading.problems == ()
    found = audit(Network(reading.dataset), select=FOUND)
    for result in found.results:
        told = {f.id for f in result.findings} | {f.name for f in result.findings}
        expected = FOUND[result.check.code]
        assert set(expected) <= told, result.check.code
        # Places have no town committee above them here; else nothing stands beside the planted.
        if result.check.code != "ORG002":
            assert len(result.findings) == len(expected), result.check.code


def test_a_circle_is_told_of_those_who_stand_in_it_alone(tmp_path: Path) -> None:
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", wb.ledgers(**SHEETS)))
    (result,) = audit(Network(reading.dataset), select=["ORG002"]).results
    reasons = {finding.name: finding.reason for finding in result.findings}
    circling = {name for name, reason in reasons.items() if "circle" in reason}
    assert circling == {"医院党委", "外科支部"}
