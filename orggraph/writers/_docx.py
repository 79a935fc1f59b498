"""A paper as a Word document, laid out as GB/T 9704 asks as far as it applies.

Each value that holds a digit is a hidden bookmark, such as ``_n17``. A part of the file that
readers do not see names the place of each in the JSON of the run, such as
``/coverage/13/registered``.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, time
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias
from xml.sax.saxutils import quoteattr

import docx
from docx.enum.section import WD_SECTION
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from orggraph.language import _
from orggraph.paper import (
    Block,
    Heading,
    Line,
    Paper,
    Paragraph,
    Picture,
    Reference,
    Row,
    Span,
    Table,
    Value,
    reference_to,
)
from orggraph.writers import _styles

Element: TypeAlias = Any  # of lxml, which python-docx builds on

_BESIDE_A_FIGURE = 44  # mm of a page that its heading, caption and note take
_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can bear
_FILL = {"head": "E7ECF1", "total": "F3F5F7", "band": "F3F5F7"}
_DIGIT = re.compile(r"\d")


def content(paper: Paper) -> bytes:
    """Write a paper as a Word document."""
    return _Writing(paper).content()


class _Set(NamedTuple):
    """How a line is set in a cell; ``with_next`` keeps it on one page with the next row."""

    style: str
    centred: bool = False
    bold: bool = False
    with_next: bool = False


class _Writing:
    """A document while it is written: what counts on from block to block."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._marks = iter(paper.marks)
        self._bookmarks = 0
        self._keys: dict[str, str] = {}
        self._document = docx.Document()

    def content(self) -> bytes:
        """Write everything, and give the file."""
        _styles.apply(self._document)
        self._cover()
        for wide, blocks in groupby(self._turned(), key=lambda pair: pair[1]):
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
            self._document.paragraphs[-1].style = "Break"  # holds the end of the section before
            section.different_first_page_header_footer = False
            _styles.lay_out(section, wide=wide)
            for block, _wide in blocks:
                self._block(block)
        self._name()
        self._say_keys()
        stream = io.BytesIO()
        self._document.save(stream)
        return rewritten(stream.getvalue(), lambda _name, part: part)

    def _cover(self) -> None:
        section = self._document.sections[0]
        _styles.lay_out(section, wide=False)
        _styles.number_pages(section)
        for number, line in enumerate(self._paper.title):
            self._paragraph("Title", line).paragraph_format.space_before = Pt(0 if number else 150)
        for number, line in enumerate(self._paper.facts):
            self._paragraph("Facts", line).paragraph_format.space_before = Pt(0 if number else 60)

    def _name(self) -> None:
        about, paper = self._document.core_properties, self._paper
        about.title = " ".join(paper.plain(line) for line in paper.title)
        about.author = about.last_modified_by = "orggraph"
        about.comments = about.keywords = ""
        about.created = about.modified = datetime.combine(paper.day, time())

    def _say_keys(self) -> None:
        """Put beside the document where in the run each bookmark was taken from."""
        entries = "".join(
            f"<number bookmark={quoteattr(name)} key={quoteattr(key)}/>"
            for name, key in self._keys.items()
        )
        part = self._document.part
        place = PackURI("/customXml/orggraph.xml")
        content = f'<numbers xmlns="urn:orggraph:numbers">{entries}</numbers>'.encode()
        part.relate_to(Part(place, "application/xml", content, part.package), RT.CUSTOM_XML)

    def _turned(self) -> Iterator[tuple[Block, bool]]:
        """Say of each block whether it stands on a page on its side; a heading goes along."""
        blocks = self._paper.blocks
        for block, following in zip(blocks, (*blocks, None)[1:], strict=True):
            ahead = following if isinstance(block, Heading) else block
            yield block, self._is_wide(ahead)

    def _is_wide(self, block: Block | None) -> bool:
        if not isinstance(block, Picture):
            return False
        return self._width(block, wide=True) > self._width(block, wide=False)

    def _width(self, picture: Picture, *, wide: bool) -> float:
        """Give the width of a figure in mm as large as the page lets it be."""
        image = Image.from_blob(picture.image)
        width, height = reversed(_styles.TEXT) if wide else _styles.TEXT
        return min(width, (height - _BESIDE_A_FIGURE) * image.px_width / image.px_height)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            mark = next(self._marks)
            self._paragraph(f"Heading {block.level}", (mark, *block.line))
        elif isinstance(block, Paragraph):
            self._defined(block)
        elif isinstance(block, Table):
            self._caption(block)
            self._table(block)
            self._paragraph("Note" if block.note else "Break", block.note)
        else:
            self._picture(block)
            self._caption(block)
            self._paragraph("Note" if block.note else "Break", block.note)

    def _paragraph(self, style: str, line: Line) -> Element:
        paragraph = self._document.add_paragraph(style=style)
        self._fill(paragraph._p, line)  # noqa: SLF001 - bookmarks and links are elements
        return paragraph

    def _defined(self, block: Paragraph) -> None:
        if not block.term:
            self._paragraph("Normal", block.line)
            return
        paragraph = self._document.add_paragraph(style="Normal")
        paragraph.add_run(_("{term}: ").format(term=block.term)).bold = True
        self._fill(paragraph._p, block.line)  # noqa: SLF001

    def _caption(self, block: Table | Picture) -> None:
        reference = reference_to(block)
        paragraph = self._document.add_paragraph(style="Caption")
        with_mark = _element("w:bookmarkStart", id=self._next(), name=_anchor(reference))
        paragraph._p.append(with_mark)  # noqa: SLF001
        self._fill(paragraph._p, (self._paper.label(reference), "  ", *block.caption))  # noqa: SLF001
        paragraph._p.append(_element("w:bookmarkEnd", id=with_mark.get(qn("w:id"))))  # noqa: SLF001
        if isinstance(block, Picture):
            paragraph.paragraph_format.keep_with_next = bool(block.note)

    def _picture(self, block: Picture) -> None:
        wide = self._is_wide(block)
        paragraph = self._document.add_paragraph(style="Picture")
        width = Emu(int(Mm(1) * self._width(block, wide=wide)))
        paragraph.add_run().add_picture(io.BytesIO(block.image), width=width)
        (told,) = paragraph._p.iter(qn("wp:docPr"))  # noqa: SLF001
        told.set("descr", f"{self._paper.plain(block.caption)} {self._paper.plain(block.note)}")

    def _table(self, block: Table) -> None:
        table = self._document.add_table(rows=0, cols=len(block.columns), style="Table Grid")
        table.autofit = False
        whole = sum(column.share for column in block.columns)
        widths = [int(Mm(_styles.TEXT[0] * column.share / whole).twips) for column in block.columns]
        for column, twips in zip(table._tbl.tblGrid, widths, strict=True):  # noqa: SLF001
            column.set(qn("w:w"), str(twips))
        room = _margins(20 if block.crowded else 60)
        table._tblPr.find(qn("w:tblLook")).addprevious(room)  # noqa: SLF001
        style = "Smallcell" if block.crowded else "Cell"
        rows = [self._head(block, widths, style)]
        for row, following in zip(block.rows, (*block.rows, None)[1:], strict=True):
            if row.kind == "band":
                ahead = following is not None and following.kind != "band"
                rows.append(self._band(row, widths, _Set(style, with_next=ahead)))
            else:
                # The note below stands on one page with the last row.
                noted = following is None and bool(block.note)
                rows.append(self._row(row, block, widths, _Set(style, with_next=noted)))
        table._tbl.extend(rows)  # noqa: SLF001 - python-docx looks through all rows for each cell

    def _head(self, block: Table, widths: list[int], style: str) -> Element:
        row = _unbroken()
        row[0].append(_element("w:tblHeader"))
        for column, width in zip(block.columns, widths, strict=True):
            cell = _cell(width, _FILL["head"])
            cell.append(self._in_cell((column.heading,), _Set(style, centred=True, bold=True)))
            row.append(cell)
        return row

    def _band(self, row: Row, widths: list[int], look: "_Set") -> Element:
        cell = _cell(sum(widths), _FILL["band"], span=len(widths))
        for number, line in enumerate(row.lines):
            first = number == 0 and len(row.lines) > 1
            cell.append(self._in_cell(line, look._replace(bold=first)))
        written = _unbroken()
        written.append(cell)
        return written

    def _row(self, row: Row, block: Table, widths: list[int], look: "_Set") -> Element:
        written = _unbroken()
        for line, column, width in zip(row.lines, block.columns, widths, strict=True):
            cell = _cell(width, _FILL.get(row.kind))
            own = look._replace(centred=column.counts, bold=row.kind == "total")
            cell.append(self._in_cell(line, own))
            written.append(cell)
        return written

    def _in_cell(self, line: Line, look: "_Set") -> Element:
        paragraph, properties = _element("w:p"), _element("w:pPr")
        properties.append(_element("w:pStyle", val=look.style))
        if look.with_next:
            properties.append(_element("w:keepNext"))
        if look.centred:
            properties.append(_element("w:jc", val="center"))
        paragraph.append(properties)
        self._fill(paragraph, line, bold=look.bold)
        return paragraph

    def _fill(self, paragraph: Element, line: Line, *, bold: bool = False) -> None:
        for span in line:
            paragraph.extend(self._span(span, bold=bold))

    def _span(self, span: Span, *, bold: bool) -> list[Element]:
        run = _run(self._paper.span(span), bold=bold)
        if isinstance(span, Reference):
            link = _element("w:hyperlink", anchor=_anchor(span))
            link.append(run)
            return [link]
        if not isinstance(span, Value) or not _DIGIT.search(span.text):
            return [run]
        number = self._next()
        name = f"_n{number}"
        self._keys[name] = span.key
        start = _element("w:bookmarkStart", id=number, name=name)
        return [start, run, _element("w:bookmarkEnd", id=number)]

    def _next(self) -> str:
        self._bookmarks += 1
        return str(self._bookmarks)


