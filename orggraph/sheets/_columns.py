"""The ledgers that are read, as data: their columns, what each holds, and what is required."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from orggraph import model

TOWN = "镇(街道)"
VILLAGE = "村(社区)"
CODE = "区划代码"
STEPS = {
    item.heading: item.name
    for item in model.LABELS["Matter"].properties
    if item.type is model.Type.DATE
}
# What 说明 tells: the county, its code, the cutoff, who reports, how money is counted.
UNIT_ITEM, METRIC_ITEM = "金额单位", "收入口径"
ITEMS = ("县区", CODE, "截止日期", "填报单位", UNIT_ITEM, METRIC_ITEM)
MONTH, ITEM, SCORE, RANK = "月份", "事项", "得分", "名次"
YEAR, METRIC, AMOUNT = "年度", "口径", "金额(万元)"


class Kind(StrEnum):
    """What a column holds, and so how its cells are read."""

    TEXT = "text"
    ITEM = "item"  # what 说明 says of an item; the item decides whether it may be blank
    LIST = "list"
    PERSON = "person"  # a name, kept as a keyed pseudonym only
    WORD = "word"  # one of the column's terms
    YES_NO = "yes_no"
    INTEGER = "integer"
    START = "start"  # the day, or the first day of the month
    DEADLINE = "deadline"  # the day, or the last day of the month
    LAST = "last"  # the last day on which it holds; read as the day after
    GONE = "gone"  # the day from which it no longer holds, or the month through which it does
    CREDIT = "credit"  # a unified social credit code
    COOPERATIVE_CREDIT = "cooperative_credit"  # one that has to check, and to be a cooperative's
    YEAR = "year"
    NUMBER = "number"
    MONEY = "money"  # ten thousands of yuan, of whole yuan; read as yuan
    PERCENT = "percent"  # 0 to 100; read as a share
    PLACE = "place"  # a 12-digit place code


ENDS = (Kind.LAST, Kind.GONE)
DATES = (Kind.START, Kind.DEADLINE, *ENDS)
FREE = (Kind.TEXT, Kind.ITEM, Kind.LIST, Kind.PERSON)


@dataclass(frozen=True)
class Column:
    """A column of a ledger.

    Parameters
    ----------
    heading
        Canonical heading.
    kind
        What it holds.
    required
        Whether the column, and a value in every row, must be there.
    terms
        For words: the value in the graph with its word in the ledger.
    most
        For integers: the largest that is allowed; None for no limit.
    least
        For money: the least that is allowed; None where it may be a loss.
    shown_with
        A column and the words of it beside which a value is no person's name; None: always.
    prose
        Whether it describes and names nothing, so that a blank says nothing else.
    """

    heading: str
    kind: Kind = Kind.TEXT
    required: bool = False
    terms: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None
    least: int | None = 0
    shown_with: tuple[str, tuple[str, ...]] | None = None
    prose: bool = False


@dataclass(frozen=True)
class Ledger:
    """A ledger that is read.

    Parameters
    ----------
    name
        Name of its sheet or file.
    columns
        Its columns, in the order in which a template writes them.
    town
        Heading of the column whose town has to mend a row.
    """

    name: str
    columns: tuple[Column, ...]
    town: str = TOWN

    def column(self, heading: str) -> Column | None:
        """Find a column by its canonical heading.

        Parameters
        ----------
        heading
            The canonical heading.

        Returns
        -------
        column
            The column, or None where the ledger has no such heading.
        """
        return next((column for column in self.columns if column.heading == heading), None)


def _words(terms: Mapping[str, str], *values: str) -> dict[str, str]:
    return {value: terms[value] for value in values}


def _without(terms: Mapping[str, str], value: str) -> dict[str, str]:
    return {key: word for key, word in terms.items() if key != value}


UNIT_CLASSES = {"Enterprise": "企业", "Agency": "部门"}
PERSON_WORD = "个人"
HELPER_CLASSES = {
    **_words(model.VILLAGE_KINDS, "village", "community"),
    **_words(model.ORGANIZATION_KINDS, "joint_committee"),
    **UNIT_CLASSES,
    "Person": PERSON_WORD,
}
LISTED_KINDS = _words(
    model.ORGANIZATION_KINDS,
    "county_committee",
    "town_committee",
    "village",
    "community",
    "agency",
    "enterprise",
)
POSTS = _words(
    model.ROLES, "secretary", "deputy", "first_secretary", "village_cadre", "grid_leader"
)
_HELPER_CLASS = "帮扶方类别"
_NOT_PERSONS = tuple(word for word in HELPER_CLASSES.values() if word != PERSON_WORD)


def _word(heading: str, terms: Mapping[str, str], *, required: bool = False) -> Column:
    return Column(heading, Kind.WORD, required, terms)


_TOWN = Column(TOWN)
_TOWN_REQUIRED = Column(TOWN, required=True)
_VILLAGE = Column(VILLAGE)
_VILLAGE_REQUIRED = Column(VILLAGE, required=True)
_TAGS = Column("产业优势", Kind.LIST, prose=True)

READ: Mapping[str, Ledger] = {
    ledger.name: ledger
    for ledger in (
        Ledger(
            "说明",
            (
                Column("项", required=True),
                Column("值", Kind.ITEM, required=True, shown_with=("项", ITEMS)),
            ),
        ),
        Ledger(
            "报送情况",
            (
                _TOWN_REQUIRED,
                _word("台账", {name: name for name in model.LEDGERS}, required=True),
                Column("是否报送", Kind.YES_NO, required=True),
                Column("日期", Kind.START),
            ),
        ),
        Ledger(
            "村情",
            (
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column(CODE, Kind.PLACE),  # a blank one is filled in from the gazetteer
                _word("类别", model.VILLAGE_KINDS),
                Column("户数", Kind.INTEGER),
                Column("人口", Kind.INTEGER),
                _TAGS,
            ),
        ),
        Ledger(
            "党组织",
            (
                _TOWN,
                _VILLAGE,
                Column("党组织名称", required=True),
                _word("类别", LISTED_KINDS, required=True),
                _word("组织形式", model.ORGANIZATION_FORMS),
                Column("上级党组织"),
                Column("正式党员", Kind.INTEGER),
                Column("预备党员", Kind.INTEGER),
                Column("书记", Kind.PERSON),
                Column("当选日期", Kind.START),
                Column("届满日期", Kind.DEADLINE),
            ),
        ),
        Ledger(
            "联村党委",
            (
                Column("名称", required=True),
                _TOWN_REQUIRED,
                Column("成员村", Kind.LIST, required=True),
                Column("书记", Kind.PERSON),
                Column("成立时间", Kind.START, required=True),
                Column("撤销时间", Kind.GONE),
            ),
        ),
        Ledger(
            "单位",
            (
                Column("名称", required=True),
                _word("类别", UNIT_CLASSES, required=True),
                Column("统一社会信用代码", Kind.CREDIT),
                _TOWN,
                _TAGS,
            ),
        ),
        Ledger(
            "结对",
            (
                Column("编号"),
                _word("机制", _without(model.PAIRING_MECHANISMS, "four_duties"), required=True),
                _word("方式", model.MODES),
                Column("帮扶方镇(街道)"),
                Column("帮扶方", required=True, shown_with=(_HELPER_CLASS, _NOT_PERSONS)),
                _word(_HELPER_CLASS, HELPER_CLASSES, required=True),
                Column("受帮方镇(街道)", required=True),
                Column("受帮方", required=True),
                Column("项目载体", prose=True),
                Column("文号", prose=True),
                Column("开始时间", Kind.START, required=True),
                Column("结束时间", Kind.LAST),
            ),
            town="受帮方镇(街道)",
        ),
        Ledger(
            "活动",
            (
                Column("编号"),
                _word("类型", _without(model.ACTIVITY_KINDS, "contest"), required=True),
                Column("日期", Kind.START, required=True),
                Column("结对编号"),
                _TOWN,
                Column("参加单位", Kind.LIST),
                _word("层级", model.ACTIVITY_LEVELS),
                Column("主题", prose=True),
            ),
        ),
        Ledger(
            "擂台比武",
            (
                Column("编号", required=True),
                _word("层级", _words(model.ACTIVITY_LEVELS, "county", "town"), required=True),
                Column("日期", Kind.START, required=True),
                _TOWN,
                Column("参赛镇(街道)", required=True),
                Column("参赛村(社区)", required=True),
                Column(SCORE, Kind.NUMBER),
                Column(RANK, Kind.INTEGER),
            ),
            town="参赛镇(街道)",
        ),
        Ledger(
            "认定",
            (
                _word("类别", model.DESIGNATION_KINDS, required=True),
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column("认定时间", Kind.START, required=True),
                Column("解除时间", Kind.GONE),
                Column("整顿时限", Kind.DEADLINE),
                Column("主要问题", Kind.LIST, prose=True),
                Column("提级", Kind.INTEGER, most=3),
                Column("县级领导", Kind.PERSON),
                Column("镇街领导", Kind.PERSON),
                Column("第一书记", Kind.PERSON),
                Column("帮包单位"),
            ),
        ),
        Ledger(
            "网格",
            (
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column("基础网格", required=True),
                Column("网格党支部"),
                Column("微网格", required=True),
                Column("微网格户数", Kind.INTEGER),
                Column("微网格党小组"),
                Column("中心户编号", Kind.PERSON),  # some write the householder instead
                Column("联系户数", Kind.INTEGER),
            ),
        ),
        Ledger(
            "合作社",
            (
                Column("名称", required=True),
                _word("类别", model.COOPERATIVE_KINDS),
                Column("统一社会信用代码", Kind.COOPERATIVE_CREDIT),
                _TOWN_REQUIRED,
                Column("领办村(社区)"),
                Column("理事长是否书记", Kind.YES_NO),
                Column("成立时间", Kind.START, required=True),
                Column("注销时间", Kind.GONE),
                Column("社员户数", Kind.INTEGER),
                Column("出资总额(万元)", Kind.MONEY),
                Column("集体占比(%)", Kind.PERCENT),
                Column("所属联合社"),
            ),
        ),
        Ledger(
            "项目",
            (
                Column("编号", required=True),
                Column("名称", required=True),
                _word("类别", model.PROJECT_KINDS, required=True),
                _word("资金来源", model.FUND_SOURCES),
                Column("资金(万元)", Kind.MONEY),
                Column("覆盖村", Kind.LIST, required=True),
                Column("开始时间", Kind.START, required=True),
                Column("结束时间", Kind.LAST),
            ),
        ),
        Ledger(
            "收入",
            (
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column(YEAR, Kind.YEAR, required=True),
                _word(METRIC, model.INCOMES, required=True),
                Column(AMOUNT, Kind.MONEY, required=True, least=None),
            ),
        ),
        Ledger(
            "督导",
            (
                Column(MONTH, Kind.START, required=True),
                _TOWN_REQUIRED,
                Column(ITEM, required=True),
                Column(SCORE, Kind.NUMBER, required=True),
                Column(RANK, Kind.INTEGER),
            ),
        ),
        Ledger(
            "后备人才",
            (
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column("姓名", Kind.PERSON, required=True),
                _word("学历", model.EDUCATIONS, required=True),
                Column("导师", Kind.PERSON),
                Column("入库时间", Kind.START),
                Column("出库时间", Kind.GONE),
            ),
        ),
        Ledger(
            "志愿服务队",
            (
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column("名称", required=True),
                Column("成立时间", Kind.START),
            ),
        ),
        Ledger(
            "任职",
            (
                _TOWN,
                _VILLAGE,
                Column("单位"),
                Column("网格"),
                Column("姓名", Kind.PERSON, required=True),
                _word("职务", POSTS, required=True),
                Column("开始时间", Kind.START),
                Column("结束时间", Kind.LAST),
            ),
        ),
        Ledger(
            "议事",
            (
                Column("编号", required=True),
                _TOWN_REQUIRED,
                _VILLAGE_REQUIRED,
                Column(ITEM, required=True, prose=True),
                *(Column(step, Kind.START) for step in STEPS),
            ),
        ),
    )
}

# The labels and relationship types that each ledger makes or fills in. Of a REPORTED every ledger
# makes one, by being given.
MAKES: Mapping[str, tuple[str, ...]] = {
    "说明": ("Area",),
    "报送情况": ("Ledger", "REPORTED"),
    "村情": ("Area", "Village", "PartyOrganization", "PART_OF", "SEATED_IN", "UNDER"),
    "党组织": ("PartyOrganization", "Person", "SEATED_IN", "UNDER", "HOLDS"),
    "联村党委": ("PartyOrganization", "Person", "SEATED_IN", "UNDER", "MEMBER_OF", "HOLDS"),
    "单位": ("Enterprise", "Agency", "SEATED_IN"),
    "结对": ("Pairing", "Project", "Person", "PROVIDES", "BENEFITS", "USES"),
    "活动": ("Activity", "CONCERNS", "TOOK_PART", "HELD_IN"),
    "擂台比武": ("Activity", "TOOK_PART", "HELD_IN"),
    "认定": ("Designation", "Pairing", "Person", "CONCERNS", "PROVIDES", "BENEFITS", "HOLDS"),
    "网格": ("Grid", "PartyOrganization", "PART_OF", "SEATED_IN", "UNDER", "COVERS"),
    "合作社": ("Cooperative", "SEATED_IN", "MEMBER_OF", "LEADS"),
    "项目": ("Project", "BENEFITS"),
    "收入": ("Indicator", "MEASURED"),
    "督导": ("Indicator", "MEASURED"),
    "后备人才": ("Person", "RESERVE_FOR", "MENTORS"),
    "志愿服务队": ("VolunteerTeam", "SEATED_IN"),
    "任职": ("Person", "HOLDS"),
    "议事": ("Matter", "CONCERNS"),
}
