"""A comparison in words, tables and JSON.

``docs/change.md`` says what stands in the JSON.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl
from rich.console import RenderableType
from rich.text import Text

from orggraph import __version__
from orggraph.belonging import sort_of
from orggraph.checks import CHECKS
from orggraph.comparison import FATES, TITLES, Comparison, Fate, Headline, Recurrence, Shift
from orggraph.language import N_, _, current, term
from orggraph.model import COVERED, LABELS, RELATIONSHIPS, Property
from orggraph.movements import HOLDERS, OLD, Movement, Verdict
from orggraph.report.coverage import rate_text
from orggraph.report.frames import frame_text
from orggraph.report.origin import Origin, json_text, names_kept_note

# The kinds that the text lists; of the others it gives the counts, and the files every one.
LISTED = (
    *("Area", "Village", "PartyOrganization", "Enterprise", "Agency", "Cooperative"),
    *("Pairing", "Designation", "MEMBER_OF"),
)
_RAREST = (Verdict.WENT, Verdict.CAME, Verdict.CHANGED)
MOST = 12  # of a kind that the text lists where it is not broken down by town

_VERDICTS = {
    Verdict.CAME: N_("came"),
    Verdict.WENT: N_("went"),
    Verdict.CHANGED: N_("changed"),
}
_RELATIONS = {
    "PART_OF": N_("Belonging"),
    "SEATED_IN": N_("Seat"),
    "UNDER": N_("Subordination"),
    "MEMBER_OF": N_("Membership"),
    "COVERS": N_("Cover of a grid"),
    "PROVIDES": N_("Helper"),
    "BENEFITS": N_("Helped"),
    "USES": N_("Carrier"),
    "LEADS": N_("Led cooperative"),
    "HOLDS": N_("Post"),
    "RESERVE_FOR": N_("Reserves"),
    "MENTORS": N_("Mentored reserves"),
    "CONCERNS": N_("Concern"),
    "TOOK_PART": N_("Participation"),
    "HELD_IN": N_("Venue"),
    "MEASURED": N_("Measured value"),
    "REPORTED": N_("Ledger handed in"),
}
_TITLES = {check.code: check.title for check in CHECKS}
Row = tuple[object, ...]


def as_json(found: Comparison, origins: tuple[Origin, Origin]) -> str:
    """Write a comparison as JSON.

    Parameters
    ----------
    found
        The comparison.
    origins
        The two sources, the earlier first.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    days = zip(("old", "new"), (found.old, found.new), origins, strict=True)
    about = {
        "orggraph": __version__,
        "county": found.new.county_code,
        "profile": found.new.profile.name,
        **{name: origin.facts(network.as_of) for name, network, origin in days},
    }
    movements = found.movements
    told = {
        "figures": [_headline_json(each) for each in found.headlines],
        "counts": [tally._asdict() for tally in movements.tallies],
        "changes": [_movement_json(movement) for movement in movements.moved],
        "not_comparable": [gap._asdict() for gap in movements.gaps],
        "checks": [_with_pairs(each._asdict(), "asked", "failing") for each in found.fates],
        "findings": [_recurrence_json(each) for each in found.recurrences],
        "coverage": [_shift_json(shift) for shift in found.shifts],
    }
    return json_text({**about, **told})


def as_text(
    found: Comparison, origins: tuple[Origin, Origin], *, by_town: bool
) -> list[RenderableType]:
    """Tell a comparison for a terminal.

    Parameters
    ----------
    found
        The comparison.
    origins
        The two sources, the earlier first.
    by_town
        Whether everything is told town by town, and then in full.

    Returns
    -------
    parts
        Headed tables, the headline counts first.
    """
    parts = [*_head(found, origins), *_headlines_text(found), *_counts_text(found)]
    told = _by_town_text(found) if by_town else _by_kind_text(found)
    return [*parts, *told, *_fates_text(found), *_coverage_text(found.shifts, None)]


