"""The command ``query``."""

from typing import Annotated

import typer

from orggraph.cli._options import Format, FormatName, Output, Source
from orggraph.cli._output import Answer, give, warn, working
from orggraph.language import _


def query(
    source: Source,
    cypher: Annotated[str, typer.Argument(metavar="CYPHER", help=_("One statement that reads."))],
    *,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help=_("Most rows."))] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help=_("Most seconds."))] = 30.0,
) -> None:
    """Ask one read-only question in Cypher."""
    import polars as pl

    from orggraph import source as sources
    from orggraph.report import frames

    with working(_("Asking …")):
        rows = sources.query(source, cypher, limit=limit, timeout=timeout)
        kept = sources.names_kept(source)
    if kept:
        rows = rows.with_columns(names=pl.lit("kept"))
    answer = Answer(
        text=lambda: [frames.frame_text(rows)],
        json=lambda: frames.frame_json(rows),
        csv=lambda: rows,
        xlsx=lambda: {_("Answer"): rows},
    )
    give(answer, format_, output)
    if rows.height == limit:
        warn(_("There may be more: the answer stops at {limit} rows.").format(limit=limit))
