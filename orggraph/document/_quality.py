"""Sixth chapter: how good the ledgers are that everything rests on."""

from orggraph.document._case import Case
from orggraph.errors import Severity
from orggraph.language import _
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled
from orggraph.report.problems import severity_word

_KINDS = 40  # kinds of problems that are listed


def chapter(case: Case) -> list[Block]:
    """Tell the ledgers, the problems in them, and the questions about data."""
    return [
        Heading(1, (_("Data quality"),)),
        Heading(2, (_("Ledgers and their problems"),)),
        *_ledgers(case),
        Heading(2, (_("What contradicts itself"),)),
        *_contradictions(case),
    ]


def _ledgers(case: Case) -> list[Block]:
    ledgers = case.at("ledgers")
    if all(ledger["rows"] is None for ledger in ledgers):
        return [
            Paragraph(
                (
                    _(
                        "This report was made from a store, which keeps no problems of the "
                        "ledgers that it was loaded from. Make it from the ledgers to see them."
                    ),
                )
            )
        ]
    told = _(
        "{table} gives the rows read and kept of each ledger, and its problems: a row with an "
        "error is left out, a warning and a notice keep it."
    )
    blocks: list[Block] = [
        Paragraph(filled(told, table=Reference("table", "ledgers"))),
        _ledger_table(case),
    ]
    if case.at("problems"):
        told = _("{table} lists the problems by kind; orggraph check names each by its cell.")
        blocks += [
            Paragraph(filled(told, table=Reference("table", "problems"))),
            _problem_table(case),
        ]
    else:
        blocks.append(Paragraph((_("No cell had a problem."),)))
    return blocks


def _ledger_table(case: Case) -> Table:
    rows = []
    for number, ledger in enumerate(case.at("ledgers")):
        place = ("ledgers", number)
        name: Line = (case.value(*place, "name"),)
        if ledger["rows"] is None:
            rows.append(Row((name, (_("not given"),), *(("–",) for _each in range(4)))))
            continue
        keys = ("rows", "kept", *(f"{weight}s" for weight in Severity))
        rows.append(Row((name, *((case.value(*place, key),) for key in keys))))
    return Table(
        "ledgers",
        (_("Ledgers"),),
        (
            Column(_("Ledger"), 3),
            Column(_("Rows"), 1.6, counts=True),
            Column(_("Kept"), 1.6, counts=True),
            *(Column(severity_word(weight), 1.3, counts=True) for weight in Severity),
        ),
        tuple(rows),
    )


def _problem_table(case: Case) -> Table:
    rows = []
    for number in range(min(len(case.at("problems")), _KINDS)):
        place = ("problems", number)
        problem = case.at(*place)
        where: Line = (case.value(*place, "sheet"),)
        if problem["column"]:
            where = (*where, " · ", case.value(*place, "column"))
        expected: Line = (case.value(*place, "expected" if "expected" in problem else "code"),)
        if "first" in problem:
            first = case.value(*place, "first")
            expected = (*expected, *filled(_(" (first: {place})"), place=first))
        weight = severity_word(Severity(problem["severity"]))
        rows.append(Row(((weight,), where, expected, (case.value(*place, "count"),))))
    return Table(
        "problems",
        (_("Problems by kind"),),
        (
            Column(_("Weight"), 1.1),
            Column(_("Ledger and column"), 2.4),
            Column(_("Expected"), 5.3),
            Column(_("Count"), 1.2, counts=True),
        ),
        tuple(rows),
    )


def _contradictions(case: Case) -> list[Block]:
    checks = [
        ("checks", number)
        for number, check in enumerate(case.at("checks"))
        if check["tag"] == "quality" and check["status"] == "fail"
    ]
    if not checks:
        return [Paragraph((_("No question about the data finds anything."),))]
    told = _("{table} lists the questions that ask for better data; those found stand by town.")
    rows = []
    for place in checks:
        counts = ((case.value(*place, name),) for name in ("asked", "failing", "unknown"))
        rows.append(Row(((case.value(*place, "code"),), (case.value(*place, "title"),), *counts)))
    table = Table(
        "contradictions",
        (_("Questions about the data that find something"),),
        (
            Column(_("Code"), 1.5),
            Column(_("Question"), 4.5),
            Column(_("Asked"), 1.2, counts=True),
            Column(_("Failing"), 1.2, counts=True),
            Column(_("Unknown"), 1.2, counts=True),
        ),
        tuple(rows),
    )
    return [Paragraph(filled(told, table=Reference("table", "contradictions"))), table]
