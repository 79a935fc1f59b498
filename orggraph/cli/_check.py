"""The command ``check``."""

from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._options import Format, Output
from orggraph.cli._output import Answer, give, warn, working
from orggraph.language import _

PROBLEMS = 1


def check(
    sheets: Annotated[str, typer.Argument(metavar="SHEETS", help=_("Folder or file of ledgers."))],
    *,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help=_("How the answer is written; else by the file's ending.")),
    ] = None,
    output: Output = None,
    suggest: Annotated[
        Path | None,
        typer.Option(
            "--suggest",
            metavar="FILE.csv",
            help=_("Write what unknown names may mean into this list of aliases, to confirm."),
        ),
    ] = None,
) -> None:
    """Say what is wrong with ledgers, cell by cell, without making anything of them."""
    from orggraph import sheets as ledgers
    from orggraph.report import quality

    with working(_("Reading {source} …").format(source=sheets)):
        checked = ledgers.check(sheets)
    answer = Answer(
        text=lambda: quality.as_text(checked, sheets),
        json=lambda: quality.as_json(checked, sheets),
        csv=lambda: quality.problems(checked),
        xlsx=lambda: {
            _("Problems"): quality.problems(checked),
            _("Totals"): quality.totals(checked),
            _("Ledgers"): quality.tables(checked),
            _("Names matched"): quality.matched(checked),
        },
    )
    give(answer, format_ or _by_ending(output), output)
    if suggest is not None:
        count = ledgers.suggest(suggest, checked.suggestions)
        warn(
            _("{count} suggestions added to {path}: write 是 or 否 under 确认.").format(
                count=count, path=suggest
            )
        )
    if quality.wants_mending(checked):
        raise typer.Exit(PROBLEMS)


def _by_ending(output: Path | None) -> Format:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return Format(ending) if ending in set(Format) else Format.TEXT
