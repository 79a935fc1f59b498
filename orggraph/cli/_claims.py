"""The command ``claims``."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._exits import COULD_NOT_RUN, FOUND
from orggraph.cli._input import network_of, origin_of, read, say_left_out
from orggraph.cli._options import (
    AsOf,
    Format,
    FormatName,
    KeepGoing,
    OptionalSource,
    Output,
    ProfileName,
)
from orggraph.cli._output import Answer, give, warn, working
from orggraph.errors import SettingsError
from orggraph.language import _


def claims(
    source: OptionalSource = None,
    *,
    as_of: AsOf = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--claims",
            metavar="FILE",
            help=_("Published figures: a file or a bundled name; default: by county and year."),
        ),
    ] = None,
    bounds: Annotated[
        str | None,
        typer.Option(
            "--bounds",
            metavar="FILE",
            help=_("Without ledgers: what the figures alone imply or exclude."),
        ),
    ] = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    keep_going: KeepGoing = False,
) -> None:
    """Hold published figures against the ledgers, or against each other."""
    if (source is None) == (bounds is None):
        raise SettingsError(_("Give either a SOURCE or --bounds FILE."))
    if source is None:
        _reason(str(bounds), format_, output)
        return
    from orggraph import claims as published
    from orggraph.report import claims as told
    from orggraph.report.origin import about, head

    figures = published.load(file) if file else None
    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    with working(_("Counting what was published …")):
        found = published.compare(network, figures)
    origin = origin_of(source, reading)
    answer = Answer(
        text=lambda: [head(network, origin), told.as_text(found)],
        json=lambda: told.as_json(found, network, origin),
        csv=lambda: found.table,
        xlsx=lambda: {_("About"): about(network, origin), _("Claims"): found.table},
    )
    give(replace(answer, names_kept=origin.names_kept), format_, output)
    say_left_out(reading)
    if found.count(published.Verdict.DIFFERS):
        raise typer.Exit(FOUND)
    if not found.count(published.Verdict.AGREES):
        warn(_("No figure could be checked: the ledgers that they need did not come."))
        raise typer.Exit(COULD_NOT_RUN)


def _reason(name: str, format_: Format, output: Path | None) -> None:
    """Say what figures alone imply or exclude; they differ where they exclude each other."""
    from orggraph import claims as published
    from orggraph.report import claims as told

    figures = published.load(name)
    found = published.implied(figures)
    answer = Answer(
        text=lambda: [told.implications_text(figures, found)],
        json=lambda: told.implications_json(figures, found),
        csv=lambda: told.implications_table(found),
        xlsx=lambda: {_("Implications"): told.implications_table(found)},
    )
    give(answer, format_, output)
    if published.contradictions(found):
        warn(_("Figures exclude each other in every reading."))
        raise typer.Exit(FOUND)
