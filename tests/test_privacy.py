"""Nothing personal gets out: a marker in every personal place, and every byte of every output."""

import base64
import gzip
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from openpyxl.comments import Comment

from orggraph import Network, cli, settings, sheets, webmap
from orggraph.model import LABELS, RELATIONSHIPS, Privacy
from orggraph.redaction import Level, redact
from orggraph.sheets import READ, Column, Kind
from orggraph.sheets._personal import holds_personal_number
from orggraph.store import open_store

if TYPE_CHECKING:
    from tests.neo4j.server import Server

MARK = "ZQXJKV"  # of six letters, since three stand in the packed bytes of a picture now and then
# Made up; the identity number and the card end in the digit that checks.
PHONE, IDENTITY, CARD = "13805331234", "11010519491231002X", "6222021234567890128"
NUMBERS = (PHONE, IDENTITY, CARD)
DROPPED = ("身份证号", "手机号", "家庭住址", "出生日期", "民族", "微信号", "银行卡号", "健康状况")
DAY = "2022-01-01"
VALUES = {
    "镇(街道)": "源泉镇",
    "村(社区)": "黄台村",
    "受帮方镇(街道)": "源泉镇",
    "受帮方": "麻庄村",
    "帮扶方类别": "个人",
    "成员村": "黄台村、麻庄村",
    "覆盖村": "黄台村",
    "参赛镇(街道)": "源泉镇",
    "参赛村(社区)": "黄台村",
    "月份": "2022-11",
    "年度": "2022",
    "名称": "示例",
    "编号": "1",
    "基础网格": "1号网格",
    "微网格": "1号微网格",
}
WORDS = {
    ("党组织", "类别"): "村党组织",
    ("党组织", "党组织名称"): "黄台村党支部",
    ("认定", "类别"): "软弱涣散",
    ("结对", "机制"): "其他",
    ("任职", "职务"): "书记",
    ("督导", "事项"): "三务公开",
}
# Pictures and data in a page.
IN_PAGES = re.compile(rb"[A-Za-z0-9+/]{200,}={0,2}")
GZIP = b"\x1f\x8b"
SKIPPED = ("说明", "报送情况", "村情")


def marks() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{MARK}{number:03d}"


def value(ledger: str, column: Column, mark: Iterator[str]) -> object:
    """Give a cell: a marker where a person is named, a number where a text is free."""
    if column.kind is Kind.PERSON or column.heading == "帮扶方":
        return next(mark)
    if column.prose:
        return f"请联系 {NUMBERS[len(column.heading) % 3]}"
    known = WORDS.get((ledger, column.heading)) or VALUES.get(column.heading)
    if known:
        return known
    if column.terms and column.required:
        return next(iter(column.terms.values()))
    if column.required:
        return {Kind.START: DAY, Kind.NUMBER: 90, Kind.MONEY: 10}.get(column.kind, "示例")
    return None


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    """Write ledgers with a marker in every personal column, and wherever else a file may hold one.

    Beside personal columns: unknown columns, titles, notes, a hidden sheet, a sheet that is no
    ledger, comments of cells, properties of the file, and items of 说明.
    """
    mark = marks()
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = next(mark)
    about = book.create_sheet("说明")
    for row in (
        ["项", "值"],
        ["县区", "博山区"],
        ["区划代码", "370304"],
        ["截止日期", "2022-12-31"],
    ):
        about.append(row)
    about.append(["联系人", next(mark)])
    about.append(["填报单位", f"组织部 {PHONE}"])
    places = book.create_sheet("村情")
    places.append(["镇(街道)", "村(社区)", "区划代码", "产业优势", "户主姓名"])
    places.append(["源泉镇", "黄台村", "370304111206", f"桃、{CARD}", next(mark)])
    places.append(["源泉镇", "麻庄村", "370304111210", None, next(mark)])
    for name, ledger in READ.items():
        if name in SKIPPED:
            continue
        sheet = book.create_sheet(name)
        sheet.append([f"{name}(填表人:{next(mark)})"])
        sheet.append([*(column.heading for column in ledger.columns), *DROPPED])
        cells = [value(name, column, mark) for column in ledger.columns]
        sheet.append([*cells, *(f"{next(mark)}{number}" for number in (*NUMBERS, *"12345"))])
        sheet.append([f"注:有疑问请联系{next(mark)}"])
        sheet["A3"].comment = Comment(next(mark), next(mark))
    hidden = book.create_sheet("名册")
    hidden.append([next(mark)])
    hidden.sheet_state = "hidden"
    book.create_sheet("通讯录").append([next(mark), PHONE])
    folder = tmp_path / "ledgers"
    folder.mkdir()
    book.save(folder / "台账.xlsx")
    other = f"旧名称,新名称,镇(街道)\n老黄台{PHONE},黄台村,源泉镇\n"
    (folder / "aliases.csv").write_text(other, "utf-8")
    return folder