def as_frames(found: Comparison, origins: tuple[Origin, Origin]) -> dict[str, pl.DataFrame]:
    """Give the sheets of a workbook.

    Parameters
    ----------
    found
        The comparison.
    origins
        The two sources, the earlier first.

    Returns
    -------
    frames
        Tables by sheet name, with headings in the language of the user.
    """
    return {
        _("About"): _about(found, origins),
        _("Figures"): _headlines(found),
        _("Counts"): _tallies(found),
        _("Changes"): changes_frame(found),
        _("Not comparable"): _gaps(found),
        _("Checks"): _fates(found, every=True),
        _("Findings"): _findings(found),
        _("Coverage"): _coverage(found),
    }


def changes_frame(found: Comparison) -> pl.DataFrame:
    """List what came, went and changed.

    Parameters
    ----------
    found
        The comparison.

    Returns
    -------
    frame
        A row per movement, with headings in the language of the user.
    """
    towns = _towns(found)
    rows = [
        (towns.get(m.town or "", ""), *_told(m), m.start or "", m.end or "")
        for m in found.movements.moved
    ]
    return _frame([_("Town"), *_told_headings(), _("Id"), _("Id of the other end")], rows)


def kind_name(kind: str) -> str:
    """Name a label or relationship type in the language in use.

    Parameters
    ----------
    kind
        Name of a label or relationship type of the model.

    Returns
    -------
    name
        Such as ``Party organization`` or ``成员关系``.
    """
    if kind in _RELATIONS:
        return _(_RELATIONS[kind])
    if current() == "zh":
        return LABELS[kind].chinese
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()


def _head(found: Comparison, origins: tuple[Origin, Origin]) -> Iterator[RenderableType]:
    line = _("{county}: {old_day} ({old}) compared with {new_day} ({new}), profile {profile}")
    told = line.format(
        county=found.new.county_name,
        old_day=found.old.as_of,
        old=origins[0].source,
        new_day=found.new.as_of,
        new=origins[1].source,
        profile=found.new.profile.name,
    )
    yield Text(told, style="bold")
    for origin in origins:
        if origin.names_kept:
            yield Text(f"{origin.source}: {names_kept_note()}", style="red")
        if origin.left_out:
            warning = _("{source}: {count} rows with errors were left out; they look as if gone.")
            text = warning.format(source=origin.source, count=origin.left_out)
            yield Text(text, style="red")
    if sentence := _sentence(found):
        yield Text(sentence)


def _sentence(found: Comparison) -> str:
    """Say what became of the joint committees, where both days know all of it."""
    names = ("joint_committees", "committee_places", "committee_members")
    headlines = {f.name: f for f in found.headlines if f.name in names}
    if any(any(f.lacking) or any(f.unstated) for f in headlines.values()):
        return ""
    numbers = {
        f"{day}_{key}": f"{getattr(headlines[name], when):,}"
        for key, name in zip(("committees", "places", "members"), names, strict=True)
        for day, when in (("old", "before"), ("new", "after"))
    }
    line = _(
        "Joint committees: {old_committees} with {old_places} villages and communities and "
        "{old_members} party members; now {new_committees} with {new_places} and {new_members}."
    )
    return line.format(**numbers)


def _headlines_text(found: Comparison) -> list[RenderableType]:
    return _headed(_("Figures"), _headlines(found))


def _counts_text(found: Comparison) -> list[RenderableType]:
    whole = _tallies(found, whole=True)
    return [
        *_headed(_("What came, went and changed"), whole),
        *_headed(_("What cannot be compared"), _gap_sums(found)),
    ]


def _by_kind_text(found: Comparison) -> Iterator[RenderableType]:
    towns = _towns(found)
    for kind in LISTED:
        moved = [m for m in found.movements.moved if m.kind == kind]
        # The rarest first: a new term of everybody would hide what went.
        moved.sort(key=lambda m: _RAREST.index(m.verdict))
        rows = [(towns.get(m.town or "", ""), *_told(m)[1:]) for m in moved[:MOST]]
        yield from _headed(kind_name(kind), _frame([_("Town"), *_told_headings()[1:]], rows))
        if len(moved) > MOST:
            yield Text(
                _("… and {count} more (--by town, or --format xlsx -o F.xlsx).").format(
                    count=len(moved) - MOST
                )
            )


