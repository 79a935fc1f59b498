"""Published figures in words and JSON: against the ledgers, and what they imply by themselves."""

from collections.abc import Sequence
from dataclasses import asdict

import polars as pl
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orggraph import __version__
from orggraph.claims import MEASURES, Claims, Comparison, Implication, Verdict
from orggraph.language import _
from orggraph.network import Network
from orggraph.report.origin import Origin, document, json_text

_STYLES = {Verdict.AGREES: "green", Verdict.DIFFERS: "red", Verdict.UNKNOWN: "yellow"}


def as_text(comparison: Comparison) -> RenderableType:
    """Tell published figures against the ledgers.

    Parameters
    ----------
    comparison
        The figures with what was found.

    Returns
    -------
    text
        A table for a terminal, and how many agree.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=True)
    table.add_column(_("Published, and what is counted"), ratio=5, overflow="fold")
    for heading in (_("Claimed"), _("Found"), _("Difference")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(_("Verdict"), ratio=3, overflow="fold")
    for answer in comparison.answers:
        counted = Text(_(MEASURES[answer.claim.measure].title), style="dim")
        told = "\n".join(filter(None, (answer.verdict_text, answer.note)))
        table.add_row(
            Group(Text(answer.claim.sentence), Padding(counted, (0, 0, 0, 2))),
            answer.claimed_text,
            answer.found_text,
            answer.difference_text,
            Text(told, style=_STYLES[answer.verdict]),
        )
    return Group(_publication(comparison.claims), table, Text(comparison.summary, style="bold"))


def as_json(comparison: Comparison, network: Network, origin: Origin) -> str:
    """Write published figures against the ledgers as JSON.

    Parameters
    ----------
    comparison
        The figures with what was found.
    network
        The county on the day of the question.
    origin
        What was asked.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    found = {
        "claims": comparison.claims.name,
        "published": comparison.claims.source,
        "summary": {str(verdict): comparison.count(verdict) for verdict in Verdict},
        "answers": comparison.table.to_dicts(),
    }
    return document(found, comparison.as_of, network.profile.name, origin)


def implications_text(claims: Claims, implications: Sequence[Implication]) -> RenderableType:
    """Tell what published figures imply or exclude, each with its arithmetic.

    Parameters
    ----------
    claims
        The figures.
    implications
        What follows from them.

    Returns
    -------
    text
        A paragraph for each, and the figures from elsewhere that were used.
    """
    parts: list[RenderableType] = [_publication(claims)]
    for each in implications:
        parts.append(Text("\n" + each.says, style="bold" if each.possible else "bold red"))
        parts += [_indented(step) for step in each.steps]
    if claims.known:
        parts.append(Text("\n" + _("Figures from elsewhere:"), style="bold"))
        parts += [_indented(line) for line in _known(claims)]
    return Group(*parts)


def implications_json(claims: Claims, implications: Sequence[Implication]) -> str:
    """Write what published figures imply or exclude as JSON.

    Parameters
    ----------
    claims
        The figures.
    implications
        What follows from them.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    found = {
        "orggraph": __version__,
        "claims": claims.name,
        "published": claims.source,
        "implications": [asdict(each) for each in implications],
    }
    return json_text(found)


def implications_table(implications: Sequence[Implication]) -> pl.DataFrame:
    """Make a table of what published figures imply or exclude.

    Parameters
    ----------
    implications
        What follows from them.

    Returns
    -------
    frame
        A row for each.
    """
    schema: dict[str, pl.DataType] = {
        "rule": pl.String(),
        "measures": pl.List(pl.String()),
        "says": pl.String(),
        "steps": pl.List(pl.String()),
        **dict.fromkeys(("least", "most", "of"), pl.Int64()),
        "possible": pl.Boolean(),
    }
    rows = [
        {**asdict(i), "steps": list(i.steps), "measures": list(i.measures)} for i in implications
    ]
    return pl.DataFrame(rows, schema=schema)


def _indented(line: str) -> Padding:
    return Padding(Text(line), (0, 0, 0, 4), expand=False)


def _publication(claims: Claims) -> Text:
    return Text(_("Figures {name}: {source}").format(name=claims.name, source=claims.source))


def _known(claims: Claims) -> list[str]:
    """List the figures from elsewhere, those of one source and time on a line."""
    lines: dict[tuple[str, str], list[str]] = {}
    for known in claims.known:
        measure = MEASURES.get(known.measure)
        title = _(measure.title) if measure else _("percent of villages to have a cooperative")
        lines.setdefault((known.period or "", known.source), []).append(f"{title} {known.value}")
    return [
        " ".join(filter(None, (period, "；".join(figures), f"({source})")))
        for (period, source), figures in lines.items()
    ]
