"""How a Word document looks: fonts, sizes, lines and pages, by GB/T 9704 as far as it applies."""

import re
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from orggraph.language import current

PAGE = (210, 297)  # mm, of A4
TEXT = (156, 225)
_TOP, _LEFT = 37, 28
_WESTERN = "Times New Roman"
_WESTERN_OTHERS = ("Liberation Serif", "Tinos", "Noto Serif CJK SC", "Noto Serif")


class Face(NamedTuple):
    """A Chinese font: other names under which machines have it or stand in for it, its family."""

    others: tuple[str, ...]
    family: str


TITLE, HEAD, KAITI, FANGSONG, SONG = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"
FACES = {
    TITLE: Face(("FZXiaoBiaoSong-B05S", "小标宋", "宋体", "Noto Serif CJK SC"), "roman"),
    HEAD: Face(("SimHei", "方正黑体_GBK", "Noto Sans CJK SC"), "swiss"),
    KAITI: Face(("KaiTi", "楷体_GB2312", "AR PL UKai CN", "Noto Serif CJK SC"), "script"),
    FANGSONG: Face(("FangSong", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC"), "roman"),
    SONG: Face(("SimSun", "Noto Serif CJK SC"), "roman"),
}


class _Look(NamedTuple):
    """How a paragraph style looks: font, sizes in points of Chinese and English, and room."""

    font: str
    size: float
    english: float
    line: float = 28.9  # points, exactly, so that a page has 22; 0: as high as the text
    before: float = 0
    after: float = 0
    indent: bool = False
    centred: bool = False
    bold: bool = False
    with_next: bool = False


_LOOKS = {
    "Normal": _Look(FANGSONG, 16, 12, after=0, indent=True),
    "Title": _Look(TITLE, 22, 22, line=38, centred=True),
    "Facts": _Look(KAITI, 16, 14, centred=True),
    "Heading 1": _Look(HEAD, 16, 16, before=14, indent=True, with_next=True),
    "Heading 2": _Look(KAITI, 16, 14, before=7, indent=True, with_next=True, bold=True),
    "Heading 3": _Look(FANGSONG, 16, 12, indent=True, bold=True, with_next=True),
    "Caption": _Look(HEAD, 12, 11, line=22, before=6, centred=True, with_next=True),
    "Note": _Look(KAITI, 10.5, 10, line=16, after=8),
    "Cell": _Look(SONG, 10.5, 9, line=0),
    "Small cell": _Look(SONG, 8, 7.5, line=0),
    "Break": _Look(SONG, 1, 1, line=1, after=8),
    "Picture": _Look(SONG, 10.5, 10, line=0, centred=True, with_next=True),
}


def apply(document: Document) -> None:
    """Give a new document the styles and fonts of an official one."""
    document.settings.odd_and_even_pages_header_footer = True
    _defaults(document)
    for name, look in _LOOKS.items():
        _style(document, name, look)
    _name_fonts(document)


def stand_in(xml: str, installed: AbstractSet[str]) -> str:
    """Name in place of each font that is not installed the first that stands in for it and is.

    Word finds these in the font table; LibreOffice asks the system, which may choose any font.
    """
    others = {_WESTERN: _WESTERN_OTHERS, **{name: face.others for name, face in FACES.items()}}
    for name, more in others.items():
        found = next((each for each in (name, *more) if each in installed), name)
        xml = re.sub(rf'(w:(?:ascii|hAnsi|cs|eastAsia)=)"{name}"', rf'\1"{found}"', xml)
    return xml


def lay_out(section: Section, *, wide: bool) -> None:
    """Set page and margins of a section; a wide one lies on its side."""
    width, height = PAGE
    right, bottom = width - _LEFT - TEXT[0], height - _TOP - TEXT[1]
    margins = (_TOP, right, bottom, _LEFT)
    if wide:
        width, height, margins = height, width, (_LEFT, bottom, right, _TOP)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.right_margin = Mm(margins[0]), Mm(margins[1])
    section.bottom_margin, section.left_margin = Mm(margins[2]), Mm(margins[3])
    section.footer_distance = Mm(margins[2] - 9)


def number_pages(section: Section) -> None:
    """Put the page number between dashes on the outer side, and none on the first page."""
    section.different_first_page_header_footer = True
    _footer(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _footer(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _footer(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.first_line_indent = 0
    paragraph.paragraph_format.left_indent = Pt(14)
    paragraph.paragraph_format.right_indent = Pt(14)
    for kind, text in (
        ("text", "— "),
        ("begin", ""),
        ("code", "PAGE"),
        ("end", ""),
        ("text", " —"),
    ):
        _footer_run(paragraph, kind, text)


def _footer_run(paragraph: Paragraph, kind: str, text: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(14)
    _set_fonts(run._r.get_or_add_rPr(), SONG)  # noqa: SLF001 - python-docx has no other way
    if kind == "text":
        run.text = text
    elif kind == "code":
        code = OxmlElement("w:instrText")
        code.text = text
        run._r.append(code)  # noqa: SLF001
    else:
        sign = OxmlElement("w:fldChar")
        sign.set(qn("w:fldCharType"), kind)
        run._r.append(sign)  # noqa: SLF001


def _style(document: Document, name: str, look: _Look) -> None:
    styles = document.styles
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    english = current() == "en"
    size = look.english if english else look.size
    style.font.size, style.font.bold, style.font.italic = Pt(size), look.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _set_fonts(style.element.get_or_add_rPr(), look.font)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.line and not (english and name == "Normal"):
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    else:
        form.line_spacing = 1.3 if name == "Normal" else 1.0
        form.space_after = Pt(6 if name == "Normal" else look.after)
    form.keep_with_next = look.with_next
    form.widow_control = True
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else None
    for border in style.element.findall(f".//{qn('w:pBdr')}"):  # of the template's title
        border.getparent().remove(border)
    _indent(style.element.get_or_add_pPr(), size if look.indent and not english else 0)


def _indent(properties: Any, size: float) -> None:  # noqa: ANN401 - an element of lxml
    """Begin a paragraph two characters in."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200" if size else "0")
    indent.set(qn("w:firstLine"), str(int(size * 2 * 20)))


def _set_fonts(properties: Any, chinese: str) -> None:  # noqa: ANN401 - an element of lxml
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):  # of the template, whose theme would win
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _WESTERN)
    fonts.set(qn("w:eastAsia"), chinese)


def _defaults(document: Document) -> None:
    """Say that the text is Chinese, so that lines break and quotes stand as in Chinese."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-US")
        lang.set(qn("w:eastAsia"), "zh-CN")


def _name_fonts(document: Document) -> None:
    """Name in the font table what stands in for a font that a machine lacks."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(face.others)}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{face.family}"/><w:pitch w:val="variable"/>'
        "</w:font>"
        for name, face in FACES.items()
    )
    western = (
        f'<w:font w:name="{_WESTERN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    table = f"<w:fonts {nsdecls('w')}>{entries}{western}</w:fonts>"
    part = next(p for p in document.part.package.iter_parts() if _is_font_table(p))
    part._blob = table.encode()  # noqa: SLF001 - python-docx does not know font tables


def _is_font_table(part: Part) -> bool:
    return str(part.partname) == "/word/fontTable.xml"
