"""What losses would do in a county: against taking each out, a recount and Cypher."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orggraph import demo, dropouts, mechanisms, queries, resilience
from orggraph import source as sources
from orggraph.dropouts import Loss
from orggraph.errors import NetworkError
from orggraph.findings import audit
from orggraph.network import Network
from orggraph.store import Store, open_store
from tests import recount
from tests.counties import AS_OF, NAMES, counties, outlived
from tests.county import County

SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
NOBODY: frozenset[str] = frozenset()


def _county() -> County:
    """Make a county where much hangs on little.

    ``h`` helps a and b, the firm b and c; a is economically weak, and so is d, which is nowhere
    but in the joint committee J. K has no weak member.
    """
    county = County()
    county.villages("h", "a", "b", "c", "d", "e")
    county.firm("firm")
    county.weak("a", "economically_weak")
    county.weak("d")
    county.committee("J", "d", "e")
    county.committee("K", "e")
    county.pair("p", "h", "a")
    county.pair("q", "h", "b")
    county.pair("r", "firm", "b", mechanism="hundred_firms")
    county.pair("s", "firm", "c", mechanism="hundred_firms")
    return county


def _ids(county: County, *names: str) -> frozenset[str]:
    return frozenset(map(county.org, names))


def test_each_helper_and_each_committee_has_its_losses() -> None:
    county = _county()
    a, c, d = (_ids(county, name) for name in "acd")
    assert dropouts.losses(Network(county.dataset())) == {
        county.org("h"): Loss(a, a, NOBODY),
        county.org("firm"): Loss(c, NOBODY, NOBODY),
        county.org("J"): Loss(NOBODY, d, NOBODY),
        county.org("K"): Loss(NOBODY, NOBODY, NOBODY),
    }


def test_help_of_one_mechanism_is_lost_by_itself() -> None:
    county = _county()
    losses = dropouts.losses(Network(county.dataset()), mechanism="hundred_firms")
    assert losses[county.org("firm")].unhelped == _ids(county, "b", "c")
    assert losses[county.org("h")] == Loss(NOBODY, _ids(county, "a"), NOBODY)


def test_who_loses_every_way_of_help_from_a_strong_branch_is_cut_off() -> None:
    # s is strong and helps a, which helps b and c; c has another way, by the red-flag branch r.
    county = County()
    county.villages("s", "a", "b", "c", "r")
    for name in "abc":
        county.weak(name)
    county.weak("r", "red_flag")
    county.pair("p", "s", "a", mode="strong_weak")
    county.pair("q", "a", "b")
    county.pair("t", "a", "c")
    county.pair("u", "r", "c")
    a, b, s = (county.org(name) for name in "abs")
    network = Network(county.dataset())
    losses = dropouts.losses(network)
    assert {node: loss.cut_off for node, loss in losses.items() if loss.cut_off} == {
        s: frozenset({a, b}),
        a: frozenset({b}),
    }
    assert dropouts.within_reach(network) == (_ids(county, "a", "b", "c"), NOBODY)
    county.silence(0, "结对")
    silent = Network(county.dataset())
    assert not any(loss.cut_off for loss in dropouts.losses(silent).values())
    assert dropouts.within_reach(silent) == (NOBODY, _ids(county, "a", "b", "c"))


def test_two_that_drop_out_leave_more_alone_than_each_by_itself() -> None:
    county = _county()
    before = Network(county.dataset())
    lost = _ids(county, "h", "firm")
    loss = dropouts.left_alone(before, dropouts.without(before, lost), lost=lost)
    assert loss == Loss(_ids(county, "a", "b", "c"), _ids(county, "a"), NOBODY)


def test_what_an_unreported_ledger_could_show_is_unknown() -> None:
    county = _county()
    county.silence(0, "联村党委")
    assert dropouts.losses(Network(county.dataset()))[county.org("h")] == Loss(
        _ids(county, "a"), NOBODY, _ids(county, "a")
    )
    county.silence(0, "结对")
    losses = dropouts.losses(Network(county.dataset()))
    assert losses[county.org("h")] == Loss(NOBODY, NOBODY, _ids(county, "a"))
    assert losses[county.org("J")] == Loss(NOBODY, NOBODY, _ids(county, "d"))


def test_isolated_now_is_what_the_check_finds() -> None:
    county = _county()
    county.villages("x", "y")
    county.weak("x")
    assert dropouts.isolated(Network(county.dataset())) == _ids(county, "x")
    county.silence(0, "结对")
    assert dropouts.isolated(Network(county.dataset())) == set()


def test_organisations_are_in_order_of_whom_they_leave_alone_and_persons_apart() -> None:
    county = _county()
    county.pair("t", "firm", "e", mechanism="hundred_firms")
    for number in range(3):
        county.helper(f"P-{3 - number}")
        county.villages(f"v{number}")
        for other in range(number + 1):
            county.pair(f"u{number}{other}", f"P-{3 - number}", f"v{number}")
    survey = dropouts.survey(Network(county.dataset()))
    told = [(row["id"], row["helps"], len(row["unhelped"])) for row in survey.to_dicts()]
    assert told == [
        (county.org("firm"), 3, 2),
        (county.org("h"), 2, 1),
        (county.org("J"), 0, 0),
        (county.org("K"), 0, 0),
        ("P-1", 1, 1),
        ("P-2", 1, 1),
        ("P-3", 1, 1),
    ]


def test_who_drops_out_is_still_asked_and_keeps_what_hangs_on_its_place() -> None:
    county = _county()
    county.cooperative("k", "h")
    county.cadre("h")
    county.reserve("P-1", "h")
    county.team("t", "h")
    county.compete("h", date(2022, 6, 1))
    before = Network(county.dataset())
    after = dropouts.without(before, _ids(county, "h"))
    was, now = (
        {c.mechanism: c for c in audit(n, select=[]).cells if c.town is None}
        for n in (before, after)
    )
    # h, and a and b, whom nobody but h helps by co-building
    assert (was["co_building"].registered, now["co_building"].registered) == (3, 0)
    assert now["co_building"].asked == 6
    assert (was["cooperative"].registered, now["cooperative"].registered) == (1, 0)
    for kept in ("village_cadre", "reserve", "volunteer_team", "contest", "hundred_firms"):
        assert now[kept] == was[kept]


def test_a_committee_goes_with_its_memberships_and_what_it_provides() -> None:
    county = _county()
    county.pair("t", "J", "c")
    after = dropouts.without(Network(county.dataset()), _ids(county, "J"))
    assert county.org("J") not in after.committees.ids
    assert set(after.memberships["member"]) == _ids(county, "e")
    assert after.paired().ids == {"p", "q", "r", "s"}


def test_a_person_who_drops_out_leaves_a_duty_open() -> None:
    county = _county()
    designation = county.weak("b", since=date(2022, 2, 1))
    county.lead(designation, "county_leader", "town_leader", "first_secretary")
    county.pair("t", "firm", "b", mechanism="four_duties")
    before = Network(county.dataset())
    after = dropouts.without(before, {f"P-town_leader-{designation}"})
    lost = mechanisms.no_longer_registered(before, after)
    assert lost.rows() == [("four_duties", county.org("b"), "b党支部", county.town(0), False)]
    county.silence(0, "认定")
    before = Network(county.dataset())
    after = dropouts.without(before, {f"P-town_leader-{designation}"})
    assert mechanisms.no_longer_registered(before, after)["unknown"].to_list() == [True]


def test_somebody_who_does_not_take_part_on_the_day_changes_nothing() -> None:
    county = _county()
    county.firm("gone")
    county.pair("t", "gone", "c", until=date(2022, 6, 1))
    before = Network(county.dataset())
    after = dropouts.without(before, _ids(county, "gone"))
    assert audit(after).cells == audit(before).cells


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nobody", "The ids of all helpers: orggraph resilience SOURCE --format csv"),
        ("370304100200", "Did you mean 370304100200:village (h党支部)?"),
        ("p", "The ids of all helpers"),  # a pairing
        ("370304100", "Did you mean 370304100:joint_committee:J (J), 370304100:joint_committee:K"),
        ("firm", "Did you mean U-firm (firm)?"),
    ],
)
def test_an_id_that_nobody_has_is_an_error_that_says_how_to_find_ids(text: str, told: str) -> None:
    network = Network(_county().dataset())
    with pytest.raises(NetworkError, match=f"Nobody who could drop out has the id {text}") as error:
        dropouts.without(network, {text})
    assert error.value.remedy.startswith(told)


def test_at_least_one_has_to_drop_out() -> None:
    with pytest.raises(NetworkError, match="No id"):
        dropouts.without(Network(_county().dataset()), set())


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(county=counties(), as_of=AS_OF)
def test_all_losses_at_once_are_those_of_taking_each_out(county: County, as_of: date) -> None:
    network = Network(county.dataset(), as_of)
    losses = dropouts.losses(network)
    names = [name for name in (*NAMES, "firm", "J0", "J1", "J2") if county.has(name)]
    for node in map(county.org, names):
        lost = frozenset({node})
        after = dropouts.without(network, lost)
        alone = dropouts.left_alone(network, after, lost=lost)
        assert losses.get(node, Loss(NOBODY, NOBODY, NOBODY)) == alone
        if after.exemplary == network.exemplary - lost:  # nobody else stops being strong by it
            newly = _out_of_reach(after) - _out_of_reach(network) - lost
            assert alone.cut_off == newly


def _out_of_reach(network: Network) -> set[str]:
    return set(audit(network, select=["ISO004"]).findings["id"])


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(county=counties(), as_of=AS_OF, names=st.sets(st.sampled_from([*NAMES, "firm"]), min_size=1))
def test_dropping_out_asks_the_same_and_covers_no_more(
    county: County, as_of: date, names: set[str]
) -> None:
    before = Network(county.dataset(), as_of)
    after = dropouts.without(before, _ids(county, *names))
    lost = mechanisms.no_longer_registered(before, after)
    places = [[m.name for m in mechanisms.MECHANISMS].index(name) for name in lost["mechanism"]]
    assert places == sorted(places)
    for was, now in zip(mechanisms.matrix(before), mechanisms.matrix(after), strict=True):
        assert (was.mechanism, was.town, was.asked) == (now.mechanism, now.town, now.asked)
        assert now.registered <= was.registered
        assert now.evidenced <= was.evidenced
        assert (now.active or 0) <= (was.active or 0)
        if was.town is None:
            assert was.registered - now.registered == lost.filter(mechanism=was.mechanism).height


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("boshan")
    demo.write(made)
    return made


@pytest.fixture
def boshan(folder: Path) -> Network:
    return Network(sources.read(folder / "ledgers"))


def _as_recounted(node: str, label: str, name: str) -> str:
    if label == "PartyOrganization":
        return f"联村党委 {name}" if ":joint_committee:" in node else node.split(":", maxsplit=1)[0]
    return {"Enterprise": "企业", "Agency": "部门", "Person": "个人"}[label] + " " + name


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2022, 3, 31)], ids=str)
@pytest.mark.parametrize(("mechanism", "word"), [(None, None), ("co_building", "结对共建")])
def test_losses_in_the_example_are_as_recounted(
    folder: Path, boshan: Network, day: date, mechanism: str | None, word: str | None
) -> None:
    survey = dropouts.survey(Network(boshan.dataset, day), mechanism=mechanism)
    counted = recount.losses(folder, day, word)
    loads = recount.helped_by(folder, day, word)
    told = {}
    for row in survey.filter(label="Person").to_dicts():
        assert not row["unhelped"]
        assert not row["isolated"]
    for row in survey.to_dicts():
        if row["label"] != "Person":
            who = _as_recounted(row["id"], row["label"], row["name"])
            places = [{i.split(":")[0] for i in row[key]} for key in ("unhelped", "isolated")]
            told[who] = (places[0], places[1])
            assert row["helps"] == len(loads.get(who, ()))
    persons = {who: loss for who, loss in counted.items() if who.startswith("个人")}
    assert told == {who: loss for who, loss in counted.items() if who not in persons}
    assert len(persons) == survey.filter(label="Person").height
    assert not any(unhelped | isolated for unhelped, isolated in persons.values())


def test_the_overloaded_helpers_of_the_example_leave_five_and_four_times_four(
    boshan: Network,
) -> None:
    overloaded = set(audit(boshan, select=["PAIR007"]).findings["id"])
    losses = dropouts.losses(boshan, mechanism="co_building")
    assert sorted(len(losses[node].unhelped) for node in overloaded) == [4, 4, 4, 4, 5]
    lost = frozenset(overloaded)
    after = dropouts.without(boshan, lost)
    gone = mechanisms.no_longer_registered(boshan, after).filter(mechanism="co_building")
    assert gone.height == 26  # they themselves, and those 21


def _twins(store: Store, network: Network) -> dict[str, list[tuple[object, ...]]]:
    parameters = {"as_of": network.as_of}
    return {
        name.rpartition("/")[2]: store.ask(queries.load(name).text, parameters).rows()
        for name in queries.names("resilience")
    }


def _measured(network: Network) -> dict[str, list[tuple[object, ...]]]:
    G, C = network.help_graph, network.committee_graph
    isolated = resilience.isolated_by_loss(network.pairing_graph, C, need_set=network.need_set.ids)
    pairs = [(lost, branch) for lost, branches in isolated.items() for branch in branches]
    joined = {branch for branch in C if C.out_degree(branch)}
    paired = {node for node in network.pairing_graph if network.pairing_graph.degree(node)}
    several = resilience.several_mechanisms(G).items()
    unhelped = resilience.unhelped_by_loss(G).items()
    return {
        "loads": sorted(resilience.loads(G).items()),
        "loops": [*resilience.loops(G)],
        "several_mechanisms": [(*pair, len(found)) for pair, found in several],
        "unhelped_by_loss": sorted((lost, node) for lost, nodes in unhelped for node in nodes),
        "isolated_by_loss_of_committee": sorted(p for p in pairs if p[1] in joined - paired),
        "isolated_by_loss_of_partner": sorted(p for p in pairs if p[1] not in joined),
    }


def _tangle() -> County:
    """Make a county in which each of the questions finds something."""
    county = _county()
    county.weak("e", until=date(2022, 6, 1))
    county.pair("back", "a", "h", mechanism="other")
    county.pair("again", "h", "a", mechanism="double_hundred")
    county.pair("mutual", "b", "c", mode="industry")
    county.weak("c")
    county.villages("f", "g")
    county.weak("f")
    county.weak("g")
    county.pair("even", "f", "g", mode="complement")
    county.committee("L", "g")
    county.pair("own", "L", "g")
    # Both pairings go on with a committee that is no more.
    county.committee("D", until=date(2022, 6, 1))
    county.pair("from_nobody", "D", "e")
    county.pair("to_nobody", "f", "D")
    return county


def _check_twins(store: Store, network: Network) -> None:
    store.write(network.dataset, replace=True)
    assert _twins(store, network) == _measured(network)


def test_ladybug_finds_the_same_in_a_tangle(tmp_path: Path) -> None:
    network = Network(_tangle().dataset())
    assert all(_measured(network).values())
    with open_store(str(tmp_path / "county.lbug")) as store:
        _check_twins(store, network)


def test_ladybug_finds_the_same_where_pairings_outlive_a_committee(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "county.lbug")) as store:
        _check_twins(store, Network(outlived().dataset()))


def test_ladybug_finds_the_same_in_the_example(boshan: Network, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "boshan.lbug")) as store:
        _check_twins(store, boshan)


@settings(max_examples=5, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
@given(county=counties(), as_of=AS_OF)
def test_ladybug_finds_the_same_in_any_county(county: County, as_of: date, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "county.lbug")) as store:
        _check_twins(store, Network(county.dataset(), as_of))


@pytest.mark.neo4j
def test_neo4j_finds_the_same_in_tangles_and_in_the_example(
    boshan: Network, neo4j_store: Store
) -> None:
    made_up = (Network(county.dataset()) for county in (_tangle(), outlived()))
    for network in (*made_up, boshan):
        _check_twins(neo4j_store, network)
