"""The commands ``map`` and ``draw``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orggraph.cli._input import network_of, read, say_left_out
from orggraph.cli._options import (
    AsOf,
    ForLevel,
    KeepGoing,
    LevelName,
    ProfileName,
    Source,
    as_of_option,
)
from orggraph.cli._output import say, working
from orggraph.language import _

if TYPE_CHECKING:
    from orggraph.network import Network
    from orggraph.webmap import View


def map_(
    source: Source,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="F.html", help=_("Where to write it."))
    ],
    *,
    as_of: AsOf = None,
    town: Annotated[
        list[str] | None,
        typer.Option("--town", metavar="NAME", help=_("Only this town, by name or code; again.")),
    ] = None,
    layers: Annotated[
        str | None,
        typer.Option(
            "--layers",
            metavar="A,B,…",
            help=_("Only these relations, such as co_building,joint_committee."),
        ),
    ] = None,
    diff: Annotated[
        str | None,
        typer.Option(
            "--diff",
            metavar="OLD",
            help=_("Colour what came, went and changed since then: a SOURCE."),
        ),
    ] = None,
    as_of_old: Annotated[datetime | None, as_of_option("--as-of-old")] = None,
    level: ForLevel = LevelName.INTERNAL,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Draw the interactive map, one HTML file."""
    from orggraph import webmap

    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    old = None
    if diff is not None:
        before = reading if diff == source else read(diff, keep_going=keep_going)
        old = network_of(before, as_of_old, profile)
    view = webmap.View(
        webmap.Level(level),
        tuple(town or ()),
        tuple(name.strip() for name in layers.split(",")) if layers else (),
        old,
    )
    draw_map(network, output, view)
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
    level: ForLevel = LevelName.INTERNAL,
    as_of: AsOf = None,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Draw a figure."""
    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    draw_figure(network, output, figure=figure, village=village, level=level)
    say_left_out(reading)


def draw_map(network: "Network", path: Path, view: "View | None" = None) -> None:
    """Draw the map of a network with its findings, and say where it is."""
    from orggraph import findings, webmap

    with working(_("Asking the checks …")):
        found = findings.audit(network).findings
    with working(_("Drawing the map …")):
        webmap.write(network, path, view=view or webmap.View(), findings=found)
    say(_("Open in a browser: {path}").format(path=path))


def draw_figure(
    network: "Network",
    path: Path,
    *,
    figure: str | None = None,
    village: str | None = None,
    level: LevelName = LevelName.INTERNAL,
) -> None:
    """Draw a figure of a network, or the overview, and say where it is."""
    from orggraph import plot
    from orggraph.redaction import Level

    with working(_("Drawing the figure …")):
        plot.draw(network, path, figure=figure, village=village, level=Level(level))
    say(_("Figure: {path}").format(path=path))
