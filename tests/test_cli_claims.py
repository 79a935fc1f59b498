"""The command ``claims``: what it prints and writes, and its exit codes."""

import json
from pathlib import Path

import polars as pl
import pytest

from orggraph import __version__, cli, language, read, tables
from orggraph.store import open_store
from tests.county import ALL_LEDGERS, County

CLAIMS = """
county = "370304"
source = "测试报"

[[claim]]
id = "pairs"
sentence = "结成1个对子"
measure = "co_building_pairings"
value = {pairs}

[[claim]]
id = "cooperatives"
sentence = "合作社0家"
measure = "cooperatives"
value = 0
"""


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def _store(folder: Path, ledgers: tuple[str, ...] = ALL_LEDGERS) -> str:
    county = County(ledgers=ledgers)
    county.villages("a", "b")
    county.pair("p", "a", "b")
    path = str(folder / "county.lbug")
    with open_store(path) as opened:
        opened.write(county.dataset())
    return path


def _claims(folder: Path, pairs: int = 1) -> str:
    path = folder / "claims.toml"
    path.write_text(CLAIMS.format(pairs=pairs), encoding="utf-8")
    return str(path)


def test_figures_that_agree_leave_with_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("claims", _store(tmp_path), "--claims", _claims(tmp_path)) == 0
    told = capsys.readouterr().out
    assert "测试报" in told
    assert "2 figures: 2 agree, 0 differ, 0 unknown" in told


def test_a_folder_of_tables_is_a_source_and_the_help_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("claims", "--help") == 0
    assert "a folder of tables" in " ".join(capsys.readouterr().out.split())
    tables.write(read(_store(tmp_path)), tmp_path / "tables")
    assert _run("claims", str(tmp_path / "tables"), "--claims", _claims(tmp_path)) == 0
    assert "2 figures: 2 agree" in capsys.readouterr().out


def test_a_difference_leaves_with_one_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("claims", _store(tmp_path), "--claims", _claims(tmp_path, 3)) == 1
    told = capsys.readouterr().out
    assert "-2" in told
    assert "differs" in told


def test_an_unknown_figure_is_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = _store(tmp_path, tuple(name for name in ALL_LEDGERS if name != "合作社"))
    assert _run("claims", store, "--claims", _claims(tmp_path)) == 0
    assert "2 figures: 1 agree, 0 differ, 1 unknown" in capsys.readouterr().out


def test_where_no_figure_could_be_checked_it_could_not_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = _store(tmp_path, ("村情",))
    assert _run("claims", store, "--claims", _claims(tmp_path)) == 2
    told = capsys.readouterr()
    assert "2 unknown" in told.out
    assert "No figure could be checked" in told.err


def test_a_figure_depends_on_the_day(tmp_path: Path) -> None:
    store, path = _store(tmp_path), _claims(tmp_path)
    assert _run("claims", store, "--claims", path, "--as-of", "2021-12-31") == 1


def test_json_tells_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = _store(tmp_path)
    assert _run("claims", store, "--claims", _claims(tmp_path, 3), "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    first = found.pop("answers")[0]
    assert found == {
        "orggraph": __version__,
        "source": store,
        "as_of": "2022-12-31",
        "profile": "boshan-2022",
        "claims": "claims",
        "published": "测试报",
        "summary": {"agrees": 1, "differs": 1, "unknown": 0},
    }
    assert first == {
        "id": "pairs",
        "sentence": "结成1个对子",
        "measure": "co_building_pairings",
        "claimed_least": 3,
        "claimed_most": 3,
        "claimed_of": None,
        "found_least": 1,
        "found_most": 1,
        "found_of": None,
        "difference": -2,
        "verdict": "differs",
        "note": "",
    }


def test_csv_and_workbook_hold_a_row_for_each_figure(tmp_path: Path) -> None:
    import openpyxl

    store, path = _store(tmp_path), _claims(tmp_path)
    table, book = tmp_path / "claims.csv", tmp_path / "claims.xlsx"
    assert _run("claims", store, "--claims", path, "--format", "csv", "-o", str(table)) == 0
    assert pl.read_csv(table.read_bytes())["Published"].to_list() == ["结成1个对子", "合作社0家"]
    assert _run("claims", store, "--claims", path, "--format", "xlsx", "-o", str(book)) == 0
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["About", "Claims"]
    assert sheets["Claims"].max_row == 3


def test_the_examples_ledgers_and_its_store_agree_with_the_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from orggraph import demo

    demo.write(tmp_path)
    store = str(tmp_path / "boshan.lbug")
    assert _run("load", str(tmp_path / "ledgers"), "--to", store) == 0
    answers = []
    for source in (str(tmp_path / "ledgers"), store):
        capsys.readouterr()
        assert _run("claims", source, "--format", "json") == 0
        answers.append(json.loads(capsys.readouterr().out) | {"source": ""})
    assert answers[0] == answers[1]
    assert answers[0]["summary"] == {"agrees": 26, "differs": 0, "unknown": 0}


def test_bounds_need_no_ledgers_and_show_their_arithmetic(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run("claims", "--bounds", "boshan-2022") == 0
    told = capsys.readouterr().out
    assert "122 pairs touch 17 to 241 of 241 villages" in told
    assert "17 × 16 ÷ 2 = 136" in told
    assert "46,860 to 53,100 households" in told


def test_figures_that_exclude_each_other_leave_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(_claims(tmp_path, 11))
    known = '[[known]]\nmeasure = "villages"\nvalue = 5\nsource = "x"\n'
    path.write_text(path.read_text(encoding="utf-8") + known, encoding="utf-8")
    assert _run("claims", "--bounds", str(path)) == 1
    told = capsys.readouterr()
    assert "11 distinct pairs are impossible among 5 villages" in told.out
    assert "exclude each other" in told.err


def test_bounds_as_json_csv_and_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    assert _run("claims", "--bounds", "boshan-2022", "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)["implications"][0]
    assert {k: first[k] for k in ("rule", "possible", "least", "most", "of")} == {
        "rule": "pairs",
        "possible": True,
        "least": 17,
        "most": 241,
        "of": 241,
    }
    table, book = tmp_path / "bounds.csv", tmp_path / "bounds.xlsx"
    assert _run("claims", "--bounds", "boshan-2022", "--format", "csv", "-o", str(table)) == 0
    assert "17 × 16 ÷ 2" in pl.read_csv(table.read_bytes())["Arithmetic"][0]
    assert _run("claims", "--bounds", "boshan-2022", "--format", "xlsx", "-o", str(book)) == 0
    assert openpyxl.load_workbook(book).sheetnames == ["Implications"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Give either a SOURCE or --bounds FILE"),
        (("x", "--bounds", "boshan-2022"), "Give either a SOURCE or --bounds FILE"),
        (("--bounds", "atlantis"), "one of: boshan-2022"),
        (("nowhere.lbug",), "no store at nowhere.lbug"),
    ],
)
def test_what_cannot_run_leaves_with_two(
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run("claims", *words) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert not told.out


@pytest.mark.parametrize("language_", ["zh", "en"])
def test_a_console_of_gbk_has_every_character(
    language_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    language.use(language_)
    _run("claims", "--bounds", "boshan-2022")
    assert capsys.readouterr().out.encode("gbk")
