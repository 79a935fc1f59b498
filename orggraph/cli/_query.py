"""The command ``query``."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from orggraph.cli._input import network_of, show_problems
from orggraph.cli._options import AsOf, Format, FormatName, Output, ProfileName, Source
from orggraph.cli._output import Answer, give, warn, working
from orggraph.errors import SettingsError
from orggraph.language import _

if TYPE_CHECKING:
    from orggraph.checks import Check
    from orggraph.network import Network
    from orggraph.store import Store


class _Question(NamedTuple):
    """A statement with its parameters, and the network that these were computed of."""

    cypher: str
    parameters: dict[str, object]
    network: "Network | None" = None


def query(
    source: Source,
    cypher: Annotated[
        str | None,
        typer.Argument(metavar="CYPHER", show_default=False, help=_("One statement that reads.")),
    ] = None,
    *,
    check: Annotated[
        str | None,
        typer.Option(
            "--check", metavar="CODE", help=_("Instead, the twin of a check: who fails it.")
        ),
    ] = None,
    as_of: AsOf = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help=_("Most rows."))] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help=_("Most seconds."))] = 30.0,
) -> None:
    """Ask one read-only question in Cypher: your own, or the twin of a check."""
    if (cypher is None) == (check is None):
        raise SettingsError(_("Give either CYPHER or --check CODE."))
    if check is None and (as_of or profile):
        raise SettingsError(
            _("--as-of and --profile go with --check; write other days into the statement.")
        )
    import polars as pl

    from orggraph import checks
    from orggraph import source as sources
    from orggraph.report import frames
    from orggraph.report.origin import Origin, head

    found = checks.find(check) if check else None
    with working(_("Asking …")), sources.opened(source) as store:
        asked = _twin(found, store, as_of, profile) if found else _Question(cypher or "", {})
        rows = store.query(asked.cypher, asked.parameters, limit=limit, timeout=timeout)
        kept = sources.names_kept(store)
    if kept:
        rows = rows.with_columns(names=pl.lit("kept"))
    about = [head(asked.network, Origin(source, names_kept=kept))] if asked.network else []
    answer = Answer(
        text=lambda: [*about, frames.frame_text(rows)],
        json=lambda: frames.frame_json(rows),
        csv=lambda: rows,
        xlsx=lambda: {_("Answer"): rows},
    )
    give(answer, format_, output)
    if rows.height == limit:
        warn(_("There may be more: the answer stops at {limit} rows.").format(limit=limit))


def _twin(check: "Check", store: "Store", as_of: datetime | None, profile: str | None) -> _Question:
    """Fill in the twin of a check, whose parameters are computed of all that the store holds."""
    from orggraph import checks, queries

    reading = store.read()
    show_problems(reading.problems)
    network = network_of(reading, as_of, profile)
    text = queries.load(check.twin).text
    return _Question(text, checks.twin_parameters(check, network), network)
