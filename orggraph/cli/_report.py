"""The command ``report``."""

from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._input import network_of, origin_of, read, say_left_out
from orggraph.cli._options import AsOf, ForLevel, KeepGoing, LevelName, ProfileName, Source
from orggraph.cli._output import say, working
from orggraph.language import _


def report(
    source: Source,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="F.docx|html|pdf",
            help=_("Where to write it; as .json, the places of all its numbers."),
        ),
    ],
    *,
    as_of: AsOf = None,
    profile: ProfileName = None,
    level: ForLevel = LevelName.INTERNAL,
    keep_going: KeepGoing = False,
) -> None:
    """Write the report of a day."""
    from orggraph import document, findings, writers
    from orggraph.redaction import Level

    writers.check(output)
    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    with working(_("Asking the checks …")):
        audit = findings.audit(network)
    with working(_("Writing the report …")):
        origin = origin_of(source, reading)
        paper = document.compose(reading, network, audit, origin, level=Level(level))
        writers.write(paper, output)
    say(_("Report as of {day}: {path}").format(day=network.as_of, path=output))
    say_left_out(reading)
