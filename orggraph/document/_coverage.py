"""Third chapter: the coverage matrix, of the county and of each town."""

from orggraph.document._case import Case, Json, Place
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled

_BESIDE = 10  # towns in one table


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
                _(
                    "{table} gives the same for each town, {figure} draws it; {scores} shows the "
                    "scores of supervision by month."
                ),
                table=Reference("table", "matrix"),
                figure=Reference("figure", "coverage_matrix"),
                scores=Reference("figure", "supervision"),
            )
        ),
        *_matrix(case),
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


def _matrix(case: Case) -> list[Block]:
    """Give the matrix, as many towns beside one another as a page holds."""
    towns = list(enumerate(case.at("towns")))
    return [_part(case, towns[start : start + _BESIDE], start) for start in _starts(len(towns))]


def _starts(towns: int) -> range:
    return range(0, max(towns, 1), _BESIDE)


def _part(case: Case, towns: list[tuple[int, Json]], start: int) -> Table:
    codes = [town["town"] for _number, town in towns]
    rows = []
    for name in COVERED:
        cells = (_share(case, case.cell(name, code)) for code in (*codes, None))
        rows.append(Row(((term(COVERED, name),), *cells)))
    headings = [case.value("towns", number, "name") for number, _town in towns]
    return Table(
        f"matrix-{start}" if start else "matrix",
        (_("Coverage by town and mechanism, continued"),)
        if start
        else (_("Coverage by town and mechanism"),),
        (
            Column(_("Mechanism"), 1.8),
            *(Column(heading, 1.25, counts=True) for heading in headings),
            Column(_("All"), 1.35, counts=True),
        ),
        tuple(rows),
        (
            _(
                "In each cell: registered/known; after a plus sign how many are unknown. "
                "A dash: nobody is asked."
            ),
        ),
    )


def _share(case: Case, cell: Place) -> Line:
    if not case.at(*cell, "asked"):
        return ("–",)
    share = case.ratio((*cell, "registered"), (*cell, "known"))
    if not case.at(*cell, "unknown"):
        return share
    return (*share, " +", case.value(*cell, "unknown"))
