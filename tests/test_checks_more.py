"""The checks of grids, economy, cooperatives, talent, contests, supervision, teams and matters."""

from dataclasses import replace
from datetime import date

import pytest

from orggraph import checks, profile
from orggraph.findings import Result, Status, ask
from orggraph.network import Network
from tests.county import County

SEVEN = profile.load("boshan-2022").supervision_items or ()


def _ask(county: County, code: str, *, as_of: date | None = None) -> Result:
    return ask(Network(county.dataset(), as_of), checks.find(code))


def _found(county: County, code: str, *, as_of: date | None = None) -> set[str]:
    return {finding.id for finding in _ask(county, code, as_of=as_of).findings}


def _orgs(county: County, *names: str) -> set[str]:
    return {county.org(name) for name in names}


def _gridded() -> County:
    """A village ``a`` with a base, two micro-grids and a centre; ``b`` has none."""
    county = County()
    county.villages("a", "b")
    county.grid("B", "a", "base")
    county.grid("M1", "B", "micro", 12)
    county.grid("M2", "B", "micro", 30)
    county.grid("C", "M1", "centre", 12)
    return county


def test_grid001_finds_villages_without_a_base_grid() -> None:
    county = _gridded()
    county.villages("town", kind="community")  # not asked
    assert _found(county, "GRID001") == _orgs(county, "b")


def test_grid002_and_003_want_somebody_to_cover_each_grid_on_the_day() -> None:
    county = _gridded()
    assert _found(county, "GRID002") == {"B"}
    county.cover("B")
    county.cover("M1", until=date(2022, 12, 31))
    county.cover("M2", until=date(2023, 1, 1))
    assert _found(county, "GRID002") == set()
    result = _ask(county, "GRID003")
    assert (result.asked, {f.id for f in result.findings}) == (2, {"M1"})
    assert result.findings[0].evidence == ("f#网格#M1",)
    assert result.findings[0].town == county.town(0)


def test_grid002_is_unknown_in_a_town_that_did_not_report_grids() -> None:
    county = _gridded()
    county.silence(0, "网格")
    result = _ask(county, "GRID002")
    assert (result.status, result.unknown) == (Status.UNKNOWN, 1)


def test_grid004_wants_thirty_to_fifty_households() -> None:
    county = County()
    county.villages("a")
    county.grid("B", "a", "base", 500)  # not asked
    for households in (29, 30, 50, 51):
        county.grid(f"M{households}", "B", "micro", households)
    county.grid("blank", "B", "micro")
    result = _ask(county, "GRID004")
    assert {f.id for f in result.findings} == {"M29", "M51"}
    assert (result.asked, result.unknown) == (5, 1)


def test_grid005_wants_ten_to_fifteen_households() -> None:
    county = County()
    county.villages("a")
    county.grid("B", "a", "base")
    county.grid("M", "B", "micro")
    for households in (9, 10, 15, 16):
        county.grid(f"C{households}", "M", "centre", households)
    assert _found(county, "GRID005") == {"C9", "C16"}


def test_sizes_without_a_source_ask_nobody() -> None:
    network = Network(_gridded().dataset(), profile=profile.load("default"))
    for code in ("GRID004", "GRID005", "ECON001", "ECON002", "ECON006", "SUPV001"):
        result = ask(network, checks.find(code))
        assert (code, result.status, result.asked) == (code, Status.NOT_APPLICABLE, 0)


def test_grid006_adds_up_the_centres_of_each_micro_grid() -> None:
    county = _gridded()  # M1 has 12, its centre 12; M2 has 30 and no centre
    county.grid("M3", "B", "micro", 25)
    county.grid("C3", "M3", "centre", 12)
    county.grid("C4", "M3", "centre", 12)
    county.grid("M4", "B", "micro", 25)
    county.grid("C5", "M4", "centre", 12)
    county.grid("blank", "M4", "centre")
    result = _ask(county, "GRID006")
    assert {f.id for f in result.findings} == {"M2", "M3"}
    assert (result.asked, result.unknown) == (4, 1)
    assert result.findings[1].reason == "25 households, its centres link 24"


def test_econ001_holds_the_latest_complete_year_against_the_line() -> None:
    county = County()
    county.villages("below", "on", "other", "late")
    county.earn("below", 99_999)
    county.earn("on", 100_000)
    county.earn("other", 99_999, metric="经营收益")  # another metric: this one is not on record
    county.earn("late", 99_999, year=2021)
    result = _ask(county, "ECON001")
    assert {f.id for f in result.findings} == _orgs(county, "below")
    assert (result.asked, result.unknown) == (4, 2)
    assert result.findings[0].evidence[1] == "f#收入#below"
    assert _found(county, "ECON001", as_of=date(2022, 12, 30)) == _orgs(county, "late")


