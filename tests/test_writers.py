"""What papers are written as: Word, web page, PDF and JSON, read back by their own rules."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from orggraph import language, writers
from orggraph.errors import SettingsError
from orggraph.paper import Heading, Paper, Paragraph, Picture
from orggraph.writers import _pdf
from tests.browser import chromium
from tests.conftest import require
from tests.county import County
from tests.papers import Page, docx_paragraphs, paper, parts, report, resolve, run_of, says

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\x0b&{{7*7}}村"
GRID = re.compile(r"表\d+|图\d+|^\d+\. ")  # numbers that a paper gives its own parts


def county() -> County:
    made = County(towns=2)
    made.villages("甲村", "乙村", HOSTILE)
    made.villages("丙村", town=1)
    made.committee("西片联村党委", "甲村", "乙村")
    made.pair("示例对", "甲村", "乙村")
    made.weak("乙村")
    made.weak(HOSTILE, "economically_weak")
    return made


@pytest.fixture(scope="module")
def chinese() -> Iterator[Paper]:
    """Give the report of a small county in Chinese."""
    language.use("zh")
    yield report(county().dataset())
    language.use("en")


@pytest.fixture(scope="module")
def folder(chinese: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report as everything that needs no other program."""
    language.use("zh")
    made = tmp_path_factory.mktemp("report")
    for ending in ("docx", "html", "json"):
        writers.write(chinese, made / f"report.{ending}")
    return made


def test_every_number_of_the_word_document_resolves_to_a_key_of_the_run(folder: Path) -> None:
    run = run_of((folder / "report.json").read_bytes())
    keyed = 0
    for paragraph in docx_paragraphs((folder / "report.docx").read_bytes()):
        for text, key in paragraph:
            if key is not None:
                keyed += 1
                assert says(text, resolve(run, key)), (text, key)
        rest = "".join("" if key else text for text, key in paragraph)
        assert not re.search(r"\d", GRID.sub("", rest)), rest
    assert keyed > 200


def test_every_number_of_the_web_page_resolves_to_a_key_of_the_run(folder: Path) -> None:
    run = run_of((folder / "report.json").read_bytes())
    page = Page((folder / "report.html").read_bytes())
    for text, key in page.values:
        assert says(text, resolve(run, key)), (text, key)
    body = "".join(page.other).partition("}\n}\n")[2]  # after the style sheet
    assert not re.search(r"\d", GRID.sub("", body))


def test_word_and_web_say_the_same(folder: Path) -> None:
    told = docx_paragraphs((folder / "report.docx").read_bytes())
    word = [text for paragraph in told for text, key in paragraph if key]
    web = [text for text, key in Page((folder / "report.html").read_bytes()).values]
    title, facts = (
        sorted(text for text in words if re.search(r"\d", text)) for words in (word, web)
    )
    assert title == facts


def test_two_runs_give_the_same_bytes(chinese: Paper, folder: Path, tmp_path: Path) -> None:
    language.use("zh")
    for ending in ("docx", "html", "json"):
        again = tmp_path / f"again.{ending}"
        writers.write(chinese, again)
        assert again.read_bytes() == (folder / f"report.{ending}").read_bytes(), ending


