"""The mechanisms of the coverage matrix: whom each asks, whom it reaches, by which ledger."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl

from orggraph import coverage, months
from orggraph.coverage import Cell, Counts, Flags, ReachedFlags
from orggraph.names import Codes
from orggraph.network import Network
from orggraph.population import Population
from orggraph.progress import counted

LEADERS = ("county_leader", "town_leader", "first_secretary")  # of a weak and lax designation
_Asks = Callable[[Network], Population]


class Mechanism(NamedTuple):
    """A row of the coverage matrix.

    ``asks`` gives the population, ``reach`` whom the mechanism reaches; ``ledger`` is the ledger
    without which a missing relation is unknown.
    """

    name: str
    ledger: str
    asks: _Asks
    reach: Callable[[Network], "Reached"]


class Reached(NamedTuple):
    """Whom a mechanism reaches, as columns of ids, whether it asks them or not.

    ``active`` is None where no ledger of activities was given.
    """

    registered: pl.Series
    evidenced: pl.Series
    active: pl.Series | None


def counts(network: Network, *, by_town: bool = True) -> pl.DataFrame:
    """Count every mechanism in every town and in the whole county.

    Parameters
    ----------
    network
        The county on one day.
    by_town
        Whether the towns are given as well.

    Returns
    -------
    counts
        ``mechanism``, ``town`` (None for the county), ``asked``, ``registered``, ``evidenced``,
        ``active`` (None where no ledger of activities was given) and ``unknown``: mechanisms in
        the order of MECHANISMS, of each the towns by code and then the county.
    """
    towns = Codes(network.towns["id"])
    # First, since what it rests on the others need too.
    asked: dict[_Asks, _Asked] = {_units: _Asked(_units(network), towns)}
    pool = ThreadPoolExecutor(1)  # finds whom mechanisms reach while here those asked are numbered
    try:
        reaches = [pool.submit(each.reach, network) for each in MECHANISMS]
        others = {each.asks for each in MECHANISMS} - asked.keys()
        asked |= {asks: _Asked(asks(network), towns) for asks in others}
        found = [
            _counts(network, each, asked[each.asks], reach.result(), towns)
            for each, reach in counted(list(zip(MECHANISMS, reaches, strict=True)))
        ]
    finally:
        pool.shutdown(cancel_futures=True)
    rows = pl.concat([network.towns["id"], pl.Series([None], dtype=pl.String)])
    table = pl.concat(found).with_columns(pl.concat([rows] * len(found)).alias("town"))
    return (table if by_town else table.filter(pl.col("town").is_null())).select(_COUNTS)


def with_rate(counts: pl.DataFrame) -> pl.DataFrame:
    """Put the rate to counts of mechanisms.

    Parameters
    ----------
    counts
        What ``counts`` gives.

    Returns
    -------
    coverage
        The same with ``rate``, as ``Cell`` defines it.
    """
    known = pl.col("asked") - pl.col("unknown")
    return counts.with_columns(rate=pl.when(known > 0).then(pl.col("registered") / known))


def matrix(network: Network, *, by_town: bool = True) -> list[Cell]:
    """Count every mechanism as ``counts`` does, in cells.

    Parameters
    ----------
    network
        The county on one day.
    by_town
        Whether the towns are given as well.

    Returns
    -------
    cells
        A cell per row of ``counts``, in its order.
    """
    return cells(counts(network, by_town=by_town))


def cells(counts: pl.DataFrame) -> list[Cell]:
    """Make cells of counts of mechanisms.

    Parameters
    ----------
    counts
        What ``counts`` gives.

    Returns
    -------
    cells
        A cell per row, in its order.
    """
    return list(map(Cell._make, counts.iter_rows()))


def registered(network: Network, name: str) -> AbstractSet[str]:
    """Find whom of those asked a mechanism reaches.

    Parameters
    ----------
    network
        The county on one day.
    name
        Name of a mechanism of the matrix.

    Returns
    -------
    registered
        Ids of the nodes that its ledger shows to be reached.
    """
    mechanism = _find(name)
    return mechanism.asks(network).ids & set(mechanism.reach(network).registered)


def unregistered(network: Network, name: str) -> pl.Series:
    """Find whom of those asked a mechanism does not reach.

    Parameters
    ----------
    network
        The county on one day.
    name
        Name of a mechanism of the matrix.

    Returns
    -------
    unregistered
        Ids of the nodes that no ledger shows to be reached.
    """
    mechanism = _find(name)
    return mechanism.asks(network).without(mechanism.reach(network).registered)


def standing(network: Network) -> dict[str, dict[str, str]]:
    """Say of everybody how far each mechanism that asks them has reached them.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    standing
        By node, of each mechanism that asks it: ``missing`` or ``unknown``, else the highest of
        ``registered``, ``evidenced`` and ``active`` that it shows. A mechanism that has one level
        shows ``registered``.
    """
    found: dict[str, dict[str, str]] = {}
    for mechanism in MECHANISMS:
        population = mechanism.asks(network)
        reach = mechanism.reach(network)
        levels = (reach.registered, reach.evidenced, reach.active)
        registered, evidenced, active = (() if level is None else set(level) for level in levels)
        plain = reach.evidenced is reach.registered
        asked = population.table.select("id", silent=network.reported.is_silent(mechanism.ledger))
        for node, silent in asked.iter_rows():
            if node not in registered:
                state = "unknown" if silent else "missing"
            elif plain or node not in evidenced:
                state = "registered"
            else:
                state = "active" if node in active else "evidenced"
            found.setdefault(node, {})[mechanism.name] = state
    return found


def no_longer_registered(before: Network, after: Network) -> pl.DataFrame:
    """Find whom each mechanism reached and reaches no more.

    Parameters
    ----------
    before
        The county on one day.
    after
        The same county, changed; whom a mechanism asks must be the same.

    Returns
    -------
    lost
        A row per mechanism and node that it has lost: ``mechanism``, ``id``, ``name``, ``town``
        and ``unknown`` (its town did not report the ledger that could still show it), in the
        order of MECHANISMS and of each by town and id.
    """
    return pl.concat([_lost(before, after, each) for each in MECHANISMS])


def _lost(before: Network, after: Network, mechanism: Mechanism) -> pl.DataFrame:
    was, now = (mechanism.reach(each).registered.implode() for each in (before, after))
    lost = pl.col("id").is_in(was) & ~pl.col("id").is_in(now)
    rows = mechanism.asks(before).table.filter(lost).unique("id")
    return rows.sort("town", "id", nulls_last=True).select(
        pl.lit(mechanism.name).alias("mechanism"),
        *("id", "name", "town"),
        unknown=before.reported.is_silent(mechanism.ledger),
    )


def _find(name: str) -> Mechanism:
    (mechanism,) = (each for each in MECHANISMS if each.name == name)
    return mechanism


class _Asked:
    """Whom mechanisms ask, numbered in their order, and the number of the town of each."""

    def __init__(self, population: Population, towns: Codes) -> None:
        self._ids = Codes(population.table["id"])
        self.town_of = towns.find(population.table["town"])

    def among(self, reached: pl.Series) -> Flags:
        """Say of each whether it stands among the ids given; others may stand there too."""
        flags = np.zeros(len(self._ids) + 1, bool)
        flags[self._ids.find(reached)] = True  # the others have the number -1, the last
        return flags[:-1]


def _counts(
    network: Network, mechanism: Mechanism, asked: _Asked, reached: Reached, towns: Codes
) -> pl.DataFrame:
    registered = asked.among(reached.registered)
    plain = reached.evidenced is reached.registered
    found = coverage.count(
        ReachedFlags(
            registered,
            registered if plain else asked.among(reached.evidenced),
            None if reached.active is None else asked.among(reached.active),
        ),
        towns=len(towns),
        town_of=asked.town_of,
        silent=_silent(network, mechanism, towns)[asked.town_of],
    )
    return pl.DataFrame({"mechanism": mechanism.name, **found._asdict()}, schema=_NUMBERS)


def _silent(network: Network, mechanism: Mechanism, towns: Codes) -> Flags:
    """Say of each town, and last of no town, whether the mechanism's ledger is missing there."""
    # Reported.is_silent as flags: whom a mechanism asks has the number of its town, no code.
    flags = np.zeros(len(towns) + 1, bool)
    flags[towns.find(network.reported.silent_towns(mechanism.ledger))] = True
    flags[-1] = not network.reported.was_given(mechanism.ledger)
    return flags