def _by_town_text(found: Comparison) -> Iterator[RenderableType]:
    for town, name in (*_towns(found).items(), (None, _("no town"))):
        moved = [m for m in found.movements.moved if m.town == town]
        changed = [r for r in found.recurrences if r.finding.town == town]
        changed = [r for r in changed if r.fate is not Fate.STILL]
        counts = Counter(m.verdict for m in moved)
        title = _("{town}: {came} came, {went} went, {changed} changed").format(
            town=name, **{str(verdict): counts[verdict] for verdict in Verdict}
        )
        listed = _frame(_told_headings(), [_told(m) for m in moved if m.kind in LISTED])
        yield from _headed(title, listed, always=bool(moved or changed))
        rest = Counter(
            (kind_name(m.kind), _(_VERDICTS[m.verdict])) for m in moved if m.kind not in LISTED
        )
        rows = [(*key, count) for key, count in rest.items()]
        yield from _headed("", _frame([_("What"), _("Happened"), _("Count")], rows))
        yield from _headed("", _frame(_finding_headings(), map(_finding, changed)))
        if town is not None:
            yield from _coverage_text(found.shifts, town)


def _fates_text(found: Comparison) -> list[RenderableType]:
    return _headed(_("Findings"), _fates(found, every=False))


def _coverage_text(shifts: Iterable[Shift], town: str | None) -> list[RenderableType]:
    rows = [
        (term(COVERED, shift.mechanism), *_cells(shift))
        for shift in shifts
        if shift.town == town and (town is None or _differs(shift))
    ]
    return _headed(_("Coverage"), _frame([_("Mechanism"), _("Before"), _("After")], rows))


def _differs(shift: Shift) -> bool:
    return shift.before != shift.after


def _headed(title: str, frame: pl.DataFrame, *, always: bool = False) -> list[RenderableType]:
    """Put a title over a table; nothing where there is nothing to show."""
    heads = [Text(title, style="bold")] if title and (always or frame.height) else []
    return [*heads, frame_text(frame)] if frame.height else [*heads]


def _about(found: Comparison, origins: tuple[Origin, Origin]) -> pl.DataFrame:
    facts: list[Row] = [
        (_("County"), found.new.county_name, found.new.county_name),
        (_("As of"), str(found.old.as_of), str(found.new.as_of)),
        (_("Source"), *(origin.source for origin in origins)),
        (_("Rows with errors left out"), *(str(origin.left_out) for origin in origins)),
        (_("Persons' names"), *(names_kept_note() * origin.names_kept for origin in origins)),
        (_("Profile"), found.new.profile.name, found.new.profile.name),
        (_("Version"), __version__, __version__),
    ]
    return _frame([_("Item"), _("Before"), _("After")], facts)


def _headlines(found: Comparison) -> pl.DataFrame:
    rows = [
        (_(TITLES[f.name]), f.before, f.after, _step(f), _note(found, f)) for f in found.headlines
    ]
    return _frame([_("Figure"), _("Before"), _("After"), _("Change"), _("Note")], rows)


def _step(headline: Headline) -> str:
    if headline.step is None:
        return _("not comparable")
    return f"{headline.step:+}" if headline.step else "0"


def _note(found: Comparison, headline: Headline) -> str:
    notes = []
    for day, lacking, unstated in zip(
        _days(found), headline.lacking, headline.unstated, strict=True
    ):
        facts = {"day": day, "ledgers": "、".join(lacking), "count": unstated}
        if lacking:
            notes.append(_("{day}: not handed in by all: {ledgers}").format(**facts))
        if unstated:
            notes.append(_("{day}: without {count} that state no members").format(**facts))
    return "; ".join(notes)


