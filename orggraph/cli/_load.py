"""The command ``load``."""

from typing import Annotated

import typer

from orggraph.cli._input import say_left_out, show_problems
from orggraph.cli._options import KeepGoing
from orggraph.cli._output import say, warn, working
from orggraph.language import _


def load(
    sheets: Annotated[
        str,
        typer.Argument(metavar="SHEETS", help=_("Folder or file of ledgers, or folder of tables.")),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="STORE", help=_("*.lbug file or server address."))
    ],
    *,
    keep_going: KeepGoing = False,
    keep_names: Annotated[
        bool,
        typer.Option(
            "--keep-names",
            help=_("Keep persons' names; the store, and all that is made of it, is marked."),
        ),
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace another county that the store holds."))
    ] = False,
) -> None:
    """Make a store equal to the ledgers; all or nothing."""
    from orggraph import source, store

    with working(_("Reading {source} …").format(source=sheets)):
        reading = source.read_all(sheets, keep_going=keep_going, keep_names=keep_names)
    show_problems(reading.problems)
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
