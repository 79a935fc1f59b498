"""The command ``check``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orggraph.cli._exits import FOUND
from orggraph.cli._options import Format, Output
from orggraph.cli._output import Answer, give, warn, working
from orggraph.language import _

if TYPE_CHECKING:
    from collections.abc import Collection


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
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="DIR",
            help=_("Write copies of the ledgers here with what is wrong marked in the cells."),
        ),
    ] = None,
) -> None:
    """Say what is wrong with ledgers, cell by cell, without making anything of them."""
    from orggraph import sheets as ledgers
    from orggraph.report import annotated, quality

    with working(_("Reading {source} …").format(source=sheets)):
        checked = ledgers.check(sheets, copied=annotate is not None)
    answer = Answer(
        text=lambda: quality.as_text(checked, sheets),
        json=lambda: quality.as_json(checked, sheets),
        csv=lambda: quality.problems(checked),
        xlsx=lambda: quality.workbook(checked),
    )
    give(answer, format_ or _by_ending(output), output)
    if annotate is not None:
        with working(_("Marking copies …")):
            copied = annotated.write(checked, sheets, annotate)
        _say_copies(copied, annotated.faulty(checked) - set(copied), annotate)
    if suggest is not None:
        count = ledgers.write_suggestions(suggest, checked.suggestions)
        warn(
            _("{count} suggestions added to {path}: write 是 or 否 under 确认.").format(
                count=count, path=suggest
            )
        )
    if quality.wants_mending(checked):
        raise typer.Exit(FOUND)


def _say_copies(copied: "Collection[str]", without: "Collection[str]", folder: Path) -> None:
    """Say how many copies there are, and of which files with problems there is none."""
    warn(
        _(
            "{count} copies with marked cells in {folder}; names, numbers of persons and columns "
            "that are not read are left out of them."
        ).format(count=len(copied), folder=folder)
    )
    if without:
        warn(_("No copy of: {files}").format(files="、".join(sorted(without))))


def _by_ending(output: Path | None) -> Format:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return Format(ending) if ending in set(Format) else Format.TEXT
