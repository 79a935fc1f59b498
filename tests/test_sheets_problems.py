from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from orggraph import sheets
from orggraph.errors import Problem, Severity, SheetError
from orggraph.sheets._sheet import is_personal
from tests import workbooks as wb
from tests.offices import GOLD
from tests.workbooks import Cell, Rows

YUANQUAN, CHISHANG = "370304111", "370304112"
NEW_YEAR = "2022-01-01"
HERE = ["源泉镇", "黄台村", "村", "源泉镇", "麻庄村", NEW_YEAR]
CREDIT_CODE = "91350100M000100Y43"


class Expected(NamedTuple):
    """Where a problem must be told, and what of it."""

    code: str
    place: str
    column: str
    value: str | None
    town: str | None
    says: str = ""


def problems(folder: Path, **more: Rows) -> tuple[Problem, ...]:
    source = wb.write(folder / "台账.xlsx", wb.ledgers(**more))
    return sheets.read(source, keep_going=True).problems


def places(*rows: list[Cell]) -> dict[str, Rows]:
    return {"村情": [*wb.PLACES, *rows]}


def organizations(*rows: list[Cell]) -> dict[str, Rows]:
    return {"党组织": [wb.ORGANIZATIONS, *rows]}


def committees(*rows: list[Cell]) -> dict[str, Rows]:
    return {"联村党委": [wb.COMMITTEES, *rows]}


def units(*rows: list[Cell]) -> dict[str, Rows]:
    return {"单位": [wb.UNITS, *rows]}


def pairings(*rows: list[Cell]) -> dict[str, Rows]:
    return {"结对": [wb.PAIRINGS, *rows]}


def activities(*rows: list[Cell]) -> dict[str, Rows]:
    return {"活动": [wb.ACTIVITIES, *rows]}


def designations(*rows: list[Cell]) -> dict[str, Rows]:
    return {"认定": [[*wb.DESIGNATIONS, "提级", "整顿时限"], *rows]}


def pair(number: str | None, *rest: Cell, mode: str | None = None) -> list[Cell]:
    return [number, "结对共建", mode, *HERE, *rest]


