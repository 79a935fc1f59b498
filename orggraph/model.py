"""The schema of the graph, as data: each label, relationship type and property stated once.

Table schemas, Cypher schema files, ledger templates and documentation are derived from it or
tested against it. Chinese words for users stand here beside the English names of the code.

A node has ``id`` and ``name``. A relationship has ``since`` and ``until`` (dates; an open end is
None) and ``source`` (``file#sheet#row``). It is active on a day t when
``(since is None or since <= t) and (until is None or t < until)``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA_VERSION = 3


class Type(StrEnum):
    """Type of a property's values; every value may be missing (None)."""

    TEXT = "text"
    TEXTS = "texts"  # a list of texts, never empty
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


class Privacy(StrEnum):
    """Whom a value may reach: anybody, or, since it is of a person, only readers in the house."""

    OPEN = "open"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Property:
    """A property of a node or a relationship.

    Parameters
    ----------
    name
        Name in the graph and in the tables.
    heading
        Chinese heading for users.
    meaning
        What a value says.
    type
        Type of the values.
    unit
        Unit of a number; empty where it has none.
    terms
        For an enumerated property, each value with its Chinese word; else empty.
    identifies
        For a relationship, whether the property tells two rows with the same ends apart.
    privacy
        Whom a value may reach; ``redaction`` takes personal ones out for all but the house.
    """

    name: str
    heading: str
    meaning: str
    type: Type = Type.TEXT
    unit: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    identifies: bool = False
    privacy: Privacy = Privacy.OPEN


@dataclass(frozen=True)
class Label:
    """A kind of node.

    Parameters
    ----------
    name
        Name in the graph.
    chinese
        Chinese name for users.
    key
        How an id is made.
    properties
        The properties beside ``id`` and ``name``.
    """

    name: str
    chinese: str
    key: str
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True)
class RelationshipType:
    """A kind of relationship.

    Parameters
    ----------
    name
        Name in the graph.
    chinese
        Chinese name for users.
    ends
        The allowed pairs of labels, from start to end.
    properties
        The properties beside ``since``, ``until`` and ``source``.
    """

    name: str
    chinese: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True)
class Life:
    """The relationship whose dates say when a node lives; nodes themselves carry none.

    Parameters
    ----------
    label
        Label of the nodes.
    kind
        The ``kind`` that the nodes must have; None means all of the label.
    relationship
        Name of the relationship type.
    end
        Which end of it the node is: ``start`` or ``end``.
    """

    label: str
    kind: str | None
    relationship: str
    end: str


