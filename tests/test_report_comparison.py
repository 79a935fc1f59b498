"""A comparison in JSON, in words and as tables, and the command ``diff``."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from orggraph import cli, demo, language
from orggraph.comparison import Comparison, compare
from orggraph.model import LABELS, RELATIONSHIPS
from orggraph.network import Network
from orggraph.report import comparison as report
from orggraph.report.origin import Origin
from orggraph.store import open_store
from tests.county import ALL_LEDGERS, County

ORIGINS = (Origin("old.lbug"), Origin("new.lbug"))


def _old() -> County:
    county = County(towns=2, ledgers=tuple(name for name in ALL_LEDGERS if name != "合作社"))
    county.villages("a", "b", town=0)
    county.villages("c", town=1)
    county.committee("J", "a", "b", secretary=False)
    for name, members in (("a", 20), ("b", 30), ("c", 40)):
        county.mark(
            "PartyOrganization", county.org(name), members_full=members, members_probationary=0
        )
    county.pair("gone", "a", "c")
    county.reserve("P-secret-1", "a")
    return county


def _new() -> County:
    county = County(towns=2)
    county.villages("a", "b", town=0)
    county.villages("c", town=1)
    county.committee("J", "a", "b", secretary=False)
    county.committee("K", "c", secretary=False, town=1, since=date(2022, 7, 1))
    for name, members in (("a", 20), ("b", 33), ("c", 40)):
        county.mark(
            "PartyOrganization", county.org(name), members_full=members, members_probationary=0
        )
    county.weak("c", since=date(2022, 3, 1))
    county.cooperative("k", "a")
    county.reserve("P-secret-2", "a")
    county.reserve("P-secret-3", "a")
    return county


@pytest.fixture
def found() -> Comparison:
    return compare(Network(_old().dataset()), Network(_new().dataset()))


@pytest.fixture
def stores(tmp_path: Path) -> list[str]:
    paths = [str(tmp_path / name) for name in ("old.lbug", "new.lbug")]
    for path, county in zip(paths, (_old(), _new()), strict=True):
        with open_store(path) as store:
            store.write(county.dataset())
    return paths


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def test_json_is_as_the_page_of_changes_says(found: Comparison) -> None:
    told = json.loads(report.as_json(found, ORIGINS))
    assert list(told) == [
        *("orggraph", "county", "profile", "old", "new", "figures", "counts", "changes"),
        *("not_comparable", "checks", "findings", "coverage"),
    ]
    assert told["old"] == {"source": "old.lbug", "as_of": "2022-12-31"}
    figures = {figure["name"]: figure for figure in told["figures"]}
    assert figures["committee_members"] == {
        "name": "committee_members",
        "before": 50,
        "after": 93,
        "unstated": {"before": 0, "after": 0},
        "lacking": {"before": [], "after": []},
    }
    assert figures["cooperatives"]["before"] is None
    assert figures["cooperatives"]["lacking"] == {"before": ["合作社"], "after": []}
    changed = next(c for c in told["changes"] if c["verdict"] == "changed")
    assert changed == {
        "kind": "PartyOrganization",
        "verdict": "changed",
        "town": "370304100",
        "id": "370304100201:village",
        "name": "b党支部",
        "end": None,
        "end_name": None,
        "sort": "village",
        "day": None,
        "changes": {"members_full": {"before": 30, "after": 33}},
    }
    assert told["not_comparable"] == [
        {
            "kind": "Cooperative",
            "town": "370304100",
            "present": "new",
            "lacking": ["合作社"],
            "number": 1,
        }
    ]
    cell = next(
        c for c in told["coverage"] if (c["mechanism"], c["town"]) == ("joint_committee", None)
    )
    assert [cell[day]["registered"] for day in ("before", "after")] == [2, 3]
    assert {f["fate"] for f in told["findings"]} >= {"new", "gone", "still", "not_comparable"}
    assert {check["code"] for check in told["checks"]} >= {"PAIR001", "TAL002"}


def test_no_output_names_a_person_by_its_id(found: Comparison) -> None:
    outputs = [
        report.as_json(found, ORIGINS),
        *(str(f.to_dicts()) for f in report.as_frames(found, ORIGINS).values()),
    ]
    assert not any("P-secret" in output for output in outputs)
    posts = [m for m in json.loads(outputs[0])["changes"] if m["kind"] == "RESERVE_FOR"]
    assert [(m["id"], m["changes"]) for m in posts] == [
        (None, {"holders": {"before": 1, "after": 2}})
    ]


def test_json_is_the_same_to_the_byte_however_the_facts_came(found: Comparison) -> None:
    again = compare(Network(_old().dataset()), Network(_new().dataset()))
    assert report.as_json(again, ORIGINS) == (report.as_json(found, ORIGINS))


def _text(stores: list[str], capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert _run("diff", *stores, *words) == 0
    return capsys.readouterr().out


def test_the_words_say_figures_changes_and_what_cannot_be_compared(
    stores: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = _text(stores, capsys)
    assert (
        "Joint committees: 1 with 2 villages and communities and 50 party members; now 2 with 3"
        in told
    )
    assert "members full: 30 → 33" in told
    assert "c党支部 → K" in told
    lines = [line.split() for line in told.splitlines()]
    assert next(line[:5] for line in lines if line[:1] == ["Cooperatives"]) == [
        "Cooperatives",
        "1",
        "not",
        "comparable",
        "Before",
    ]
    assert ["Cooperative", "After", "2022-12-31", "Before", "2022-12-31", "合作社", "1"] in lines
    assert "PAIR001" in told
    assert "2/3 (66.7%)" in told


def test_by_town_each_town_tells_its_own_and_only_its_own(
    stores: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = _text(stores, capsys, "--by", "town")
    first, second = told.index("镇0: "), told.index("镇1: ")
    here, there = told[first:second], told[second:]
    assert "members full: 30 → 33" in here
    assert "members full" not in there
    assert "K" not in here.split()
    assert "c认定" in there


def test_the_words_are_chinese_where_asked(
    stores: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    language.use("zh")
    told = _text(stores, capsys, "--by", "town")
    assert "联村党委原有 1 个，涉及 2 个村（社区）、50 名党员；现有 2 个" in told
    assert "正式党员：30 → 33" in told
    assert "members" not in told
    assert "came" not in told


@pytest.mark.parametrize("chosen", ["en", "zh"])
def test_every_kind_and_property_has_a_word(chosen: str, found: Comparison) -> None:
    language.use(chosen)
    for frame in report.as_frames(found, ORIGINS).values():
        assert len(set(frame.columns)) == len(frame.columns)
    names = [report.kind_name(kind) for kind in (*LABELS, *RELATIONSHIPS)]
    assert all(names)
    assert not any("_" in name for name in names)


def test_csv_lists_the_changes(stores: list[str], tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    assert _run("diff", *stores, "--format", "csv", "-o", str(path)) == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    pairing = next(row for row in rows if row["What"] == "Pairing")
    assert (pairing["Town"], pairing["Happened"], pairing["Id"]) == ("镇1", "went", "gone")


def test_a_workbook_holds_every_part(stores: list[str], tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    assert _run("diff", *stores, "--format", "xlsx", "-o", str(path)) == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        *("About", "Figures", "Counts", "Changes"),
        *("Not comparable", "Checks", "Findings", "Coverage"),
    ]
    figures = {row[0].value: [cell.value for cell in row[1:4]] for row in book["Figures"].rows}
    assert figures["Joint committees"] == [1, 2, "+1"]
    assert figures["Cooperatives"] == [None, 1, "not comparable"]


def test_the_same_source_on_two_days(stores: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    days = ("--as-of-old", "2022-06-30", "--as-of-new", "2022-12-31")
    assert _run("diff", stores[1], stores[1], *days, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(c["kind"], c["verdict"], c["day"]) for c in told["changes"]] == [
        ("PartyOrganization", "came", "2022-07-01"),
        ("MEMBER_OF", "came", "2022-07-01"),
    ]
    assert _run("diff", stores[1], stores[1], "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_ledgers_and_the_stores_made_of_them_give_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write(tmp_path)
    ledgers = [str(tmp_path / "2021" / "ledgers"), str(tmp_path / "ledgers")]
    stores = [str(tmp_path / f"{name}.lbug") for name in ("then", "now")]
    for folder, store in zip(ledgers, stores, strict=True):
        assert _run("load", folder, "--to", store) == 0
    told = []
    for sources in (ledgers, stores, [ledgers[0], stores[1]]):
        capsys.readouterr()
        assert _run("diff", *sources, "--format", "json") == 0
        found = json.loads(capsys.readouterr().out)
        told.append({k: v for k, v in found.items() if k not in ("old", "new")})
    assert told[0] == told[1] == told[2]
    figures = {f["name"]: (f["before"], f["after"]) for f in told[0]["figures"]}
    assert figures["joint_committees"] == (11, 13)
    assert figures["committee_places"] == (73, 81)
    assert figures["committee_members"] == (3_294, 3_935)


@pytest.mark.neo4j
def test_a_server_is_compared_with_a_file(
    stores: list[str], neo4j_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(neo4j_address) as store:
        store.write(_new().dataset())
    told = []
    for new in (stores[1], neo4j_address):
        assert _run("diff", stores[0], new, "--format", "json") == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[1].pop("new")["source"] == neo4j_address
    assert told[0].pop("new")["source"] == stores[1]
    assert told[0] == told[1]


def test_rows_left_out_are_said_of_the_source_that_lacks_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write(tmp_path)
    path = tmp_path / "ledgers-csv" / "结对.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("结对共建", "结队共建", 1), encoding="utf-8-sig")
    sources = (str(tmp_path / "2021" / "ledgers"), str(path.parent))
    assert _run("diff", *sources) == 2
    assert _run("diff", *sources, "--keep-going", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert "left_out" not in told["old"]
    assert told["new"]["left_out"] == 13


def test_two_counties_are_an_error_of_two_lines(
    stores: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.datasets import dataset

    other = str(tmp_path / "other.lbug")
    with open_store(other) as store:
        store.write(dataset({"Area": [{"id": "370302", "name": "淄川区", "level": "county"}]}, {}))
    assert _run("diff", stores[0], other) == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err == (
        "These are two counties: 博山区 (370304) and 淄川区 (370302).\n"
        "Compare two states of one county.\n"
    )