CASES: dict[str, tuple[dict[str, Rows], Expected]] = {
    "a blank required cell": (
        pairings(["1", None, None, *HERE]),
        Expected("missing-value", "台账.xlsx#结对#2 B2", "机制", None, YUANQUAN),
    ),
    "a village organisation without its village": (
        organizations(["源泉镇", None, "支部", "村党组织", None, None]),
        Expected("missing-value", "台账.xlsx#党组织#2 B2", "村(社区)", None, YUANQUAN),
    ),
    "a town committee without its town": (
        organizations([None, None, "镇党委", "镇街党委", None, None]),
        Expected("missing-value", "台账.xlsx#党组织#2 A2", "镇(街道)", None, None),
    ),
    "a day that no calendar has": (
        pairings([*pair("1")[:8], "2022-02-30"]),
        Expected("bad-date", "台账.xlsx#结对#2 I2", "开始时间", "2022-02-30", YUANQUAN),
    ),
    "a year alone": (
        pairings([*pair("1")[:8], 2022]),
        Expected("bad-date", "台账.xlsx#结对#2 I2", "开始时间", "2022", YUANQUAN),
    ),
    "a month stored as a number": (
        pairings([*pair("1")[:8], 2022.1]),
        Expected("ambiguous-date", "台账.xlsx#结对#2 I2", "开始时间", "2022.1", YUANQUAN),
    ),
    "half a household": (
        {"村情": [[*wb.PLACES[0], "户数"], ["源泉镇", "黄台村", "370304111206", 10.5]]},
        Expected("bad-number", "台账.xlsx#村情#2 D2", "户数", "10.5", YUANQUAN),
    ),
    "fewer than no households": (
        {"村情": [[*wb.PLACES[0], "户数"], ["源泉镇", "黄台村", "370304111206", -1]]},
        Expected("bad-number", "台账.xlsx#村情#2 D2", "户数", "-1", YUANQUAN),
    ),
    "an escalation beyond the city": (
        designations(["经济薄弱", "源泉镇", "麻庄村", NEW_YEAR, *[None] * 5, 4]),
        Expected("bad-number", "台账.xlsx#认定#2 J2", "提级", "4", YUANQUAN, "0 to 3"),
    ),
    "a mechanism that there is not": (
        pairings(["1", "手拉手", None, *HERE]),
        Expected(
            "bad-word",
            "台账.xlsx#结对#2 B2",
            "机制",
            "手拉手",
            YUANQUAN,
            "结对共建、双百帮带、百企联百村、其他",
        ),
    ),
    "a contest among the activities": (
        activities([None, "擂台比武", NEW_YEAR]),
        Expected("bad-word", "台账.xlsx#活动#2 B2", "类型", "擂台比武", None, "互学"),
    ),
    "neither yes nor no": (
        {"报送情况": [wb.REPORTS, ["源泉镇", "结对", "部分", None]]},
        Expected("bad-word", "台账.xlsx#报送情况#2 C2", "是否报送", "部分", YUANQUAN, "是、否"),
    ),
    "a ledger that there is not": (
        {"报送情况": [wb.REPORTS, ["源泉镇", "花名册", "是", None]]},
        Expected("bad-word", "台账.xlsx#报送情况#2 B2", "台账", "花名册", YUANQUAN, "结对"),
    ),
    "a place code of eleven digits": (
        places(["源泉镇", "新村", "37030411120"]),
        Expected("bad-code", "台账.xlsx#村情#7 C7", "区划代码", "37030411120", YUANQUAN),
    ),
    "a credit code with a letter O": (
        units(["甲", "企业", "9135O100M000100Y43", None]),
        Expected("bad-code", "台账.xlsx#单位#2 C2", "统一社会信用代码", "9135O100M000100Y43", None),
    ),
    "a credit code whose check character is off": (
        units(["甲", "企业", "91350100M000100Y44", None]),
        Expected(
            "credit-code-check",
            "台账.xlsx#单位#2 C2",
            "统一社会信用代码",
            "91350100M000100Y44",
            None,
        ),
    ),
    "a credit code stored as a number": (
        units(["甲", "企业", 913501001234567890.0, None]),
        Expected("lost-digits", "台账.xlsx#单位#2 C2", "统一社会信用代码", None, None),
    ),
    "a mobile number in a topic": (
        activities([None, "互学", NEW_YEAR, None, "源泉镇", None, "联系１３８ 1234 5678"]),
        Expected("personal-number-blanked", "台账.xlsx#活动#2 G2", "主题", None, YUANQUAN),
    ),
    "an identity number in a name": (
        units(["张三11010519491231002X", "企业", None, None]),
        Expected("personal-number", "台账.xlsx#单位#2 A2", "名称", None, None),
    ),
    "a mistyped identity number": (
        units(["张三110105194912310021", "企业", None, None]),
        Expected("personal-number", "台账.xlsx#单位#2 A2", "名称", None, None),
    ),
    "a bank card in a list": (
        {
            "村情": [
                [*wb.PLACES[0], "产业优势"],
                ["源泉镇", "黄台村", "370304111206", "果、6222021234567890128"],
            ]
        },
        Expected("personal-number-blanked", "台账.xlsx#村情#2 D2", "产业优势", None, YUANQUAN),
    ),
    "a place of another county": (
        places(["源泉镇", "新村", "370305111201"]),
        Expected("other-county", "台账.xlsx#村情#7 C7", "区划代码", "370305111201", YUANQUAN),
    ),
    "a place code of another town": (
        places(["源泉镇", "新村", "370304112224"]),
        Expected(
            "code-outside-town",
            "台账.xlsx#村情#7 C7",
            "区划代码",
            "370304112224",
            YUANQUAN,
            "370304111",
        ),
    ),
    "two names for one town": (
        places(["源泉", "新村", "370304111208"]),
        Expected("code-outside-town", "台账.xlsx#村情#7 A7", "镇(街道)", "源泉", None, "源泉镇"),
    ),
    "a place code given twice": (
        places(["源泉镇", "新村", "370304111206"]),
        Expected(
            "duplicate-number",
            "台账.xlsx#村情#7 C7",
            "区划代码",
            "370304111206",
            YUANQUAN,
            "台账.xlsx#村情#2",
        ),
    ),
    "a code that the gazetteer lacks": (
        places(["源泉镇", "新村", "370304111299"]),
        Expected(
            "unknown-code",
            "台账.xlsx#村情#7 C7",
            "区划代码",
            "370304111299",
            YUANQUAN,
            "aliases.csv",
        ),
    ),
    "a code of a place and the name of another": (
        places(["源泉镇", "西高村", "370304111208"]),
        Expected(
            "code-of-another",
            "台账.xlsx#村情#7 C7",
            "区划代码",
            "370304111208",
            YUANQUAN,
            "370304111207",
        ),
    ),
    "a name that is not that of the code": (
        places(["源泉镇", "新村", "370304111207"]),
        Expected("other-name", "台账.xlsx#村情#7 B7", "村(社区)", "新村", YUANQUAN, "西高村委会"),
    ),
    "a county that does not exist": (
        {"说明": [*wb.ABOUT[:2], ["区划代码", "370399"], *wb.ABOUT[3:]], "村情": wb.PLACES[:1]},
        Expected("unknown-county", "台账.xlsx#说明#3 B3", "值", "370399", None, "2023-06-30"),
    ),
    "an alias of nothing": (
        {"aliases": [wb.ALIASES, ["无此村", "也无此村", "源泉镇"]]},
        Expected("idle-alias", "aliases.csv#aliases#2 A2", "旧名称", "无此村", YUANQUAN),
    ),
    "an alias that nobody confirmed": (
        {"aliases": [[*wb.ALIASES, "确认"], ["黄苔", "黄台村", "源泉镇", None, None]]},
        Expected("unconfirmed-alias", "aliases.csv#aliases#2 E2", "确认", None, YUANQUAN, "是"),
    ),
    "a town without any place": (
        organizations(["八陡镇", None, "镇党委", "镇街党委", None, None]),
        Expected("unknown-town", "台账.xlsx#党组织#2 A2", "镇(街道)", "八陡镇", None, "区划代码"),
    ),
    "a village of another town": (
        designations(["经济薄弱", "池上镇", "黄台村", NEW_YEAR]),
        Expected("unknown-place", "台账.xlsx#认定#2 C2", "村(社区)", "黄台村", CHISHANG),
    ),
    "a part of a name": (
        committees(["甲", "源泉镇", "麻庄村、黄", None, NEW_YEAR, None]),
        Expected("unknown-place", "台账.xlsx#联村党委#2 C2", "成员村", "黄", YUANQUAN, "黄台村"),
    ),
    "a helper without its town": (
        pairings(["1", "结对共建", None, None, *HERE[1:]]),
        Expected(
            "unknown-place", "台账.xlsx#结对#2 E2", "帮扶方", "黄台村", YUANQUAN, "fill the town in"
        ),
    ),
    "a place code of another town than the row's": (
        designations(["经济薄弱", "池上镇", "370304111206", NEW_YEAR]),
        Expected("unknown-place", "台账.xlsx#认定#2 C2", "村(社区)", "370304111206", CHISHANG),
    ),
    "a participant that nobody knows": (
        activities([None, "互学", NEW_YEAR, None, "源泉镇", "黄台村、无此村", None]),
        Expected("unknown-place", "台账.xlsx#活动#2 F2", "参加单位", "无此村", YUANQUAN),
    ),
    "a participant of a town that nobody knows": (
        activities([None, "互学", NEW_YEAR, None, "源泉镇", "无此镇/黄台村", None]),
        Expected("unknown-place", "台账.xlsx#活动#2 F2", "参加单位", "无此镇/黄台村", YUANQUAN),
    ),
    "a name of two villages": (
        {
            **places(["源泉镇", "黄台村", "370304111299"]),
            **wb.new_places(("源泉镇", "黄台村")),
            **designations(["经济薄弱", "源泉镇", "黄台村", NEW_YEAR]),
        },
        Expected("ambiguous-place", "台账.xlsx#认定#2 C2", "村(社区)", "黄台村", YUANQUAN),
    ),
    "a place that has no organisation": (
        {
            **places(["源泉镇", "林场", "370304111401"]),
            **wb.new_places(("源泉镇", "林场")),
            **designations(["经济薄弱", "源泉镇", "林场", NEW_YEAR]),
        },
        Expected("no-organization", "台账.xlsx#认定#2 C2", "村(社区)", "林场", YUANQUAN),
    ),
    "a superior that is not listed": (
        organizations(["源泉镇", "黄台村", "支部", "村党组织", "无此党委", None]),
        Expected("unknown-parent", "台账.xlsx#党组织#2 E2", "上级党组织", "无此党委", YUANQUAN),
    ),
    "a superior that is the branch itself": (
        organizations(["源泉镇", "黄台村", "黄台支部", "村党组织", "黄台支部", None]),
        Expected("unknown-parent", "台账.xlsx#党组织#2 E2", "上级党组织", "黄台支部", YUANQUAN),
    ),
    "a superior of another town": (
        organizations(
            ["池上镇", None, "池上镇党委", "镇街党委", None, None],
            ["源泉镇", "黄台村", "支部", "村党组织", "池上镇党委", None],
        ),
        Expected("unknown-parent", "台账.xlsx#党组织#3 E3", "上级党组织", "池上镇党委", YUANQUAN),
    ),
    "a superior's name that two have": (
        organizations(
            ["源泉镇", "黄台村", "联合支部", "村党组织", None, None],
            ["源泉镇", "麻庄村", "联合支部", "村党组织", None, None],
            ["源泉镇", None, "医院支部", "机关党组织", "联合支部", None],
        ),
        Expected("ambiguous-parent", "台账.xlsx#党组织#4 E4", "上级党组织", "联合支部", YUANQUAN),
    ),
    "a second organisation of a village": (
        organizations(
            ["源泉镇", "黄台村", "第一支部", "村党组织", None, None],
            ["源泉镇", "黄台村", "第二支部", "村党组织", None, None],
        ),
        Expected(
            "second-organization",
            "台账.xlsx#党组织#3 C3",
            "党组织名称",
            "第二支部",
            YUANQUAN,
            "台账.xlsx#党组织#2",
        ),
    ),
    "a list of organisations with a gap": (
        organizations(
            ["池上镇", "赵庄村", "赵庄支部", "村党组织", None, None],
            ["源泉镇", "黄台村", "黄台支部", "村党组织", None, None],
        ),
        Expected(
            "missing-unit", "台账.xlsx#党组织#3", "", None, YUANQUAN, "The 2 places of the town"
        ),
    ),
    "a second town committee": (
        organizations(
            ["源泉镇", None, "镇党委", "镇街党委", None, None],
            ["源泉镇", None, "中共源泉镇委", "镇街党委", None, None],
        ),
        Expected(
            "second-organization", "台账.xlsx#党组织#3 C3", "党组织名称", "中共源泉镇委", YUANQUAN
        ),
    ),
    "a community with a village's code": (
        {"村情": [[*wb.PLACES[0], "类别"], ["源泉镇", "黄台社区", "370304111206", "社区"]]},
        Expected("kind-mismatch", "台账.xlsx#村情#2 D2", "类别", "社区", YUANQUAN),
    ),
    "a village organisation of a community": (
        organizations(["城西街道", "西冶街社区", "支部", "村党组织", None, None]),
        Expected("kind-mismatch", "台账.xlsx#党组织#2 D2", "类别", "村党组织", "370304002"),
    ),
    "a helping village that is a community": (
        pairings(["1", "结对共建", None, "城西街道", "西冶街社区", "村", *HERE[3:]]),
        Expected("kind-mismatch", "台账.xlsx#结对#2 F2", "帮扶方类别", "村", YUANQUAN),
    ),
    "a firm and an agency of one name": (
        units(["供销社", "企业", None, None], ["供销社", "部门", None, None]),
        Expected("two-classes", "台账.xlsx#单位#3 B3", "类别", "部门", None),
    ),
    "a firm that helps as an agency": (
        {
            **units(["供销社", "企业", None, None]),
            **pairings(["1", "其他", None, None, "供销社", "部门", *HERE[3:]]),
        },
        Expected("two-classes", "台账.xlsx#结对#2 E2", "帮扶方", "供销社", YUANQUAN, "企业"),
    ),
    "a unit named as both by unlisted helpers": (
        pairings(
            ["1", "其他", None, None, "供销社", "部门", *HERE[3:]],
            ["2", "其他", None, None, "供销社", "企业", *HERE[3:]],
        ),
        Expected("two-classes", "台账.xlsx#结对#3 E3", "帮扶方", "供销社", YUANQUAN, "部门"),
    ),
    "a unit in charge that is not listed": (
        designations(["软弱涣散", "源泉镇", "麻庄村", NEW_YEAR, *[None] * 4, "区财政局"]),
        Expected("unlisted-unit", "台账.xlsx#认定#2 I2", "帮包单位", "区财政局", YUANQUAN),
    ),
    "a firm that took part": (
        {
            **units(["甲公司", "企业", None, None]),
            **activities([None, "互学", NEW_YEAR, None, "源泉镇", "黄台村、甲公司", None]),
        },
        Expected("not-a-participant", "台账.xlsx#活动#2 F2", "参加单位", "甲公司", YUANQUAN),
    ),
    "a team that took part": (
        activities([None, "互学", NEW_YEAR, None, "源泉镇", "黄台村先锋服务队", None]),
        Expected(
            "unread-participant", "台账.xlsx#活动#2 F2", "参加单位", "黄台村先锋服务队", YUANQUAN
        ),
    ),
    "a team of any name among volunteers": (
        activities([None, "志愿服务", NEW_YEAR, None, "源泉镇", "红马甲", None]),
        Expected("unread-participant", "台账.xlsx#活动#2 F2", "参加单位", "红马甲", YUANQUAN),
    ),
    "a number of two pairings": (
        pairings(pair("1"), ["1", "其他", None, *HERE]),
        Expected(
            "duplicate-number", "台账.xlsx#结对#3 A3", "编号", "1", YUANQUAN, "台账.xlsx#结对#2"
        ),
    ),
    "a number of two activities": (
        activities(["1", "互学", NEW_YEAR], ["１", "走访", NEW_YEAR]),
        Expected("duplicate-number", "台账.xlsx#活动#3 A3", "编号", "１", None),
    ),
    "a credit code of two firms": (
        units(["甲", "企业", CREDIT_CODE, None], ["乙", "企业", CREDIT_CODE, None]),
        Expected("duplicate-number", "台账.xlsx#单位#3 C3", "统一社会信用代码", CREDIT_CODE, None),
    ),
    "a pairing that has the code of a firm": (
        {**units(["甲", "企业", CREDIT_CODE, None]), **pairings(pair(CREDIT_CODE))},
        Expected("id-taken", "台账.xlsx#结对#2", "", None, YUANQUAN),
    ),
    "a pairing that has the code of a town": (
        pairings(pair(YUANQUAN)),
        Expected("id-taken", "台账.xlsx#结对#2", "", None, YUANQUAN),
    ),
    "one pairing told in two ways": (
        pairings(pair(None), pair(None, mode="强弱帮带")),
        Expected("conflicting-rows", "台账.xlsx#结对#3", "", None, YUANQUAN, "台账.xlsx#结对#2"),
    ),
    "one activity told in two ways": (
        activities(
            [None, "走访", NEW_YEAR, None, "源泉镇", None, None],
            [None, "走访", NEW_YEAR, None, "池上镇", None, None],
        ),
        Expected("conflicting-rows", "台账.xlsx#活动#3", "", None, CHISHANG),
    ),
    "one designation lifted on two days": (
        designations(
            ["经济薄弱", "源泉镇", "麻庄村", NEW_YEAR, "2022-06-01"],
            ["经济薄弱", "源泉镇", "麻庄村", "2022.1.1", "2022-07-01"],
        ),
        Expected("conflicting-rows", "台账.xlsx#认定#3", "", None, YUANQUAN),
    ),
    "one membership that ends twice": (
        committees(
            ["甲", "源泉镇", "黄台村", None, NEW_YEAR, "2022-06-01"],
            ["甲", "源泉镇", "黄台村", None, NEW_YEAR, None],
        ),
        Expected("conflicting-rows", "台账.xlsx#联村党委#3", "", None, YUANQUAN),
    ),
    "one firm listed in two ways": (
        units(["甲", "企业", CREDIT_CODE, None], ["甲", "企业", None, None]),
        Expected("conflicting-rows", "台账.xlsx#单位#3", "", None, None),
    ),
    "a report that says yes and no": (
        {"报送情况": [wb.REPORTS, ["源泉镇", "结对", "是"], ["源泉镇", "结对", "否"]]},
        Expected("conflicting-rows", "台账.xlsx#报送情况#3", "", None, YUANQUAN),
    ),
    "an end before the start": (
        pairings(pair("1", "2021-12-31")),
        Expected("end-before-start", "台账.xlsx#结对#2 J2", "结束时间", "2021-12-31", YUANQUAN),
    ),
    "an end in the month before the start": (
        designations(["经济薄弱", "源泉镇", "麻庄村", NEW_YEAR, "2021-12"]),
        Expected("end-before-start", "台账.xlsx#认定#2 E2", "解除时间", "2021-12", YUANQUAN),
    ),
    "a committee dissolved before it began": (
        committees(["甲", "源泉镇", "黄台村", None, NEW_YEAR, "2021-06-01"]),
        Expected("end-before-start", "台账.xlsx#联村党委#2 F2", "撤销时间", "2021-06-01", YUANQUAN),
    ),
    "a village paired with itself": (
        pairings(["1", "结对共建", None, *HERE[:4], "黄台村", NEW_YEAR]),
        Expected("pairing-with-itself", "台账.xlsx#结对#2 H2", "受帮方", "黄台村", YUANQUAN),
    ),
    "two sides paired twice": (
        pairings(
            pair("1", "2022-06-30"),
            ["2", "结对共建", None, "源泉镇", "麻庄村", "村", "源泉镇", "黄台村", "2022-06-30"],
        ),
        Expected("duplicate-pairing", "台账.xlsx#结对#3 H3", "受帮方", "黄台村", YUANQUAN),
    ),
    "a pairing of a village whose row is refused": (
        {
            "村情": [[*wb.PLACES[0], "户数"], [*wb.PLACES[1], "一百"], *wb.PLACES[2:]],
            **pairings(pair("1")),
        },
        Expected(
            "refers-to-error",
            "台账.xlsx#结对#2 E2",
            "帮扶方",
            "黄台村",
            YUANQUAN,
            "台账.xlsx#村情#2",
        ),
    ),
    "an activity of a pairing that is refused": (
        {
            **pairings([*pair("1")[:8], "去年"]),
            **activities([None, "互学", NEW_YEAR, "1", "源泉镇"]),
        },
        Expected(
            "refers-to-error", "台账.xlsx#活动#2 D2", "结对编号", "1", YUANQUAN, "台账.xlsx#结对#2"
        ),
    ),
    "a branch below one that is refused": (
        organizations(
            ["源泉镇", None, "医院党委", "机关党组织", "无此党委", None],
            ["源泉镇", None, "内科支部", "机关党组织", "医院党委", None],
            ["源泉镇", None, "外科支部", "机关党", None, None],
            ["源泉镇", None, "骨科支部", "机关党组织", "外科支部", None],
        ),
        Expected(
            "refers-to-error",
            "台账.xlsx#党组织#5 E5",
            "上级党组织",
            "外科支部",
            YUANQUAN,
            "台账.xlsx#党组织#4",
        ),
    ),
    "a helper whose row in 单位 is refused": (
        {
            **units(["甲", "公司", None, None]),
            **pairings(["1", "其他", None, None, "甲", "企业", *HERE[3:]]),
        },
        Expected(
            "refers-to-error", "台账.xlsx#结对#2 E2", "帮扶方", "甲", YUANQUAN, "台账.xlsx#单位#2"
        ),
    ),
    "a committee that is refused helps": (
        {
            **committees(["联合", "源泉镇", "黄台村", None, "去年", None]),
            **pairings(["1", "结对共建", None, "源泉镇", "联合", "联村党委", *HERE[3:]]),
        },
        Expected(
            "refers-to-error",
            "台账.xlsx#结对#2 E2",
            "帮扶方",
            "联合",
            YUANQUAN,
            "台账.xlsx#联村党委#2",
        ),
    ),
    "an activity of no pairing": (
        {**pairings(pair("1")), **activities([None, "互学", NEW_YEAR, "2", "源泉镇"])},
        Expected("unknown-pairing", "台账.xlsx#活动#2 D2", "结对编号", "2", YUANQUAN),
    ),
    "an activity whose pairings were not given": (
        activities([None, "互学", NEW_YEAR, "2", "源泉镇"]),
        Expected("unread-pairing", "台账.xlsx#活动#2 D2", "结对编号", "2", YUANQUAN),
    ),
    "duties towards a poor village": (
        designations(["经济薄弱", "源泉镇", "麻庄村", NEW_YEAR, None, None, None, "孙三"]),
        Expected("unused-duty", "台账.xlsx#认定#2 H2", "第一书记", None, YUANQUAN),
    ),
    "an item that 说明 does not have": (
        {"说明": [*wb.ABOUT, ["制表日期", "2023-01-05"]]},
        Expected("unknown-item", "台账.xlsx#说明#5 A5", "项", "制表日期", None, "填报单位"),
    ),
    "an unknown column": (
        {"村情": [[*wb.PLACES[0], "身份证号"], [*wb.PLACES[1], "11010519491231002X"]]},
        Expected("unknown-column", "台账.xlsx#村情#1 D1", "身份证号", None, None),
    ),
    "a column without heading": (
        {"村情": [wb.PLACES[0], [*wb.PLACES[1], "备用"]]},
        Expected("unknown-column", "台账.xlsx#村情#1 D1", "", None, None),
    ),
    "a sheet that is no ledger": (
        {"通讯录": [["姓名"], ["张三"]]},
        Expected("unknown-sheet", "台账.xlsx#通讯录", "", None, None, "结对"),
    ),
    "a sheet without a required column": (
        {"结对": [wb.PAIRINGS[:7], pair("1")[:7]]},
        Expected("missing-column", "台账.xlsx#结对", "受帮方", None, None),
    ),
    "a heading that stands twice": (
        {"结对": [[*wb.PAIRINGS, "编号"], pair("1")]},
        Expected("duplicate-column", "台账.xlsx#结对#1 L1", "编号", None, None),
    ),
}


