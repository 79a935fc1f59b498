"""The command line. Commands load what they need when they run, so that help comes at once."""

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from orggraph.errors import OrgGraphError, Problem, Severity, SheetError
from orggraph.language import N_, _

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from orggraph.dataset import Reading
    from orggraph.network import Network

FINDINGS = 1
COULD_NOT_RUN = 2
PROBLEMS_SHOWN = 40
WIDTH = 120  # columns where the output is no terminal

app = typer.Typer(
    help=_("Who is left out of a county's party building: ledgers in, findings and maps out."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_("Everywhere: --lang zh|en, --debug (shows where an error came from), --version."),
)


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class By(StrEnum):
    """How a text is broken down."""

    TOWN = "town"


Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help=_("Folder or file of ledgers, *.lbug file, or bolt:// or neo4j:// address."),
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help=_("The day of the question; default: the cutoff of the ledgers, else today."),
    ),
]
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


@app.command(help=_("Make the Boshan example, load, audit and draw it."))
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Where to put it."))] = Path(
        "orggraph-demo"
    ),
) -> None:
    """Make the Boshan example, load, audit and draw it."""
    from orggraph import demo as boshan
    from orggraph import findings, report

    ledgers, store, map_file, figures = (
        folder / name for name in ("ledgers", "boshan.lbug", "map.html", "figures.png")
    )
    with _working(_("Writing the ledgers of Boshan …")):
        boshan.write(folder)
    load(str(ledgers), to=str(store), replace=True)
    network = _network(_read(str(store)))
    found = findings.audit(network)
    _print(report.head(network, source=str(store)), report.summary_text(found, network))
    _draw_map(network, map_file)
    _draw_figures(network, figures)
    _say(_("Every finding with its rows: orggraph audit {store} --by town").format(store=store))


@app.command(help=_("Make a store equal to the ledgers."))
def load(
    sheets: Annotated[str, typer.Argument(metavar="SHEETS", help=_("Folder or file of ledgers."))],
    to: Annotated[
        str, typer.Option("--to", metavar="STORE", help=_("*.lbug file or server address."))
    ],
    *,
    keep_going: KeepGoing = False,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace another county that the store holds."))
    ] = False,
) -> None:
    """Make a store equal to the ledgers; all or nothing."""
    from orggraph import sheets as ledgers
    from orggraph import store

    with _working(_("Reading {source} …").format(source=sheets)):
        reading = ledgers.read(sheets, keep_going=keep_going)
    _show_problems(reading.problems)
    with _working(_("Writing the store …")), store.open_store(to) as opened:
        opened.write(reading.dataset, replace=replace)
    dataset = reading.dataset
    _say(
        _("{store} now holds {nodes} nodes and {relationships} relationships.").format(
            store=to,
            nodes=sum(dataset.counts(dataset.nodes).values()),
            relationships=sum(dataset.counts(dataset.relationships).values()),
        )
    )
    _say_left_out(reading)


@app.command(help=_("Ask every check, and count coverage. Exit 1 where something is found."))
def audit(
    source: Source,
    *,
    as_of: AsOf = None,
    by: ByTown = None,
    select: Annotated[
        str | None, typer.Option("--select", metavar="CODE,…", help=_("Only these checks."))
    ] = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=_("Exit 0 also with findings."))
    ] = False,
    keep_going: KeepGoing = False,
) -> None:
    """Ask every check, and count coverage."""
    from orggraph import findings, report

    reading = _read(source, keep_going=keep_going)
    network = _network(reading, as_of, profile)
    with _working(_("Asking the checks …")):
        found = findings.audit(network, select=select.split(",") if select else None)
    left_out = _left_out(reading)
    if format_ is Format.TEXT:
        text = report.audit_text(found, network, by_town=by is By.TOWN)
        _print(report.head(network, source=source, left_out=left_out), text, output=output)
    elif format_ is Format.JSON:
        content = report.audit_json(found, source=source, left_out=left_out)
        _write(content.encode(), output)
    elif format_ is Format.CSV:
        _write(report.frame_csv(found.findings), output)
    else:
        frames = {
            _("About"): report.about(network, source=source, left_out=left_out),
            _("Checks"): found.checks,
            _("Findings"): found.findings,
            _("Coverage"): found.coverage,
        }
        report.write_xlsx(frames, _needed(output))
    _say_left_out(reading)
    if found.wants_action and not exit_zero:
        raise typer.Exit(FINDINGS)


@app.command(help=_("Count coverage by mechanism and town."))
def coverage(
    source: Source,
    *,
    as_of: AsOf = None,
    by: ByTown = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    keep_going: KeepGoing = False,
) -> None:
    """Count coverage by mechanism and town."""
    from orggraph import findings, report

    reading = _read(source, keep_going=keep_going)
    network = _network(reading, as_of, profile)
    found = findings.audit(network, select=[])
    left_out = _left_out(reading)
    if format_ is Format.TEXT:
        text = report.coverage_text(found.cells, network, by_town=by is By.TOWN)
        _print(report.head(network, source=source, left_out=left_out), text, output=output)
    elif format_ is Format.JSON:
        content = report.coverage_json(found, source=source, left_out=left_out)
        _write(content.encode(), output)
    elif format_ is Format.CSV:
        _write(report.frame_csv(found.coverage), output)
    else:
        about = report.about(network, source=source, left_out=left_out)
        report.write_xlsx({_("About"): about, _("Coverage"): found.coverage}, _needed(output))
    _say_left_out(reading)


