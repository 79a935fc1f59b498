"""Names of places: how each is matched, what the gazetteer fills in, and what is only suggested."""

import csv
from pathlib import Path

import polars as pl
import pytest

from orggraph import gazetteer, sheets
from orggraph.errors import SheetError
from orggraph.reading import Reading
from orggraph.sheets._bases import base, of_place
from orggraph.sheets._names import key
from orggraph.sheets._suggestions import alike
from tests import workbooks as wb
from tests.workbooks import Cell, Rows

# 八陡镇 has a community and a village called 福山.
FUSHAN: list[list[Cell]] = [
    ["八陡镇", "福山社区", "370304106028"],
    ["八陡镇", "福山村", "370304106214"],
]


def read(folder: Path, *, town: str, name: str, **more: Rows) -> Reading:
    """Read one designation of a place, which is what the name is found to be."""
    rows = {"村情": [*wb.PLACES, *FUSHAN], **more}
    weak = [wb.DESIGNATIONS, ["经济薄弱", town, name, "2022-01-01"]]
    source = wb.write(folder / "台账.xlsx", wb.ledgers(认定=weak, **rows))
    return sheets.read(source, keep_going=True)


def matched(reading: Reading) -> list[tuple[str, str]]:
    assert reading.matches is not None
    weak = reading.matches.filter(pl.col("source").str.contains("#认定#"))
    return weak.select("target", "method").rows()


@pytest.mark.parametrize(
    ("town", "name", "village", "method"),
    [
        ("源泉镇", "370304111206", "370304111206", "code"),
        ("源泉镇", "黄台村", "370304111206", "name"),
        ("源泉镇", " 黄 台　村", "370304111206", "name"),
        ("源泉镇", "黃臺村", "370304111206", "name"),
        ("源泉镇", "黄台村委会", "370304111206", "name"),  # as the Bureau writes it
        ("源泉镇", "黄台村村民委员会", "370304111206", "kind"),
        ("源泉镇", "中共黄台村支部委员会", "370304111206", "kind"),
        ("源泉镇", "源泉镇黄台村党支部", "370304111206", "kind"),
        ("源泉镇", "博山区源泉镇黄台村", "370304111206", "kind"),
        ("源泉镇", "黄台", "370304111206", "base"),
        ("八陡镇", "福山村", "370304106214", "name"),
        ("八陡镇", "福山村民委员会", "370304106214", "kind"),
        ("八陡镇", "福山居委会", "370304106028", "kind"),
        ("八陡镇", "福山社区居民委员会", "370304106028", "name"),
        ("白塔镇", "赵庄", "370304103203", "base"),
        ("池上镇", "赵庄", "370304112223", "base"),
        ("池上镇人民政府", "赵庄村", "370304112223", "name"),
        ("城西街道办事处", "西冶街", "370304002003", "base"),
        ("池上镇", "白塔镇/赵庄村", "370304103203", "name"),
    ],
)
def test_a_name_is_matched_in_its_town_by_the_first_rule_that_fits(
    tmp_path: Path, town: str, name: str, village: str, method: str
) -> None:
    reading = read(tmp_path, town=town, name=name)
    assert matched(reading) == [(village, method)]
    assert [p.code for p in reading.problems] == []


def test_a_base_name_of_two_places_is_an_error_that_lists_them(tmp_path: Path) -> None:
    reading = read(tmp_path, town="八陡镇", name="福山")
    (problem,) = reading.problems
    assert (problem.code, problem.cell, problem.value) == ("ambiguous-place", "C2", "福山")
    assert "福山村 370304106214、福山社区 370304106028" in problem.expected
    assert matched(reading) == []


