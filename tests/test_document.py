"""The report of a county: every number from the run, nothing that its readers may not see."""

import json
import re
from collections import Counter
from datetime import date

import pytest

from orggraph import findings, language
from orggraph.dataset import Dataset
from orggraph.errors import Problem, Severity
from orggraph.network import Network
from orggraph.paper import Heading, Paper, Picture, Reference, Table, Value
from orggraph.reading import Reading, RowCounts
from orggraph.redaction import Level
from orggraph.report import audit as audits
from orggraph.report.origin import Origin
from tests.county import ALL_LEDGERS, County
from tests.papers import named, report, resolve, says


def county() -> County:
    """Two towns; a pair, a committee, two isolated branches; people in posts, and their load."""
    made = County(towns=2)
    made.villages("甲一村", "甲二村", "甲三村")
    made.villages("乙一村", "乙二村", town=1)
    made.committee("西片联村党委", "甲一村", "甲二村", secretary=False)
    made.pair("示例对一", "甲一村", "甲二村", mode="strong_weak")
    made.meet("示例对一", date(2022, 12, 1))
    made.weak("甲二村")
    made.weak("甲三村", "economically_weak")
    made.weak("乙一村")
    made.helper("P-莺歌书记")
    made.pair("示例对二", "P-莺歌书记", "乙二村")
    made.weak("乙二村", "economically_weak")
    for number in range(3):
        made.reserve(f"P-燕语{number}", "甲一村")
    return made


def everything(made: Paper) -> str:
    """All words of a paper, and all of its JSON."""
    words = "\n".join(made.plain(line) for line in made.lines())
    return words + json.dumps(made.run, ensure_ascii=False, default=str)


def values(made: Paper) -> list[Value]:
    return [span for line in made.lines() for span in line if isinstance(span, Value)]


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("level", list(Level))
def test_every_number_resolves_to_a_key_of_the_run_and_none_stands_elsewhere(
    spoken: str, level: Level
) -> None:
    language.use(spoken)
    made = report(county().dataset(), level)
    run = json.loads(json.dumps(made.run, default=str))
    assert len(values(made)) > 200
    for value in values(made):
        assert says(value.text, resolve(run, value.key)), value
    for line in made.lines():
        for span in line:
            assert not isinstance(span, str) or not re.search(r"\d", span), span


def test_the_run_says_what_the_audit_says() -> None:
    dataset = county().dataset()
    network = Network(dataset)
    audited = json.loads(audits.as_json(findings.audit(network), Origin("ledgers")))
    run = report(dataset).run
    assert run["summary"] == audited["summary"]
    for told, asked in zip(run["checks"], audited["checks"], strict=True):  # type: ignore[call-overload]
        assert {key: told[key] for key in asked} == asked
        assert told["remedy"]
    for told, asked in zip(run["coverage"], audited["coverage"], strict=True):  # type: ignore[call-overload]
        assert {key: told[key] for key in asked} == asked


def test_findings_stand_in_their_towns_and_add_up() -> None:
    run = report(county().dataset()).run
    found = Counter(f["town"] for check in run["checks"] for f in check["findings"])  # type: ignore[attr-defined]
    towns = {town["town"]: town["findings"] for town in run["towns"]}  # type: ignore[attr-defined]
    towns[None] = run["county_level"]["findings"]  # type: ignore[index]
    assert {town: count for town, count in towns.items() if count} == dict(found)
    assert sum(towns.values()) == run["summary"]["findings"]  # type: ignore[index]


def test_each_town_has_its_findings_with_what_to_do() -> None:
    made = report(county().dataset())
    (second,) = (b for b in made.blocks if getattr(b, "name", "") == "findings-370304101")
    assert isinstance(second, Table)
    lines = [made.plain(line) for row in second.rows for line in row.lines]
    place = lines.index("ISO001 Isolated weak branch: 1")
    assert lines[place + 1].startswith("What to do: Take these first")
    assert lines[place + 2] == "乙一村党支部"
    assert "in no active pairing" in lines[place + 3]


def test_every_table_and_figure_is_referred_to_before_or_beside_it() -> None:
    made = report(county().dataset())
    referred = {span for line in made.lines() for span in line if isinstance(span, Reference)}
    assert set(made.numbers) == referred
    assert sum(isinstance(block, Picture) for block in made.blocks) == 7


