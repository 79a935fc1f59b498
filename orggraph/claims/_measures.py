"""The measures: what a published figure may count, each a named function over a network.

A measure whose ledgers were not all given, or not by every town, is unknown: what it counts then
is only what came.
"""

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from orggraph import mechanisms, months
from orggraph.language import N_, _
from orggraph.network import Network


class Count(NamedTuple):
    """How many there are; ``of`` how many were asked, where the count is a part of them.

    ``value`` is None where nobody could be asked; ``note`` says what the count alone does not.
    """

    value: int | None
    of: int | None = None
    note: str = ""


class Sizes(NamedTuple):
    """A number of each of those counted, None where it is blank.

    ``note`` says why there is none of anybody, where that is not for want of entries.
    """

    values: tuple[float | None, ...]
    note: str = ""


class Measure(NamedTuple):
    """Something that a published figure may count.

    ``title`` names what is counted, to be translated; ``ledgers`` are those that could add to it;
    ``take`` counts it; ``ranges`` says that it gives a number of each, to be held against a range.
    """

    name: str
    title: str
    ledgers: tuple[str, ...]
    take: Callable[[Network], Count | Sizes]
    ranges: bool = False

    @property
    def definition(self) -> str:
        """What exactly is counted, in one line of English."""
        return (inspect.getdoc(self.take) or "").split("\n", maxsplit=1)[0]


def _towns(network: Network) -> Count:
    """Count the towns of the county."""
    return Count(network.towns.height)


def _villages(network: Network) -> Count:
    """Count the party organisations of villages."""
    return Count(len(network.villages.ids))


def _units(network: Network) -> Count:
    """Count the party organisations of villages and communities."""
    return Count(len(network.units.ids))


def _co_building_pairings(network: Network) -> Count:
    """Count the active co-building pairings."""
    return Count(len(network.paired(mechanism="co_building").ids))


def _co_building_modes(network: Network) -> Count:
    """Count the different modes of active co-building pairings."""
    pairings = network.pairings.filter(pl.col("mechanism") == "co_building")
    return Count(pairings["mode"].drop_nulls().n_unique())


def _pairings_without_carrier(network: Network) -> Count:
    """Count the active co-building pairings that use no carrier, of all of them."""
    pairings = network.paired(mechanism="co_building").ids
    carried = set(network.now.relationships["USES"]["start"])
    return Count(len(pairings - carried), len(pairings))


def _mutual_studies_a_month(network: Network) -> Count:
    """Take the mutual studies of a co-building pairing and month: the lower median.

    A pair-month is one of the 12 latest complete months throughout which the pairing was active.
    """
    kinds = network.dataset.nodes["Pairing"].select("mechanism", pairing="id")
    begun = network.began.join(kinds, on="pairing").filter(pl.col("mechanism") == "co_building")
    firsts = months.complete_months(network.as_of, months.MONTHS)
    first = pl.DataFrame({"first": firsts}, schema={"first": pl.Date})
    lasting = begun.join(first, how="cross").filter(
        (pl.col("since").is_null() | (pl.col("since") <= pl.col("first")))
        & (pl.col("until").is_null() | (pl.col("until") > pl.col("first").dt.month_end()))
    )
    studies = network.dataset.nodes["Activity"].filter(pl.col("kind") == "mutual_study")
    held = network.meetings.join(studies.select(activity="id"), on="activity")
    counts = held.group_by("pairing", first=pl.col("held_on").dt.month_start()).len("held")
    each = lasting.join(counts, on=["pairing", "first"], how="left")["held"].fill_null(0)
    usual = each.quantile(0.5, "lower")
    if usual is None:
        return Count(None)
    told = _("{met} of {asked} pair-months have one or more")
    note = told.format(met=each.filter(each > 0).len(), asked=each.len())
    return Count(int(usual), note=note)


def _county_contests(network: Network) -> Count:
    """Count the contests of level county in the year to the day."""
    return _contests(network, "county")


def _town_contests(network: Network) -> Count:
    """Count the contests of level town in the year to the day."""
    return _contests(network, "town")


def _contests(network: Network, level: str) -> Count:
    """Contests of a level in the year to the day."""
    after, until = network.year_start, network.as_of
    held = network.dataset.nodes["Activity"].filter(
        (pl.col("kind") == "contest")
        & (pl.col("level") == level)
        & (pl.col("held_on") > after)
        & (pl.col("held_on") <= until)
    )
    return Count(held.height)


