"""The corpus of office files, held against the answers that were written before the code."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from orggraph import sheets
from orggraph.errors import Problem, SheetError
from orggraph.sheets import _rows
from tests import workbooks as wb
from tests.offices import FOLDER, GOLD

Found = Counter[tuple[str, str]]


def kept(name: str, columns: list[str], ledger: str) -> tuple[list[list[object]], list[Problem]]:
    """Read one file alone: the rows of its ledger that are kept, and all problems."""
    draft = _rows.lay(FOLDER / name)
    rows = draft.issues.good(draft.rows[ledger])
    numbers = rows.select(pl.col("source").str.split("#").list.last().cast(pl.Int64))
    values = rows.select(columns).rows()
    told = [
        [number, *(blank(value) for value in row)]
        for number, row in zip(numbers.to_series(), values, strict=True)
    ]
    return told, draft.problems()


def blank(value: object) -> object:
    return "" if value is None else value


def places(problems: list[Problem]) -> Found:
    return Counter((each.cell or str(each.row or ""), each.code) for each in problems)


def gold(name: str) -> Found:
    return Counter((place, code) for place, code in GOLD[name]["problems"])


def test_the_corpus_has_an_answer_to_every_file_and_a_habit_to_every_answer() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"gold.toml"}
    assert files == GOLD.keys()
    assert len(files) >= 40
    assert all(answer["habit"].endswith(".") for answer in GOLD.values())


@pytest.mark.parametrize("name", GOLD)
def test_a_file_gives_the_rows_and_the_problems_that_it_must(name: str) -> None:
    answer = GOLD[name]
    rows, problems = kept(name, answer["columns"], answer["ledger"])
    assert rows == answer["rows"]
    assert places(problems) == gold(name)


def test_the_corpus_shows_recall_and_false_alarms_by_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for name, answer in GOLD.items():
        wanted, got = gold(name), places(kept(name, answer["columns"], answer["ledger"])[1])
        planted.update(code for _place, code in wanted.elements())
        found.update(code for _place, code in (wanted & got).elements())
        false.update(code for _place, code in (got - wanted).elements())
    with capsys.disabled():
        print(f"\n{'code':24}planted  found  false alarms")  # noqa: T201 - asked for
        for code in sorted(planted | false):
            print(f"{code:24}{planted[code]:7}{found[code]:7}{false[code]:14}")  # noqa: T201
    assert found == planted
    assert not false


def walk(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for each in value:
            yield from walk(each)
    else:
        yield value


def test_answers_are_of_types_that_can_differ() -> None:
    values = [each for answer in GOLD.values() for each in walk(answer["rows"])]
    assert {type(each) for each in values} == {str, int, float, bool, date}


@pytest.mark.parametrize("name", GOLD)
def test_every_problem_says_where_it_is_what_it_is_and_how_to_mend_it(name: str) -> None:
    answer = GOLD[name]
    for problem in kept(name, answer["columns"], answer["ledger"])[1]:
        assert problem.file.split("/")[0] == name
        assert problem.code in sheets.PROBLEMS
        assert problem.expected
        assert not problem.cell or problem.row


@pytest.mark.parametrize("name", GOLD)
def test_a_file_among_others_never_stops_the_reading_of_them(name: str, tmp_path: Path) -> None:
    wb.write(tmp_path / "a.xlsx", wb.ledgers())
    (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    try:
        dataset = sheets.read(tmp_path, keep_going=True).dataset
    except SheetError as error:
        pytest.fail(str(error))
    assert {"370304111206", "370304112223"} <= set(dataset.nodes["Village"]["id"])


def test_a_caption_with_another_cutoff_is_a_warning_and_that_of_about_holds(tmp_path: Path) -> None:
    wb.write(tmp_path / "a.xlsx", wb.ledgers())
    name = "caption-with-another-cutoff.xlsx"
    (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    reading = sheets.read(tmp_path)
    assert [(p.code, p.file, p.cell) for p in reading.problems] == [("caption-cutoff", name, "A1")]
    assert reading.dataset.county is not None
    assert reading.dataset.county["cutoff"] == date(2022, 12, 31)


def test_which_income_is_counted_may_stand_in_about(tmp_path: Path) -> None:
    about = [*wb.ABOUT, ["收入口径", "经营性收入"]]
    rows = [["镇街", "村", "2021年集体收入(元)", "2022年总收入(元)"], ["源泉镇", "黄台村", 5, 7]]
    reading = sheets.read(wb.write(tmp_path / "a.xlsx", wb.ledgers(说明=about, 收入=rows)))
    assert [(p.code, p.cell) for p in reading.problems] == [("income-metric", "C1")]
    measured = reading.dataset.relationships["MEASURED"]
    assert measured.select("period", "end", "value").sort("period").rows() == [
        ("2021", "IN-income-经营性收入", 5),
        ("2022", "IN-income-总收入", 7),
    ]


def test_captions_that_name_two_incomes_tell_none(tmp_path: Path) -> None:
    rows = [
        ["村集体总收入、经营性收入表"],
        ["镇街", "村", "2022年集体收入(元)"],
        ["源泉镇", "黄台村", 5],
    ]
    with pytest.raises(SheetError) as error:
        sheets.read(wb.write(tmp_path / "a.xlsx", wb.ledgers(收入=rows)))
    assert [(p.code, p.cell) for p in error.value.problems] == [("no-income-metric", "C2")]


def test_the_unit_of_money_may_stand_in_about(tmp_path: Path) -> None:
    about = [*wb.ABOUT, ["金额单位", "元"]]
    rows = [["镇街", "村", "年度", "口径", "金额"], ["源泉镇", "黄台村", 2022, "总收入", 5000]]
    reading = sheets.read(wb.write(tmp_path / "a.xlsx", wb.ledgers(说明=about, 收入=rows)))
    assert [(p.code, p.cell) for p in reading.problems] == [("money-unit", "E1")]
    assert reading.dataset.relationships["MEASURED"]["value"].to_list() == [5000]