_NUMBERS = {"mechanism": pl.String, **dict.fromkeys(Counts._fields, pl.Int64)}
_COUNTS = ("mechanism", "town", *Counts._fields)


def _co_building(network: Network) -> Reached:
    return _paired_reach(network, "co_building", Network.parties)


def _double_hundred(network: Network) -> Reached:
    return _paired_reach(network, "double_hundred", Network.helped)


def _hundred_firms(network: Network) -> Reached:
    return _paired_reach(network, "hundred_firms", Network.helped)


def _paired_reach(
    network: Network, mechanism: str, parties: Callable[[Network, pl.Series], pl.DataFrame]
) -> Reached:
    rows = parties(network, network.paired(mechanism=mechanism).table["id"])

    def reached(pairings: pl.Series) -> pl.Series:
        return rows.filter(pl.col("pairing").is_in(pairings.implode()))["id"]

    return Reached(
        rows["id"],
        reached(network.evidenced),
        reached(network.met_recently) if network.reported.was_given("活动") else None,
    )


def lacking_duties(network: Network) -> pl.DataFrame:
    """Find which of the four duties weak and lax organisations lack.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    lacking
        A row per organisation that lacks any, by ``id``; ``duties`` lists the leaders whom one of
        its designations as weak and lax lacks, as roles of the model, then ``four_duties`` where
        it benefits from no active pairing of that mechanism.
    """
    weak_lax = network.now.nodes["Designation"].filter(pl.col("kind") == "weak_lax")
    cases = network.now.relationships["CONCERNS"].join(
        weak_lax.select("id"), left_on="start", right_on="id"
    )
    roles = pl.DataFrame({"duty": LEADERS, "turn": range(len(LEADERS))})
    held = network.now.relationships["HOLDS"].select(duty="role", start="end")
    leaders = cases.join(roles, how="cross").join(held, on=["start", "duty"], how="anti")
    served = network.helped(network.paired(mechanism="four_duties").table["id"])["id"]
    unserved = cases.filter(~pl.col("end").is_in(served.implode())).with_columns(
        duty=pl.lit("four_duties"), turn=pl.lit(len(LEADERS), pl.Int64)
    )
    open_duties = pl.concat([each.select("duty", "turn", id="end") for each in (leaders, unserved)])
    by_duty = open_duties.unique().sort("id", "turn")
    return by_duty.group_by("id", maintain_order=True).agg(duties="duty")


