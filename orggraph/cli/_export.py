"""The command ``export``."""

from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._input import network_of, origin_of, read, say_left_out
from orggraph.cli._options import AsOf, ForLevel, KeepGoing, LevelName, ProfileName, Source
from orggraph.cli._output import say, working
from orggraph.language import _


def export(
    source: Source,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="F", help=_("F.graphml, .gexf, .json or .zip, or a folder.")
        ),
    ],
    *,
    level: ForLevel = LevelName.INTERNAL,
    as_of: AsOf = None,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Write the graph of a day for other programs."""
    from orggraph import export as exports
    from orggraph.redaction import Level

    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    with working(_("Writing the graph …")):
        origin = origin_of(source, reading)
        exports.write(network, output, origin=origin, level=Level(level))
    say(_("Graph as of {day}: {path}").format(day=network.as_of, path=output))
    say_left_out(reading)