def test_the_kind_beside_a_base_name_decides(tmp_path: Path) -> None:
    for kind, village in (("村", "370304106214:village"), ("社区", "370304106028:community")):
        side = ["八陡镇", "福山", kind, "源泉镇", "麻庄村", "2022-01-01"]
        rows = [wb.PAIRINGS, ["1", "结对共建", None, *side]]
        places = [*wb.PLACES, *FUSHAN]
        source = wb.write(tmp_path / f"{kind}.xlsx", wb.ledgers(村情=places, 结对=rows))
        reading = sheets.read(source)
        assert reading.problems == ()
        assert reading.dataset.relationships["PROVIDES"]["start"].to_list() == [village]


def test_a_place_that_the_ledgers_lack_keeps_its_name_from_another(tmp_path: Path) -> None:
    # 村情 lists the community alone; the village of the name is in the gazetteer.
    places = [*wb.PLACES, FUSHAN[0]]
    (ambiguous,) = read(tmp_path, town="八陡镇", name="福山", 村情=places).problems
    assert ambiguous.code == "ambiguous-place"
    (absent,) = read(tmp_path, town="八陡镇", name="福山村", 村情=places).problems
    assert absent.code == "unknown-place"
    assert "福山村委会 370304106214" in absent.expected


def test_a_name_of_a_refused_row_does_not_pass_to_another(tmp_path: Path) -> None:
    places = [*wb.PLACES, FUSHAN[0], ["八陡镇", "福山村", "370304106214x"]]
    reading = read(tmp_path, town="八陡镇", name="福山村", 村情=places)
    assert [p.code for p in reading.problems] == ["bad-code", "refers-to-error"]
    assert matched(reading) == []


def test_the_word_for_another_kind_is_a_warning(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, town="源泉镇", name="黄台社区").problems
    assert (problem.code, problem.severity) == ("kind-mismatch", "warning")
    assert "黄台村" in problem.expected


def test_blank_codes_are_filled_in_from_the_gazetteer(tmp_path: Path) -> None:
    rows = [row[:2] for row in [*wb.PLACES, *FUSHAN]]
    plain = [*rows[:-1], ["八陡镇", "福山村委会"]]
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(村情=plain))
    reading = sheets.read(source)
    assert reading.problems == ()
    assert reading.dataset.nodes["Village"]["id"].to_list() == [
        *("370304002003", "370304103203", "370304106028", "370304106214"),
        *("370304111206", "370304111210", "370304112223"),
    ]
    assert reading.matches is not None
    assert reading.matches["method"].to_list() == ["name"] * 7


@pytest.mark.parametrize(
    ("town", "name", "code"),
    [
        ("八陡镇", "福山", "ambiguous-place"),
        ("源泉镇", "无此村", "unknown-place"),
        ("无此镇", "黄台村", "unknown-town"),
        ("源泉镇", "赵庄村", "unknown-place"),  # of other towns
    ],
)
def test_a_code_that_cannot_be_filled_in_is_an_error(
    tmp_path: Path, town: str, name: str, code: str
) -> None:
    places = [*wb.PLACES, [town, name, None]]
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(村情=places))
    with pytest.raises(SheetError) as caught:
        sheets.read(source)
    assert [(p.code, p.row) for p in caught.value.problems] == [(code, 7)]


def aliases(*rows: list[Cell], confirmed: bool = False) -> dict[str, Rows]:
    return {"aliases": [[*wb.ALIASES, "确认"] if confirmed else wb.ALIASES, *rows]}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (["老黄台村", "黄台村", "源泉镇", "2020-01-01"], "老黄台村"),  # a renaming
        (["黄台村", "大黄台村", "源泉镇"], "大黄台村"),  # written the new way, listed the old
        (["老黄台村", "黄台", "源泉镇"], "老黄台村"),  # to a base name
        (["老黄台村", "370304111206", "源泉镇"], "老黄台村"),
    ],
)
def test_an_alias_stands_for_the_place_of_either_name(
    tmp_path: Path, row: list[Cell], name: str
) -> None:
    reading = read(tmp_path, town="源泉镇", name=name, **aliases(row))
    assert matched(reading) == [("370304111206", "alias")]
    assert reading.problems == ()


