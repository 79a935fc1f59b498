"""``orggraph query --check``: the twin that ``explain`` prints, asked of every kind of source."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from orggraph import Network, cli, profile, tables
from orggraph.checks import find
from orggraph.findings import ask
from orggraph.store import open_store
from tests import workbooks as wb
from tests.counties import planted

KINDS = ["tables", "ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give a made-up county as each kind of source."""
    dataset = planted().dataset()
    if request.param == "tables":
        tables.write(dataset, tmp_path / "county")
        return str(tmp_path / "county")
    neo4j = request.param == "neo4j"
    place = request.getfixturevalue("neo4j_address") if neo4j else str(tmp_path / "c.lbug")
    with open_store(place) as store:
        store.write(dataset)
    return str(place)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.run([*words])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def ids(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    code, out, err = run(capsys, "query", *words, "--format", "json")
    assert (code, err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(out)
    return [row["id"] for row in rows]


@pytest.mark.parametrize("source", KINDS, indirect=True)
@pytest.mark.parametrize("code", ["SUPV003", "ECON006", "VOL001"])
def test_the_twin_names_who_fails_the_check(
    source: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = sorted(f.id for f in ask(Network(planted().dataset()), find(code)).findings)
    assert failing
    assert ids(capsys, source, "--check", code) == failing


@pytest.mark.parametrize("source", ["ladybug"], indirect=True)
def test_the_profile_gives_the_thresholds(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    network = Network(planted().dataset(), profile=profile.load("default"))
    assert ask(network, find("ECON001")).findings == ()  # the line of income is unset there
    assert ids(capsys, source, "--check", "ECON001") != []
    assert ids(capsys, source, "--check", "ECON001", "--profile", "default") == []


def test_ledgers_are_asked_of_any_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = ["1", "结对共建", None, "源泉镇", "黄台村", "村", "源泉镇", "麻庄村"]
    rows = [wb.PAIRINGS, [*pair, "2022-01-01", "2022-07-01", None]]
    path = str(wb.write(tmp_path / "台账.xlsx", wb.ledgers(结对=rows)))
    others = sorted([wb.ZHAOZHUANG, wb.OTHER_ZHAOZHUANG])
    asked = ("--check", "pair001", "--as-of")
    assert ids(capsys, path, *asked, "2022-06-30") == others
    assert ids(capsys, path, *asked, "2022-07-02") == sorted([*others, wb.HUANGTAI, wb.MAZHUANG])
    _code, out, _err = run(capsys, "query", path, *asked, "2022-06-30")
    assert "博山区, as of 2022-06-30, profile boshan-2022" in out


@pytest.mark.parametrize("source", ["ladybug"], indirect=True)
def test_the_command_that_explain_names_runs(
    source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _code, out, _err = run(capsys, "explain", "ISO001")
    (told,) = re.findall(r"orggraph (query SOURCE --check \w+)", out)
    words = [source if word == "SOURCE" else word for word in shlex.split(told)]
    assert ids(capsys, *words[1:]) == sorted(
        finding.id for finding in ask(Network(planted().dataset()), find("ISO001")).findings
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "CYPHER or --check"),
        (("MATCH (n) RETURN n", "--check", "ISO001"), "CYPHER or --check"),
        (("MATCH (n) RETURN n", "--as-of", "2022-01-01"), "go with --check"),
        (("--check", "ISO999"), "ISO999"),
    ],
)
def test_what_cannot_be_asked_is_told(
    words: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "query", str(tmp_path / "none.lbug"), *words)
    assert (code, out) == (2, "")
    assert told in err


def test_a_question_of_ones_own_is_asked_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(wb.write(tmp_path / "台账.xlsx", wb.ledgers()))
    question = "MATCH (v:Village) WHERE v.name = '赵庄村' RETURN v.id AS id ORDER BY id"
    assert ids(capsys, path, question) == ["370304103203", "370304112223"]
