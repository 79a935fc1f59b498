"""Eighth chapter: what everything was made from."""

from orggraph.document._case import Case
from orggraph.language import _
from orggraph.paper import Block, Column, Heading, Paragraph, Reference, Row, Span, Table, filled
from orggraph.report.origin import names_kept_note


def chapter(case: Case) -> list[Block]:
    """Name source, digest, day, thresholds and version."""
    facts: list[tuple[str, Span]] = [
        (_("County"), case.value("county", "name")),
        (_("County code"), case.value("county", "code")),
        (_("As of"), case.day("as_of")),
        (_("Profile"), case.value("profile")),
        (_("Digest of the data"), case.value("digest")),
        (_("Version"), case.value("orggraph")),
        (_("Readers"), case.readers),
    ]
    if "source" in case.run:
        facts.insert(0, (_("Source"), case.value("source")))
    if "names" in case.run:
        facts.append((_("Persons' names"), names_kept_note()))
    return [
        Heading(1, (_("Sources and digest"),)),
        Paragraph(
            filled(
                _(
                    "{table} says what this report was made from. The same data, day, thresholds "
                    "and version give the same report; any changed cell gives another digest. "
                    "Organisations are analysed here, never people ranked."
                ),
                table=Reference("table", "sources"),
            )
        ),
        Table(
            "sources",
            (_("Source and version"),),
            (Column(_("Item"), 2.5), Column(_("Entry"), 7.5)),
            tuple(Row(((name,), (value,))) for name, value in facts),
        ),
    ]