# Words: the value in the graph, and what users read.
# From the top down.
PLACE_LEVELS = {
    "nation": "全国",
    "province": "省",
    "city": "市",
    "county": "区县",
    "town": "镇街",
}
AREA_KINDS = {"street": "街道", "town": "镇", "township": "乡"}
VILLAGE_KINDS = {"village": "村", "community": "社区", "other": "其他"}
ORGANIZATION_KINDS = {
    "county_committee": "区委",
    "town_committee": "镇街党委",
    "joint_committee": "联村党委",
    "village": "村党组织",
    "community": "社区党组织",
    "sub_branch": "下设党支部",
    "grid_branch": "网格党支部",
    "party_group": "党小组",
    "agency": "机关党组织",
    "enterprise": "企业党组织",
}
ORGANIZATION_FORMS = {
    "committee": "党委",
    "general_branch": "党总支",
    "branch": "党支部",
    "joint_branch": "联合党支部",
}
COOPERATIVE_KINDS = {"cooperative": "合作社", "union": "联合社"}
PAIRING_MECHANISMS = {
    "co_building": "结对共建",
    "double_hundred": "双百帮带",
    "hundred_firms": "百企联百村",
    "four_duties": "四个一",
    "other": "其他",
}
# The rows of the coverage matrix, in order.
COVERED = {
    "co_building": "结对共建",
    "double_hundred": "双百帮带",
    "hundred_firms": "百企联百村",
    "four_duties": "四个一",
    "joint_committee": "联村党委",
    "cooperative": "党支部领办合作社",
    "funded_project": "扶持项目",
    "grid_chain": "网格体系",
    "village_cadre": "包村干部",
    "contest": "擂台比武",
    "reserve": "后备人才",
    "volunteer_team": "志愿服务队",
    "supervision": "督导",
}
MODES = {"strong_weak": "强弱帮带", "industry": "产业联合", "complement": "优势互补"}
PROJECT_KINDS = {"carrier": "载体", "funded": "财政扶持"}
FUND_SOURCES = {"central": "中央", "province": "省", "city": "市", "county": "区"}
ACTIVITY_KINDS = {
    "mutual_study": "互学",
    "contest": "擂台比武",
    "training": "培训",
    "observation": "观摩",
    "forum": "论坛",
    "volunteer": "志愿服务",
    "visit": "走访",
}
ACTIVITY_LEVELS = {"county": "区级", "town": "镇级", "village": "村级"}
DESIGNATION_KINDS = {
    "weak_lax": "软弱涣散",
    "economically_weak": "经济薄弱",
    "red_flag": "红旗党支部",
}
IN_NEED = ("weak_lax", "economically_weak")  # the designations that make the need set
GRID_LEVELS = {"base": "基础网格", "micro": "微网格", "centre": "中心户"}
EDUCATIONS = {"bachelor": "本科及以上", "college": "专科", "other": "其他"}
INDICATOR_KINDS = {
    "supervision": "督导事项",
    "supervision_total": "督导总分",
    "income": "收入口径",
}
INCOMES = {"total": "总收入", "operating": "经营性收入", "surplus": "经营收益"}
SUPERVISION_TOTAL = "总分"
ROLES = {
    "secretary": "书记",
    "deputy": "副书记",
    "first_secretary": "第一书记",
    "village_cadre": "包村干部",
    "grid_leader": "网格长",
    "county_leader": "县级领导",
    "town_leader": "镇街领导",
}

LEDGERS = (
    "说明",
    "报送情况",
    "村情",
    "党组织",
    "联村党委",
    "单位",
    "结对",
    "活动",
    "擂台比武",
    "认定",
    "网格",
    "合作社",
    "项目",
    "收入",
    "督导",
    "后备人才",
    "志愿服务队",
    "任职",
    "议事",
)

_TAGS = Property("tags", "产业优势", "industries and advantages, as written", Type.TEXTS)
_HOUSEHOLDS = Property("households", "户数", "households", Type.INTEGER, "户")


def _date(name: str, heading: str, meaning: str) -> Property:
    return Property(name, heading, meaning, Type.DATE)


def _terms(name: str, heading: str, meaning: str, terms: Mapping[str, str]) -> Property:
    return Property(name, heading, meaning, terms=terms)


