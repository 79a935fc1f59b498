"""The command ``resilience``."""

from dataclasses import replace
from typing import Annotated

import typer

from orggraph.cli._input import network_of, origin_of, read, say_left_out
from orggraph.cli._options import (
    AsOf,
    By,
    ByTown,
    Format,
    FormatName,
    KeepGoing,
    Output,
    ProfileName,
    Source,
)
from orggraph.cli._output import Answer, give, working
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.model import PAIRING_MECHANISMS


def resilience(
    source: Source,
    *,
    as_of: AsOf = None,
    by: ByTown = None,
    mechanism: Annotated[
        str | None,
        typer.Option(
            "--mechanism", metavar="NAME", help=_("Only the help of this one, such as co_building.")
        ),
    ] = None,
    top: Annotated[
        int, typer.Option("--top", min=1, help=_("Most rows of a table of the text."))
    ] = 20,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    keep_going: KeepGoing = False,
) -> None:
    """Tell what the loss of each helper and joint committee would do."""
    from orggraph.report import resilience as told
    from orggraph.report.origin import about, head

    means = _mechanism(mechanism)
    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    origin = origin_of(source, reading)
    outlook = told.Outlook(network, means)
    answer = Answer(
        text=lambda: [
            head(network, origin),
            told.as_text(outlook, top=top, by_town=by is By.TOWN),
        ],
        json=lambda: told.as_json(outlook, origin),
        csv=lambda: next(iter(told.as_frames(outlook).values())),
        xlsx=lambda: {
            _("About"): about(network, origin),
            **told.as_frames(outlook),
        },
    )
    with working(_("Working out the losses …")):
        outlook.survey  # noqa: B018 - it is kept, and takes all the time
    give(replace(answer, names_kept=origin.names_kept), format_, output)
    say_left_out(reading)


def _mechanism(word: str | None) -> str | None:
    """Understand a mechanism by its name in the graph or by its Chinese word."""
    if word is None or word in PAIRING_MECHANISMS:
        return word
    chinese = {spoken: name for name, spoken in PAIRING_MECHANISMS.items()}
    if word not in chinese:
        words = ", ".join(f"{name} ({spoken})" for name, spoken in PAIRING_MECHANISMS.items())
        raise SettingsError(
            _("There is no mechanism {name}.").format(name=word),
            _("One of: {words}").format(words=words),
        )
    return chinese[word]
