"""What must hold of every county: of its coverage, and of what can be known on a day."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orggraph import checks, mechanisms
from orggraph.coverage import Cell
from orggraph.dataset import Dataset
from orggraph.findings import ask
from orggraph.mechanisms import MECHANISMS
from orggraph.model import LABELS, LIVES, RELATIONSHIPS, Type
from orggraph.network import Network
from orggraph.resilience import loads, sole_helpers
from tests.counties import AS_OF, DAYS, NAMES, counties, planted
from tests.county import County

MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEVELS = ("registered", "evidenced", "active")
Cells = Mapping[tuple[str, str | None], Cell]


def _matrix(dataset: Dataset, day: date) -> Cells:
    cells = mechanisms.matrix(Network(dataset, day))
    return {(cell.mechanism, cell.town): cell for cell in cells}


def _count(cell: Cell, level: str) -> int:
    """Give the covered of a level; what no ledger could show is not covered."""
    return int(getattr(cell, level) or 0)


# Coverage.


@MANY
@given(county=counties(), day=AS_OF)
def test_covered_uncovered_and_unknown_are_all_who_were_asked(county: County, day: date) -> None:
    network = Network(county.dataset(), day)
    cells = _matrix(network.dataset, day)
    assert len(cells) == len(MECHANISMS) * (1 + network.towns.height)
    for mechanism in MECHANISMS:
        asked = mechanism.asks(network)
        reach = mechanism.reach(network)
        registered = asked.ids & set(reach.registered)
        silent = set(network.reported.silent_towns(mechanism.ledger))
        for town in (*network.towns["id"], None):
            here = {n: t for n, _, t, _ in asked.table.iter_rows() if town in (None, t)}
            cell = cells[mechanism.name, town]
            for level in LEVELS:
                column = getattr(reach, level)
                covered = set() if column is None else asked.ids & set(column)
                # Unknown takes the place of unregistered, at whatever level is asked.
                lost = {n for n in here if n not in registered and (here[n] or "") in silent}
                uncovered = here.keys() - covered - lost
                assert covered <= registered
                assert _count(cell, level) == len(here.keys() & covered)
                assert _count(cell, level) + len(uncovered) + cell.unknown == cell.asked


@MANY
@given(county=counties(), day=AS_OF)
def test_the_towns_add_up_to_the_county(county: County, day: date) -> None:
    cells = _matrix(county.dataset(), day)
    for mechanism in MECHANISMS:
        rows = {town: cell for (name, town), cell in cells.items() if name == mechanism.name}
        whole = rows.pop(None)
        for column in ("asked", "unknown", *LEVELS):
            assert _count(whole, column) == sum(_count(cell, column) for cell in rows.values())
        assert {cell.active is None for cell in rows.values()} == {whole.active is None}


@MANY
@given(county=counties(), day=AS_OF)
def test_repeating_relationships_changes_nothing(county: County, day: date) -> None:
    dataset = county.dataset()
    elsewhere = pl.lit("z#copy#1").alias("source")
    repeated = Dataset(
        dataset.nodes,
        {
            name: pl.concat([table, table, table.with_columns(elsewhere)])
            for name, table in dataset.relationships.items()
        },
    )
    assert _told(repeated, day) == _told(dataset, day)


def _pair(county: County, name: str, mechanism: str) -> None:
    county.pair("new", "firm", name, mechanism=mechanism)


def _chain(county: County, name: str) -> None:
    """Cover every grid of a village, and give it a whole chain."""
    for key, above, level in (("new-B", name, "base"), ("new-M", "new-B", "micro")):
        county.grid(key, above, level)
        county.cover(key)
    county.grid("new-C", "new-M", "centre")


def _score(county: County, name: str) -> None:
    """Score the town of a village on an item that others are scored on, where it is not yet."""
    code = county.place(name)[1][:9]
    values = county.dataset().relationships["MEASURED"].filter(pl.col("start_label") == "Area")
    for item, month in values.select("end", pl.col("since").dt.month()).unique().sort("end").rows():
        own = values.filter(start=code, end=item, period=f"2022-{month:02d}")
        if own.is_empty():
            town = int(code[6:]) - 100
            county.score(town, item.rsplit("-", maxsplit=1)[1], 70, month=month)


# For each mechanism, a relation of it that holds on every day of AS_OF.
RELATIONS: dict[str, Callable[[County, str], None]] = {
    "co_building": lambda county, name: _pair(county, name, "co_building"),
    "double_hundred": lambda county, name: _pair(county, name, "double_hundred"),
    "hundred_firms": lambda county, name: _pair(county, name, "hundred_firms"),
    "four_duties": lambda county, name: _pair(county, name, "four_duties"),
    "joint_committee": lambda county, name: county.committee("new", name),
    "cooperative": lambda county, name: county.cooperative("new", name),
    "funded_project": lambda county, name: county.fund("new", name),
    "grid_chain": _chain,
    "village_cadre": lambda county, name: county.cadre(name, person="P-new"),
    "contest": lambda county, name: county.compete(name, date(2022, 11, 30)),
    "reserve": lambda county, name: county.reserve("P-new", name),
    "volunteer_team": lambda county, name: county.team("new", name),
    "supervision": _score,
}


def test_each_mechanism_has_a_relation_to_add() -> None:
    assert list(RELATIONS) == [mechanism.name for mechanism in MECHANISMS]


@pytest.mark.parametrize("mechanism", RELATIONS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(county=counties(), day=AS_OF, name=st.sampled_from(NAMES))
def test_a_relation_more_never_lowers_coverage(
    mechanism: str, county: County, day: date, name: str
) -> None:
    more = deepcopy(county)
    RELATIONS[mechanism](more, name)
    before, after = _matrix(county.dataset(), day), _matrix(more.dataset(), day)
    own = [key for key in before if key[0] == mechanism]
    assert [after[key].asked for key in own] == [before[key].asked for key in own]
    for key in own:
        for level in LEVELS:
            assert _count(after[key], level) >= _count(before[key], level)
        assert _rate(after[key]) >= _rate(before[key])


def _rate(cell: Cell) -> Fraction:
    """Give the rate without rounding; 0 where it is undefined, since nothing is known."""
    return Fraction(cell.registered, cell.asked - cell.unknown or 1)


# What can be known on a day.


def _told(dataset: Dataset, day: date) -> dict[str, object]:
    """Give the matrix, and of each check its verdict, its counts, whom it finds and why."""
    network = Network(dataset, day)
    told: dict[str, object] = {"matrix": mechanisms.matrix(network)}
    for check in checks.CHECKS:
        result = ask(network, check)
        # ISO001 also tells what has not begun yet, so that nobody plans for it twice.
        why = check.code != "ISO001"
        found = [(f.id, f.town, why and (f.reason, f.evidence)) for f in result.findings]
        told[check.code] = (result.status, result.asked, result.unknown, found)
    return told


def known_on(dataset: Dataset, day: date) -> Dataset:
    """Leave out all that begins or is dated after a day; what has ended by then stays."""
    begun = pl.col("since").is_null() | (pl.col("since") <= day)
    links = {name: table.filter(begun) for name, table in dataset.relationships.items()}
    # A pairing may begin before the committee that it helps: the row stays, and so does its end.
    unborn = _unborn(dataset, links) - {*links["BENEFITS"]["end"], *links["PROVIDES"]["start"]}
    nodes = {
        label: _dated(label, table.filter(~pl.col("id").is_in(list(unborn))), day)
        for label, table in dataset.nodes.items()
    }
    gone = pl.col("start").is_in(list(unborn)) | pl.col("end").is_in(list(unborn))
    return Dataset(nodes, {name: table.filter(~gone) for name, table in links.items()})


def _unborn(dataset: Dataset, links: Mapping[str, pl.DataFrame]) -> set[str]:
    """Find the nodes all of whose lives begin later, and activities that are still to be held."""
    unborn: set[str] = set()
    for life in LIVES:
        of_label = pl.col(f"{life.end}_label") == life.label
        ever = dataset.relationships[life.relationship].filter(of_label)[life.end]
        unborn |= set(ever) - set(links[life.relationship].filter(of_label)[life.end])
    later = (
        dataset.relationships["TOOK_PART"].select(id="end"),
        dataset.relationships["CONCERNS"]
        .filter(pl.col("start_label") == "Activity")
        .select(id="start"),
    )
    stay = links["TOOK_PART"]["end"].to_list() + links["CONCERNS"]["start"].to_list()
    return unborn | {key for table in later for key in table["id"]} - set(stay)


def _dated(label: str, table: pl.DataFrame, day: date) -> pl.DataFrame:
    """Blank the days of what was done later; a term or a due date lies ahead from the start."""
    done = [
        item.name
        for item in LABELS[label].properties
        if item.type is Type.DATE and item.name not in {"term_end", "due_on", "cutoff"}
    ]
    return table.with_columns(pl.when(pl.col(name) <= day).then(name).alias(name) for name in done)


def _near(days: list[date]) -> list[date]:
    """Give days with the day before and after each."""
    return [day + timedelta(days=step) for day in days for step in (-1, 0, 1)]


BOUNDARIES = st.sampled_from(_near([*DAYS, date(2022, 1, 1), date(2021, 12, 31)]))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(county=counties(), day=BOUNDARIES)
def test_an_audit_of_a_day_sees_nothing_of_what_came_later(county: County, day: date) -> None:
    whole = county.dataset()
    assert _told(whole, day) == _told(known_on(whole, day), day)


@pytest.mark.parametrize("day", _near([date(2022, 1, 1), date(2022, 10, 31), date(2022, 12, 31)]))
def test_an_audit_of_what_is_planted_sees_nothing_of_what_came_later(day: date) -> None:
    whole = planted().dataset()
    known = known_on(whole, day)
    assert (known == whole) == (day >= date(2022, 12, 31))
    assert _told(whole, day) == _told(known, day)


def test_what_is_left_out_of_a_day_is_what_begins_after_it() -> None:
    county = County()
    county.villages("a", "b")
    county.weak("a", since=date(2022, 6, 1), until=date(2022, 6, 2))
    county.weak("b", since=date(2022, 6, 2))
    county.pair("p", "a", "b", since=date(2022, 6, 1))
    county.meet("p", date(2022, 6, 1))
    county.meet("p", date(2022, 6, 2))
    county.matter("m", "a", proposed_on=date(2022, 6, 1), resolved_on=date(2022, 6, 2))
    known = known_on(county.dataset(), date(2022, 6, 1))
    assert known.nodes["Designation"]["name"].to_list() == ["a认定"]
    assert known.nodes["Activity"]["held_on"].to_list() == [date(2022, 6, 1)]
    assert known.nodes["Matter"]["proposed_on"].to_list() == [date(2022, 6, 1)]
    assert known.nodes["Matter"]["resolved_on"].to_list() == [None]
    assert set(RELATIONSHIPS) == known.relationships.keys()


# What a check counts in columns is what a measure counts on the graph.


@MANY
@given(county=counties(), day=AS_OF, most=st.integers(0, 2))
def test_checks_by_columns_say_what_the_measures_say_on_graphs(
    county: County, day: date, most: int
) -> None:
    profile = replace(Network(county.dataset(), day).profile, max_helped=most)
    network = Network(county.dataset(), day, profile)
    single, loaded = (
        (check.fails(network, population), population.ids)
        for check in map(checks.find, ("ISO003", "PAIR007"))
        for population in [check.asks(network)]
    )
    assert set(single[0]) == set(sole_helpers(network.help_graph, need_set=single[1]))
    load = loads(network.help_graph_of("co_building"))
    assert set(loaded[0]) == {n for n in loaded[1] if load.get(n, 0) > most}
