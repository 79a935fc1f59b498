"""The bundled fonts: they cover what names need, and nothing is missing in a figure."""

import csv
import gzip
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, fontManager

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "orggraph" / "fonts"
FAMILIES = {
    "OrggraphSans.ttf": "Orggraph Sans",
    "OrggraphSansExtra.ttf": "Orggraph Sans Extra",
}
PRIVATE_USE = {"\ue170", "\ue08b"}  # in 420684103229 and 450681101201


def _covered() -> set[str]:
    return {chr(code) for name in FAMILIES for code in TTFont(FONTS / name).getBestCmap()}


def _names() -> list[str]:
    with gzip.open(
        ROOT / "benchmarks" / "data" / "villages_cn_2023.csv.gz", "rt", encoding="utf-8"
    ) as file:
        return [row["name"] for row in csv.DictReader(file)]


def test_every_character_of_the_gazetteer_is_covered() -> None:
    wanted = set("".join(_names()))
    assert wanted - _covered() == PRIVATE_USE
    assert {"𡐓", "𡌶", "𣒍"} <= wanted


def test_gb_2312_and_the_signs_that_texts_use_are_covered() -> None:
    cells = range(0xA1, 0xFF)
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in cells)
    hanzi = {code.decode("gb2312", errors="ignore") for code in codes} - {""}
    assert len(hanzi) == 6763  # as the standard counts them
    assert hanzi | set("镕□→←↑↓①⑳—…“”「」％，。：；？！（）≤≥−") <= _covered()


@pytest.mark.parametrize(("file", "family"), FAMILIES.items())
def test_a_subset_goes_by_its_own_name_and_carries_its_licence(file: str, family: str) -> None:
    names = TTFont(FONTS / file)["name"]
    assert names.getDebugName(1) == family
    assert names.getDebugName(4) == family
    assert "Noto" not in (names.getDebugName(6) or "")
    licences = "".join(path.read_text(encoding="utf-8") for path in FONTS.glob("OFL-*.txt"))
    assert licences.count("SIL OPEN FONT LICENSE Version 1.1") == 2


@pytest.mark.parametrize("kind", ["png", "pdf", "svg"])
def test_names_are_drawn_without_a_missing_glyph(kind: str, tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    for name in FAMILIES:
        fontManager.addfont(FONTS / name)
    figure = Figure(figsize=(4, 1))
    text = "黄台村 𣒍 𡐓 𡌶 228/241 −"
    properties = FontProperties(family=list(FAMILIES.values()))
    figure.text(0.1, 0.4, text, fontproperties=properties)
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure.savefig(tmp_path / f"names.{kind}")  # a missing glyph warns, and warnings are errors
    assert (tmp_path / f"names.{kind}").stat().st_size > 1000
