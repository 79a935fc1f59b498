"""The commands ``map`` and ``draw``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orggraph.cli._input import network_of, read, say_left_out
from orggraph.cli._options import AsOf, KeepGoing, ProfileName, Source
from orggraph.cli._output import say, working
from orggraph.language import _

if TYPE_CHECKING:
    from orggraph.network import Network


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
    reading = read(source, keep_going=keep_going)
    draw_map(network_of(reading, as_of, profile), output)
    say_left_out(reading)


def draw(
    source: Source,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="F.png|svg|pdf", help=_("Where to write it.")),
    ],
    *,
    figure: Annotated[
        str | None,
        typer.Option("--figure", metavar="NAME", help=_("Which figure; without it an overview.")),
    ] = None,
    village: Annotated[
        str | None,
        typer.Option(
            "--village", metavar="CODE|NAME", help=_("The village that village_tree shows.")
        ),
    ] = None,
    as_of: AsOf = None,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Draw a figure."""
    reading = read(source, keep_going=keep_going)
    draw_figure(network_of(reading, as_of, profile), output, figure=figure, village=village)
    say_left_out(reading)


def draw_map(network: "Network", path: Path) -> None:
    """Draw the map of a network with its findings, and say where it is."""
    from orggraph import findings, webmap

    with working(_("Drawing the map …")):
        webmap.write(network, path, findings=findings.audit(network).findings)
    say(_("Open in a browser: {path}").format(path=path))


def draw_figure(
    network: "Network", path: Path, *, figure: str | None = None, village: str | None = None
) -> None:
    """Draw a figure of a network, or the overview, and say where it is."""
    from orggraph import plot

    with working(_("Drawing the figure …")):
        plot.draw(network, path, figure=figure, village=village)
    say(_("Figure: {path}").format(path=path))