def test_villages_that_merged_are_found_by_their_old_names(tmp_path: Path) -> None:
    merged = aliases(["源东村", "大源泉村", "源泉镇"], ["源西村", "大源泉村", "源泉镇"])
    new = [[None, "大源泉村", "源泉镇", "2022-06-01"]]
    rows = {"aliases": [*merged["aliases"], *new]}
    places = [*wb.PLACES, ["源泉镇", "大源泉村", "370304111299"]]
    for name in ("源东村", "源西村", "大源泉村"):
        reading = read(tmp_path, town="源泉镇", name=name, 村情=places, **rows)
        assert reading.problems == ()
        assert [target for target, _method in matched(reading)] == ["370304111299"]


def other_names(reading: Reading) -> dict[str, list[str]]:
    rows = reading.dataset.nodes["Village"].drop_nulls("aliases")
    return dict(rows.select("name", "aliases").iter_rows())


def test_a_place_keeps_the_other_names_that_stand_for_it(tmp_path: Path) -> None:
    rows = aliases(
        ["老黄台村", "黄台村", "源泉镇"],
        ["黄苔村", "黄台", "源泉镇"],  # 黄台 differs by the word for the kind alone
        ["麻村", "370304111210", "源泉镇"],
        ["双名村", "黄台村", "源泉镇"],
        ["双名村", "麻庄村", "源泉镇"],  # stands for two, so for none
        ["下年村", "黄台村", "源泉镇", "2023-01-01"],
        ["赵庄老村", "赵庄村", "源泉镇"],  # of another town
    )
    reading = read(tmp_path, town="源泉镇", name="黄台村", **rows)
    assert other_names(reading) == {"黄台村": ["老黄台村", "黄苔村"], "麻庄村": ["麻村"]}
    # What nobody asked of a ledger is no match.
    assert matched(reading) == [("370304111206", "name")]


def test_villages_that_merged_leave_their_names_to_the_new_one(tmp_path: Path) -> None:
    merged = aliases(["源东村", "大源泉村", "源泉镇"], ["源西村", "大源泉村", "源泉镇"])
    rows = {"aliases": [*merged["aliases"], [None, "大源泉村", "源泉镇"]]}
    places = [*wb.PLACES, ["源泉镇", "大源泉村", "370304111299"]]
    reading = read(tmp_path, town="源泉镇", name="大源泉村", 村情=places, **rows)
    assert other_names(reading) == {"大源泉村": ["源东村", "源西村"]}


def test_a_renamed_place_keeps_the_name_that_the_bureau_has(tmp_path: Path) -> None:
    places = [wb.PLACES[0], ["源泉镇", "新黄台屯", "370304111206"]]
    reading = read(tmp_path, town="源泉镇", name="新黄台屯", 村情=places)
    assert [p.code for p in reading.problems] == ["other-name"]
    assert other_names(reading) == {"新黄台屯": ["黄台村"]}


def test_a_name_that_split_is_ambiguous(tmp_path: Path) -> None:
    rows = aliases(["老村", "黄台村", "源泉镇"], ["老村", "麻庄村", "源泉镇"])
    (problem,) = read(tmp_path, town="源泉镇", name="老村", **rows).problems
    assert problem.code == "ambiguous-place"
    assert "麻庄村 370304111210" in problem.expected


def test_an_alias_of_a_later_day_or_another_town_does_not_hold(tmp_path: Path) -> None:
    later = aliases(["老黄台村", "黄台村", "源泉镇", "2023-01-01"])
    assert matched(read(tmp_path, town="源泉镇", name="老黄台村", **later)) == []
    elsewhere = aliases(["老黄台村", "黄台村", "池上镇"])
    assert matched(read(tmp_path, town="源泉镇", name="老黄台村", **elsewhere)) == []


def test_an_alias_of_a_town_renames_it_everywhere(tmp_path: Path) -> None:
    renamed = aliases(["源泉镇", "新源泉镇", None])
    reading = read(tmp_path, town="新源泉镇", name="黄台村", **renamed)
    assert reading.problems == ()
    assert matched(reading) == [("370304111206", "name")]


