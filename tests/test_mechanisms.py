"""The mechanisms of the coverage matrix on the later ledgers: whom each asks and reaches."""

import time
from datetime import date

import pytest

from orggraph import mechanisms
from orggraph.coverage import Cell
from orggraph.model import COVERED
from orggraph.network import Network
from tests.county import ALL_LEDGERS, County


def _cells(county: County) -> dict[str, Cell]:
    matrix = mechanisms.matrix(Network(county.dataset()))
    return {cell.mechanism: cell for cell in matrix if cell.town is None}


def _counts(county: County, mechanism: str) -> tuple[int, int]:
    cell = _cells(county)[mechanism]
    assert (cell.evidenced, cell.active) == (cell.registered, cell.registered)
    return cell.asked, cell.registered


def test_the_mechanisms_are_those_that_the_model_names_in_its_order() -> None:
    assert [mechanism.name for mechanism in mechanisms.MECHANISMS] == list(COVERED)


def test_what_fails_does_not_wait_for_all_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []

    def fails(_network: Network) -> mechanisms.Reached:
        raise ZeroDivisionError

    def dawdles(_network: Network) -> mechanisms.Reached:
        time.sleep(0.2)
        ran.append(1)
        raise AssertionError

    first, *others = mechanisms.MECHANISMS
    planted = (first._replace(reach=fails), *(each._replace(reach=dawdles) for each in others))
    monkeypatch.setattr(mechanisms, "MECHANISMS", planted)
    county = County()
    county.villages("a")
    with pytest.raises(ZeroDivisionError):
        mechanisms.counts(Network(county.dataset()))
    assert len(ran) < len(others)


def test_a_cooperative_counts_where_it_is_led_and_stands() -> None:
    county = County()
    county.villages("leads", "gone", "union", "none")
    county.villages("community", kind="community")  # not asked
    county.cooperative("k", "leads", "community")
    county.cooperative("old", "gone", until=date(2022, 12, 31))
    county.cooperative("u", "union", kind="union")
    assert _counts(county, "cooperative") == (4, 1)


def test_a_funded_project_is_asked_of_the_economically_weak_alone() -> None:
    county = County()
    county.villages("funded", "not_funded", "lax")
    county.weak("funded", "economically_weak")
    county.weak("not_funded", "economically_weak")
    county.weak("lax")
    county.fund("F", "funded", "lax")
    county.fund("old", "not_funded", until=date(2022, 12, 31))
    assert _counts(county, "funded_project") == (2, 1)


def test_a_grid_chain_breaks_at_its_weakest_link() -> None:
    county = County()
    broken = ("no_branch", "no_micro", "no_group", "no_centre")
    county.villages("whole", *broken, "no_base")
    for name in ("whole", *broken):
        county.grid(f"{name}-B", name, "base")
        if name != "no_branch":
            county.cover(f"{name}-B")
        if name == "no_micro":
            continue
        for micro in (f"{name}-M1", f"{name}-M2"):
            county.grid(micro, f"{name}-B", "micro")
            if (name, micro[-1]) != ("no_group", "2"):
                county.cover(micro)
            if (name, micro[-1]) != ("no_centre", "2"):
                county.grid(f"{micro}-C", micro, "centre")
    assert _counts(county, "grid_chain") == (6, 1)


def test_a_village_cadre_counts_on_the_day() -> None:
    county = County()
    county.villages("has", "had", "to_have")
    county.cadre("has")
    county.cadre("had", until=date(2022, 12, 31))
    county.cadre("to_have", since=date(2023, 1, 1))
    assert _counts(county, "village_cadre") == (3, 1)


def test_contests_reserves_and_teams_are_asked_of_communities_too() -> None:
    county = County()
    county.villages("village")
    county.villages("community", kind="community")
    county.compete("community", date(2022, 1, 1))
    county.compete("village", date(2021, 12, 31))  # a day before the year
    county.reserve("P-1", "community")
    county.team("t", "community")
    found = _cells(county)
    for mechanism in ("contest", "reserve", "volunteer_team"):
        assert (found[mechanism].asked, found[mechanism].registered) == (2, 1)


def test_a_team_is_evidenced_by_what_it_did_and_active_by_what_it_did_lately() -> None:
    county = County()
    county.villages("idle", "early", "lately", "none")
    for name in ("idle", "early", "lately"):
        county.team(f"t{name}", name)
    county.turn_out("tearly", date(2022, 10, 31))
    county.turn_out("tlately", date(2022, 11, 1))
    county.turn_out("tidle", date(2023, 1, 1))  # after the day
    assert _cells(county)["volunteer_team"] == Cell("volunteer_team", None, 4, 3, 2, 1, 0)


def test_without_a_ledger_of_activities_no_team_is_said_to_be_active() -> None:
    county = County(ledgers=tuple(name for name in ALL_LEDGERS if name != "活动"))
    county.villages("a")
    county.team("t", "a")
    assert _cells(county)["volunteer_team"].active is None


def test_supervision_wants_every_item_of_a_town_in_the_latest_month() -> None:
    county = County(towns=3)
    for town in range(2):
        county.score(town, "三务公开", 90)
    county.score(0, "五代理", 90)
    county.score(1, "五代理", 90, month=11)
    county.score(2, "总分", 180)  # a total is no item
    assert _counts(county, "supervision") == (3, 1)


def test_supervision_without_any_item_covers_nobody() -> None:
    county = County(towns=2)
    assert _counts(county, "supervision") == (2, 0)


def test_what_a_silent_town_lacks_is_unknown() -> None:
    county = County(towns=2)
    county.villages("a", town=0)
    county.villages("b", "c", town=1)
    county.reserve("P-1", "c")
    county.silence(1, "后备人才")
    assert _cells(county)["reserve"] == Cell("reserve", None, 3, 1, 1, 1, 1)
