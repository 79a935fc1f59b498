"""Checks of volunteer teams: places without one, teams that do nothing."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from orggraph.checks._check import Alike, Fault, check
from orggraph.dataset import those
from orggraph.language import N_, _
from orggraph.mechanisms import unregistered
from orggraph.network import Network
from orggraph.population import Population


def team_start(network: Network) -> date:
    """Give the day after which a team is to have done something.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    start
        So many days before the day as the profile's team_days says.
    """
    return network.as_of - timedelta(days=network.profile.team_days)


def _teams(network: Network) -> Population:
    teams = network.now.nodes["VolunteerTeam"]
    table = teams.join(those(network.seats, teams["id"]), on="id")
    return Population.of("VolunteerTeam", "志愿服务队", table)


@check(
    "VOL001",
    N_("Place without a volunteer team"),
    asks=lambda network: network.units,
    cured_by=("志愿服务队",),
)
def unit_without_team(network: Network, _asked: Population) -> Mapping[str, Fault]:
    """A village or community without a volunteer team.

    Why it matters
    --------------
    When help is needed there, it has to come from elsewhere.

    How it is measured
    ------------------
    Asked are the party organisations of villages and communities. One fails without an active
    team in its place. Unknown where its town did not report the ledger of teams.

    What to do
    ----------
    Form a team, or enter the one there is.
    """
    reason = _("no volunteer team")
    return Alike(unregistered(network, "volunteer_team"), Fault(reason))


@check("VOL002", N_("Dormant volunteer team"), asks=_teams, cured_by=("活动",))
def dormant_team(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A volunteer team that has done nothing for a while.

    Why it matters
    --------------
    It is counted, and serves nobody.

    How it is measured
    ------------------
    Asked are the active teams. One fails that was founded at least team_days days ago and took
    part in no activity in the team_days days to the day; a blank start is long ago. Unknown
    where its town did not report the ledger of activities.

    What to do
    ----------
    Give it something to do, enter what it did, or dissolve it.
    """
    start = team_start(network)
    turnouts = network.now.relationships["TOOK_PART"]
    out = turnouts.filter(pl.col("since") > start)["start"]
    founded = network.now.relationships["SEATED_IN"].filter(
        (pl.col("start_label") == "VolunteerTeam")
        & (pl.col("since").is_null() | (pl.col("since") <= start))
    )
    idle = asked.without(out)
    reason = _("no activity since {day}").format(day=start)
    return Alike(idle.filter(idle.is_in(founded["start"].implode())), Fault(reason))