def test_econ002_finds_villages_whose_income_is_not_on_record() -> None:
    county = County()
    county.villages("told", "other", "untold")
    county.earn("told", 1)
    county.earn("other", 1, metric="经营性收入")
    assert _found(county, "ECON002") == _orgs(county, "other", "untold")
    county.silence(0, "收入")
    assert _ask(county, "ECON002").unknown == 2


def test_econ003_counts_help_committees_and_cooperatives_and_not_money() -> None:
    county = County()
    names = ("helped", "helping", "member", "led", "funded", "union", "former")
    county.villages(*names, "x")
    for name in names:
        county.weak(name, "economically_weak")
    county.weak("x")  # weak and lax: not asked
    county.pair("p", "helping", "helped")
    county.committee("J", "member")
    county.cooperative("k", "led")
    county.cooperative("u", "union", kind="union")
    county.cooperative("gone", "former", until=date(2022, 12, 31))
    county.fund("F", "funded")
    result = _ask(county, "ECON003")
    assert result.asked == 7
    assert {f.id for f in result.findings} == _orgs(county, "helping", "funded", "union", "former")


def test_econ004_finds_villages_that_two_projects_cover_at_once() -> None:
    county = County()
    county.villages("twice", "once", "then")
    county.fund("F1", "twice", "once", "then", until=date(2023, 1, 1))
    county.fund("F2", "twice")
    county.fund("F3", "then", until=date(2022, 12, 31))
    result = _ask(county, "ECON004")
    assert [f.id for f in result.findings] == [county.org("twice")]
    assert (result.asked, result.findings[0].reason) == (3, "funded by F1、F2")


def test_econ005_finds_money_beside_the_list() -> None:
    county = County()
    county.villages("listed", "lax", "former")
    county.weak("listed", "economically_weak")
    county.weak("lax")
    county.weak("former", "economically_weak", until=date(2022, 6, 1))
    county.fund("F", "listed", "lax", "former")
    assert _found(county, "ECON005") == _orgs(county, "lax", "former")


@pytest.mark.parametrize(
    ("first", "second", "fails"),
    [(5, 2, True), (5, 0, True), (4, 0, False), (6, 3, False), (7, 3, True)],
)
def test_econ006_wants_five_and_more_than_twice_as_many(
    first: int, second: int, *, fails: bool
) -> None:
    county = County(towns=2)
    names = [f"v{number}" for number in range(first + second)]
    county.villages(*names, "rich", "poor")
    county.villages("untold", town=1)  # a town without incomes: not asked
    for number, name in enumerate(names):
        county.earn(name, 104_999 if number < first else 105_000)
    county.earn("rich", 110_000)  # beyond both
    county.earn("poor", 99_999)  # below the line
    result = _ask(county, "ECON006")
    assert result.asked == 1
    assert [f.id for f in result.findings] == [county.town(0)] * fails


def test_coop001_and_002_want_a_branch_that_leads_and_one_that_is_led() -> None:
    county = County()
    county.villages("leads", "joins", "none", "former")
    county.cooperative("led", "leads")
    county.cooperative("alone")
    county.cooperative("union", "joins", kind="union")  # no cooperative, and not asked
    county.cooperative("gone", "former", until=date(2022, 12, 31))
    assert _found(county, "COOP001") == _orgs(county, "joins", "none", "former")
    result = _ask(county, "COOP002")
    assert (result.asked, {f.id for f in result.findings}) == (2, {"C-alone"})


def test_coop003_wants_three_members_that_stand() -> None:
    county = County()
    for union in ("three", "two"):
        county.cooperative(union, kind="union")
    for number in range(3):
        county.cooperative(f"k{number}")
        county.join_union(f"k{number}", "three")
    for name, until in (("k3", None), ("k4", None), ("k5", date(2022, 12, 31))):
        county.cooperative(name, until=until)
        county.join_union(name, "two")
    result = _ask(county, "COOP003")
    assert [(f.id, f.reason) for f in result.findings] == [("C-two", "2 member cooperatives")]


def test_coop004_does_not_take_a_blank_for_no() -> None:
    county = County()
    county.cooperative("yes")
    county.cooperative("no", chaired=False)
    county.cooperative("blank", chaired=None)
    result = _ask(county, "COOP004")
    assert ([f.id for f in result.findings], result.unknown) == (["C-no"], 1)


def test_tal001_wants_a_reserve_of_the_day() -> None:
    county = County()
    county.villages("has", "had")
    county.villages("community", kind="community")
    county.reserve("P-1", "has")
    county.reserve("P-2", "had", until=date(2022, 12, 31))
    assert _found(county, "TAL001") == _orgs(county, "had", "community")


