"""First chapter: what was asked, and how much was found where."""

from orggraph.checks import Tag
from orggraph.document._case import Case
from orggraph.language import _
from orggraph.paper import Block, Column, Heading, Line, Paragraph, Reference, Row, Table, filled
from orggraph.report.rules import TAGS

ISOLATED = "ISO001"


def chapter(case: Case) -> list[Block]:
    """Tell the scale, the verdicts and the isolated weak branches in short."""
    return [
        Heading(1, (_("In short"),)),
        Paragraph(_scale(case)),
        Paragraph(_verdicts(case)),
        Paragraph(_isolated(case)),
        *_notes(case),
        _by_town(case),
    ]


def _scale(case: Case) -> Line:
    return filled(
        _(
            "As of {day}, {county} has {towns} towns and streets with {villages} village "
            "organisations and {communities} of residents' communities. {need} organisations are "
            "designated as weak: {weak_lax} as weak and lax, {poor} as economically weak; one may "
            "be both. {pairings} pairings are active, and so are {committees} joint committees."
        ),
        day=case.day("as_of"),
        county=case.value("county", "name"),
        towns=case.value("populations", "towns"),
        villages=case.value("populations", "villages"),
        communities=case.value("populations", "communities"),
        need=case.value("populations", "need_set"),
        weak_lax=case.value("populations", "weak_lax"),
        poor=case.value("populations", "economically_weak"),
        pairings=case.value("populations", "pairings"),
        committees=case.value("populations", "committees"),
    )


def _verdicts(case: Case) -> Line:
    told = filled(
        _(
            "Of {checks} checks {failing} find something, {findings} findings in all: {action} "
            "call for action, {quality} for better data, {notice} are notices. {table} counts them "
            "by town; names and measures follow town by town below."
        ),
        checks=case.value("summary", "checks"),
        failing=case.value("summary", "failing_checks"),
        findings=case.value("summary", "findings"),
        action=case.value("tags", "action", "findings"),
        quality=case.value("tags", "quality", "findings"),
        notice=case.value("tags", "notice", "findings"),
        table=Reference("table", "towns"),
    )
    if not case.at("summary", "unknown"):
        return told
    unknown = _(" {count} answers are unknown, because a ledger or a cell is missing.")
    return (*told, *filled(unknown, count=case.value("summary", "unknown")))


def _isolated(case: Case) -> Line:
    place = case.check(ISOLATED)
    if case.at(*place, "status") not in {"pass", "fail"}:
        return (_("Whether a weak branch stands alone cannot be said from these ledgers."),)
    told = filled(
        _(
            "Most urgent are the isolated weak branches ({code}), which no pairing and no joint "
            "committee reaches: {share} of the weak branches."
        ),
        code=case.value(*place, "code"),
        share=case.ratio((*place, "failing"), (*place, "asked")),
    )
    if not case.at(*place, "unknown"):
        return told
    return (*told, *filled(_(" Unknown: {count}."), count=case.value(*place, "unknown")))


def _notes(case: Case) -> list[Block]:
    notes: list[Block] = []
    if "left_out" in case.run:
        told = _("{count} rows with errors were left out; the numbers below lack them.")
        notes.append(Paragraph(filled(told, count=case.value("left_out"))))
    if case.hides:
        told = _(
            "Counts of people stand here as “{fewest}” where they are so small that somebody "
            "might be known by them; sums leave them out."
        )
        notes.append(Paragraph(filled(told, fewest=case.value("fewest"))))
    return notes


def _by_town(case: Case) -> Table:
    places = [("towns", number) for number in range(len(case.at("towns")))]
    rows = [_row(case, *place, name=(case.value(*place, "name"),)) for place in places]
    if case.at("county_level", "findings"):
        rows.append(_row(case, "county_level", name=(_("county level"),)))
    sums: list[Line] = [(case.value("tags", tag, "findings"),) for tag in Tag]
    total = Row(((_("Total"),), *sums, (case.value("summary", "findings"),)), "total")
    return Table(
        "towns",
        (_("Findings by town"),),
        (
            Column(_("Town"), 3),
            *(Column(_(TAGS[tag]), 1.5, counts=True) for tag in Tag),
            Column(_("Total"), 1.5, counts=True),
        ),
        (*rows, total),
    )


def _row(case: Case, *place: str | int, name: Line) -> Row:
    counts: list[Line] = [(case.value(*place, "tags", tag),) for tag in Tag]
    return Row((name, *counts, (case.value(*place, "findings"),)))