CONSEQUENCES = {"missing-column", "duplicate-column", "refers-to-error"}


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_told_once_with_its_place_and_way_out_and_costs_its_row_if_an_error(
    tmp_path: Path, case: str
) -> None:
    more, expected = CASES[case]
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", wb.ledgers(**more)), keep_going=True)
    found = [
        problem
        for problem in reading.problems
        if (problem.code, problem.column) == (expected.code, expected.column)
    ]
    assert [(p.code, p.place, p.column, p.value, p.town) for p in found] == [expected[:5]]
    assert expected.says in found[0].expected
    assert found[0].expected
    severity = sheets.PROBLEMS[expected.code].severity
    assert found[0].severity is severity
    if expected.code in CONSEQUENCES:
        return
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert reading.tables is not None
    lost = sum(table.rows - table.kept for table in reading.tables.values())
    assert len(errors) == lost == (severity is Severity.ERROR)


@pytest.mark.parametrize("case", ["a blank required cell", "a place of another county"])
def test_an_error_stops_reading_with_what_and_way_out_in_two_lines(
    tmp_path: Path, case: str
) -> None:
    more, expected = CASES[case]
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(**more))
    with pytest.raises(SheetError) as caught:
        sheets.read(source)
    assert caught.value.problems == sheets.read(source, keep_going=True).problems
    what, remedy = str(caught.value).splitlines()
    assert what == f"{expected.place}: {sheets.PROBLEMS[expected.code].meaning}"
    assert remedy == caught.value.problems[0].expected


