"""The command line: what it prints, what it writes, and its exit codes."""

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from rich.cells import cell_len
from rich.console import Console

from orggraph import Network, __version__, cli, language, mechanisms
from orggraph.checks import CHECKS
from orggraph.report import audit as audit_report
from orggraph.report import coverage as coverage_report
from orggraph.store import open_store
from tests.county import County


def _county(*, isolated: bool = True) -> County:
    county = County()
    county.villages("a", "b", "c", "d")
    county.pair("p", "a", "b")
    county.meet("p", date(2022, 12, 1))
    county.pair("q", "c", "d")
    county.meet("q", date(2022, 12, 1))
    if isolated:
        county.villages("e")
        county.weak("e", "economically_weak")
    return county


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "county.lbug")
    with open_store(path) as opened:
        opened.write(_county().dataset())
    return path


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def test_an_audit_with_findings_leaves_with_one(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("audit", store) == 1
    told = capsys.readouterr().out
    assert "博山区, as of 2022-12-31, profile boshan-2022" in told
    assert "ISO001" in told
    assert "4/5 (80.0%)" in told


def test_exit_zero_leaves_with_zero_all_the_same(store: str) -> None:
    assert _run("audit", store, "--exit-zero") == 0


def test_an_audit_without_findings_leaves_with_zero(tmp_path: Path) -> None:
    path = str(tmp_path / "sound.lbug")
    with open_store(path) as opened:
        opened.write(_county(isolated=False).dataset())
    assert _run("audit", path, "--select", "PAIR001,PAIR005,ISO001") == 0


def test_json_is_as_the_contract_says(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run("audit", store, "--format", "json", "--select", "PAIR001,PAIR002,PAIR005,ISO001")
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "orggraph",
        "source",
        "as_of",
        "profile",
        "summary",
        "checks",
        "coverage",
    ]
    assert found["orggraph"] == __version__
    assert found["source"] == store
    assert found["as_of"] == "2022-12-31"
    isolated = next(check for check in found["checks"] if check["code"] == "ISO001")
    assert {key: isolated[key] for key in ("name", "tag", "status", "asked", "failing")} == {
        "name": "isolated-weak-branch",
        "tag": "action",
        "status": "fail",
        "asked": 1,
        "failing": 1,
    }
    finding = isolated["findings"][0]
    assert list(finding) == ["id", "label", "name", "town", "reason", "evidence", "fingerprint"]
    assert finding["evidence"] == ["f#认定#2"]
    # PAIR001, PAIR002, ISO001: e is in no pairing, has no helper, and is isolated
    assert found["summary"] == {"checks": 4, "failing_checks": 3, "findings": 3, "unknown": 0}
    whole = [cell for cell in found["coverage"] if cell["town"] is None]
    assert whole[0] == {
        "mechanism": "co_building",
        "town": None,
        "asked": 5,
        "registered": 4,
        "evidenced": 4,
        "active": 4,
        "unknown": 0,
    }


def test_two_audits_are_the_same_to_the_byte(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("audit", store, "--format", "json")
    first = capsys.readouterr().out
    _run("audit", store, "--format", "json")
    assert capsys.readouterr().out == first


def test_the_day_can_be_asked(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run("audit", store, "--as-of", "2021-12-31", "--format", "json", "--select", "PAIR001")
    found = json.loads(capsys.readouterr().out)
    assert found["as_of"] == "2021-12-31"
    assert [check["failing"] for check in found["checks"]] == [5]  # no pairing had begun


def test_csv_opens_in_excel_and_runs_no_formula(tmp_path: Path) -> None:
    county = _county()
    county.villages("=cmd")
    path = str(tmp_path / "county.lbug")
    with open_store(path) as opened:
        opened.write(county.dataset())
    output = tmp_path / "findings.csv"
    _run("audit", path, "--format", "csv", "-o", str(output))
    content = output.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    names = pl.read_csv(content)["Name"].to_list()
    assert "'=cmd党支部" in names


def test_a_workbook_holds_checks_findings_and_coverage(store: str, tmp_path: Path) -> None:
    import openpyxl

    output = tmp_path / "audit.xlsx"
    assert _run("audit", store, "--format", "xlsx", "-o", str(output)) == 1
    book = openpyxl.load_workbook(output)
    assert book.sheetnames == ["About", "Checks", "Findings", "Coverage"]
    assert book["Checks"].max_row == 1 + len(CHECKS)


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    """Ledgers of which one row holds an error, and 12 activities refer to it."""
    from orggraph import demo

    demo.write(tmp_path)
    path = tmp_path / "ledgers-csv" / "结对.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("结对共建", "结队共建", 1), encoding="utf-8-sig")
    return str(path.parent)


def test_an_error_in_a_ledger_stops_the_audit_and_names_the_cell(
    faulty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("audit", faulty) == 2
    told = capsys.readouterr()
    assert not told.out
    assert "结对.csv#结对#2 B2" in told.err
    assert "结队共建" in told.err


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_keep_going_leaves_the_row_out_and_says_so(
    faulty: str, format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("audit", faulty, "--keep-going", "--format", format_) == 1
    told = capsys.readouterr()
    assert "13 rows with errors were left out." in told.err
    if format_ == "text":
        assert "13 rows with errors were left out" in told.out
    if format_ == "json":
        assert json.loads(told.out)["left_out"] == 13


def test_a_load_with_errors_writes_nothing(faulty: str, tmp_path: Path) -> None:
    store = tmp_path / "made.lbug"
    assert _run("load", faulty, "--to", str(store)) == 2
    assert not store.exists()
    assert _run("load", faulty, "--to", str(store), "--keep-going") == 0
    assert store.exists()


def test_ledgers_loaded_and_audited_give_what_the_ledgers_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from orggraph import demo

    demo.write(tmp_path)
    ledgers, store = str(tmp_path / "ledgers"), str(tmp_path / "s.lbug")
    assert _run("load", ledgers, "--to", store) == 0
    answers = []
    for source in (ledgers, store):
        capsys.readouterr()
        assert _run("audit", source, "--format", "json") == 1
        answers.append(json.loads(capsys.readouterr().out) | {"source": ""})
    assert answers[0] == answers[1]


def test_a_place_that_cannot_be_written_is_named(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("audit", store, "--format", "csv", "-o", "/nowhere/out.csv") == 2
    told = capsys.readouterr().err
    assert told == (
        "Cannot read or write /nowhere/out.csv: there is no such folder\n"
        "Choose a place that exists and that you may write to.\n"
    )


def test_a_workbook_needs_a_file(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("audit", store, "--format", "xlsx") == 2
    assert "-o F.xlsx" in capsys.readouterr().err


def test_coverage_by_town_shows_counts(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("coverage", store, "--by", "town") == 0
    told = capsys.readouterr().out
    assert "镇0" in told
    assert "4/5" in told


@pytest.mark.parametrize("command", ["audit", "coverage", "resilience", "diff"])
def test_time_and_memory_by_stage_are_told_beside_the_answer(
    command: str, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = (store, store) if command == "diff" else (store,)
    assert _run(command, *sources, "--stats", "--format", "json") in (0, 1)
    told = capsys.readouterr()
    assert "Peak memory, MiB" in told.err
    assert re.search(r"Reading .*\d\.\d\d +[\d,]+", told.err)
    json.loads(told.out)


@pytest.mark.parametrize(
    ("words", "stages"),
    [
        (("map", "SOURCE", "-o", "m.html"), ("Reading", "Asking the checks", "Drawing the map")),
        (("draw", "SOURCE", "-o", "f.svg"), ("Reading", "Drawing the figure")),
        (("report", "SOURCE", "-o", "r.html"), ("Reading", "Asking", "Writing the report")),
        (("export", "SOURCE", "-o", "g.json"), ("Reading", "Writing the graph")),
        (("export", "SOURCE", "--neo4j-import", "n"), ("Reading", "Writing the files")),
        (("claims", "SOURCE"), ("Reading", "Counting what was published", "Writing the answer")),
        (("check", "ledgers"), ("Reading", "Writing the answer")),
    ],
)
def test_every_stage_of_a_command_is_told_once(
    words: tuple[str, ...],
    stages: tuple[str, ...],
    store: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    _run("template", "ledgers")
    assert _run(*(store if word == "SOURCE" else word for word in words), "--stats") in (0, 1, 2)
    told = re.findall(r"^ *(\S.*?) +\d+\.\d\d +[\d,]+ *$", capsys.readouterr().err, re.MULTILINE)
    assert len(told) == len(stages)
    assert all(line.startswith(stage) for line, stage in zip(told, stages, strict=True))


def test_of_many_findings_the_first_are_told_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    county = County()
    county.villages("a", "b", "c", "d")  # nobody in a pairing: four times PAIR001
    with open_store(store) as opened:
        opened.write(county.dataset(), replace=True)
    monkeypatch.setattr(audit_report, "MOST", 3)
    assert _run("audit", store, "--select", "PAIR001", "--exit-zero") == 0
    told = capsys.readouterr().out
    assert "PAIR001 Village without co-building: 4 of 4" in told
    assert "… and 1 more: --format csv -o F.csv tells all." in told
    assert told.count("takes part in no active co-building pairing") == 3
    assert _run("audit", store, "--select", "PAIR001", "--exit-zero", "--format", "csv") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 4


@pytest.mark.parametrize("width", [48, 80, 120])
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_no_count_of_the_coverage_by_town_is_broken_at_any_width(width: int, spoken: str) -> None:
    language.use(spoken)
    county = County(towns=2)
    county.villages(*(f"v{n}" for n in range(130)))
    county.villages("a", "b", town=1)
    network = Network(county.dataset())
    cells = mechanisms.matrix(network)
    console = Console(width=width, file=io.StringIO(), legacy_windows=False)
    console.print(coverage_report.as_text(cells, network, by_town=True))
    lines = console.file.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    told = Counter(word for line in lines for word in line.split() if "/" in word)
    assert told == Counter(
        f"{c.registered}/{c.asked - c.unknown}" for c in cells if c.asked and not c.unknown
    )


def test_coverage_is_the_same_matrix_in_every_format(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    assert _run("coverage", store, "--format", "json") == 0
    cells = json.loads(capsys.readouterr().out)["coverage"]
    assert len(cells) == 13 * 2  # a town and the county
    names = ("asked", "registered", "evidenced", "active", "unknown")
    counts = [[cell[name] for name in names] for cell in cells]
    table, book = tmp_path / "c.csv", tmp_path / "c.xlsx"
    assert _run("coverage", store, "--format", "csv", "-o", str(table)) == 0
    frame = pl.read_csv(table.read_bytes())
    assert [list(row) for row in frame.select(pl.nth(range(2, 7))).iter_rows()] == counts
    assert _run("coverage", store, "--format", "xlsx", "-o", str(book)) == 0
    rows = list(openpyxl.load_workbook(book)["Coverage"].iter_rows(values_only=True))
    assert [list(row[2:7]) for row in rows[1:]] == counts
    assert _run("coverage", store) == 0
    told = capsys.readouterr().out
    assert "4/5" in told
    assert all(word in told for word in ("co building", "supervision"))


@pytest.mark.parametrize("day", ["2021-12-31", "2022-12-30"])
def test_every_question_can_be_asked_of_another_day(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    assert _run("coverage", store, "--as-of", day, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["as_of"] == day
    paired = {"2021-12-31": 0, "2022-12-30": 4}  # both pairings began with 2022
    assert found["coverage"][1]["registered"] == paired[day]
    page, figure = tmp_path / "map.html", tmp_path / "figure.svg"
    assert _run("map", store, "--as-of", day, "-o", str(page)) == 0
    assert day in page.read_text(encoding="utf-8")
    assert _run("draw", store, "--as-of", day, "-o", str(figure)) == 0
    assert day in figure.read_text(encoding="utf-8")


def test_rules_and_explain_tell_every_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("rules") == 0
    assert "PAIR005" in capsys.readouterr().out
    assert _run("explain", "iso001") == 0
    told = capsys.readouterr().out
    assert "Why it matters" in told
    assert "MATCH (d:Designation)" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("explain", "NOPE001"), "There is no check NOPE001"),
        (("audit", "/nowhere"), "no such file or folder"),
        (("audit", "nowhere.lbug"), "no store at nowhere.lbug"),
        (("audit", "x", "--as-of", "yesterday"), "--as-of"),
        (("audit", "x", "--profile", "atlantis"), "no such file or folder"),
        (("dance",), "There is no command dance."),
    ],
)
def test_what_cannot_run_leaves_with_two_and_a_short_word(
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run(*words) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert "Traceback" not in told.err
    assert not told.out


def test_debug_shows_where_an_error_came_from() -> None:
    from orggraph.errors import SettingsError

    with pytest.raises(SettingsError):
        cli.run(["explain", "NOPE001", "--debug"])


def test_a_fault_of_our_own_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_code: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("orggraph.checks.find", broken)
    assert _run("explain", "ISO001") == 2
    assert "fault of orggraph" in capsys.readouterr().err


def _process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "orggraph", *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_version_comes_without_loading_anything() -> None:
    assert _process("--version").stdout.decode().strip() == f"orggraph {__version__}"


@pytest.mark.parametrize(("language", "word"), [("zh", "覆盖率"), ("en", "Coverage")])
def test_lang_may_stand_anywhere(store: str, language: str, word: str) -> None:
    told = _process("coverage", store, "--lang", language, PYTHONIOENCODING="utf-8").stdout
    assert word in told.decode()


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_a_console_that_lacks_characters_does_not_crash(store: str, encoding: str) -> None:
    done = _process("audit", store, "--by", "town", "--lang", "zh", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert b"ISO001" in done.stdout


def test_json_is_utf8_whatever_the_console(store: str) -> None:
    done = _process("audit", store, "--format", "json", PYTHONIOENCODING="gbk")
    assert json.loads(done.stdout.decode("utf-8"))["as_of"] == "2022-12-31"


def test_help_names_every_command() -> None:
    told = _process("--help", "--lang", "en").stdout.decode()
    for command in (
        "demo",
        "load",
        "audit",
        "coverage",
        "resilience",
        "claims",
        "explain",
        "rules",
        "map",
        "draw",
        "diff",
        "query",
        "forget",
    ):
        assert f"  {command} " in told


def test_losses_are_told_with_what_they_are_of(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("resilience", store) == 0
    told = capsys.readouterr().out
    assert "2 of 2 organisations that are helped have a single helper." in told
    assert "The loss of 2 of 2 helpers would leave somebody alone" in told
    assert "370304100200:village" in told  # a, to be given to --without


def test_losses_as_json_keep_persons_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = _county()
    county.helper("P-1")
    county.pair("r", "P-1", "e", mechanism="double_hundred")
    county.pair("s", "b", "a", mechanism="other")
    path = str(tmp_path / "county.lbug")
    with open_store(path) as opened:
        opened.write(county.dataset())
    assert _run("resilience", path, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    e = county.org("e")
    assert [row["id"] for row in found["persons"]] == ["P-1"]
    assert found["persons"][0]["unhelped"] == found["persons"][0]["isolated"] == [e]
    a, b, c = (county.org(name) for name in "abc")
    assert [row["id"] for row in found["organizations"]] == [a, b, c]
    assert found["loops"] == [{"one": a, "other": b, "pairings": ["p", "s"]}]
    assert found["circles"] == [[a, b]]
    assert found["several_mechanisms"] == [
        {"one": a, "other": b, "mechanisms": ["co_building", "other"]}
    ]
    assert _run("resilience", path, "--by", "town", "--mechanism", "双百帮带") == 0
    told = capsys.readouterr().out
    assert "Help here is that of double hundred alone" in told
    assert "1 of 1 organisations that are helped have a single helper." in told


def test_top_cuts_the_text_and_says_so(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("resilience", store, "--top", "1") == 0
    assert "… and 1 more." in capsys.readouterr().out


def test_coverage_without_some_stands_beside_the_coverage(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = _county().org("a"), _county().org("b")
    assert _run("coverage", store, "--without", a) == 0
    told = capsys.readouterr().out
    assert re.search(r"co building +5 +4/5 \(80.0%\) +2/5 \(40.0%\) +2 +1 ", told)
    assert "1 organisations would be left without any helper." in told
    assert _run("coverage", store, "--without", a, "--by", "town") == 0
    assert "4 → 2/5" in capsys.readouterr().out
    assert _run("coverage", store, "--without", f"{a}, ", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["without"]["ids"] == [a]
    assert found["without"]["unhelped"] == [b]
    whole = {c["mechanism"]: c for c in found["without"]["coverage"] if c["town"] is None}
    assert (whole["co_building"]["asked"], whole["co_building"]["registered"]) == (5, 2)
    lost = [(row["id"], row["drops_out"]) for row in found["without"]["uncovered"]]
    assert lost == [(a, True), (b, False)]


def test_both_coverages_fit_a_table_and_a_workbook(store: str, tmp_path: Path) -> None:
    import openpyxl

    book, table = tmp_path / "c.xlsx", tmp_path / "c.csv"
    a = _county().org("a")
    _run("coverage", store, "--without", a, "--format", "xlsx", "-o", str(book))
    _run("coverage", store, "--without", a, "--format", "csv", "-o", str(table))
    assert openpyxl.load_workbook(book).sheetnames[1:] == [
        "Coverage",
        "Drop out",
        "Reached no more",
    ]
    first = pl.read_csv(table.read_bytes()).row(0, named=True)
    assert (first["Registered"], first["Registered after"]) == (4, 2)
    _run("resilience", store, "--format", "xlsx", "-o", str(book))
    sheets = ["Losses", "Loads", "Loops", "Circles", "Several mechanisms"]
    assert openpyxl.load_workbook(book).sheetnames[1:] == sheets


def test_who_cannot_drop_out_is_told_with_a_way_to_ids(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("coverage", store, "--without", "nobody") == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err == (
        "Nobody who could drop out has the id nobody.\n"
        "The ids of all helpers: orggraph resilience SOURCE --format csv\n"
    )


LISTS_MODULES = """
import sys
from orggraph.__main__ import main
try:
    main()
finally:
    print(*sys.modules)
"""


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        ("--help", {"polars", "networkx"}),
        ("audit --help", {"polars", "networkx"}),
        ("audit SOURCE --exit-zero", {"orggraph.sheets", "matplotlib", "neo4j"}),
    ],
)
def test_a_command_loads_nothing_that_it_does_not_need(
    words: str, unused: set[str], store: str
) -> None:
    command = [sys.executable, "-c", LISTS_MODULES, *words.replace("SOURCE", store).split()]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    loaded = set(told.splitlines()[-1].split())
    assert "orggraph.cli" in loaded
    assert not unused & loaded