def test_an_alias_waits_for_its_confirmation(tmp_path: Path) -> None:
    row: list[Cell] = ["老黄台村", "黄台村", "源泉镇", None]
    assert matched(read(tmp_path, town="源泉镇", name="老黄台村", **aliases(row))) != []
    for word in (None, "否"):
        waiting = aliases([*row, word], confirmed=True)
        reading = read(tmp_path, town="源泉镇", name="老黄台村", **waiting)
        assert matched(reading) == []
        told = [p.code for p in reading.problems if p.code == "unconfirmed-alias"]
        assert len(told) == (word is None)
    confirmed = aliases([*row, "是"], confirmed=True)
    assert matched(read(tmp_path, town="源泉镇", name="老黄台村", **confirmed)) == [
        ("370304111206", "alias")
    ]


def test_an_alias_in_gbk_is_read_or_told(tmp_path: Path) -> None:
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers())
    wb.write_csv(tmp_path, aliases(["老黄台村", "黄台村", "源泉镇"]), encoding="utf-8-sig")
    assert sheets.read(source).problems == ()


def test_a_county_newer_than_the_gazetteer_is_listed_as_new(tmp_path: Path) -> None:
    about = [wb.ABOUT[0], ["县区", "新设区"], ["区划代码", "370399"], wb.ABOUT[3]]
    places = [wb.PLACES[0], ["某镇", "某村", "370399100201"]]
    pages = {"说明": about, "村情": places, **aliases([None, "新设区", None])}
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", pages))
    assert reading.problems == ()
    assert reading.dataset.nodes["Village"]["id"].to_list() == ["370399100201"]


# 17 names of the country hold the mark that lists are split at; these are of one street.
LESHAN = ["乐山二、三村居委会", "乐山四、五村居委会", "乐山六、七村居委会"]


@pytest.mark.parametrize("form", ["name", "called", "short"])
def test_names_that_hold_a_comma_are_matched_before_a_list_is_split(
    tmp_path: Path, form: str
) -> None:
    places = gazetteer.villages("310104").filter(pl.col("name").is_in(LESHAN))
    assert places.height == 3
    town = dict(gazetteer.towns("310104").rows())[places["town"][0]]
    about = [wb.ABOUT[0], ["县区", "徐汇区"], ["区划代码", "310104"], wb.ABOUT[3]]
    rows: Rows = [wb.PLACES[0], *([town, *row] for row in places.select("called", "code").rows())]
    names = {
        "name": LESHAN,
        "called": places["called"].to_list(),
        "short": [name.removesuffix("居委会") for name in LESHAN],
    }
    member = "、".join(names[form])
    committees = [wb.COMMITTEES, ["片区党委", town, member, None, "2021-01-01", None]]
    pages = {"说明": about, "村情": rows, "联村党委": committees}
    reading = sheets.read(wb.write(tmp_path / "台账.xlsx", pages))
    assert reading.problems == ()
    members = reading.dataset.relationships["MEMBER_OF"]["start"].to_list()
    assert members == [f"{code}:community" for code in places["code"]]


def test_what_is_alike_is_told_and_never_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, town="源泉镇", name="皇台村")  # the same sound
    (problem,) = reading.problems
    assert problem.code == "unknown-place"
    assert "黄台村" in problem.expected
    assert matched(reading) == []


@pytest.mark.parametrize(
    ("written", "first", "basis"),
    [
        ("皇台村", "黄台村", "the same sound"),
        ("黄苔村", "黄台村", "the same sound"),
        ("黄合村", "黄台村", "characters that differ: 1"),
        ("李家决村", "李家块村", "characters that differ: 1"),
    ],
)
def test_names_are_alike_in_sound_or_in_writing(written: str, first: str, basis: str) -> None:
    found = alike(written, ["黄台村", "李家块村", "麻庄村", "赵庄村"])
    assert (found[0].name, found[0].basis) == (first, basis)