def contents(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give a file, what is packed in it, and what its columns say."""
    for number, packed in enumerate(IN_PAGES.findall(content) if name.endswith(".html") else ()):
        part = base64.b64decode(packed)
        unpacked = gzip.decompress(part) if part.startswith(GZIP) else part
        yield from contents(f"{name} part {number}", unpacked)
    # What is packed says nothing by its letters.
    yield name, IN_PAGES.sub(b"", content) if name.endswith(".html") else content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            for part in pack.namelist():
                yield from contents(f"{name}/{part}", pack.read(part))
    if name.endswith(".parquet"):
        yield f"{name} as text", pl.read_parquet(io.BytesIO(content)).write_ndjson().encode()


def told(content: bytes, word: str) -> bool:
    return any(word.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be"))


def refuse_personal(outputs: Iterator[tuple[str, bytes]]) -> int:
    key = settings.pseudonym_key()
    words = (MARK, *NUMBERS, key.hex())
    seen = 0
    for file, content in outputs:
        for name, part in contents(file, content):
            seen += 1
            assert key not in part, name
            assert [word for word in words if told(part, word)] == [], name
    return seen


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def test_the_ledgers_of_this_test_hold_a_marker_in_every_personal_column(ledgers: Path) -> None:
    checked = sheets.check(ledgers)
    assert {name: table.rows for name, table in checked.tables.items() if name not in SKIPPED} == {
        name: 1 for name in READ if name not in SKIPPED
    }
    codes = {each.code for each in checked.problems}
    assert {"personal-number", "personal-number-blanked", "unknown-column", "note-row"} <= codes
    persons = sheets.read(ledgers, keep_going=True).dataset.nodes["Person"]
    assert persons.height >= 8
    named = sheets.read(ledgers, keep_going=True, keep_names=True).dataset.nodes["Person"]
    assert named["name"].str.contains(MARK).all()


@pytest.mark.parametrize("place", ["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_no_output_holds_anything_personal(
    ledgers: Path,
    tmp_path: Path,
    place: str,
    request: pytest.FixtureRequest,
    capfd: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    store = str(out / "county.lbug")
    if place == "neo4j":
        store = str(request.getfixturevalue("neo4j_address"))
    source = str(ledgers)
    assert run("load", source, "--to", store) == 2  # the errors are told
    assert run("load", source, "--to", store, "--keep-going") == 0
    run("check", source, "--annotate", str(out / "copies"), "--suggest", str(out / "aliases.csv"))
    for end in ("txt", "json", "csv", "xlsx"):
        run("check", source, "-o", str(out / f"check.{end}"))
    for command in ("audit", "coverage", "resilience", "claims"):
        for end in ("text", "json", "csv", "xlsx"):
            run(command, store, "--format", end, "-o", str(out / f"{command}.{end}"))
    run("audit", source, "--keep-going", "--debug")
    run("diff", store, store, "--format", "json", "-o", str(out / "diff.json"))
    run("query", store, "MATCH (n:Person) RETURN n", "--format", "json")
    for level in ("internal", "briefing", "public"):
        words = (store, "--level", level, "-o")
        assert run("map", *words, str(out / f"{level}.html")) == 0
        assert run("draw", *words, str(out / f"{level}.svg")) == 0
        assert run("report", *words, str(out / f"report-{level}.html")) == 0
        assert run("export", *words, str(out / f"{level}.json")) == 0
    for end in ("png", "pdf"):
        assert run("draw", store, "-o", str(out / f"figure.{end}")) == 0
    for end in ("graphml", "gexf", "zip"):
        assert run("export", store, "-o", str(out / f"graph.{end}")) == 0
    assert run("export", store, "--neo4j-import", str(out / "import")) == 0
    said = capfd.readouterr()
    texts = {"standard output": said.out.encode(), "error output": said.err.encode()}
    if place == "neo4j":
        server: Server = request.getfixturevalue("neo4j_server")
        texts["the server"] = json.dumps(
            [
                server.run("MATCH (n) RETURN labels(n) AS labels, properties(n) AS facts"),
                server.run("MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS facts"),
            ],
            ensure_ascii=False,
            default=str,
        ).encode()
    files = {str(path): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert len(files) >= 30
    assert refuse_personal(iter({**texts, **files}.items())) > 100


def test_personal_values_of_the_model_stay_in_the_house(ledgers: Path) -> None:
    dataset = sheets.read(ledgers, keep_going=True).dataset
    personal = [
        (label, item.name)
        for label, kind in LABELS.items()
        for item in kind.properties
        if item.privacy is Privacy.PERSONAL
    ]
    assert personal
    kinds = (item for kind in RELATIONSHIPS.values() for item in kind.properties)
    assert not any(item.privacy is Privacy.PERSONAL for item in kinds)
    for level in Level:
        told = redact(dataset, level=level)
        for label, name in personal:
            values = told.nodes[label][name].drop_nulls()
            assert values.is_empty() == (level is not Level.INTERNAL), (label, name)


def test_what_a_notebook_shows_holds_nothing_personal(ledgers: Path) -> None:
    reading = sheets.read(ledgers, keep_going=True)
    network = Network(reading.dataset)
    tables = (*reading.dataset.nodes.items(), *reading.dataset.relationships.items())
    shown = {
        "reading": repr(reading).encode(),
        "map.html": webmap.show(network)._repr_html_().encode(),
        **{name: table.write_ndjson().encode() for name, table in tables},
    }
    assert refuse_personal(iter(shown.items())) > 20


def test_the_key_lies_outside_every_output_for_its_owner_alone(
    ledgers: Path, tmp_path: Path
) -> None:
    with open_store(str(tmp_path / "a.lbug")) as store:
        store.write(sheets.read(ledgers, keep_going=True).dataset)
    path = settings.key_file()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert tmp_path not in path.parents


@pytest.mark.parametrize(
    "text", [PHONE, IDENTITY, CARD, f"电话:{PHONE}。", "１３８０５３３１２３４"]
)
def test_numbers_of_persons_are_known(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "23805331234",  # no mobile number
        "138053312345",  # one digit too many
        "110105994912310029",  # no year of birth, and the check digit wrong
        "6222021234567890127",  # a card's last digit wrong
        "370304111206",  # a place
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_personal_number(text)
