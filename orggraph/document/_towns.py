"""Fifth chapter: what is found in each town, and what to do about it."""

from orggraph.document._case import Case, Place
from orggraph.language import _
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled

EVIDENCE = 3  # rows of ledgers that show a finding; the audit gives all


def chapter(case: Case) -> list[Block]:
    """Tell the findings of every town, then those of none."""
    told: list[Block] = [
        Heading(1, (_("Findings by town and what to do"),)),
        Paragraph((_preface(case),)),
    ]
    for number, town in enumerate(case.at("towns")):
        told.append(Heading(2, (case.value("towns", number, "name"),)))
        told += _place(case, ("towns", number), town["town"])
    if case.at("county_level", "checks"):
        told.append(Heading(2, (_("The county itself, and what lies in no town"),)))
        told += _place(case, ("county_level",), None)
    return told


def _preface(case: Case) -> str:
    if case.names_findings:
        return _(
            "Findings stand under the question that they answer, with the measure before them and "
            "the rows of the ledgers that show them beside them. A measure may be to mend the "
            "ledger: check first whether the record is right."
        )
    return _("This edition names nobody: it counts the findings of each town by question.")


def _place(case: Case, place: Place, town: str | None) -> list[Block]:
    if not case.at(*place, "checks"):
        return [Paragraph((_("Nothing was found here."),))]
    name = f"findings-{town or 'county'}"
    told = filled(
        _(
            "{findings} findings: {action} call for action, {quality} for better data, {notice} "
            "are notices ({table})."
        ),
        findings=case.value(*place, "findings"),
        action=case.value(*place, "tags", "action"),
        quality=case.value(*place, "tags", "quality"),
        notice=case.value(*place, "tags", "notice"),
        table=Reference("table", name),
    )
    caption = (
        filled(_("Findings: {town}"), town=case.value(*place, "name"))
        if town
        else (_("Findings at county level"),)
    )
    rows = [
        row
        for number in range(len(case.at(*place, "checks")))
        for row in _rows(case, (*place, "checks", number), town)
    ]
    return [Paragraph(told), Table(name, caption, _columns(case), tuple(rows))]


def _columns(case: Case) -> tuple[Column, ...]:
    if not case.names_findings:
        return (Column(_("Question and measure"), 1),)
    return (Column(_("Name"), 3.9), Column(_("Reason"), 4), Column(_("Evidence"), 2.1))


def _rows(case: Case, place: Place, town: str | None) -> list[Row]:
    """Give a question with its measure, and whom it finds."""
    check = case.check(case.at(*place, "code"))
    heading = filled(
        _("{code} {title}: {count}"),
        code=case.value(*check, "code"),
        title=case.value(*check, "title"),
        count=case.value(*place, "failing"),
    )
    measure = filled(_("What to do: {remedy}"), remedy=case.value(*check, "remedy"))
    findings = case.at(*check, "findings")
    here = [number for number, finding in enumerate(findings) if finding["town"] == town]
    most = case.at("listed_most")
    rows = [_finding(case, (*check, "findings", number)) for number in here[:most]]
    if len(here) > most:
        told = _("The first {most} are listed; the audit names all.")
        rows.append(Row((filled(told, most=case.value("listed_most")),), "band"))
    return [Row((heading, measure), "band"), *rows]


def _finding(case: Case, place: Place) -> Row:
    evidence = case.at(*place, "evidence")
    shown: Line = ()
    for number in range(min(len(evidence), EVIDENCE)):
        shown = (*shown, *((_("; "),) if shown else ()), case.row(*place, "evidence", number))
    if len(evidence) > EVIDENCE:
        shown = (*shown, _(" and others"))
    return Row(((case.value(*place, "name"),), (case.value(*place, "reason"),), shown))
