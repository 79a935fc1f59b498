"""Bring the Chinese catalogue up to date with the code, and compile it.

Collects what stands in ``_()`` and ``N_()`` and the pages of the checks; new messages come in
empty, for a person to translate. Run by ``make catalogue``.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from orggraph.checks import CHECKS
from orggraph.language import DOMAIN, FOLDER

PACKAGE = FOLDER.parent
PO = FOLDER / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"


def template() -> Catalog:
    """Collect every message of the code."""
    found = Catalog(domain=DOMAIN)
    keywords = {"_": None, "N_": None}
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(PACKAGE), [("**.py", "python")], keywords=keywords
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
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """Write a catalogue as text, in the order of the messages."""
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=False, sort_output=True, no_location=True, width=100)
    return stream.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Compile a catalogue."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> None:
    """Write both files and say what is still to be translated."""
    if not PO.exists():
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text("", encoding="utf-8")
    catalogue = updated()
    PO.write_bytes(po_bytes(catalogue))
    Path(PO).with_suffix(".mo").write_bytes(mo_bytes(catalogue))
    missing = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} messages, {len(missing)} without Chinese")
    for message in missing:
        print(f"  {str(message).splitlines()[0]}")


if __name__ == "__main__":
    main()