@app.command(help=_("Tell what a check asks, why, and what to do."))
def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("Code such as ISO001."))],
) -> None:
    """Tell what a check asks, why, and what to do."""
    from orggraph import checks, queries, report

    check = checks.find(code)
    _print(report.page_text(check))
    _say("\n" + queries.load(check.twin).text)


@app.command(help=_("List the checks."))
def rules() -> None:
    """List the checks."""
    from orggraph import report

    _print(report.rules_text())


@app.command(name="map", help=_("Draw the interactive map, one HTML file."))
def map_(
    source: Source,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="F.html", help=_("Where to write it."))
    ],
    *,
    as_of: AsOf = None,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Draw the interactive map, one HTML file."""
    reading = _read(source, keep_going=keep_going)
    _draw_map(_network(reading, as_of, profile), output)
    _say_left_out(reading)


@app.command(help=_("Draw the figures: .png, .svg or .pdf."))
def draw(
    source: Source,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="F.png|svg|pdf", help=_("Where to write it.")),
    ],
    *,
    as_of: AsOf = None,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Draw the figures."""
    reading = _read(source, keep_going=keep_going)
    _draw_figures(_network(reading, as_of, profile), output)
    _say_left_out(reading)


@app.command(help=_("Ask one read-only question in Cypher."))
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
    from orggraph import report
    from orggraph import source as sources

    with _working(_("Asking …")):
        rows = sources.query(source, cypher, limit=limit, timeout=timeout)
    if format_ is Format.TEXT:
        _print(report.frame_text(rows), output=output)
    elif format_ is Format.JSON:
        _write(report.frame_json(rows).encode(), output)
    elif format_ is Format.CSV:
        _write(report.frame_csv(rows), output)
    else:
        report.write_xlsx({_("Answer"): rows}, _needed(output))
    if rows.height == limit:
        _warn(_("There may be more: the answer stops at {limit} rows.").format(limit=limit))


def run(words: list[str]) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    words
        The words after ``orggraph``.
    """
    for stream in (sys.stdout, sys.stderr):
        # A GBK or ASCII console lacks characters that names hold; a mark is better than a crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # replaced in tests only
    debug = "--debug" in words
    try:
        app([word for word in words if word != "--debug"], prog_name="orggraph")
    except OrgGraphError as error:
        if debug:
            raise
        if isinstance(error, SheetError):
            _show_problems(error.problems)
        _warn(str(error))
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        if debug:
            raise
        _warn(_os_error(error))
        _warn(_("Choose a place that exists and that you may write to."))
        sys.exit(COULD_NOT_RUN)
    except Exception as error:
        if debug:
            raise
        _warn(_("orggraph failed: {error}").format(error=type(error).__name__))
        _warn(_("This is a fault of orggraph; run again with --debug and report it."))
        sys.exit(COULD_NOT_RUN)


def _read(source: str, *, keep_going: bool = False) -> "Reading":
    from orggraph import source as sources

    with _working(_("Reading {source} …").format(source=source)):
        reading = sources.read_all(source, keep_going=keep_going)
    _show_problems(reading.problems)
    return reading


def _network(
    reading: "Reading", as_of: datetime | None = None, profile: str | None = None
) -> "Network":
    from orggraph import profile as profiles
    from orggraph.network import Network

    day = as_of.date() if as_of else None
    return Network(reading.dataset, day, profiles.load(profile) if profile else None)


def _draw_map(network: "Network", path: Path) -> None:
    from orggraph import findings, webmap

    with _working(_("Drawing the map …")):
        webmap.write(network, path, findings=findings.audit(network).findings)
    _say(_("Open in a browser: {path}").format(path=path))


def _draw_figures(network: "Network", path: Path) -> None:
    from orggraph import plot

    with _working(_("Drawing the figures …")):
        plot.draw(network, path)
    _say(_("Figures: {path}").format(path=path))


def _left_out(reading: "Reading") -> int:
    return sum(problem.severity is Severity.ERROR for problem in reading.problems)


def _say_left_out(reading: "Reading") -> None:
    if count := _left_out(reading):
        _warn(_("{count} errors: their rows were left out.").format(count=count))


def _show_problems(problems: Sequence[Problem]) -> None:
    """Tell problems on the error stream, so that an answer on the other stays clean."""
    if problems:
        from orggraph import report

        _console(sys.stderr).print(report.problems_text(problems, most=PROBLEMS_SHOWN))


def _print(*parts: "RenderableType", output: Path | None = None) -> None:
    if output is None:
        _console(sys.stdout).print(*parts, sep="\n")
        return
    with output.open("w", encoding="utf-8") as file:
        _console(file).print(*parts, sep="\n")


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    width = None if stream.isatty() else WIDTH
    return Console(file=stream, width=width, highlight=False)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)


def _needed(output: Path | None) -> Path:
    if output is None:
        raise typer.BadParameter(_("A workbook needs a file: -o F.xlsx"))
    return output


def _say(text: str) -> None:
    typer.echo(text)


def _warn(text: str) -> None:
    typer.echo(text, err=True)


@contextmanager
def _working(message: str) -> Iterator[None]:
    """Show on a terminal that something is being done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        yield


_OS_ERRORS = {
    errno.ENOENT: N_("there is no such folder"),
    errno.EACCES: N_("you may not do that there"),
    errno.EPERM: N_("you may not do that there"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("there is a file where a folder should be"),
}


def _os_error(error: OSError) -> str:
    told = _OS_ERRORS.get(error.errno or 0)
    reason = _(told) if told else str(error.strerror or type(error).__name__)
    place = error.filename or ""
    return _("Cannot read or write {place}: {reason}").format(place=place, reason=reason)
