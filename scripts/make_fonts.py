"""Make the fonts that figures are drawn with: subsets of two fonts under the SIL Open Font License.

Noto Sans CJK SC gives what the gazetteer's names and GB 2312 need; what it lacks comes from
HanaMin B. Families are renamed, as the licence asks of changed fonts and so that no installed font
of the old name is taken instead. The same fonts in give the same bytes out. Run by ``make fonts``;
the sources are Debian's packages fonts-noto-cjk and fonts-hanazono.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import polars as pl
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

ROOT = Path(__file__).parent.parent
PLACES = ROOT / "orggraph" / "places"
PACKAGE = ROOT / "orggraph"
FONTS = PACKAGE / "fonts"
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HANA = Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf")
FACE = "Noto Sans CJK SC"
PRIVATE_USE = range(0xE000, 0xF900)
EPOCH = 3786912000  # 2024-01-01, in seconds since 1904: a font's way to write a date
TOLERANCE = 1.0  # units of 1,000 an em by which a curve may be off
# Letters, punctuation, full-width forms, arrows, boxes and circled numbers that texts use.
RANGES = ((0x20, 0x7F), (0xA0, 0x100), (0x2190, 0x219A), (0x2460, 0x2474))
MORE_RANGES = ((0x2500, 0x2580), (0x3000, 0x3020), (0xFF01, 0xFF5F))
SINGLES = "镕\u2212×÷±≤≥≠√…—–‘’“”•·●○■□▲△◆◇"


def main() -> None:
    """Write both fonts and say what neither has."""
    wanted = characters()
    faces = TTCollection(NOTO).fonts
    noto = next(face for face in faces if face["name"].getDebugName(1) == FACE)
    lacking = wanted - set(noto.getBestCmap())
    write(to_truetype(subset(noto, wanted - lacking)), "Orggraph Sans", "OrggraphSans")
    hana = TTFont(HANA)
    found = lacking & set(hana.getBestCmap())
    write(subset(hana, found), "Orggraph Sans Extra", "OrggraphSansExtra")
    nowhere = sorted(lacking - found)
    print(f"{len(wanted)} characters, {len(found)} from the second font")
    print("in neither:", " ".join(f"U+{code:04X}" for code in nowhere) or "none")


def characters() -> set[int]:
    """Collect the code points of the gazetteer's names, of GB 2312 and of our own texts."""
    names = "".join(_names())
    rows = range(0xA1, 0xF8)
    gb2312 = "".join(
        bytes([row, cell]).decode("gb2312", errors="ignore")
        for row in rows
        for cell in range(0xA1, 0xFF)
    )
    ranges = {code for first, last in RANGES + MORE_RANGES for code in range(first, last)}
    said = "".join(_texts())
    written = {ord(character) for character in names + gb2312 + SINGLES + said} | ranges
    return {code for code in written if code >= ord(" ") and code not in PRIVATE_USE}


def _names() -> Iterable[str]:
    for path in sorted(PLACES.glob("*.parquet")):
        yield from pl.read_parquet(path)["name"]


def _texts() -> Iterable[str]:
    for suffix in ("py", "po"):
        for path in PACKAGE.rglob(f"*.{suffix}"):
            yield path.read_text(encoding="utf-8")


def subset(font: TTFont, codes: set[int]) -> TTFont:
    """Keep the glyphs of some characters, without layout features and hints."""
    options = Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=[*Options().drop_tables, "BASE", "VORG", "vhea", "vmtx", "DSIG", "GDEF"],
    )
    cutter = Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    return font


def to_truetype(font: TTFont) -> TTFont:
    """Turn cubic outlines into quadratic ones, which a PDF can hold as type 42."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, outlines
    _set_maxima(font)
    font["post"].formatType = 3.0  # names of glyphs are of no use
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def _set_maxima(font: TTFont) -> None:
    maxima = font["maxp"] = newTable("maxp")
    maxima.tableVersion = 0x00010000
    maxima.maxZones = 1
    for name in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(maxima, name, 0)
    maxima.numGlyphs = len(font.getGlyphOrder())


def write(font: TTFont, family: str, stem: str) -> None:
    """Rename a font and save it with a fixed date."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {1, 3, 4, 6, 16, 17, 18, 21, 22, 25}:
            names.removeNames(nameID=record.nameID)
        elif record.platformID != 3 or record.langID != 0x409:  # noqa: PLR2004 - Windows, English
            names.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    told = {1: family, 2: "Regular", 3: f"orggraph: {stem}", 4: family, 6: f"{stem}-Regular"}
    for number, text in told.items():
        names.setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = EPOCH
    font.recalcTimestamp = False
    font["OS/2"].usWeightClass = 400  # both are the regular weight of one family list
    FONTS.mkdir(exist_ok=True)
    font.save(FONTS / f"{stem}.ttf")


if __name__ == "__main__":
    for source in (NOTO, HANA):
        if not source.exists():
            sys.exit(f"Missing: {source} (Debian: apt-get install fonts-noto-cjk fonts-hanazono)")
    main()
