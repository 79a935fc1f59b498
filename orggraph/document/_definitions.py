"""Second chapter: what the words mean, and whom each number asks."""

from collections.abc import Iterator

from orggraph.document._case import Case
from orggraph.language import N_, _, term
from orggraph.model import COVERED
from orggraph.paper import Block, Column, Heading, Paragraph, Reference, Row, Table, filled

# Whom a mechanism asks, and what counts as being on record.
_MECHANISMS = {
    "co_building": (
        N_("village organisations"),
        N_("party to an active co-building pairing, on either side"),
    ),
    "double_hundred": (
        N_("weak and lax branches"),
        N_("helped by an active double-hundred pairing"),
    ),
    "hundred_firms": (N_("weak branches"), N_("helped by an active pairing with a firm")),
    "four_duties": (
        N_("weak and lax branches"),
        N_("county leader, town leader, first secretary and helping unit all in place"),
    ),
    "joint_committee": (N_("village organisations"), N_("member of an active joint committee")),
    "cooperative": (N_("village organisations"), N_("leads an active cooperative; no union")),
    "funded_project": (
        N_("economically weak villages"),
        N_("benefits from an active funded project"),
    ),
    "grid_chain": (
        N_("village organisations"),
        N_("each base grid has a branch, each micro-grid a party group and a centre household"),
    ),
    "village_cadre": (N_("village organisations"), N_("a cadre is assigned to the village")),
    "contest": (
        N_("village and community organisations"),
        N_("took part in a contest in the year up to the day"),
    ),
    "reserve": (N_("village and community organisations"), N_("has a reserve")),
    "volunteer_team": (N_("village and community organisations"), N_("has an active team")),
    "supervision": (
        N_("the towns and streets themselves"),
        N_("a score for every item in the last complete month"),
    ),
}


def chapter(case: Case) -> list[Block]:
    """Define the words, then the denominators."""
    return [
        Heading(1, (_("Definitions and denominators"),)),
        Heading(2, (_("What the words mean"),)),
        *_words(case),
        Heading(2, (_("Whom each mechanism asks"),)),
        Paragraph(
            filled(
                _(
                    "A rate is the number on record by the number asked less those unknown; it "
                    "never stands without its counts. Where nobody is asked there is no rate, "
                    "and none is made up. {table} gives whom each mechanism asks."
                ),
                table=Reference("table", "denominators"),
            )
        ),
        _denominators(case),
    ]


def _words(case: Case) -> Iterator[Paragraph]:
    yield Paragraph(
        filled(
            _(
                "on {day} a relation counts that has begun and has not ended; the day of its end "
                "no longer belongs to it, and one without an end is open."
            ),
            day=case.day("as_of"),
        ),
        _("Active relation"),
    )
    yield Paragraph(
        (
            _(
                "on record: a ledger shows the relation. Evidenced: an activity, a project or a "
                "document shows it besides."
            ),
        ),
        _("Registered and evidenced"),
    )
    yield Paragraph(
        filled(
            _(
                "from {start} to the day, {months} complete months and what has begun of the "
                "next. Coverage is active where an activity falls into it; a pairing that was "
                "active throughout it without one is dormant."
            ),
            start=case.day("recent_start"),
            months=case.value("thresholds", "dormant_months"),
        ),
        _("Recent window"),
    )
    yield Paragraph(
        (
            _(
                "a branch designated weak and lax or economically weak. Isolated is one that "
                "takes part in no active pairing and is in no active joint committee."
            ),
        ),
        _("Weak branch"),
    )
    yield Paragraph(
        (
            _(
                "neither covered nor uncovered: the ledger that could show it is missing, or the "
                "cell is blank. It is never counted as a finding, nor as fine."
            ),
        ),
        _("Unknown"),
    )
    if case.at("thresholds", "income_line") is not None:
        yield Paragraph(
            filled(
                _("income of a village in a year below {line} yuan."),
                line=case.value("thresholds", "income_line"),
            ),
            _("Income line"),
        )


def _denominators(case: Case) -> Table:
    rows = []
    for name, (asks, counts) in _MECHANISMS.items():
        asked = case.value(*case.cell(name, None), "asked")
        rows.append(Row(((term(COVERED, name),), (_(asks),), (asked,), (_(counts),))))
    return Table(
        "denominators",
        (_("Denominators of the mechanisms"),),
        (
            Column(_("Mechanism"), 2.2),
            Column(_("Whom it asks"), 2.6),
            Column(_("Asked"), 1, counts=True),
            Column(_("What counts as registered"), 4.4),
        ),
        tuple(rows),
    )
