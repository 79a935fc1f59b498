"""What a command asks: a source read, with its problems told, on a day and by a profile."""

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from orggraph.cli._output import console, warn, working
from orggraph.errors import Problem, Severity
from orggraph.language import _

if TYPE_CHECKING:
    from orggraph.network import Network
    from orggraph.reading import Reading
    from orggraph.report.origin import Origin

PROBLEMS_SHOWN = 40


def read(source: str, **how: bool) -> "Reading":
    """Read a source as ``source.read_all`` is told to, and tell what is wrong with it."""
    from orggraph import source as sources

    with working(_("Reading {source} …").format(source=source)):
        reading = sources.read_all(source, **how)
    show_problems(reading.problems)
    return reading


def network_of(
    reading: "Reading", as_of: datetime | None = None, profile: str | None = None
) -> "Network":
    """Make the network of a day by a profile named on the command line."""
    from orggraph import profile as profiles
    from orggraph.network import Network

    day = as_of.date() if as_of else None
    return Network(reading.dataset, day, profiles.load(profile) if profile else None)


def origin_of(source: str, reading: "Reading") -> "Origin":
    """Say what an answer is asked of, with what its readers have to know."""
    from orggraph.report.origin import Origin

    return Origin(source, left_out(reading), reading.dataset.names_kept)


def left_out(reading: "Reading") -> int:
    """Count the rows with errors, which were left out."""
    wrong = (each for each in reading.problems if each.severity is Severity.ERROR)
    return len({(each.file, each.sheet, each.row) for each in wrong})


def say_left_out(reading: "Reading") -> None:
    """Say how many rows were left out, where there are any."""
    if count := left_out(reading):
        warn(_("{count} rows with errors were left out.").format(count=count))


def show_problems(problems: Sequence[Problem]) -> None:
    """Tell problems on the error stream, so that an answer on the other stays clean."""
    if problems:
        from orggraph.report import problems as told

        console(sys.stderr).print(told.problems_text(problems, most=PROBLEMS_SHOWN))