@pytest.mark.parametrize("case", ["two sides paired twice", "an unknown column"])
def test_a_warning_or_a_notice_stops_nothing(tmp_path: Path, case: str) -> None:
    more, expected = CASES[case]
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", wb.ledgers(**more)))
    assert [problem.code for problem in reading.problems] == [expected.code]


ELSEWHERE = {  # below, test_sheets_files.py, test_sheets_more.py, test_hostile.py, test_offices.py
    "unsafe-archive",
    "caption-cutoff",
    "ambiguous-grid",
    "ambiguous-project",
    "ambiguous-union",
    "contestant-from-elsewhere",
    "missing-town",
    "more-centres-than-members",
    "own-mentor",
    "same-name",
    "unknown-grid",
    "unknown-union",
    "unread-grid",
    "unused-cell",
    "wrong-total",
    "broken-file",
    "locked-file",
    "unreadable-file",
    "bad-encoding",
    "huge-sheet",
    "missing-ledger",
    "missing-item",
    "other-format",
    "stray-value",
    "other-cutoff",
}


def test_every_kind_of_problem_has_a_case() -> None:
    cases = {expected.code for _, expected in CASES.values()}
    offices = {code for answer in GOLD.values() for _place, code in answer["problems"]}
    assert cases | offices | ELSEWHERE == set(sheets.PROBLEMS)


