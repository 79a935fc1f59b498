"""Fourth chapter: who helps whom, and what hangs on one helper."""

from orggraph.document._case import Case
from orggraph.language import N_, _
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled

# The checks that tell how help is spread, in the order in which a planner asks.
_ASKED = ("PAIR001", "PAIR002", "ISO001", "ISO002", "ISO003", "PAIR005", "PAIR006", "PAIR007")
# What figures show of it; only those that a report holds are spoken of.
_SHOWN = {
    "committees": N_("{figure}: the joint committees, the help between them, and who stands alone"),
    "need_and_help": N_("{figure}: which kinds of help reach the weak branches together"),
    "pairing_flows": N_("{figure}: pairings between towns"),
    "helper_load": N_("{figure}: how many each helper helps"),
}


def chapter(case: Case) -> list[Block]:
    """Tell how help is spread, and which figures show it."""
    return [
        Heading(1, (_("Pairing and help"),)),
        Paragraph(
            filled(
                _(
                    "The number of pairings does not say who is left out. {table} asks whom help "
                    "does not reach, and where it hangs on one helper or lies idle."
                ),
                table=Reference("table", "help"),
            )
        ),
        _table(case),
        Paragraph(_figures(case)),
    ]


def _table(case: Case) -> Table:
    rows = []
    for code in _ASKED:
        check = case.check(code)
        counts = ((case.value(*check, name),) for name in ("asked", "failing", "unknown"))
        rows.append(Row(((case.value(*check, "code"),), (case.value(*check, "title"),), *counts)))
    return Table(
        "help",
        (_("How help is spread"),),
        (
            Column(_("Code"), 1.5),
            Column(_("Question"), 4.5),
            Column(_("Asked"), 1.2, counts=True),
            Column(_("Failing"), 1.2, counts=True),
            Column(_("Unknown"), 1.2, counts=True),
        ),
        tuple(rows),
    )


def _figures(case: Case) -> Line:
    told: list[Line] = [
        filled(_(sentence), figure=Reference("figure", name))
        for name, sentence in _SHOWN.items()
        if name in case.figures
    ]
    line: Line = told[0]
    for more in told[1:]:
        line = (*line, _("; "), *more)
    return (*line, _("."))