def test_tal002_and_003_want_a_mentor_for_each_and_five_for_a_mentor() -> None:
    county = County()
    county.villages("a")
    for number in range(6):
        county.reserve(f"P-{number}", "a", mentor="P-many")
    for number in range(6, 12):  # six, of whom one has left
        left = date(2022, 12, 1) if number == 11 else None
        county.reserve(f"P-{number}", "a", mentor="P-five", until=left)
    county.reserve("P-alone", "a")
    result = _ask(county, "TAL002")
    assert (result.asked, {f.id for f in result.findings}) == (12, {"P-alone"})
    assert result.findings[0].town is None
    result = _ask(county, "TAL003")
    assert [(f.id, f.reason) for f in result.findings] == [("P-many", "6 reserves")]
    assert result.asked == 2


def test_stage001_counts_contests_of_the_year_and_nothing_else() -> None:
    county = County()
    county.villages("first_day", "too_early", "trained", "to_come")
    county.compete("first_day", date(2022, 1, 1))
    county.compete("too_early", date(2021, 12, 31))
    county.compete("trained", date(2022, 6, 1), kind="training")
    county.compete("to_come", date(2023, 1, 1))
    assert _found(county, "STAGE001") == _orgs(county, "too_early", "trained", "to_come")


def test_supv001_wants_all_seven_items_of_the_latest_complete_month() -> None:
    county = County(towns=3)
    for item in SEVEN:
        county.score(0, item, 90)
        county.score(1, item, 90, month=11)
    for item in SEVEN[1:]:
        county.score(1, item, 90)
    county.score(1, "总分", 540)  # a total is no item
    county.silence(2, "督导")
    result = _ask(county, "SUPV001")
    assert [f.id for f in result.findings] == [county.town(1)]
    assert SEVEN[0] in result.findings[0].reason
    assert (result.asked, result.unknown) == (3, 1)
    november = _found(county, "SUPV001", as_of=date(2022, 12, 30))
    assert november == {county.town(0)}


def test_supv002_shares_ranks_and_leaves_out_the_next() -> None:
    county = County(towns=4)
    for town, (value, rank) in enumerate([(90, 1), (80, 2), (80, 2), (70, 4)]):
        county.score(town, "三务公开", value, rank=rank)
    assert _found(county, "SUPV002") == set()
    for town, (value, rank) in enumerate([(90, 1), (80, 2), (80, 3), (70, 4)]):
        county.score(town, "总分", value, rank=rank)
    result = _ask(county, "SUPV002")
    assert [f.id for f in result.findings] == [county.town(2)]
    assert result.findings[0].reason == "2022-12 总分: rank 3, by the scores 2"
    assert result.findings[0].evidence[1] == "f#督导#2-总分-12"


def test_supv002_asks_of_the_year_to_the_day_alone() -> None:
    county = County(towns=2)
    for town in range(2):
        county.score(town, "总分", 90 - town, rank=1, month=1)  # the second is not the first
    assert _found(county, "SUPV002") == {county.town(1)}
    assert _found(county, "SUPV002", as_of=date(2023, 1, 30)) == {county.town(1)}
    assert _found(county, "SUPV002", as_of=date(2023, 1, 31)) == set()


def test_supv003_finds_three_months_running_among_the_last_three() -> None:
    county = County(towns=5)
    lasts = {4: (0, 1, 2), 5: (0, 1, 3), 6: (0, 3, 4), 8: (1, 2, 3), 9: (1, 2, 4), 10: (2, 3, 4)}
    for month, last in lasts.items():
        for town in range(5):
            county.score(town, "总分", 10 if town in last else 90, month=month)
    # 0: April to June; 1: twice two; 2: August to October; 3: May, June, August, October
    assert _found(county, "SUPV003") == {county.town(0), county.town(2)}
    first, third = _ask(county, "SUPV003").findings
    assert first.evidence[1:] == tuple(f"f#督导#0-总分-{month}" for month in (4, 5, 6))
    assert third.evidence[1:] == tuple(f"f#督导#2-总分-{month}" for month in (8, 9, 10))


def test_supv003_shows_every_month_of_a_longer_run_and_no_other() -> None:
    county = County(towns=4)
    for month in (1, 5, 6, 7, 8, 10):
        for town in range(4):
            is_last = town in {0, month}
            county.score(town, "总分", 10 if is_last else 90, month=month)
    narrow = replace(profile.load("boshan-2022"), bottom_towns=1)
    network = Network(county.dataset(), profile=narrow)
    (finding,) = ask(network, checks.find("SUPV003")).findings
    rows = tuple(f"f#督导#0-总分-{month}" for month in (5, 6, 7, 8))
    assert finding.evidence == (f"f#村情#{county.town(0)}", *rows)


