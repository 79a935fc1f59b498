"""Checks of pairings: who has none, which are dormant, and who helps whom."""

from collections.abc import Mapping

import polars as pl

from orggraph import bursts
from orggraph.checks._check import UNKNOWN, Alike, Fault, Tag, check
from orggraph.dataset import those
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.population import Population
from orggraph.profile import Profile


def _co_building_throughout(network: Network) -> Population:
    return network.lasting(network.paired(mechanism="co_building"))


def _co_building_helpers(network: Network) -> Population:
    pairings = network.paired(mechanism="co_building").table["id"].implode()
    helpers = network.now.relationships["PROVIDES"].filter(
        (pl.col("start_label") == "PartyOrganization") & pl.col("end").is_in(pairings)
    )
    first = helpers.sort("source").unique("start", keep="first").select(id="start", source="source")
    helpers = those(network.organizations.select("id", "name", "town"), first["id"])
    return Population.of("PartyOrganization", "结对", helpers.join(first, on="id"))


def _carriers(network: Network) -> Population:
    pairings = network.paired(mechanism="co_building").table["id"].implode()
    uses = network.now.relationships["USES"].filter(pl.col("start").is_in(pairings))
    first = uses.sort("source").unique("end", keep="first").select(id="end", source="source")
    table = network.now.nodes["Project"].join(first, on="id")
    return Population.of("Project", "结对", table.with_columns(town=pl.lit(None, pl.String)))


def _activities_of_pairings(network: Network) -> Population:
    begun = network.began.select("pairing", "town")
    held = network.meetings.join(begun, on="pairing").select("town", "source", id="activity")
    if held["id"].is_duplicated().any():
        held = held.sort("source").unique("id", keep="first")
    return Population.of("Activity", "活动", network.dataset.nodes["Activity"].join(held, on="id"))


def _firms(network: Network) -> Population:
    rows = _firm_links(network).sort("source").unique("firm", keep="first")
    table = network.now.nodes["Enterprise"].join(rows, left_on="id", right_on="firm")
    seats = those(network.seats.select("id", "town"), table["id"])
    return Population.of("Enterprise", "结对", table.join(seats, on="id", how="left"))


def _firm_links(network: Network) -> pl.DataFrame:
    """Give the firms of hundred_firms: a row per active pairing and firm."""
    pairings = network.paired(mechanism="hundred_firms").table["id"].implode()
    provides = network.now.relationships["PROVIDES"].filter(
        (pl.col("start_label") == "Enterprise") & pl.col("end").is_in(pairings)
    )
    links = provides.sort("source").unique(["start", "end"], keep="first")
    return links.select(firm="start", pairing="end", source="source")


@check(
    "PAIR001",
    N_("Village without co-building"),
    asks=lambda network: network.villages,
    cured_by=("结对",),
)
def village_without_pairing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village's party organisation takes part in no active co-building pairing.

    Why it matters
    --------------
    The number of pairs does not say who is left out: 122 pairs can touch as few as 17 villages
    or as many as 241. This is the list of those left out.

    How it is measured
    ------------------
    Asked are the party organisations of all villages. One fails that neither provides nor
    benefits from a co-building pairing that is active on the day. Unknown where its town did
    not report the ledger of pairings.

    What to do
    ----------
    Decide whether the village needs a partner; weak branches first (PAIR002, ISO001). If it has
    one, mend the ledger: the pairing is missing, or its dates have run out.
    """
    paired = network.parties(network.paired(mechanism="co_building").table["id"])["id"]
    reason = _("takes part in no active co-building pairing")
    return Alike(asked.without(paired), Fault(reason))


@check(
    "PAIR002",
    N_("Weak branch without a helper"),
    asks=lambda network: network.need_set,
    cured_by=("结对",),
)
def weak_branch_without_helper(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak branch benefits from no active pairing of any mechanism.

    Why it matters
    --------------
    Help is meant for those who need it. A weak branch that only helps others, or that nobody
    helps, is not reached however many pairs the county counts.

    How it is measured
    ------------------
    Asked is the need set: organisations with an active designation as weak and lax or as
    economically weak. One fails that no active pairing benefits. A joint committee is not help
    (see ISO001). Unknown where its town did not report the ledger of pairings.

    What to do
    ----------
    Find it a helper: a strong branch, an agency or a firm.
    """
    helped = network.helped(network.pairings["id"])["id"]
    reason = _("benefits from no active pairing")
    return Alike(asked.without(helped), Fault(reason))


