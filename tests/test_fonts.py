"""The bundled fonts: they cover what names need, and nothing is missing in a figure."""

import csv
import gzip
import io
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, fontManager

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "orggraph" / "fonts"
DATA = ROOT / "scripts" / "gazetteer"
FAMILIES = {
    "OrggraphSans.ttf": "Orggraph Sans",
    "OrggraphSansExtra.ttf": "Orggraph Sans Extra",
}
MOST_BYTES = {"OrggraphSans.ttf": 2_400_000, "OrggraphSansExtra.ttf": 5_000}
GAZETTEER = ("areas_cn_2023.csv", "towns_cn_2023.csv.gz", "villages_cn_2023.csv.gz")
PRIVATE_USE = {"\ue170", "\ue08b"}  # in 420684103229 and 450681101201
# "Source" is Adobe's, the others GlyphWiki's; "Noto" is a trademark.
RESERVED = ("noto", "source", "hana", "花園", "babelstone")
BOSHAN = "370304"


def _covered() -> set[str]:
    return {chr(code) for name in FAMILIES for code in TTFont(FONTS / name).getBestCmap()}


def _names(file: str, within: str = "") -> list[str]:
    content = (DATA / file).read_bytes()
    text = (gzip.decompress(content) if file.endswith(".gz") else content).decode("utf-8")
    rows = csv.reader(io.StringIO(text))
    assert next(rows)[:2] == ["code", "name"]
    return [name for code, name, *_ in rows if code.startswith(within)]


def test_every_character_of_the_gazetteer_is_covered() -> None:
    wanted = {character for file in GAZETTEER for name in _names(file) for character in name}
    assert wanted - _covered() == PRIVATE_USE
    assert {"𡐓", "𡌶", "𣒍"} <= wanted


def test_gb_2312_and_the_signs_that_texts_use_are_covered() -> None:
    cells = range(0xA1, 0xFF)
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in cells)
    hanzi = {code.decode("gb2312", errors="ignore") for code in codes} - {""}
    assert len(hanzi) == 6763  # as the standard counts them
    signs = (bytes([row, cell]) for row in range(0xA1, 0xAA) for cell in cells)
    hanzi |= {code.decode("gb2312", errors="ignore") for code in signs} - {""}
    assert hanzi | set("镕□→←↑↓①⑳—…“”「」％，。：；？！（）≤≥−") <= _covered()


def test_what_orggraph_itself_says_is_covered() -> None:
    paths = [path for kind in ("py", "po") for path in FONTS.parent.rglob(f"*.{kind}")]
    for heard in ("_names.py", "_values.py"):  # what offices write, which is never said
        paths.remove(FONTS.parent / "sheets" / heard)
    said = {sign for path in paths for sign in path.read_text(encoding="utf-8")}
    assert "联" in said
    assert said - {"\n"} <= _covered()


def test_the_second_font_holds_only_what_the_first_lacks() -> None:
    first, second = (set(TTFont(FONTS / name).getBestCmap()) for name in FAMILIES)
    assert {chr(code) for code in second} == {"𣒍"}
    assert not first & second


@pytest.mark.parametrize("file", FAMILIES)
def test_a_font_is_small_and_has_outlines_that_pdf_can_hold_as_type_42(file: str) -> None:
    font = TTFont(FONTS / file)
    assert (FONTS / file).stat().st_size <= MOST_BYTES[file]
    assert "glyf" in font
    assert "CFF " not in font


@pytest.mark.parametrize(("file", "family"), FAMILIES.items())
def test_a_subset_goes_by_its_own_name_and_keeps_its_copyright(file: str, family: str) -> None:
    names = TTFont(FONTS / file)["name"]
    assert names.getDebugName(1) == family
    assert names.getDebugName(4) == family
    called = [str(names.getDebugName(number)) for number in (1, 3, 4, 6, 16, 18, 21, 25)]
    assert not [name for name in called for word in RESERVED if word in name.casefold()]
    assert names.getDebugName(0)


@pytest.mark.parametrize(
    ("file", "holder"),
    [("OFL-NotoSansCJK.txt", "Adobe"), ("OFL-HanaMin.txt", "GlyphWiki Project")],
)
def test_each_font_has_its_licence_with_the_holder_beside_it(file: str, holder: str) -> None:
    text = (FONTS / file).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "TERMINATION" in text
    assert holder in text.partition("\n\n")[0]
    assert file in (FONTS / "FONTLOG.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["png", "pdf", "svg"])
def test_names_are_drawn_without_a_missing_glyph(kind: str, tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    for name in FAMILIES:
        fontManager.addfont(FONTS / name)
    boshan = [name for file in GAZETTEER for name in _names(file, BOSHAN)]
    assert len(boshan) == 307  # the district, 10 towns, 296 units
    figure = Figure(figsize=(12, 12))
    properties = FontProperties(family=list(FAMILIES.values()), size=6)
    for place, name in enumerate([*boshan, "𣒍 𡐓 𡌶 228/241 −"]):
        column, row = divmod(place, 62)
        figure.text(0.01 + 0.2 * column, 0.98 - 0.0155 * row, name, fontproperties=properties)
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure.savefig(tmp_path / f"names.{kind}")  # a missing glyph warns, and warnings are errors
    drawn = (tmp_path / f"names.{kind}").read_bytes()
    assert len(drawn) > 10_000
    if kind == "pdf":
        assert all(name.encode() in drawn for name in ("OrggraphSans-Regular", "OrggraphSansExtra"))
