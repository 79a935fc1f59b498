"""The command ``demo``."""

from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._input import network_of, read
from orggraph.cli._load import load
from orggraph.cli._output import say, show, working
from orggraph.cli._pictures import draw_figure, draw_map
from orggraph.language import _


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Where to put it."))] = Path(
        "orggraph-demo"
    ),
) -> None:
    """Make the Boshan example, load, audit and draw it."""
    from orggraph import demo as boshan
    from orggraph import findings
    from orggraph.report import audit as told
    from orggraph.report.origin import Origin, head

    ledgers, store, map_file, figures, need = (
        folder / name for name in ("ledgers", "boshan.lbug", "map.html", "figures.png", "need.png")
    )
    with working(_("Writing the ledgers of Boshan …")):
        boshan.write(folder)
    load(str(ledgers), to=str(store), replace=True)
    network = network_of(read(str(store)))
    found = findings.audit(network)
    show(head(network, Origin(str(store))), told.summary(found, network))
    draw_map(network, map_file)
    draw_figure(network, figures)
    draw_figure(network, need, figure="need_and_help")
    say(_("Every finding with its rows: orggraph audit {store} --by town").format(store=store))