def test_names_that_share_nothing_are_not_alike() -> None:
    assert alike("东村", ["西村", "黄台村"]) == []
    assert alike("长" * 10_000, ["黄台村"]) == []


def told_aliases(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_suggestions_are_written_for_a_person_to_confirm(tmp_path: Path) -> None:
    places = [*wb.PLACES[:3], ["源泉镇", "西膏新村", "370304111207"]]  # the Bureau: 西高村委会
    weak = [
        wb.DESIGNATIONS,
        ["经济薄弱", "源泉镇", "皇台村", "2022-01-01"],
        ["经济薄弱", "源泉镇", "皇台村", "2022-02-01"],
        ["经济薄弱", "源全镇", "麻庄村", "2022-01-01"],
    ]
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(村情=places, 认定=weak))
    checked = sheets.check(source)
    assert {(s.old, s.new, s.town, s.basis, s.where) for s in checked.suggestions} == {
        ("皇台村", "黄台村", "源泉镇", "the same sound", "台账.xlsx#认定#2"),
        ("西高村委会", "西膏新村", "源泉镇", "the same code", "台账.xlsx#村情#4"),
        ("源全镇", "源泉镇", "", "the same sound", "台账.xlsx#认定#4"),
    }
    path = tmp_path / "aliases.csv"
    assert sheets.write_suggestions(path, checked.suggestions) == 3
    assert [row["确认"] for row in told_aliases(path)] == ["", "", ""]
    # Written and unconfirmed, they change nothing but the notices.
    before = [p for p in checked.problems if p.file != "aliases.csv"]
    again = sheets.check(source)
    assert [p for p in again.problems if p.file != "aliases.csv"] == before
    assert sheets.write_suggestions(path, again.suggestions) == 0
    text = path.read_text("utf-8-sig")
    path.write_text(
        "\n".join(line + "是" * bool(i) for i, line in enumerate(text.splitlines())), "utf-8"
    )
    assert sheets.check(source).problems == ()


def test_suggestions_keep_what_a_person_wrote(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("旧名称,新名称,镇(街道)\n老黄台村,黄台村,源泉镇\n", "utf-8")
    suggestion = sheets.Suggestion("皇台村", "黄台村", "源泉镇", "the same sound", "a#认定#2")
    assert sheets.write_suggestions(path, [suggestion]) == 1
    held, new = told_aliases(path)
    assert (held["旧名称"], held["新名称"], held["确认"]) == ("老黄台村", "黄台村", "是")
    assert (new["旧名称"], new["确认"]) == ("皇台村", "")


def test_suggestions_never_overwrite_another_file(tmp_path: Path) -> None:
    path = tmp_path / "村情.csv"
    path.write_text("镇(街道),村(社区)\n源泉镇,黄台村\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(SheetError, match="no list of aliases"):
        sheets.write_suggestions(path, [])
    assert path.read_bytes() == before


WORDS = ("村民委员会", "村委会", "居民委员会", "居委会", "社区", "嘎查", "村")


def bare(name: str) -> str:
    """Take words off the end one by one, as long as something is left."""
    for word in WORDS:
        if name.endswith(word) and len(name) > len(word):
            return bare(name.removesuffix(word))
    return name


def test_base_names_of_the_whole_country() -> None:
    names = pl.read_parquet(gazetteer.FOLDER / "villages.parquet")["name"].unique()
    keys = names.to_frame().select(key(pl.col("name")).alias("key"))
    told = keys.select("key", base(pl.col("key")).alias("base")).rows()
    assert [each for each in told if bare(each[0]) != each[1]] == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("中共黄台村支部委员会", "黄台村"),
        ("黄台村党总支", "黄台村"),
        ("黄台村党总支部委员会", "黄台村"),
        ("黄台村党委", "黄台村"),
        ("黄台村村民委员会", "黄台村村民委员会"),
    ],
)
def test_the_partys_words_come_off_a_name(name: str, place: str) -> None:
    assert pl.select(of_place(pl.lit(name))).item() == place
