"""The JSON of a run: what the audit says, and what else a report tells, as far as readers may see.

Everything that a report says is read from here, so that each number of it has a place that shows
it. It begins with what ``orggraph audit --format json`` writes.
"""

import json
from collections import Counter, defaultdict

from orggraph.checks import Tag
from orggraph.document._case import Json
from orggraph.errors import Severity
from orggraph.findings import Audit, Result
from orggraph.model import LEDGERS
from orggraph.network import Network
from orggraph.reading import Reading
from orggraph.redaction import Level, by_role, few, fewer, fewer_people
from orggraph.report import audit as audits
from orggraph.report import rules
from orggraph.report.origin import Origin

LISTED = 30  # findings of one check that a town's list names; the audit names all
_PEOPLES_LEDGERS = {"任职", "后备人才"}  # each row of these is a person in a post
_THRESHOLDS = ("dormant_months", "income_line", "max_helped", "reach_steps")


def run(reading: Reading, network: Network, audit: Audit, origin: Origin, level: Level) -> Json:
    """Give everything that a report may say.

    Parameters
    ----------
    reading
        The source as it was read.
    network
        The county on one day.
    audit
        Every check asked of it.
    origin
        What was asked.
    level
        Who may read it.

    Returns
    -------
    run
        The JSON of the audit with the populations, towns, ledgers and problems; without what
        these readers may not see.
    """
    run: Json = json.loads(audits.as_json(audit, origin))
    for cell in run["coverage"]:
        cell["known"] = cell["asked"] - cell["unknown"]
        cell["rate"] = cell["registered"] / cell["known"] if cell["known"] else None
    of_persons = {r.check.code for r in audit.results if _asks_people(r, network)}
    run.update(
        county={"code": network.county_code, "name": network.county_name},
        level=str(level),
        digest=network.dataset.digest,
        recent_start=network.recent_start.isoformat(),
        thresholds={name: getattr(network.profile, name) for name in _THRESHOLDS},
        listed_most=LISTED,
        populations={
            "towns": network.towns.height,
            "villages": len(network.villages.ids),
            "units": len(network.units.ids),
            "communities": len(network.units.ids - network.villages.ids),
            "need_set": len(network.need_set.ids),
            "weak_lax": len(network.designated("weak_lax").ids),
            "economically_weak": len(network.designated("economically_weak").ids),
            "pairings": network.pairings.height,
            "committees": len(network.committees.ids),
        },
        fewest=fewer(),
    )
    for check, entry in zip((r.check for r in audit.results), run["checks"], strict=True):
        entry["remedy"] = rules.remedy(check)
        if level is not Level.INTERNAL and check.code in of_persons:
            entry.update({name: few(entry[name]) for name in ("asked", "failing", "unknown")})
    run["towns"] = _towns(network, run["checks"])
    run["county_level"] = _place(None, None, run["checks"])
    run["tags"] = {tag: _sum(run["checks"], tag) for tag in Tag}
    run["silent"] = _silent(network)
    run["ledgers"] = _ledgers(reading, network, level)
    run["problems"] = _problems(reading)
    return run if level is Level.INTERNAL else _redacted(run, network, of_persons, level)


def _asks_people(result: Result, network: Network) -> bool:
    return result.check.asks(network).label == "Person"


def _towns(network: Network, checks: list[Json]) -> list[Json]:
    return [_place(code, name, checks) for code, name in network.towns.iter_rows()]


def _place(code: str | None, name: str | None, checks: list[Json]) -> Json:
    """Count the findings of a town, or of what lies in none, by check and by tag."""
    by_check, by_tag = [], Counter(dict.fromkeys(map(str, Tag), 0))
    for check in checks:
        found = sum(finding["town"] == code for finding in check["findings"])
        hidden = isinstance(check["failing"], str)
        if found:
            by_check.append({"code": check["code"], "failing": few(found) if hidden else found})
            by_tag[check["tag"]] += 0 if hidden else found
    return {
        "town": code,
        "name": name,
        "findings": by_tag.total(),
        "tags": dict(by_tag),
        "checks": by_check,
    }


def _sum(checks: list[Json], tag: Tag) -> Json:
    """Count the checks of a tag, those that fail, and their findings but for hidden ones."""
    of_tag = [check for check in checks if check["tag"] == tag]
    counts = [check["failing"] for check in of_tag if isinstance(check["failing"], int)]
    return {
        "checks": len(of_tag),
        "failing_checks": sum(check["status"] == "fail" for check in of_tag),
        "findings": sum(counts),
    }


def _silent(network: Network) -> list[Json]:
    """Name the ledgers that single towns did not report."""
    towns = defaultdict(list)
    for ledger in LEDGERS:
        if network.reported.was_given(ledger):
            for code in network.reported.silent_towns(ledger):
                towns[code].append(ledger)
    return [
        {"town": code, "name": name, "ledgers": towns[code]}
        for code, name in network.towns.iter_rows()
        if code in towns
    ]


def _ledgers(reading: Reading, network: Network, level: Level) -> list[Json]:
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for problem in reading.problems:
        weights[problem.sheet][problem.severity] += 1
    told = []
    for name in LEDGERS:
        table = reading.tables.get(name) if reading.tables else None
        read: tuple[int | str | None, ...] = (table.rows, table.kept) if table else (None, None)
        if level is not Level.INTERNAL and name in _PEOPLES_LEDGERS and table:
            read = (few(table.rows), few(table.kept))
        rows, kept = read
        counts = {f"{weight}s": weights[name][weight] for weight in Severity}
        told.append(
            {
                "name": name,
                "given": network.reported.was_given(name),
                "rows": rows,
                "kept": kept,
                **counts,
            }
        )
    return told


def _problems(reading: Reading) -> list[Json]:
    """Count the problems of each kind, the heaviest first, with the first place of each."""
    kinds: dict[tuple[int, str, str, str, str], list[str]] = defaultdict(list)
    weights = list(Severity)
    for problem in sorted(reading.problems):
        weight = weights.index(problem.severity)
        kind = (weight, problem.sheet, problem.column, problem.code, problem.expected)
        kinds[kind].append(problem.place)
    return [
        {
            "severity": str(weights[weight]),
            "sheet": sheet,
            "column": column,
            "code": code,
            "expected": expected,
            "count": len(places),
            "first": places[0],
        }
        for (weight, sheet, column, code, expected), places in sorted(kinds.items())
    ]


def _of_people(row: str) -> bool:
    return not _PEOPLES_LEDGERS.isdisjoint(row.split("#"))


def _redacted(run: Json, network: Network, of_persons: set[str], level: Level) -> Json:
    """Take out whom readers may not know: people, and at public every name.

    Not even a list of people without names is left: its length would be their number.
    """
    run.pop("names", None)  # none are left
    for check in run["checks"]:
        if level is Level.PUBLIC or check["code"] in of_persons:
            check["findings"] = []
        for finding in check["findings"]:
            finding["evidence"] = [row for row in finding["evidence"] if not _of_people(row)]
    if level is Level.PUBLIC:
        del run["source"]
        for problem in run["problems"]:
            del problem["first"], problem["expected"]
    reasons = [f for check in run["checks"] for f in check["findings"]]
    texts = by_role([finding["reason"] for finding in reasons], network.dataset)
    for finding, text in zip(reasons, texts, strict=True):
        finding["reason"] = fewer_people(text)
    run["summary"]["findings"] = sum(tag["findings"] for tag in run["tags"].values())
    return run
