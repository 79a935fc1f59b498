"""The command ``load``."""

from typing import Annotated

import typer

from orggraph.cli._input import read, say_left_out
from orggraph.cli._options import KeepGoing, Source
from orggraph.cli._output import say, warn, working
from orggraph.language import _


def load(
    source: Source,
    to: Annotated[
        str, typer.Option("--to", metavar="STORE", help=_("*.lbug file or server address."))
    ],
    *,
    keep_going: KeepGoing = False,
    keep_names: Annotated[
        bool,
        typer.Option(
            "--keep-names",
            help=_("Keep persons' names of ledgers; the store and all made of it is marked."),
        ),
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace another county that the store holds."))
    ] = False,
) -> None:
    """Make a store equal to a source; all or nothing."""
    from orggraph import store

    reading = read(source, keep_going=keep_going, keep_names=keep_names)
    with working(_("Writing the store …")), store.open_store(to) as opened:
        opened.write(reading.dataset, replace=replace)
    dataset = reading.dataset
    say(
        _("{store} now holds {nodes} nodes and {relationships} relationships.").format(
            store=to,
            nodes=dataset.size.nodes,
            relationships=dataset.size.relationships,
        )
    )
    if dataset.names_kept:
        warn(_("The store holds persons' names, and so may all that is made of it."))
    say_left_out(reading)
