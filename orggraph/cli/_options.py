"""The arguments and options that several commands share."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from orggraph.language import _


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class By(StrEnum):
    """How a text is broken down."""

    TOWN = "town"


class LevelName(StrEnum):
    """Who may read it, as ``redaction.Level``, which help need not load."""

    INTERNAL = "internal"
    BRIEFING = "briefing"
    PUBLIC = "public"


_SOURCE = typer.Argument(
    metavar="SOURCE",
    show_default=False,
    help=_("Ledgers, a folder of tables, a *.lbug file, or a bolt:// or neo4j:// address."),
)
Source = Annotated[str, _SOURCE]
OptionalSource = Annotated[str | None, _SOURCE]


def as_of_option(name: str) -> Any:  # noqa: ANN401 - what typer gives
    """Make an option that takes a day."""
    return typer.Option(
        name,
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help=_("The day of the question; default: the cutoff of the ledgers, else today."),
    )


AsOf = Annotated[datetime | None, as_of_option("--as-of")]
ProfileName = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help=_("Thresholds: a bundled name or a file.")),
]
ByTown = Annotated[By | None, typer.Option("--by", help=_("Break the text down by town."))]
FormatName = Annotated[Format, typer.Option("--format", help=_("How the answer is written."))]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help=_("Write here, not to the screen.")),
]
KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help=_("Leave rows with errors out, and say so.")),
]
ForLevel = Annotated[
    LevelName,
    typer.Option(
        "--level", help=_("Who may read it; briefing and public leave out more and more.")
    ),
]
