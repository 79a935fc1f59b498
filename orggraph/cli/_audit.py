"""The commands ``audit`` and ``coverage``."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from orggraph.cli._exits import FOUND
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
from orggraph.language import _

if TYPE_CHECKING:
    from orggraph.network import Network
    from orggraph.report.origin import Origin


def audit(
    source: Source,
    *,
    as_of: AsOf = None,
    by: ByTown = None,
    select: Annotated[
        str | None, typer.Option("--select", metavar="CODE,…", help=_("Only these checks."))
    ] = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=_("Exit 0 also with findings."))
    ] = False,
    keep_going: KeepGoing = False,
) -> None:
    """Ask every check, and count coverage."""
    from orggraph import findings
    from orggraph.report import audit as told
    from orggraph.report.origin import about, head

    reading = read(source, keep_going=keep_going)
    network = network_of(reading, as_of, profile)
    with working(_("Asking the checks …")):
        found = findings.audit(network, select=select.split(",") if select else None)
    origin = origin_of(source, reading)
    answer = Answer(
        text=lambda: [
            head(network, origin),
            told.as_text(found, network, by_town=by is By.TOWN),
        ],
        json=lambda: told.as_json(found, origin),
        csv=lambda: found.findings,
        xlsx=lambda: {
            _("About"): about(network, origin),
            _("Checks"): found.checks,
            _("Findings"): found.findings,
            _("Coverage"): found.coverage,
        },
    )
    give(replace(answer, names_kept=origin.names_kept), format_, output)
    say_left_out(reading)
    if found.wants_action and not exit_zero:
        raise typer.Exit(FOUND)


def coverage(
    source: Source,
    *,
    as_of: AsOf = None,
    by: ByTown = None,
    without: Annotated[
        str | None,
        typer.Option(
            "--without", metavar="ID,…", help=_("Coverage before and after these drop out.")
        ),
    ] = None,
    profile: ProfileName = None,
    format_: FormatName = Format.TEXT,
    output: Output = None,
    keep_going: KeepGoing = False,
) -> None:
    """Count coverage by mechanism and town."""
    reading = read(source, keep_going=keep_going, for_coverage=without is None)
    network = network_of(reading, as_of, profile)
    origin = origin_of(source, reading)
    by_town = by is By.TOWN
    if without is None:
        answer = _coverage(network, origin, by_town=by_town)
    else:
        answer = _coverage_without(network, without, origin, by_town=by_town)
    give(replace(answer, names_kept=origin.names_kept), format_, output)
    say_left_out(reading)


def _coverage(network: "Network", origin: "Origin", *, by_town: bool) -> Answer:
    from orggraph import findings
    from orggraph.report import coverage as told
    from orggraph.report.origin import about, head

    with working(_("Counting coverage …")):
        found = findings.audit(network, select=[])
    return Answer(
        text=lambda: [
            head(network, origin),
            told.as_text(found.cells, network, by_town=by_town),
        ],
        json=lambda: told.as_json(found, origin),
        csv=lambda: found.coverage,
        xlsx=lambda: {
            _("About"): about(network, origin),
            _("Coverage"): found.coverage,
        },
    )


def _coverage_without(
    network: "Network", without: str, origin: "Origin", *, by_town: bool
) -> Answer:
    from orggraph.report import dropouts as told
    from orggraph.report.origin import about, head

    ids = frozenset(filter(None, map(str.strip, without.split(","))))
    dropout = told.Dropout(network, ids)
    frames = told.as_frames(dropout)
    return Answer(
        text=lambda: [
            head(network, origin),
            told.as_text(dropout, by_town=by_town),
        ],
        json=lambda: told.as_json(dropout, origin),
        csv=lambda: next(iter(frames.values())),
        xlsx=lambda: {_("About"): about(network, origin), **frames},
    )
