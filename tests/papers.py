"""Papers for tests, and what reads them back: by the files alone, not by what wrote them."""

import io
import json
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import polars as pl

from orggraph import document, findings
from orggraph.dataset import Dataset
from orggraph.network import Network
from orggraph.paper import Block, Paper
from orggraph.reading import Reading
from orggraph.redaction import Level
from orggraph.report.origin import Origin

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paper(*blocks: Block) -> Paper:
    """Make a paper of some blocks."""
    return Paper((("Title",),), (("fact",),), tuple(blocks), {}, date(2022, 12, 31))


def report(data: Dataset | Reading, level: Level = Level.INTERNAL) -> Paper:
    """Write the report of a county as a paper."""
    reading = data if isinstance(data, Reading) else Reading(data)
    network = Network(reading.dataset)
    audit = findings.audit(network)
    return document.compose(reading, network, audit, Origin("ledgers"), level=level)


def resolve(run: object, pointer: str) -> object:
    """Follow a JSON pointer by RFC 6901."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        run = run[int(key)] if isinstance(run, list) else run[key]  # type: ignore[index]
    return run


def says(text: str, value: object) -> bool:
    """Say whether a text tells a value of JSON: its count, its share, its day, or its words."""
    if isinstance(value, bool) or value is None:
        return not re.search(r"\d", text)
    if isinstance(value, int):
        return text.replace(",", "") == str(value)
    if isinstance(value, float):
        return text == f"{value * 100:.1f}%"
    assert isinstance(value, str)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return [int(part) for part in re.findall(r"\d+", text)] == [
            int(part) for part in value.split("-")
        ]
    return text in value or text.replace("□", "") in re.sub(r"[\x00-\x1f\u202e]", "", value)


def parts(docx: bytes) -> dict[str, bytes]:
    """Unpack a Word document."""
    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def docx_paragraphs(docx: bytes) -> list[list[tuple[str, str | None]]]:
    """Read a Word document: of each paragraph its texts, each with its key where it has one."""
    packed = parts(docx)
    numbers = ET.fromstring(packed["customXml/orggraph.xml"])  # noqa: S314 - we wrote it
    keys = {number.get("bookmark"): number.get("key") for number in numbers}
    told = []
    body = ET.fromstring(packed["word/document.xml"])  # noqa: S314
    for paragraph in body.iter(f"{WORD}p"):
        texts: list[tuple[str, str | None]] = []
        key = None
        for element in paragraph.iter():
            if element.tag == f"{WORD}bookmarkStart":
                key = keys.get(element.get(f"{WORD}name"), key)
            elif element.tag == f"{WORD}bookmarkEnd":
                key = None
            elif element.tag == f"{WORD}t":
                texts.append((element.text or "", key))
        told.append(texts)
    return told


class Page(HTMLParser):
    """A web page: its values by key, its other text, its elements."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.other: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._key: str | None = None
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._key = dict(attrs).get("data-key")

    def handle_endtag(self, _tag: str) -> None:
        self._key = None

    def handle_data(self, data: str) -> None:
        if self._key is None:
            self.other.append(data)
        else:
            self.values.append((data, self._key))

    @property
    def text(self) -> str:
        """Everything that is read."""
        return "".join([*self.other, *(text for text, _key in self.values)])


def named(dataset: Dataset, label: str) -> list[str]:
    """Give the names of the nodes of a label."""
    return dataset.nodes[label].get_column("name").cast(pl.String).to_list()


def run_of(written: bytes) -> dict[str, object]:
    """Read the JSON of a run back."""
    told: dict[str, object] = json.loads(written)
    return told
