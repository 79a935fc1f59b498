"""A paper as one web page, which asks no other machine for anything and prints on A4.

Each value is a ``data`` element whose ``data-key`` is its place in the JSON of the run.
"""

import base64
from functools import cache
from importlib.resources import files

import jinja2
from markupsafe import Markup

from orggraph.language import _, current
from orggraph.paper import (
    Heading,
    Line,
    Paper,
    Paragraph,
    Picture,
    Reference,
    Table,
    Value,
    reference_to,
)
from orggraph.writers import _styles

_PAGE = files("orggraph") / "writers" / "report.html.j2"


def content(paper: Paper) -> bytes:
    """Write a paper as a web page."""
    fonts = {name: _family(name) for name in ("TITLE", "HEAD", "KAITI", "FANGSONG", "SONG")}
    told = _template().render(
        paper=paper,
        language="zh-CN" if current() == "zh" else "en",
        fonts=fonts,
        contents=_("Contents"),
        parts=_parts(paper),
        line=lambda line: _line(paper, line),
        label=lambda block: paper.label(reference_to(block)),
        anchor=lambda block: _anchor(reference_to(block)),
        term=lambda text: _("{term}: ").format(term=text),
        picture=_picture,
    )
    return told.encode()


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_PAGE.read_text(encoding="utf-8"))


def _parts(paper: Paper) -> list[dict[str, object]]:
    """Give each block with its kind and, of a heading, its mark."""
    marks = iter(paper.marks)
    kinds = {Heading: "heading", Paragraph: "paragraph", Table: "table", Picture: "picture"}
    return [
        {
            "kind": kinds[type(block)],
            "block": block,
            "mark": next(marks) if isinstance(block, Heading) else "",
            "id": f"part-{number}",
        }
        for number, block in enumerate(paper.blocks)
    ]


def _line(paper: Paper, line: Line) -> Markup:
    told = Markup()
    for span in line:
        text = paper.span(span)
        if isinstance(span, Reference):
            told += Markup('<a href="#{}">{}</a>').format(_anchor(span), text)
        elif isinstance(span, Value):
            told += Markup('<data value="{0}" data-key="{1}">{0}</data>').format(text, span.key)
        else:
            told += text
    return told


def _anchor(reference: Reference) -> str:
    return f"{reference.kind}-{reference.name}"


def _picture(block: Picture) -> str:
    return "data:image/png;base64," + base64.b64encode(block.image).decode()


def _family(name: str) -> str:
    face = getattr(_styles, name)
    names = (face, *_styles.FACES[face].others)
    family = "sans-serif" if _styles.FACES[face].family == "swiss" else "serif"
    return ", ".join([*(f'"{each}"' for each in names), family])