def _tallies(found: Comparison, *, whole: bool = False) -> pl.DataFrame:
    """Count by kind: for every town and the county, or of the whole county what moved."""
    towns = _towns(found)
    counts = [_("Before"), _("After"), _("Came"), _("Went"), _("Changed"), _("Not comparable")]
    rows = [
        (towns.get(t.town or "", found.new.county_name), kind_name(t.kind), *t[2:])
        for t in found.movements.tallies
        if not whole or (t.town is None and (t.came is None or any(t[4:])))
    ]
    frame = _frame([_("Town"), _("What"), *counts], rows)
    return frame.drop(_("Town")) if whole else frame


def _gaps(found: Comparison) -> pl.DataFrame:
    towns = _towns(found)
    rows = [
        (
            towns.get(g.town or "", ""),
            kind_name(g.kind),
            *_sides(found, g.present, g.lacking),
            g.number,
        )
        for g in found.movements.gaps
    ]
    return _frame([_("Town"), *_gap_headings()], rows)


def _gap_sums(found: Comparison) -> pl.DataFrame:
    sums: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for gap in found.movements.gaps:
        sums[gap.kind, gap.present, gap.lacking] += gap.number
    rows = [
        (kind_name(kind), *_sides(found, present, lacking), count)
        for (kind, present, lacking), count in sums.items()
    ]
    return _frame(_gap_headings(), rows)


def _gap_headings() -> list[str]:
    return [_("What"), _("Seen on"), _("Not handed in on"), _("Ledger"), _("Count")]


def _days(found: Comparison) -> tuple[str, str]:
    """Name the two days as the tables do; they may be the same day of two sources."""
    return f"{_('Before')} {found.old.as_of}", f"{_('After')} {found.new.as_of}"


def _sides(found: Comparison, present: str, lacking: tuple[str, ...]) -> tuple[str, str, str]:
    days = _days(found)
    seen, missed = days if present == OLD else days[::-1]
    return seen, missed, "、".join(lacking)


def _fates(found: Comparison, *, every: bool) -> pl.DataFrame:
    rows = [
        (f.code, _(_TITLES[f.code]), *_shares(f.failing, f.asked), *f[3:])
        for f in found.fates
        if every or any(f.failing)
    ]
    became = [_("New"), _("Gone"), _("Still there"), _("Not comparable")]
    return _frame([_("Code"), _("Question"), _("Before"), _("After"), *became], rows)


def _shares(failing: tuple[int, int], asked: tuple[int, int]) -> list[str]:
    return [f"{part}/{whole}" for part, whole in zip(failing, asked, strict=True)]


def _findings(found: Comparison) -> pl.DataFrame:
    towns = _towns(found)
    rows = [
        (*_finding(r)[:3], towns.get(r.finding.town or "", ""), *_finding(r)[3:], fingerprint)
        for r in found.recurrences
        for fingerprint in [r.finding.fingerprint]
    ]
    *first, name, reason = _finding_headings()
    return _frame([*first, _("Town"), name, reason, _("Fingerprint")], rows)


def _finding(recurrence: Recurrence) -> tuple[str, ...]:
    r = recurrence
    return r.code, _(_TITLES[r.code]), _(FATES[r.fate]), r.finding.name, r.finding.reason


def _finding_headings() -> list[str]:
    return [_("Code"), _("Question"), _("Verdict"), _("Name"), _("Reason")]


def _coverage(found: Comparison) -> pl.DataFrame:
    towns = _towns(found)
    rows = [
        (
            towns.get(shift.town or "", found.new.county_name),
            term(COVERED, shift.mechanism),
            *_cells(shift),
        )
        for shift in found.shifts
    ]
    return _frame([_("Town"), _("Mechanism"), _("Before"), _("After")], rows)


def _cells(shift: Shift) -> list[str]:
    return [
        _("no such town") if cell is None else rate_text(cell)
        for cell in (shift.before, shift.after)
    ]