def test_all_faults_of_a_row_and_of_all_sheets_are_found_in_one_pass(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        **pairings(["1", "手拉手", "随意", "源泉镇", "无村", "村", "无镇", "麻庄村", "去年"]),
        **activities(["1", "聚会", "明天", None, "无镇", "黄台村"]),
        **organizations(["源泉镇", "无村", "支部", "党小组", "无此党委", None]),
    )
    assert [(p.sheet, p.cell, p.code) for p in found] == [
        ("党组织", "B2", "unknown-place"),
        ("党组织", "D2", "bad-word"),
        ("党组织", "E2", "unknown-parent"),
        ("活动", "B2", "bad-word"),
        ("活动", "C2", "bad-date"),
        ("活动", "E2", "unknown-town"),
        ("结对", "B2", "bad-word"),
        ("结对", "C2", "bad-word"),
        ("结对", "E2", "unknown-place"),
        ("结对", "G2", "unknown-town"),
        ("结对", "I2", "bad-date"),
    ]


@pytest.mark.parametrize(
    ("ledger", "heading", "beside", "personal"),
    [
        ("党组织", "书记", {}, True),
        ("联村党委", "书记", {}, True),
        ("认定", "县级领导", {}, True),
        ("认定", "镇街领导", {}, True),
        ("认定", "第一书记", {}, True),
        ("后备人才", "姓名", {}, True),
        ("后备人才", "导师", {}, True),
        ("任职", "姓名", {}, True),
        ("网格", "中心户编号", {}, True),
        ("认定", "帮包单位", {}, False),
        ("结对", "帮扶方", {"帮扶方类别": "个人"}, True),
        ("结对", "帮扶方", {"帮扶方类别": "本人"}, True),
        ("结对", "帮扶方", {"帮扶方类别": None}, True),
        ("结对", "帮扶方", {"帮扶方类别": "企业"}, False),
    ],
)
def test_cells_that_may_hold_a_name_are_personal(
    ledger: str, heading: str, beside: dict[str, str | None], *, personal: bool
) -> None:
    column = sheets.READ[ledger].column(heading)
    assert column is not None
    assert is_personal(column, beside) is personal


