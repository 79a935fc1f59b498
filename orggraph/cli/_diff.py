"""The command ``diff``."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from orggraph.cli._input import network_of, origin_of, read, say_left_out
from orggraph.cli._options import (
    By,
    ByTown,
    Format,
    FormatName,
    KeepGoing,
    Output,
    ProfileName,
    as_of_option,
)
from orggraph.cli._output import Answer, give, working
from orggraph.language import _


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("The SOURCE of the earlier day."))],
    new: Annotated[
        str,
        typer.Argument(metavar="NEW", help=_("The SOURCE of the later day; it may be the same.")),
    ],
    *,
    as_of_old: Annotated[datetime | None, as_of_option("--as-of-old")] = None,
    as_of_new: Annotated[datetime | None, as_of_option("--as-of-new")] = None,
    by: ByTown = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    keep_going: KeepGoing = False,
) -> None:
    """Say what came, went and changed between two days of one county."""
    from orggraph import comparison
    from orggraph.report import comparison as told

    before = read(old, keep_going=keep_going)
    after = before if new == old else read(new, keep_going=keep_going)
    with working(_("Comparing …")):
        found = comparison.compare(
            network_of(before, as_of_old, profile), network_of(after, as_of_new, profile)
        )
    origins = origin_of(old, before), origin_of(new, after)
    answer = Answer(
        text=lambda: told.as_text(found, origins, by_town=by is By.TOWN),
        json=lambda: told.as_json(found, origins),
        csv=lambda: told.changes_frame(found),
        xlsx=lambda: told.as_frames(found, origins),
    )
    kept = any(origin.names_kept for origin in origins)
    give(replace(answer, names_kept=kept), format_, output)
    say_left_out(before)
    if after is not before:
        say_left_out(after)
