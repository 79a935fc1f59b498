"""Seventh chapter: what could not be checked, and why."""

from orggraph.document._case import Case
from orggraph.language import N_, _
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled

_WHY = {
    "unknown": N_("unknown: its ledger was not given, or nobody could be judged"),
    "not_applicable": N_("not applicable: nobody is asked, or its threshold is not set"),
}


def chapter(case: Case) -> list[Block]:
    """Tell the ledgers that are missing, then the questions without a full answer."""
    return [
        Heading(1, (_("What could not be checked"),)),
        *_missing(case),
        *_silent(case),
        *_questions(case),
    ]


def _missing(case: Case) -> list[Block]:
    missing = [n for n, ledger in enumerate(case.at("ledgers")) if not ledger["given"]]
    if not missing:
        return [Paragraph((_("Every ledger was given."),))]
    names: Line = ()
    for number in missing:
        names = (*names, *((_(", "),) if names else ()), case.value("ledgers", number, "name"))
    told = _("Not given: {ledgers}. What only these could show is unknown.")
    return [Paragraph(filled(told, ledgers=names))]


def _silent(case: Case) -> list[Block]:
    blocks: list[Block] = []
    for number, town in enumerate(case.at("silent")):
        names: Line = ()
        for each in range(len(town["ledgers"])):
            name = case.value("silent", number, "ledgers", each)
            names = (*names, *((_(", "),) if names else ()), name)
        told = filled(
            _("{town} did not report: {ledgers}."),
            town=case.value("silent", number, "name"),
            ledgers=names,
        )
        blocks.append(Paragraph(told))
    return blocks


def _questions(case: Case) -> list[Block]:
    rows = []
    for number, check in enumerate(case.at("checks")):
        place = ("checks", number)
        if told := _WHY.get(check["status"]):
            why: Line = (_(told),)
        elif isinstance(check["unknown"], int) and check["unknown"]:
            why = filled(
                _("{unknown} of {asked} unknown"),
                unknown=case.value(*place, "unknown"),
                asked=case.value(*place, "asked"),
            )
        else:
            continue
        rows.append(Row(((case.value(*place, "code"),), (case.value(*place, "title"),), why)))
    if not rows:
        return [Paragraph((_("Every question could be asked, and nothing stayed unknown."),))]
    table = Table(
        "unchecked",
        (_("Questions without a full answer"),),
        (Column(_("Code"), 1.5), Column(_("Question"), 3.8), Column(_("Why"), 4.7)),
        tuple(rows),
    )
    told = _("{table} lists the questions without a full answer.")
    return [Paragraph(filled(told, table=Reference("table", "unchecked"))), table]
