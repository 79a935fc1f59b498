"""The command ``synth``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._output import say, working
from orggraph.language import _


class Scale(StrEnum):
    """How large a region."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


class Tables(StrEnum):
    """How tables are written."""

    PARQUET = "parquet"
    CSV = "csv"


def synth(
    target: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("Folder of tables, or a *.lbug file."))
    ],
    *,
    scale: Annotated[Scale, typer.Option("--scale", help=_("How large a region."))] = Scale.COUNTY,
    seed: Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the draw."))] = 0,
    format_: Annotated[
        Tables, typer.Option("--format", help=_("How tables are written."))
    ] = Tables.PARQUET,
) -> None:
    """Make up a region whose answers are known: real places, all else synthetic."""
    from orggraph import store
    from orggraph import synth as synthetic

    with working(_("Making up a region …")):
        if store.is_store(str(target)):
            made = synthetic.made(scale, seed)
            with store.open_store(str(target)) as opened:
                opened.write(made.dataset)
        else:
            made = synthetic.write(target, scale, seed, format=format_)
    dataset = made.dataset
    say(
        _("{store} now holds {nodes} nodes and {relationships} relationships.").format(
            store=target,
            nodes=dataset.size.nodes,
            relationships=dataset.size.relationships,
        )
    )
    if not store.is_store(str(target)):
        say(_("What an audit must find stands in {file}").format(file=target / "answers.json"))
