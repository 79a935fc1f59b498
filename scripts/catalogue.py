"""Bring the Chinese catalogue up to date with the code, and compile it.

Collects what stands in ``_()`` and ``N_()`` and the pages of the checks; new messages come in
empty, for a person to translate. Run by ``make catalogue``.
"""

import gettext
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from orggraph.checks import CHECKS
from orggraph.language import DOMAIN, FOLDER

PACKAGE = FOLDER.parent
PLACEHOLDER = re.compile(r"\{\w*\}")
PO = FOLDER / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")


def template() -> Catalog:
    """Collect every message of the code."""
    found = Catalog(domain=DOMAIN)
    keywords = {"_": None, "N_": None}
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(PACKAGE),
        [("**.py", "python")],
        keywords=keywords,
        # By itself it passes over folders whose names begin with an underscore.
        directory_filter=lambda folder: Path(folder).name != "__pycache__",
    ):
        found.add(message)
    for check in CHECKS:
        found.add(check.page)
    return found


def updated() -> Catalog:
    """Read the Chinese catalogue and fit it to the code."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN", domain=DOMAIN)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = "# Chinese messages of orggraph; made by scripts/catalogue.py."
    # Fixed, so that the file changes only where a message does.
    catalogue.creation_date = catalogue.revision_date = datetime(2022, 12, 31, tzinfo=UTC)
    catalogue.project, catalogue.version = "orggraph", "1"
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "orggraph"
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Write a catalogue as text, in the order of the messages."""
    stream = io.BytesIO()
    write_po(stream, catalogue, sort_output=True, no_location=True, width=100)
    return re.sub(rb'"Generated-By: .*\n', b"", stream.getvalue())


def mo_bytes(catalogue: Catalog) -> bytes:
    """Compile a catalogue."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def is_current(catalogue: Catalog) -> bool:
    """Whether both files say what the catalogue says."""
    if not MO.exists() or PO.read_bytes() != po_bytes(catalogue):
        return False
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    # Not byte by byte: the header of the compiled file names the version of Babel.
    return all(compiled.gettext(str(m.id)) == m.string for m in catalogue if m.id)


def faults(catalogue: Catalog) -> list[str]:
    """Name the messages without Chinese, and those whose Chinese lacks a placeholder."""
    found = []
    for message in catalogue:
        english, chinese = str(message.id), str(message.string or "")
        if english and not chinese:
            found.append(f"no Chinese: {english.splitlines()[0]}")
        elif set(PLACEHOLDER.findall(english)) != set(PLACEHOLDER.findall(chinese)):
            found.append(f"other placeholders: {english.splitlines()[0]}")
    return found


def main() -> int:
    """Write both files, or with --check compare them; say what is still to be translated."""
    if not PO.exists():
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(b"")
    catalogue = updated()
    wanting = faults(catalogue)
    if "--check" not in sys.argv:
        PO.write_bytes(po_bytes(catalogue))
        MO.write_bytes(mo_bytes(catalogue))
    elif not is_current(catalogue):
        wanting.append("the files are out of date: run make catalogue")
    print(f"{len(catalogue)} messages", *wanting, sep="\n  ")
    return 1 if wanting else 0


if __name__ == "__main__":
    sys.exit(main())