def test_pairings_that_follow_each_other_or_differ_in_mode_are_no_duplicates(
    tmp_path: Path,
) -> None:
    rows = pairings(
        pair("1", "2022-06-30"),
        [*pair("2")[:8], "2022-07-01"],
        pair("3", mode="强弱帮带"),
        ["4", "双百帮带", None, *HERE],
    )
    assert problems(tmp_path, **rows) == ()


def test_a_gap_in_a_list_of_organisations_names_the_places(tmp_path: Path) -> None:
    rows = organizations(["源泉镇", "370304111210", "麻庄支部", "村党组织", None, None])
    (found,) = problems(tmp_path, **rows)
    assert found.expected == "The 2 places of the town; add: 黄台村."
    whole = organizations(
        ["源泉镇", "黄台村", "黄台支部", "村党组织", None, None],
        ["源泉镇", "麻庄村", "麻庄支部", "村党组织", "无此党委", None],  # refused, not missing
        ["池上镇", None, "池上镇党委", "镇街党委", None, None],  # lists no place at all
    )
    assert [p.code for p in problems(tmp_path, **whole)] == ["unknown-parent"]


def test_a_town_that_lists_nothing_is_told_where_most_towns_list_their_places(
    tmp_path: Path,
) -> None:
    rows = [
        ["源泉镇", "黄台村", "黄台支部", "村党组织", None, None],
        ["源泉镇", "麻庄村", "麻庄支部", "村党组织", None, None],
        ["白塔镇", "赵庄村", "赵庄支部", "村党组织", None, None],
        ["池上镇", None, "池上镇党委", "镇街党委", None, None],  # a committee is no place
        ["城西街道", "西冶街社区", "西冶街支部", "社区党组织", None, None],
    ]
    (found,) = problems(tmp_path, **organizations(*rows))
    assert (found.code, found.place) == ("missing-town", "台账.xlsx#村情#4 A4")
    assert (found.town, found.value) == (CHISHANG, "池上镇")
    assert found.expected == "Its places in 党组织, 1 in all; or 否 for it in 报送情况."
    said = {"报送情况": [wb.REPORTS, ["池上镇", "党组织", "否", None]]}
    assert problems(tmp_path, **organizations(*rows), **said) == ()
    half = [row for row in rows if row[0] in {"源泉镇", "白塔镇"}]  # 2 of 4: a list being begun
    assert problems(tmp_path, **organizations(*half)) == ()


def test_equal_rows_without_numbers_are_one(tmp_path: Path) -> None:
    visit: list[Cell] = [None, "走访", date(2022, 1, 1), None, "源泉镇", "黄台村", None]
    firm: list[Cell] = ["甲", "企业", None, None]
    more = {**activities(visit, visit), **units(firm, firm)}
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", wb.ledgers(**more)))
    assert reading.problems == ()
    assert reading.dataset.nodes["Activity"].height == 1
    assert reading.dataset.nodes["Enterprise"].height == 1


def test_a_number_with_the_look_of_a_date_or_a_code_is_not_refused(tmp_path: Path) -> None:
    rows = pairings(
        [*pair("370304202203050001", None, "淄党办〔2022〕13号果园")],
        [*pair("2022-138-1234-5678")[:8], "2023-01-01", None, "账号6222021234567890127"],
    )
    assert [p.code for p in problems(tmp_path, **rows)] == ["duplicate-pairing"]