@check(
    "PAIR003",
    N_("Pairing without a carrier"),
    asks=lambda network: network.paired(mechanism="co_building"),
    tag=Tag.QUALITY,
    cured_by=("结对",),
)
def pairing_without_carrier(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A co-building pairing that uses no project as its carrier.

    Why it matters
    --------------
    A pair without a project has nothing to work on together; every pair is to have its carrier.

    How it is measured
    ------------------
    Asked are the active co-building pairings. One fails that uses no active carrier. Unknown
    where its town did not report the ledger of pairings.

    What to do
    ----------
    Agree on a project, or enter the one there is in the column 项目载体.
    """
    carried = network.now.relationships["USES"]["start"]
    reason = _("uses no project")
    return Alike(asked.without(carried), Fault(reason))


@check("PAIR004", N_("Carrier claimed by several pairings"), asks=_carriers, tag=Tag.QUALITY)
def shared_carrier(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A project that two or more co-building pairings claim as their carrier.

    Why it matters
    --------------
    One project that serves several pairs is counted several times.

    How it is measured
    ------------------
    Asked are the carriers that active co-building pairings use. One fails that two or more of
    these pairings use.

    What to do
    ----------
    Ask whose project it is; give the others a carrier of their own, or join the pairs.
    """
    pairings = network.paired(mechanism="co_building").table.select(start="id", pairing="name")
    uses = network.now.relationships["USES"].join(pairings, on="start")
    claims = (
        uses.unique(["start", "end"])
        .filter(pl.len().over("end") > 1)
        .sort("start")
        .group_by("end")
        .agg("pairing", pl.col("source").drop_nulls().sort())
    )
    return {
        carrier: Fault(_("used by {names}").format(names="、".join(names)), tuple(sources))
        for carrier, names, sources in claims.iter_rows()
        if carrier in asked.ids
    }


@check("PAIR005", N_("Dormant pairing"), asks=_co_building_throughout, cured_by=("活动",))
def dormant_pairing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A co-building pairing without an activity in the recent window.

    Why it matters
    --------------
    A pairing that stands in the register and does nothing is help on paper.

    How it is measured
    ------------------
    Asked are the co-building pairings that were active throughout the recent window: the last
    complete months that the profile names (dormant_months), up to the day. One fails that no
    activity of any kind concerns in that window. Unknown where its town did not report the
    ledger of activities.

    What to do
    ----------
    Ask both sides. Revive it, end it in the ledger, or enter the activities that took place.
    """
    silent = asked.without(network.met_recently).alias("pairing").to_frame()
    held = network.meetings.join(silent, on="pairing", how="semi").sort("held_on")
    last = held.group_by("pairing", maintain_order=True).agg(pl.col("held_on", "source").last())
    return {
        node: Fault(_("no activity since {day}").format(day=day), (row,))
        if day is not None
        else Fault(_("no activity on record"))
        for node, day, row in silent.join(last, on="pairing", how="left").iter_rows()
    }


@check(
    "PAIR006",
    N_("Weak branch as helper"),
    asks=lambda network: network.paired(mode="strong_weak"),
)
def weak_helps_weak(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A strong-helps-weak pairing whose helper is itself a weak branch.

    Why it matters
    --------------
    A branch that needs help can hardly give it; the pair exists to fill a quota.

    How it is measured
    ------------------
    Asked are the active pairings of the mode strong helps weak, of any mechanism. One fails
    where a provider is in the need set.

    What to do
    ----------
    Give the helped branch a strong helper, or change the mode if the two complement each other.
    """
    providers = network.now.relationships["PROVIDES"].select("end", id="start")
    weak = providers.join(network.need_set.table, on="id").filter(
        pl.col("end").is_in(asked.table["id"].implode())
    )
    grouped = weak.sort("id").group_by("end").agg("name", "source")
    return {
        pairing: Fault(
            _("helper is itself a weak branch: {names}").format(names="、".join(names)),
            tuple(sources),
        )
        for pairing, names, sources in grouped.iter_rows()
    }


@check("PAIR007", N_("Overloaded helper"), asks=_co_building_helpers)
def helper_overloaded(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A party organisation that helps more organisations than it can.

    Why it matters
    --------------
    Help is spread thin, and all these branches lose it at once if the helper fails.

    How it is measured
    ------------------
    Asked are the party organisations that provide an active co-building pairing. One fails that
    helps more distinct organisations by co-building than the profile allows (max_helped),
    itself never counted.

    What to do
    ----------
    Share the helped branches out among strong branches that help nobody yet.
    """
    limit = network.profile.max_helped
    links = network.help.filter(pl.col("mechanism") == "co_building")
    many = links.filter(pl.len().over("helper") > limit)  # few, and only they are looked into
    loads = many.group_by("helper").agg(
        pl.col("helped").n_unique(), pl.col("source").unique().sort()
    )
    over = loads.filter(
        (pl.col("helped") > limit) & pl.col("helper").is_in(asked.table["id"].implode())
    )
    told = _("helps {count} organisations, at most {limit} are allowed")
    return {
        node: Fault(told.format(count=count, limit=limit), tuple(sources))
        for node, count, sources in over.iter_rows()
    }


@check(
    "PAIR008",
    N_("Strong helps weak without a weak branch"),
    asks=lambda network: network.paired(mode="strong_weak"),
    tag=Tag.QUALITY,
)
def strong_weak_without_need(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A strong-helps-weak pairing whose helped organisation is not in need.

    Why it matters
    --------------
    Help of this mode is for weak branches; here it goes to one that no designation calls weak.

    How it is measured
    ------------------
    Asked are the active pairings of the mode strong helps weak, of any mechanism. One fails
    where no organisation that benefits is in the need set.

    What to do
    ----------
    Ask why the two were paired: change the mode, enter the designation that is missing, or turn
    the help to a weak branch.
    """
    benefits = network.now.relationships["BENEFITS"].select("start", id="end")
    needed = benefits.join(network.need_set.table, on="id", how="semi")["start"]
    reason = _("helps no weak branch")
    return Alike(asked.without(needed), Fault(reason))


@check(
    "PAIR009",
    N_("Industry pairing without a common industry"),
    asks=lambda network: network.paired(mode="industry"),
    tag=Tag.QUALITY,
)
def industry_pairing_without_common_industry(
    network: Network, asked: Population
) -> Mapping[str, Fault]:
    """A pairing of the mode industry whose sides have no industry in common.

    Why it matters
    --------------
    Two sides that share no industry can hardly join their industries.

    How it is measured
    ------------------
    Asked are the active pairings of the mode industry. One fails whose sides share no industry
    or advantage; that of a party organisation is its village's. Unknown where a side has none
    on record.

    What to do
    ----------
    Mend the industries in the ledger of villages or units, change the mode, or choose another
    partner.
    """
    sides = network.now.relationships["PROVIDES"].filter(
        pl.col("end").is_in(asked.table["id"].implode())
    )
    tags = network.tags(sides["start"])
    tagged = sides.join(tags, left_on="start", right_on="id", how="left")
    faults = {}
    for pairing, lists in tagged.group_by("end").agg("tags").iter_rows():
        if any(tags is None for tags in lists):
            faults[pairing] = UNKNOWN
        elif not set.intersection(*map(set, lists)):
            told = " | ".join("、".join(tags) for tags in lists)
            faults[pairing] = Fault(_("no common industry: {tags}").format(tags=told))
    return faults


@check(
    "PAIR010",
    N_("Activities dated together"),
    asks=lambda network: network.paired(mechanism="co_building"),
    tag=Tag.QUALITY,
)
def backdated_activities(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A co-building pairing whose activities of a year pile up within a few days.

    Why it matters
    --------------
    Activities that are to take place every month and are all dated in one week were probably
    written down afterwards.

    How it is measured
    ------------------
    Asked are the active co-building pairings. One fails with at least burst_least activities in
    the year to the day, of which more than one in burst_one_in lies within some burst_days
    consecutive days.

    What to do
    ----------
    Ask for the records of these days, and enter the activities with the days on which they took
    place.
    """
    start, profile = network.year_start, network.profile
    meetings = network.meetings.filter(
        (pl.col("held_on") > start) & pl.col("pairing").is_in(asked.table["id"].implode())
    )
    faults = {}
    often = meetings.filter(pl.len().over("pairing") >= profile.burst_least)
    for pairing, days, sources in _piled(often, profile).iter_rows():
        pile = bursts.densest(days, days=profile.burst_days)
        if len(pile) * profile.burst_one_in > len(days):
            told = _("{most} of {count} activities of a year within {days} days")
            reason = told.format(most=len(pile), count=len(days), days=profile.burst_days)
            piled = (s for day, s in zip(days, sources, strict=True) if day in pile)
            faults[pairing] = Fault(reason, tuple(sorted(s for s in piled if s)))
    return faults


@check(
    "PAIR011",
    N_("Weak and lax branch outside the double hundred"),
    asks=lambda network: network.designated("weak_lax"),
    cured_by=("结对",),
)
def weak_lax_without_double_hundred(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A branch designated weak and lax that no active double-hundred pairing benefits.

    Why it matters
    --------------
    The programme is meant for these branches first.

    How it is measured
    ------------------
    Asked are the organisations with an active designation as weak and lax. One fails that
    benefits from no active pairing of the mechanism double_hundred. Unknown where its town did
    not report the ledger of pairings.

    What to do
    ----------
    Give it a helper in the programme, or enter the one it has.
    """
    helped = network.helped(network.paired(mechanism="double_hundred").table["id"])["id"]
    reason = _("benefits from no active double-hundred pairing")
    return Alike(asked.without(helped), Fault(reason))


@check(
    "PAIR012",
    N_("Activity outside its pairing"),
    asks=_activities_of_pairings,
    tag=Tag.QUALITY,
)
def activity_outside_pairing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """An activity dated before its pairing began or after it ended.

    Why it matters
    --------------
    One of the dates is wrong, or the activity belongs to another pairing.

    How it is measured
    ------------------
    Asked are the activities up to the day of pairings that had begun by the day, those that
    have ended included. One fails that was held before its pairing began, or on or after the
    day from which it no longer holds.

    What to do
    ----------
    Compare the dates in the two ledgers and mend the wrong one.
    """
    held = network.meetings.join(network.began, on="pairing", suffix="_pairing")
    outside = held.filter(
        (pl.col("held_on") < pl.col("since")) | (pl.col("held_on") >= pl.col("until"))
    )
    rows = outside.select("activity", "held_on", "since", "until", "source_pairing")
    return {
        activity: Fault(
            _("held on {day}, the pairing holds from {since} to {until}").format(
                day=day, since=since or "…", until=until or "…"
            ),
            (source,),
        )
        for activity, day, since, until, source in rows.iter_rows()
        if activity in asked.ids
    }


@check("PAIR013", N_("Firm with too many villages"), asks=_firms)
def one_firm_many_villages(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A firm that holds too large a share of all the firms' links.

    Why it matters
    --------------
    The programme then hangs on this firm: if it drops out, all these villages lose their
    helper.

    How it is measured
    ------------------
    Asked are the firms that provide an active hundred_firms pairing. One fails that holds more
    than firm_percent per cent of all active links of a pairing and a firm.

    What to do
    ----------
    Win further firms, and share these villages out among them.
    """
    links = _firm_links(network)
    limit = network.profile.firm_percent
    many = links.filter(pl.len().over("firm") * 100 > limit * links.height)
    counts = many.group_by("firm").agg(pl.col("source").sort())
    return {
        firm: Fault(
            _("holds {count} of {total} links").format(count=len(sources), total=links.height),
            tuple(filter(None, sources)),
        )
        for firm, sources in counts.iter_rows()
        if firm in asked.ids
    }


def _piled(meetings: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Give the days of each pairing of which some lie closer together than most are apart.

    Of n days more than one in burst_one_in, that is at least so many, lie within burst_days days
    only where some day lies that near to the one so many before it.
    """
    days = meetings.select("pairing", "held_on", "source").sort("pairing", "held_on")
    least = pl.len().over("pairing") // profile.burst_one_in + 1
    rank = pl.int_range(pl.len()).over("pairing")
    numbered = days.with_columns(rank=rank, least=least)
    earlier = numbered.select("pairing", first="held_on", rank="rank")
    paired = numbered.with_columns(rank=pl.col("rank") - pl.col("least") + 1).join(
        earlier, on=["pairing", "rank"]
    )
    near = (pl.col("held_on") - pl.col("first")).dt.total_days() < profile.burst_days
    found = paired.filter(near).select("pairing").unique()
    return days.join(found, on="pairing", how="semi").group_by("pairing").agg("held_on", "source")