def _four_duties(network: Network) -> Reached:
    return _plain(network.designated("weak_lax").without(lacking_duties(network)["id"]))


def _plain(reached: pl.Series) -> Reached:
    """Make a reach whose three levels are one: nothing but the register can show it."""
    return Reached(reached, reached, reached)


def _joint_committee(network: Network) -> Reached:
    return _plain(network.memberships["member"])


def leading(network: Network) -> pl.Series:
    """Find the organisations that lead a cooperative; a union of them is none.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    leading
        Ids of party organisations.
    """
    kinds = network.now.nodes["Cooperative"].filter(pl.col("kind") == "cooperative")
    leads = network.now.relationships["LEADS"]
    return leads.join(kinds, left_on="end", right_on="id", how="semi")["start"]


def _cooperative(network: Network) -> Reached:
    return _plain(leading(network))


def _funded_project(network: Network) -> Reached:
    return _plain(network.funded["organization"])


def _grid_chain(network: Network) -> Reached:
    grids = network.grids
    covered = network.now.relationships["COVERS"]["end"].implode()
    links = pl.col("level").is_in(["base", "micro"])
    whole = pl.col("id").is_in(covered) & pl.col("id").is_in(grids["above"].implode())
    broken = grids.filter(links & ~whole)["village"]
    based = grids.filter(pl.col("level") == "base")["village"].drop_nulls()
    return _plain(network.units_at(based.filter(~based.is_in(broken.implode()))))