def test_the_word_document_is_laid_out_as_gb_t_9704_asks(folder: Path) -> None:
    document = docx.Document(str(folder / "report.docx"))
    first = document.sections[0]
    size = [round(length.mm) for length in (first.page_width, first.page_height)]
    margins = (first.top_margin, first.left_margin, first.right_margin, first.bottom_margin)
    assert size == [210, 297]
    assert [round(length.mm) for length in margins] == [37, 28, 26, 35]  # text 156 by 225
    normal = document.styles["Normal"]
    assert normal.font.size.pt == 16  # size 3
    assert 22 <= 225 / 25.4 * 72 / normal.paragraph_format.line_spacing.pt < 22.5  # lines a page
    fonts = {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体", "Normal": "仿宋"}
    for name, font in fonts.items():
        told = document.styles[name].element.rPr.rFonts
        assert told.get(qn("w:eastAsia")) == font
        assert told.get(qn("w:ascii")) == "Times New Roman"
        assert not [key for key in told.attrib if "Theme" in key]
    assert normal.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert first.different_first_page_header_footer
    footers = (first.footer.paragraphs[0], first.even_page_footer.paragraphs[0])
    assert [footer.text for footer in footers] == ["—  —"] * 2
    assert [str(footer.alignment) for footer in footers] == ["RIGHT (2)", "LEFT (0)"]


def test_every_font_names_what_stands_in_for_it(folder: Path) -> None:
    table = parts((folder / "report.docx").read_bytes())["word/fontTable.xml"].decode()
    for font, other in {"仿宋": "FangSong", "楷体": "KaiTi", "黑体": "SimHei"}.items():
        entry = re.search(rf'<w:font w:name="{font}">.*?</w:font>', table)
        assert entry
        assert other in entry[0]


def test_the_parts_of_the_word_document_bear_no_time_of_writing(folder: Path) -> None:
    packed = parts((folder / "report.docx").read_bytes())
    core = packed["docProps/core.xml"].decode()
    assert re.findall(r"(\d{4}-\d\d-\d\d)T", core) == ["2022-12-31"] * 2


def test_hostile_names_stay_text(folder: Path) -> None:
    page = Page((folder / "report.html").read_bytes())
    assert not [tag for tag, _attributes in page.elements if tag == "script"]
    sources = [a.get("src") or "" for tag, a in page.elements if tag == "img"]
    assert len(sources) == 7
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    shown = HOSTILE.replace("\u202e", "□").replace("\x0b", "□")
    assert shown in page.text
    told = docx_paragraphs((folder / "report.docx").read_bytes())
    assert any(shown in text for paragraph in told for text, _key in paragraph)


def test_the_page_asks_no_other_machine(folder: Path) -> None:
    content = (folder / "report.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in content
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", content)


def test_links_of_the_page_lead_somewhere(folder: Path) -> None:
    page = Page((folder / "report.html").read_bytes())
    ids = {attributes["id"] for _tag, attributes in page.elements if "id" in attributes}
    links = {str(a["href"]).removeprefix("#") for tag, a in page.elements if tag == "a"}
    assert links
    assert links <= ids


def square(side: int, other: int) -> bytes:
    """Draw a grey picture of a size."""
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (side, other), 128).save(stream, "png")
    return stream.getvalue()


def test_a_broad_figure_turns_the_page_and_a_tall_one_does_not(tmp_path: Path) -> None:
    figures = [
        Picture(name, (name,), (), lambda size=size: square(*size))
        for name, size in {"broad": (800, 300), "tall": (300, 400)}.items()
    ]
    made = paper(Paragraph(("text",)), Heading(1, ("figures",)), *figures)
    writers.write(made, tmp_path / "a.docx")
    sections = docx.Document(str(tmp_path / "a.docx")).sections
    turned = [section.page_width > section.page_height for section in sections]
    assert turned == [False, False, True, False]  # title, text, broad with its heading, tall


def test_an_unknown_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    for name in ("report.doc", "report", "report.odt"):
        with pytest.raises(SettingsError, match=r"cannot be written") as raised:
            writers.write(paper(), tmp_path / name)
        assert ".docx, .html, .pdf, .json" in raised.value.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="of systems with groups of processes")
