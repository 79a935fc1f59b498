"""Where answers go: the screen or a file; and what is said beside them."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from orggraph.cli import _stats
from orggraph.cli._options import Format
from orggraph.errors import SettingsError
from orggraph.language import _

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console, RenderableType

WIDTH = 120  # columns where the output is no terminal


@dataclass(frozen=True)
class Answer:
    """One answer in each of the ways in which it can be written; only the one asked for is made."""

    text: Callable[[], "list[RenderableType]"]
    json: Callable[[], str]
    csv: Callable[[], "pl.DataFrame"]
    xlsx: Callable[[], "dict[str, pl.DataFrame]"]
    names_kept: bool = False  # a table alone has no head to say so


def give(answer: Answer, format_: Format, output: Path | None) -> None:
    """Write an answer to a file, or to the screen where none is named."""
    message = _("Writing the answer …")
    # No bar where the answer itself goes to the screen.
    with working(message) if output else _stats.stage(message):
        _give(answer, format_, output)


def _give(answer: Answer, format_: Format, output: Path | None) -> None:
    from orggraph.report import frames

    if format_ is Format.TEXT:
        show(*answer.text(), output=output)
    elif format_ is Format.JSON:
        _write(answer.json().encode(), output)
    elif format_ is Format.CSV:
        frame = answer.csv()
        _write(frames.frame_csv(_marked(frame) if answer.names_kept else frame), output)
    elif output is None:
        raise SettingsError(_("A workbook needs a file: -o F.xlsx"))
    else:
        frames.write_xlsx(answer.xlsx(), output)


def _marked(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Say in each row that names are kept."""
    from polars import lit

    return frame.with_columns(lit("kept").alias("names"))


def show(*parts: "RenderableType", output: Path | None = None) -> None:
    """Print a text to a file, or to the screen where none is named."""
    if output is None:
        console(sys.stdout).print(*parts, sep="\n")
        return
    text = io.StringIO()
    console(text).print(*parts, sep="\n")
    _write(text.getvalue().encode(), output)


def console(stream: TextIO) -> "Console":
    """Make a console as wide as the terminal, or of the one width of everything else."""
    from rich.console import Console

    width = None if stream.isatty() else WIDTH
    return Console(file=stream, width=width, highlight=False)


def say(text: str) -> None:
    """Say a line about what was done."""
    typer.echo(text)


def warn(text: str) -> None:
    """Say a line on the error stream, so that an answer on the other stays clean."""
    typer.echo(text, err=True)


def show_stages() -> None:
    """Tell what the command cost on the error stream, so that an answer stays clean."""
    if stages := _stats.taken():
        console(sys.stderr).print(_stats.told(stages))


@contextmanager
def working(message: str) -> Iterator[None]:
    """Show on a terminal that something is being done, and measure it."""
    with _stats.stage(message):
        if not sys.stderr.isatty():
            yield
            return
        with _bar(message):
            yield


@contextmanager
def _bar(message: str) -> Iterator[None]:
    """Show how much is done and how long the rest may take, where the work tells."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    from orggraph import progress

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[items]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(message, total=None, items="")

        def show(now: progress.Progress) -> None:
            items = f"{now.items:,}/{now.of:,}"
            bars.update(task, completed=now.work, total=now.total, items=items)

        with progress.heard(show):
            yield


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    from orggraph import drafts

    with drafts.file(output) as draft:
        draft.write_bytes(content)