def test_chapters_come_in_the_order_of_an_official_report() -> None:
    language.use("zh")
    made = report(county().dataset())
    first = [b for b in made.blocks if isinstance(b, Heading) and b.level == 1]
    assert [made.plain(b.line) for b in first] == [
        "总体情况",
        "定义与口径",
        "覆盖率",
        "结对与帮扶",
        "分镇街问题与措施",
        "数据质量",
        "未能核查的事项",
        "资料来源与数据指纹",
        "附图",
    ]


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_at_public_nobody_is_named_and_no_row_and_no_path(spoken: str) -> None:
    language.use(spoken)
    dataset = county().dataset()
    text = everything(report(dataset, Level.PUBLIC))
    for label in ("Village", "PartyOrganization", "Person", "Pairing", "Designation"):
        for name in named(dataset, label):
            assert name not in text, name
    assert "f#" not in text
    assert 'ledgers",' not in text
    assert "镇0" in text


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_for_briefing_people_stand_by_their_role_alone(spoken: str) -> None:
    language.use(spoken)
    dataset = county().dataset()
    inside, outside = (everything(report(dataset, level)) for level in list(Level)[:2])
    for name in named(dataset, "Person"):
        assert name not in outside, name
    assert "莺歌书记" in inside  # the only helper of a weak branch
    assert "乙一村党支部" in outside


def test_counts_of_fewer_than_five_people_are_hidden_from_all_but_internal_readers() -> None:
    dataset = county().dataset()
    code = "TAL002"  # asks reserves: three, none with a mentor
    for level in Level:
        run = report(dataset, level).run
        (told,) = (check for check in run["checks"] if check["code"] == code)  # type: ignore[attr-defined]
        hidden = level is not Level.INTERNAL
        assert (told["asked"], told["failing"]) == (("fewer than 5",) * 2 if hidden else (3, 3))
        assert len(told["findings"]) == (0 if hidden else 3)
        sums = [tag["findings"] for tag in run["tags"].values()]  # type: ignore[attr-defined]
        counts = [c["failing"] for c in run["checks"] if isinstance(c["failing"], int)]  # type: ignore[attr-defined]
        assert sum(sums) == sum(counts) == run["summary"]["findings"]  # type: ignore[index]


def test_what_could_not_be_checked_is_named_with_its_ledger_and_its_town() -> None:
    ledgers = tuple(name for name in ALL_LEDGERS if name != "活动")
    made = County(towns=2, ledgers=ledgers)
    made.villages("a", "b")
    made.weak("a")
    made.silence(1, "结对")
    told = _lines(made.dataset())
    assert any(line.startswith("Not given: ") and "活动" in line for line in told)
    assert "镇1 did not report: 结对." in told


def test_an_empty_county_gets_a_report_too() -> None:
    told = _lines(County().dataset())
    assert told.count("nobody asked") > 20  # share and rate of each mechanism but supervision


def test_problems_of_the_ledgers_are_counted_by_kind_and_by_ledger() -> None:
    place = {"file": "a.xlsx", "sheet": "结对", "column": "编号"}
    problems = tuple(
        Problem(
            row=row, cell=f"A{row}", code="odd", severity=Severity.WARNING, expected="x", **place
        )
        for row in (7, 8, 9)
    )
    reading = Reading(county().dataset(), problems, {"结对": RowCounts(12, 11)})
    run = report(reading).run
    (kind,) = run["problems"]  # type: ignore[misc]
    assert (kind["count"], kind["first"]) == (3, "a.xlsx#结对#7 A7")  # type: ignore[call-overload]
    (ledger,) = (each for each in run["ledgers"] if each["name"] == "结对")  # type: ignore[attr-defined]
    assert (ledger["rows"], ledger["kept"], ledger["warnings"]) == (12, 11, 3)


def test_long_lists_are_cut_and_say_so() -> None:
    made = County()
    made.villages(*(f"村{number}" for number in range(40)))
    told = _lines(made.dataset())
    assert "The first 30 are listed; the audit names all." in told


def test_ten_towns_share_a_matrix_and_more_go_on_in_the_next() -> None:
    made = County(towns=12)
    made.villages("a")
    tables = [b for b in report(made.dataset()).blocks if isinstance(b, Table)]
    widths = [len(b.columns) for b in tables if b.name.startswith("matrix")]
    assert widths == [1 + 10 + 1, 1 + 2 + 1]


def _lines(dataset: Dataset) -> list[str]:
    made = report(dataset)
    return [made.plain(line) for line in made.lines()]
