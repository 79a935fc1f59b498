"""The report of a county as a paper: a file a chapter, all of one shape.

A chapter takes the Case and gives its blocks. It says nothing that it does not read from the run.
"""

from orggraph import plot
from orggraph.document import (
    _coverage,
    _definitions,
    _figures,
    _help,
    _overall,
    _quality,
    _run,
    _sources,
    _towns,
    _unchecked,
)
from orggraph.document._case import Case
from orggraph.findings import Audit
from orggraph.language import _
from orggraph.network import Network
from orggraph.paper import Paper, filled
from orggraph.reading import Reading
from orggraph.redaction import Level
from orggraph.report.origin import Origin

_CHAPTERS = (
    _overall.chapter,
    _definitions.chapter,
    _coverage.chapter,
    _help.chapter,
    _towns.chapter,
    _quality.chapter,
    _unchecked.chapter,
    _sources.chapter,
    _figures.chapter,
)


def compose(
    reading: Reading,
    network: Network,
    audit: Audit,
    origin: Origin,
    *,
    level: Level = Level.INTERNAL,
) -> Paper:
    """Write the report of a county.

    Parameters
    ----------
    reading
        The source as it was read.
    network
        The county on the day of the question.
    audit
        Every check asked of this network.
    origin
        What was asked.
    level
        Who may read it. Briefing: people by their role alone and none found by name, counts of
        fewer than 5 people hidden. Public: also nobody named whom a check finds, and no row of a
        ledger.

    Returns
    -------
    paper
        Title, chapters, tables and figures, and the JSON that every value of them points into.
    """
    run = _run.run(reading, network, audit, origin, level)
    figures = _figures.shown(level)
    run["figures"] = [
        {
            "name": name,
            "title": plot.title(name),
            "caption": plot.caption(name),
            "numbers": plot.numbers(network, name).to_dicts(),
        }
        for name in figures
    ]
    case = Case(network, run, level, figures)
    county = case.value("county", "name")
    return Paper(
        title=(
            filled(_("{county}: who is left out"), county=county),
            (_("Report on the ledgers of party building"),),
        ),
        facts=(
            filled(_("As of {day}"), day=case.day("as_of")),
            filled(_("Thresholds: {profile}"), profile=case.value("profile")),
            (case.readers,),
        ),
        blocks=tuple(block for chapter in _CHAPTERS for block in chapter(case)),
        run=run,
        day=network.as_of,
    )