def _element(tag: str, /, **attributes: str) -> Element:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _run(text: str, *, bold: bool) -> Element:
    run = _element("w:r")
    if bold:
        properties = _element("w:rPr")
        properties.append(_element("w:b"))
        run.append(properties)
    written = _element("w:t")
    written.set(qn("xml:space"), "preserve")
    written.text = text.replace("\n", " ")
    run.append(written)
    return run


def _unbroken() -> Element:
    """Make a row that no page breaks."""
    row, properties = _element("w:tr"), _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    row.append(properties)
    return row


def _cell(width: int, fill: str | None, span: int = 1) -> Element:
    cell, properties = _element("w:tc"), _element("w:tcPr")
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(_element("w:gridSpan", val=str(span)))
    if fill:
        properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
    properties.append(_element("w:vAlign", val="center"))
    cell.append(properties)
    return cell


def _margins(twips: int) -> Element:
    """Make the room at the left and the right of the text of cells."""
    margins = _element("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w=str(twips), type="dxa") for side in ("left", "right"))
    return margins


def _anchor(reference: Reference) -> str:
    return f"{reference.kind}_{reference.name}".replace("-", "_")


def rewritten(document: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Change the parts of a document by their names, and give them all one time."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as parts,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as stamped,
    ):
        for name in parts.namelist():
            part = change(name, parts.read(name))
            stamped.writestr(zipfile.ZipInfo(name, _STAMP), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