def _frame(headings: list[str], rows: Iterable[Row]) -> pl.DataFrame:
    columns = list(zip(*rows, strict=True)) or [()] * len(headings)
    return pl.DataFrame(
        [pl.Series(name, values) for name, values in zip(headings, columns, strict=True)]
    )


def _towns(found: Comparison) -> dict[str, str]:
    """Name the towns of both days, by the later name, in order of their code."""
    names = dict(found.old.towns.iter_rows()) | dict(found.new.towns.iter_rows())
    return dict(sorted(names.items()))


def _told_headings() -> list[str]:
    return [_("What"), _("Happened"), _("Name"), _("Kind"), _("Day"), _("Change")]


def _told(movement: Movement) -> tuple[str, ...]:
    """Say what moved: kind, verdict, name, sort, day and the changes."""
    m = movement
    name = m.name or ""
    if m.end is not None:
        name = f"{name} → {m.end_name}" if name else str(m.end_name)
    facts = _properties(m.kind)
    line = _("{property}: {before} → {after}")
    changes = [
        line.format(
            property=_property(facts, key),
            before=_value(facts, key, old),
            after=_value(facts, key, new),
        )
        for key, (old, new) in m.changes.items()
    ]
    what, happened, day = kind_name(m.kind), _(_VERDICTS[m.verdict]), str(m.day or "")
    return what, happened, name, _sort(m), day, "\n".join(changes)


def _properties(kind: str) -> Mapping[str, Property]:
    described = LABELS[kind] if kind in LABELS else RELATIONSHIPS[kind]
    return {item.name: item for item in described.properties}


# Properties that every node or relationship has, and the number of persons.
_PLAIN = {
    "name": N_("name"),
    "since": N_("since"),
    "until": N_("until"),
    HOLDERS: N_("persons"),
}


def _property(facts: Mapping[str, Property], name: str) -> str:
    if name in _PLAIN:
        return _(_PLAIN[name])
    return facts[name].heading if current() == "zh" else name.replace("_", " ")


def _value(facts: Mapping[str, Property], name: str, value: object) -> str:
    if value is None:
        return _("blank")
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    known = facts.get(name)
    return term(known.terms, str(value)) if known and known.terms else str(value)


def _sort(movement: Movement) -> str:
    if movement.sort is None:
        return ""
    facts = _properties(movement.kind)
    if movement.kind in LABELS:
        name = sort_of(movement.kind)
    else:
        name = next(item.name for item in facts.values() if item.identifies)
    return _value(facts, name or "", movement.sort)


def _with_pairs(row: Mapping[str, Any], *names: str) -> dict[str, object]:
    """Say which of two values is the earlier."""
    days = ("before", "after")
    return {**row, **{name: dict(zip(days, row[name], strict=True)) for name in names}}


def _headline_json(headline: Headline) -> dict[str, object]:
    return _with_pairs(headline._asdict(), "unstated", "lacking")


def _movement_json(m: Movement) -> dict[str, object]:
    ends = {"id": m.start, "name": m.name, "end": m.end, "end_name": m.end_name}
    changes = {key: {"before": old, "after": new} for key, (old, new) in sorted(m.changes.items())}
    place = {"kind": m.kind, "verdict": str(m.verdict), "town": m.town}
    return {**place, **ends, "sort": m.sort, "day": m.day, "changes": changes}


def _recurrence_json(recurrence: Recurrence) -> dict[str, object]:
    f = recurrence.finding
    return {
        "code": recurrence.code,
        "fate": str(recurrence.fate),
        "present": recurrence.present,
        "id": f.id,
        "label": f.label,
        "name": f.name,
        "town": f.town,
        "reason": f.reason,
        "fingerprint": f.fingerprint,
    }


def _shift_json(shift: Shift) -> dict[str, object]:
    cells = {"before": shift.before, "after": shift.after}
    counts = {
        name: cell
        and {key: n for key, n in cell._asdict().items() if key not in {"mechanism", "town"}}
        for name, cell in cells.items()
    }
    return {"mechanism": shift.mechanism, "town": shift.town, **counts}