def _units_never_on_stage(network: Network) -> Count:
    """Count the villages and communities in no contest in the year to the day, of all."""
    units = network.units.ids
    return Count(len(units - mechanisms.registered(network, "contest")), len(units))


def _weak_lax_branches(network: Network) -> Count:
    """Count the village organisations designated as weak and lax, of all villages."""
    villages = network.villages.ids
    return Count(len(network.designated("weak_lax").ids & villages), len(villages))


def _micro_grids(network: Network) -> Count:
    """Count the micro-grids."""
    return Count(_grids(network, "micro").height)


def _centres(network: Network) -> Count:
    """Count the centre households."""
    return Count(_grids(network, "centre").height)


def _micro_grid_households(network: Network) -> Sizes:
    """Take the households of each micro-grid."""
    return Sizes(tuple(_grids(network, "micro")["households"]))


def _centre_households(network: Network) -> Sizes:
    """Take the households that each centre household links, its own included."""
    return Sizes(tuple(_grids(network, "centre")["households"]))


def _grids(network: Network, level: str) -> pl.DataFrame:
    return network.grids.filter(pl.col("level") == level)


def _volunteer_teams(network: Network) -> Count:
    """Count the active volunteer teams."""
    return Count(network.now.nodes["VolunteerTeam"].height)


def _cooperatives(network: Network) -> Count:
    """Count the active cooperatives; unions of them are none."""
    return _cooperatives_of(network, "cooperative")


def _cooperative_unions(network: Network) -> Count:
    """Count the active unions of cooperatives."""
    return _cooperatives_of(network, "union")


def _cooperatives_of(network: Network, kind: str) -> Count:
    return Count(network.now.nodes["Cooperative"].filter(pl.col("kind") == kind).height)


def _central(network: Network) -> pl.DataFrame:
    """Who benefits from which active project that the central government funds."""
    central = network.now.nodes["Project"].filter(pl.col("fund_source") == "central")
    return network.funded.join(central, left_on="project", right_on="id", how="semi")


def _central_projects(network: Network) -> Count:
    """Count the active projects that the central government funds."""
    return Count(_central(network)["project"].n_unique())


def _funded_weak_villages(network: Network) -> Count:
    """Count the economically weak that a central project benefits, of all of them."""
    weak = network.designated("economically_weak").ids
    return Count(len(weak & set(_central(network)["organization"])), len(weak))


def _village_incomes(network: Network) -> Sizes:
    """Take each village's income of the latest complete year, by the profile's income_metric."""
    metric = network.profile.income_metric
    if metric is None:
        return Sizes((), _("the profile names no income_metric"))
    year = str(months.complete_year(network.as_of))
    incomes = network.measured("income").filter(
        (pl.col("period") == year) & (pl.col("indicator_name") == metric)
    )
    villages = network.organizations.filter(pl.col("kind") == "village").select("place")
    known = incomes.sort("source").unique("node", keep="first").select("value", place="node")
    return Sizes(tuple(villages.join(known, on="place", how="left")["value"]))


def _joint_committees(network: Network) -> Count:
    """Count the active joint committees."""
    return Count(len(network.committees.ids))


def _joint_committee_villages(network: Network) -> Count:
    """Count the villages in an active joint committee, each once, of all villages."""
    villages = network.villages.ids
    return Count(len(villages & set(network.memberships["member"])), len(villages))


def _joint_committee_members(network: Network) -> Count:
    """Count the party members of the joint committees' members, each organisation once."""
    members, unstated = network.committee_members
    return Count(None if unstated else members)


def _scores(network: Network) -> pl.DataFrame:
    """Scores of the latest complete month."""
    (month,) = months.complete_months(network.as_of, 1)
    return network.measured("supervision").filter(pl.col("period") == _period(month))


def _period(month: date) -> str:
    return f"{month:%Y-%m}"


def _supervised_towns(network: Network) -> Count:
    """Count the towns with a score of the latest complete month, of all towns."""
    return Count(_scores(network)["node"].n_unique(), network.towns.height)


def _supervised_items(network: Network) -> Count:
    """Count the items with a score of the latest complete month."""
    return Count(_scores(network)["indicator"].n_unique())