LABELS: dict[str, Label] = {
    label.name: label
    for label in (
        Label(
            "Area",
            "区县、镇街",
            "code of 6 digits of a county, 9 of a town; 2 of a province, 4 of a city; 000000",
            (
                _terms(
                    "level",
                    "层级",
                    "county or town; of a larger region also what stands above",
                    PLACE_LEVELS,
                ),
                _terms("kind", "类别", "kind of a town; None for a county", AREA_KINDS),
                _date("cutoff", "截止日期", "the top area only: the day that the ledgers speak of"),
                Property("reporter", "填报单位", "the top area only: who filled in the ledgers"),
                Property(
                    "names_kept",
                    "保留姓名",
                    "the top area only: whether persons bear their names, as the user asked",
                    Type.BOOLEAN,
                ),
            ),
        ),
        Label(
            "Village",
            "村、社区",
            "12-digit place code",
            (
                _terms("kind", "类别", "village, residents' community or other", VILLAGE_KINDS),
                _HOUSEHOLDS,
                Property("population", "人口", "inhabitants", Type.INTEGER, "人"),
                _TAGS,
                Property(
                    "aliases",
                    "别名",
                    "other names that stand for it: of aliases.csv, and the Bureau's",
                    Type.TEXTS,
                ),
            ),
        ),
        Label(
            "PartyOrganization",
            "党组织",
            "<place code>:<kind>, with :<hash of the name> where a place has several",
            (
                _terms("kind", "类别", "kind of organisation", ORGANIZATION_KINDS),
                _terms("form", "组织形式", "form by size", ORGANIZATION_FORMS),
                Property("members_full", "正式党员", "full members", Type.INTEGER, "人"),
                Property(
                    "members_probationary", "预备党员", "probationary members", Type.INTEGER, "人"
                ),
                _date("elected_on", "当选日期", "day of the last election"),
                _date("term_end", "届满日期", "day on which the term ends"),
            ),
        ),
        Label("Enterprise", "企业", "credit code, else U-<hash>", (_TAGS,)),
        Label("Agency", "部门单位", "credit code, else U-<hash>", (_TAGS,)),
        Label(
            "Cooperative",
            "合作社、联合社",
            "credit code, else C-<hash>",
            (
                _terms("kind", "类别", "cooperative or union of them", COOPERATIVE_KINDS),
                Property("capital", "出资总额", "paid-in capital", Type.INTEGER, "元"),
                Property(
                    "collective_share", "集体占比", "share of the collective, 0-1", Type.NUMBER
                ),
                Property("member_households", "社员户数", "member households", Type.INTEGER, "户"),
                Property(
                    "chaired_by_secretary",
                    "理事长是否书记",
                    "whether the branch secretary chairs it",
                    Type.BOOLEAN,
                ),
            ),
        ),
        Label("VolunteerTeam", "志愿服务队", "T-<hash>"),
        Label(
            "Pairing",
            "结对",
            "number in the ledger, else hash of mechanism, both sides and start",
            (
                _terms("mechanism", "机制", "mechanism that it belongs to", PAIRING_MECHANISMS),
                _terms("mode", "方式", "mode; None for one-way help without a mode", MODES),
                Property("document", "文号", "number of the document that set it up"),
            ),
        ),
        Label(
            "Project",
            "项目",
            "number in the ledger, else K-<hash> of the carrier",
            (
                _terms("kind", "类别", "carrier of a pairing, or funded", PROJECT_KINDS),
                _terms("fund_source", "资金来源", "level that funds it", FUND_SOURCES),
                Property("funds", "资金", "funds", Type.INTEGER, "元"),
            ),
        ),
        Label(
            "Activity",
            "活动",
            "A-<number>, contest S-<number>, else A-<hash>",
            (
                _terms("kind", "类型", "kind of activity", ACTIVITY_KINDS),
                _terms("level", "层级", "level that holds it", ACTIVITY_LEVELS),
                _date("held_on", "日期", "day on which it was held"),
                Property("topic", "主题", "topic"),
            ),
        ),
        Label(
            "Designation",
            "认定",
            "<kind>:<organisation id>:<since>",
            (
                _terms("kind", "类别", "what the organisation is designated as", DESIGNATION_KINDS),
                Property("situations", "主要问题", "situations found", Type.TEXTS),
                _date("due_on", "整顿时限", "day by which it is to be put right"),
                Property(
                    "escalation",
                    "提级",
                    "0 handled in the village, 1 town, 2 county, 3 city",
                    Type.INTEGER,
                ),
            ),
        ),
        Label(
            "Grid",
            "网格",
            "<village code>-B1, -B1-M03, -B1-M03-C2",
            (
                _terms("level", "层级", "base grid, micro-grid or centre household", GRID_LEVELS),
                Property(
                    "households",
                    "户数",
                    "households; of a centre those linked, its own included",
                    Type.INTEGER,
                    "户",
                ),
            ),
        ),
        Label(
            "Matter",
            "议事事项",
            "number in the ledger",
            (
                Property("topic", "事项", "what is decided"),
                _date("prechecked_on", "事前把关", "checked by the village cadre"),
                _date("proposed_on", "提议", "proposed by the branch"),
                _date("consulted_on", "商议", "consulted by both committees"),
                _date("deliberated_on", "审议", "deliberated by the party members"),
                _date("resolved_on", "决议", "resolved by the villagers"),
                _date("decision_published_on", "决议公开", "decision made public"),
                _date("result_published_on", "结果公开", "result made public"),
            ),
        ),
        Label(
            "Person",
            "人员",
            "P-<keyed pseudonym>; the name is role and place",
            (
                Property(
                    "education",
                    "学历",
                    "education of a reserve cadre",
                    terms=EDUCATIONS,
                    privacy=Privacy.PERSONAL,
                ),
            ),
        ),
        Label(
            "Indicator",
            "督导事项、收入口径",
            "IN-<kind>-<name>",
            (
                _terms("kind", "类别", "what it measures", INDICATOR_KINDS),
                Property("unit", "单位", "unit of the values"),
                Property("max_score", "满分", "highest score", Type.NUMBER),
                Property("bodies", "督导单位", "bodies that score it", Type.TEXTS),
            ),
        ),
        Label("Ledger", "台账", "name of the sheet"),
    )
}