def _village_cadre(network: Network) -> Reached:
    cadres = network.now.relationships["HOLDS"].filter(
        (pl.col("role") == "village_cadre") & (pl.col("end_label") == "Village")
    )
    return _plain(network.units_at(cadres["end"]))


def _contest(network: Network) -> Reached:
    contests = network.now.nodes["Activity"].filter(pl.col("kind") == "contest")
    took_part = network.now.relationships["TOOK_PART"].filter(pl.col("since") > network.year_start)
    on_stage = took_part.join(contests, left_on="end", right_on="id", how="semi")["start"]
    return _plain(on_stage)


def _reserve(network: Network) -> Reached:
    return _plain(network.units_at(network.now.relationships["RESERVE_FOR"]["end"]))


def _volunteer_team(network: Network) -> Reached:
    seated = network.now.relationships["SEATED_IN"].filter(
        (pl.col("start_label") == "VolunteerTeam") & (pl.col("end_label") == "Village")
    )
    turnouts = network.now.relationships["TOOK_PART"].select("start", day="since")
    out = seated.join(turnouts, on="start")
    recent = out.filter(pl.col("day") >= network.recent_start)
    return Reached(
        network.units_at(seated["end"]),
        network.units_at(out["end"]),
        network.units_at(recent["end"]) if network.reported.was_given("活动") else None,
    )


def _supervision(network: Network) -> Reached:
    (month,) = months.complete_months(network.as_of, 1)
    scores = network.measured("supervision")
    items = scores["indicator"].n_unique()
    latest = scores.filter(pl.col("period") == f"{month:%Y-%m}")
    counts = latest.group_by("node").agg(pl.col("indicator").n_unique())
    return _plain(counts.filter(pl.col("indicator") == items)["node"])


def _villages(network: Network) -> Population:
    return network.villages


def _units(network: Network) -> Population:
    return network.units


def _need_set(network: Network) -> Population:
    return network.need_set


def _weak_lax(network: Network) -> Population:
    return network.designated("weak_lax")


def _economically_weak(network: Network) -> Population:
    return network.designated("economically_weak")


def _towns(network: Network) -> Population:
    return network.town_areas


MECHANISMS = (
    Mechanism("co_building", "结对", _villages, _co_building),
    Mechanism("double_hundred", "结对", _weak_lax, _double_hundred),
    Mechanism("hundred_firms", "结对", _need_set, _hundred_firms),
    Mechanism("four_duties", "认定", _weak_lax, _four_duties),
    Mechanism("joint_committee", "联村党委", _villages, _joint_committee),
    Mechanism("cooperative", "合作社", _villages, _cooperative),
    Mechanism("funded_project", "项目", _economically_weak, _funded_project),
    Mechanism("grid_chain", "网格", _villages, _grid_chain),
    Mechanism("village_cadre", "任职", _villages, _village_cadre),
    Mechanism("contest", "擂台比武", _units, _contest),
    Mechanism("reserve", "后备人才", _units, _reserve),
    Mechanism("volunteer_team", "志愿服务队", _units, _volunteer_team),
    Mechanism("supervision", "督导", _towns, _supervision),
)
