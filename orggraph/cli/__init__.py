"""The command line. Commands load what they need when they run, so that help comes at once."""

import errno
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import typer

from orggraph import interrupts
from orggraph.cli._audit import audit, coverage
from orggraph.cli._check import check
from orggraph.cli._claims import claims
from orggraph.cli._demo import demo
from orggraph.cli._diff import diff
from orggraph.cli._exits import COULD_NOT_RUN, INTERRUPTED
from orggraph.cli._export import export
from orggraph.cli._forget import forget
from orggraph.cli._input import show_problems
from orggraph.cli._load import load
from orggraph.cli._output import show_stages, warn
from orggraph.cli._pictures import draw, map_
from orggraph.cli._query import query
from orggraph.cli._report import report
from orggraph.cli._resilience import resilience
from orggraph.cli._rules import explain, rules
from orggraph.cli._synth import synth
from orggraph.cli._template import template
from orggraph.cli._usage import Command, Group
from orggraph.errors import OrgGraphError, SheetError
from orggraph.language import N_, _

_EVERYWHERE = _(
    "Everywhere: --lang zh|en, --stats (tells time and peak memory of each stage at the end), "
    "--debug (shows where an error came from)."
)
app = typer.Typer(
    help=_("Who is left out of a county's party building: ledgers in, findings and maps out."),
    cls=Group,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]..."),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=" ".join((_EVERYWHERE, _("Alone: --version."))),
)

# In the order in which the help lists them.
_COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "demo": (demo, _("Make the Boshan example, load, audit and draw it.")),
    "template": (template, _("Write empty ledgers with a county's towns and villages.")),
    "check": (check, _("Say what is wrong with ledgers. Exit 1 where something is to mend.")),
    "load": (load, _("Make a store equal to ledgers, tables or another store.")),
    "audit": (audit, _("Ask every check, and count coverage. Exit 1 where something is found.")),
    "coverage": (coverage, _("Count coverage by mechanism and town.")),
    "resilience": (
        resilience,
        _("Tell what the loss of each helper and joint committee would do."),
    ),
    "diff": (diff, _("Say what came, went and changed between two days.")),
    "claims": (claims, _("Hold published figures against the ledgers. Exit 1 where one differs.")),
    "explain": (
        explain,
        _("Tell what a check asks, why, and what to do; or how to mend a problem."),
    ),
    "rules": (rules, _("List the checks.")),
    "map": (map_, _("Draw the interactive map, one HTML file.")),
    "report": (report, _("Write the report: .docx, .html or .pdf.")),
    "draw": (draw, _("Draw a figure, or an overview: .png, .svg or .pdf.")),
    "export": (
        export,
        _("Write the graph as GraphML, GEXF, JSON or Parquet, or files for Neo4j to import."),
    ),
    "synth": (synth, _("Make up a region of any size, up to the country, with its answers.")),
    "query": (query, _("Ask one read-only question in Cypher.")),
    "forget": (forget, _("Remove a store and the key for pseudonyms, for good.")),
}
_SOURCES = ("source", "sheets", "old", "new")  # what the commands call that which they read


def _sparing(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command not begin where its answer would take the place of what it reads."""

    @wraps(command)
    def spared(**given: object) -> None:
        if output := given.get("output"):
            from orggraph import source

            for read in filter(None, map(given.get, _SOURCES)):
                source.refuse_overwriting(str(read), Path(str(output)))
        command(**given)

    return spared


for _name, (_command, _help) in _COMMANDS.items():
    app.command(
        name=_name, cls=Command, help=_help, epilog=_EVERYWHERE, options_metavar=_("[OPTIONS]")
    )(_sparing(_command))


def run(words: list[str]) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    words
        The words after ``orggraph``.

    Raises
    ------
    KeyboardInterrupt
        It was stopped by Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        # A GBK or ASCII console lacks characters that names hold; a mark is better than a crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # replaced in tests only
    asked = [word for word in words if word not in ("--debug", "--stats")]
    try:
        _answer(asked, debug="--debug" in words)
    except SystemExit as left:
        if left.code == INTERRUPTED:
            raise KeyboardInterrupt from None
        raise
    finally:
        if "--stats" in words:
            show_stages()


def _answer(words: list[str], *, debug: bool) -> None:
    """Run a command, and say in a line or two why it could not."""
    try:
        with interrupts.as_interrupt():
            app(words, prog_name="orggraph")
    except KeyboardInterrupt as stop:
        if debug and stop.__cause__:
            traceback.print_exception(stop.__cause__)
        raise
    except OrgGraphError as error:
        if debug:
            raise
        if isinstance(error, SheetError):
            show_problems(error.problems)
        warn(str(error))
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        if debug:
            raise
        warn(_os_error(error))
        warn(_("Choose a place that exists and that you may write to."))
        sys.exit(COULD_NOT_RUN)
    except Exception as error:
        if debug:
            raise
        warn(_("orggraph failed: {error}").format(error=type(error).__name__))
        warn(_("This is a fault of orggraph; run again with --debug and report it."))
        sys.exit(COULD_NOT_RUN)


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