_HELPERS = ("PartyOrganization", "Enterprise", "Agency", "Person")
_SEATED = ("PartyOrganization", "Enterprise", "Agency", "Cooperative", "VolunteerTeam")

RELATIONSHIPS: dict[str, RelationshipType] = {
    relationship.name: relationship
    for relationship in (
        RelationshipType(
            "PART_OF",
            "属于",
            (("Village", "Area"), ("Area", "Area"), ("Grid", "Grid"), ("Grid", "Village")),
        ),
        RelationshipType(
            "SEATED_IN",
            "所在",
            tuple((label, place) for label in _SEATED for place in ("Village", "Area")),
        ),
        RelationshipType("UNDER", "隶属", (("PartyOrganization", "PartyOrganization"),)),
        RelationshipType(
            "MEMBER_OF",
            "成员",
            (("PartyOrganization", "PartyOrganization"), ("Cooperative", "Cooperative")),
        ),
        RelationshipType("COVERS", "覆盖", (("PartyOrganization", "Grid"),)),
        RelationshipType("PROVIDES", "帮扶方", tuple((label, "Pairing") for label in _HELPERS)),
        RelationshipType(
            "BENEFITS",
            "受帮方",
            (("Pairing", "PartyOrganization"), ("Project", "PartyOrganization")),
        ),
        RelationshipType("USES", "项目载体", (("Pairing", "Project"),)),
        RelationshipType("LEADS", "领办", (("PartyOrganization", "Cooperative"),)),
        RelationshipType(
            "HOLDS",
            "任职",
            tuple(
                ("Person", target)
                for target in ("PartyOrganization", "Village", "Grid", "Designation")
            ),
            (Property("role", "职务", "post held", terms=ROLES, identifies=True),),
        ),
        RelationshipType("RESERVE_FOR", "后备", (("Person", "Village"),)),
        RelationshipType("MENTORS", "帮带", (("Person", "Person"),)),
        RelationshipType(
            "CONCERNS",
            "关于",
            (("Designation", "PartyOrganization"), ("Activity", "Pairing"), ("Matter", "Village")),
        ),
        RelationshipType(
            "TOOK_PART",
            "参加",
            (("PartyOrganization", "Activity"), ("VolunteerTeam", "Activity")),
            (
                Property("role", "角色", "part taken", identifies=True),
                Property("score", "得分", "score", Type.NUMBER),
                Property("rank", "名次", "rank as reported", Type.INTEGER),
            ),
        ),
        RelationshipType("HELD_IN", "地点", (("Activity", "Area"),)),
        RelationshipType(
            "MEASURED",
            "得分、金额",
            (("Area", "Indicator"), ("Village", "Indicator")),
            (
                Property("period", "期间", "2022 or 2022-11", identifies=True),
                Property("value", "数值", "score, or income in yuan", Type.NUMBER),
                Property("rank", "名次", "rank as reported", Type.INTEGER),
            ),
        ),
        RelationshipType(
            "REPORTED",
            "报送",
            (("Area", "Ledger"),),
            (Property("reported", "是否报送", "whether the ledger came", Type.BOOLEAN),),
        ),
    )
}

LIVES = (
    Life("Pairing", None, "BENEFITS", "start"),
    Life("PartyOrganization", "joint_committee", "SEATED_IN", "start"),
    Life("Cooperative", None, "SEATED_IN", "start"),
    Life("VolunteerTeam", None, "SEATED_IN", "start"),
    Life("Designation", None, "CONCERNS", "start"),
    Life("Project", "funded", "BENEFITS", "start"),
    Life("Project", "carrier", "USES", "end"),
)
