"""Third chapter: the coverage matrix, of the county and of each town."""

from orggraph.document._case import Case, Place
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled


def chapter(case: Case) -> list[Block]:
    """Tell coverage of the county, then by town."""
    return [
        Heading(1, (_("Coverage"),)),
        Heading(2, (_("The county"),)),
        Paragraph(
            filled(
                _(
                    "{table} counts each mechanism over the whole county. {figure} shows how it "
                    "came about month by month."
                ),
                table=Reference("table", "county"),
                figure=Reference("figure", "coverage_over_time"),
            )
        ),
        _of_county(case),
        Heading(2, (_("By town"),)),
        Paragraph(
            filled(
                _("{table} gives the same for each town, {figure} draws it; {scores} shows the scores of supervision by month."),
                table=Reference("table", "matrix"),
                figure=Reference("figure", "coverage_matrix"),
                scores=Reference("figure", "supervision"),
            )
        ),
        _matrix(case),
    ]


def _of_county(case: Case) -> Table:
    rows = []
    for name in COVERED:
        cell = case.cell(name, None)
        if case.at(*cell, "known"):
            share: Line = case.ratio((*cell, "registered"), (*cell, "known"))
            rate: Line = (case.value(*cell, "rate"),)
        else:
            share = rate = (_("unknown") if case.at(*cell, "asked") else _("nobody asked"),)
        counts = ((case.value(*cell, level),) for level in ("evidenced", "active", "unknown"))
        rows.append(Row(((term(COVERED, name),), share, rate, *counts)))
    return Table(
        "county",
        (_("Coverage of the county by mechanism"),),
        (
            Column(_("Mechanism"), 3),
            Column(_("Registered/known"), 2.2, counts=True),
            Column(_("Rate"), 1.6, counts=True),
            Column(_("Evidenced"), 1.4, counts=True),
            Column(_("Active"), 1.4, counts=True),
            Column(_("Unknown"), 1.4, counts=True),
        ),
        tuple(rows),
        (_("Known: asked less unknown. Mechanisms differ in whom they ask; do not add them up."),),
    )


def _matrix(case: Case) -> Table:
    rows = [
        Row(((case.value("towns", n, "name"),), *_short(case, town["town"])))
        for n, town in enumerate(case.at("towns"))
    ]
    total = Row(((case.value("county", "name"),), *_short(case, None)), "total")
    return Table(
        "matrix",
        (_("Coverage by town and mechanism"),),
        (
            Column(_("Town"), 1.7),
            *(Column(term(COVERED, name), 1.25, counts=True) for name in COVERED),
        ),
        (*rows, total),
        (
            _(
                "In each cell: registered/known; after a plus sign how many are unknown. "
                "A dash: nobody is asked."
            ),
        ),
        wide=True,
    )


def _short(case: Case, town: str | None) -> tuple[Line, ...]:
    return tuple(_share(case, case.cell(name, town)) for name in COVERED)


def _share(case: Case, cell: Place) -> Line:
    if not case.at(*cell, "asked"):
        return ("–",)
    share = case.ratio((*cell, "registered"), (*cell, "known"))
    if not case.at(*cell, "unknown"):
        return share
    return (*share, " +", case.value(*cell, "unknown"))