def _reserves(network: Network) -> Count:
    """Count the active reserve cadres."""
    return Count(_in_reserve(network).height)


def _reserves_with_bachelor(network: Network) -> Count:
    """Count the reserve cadres with a bachelor's degree or higher, of all of them."""
    return _reserves_of(network, "bachelor")


def _reserves_with_college(network: Network) -> Count:
    """Count the reserve cadres with a college's degree, of all of them."""
    return _reserves_of(network, "college")


def _reserves_of(network: Network, education: str) -> Count:
    persons = _in_reserve(network)
    if persons["education"].null_count():
        return Count(None, persons.height)
    return Count(persons.filter(pl.col("education") == education).height, persons.height)


def _in_reserve(network: Network) -> pl.DataFrame:
    reserves = network.now.relationships["RESERVE_FOR"]
    return network.now.nodes["Person"].join(reserves, left_on="id", right_on="start", how="semi")


MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("towns", N_("towns"), ("村情",), _towns),
        Measure("villages", N_("villages"), ("村情",), _villages),
        Measure("units", N_("villages and communities"), ("村情",), _units),
        Measure("co_building_pairings", N_("co-building pairs"), ("结对",), _co_building_pairings),
        Measure("co_building_modes", N_("modes of co-building"), ("结对",), _co_building_modes),
        Measure(
            "pairings_without_carrier",
            N_("co-building pairs without a carrier"),
            ("结对",),
            _pairings_without_carrier,
        ),
        Measure(
            "mutual_studies_a_month",
            N_("mutual studies that a pair usually holds a month (median)"),
            ("结对", "活动"),
            _mutual_studies_a_month,
        ),
        Measure("county_contests", N_("contests of the county"), ("擂台比武",), _county_contests),
        Measure("town_contests", N_("contests of towns"), ("擂台比武",), _town_contests),
        Measure(
            "units_never_on_stage",
            N_("villages and communities never on stage"),
            ("擂台比武",),
            _units_never_on_stage,
        ),
        Measure(
            "weak_lax_branches", N_("weak and lax village branches"), ("认定",), _weak_lax_branches
        ),
        Measure("micro_grids", N_("micro-grids"), ("网格",), _micro_grids),
        Measure("centres", N_("centre households"), ("网格",), _centres),
        Measure(
            "micro_grid_households",
            N_("households of a micro-grid"),
            ("网格",),
            _micro_grid_households,
            ranges=True,
        ),
        Measure(
            "centre_households",
            N_("households of a centre, its own included"),
            ("网格",),
            _centre_households,
            ranges=True,
        ),
        Measure("volunteer_teams", N_("volunteer teams"), ("志愿服务队",), _volunteer_teams),
        Measure("cooperatives", N_("cooperatives"), ("合作社",), _cooperatives),
        Measure(
            "cooperative_unions", N_("unions of cooperatives"), ("合作社",), _cooperative_unions
        ),
        Measure("central_projects", N_("centrally funded projects"), ("项目",), _central_projects),
        Measure(
            "funded_weak_villages",
            N_("economically weak villages with a central project"),
            ("项目", "认定"),
            _funded_weak_villages,
        ),
        Measure(
            "village_incomes",
            N_("income of a village in yuan, last complete year"),
            ("收入",),
            _village_incomes,
            ranges=True,
        ),
        Measure("joint_committees", N_("joint committees"), ("联村党委",), _joint_committees),
        Measure(
            "joint_committee_villages",
            N_("villages in joint committees"),
            ("联村党委",),
            _joint_committee_villages,
        ),
        Measure(
            "joint_committee_members",
            N_("party members in joint committees"),
            ("联村党委", "党组织"),
            _joint_committee_members,
        ),
        Measure(
            "supervised_towns", N_("towns scored in the last month"), ("督导",), _supervised_towns
        ),
        Measure(
            "supervised_items", N_("items scored in the last month"), ("督导",), _supervised_items
        ),
        Measure("reserves", N_("reserve cadres"), ("后备人才",), _reserves),
        Measure(
            "reserves_with_bachelor",
            N_("reserve cadres with a bachelor's degree"),
            ("后备人才",),
            _reserves_with_bachelor,
        ),
        Measure(
            "reserves_with_college",
            N_("reserve cadres with a college's degree"),
            ("后备人才",),
            _reserves_with_college,
        ),
    )
}