def test_libreoffice_ends_with_all_that_it_started_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, started = tmp_path / "soffice", tmp_path / "started"
    program.write_text(f'#!/bin/sh\nsleep 600 &\necho $! > "{started}"\nwait\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(_pdf, "_PATIENCE", 1)
    with pytest.raises(SettingsError, match="made no PDF"):
        _pdf.content(paper())
    child = int(started.read_text())
    state = Path(f"/proc/{child}/stat")
    assert (
        not state.exists() or state.read_text().split()[2] == "Z"
    )  # nobody may have reaped it yet


def test_without_libreoffice_a_pdf_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(_pdf, "_PLACES", ())
    with pytest.raises(SettingsError, match="LibreOffice, which is not installed") as raised:
        writers.check(tmp_path / "report.pdf")
    assert "F.docx" in raised.value.remedy


def test_a_libreoffice_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(SettingsError, match="made no PDF"):
        writers.write(paper(), tmp_path / "report.pdf")
    assert not (tmp_path / "report.pdf").exists()


@pytest.fixture(scope="module")
def pdf(chinese: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report as PDF, by the real LibreOffice."""
    for program in ("soffice", "pdftoppm", "pdftotext"):
        if not shutil.which(program):
            require("office", f"no {program} (Debian: libreoffice-writer-nogui, poppler-utils)")
    language.use("zh")
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    writers.write(chinese, path)
    return path


def grey(path: Path) -> tuple[int, int, bytes]:
    """Read a picture that pdftoppm wrote in grey: width, height and a byte a pixel."""
    content = path.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", content)
    assert head
    return int(head[1]), int(head[2]), content[head.end() :]


@pytest.mark.office
def test_every_page_of_the_pdf_holds_ink_inside_its_margins(pdf: Path, tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-gray", "-r", "40", str(pdf), str(tmp_path / "p")], check=True)
    pages = sorted(tmp_path.glob("p-*.pgm"))
    assert len(pages) > 8
    turned = 0
    for page in pages:
        width, height, dots = grey(page)
        turned += width > height
        rows = [dots[y * width : (y + 1) * width] for y in range(height)]
        inked = [y for y, row in enumerate(rows) if min(row) < 128]
        assert inked, page.name
        column = [x for x in range(width) if min(row[x] for row in rows) < 128]
        mm = 25.4 / 40
        assert min(inked) * mm > 26, page.name  # the least margin of a page, less a line
        assert (width - max(column)) * mm > 24, page.name
        assert min(column) * mm > 26, page.name
    assert turned >= 5


@pytest.mark.office
def test_the_pdf_says_what_the_word_document_says(pdf: Path, folder: Path) -> None:
    told = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    printed = re.sub(r"\s", "", told)
    for paragraph in docx_paragraphs((folder / "report.docx").read_bytes()):
        text = re.sub(r"\s", "", "".join(text for text, _key in paragraph))
        if text and "□" not in text and len(text) < 20:  # longer ones break over lines and pages
            assert text in printed, text


@pytest.mark.office
def test_the_title_page_has_no_number_and_the_next_is_two(pdf: Path) -> None:
    for page, number in ((1, False), (2, True)):
        told = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"],
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        assert bool(re.search(r"—\s*2\s*—", told)) is number
        assert not re.search(r"—\s*1\s*—", told)


@pytest.mark.browser
@pytest.mark.office
def test_the_web_page_prints_numbered_and_leaves_no_heading_behind(
    folder: Path, tmp_path: Path
) -> None:
    missing = chromium.missing() or ("" if shutil.which("pdftotext") else "no pdftotext")
    if missing:
        require("browser", missing)
    path = tmp_path / "printed.pdf"
    page = (folder / "report.html").as_uri()
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'p'}")
    command = ["chromium", *flags, "--no-pdf-header-footer", f"--print-to-pdf={path}", page]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = read_pages(path)
    told = [re.sub(r"\s", "", text) for text in pages]
    assert "目录" in told[0]
    assert [f"—{n}—" in text for n, text in enumerate(told, 1)] == [False] + [True] * (
        len(told) - 1
    )
    assert "一、总体情况" in told[1]
    (last,) = [text for text in told[1:] if "、附图" in text]
    assert "图1" in last
    for text in told[1:]:
        assert len(text.replace("—", "")) > 40, text


def read_pages(path: Path) -> list[str]:
    told = subprocess.run(
        ["pdftotext", str(path), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return told.removesuffix("\f").split("\f")


def test_a_note_stays_on_the_page_of_its_table(folder: Path) -> None:
    document = docx.Document(str(folder / "report.docx"))
    noted = [
        table
        for table in document.tables
        if (after := table._tbl.getnext()) is not None  # noqa: SLF001 - the only way to what follows
        and after.pPr is not None
        and after.pPr.pStyle is not None
        and after.pPr.pStyle.val == "Note"
    ]
    assert noted
    for table in noted:
        assert all(c.paragraphs[0].paragraph_format.keep_with_next for c in table.rows[-1].cells)