def test_supv003_adds_up_the_items_where_a_month_has_no_total() -> None:
    county = County(towns=4)
    for month in (10, 11, 12):
        for town in range(4):
            county.score(town, "三务公开", 10 * town, month=month)
            county.score(town, "五代理", 90 - 20 * town, month=month)  # sums: 90, 80, 70, 60
    assert _found(county, "SUPV003") == {county.town(town) for town in (1, 2, 3)}
    for town in range(4):
        county.score(town, "总分", 10 * town)  # in December the total decides
    assert _found(county, "SUPV003") == {county.town(town) for town in (1, 2)}
    (evidence, _other) = (f.evidence for f in _ask(county, "SUPV003").findings)
    rows = [f"1-{item}-{month}" for month in (10, 11) for item in ("三务公开", "五代理")]
    assert evidence[1:] == tuple(f"f#督导#{row}" for row in [*rows, "1-总分-12"])


def test_vol001_wants_a_team_in_the_place_itself() -> None:
    county = County()
    county.villages("has", "has_not")
    county.team("t", "has")
    assert _found(county, "VOL001") == _orgs(county, "has_not")


def test_vol002_waits_ninety_days_from_founding_and_from_the_last_activity() -> None:
    county = County()
    county.villages("a")
    edge = date(2022, 10, 2)  # 90 days before the day
    county.team("silent", "a", since=edge)
    county.team("young", "a", since=date(2022, 10, 3))
    county.team("lately", "a")
    county.turn_out("lately", date(2022, 10, 3))
    county.team("long_ago", "a")
    county.turn_out("long_ago", edge)
    county.team("to_come", "a")
    county.turn_out("to_come", date(2023, 1, 1))
    result = _ask(county, "VOL002")
    assert {f.id for f in result.findings} == {"T-silent", "T-long_ago", "T-to_come"}
    assert result.asked == 5
    county.silence(0, "活动")
    assert _ask(county, "VOL002").unknown == 3


def test_gov001_wants_a_cadre_of_the_day() -> None:
    county = County()
    county.villages("has", "had", "secretary_only")
    county.cadre("has")
    county.cadre("had", until=date(2022, 12, 31))
    county.post("P-1", "secretary", "secretary_only")
    assert _found(county, "GOV001") == _orgs(county, "had", "secretary_only")


def test_gov002_lets_equal_days_pass_and_skips_blanks() -> None:
    county = County()
    county.villages("a")
    day, later = date(2022, 3, 1), date(2022, 3, 2)
    county.matter("equal", "a", prechecked_on=day, proposed_on=day, resolved_on=day)
    county.matter("skipped", "a", prechecked_on=day, resolved_on=later)
    county.matter("wrong", "a", prechecked_on=later, resolved_on=day)
    county.matter("early", "a", proposed_on=day, deliberated_on=later, decision_published_on=day)
    county.matter("to_come", "a", prechecked_on=date(2023, 1, 2), proposed_on=date(2023, 1, 1))
    county.matter("half", "a", prechecked_on=date(2023, 1, 1), proposed_on=day)
    result = _ask(county, "GOV002")
    assert {f.id for f in result.findings} == {"wrong", "early"}
    assert result.asked == 5  # all but what is to come
    assert result.findings[0].reason == "决议公开 on 2022-03-01, before 审议 on 2022-03-02"


def test_gov003_wants_the_check_by_the_day() -> None:
    county = County(towns=2)
    county.villages("a", town=1)
    day = date(2022, 3, 1)
    county.matter("checked", "a", prechecked_on=day)
    county.matter("unchecked", "a", proposed_on=day)
    county.matter("checked_later", "a", proposed_on=day, prechecked_on=date(2023, 1, 1))
    result = _ask(county, "GOV003")
    assert {f.id for f in result.findings} == {"unchecked", "checked_later"}
    assert (result.findings[0].town, result.asked) == (county.town(1), 3)


def test_gov004_wants_both_publications_after_thirty_days() -> None:
    county = County()
    county.villages("a")
    late, edge = date(2022, 11, 30), date(2022, 12, 1)  # 31 and 30 days before the day
    both = {"decision_published_on": edge, "result_published_on": edge}
    county.matter("told", "a", resolved_on=late, **both)
    county.matter("half", "a", resolved_on=late, decision_published_on=edge)
    county.matter(
        "to_come", "a", resolved_on=late, **{**both, "result_published_on": late.replace(year=2023)}
    )
    county.matter("fresh", "a", resolved_on=edge)
    county.matter("open", "a", proposed_on=late)
    result = _ask(county, "GOV004")
    assert {f.id for f in result.findings} == {"half", "to_come"}
    assert result.findings[0].reason == "resolved on 2022-11-30, lacks: 结果公开"
