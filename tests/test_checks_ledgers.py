"""The checks of pairings, committees, rectification and organisations: planted, and nearly so."""

from datetime import date

from orggraph import checks
from orggraph.findings import Result, ask
from orggraph.mechanisms import registered
from orggraph.network import Network
from tests.county import County


def _ask(county: County, code: str) -> Result:
    return ask(Network(county.dataset()), checks.find(code))


def _found(county: County, code: str) -> set[str]:
    return {finding.id for finding in _ask(county, code).findings}


def test_pair003_wants_a_carrier_of_each_co_building_pairing() -> None:
    county = County()
    county.villages("a", "b", "c")
    county.pair("bare", "a", "b")
    county.pair("carried", "b", "c")
    county.carrier("carried", "K-1")
    county.pair("other", "a", "c", mechanism="other")  # not asked
    assert _ask(county, "PAIR003").asked == 2
    assert _found(county, "PAIR003") == {"bare"}


def test_pair004_finds_a_carrier_that_two_co_building_pairings_claim() -> None:
    county = County()
    county.villages("a", "b", "c", "d")
    county.pair("p", "a", "b")
    county.pair("q", "c", "d")
    county.pair("r", "a", "c", mechanism="other")
    county.carrier("p", "K-twice")
    county.use("q", "K-twice")
    county.carrier("q", "K-once")
    county.use("r", "K-once")  # by another mechanism: not counted
    result = _ask(county, "PAIR004")
    assert (result.asked, {f.id for f in result.findings}) == (2, {"K-twice"})


def test_pair008_finds_strong_weak_help_for_nobody_in_need() -> None:
    county = County()
    county.villages("strong", "weak", "fine", "mended")
    county.weak("weak")
    county.weak("mended", until=date(2022, 6, 1))
    county.pair("good", "strong", "weak", mode="strong_weak")
    county.pair("idle", "strong", "fine", mode="strong_weak")
    county.pair("late", "strong", "mended", mode="strong_weak")
    county.pair("mutual", "strong", "fine", mode="complement")
    assert _found(county, "PAIR008") == {"idle", "late"}


def test_pair009_wants_a_common_industry_and_does_not_guess() -> None:
    county = County()
    county.villages("tea", "tea_too", "fish", "silent")
    county.firm("firm")
    county.tag("tea", "茶", "旅游")
    county.tag("tea_too", "茶")
    county.tag("fish", "渔")
    county.tag("firm", "渔")
    county.pair("same", "tea", "tea_too", mode="industry")
    county.pair("none", "tea", "fish", mode="industry")
    county.pair("unsaid", "tea", "silent", mode="industry")
    county.pair("unit", "firm", "fish", mechanism="hundred_firms", mode="industry")
    result = _ask(county, "PAIR009")
    assert {f.id for f in result.findings} == {"none"}
    assert (result.asked, result.unknown) == (4, 1)


def test_pair010_finds_more_than_a_third_of_a_year_in_one_week() -> None:
    county = County()
    county.villages("a", "b", "c", "d", "e", "f")
    county.pair("piled", "a", "b")
    county.pair("third", "c", "d")
    county.pair("few", "e", "f")
    months = [date(2022, month, 15) for month in range(1, 5)]
    week = [date(2022, 12, 1), date(2022, 12, 4), date(2022, 12, 7)]  # 7 days, both ends counted
    for day in [*months, *week]:
        county.meet("piled", day)  # 3 of 7
    for day in [*months, date(2022, 5, 1), date(2022, 6, 1), *week]:
        county.meet("third", day)  # 3 of 9: exactly a third
    for day in week:
        county.meet("few", day)  # below six nothing is asked
    assert _found(county, "PAIR010") == {"piled"}
    (finding,) = _ask(county, "PAIR010").findings
    assert finding.evidence == ("f#结对#piled", "f#活动#A-4", "f#活动#A-5", "f#活动#A-6")


def test_pair010_counts_eight_days_as_more_than_a_week() -> None:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b")
    for day in [date(2022, 12, 1), date(2022, 12, 8)]:
        county.meet("p", day)
    for month in range(1, 5):
        county.meet("p", date(2022, month, 1))
    assert _found(county, "PAIR010") == set()  # at most 1 of 6 in any week


def test_pair011_wants_double_hundred_help_and_no_other() -> None:
    county = County()
    county.villages("helped", "otherwise", "poor", "h")
    county.weak("helped")
    county.weak("otherwise")
    county.weak("poor", "economically_weak")  # not asked
    county.pair("p", "h", "helped", mechanism="double_hundred")
    county.pair("q", "h", "otherwise")
    assert _found(county, "PAIR011") == {county.org("otherwise")}


def test_pair012_finds_activities_before_and_after_their_pairing() -> None:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b", since=date(2022, 3, 1), until=date(2022, 6, 1))
    county.pair("later", "a", "b", since=date(2023, 2, 1))  # not begun: not asked
    for day in (date(2022, 2, 28), date(2022, 3, 1), date(2022, 5, 31), date(2022, 6, 1)):
        county.meet("p", day)
    county.meet("later", date(2022, 12, 1))
    result = _ask(county, "PAIR012")
    assert (result.asked, {f.id for f in result.findings}) == (4, {"A-0", "A-3"})


def test_pair013_finds_a_firm_above_a_tenth_of_all_links() -> None:
    county = County()
    county.villages(*(f"v{number}" for number in range(20)))
    for number in range(20):
        name = "big" if number < 3 else "tenth" if number < 5 else f"f{number}"
        if not county.has(name):
            county.firm(name)
        county.pair(f"p{number}", name, f"v{number}", mechanism="hundred_firms")
    assert _found(county, "PAIR013") == {"U-big"}  # 3 of 20; 2 of 20 is a tenth and no more


def test_iso002_finds_help_that_is_all_dormant() -> None:
    county = County()
    county.villages("silent", "alive", "duty", "young", "h")
    for name in ("silent", "alive", "duty", "young"):
        county.weak(name)
    county.pair("s", "h", "silent")
    county.pair("s4", "h", "silent", mechanism="four_duties")
    county.pair("a1", "h", "alive")
    county.pair("a2", "h", "alive", mechanism="other")
    county.meet("a2", date(2022, 12, 1))
    county.pair("d", "h", "duty", mechanism="four_duties")  # nothing else: not dormant help
    county.pair("y", "h", "young", since=date(2022, 12, 1))  # not throughout the window
    assert _found(county, "ISO002") == {county.org("silent")}


def test_iso004_follows_two_steps_of_help_and_no_more() -> None:
    county = County()
    county.villages("flag", "one", "two", "three", "strong", "near", "apart")
    county.weak("flag", "red_flag")
    for name in ("one", "two", "three", "near", "apart"):
        county.weak(name)
    county.pair("p1", "flag", "one")
    county.pair("p2", "one", "two")
    county.pair("p3", "two", "three")
    county.pair("p4", "strong", "near", mode="strong_weak")
    county.pair("p5", "apart", "flag")  # help to a strong one is no help from it
    assert _found(county, "ISO004") == {county.org("three"), county.org("apart")}


def test_joint003_wants_two_villages_and_a_hundred_party_members() -> None:
    county = County()
    county.villages("a", "b", "c", "d", "e", "f", "g")
    for name, full, new in (
        ("a", 60, 40),
        ("b", 0, 0),
        ("c", 90, 9),
        ("d", 0, None),
        ("e", 500, 0),
    ):
        county.mark(
            "PartyOrganization", county.org(name), members_full=full, members_probationary=new
        )
    county.committee("large", "a", "b")  # 100
    county.committee("small", "c", "d")  # 99
    county.committee("alone", "e")
    county.committee("unsaid", "f", "g")  # no counts on record
    result = _ask(county, "JOINT003")
    assert {f.id for f in result.findings} == {county.org("small"), county.org("alone")}
    assert (result.asked, result.unknown) == (4, 1)


def test_joint004_finds_members_of_two_towns() -> None:
    county = County(towns=2)
    county.villages("a", "b", town=0)
    county.villages("c", town=1)
    county.committee("one", "a", "b")
    county.committee("two", "b", "c")
    assert _found(county, "JOINT004") == {county.org("two")}


def test_joint005_finds_committees_of_the_weak_alone() -> None:
    county = County()
    county.villages("w", "x", "strong")
    county.weak("w")
    county.weak("x", "economically_weak")
    county.committee("weak", "w", "x")
    county.committee("mixed", "w", "strong")
    county.committee("empty")
    assert _found(county, "JOINT005") == {county.org("weak")}


def test_rect001_names_the_duty_that_is_missing() -> None:
    county = County()
    county.villages("whole", "part", "h")
    leaders = ("county_leader", "town_leader", "first_secretary")
    for name in ("whole", "part"):
        designation = county.weak(name)
        county.lead(designation, *(leaders if name == "whole" else leaders[:2]))
        county.pair(f"four_{name}", "h", name, mechanism="four_duties")
    result = _ask(county, "RECT001")
    assert [f.id for f in result.findings] == [county.org("part")]
    assert result.findings[0].reason == "lacks: first secretary"


def test_rect001_judges_each_designation_by_itself() -> None:
    county = County()
    county.villages("twice", "h")
    leaders = ("county_leader", "town_leader", "first_secretary")
    first, second = county.weak("twice"), county.weak("twice", since=date(2022, 6, 1))
    county.lead(first, *leaders[:2])
    county.lead(second, *leaders[1:])  # between them they have all three
    county.pair("unit", "h", "twice", mechanism="four_duties")
    network = Network(county.dataset())
    (finding,) = ask(network, checks.find("RECT001")).findings
    assert finding.reason == "lacks: county leader、first secretary"
    assert registered(network, "four_duties") == set()
    county.lead(second, leaders[0])
    assert _ask(county, "RECT001").findings[0].reason == "lacks: first secretary"
    county.lead(first, leaders[2])
    assert _found(county, "RECT001") == set()
    assert registered(Network(county.dataset()), "four_duties") == {county.org("twice")}


def test_rect001_names_the_unit_last() -> None:
    county = County()
    county.villages("alone")
    county.lead(county.weak("alone"), "county_leader", "first_secretary")
    (finding,) = _ask(county, "RECT001").findings
    assert finding.reason == "lacks: town leader、a unit that helps it"


def test_rect002_is_overdue_after_the_day_and_not_on_it() -> None:
    county = County()
    county.villages("late", "due", "unsaid")
    for name, due in (("late", date(2022, 12, 30)), ("due", date(2022, 12, 31)), ("unsaid", None)):
        county.mark("Designation", county.weak(name), due_on=due)
    result = _ask(county, "RECT002")
    assert {f.id for f in result.findings} == {county.org("late")}
    assert (result.asked, result.unknown) == (3, 1)


def test_rect003_counts_designations_of_five_years() -> None:
    county = County()
    county.villages("again", "long_ago", "once")
    for name in ("again", "long_ago", "once"):
        county.weak(name, since=date(2022, 1, 1))
    county.weak("again", since=date(2018, 1, 1), until=date(2019, 1, 1))
    county.weak("long_ago", since=date(2017, 12, 31), until=date(2019, 1, 1))  # to the day
    assert _found(county, "RECT003") == {county.org("again")}


def test_rect004_finds_honour_and_rectification_at_once() -> None:
    county = County()
    county.villages("both", "flag", "mended")
    for name in ("both", "flag", "mended"):
        county.weak(name, "red_flag")
    county.weak("both")
    county.weak("mended", until=date(2022, 6, 1))
    assert _found(county, "RECT004") == {county.org("both")}


def test_org001_finds_vacant_posts_of_units_alone() -> None:
    county = County()
    county.villages("led", "vacant")
    county.villages("community", kind="community")
    county.post("P-1", "secretary", "led")
    county.post("P-2", "deputy", "vacant")
    county.committee("J", "led", secretary=False)  # JOINT002 asks of these
    assert _found(county, "ORG001") == {county.org("vacant"), county.org("community")}


def test_org002_wants_exactly_one_superior_and_no_circle() -> None:
    county = County()
    county.villages("right", "none", "two", "round", "about", "about_too")
    top = county.committee_of_county()
    for name in ("right", "two", "round"):
        county.under(county.org(name), top)
    county.under(county.org("two"), county.org("right"))
    county.under(county.org("about"), county.org("about_too"))
    county.under(county.org("about_too"), county.org("about"))
    found = _found(county, "ORG002")
    assert found == {county.org(name) for name in ("none", "two", "about", "about_too")}


def test_org003_is_overdue_after_the_term_and_unknown_without_one() -> None:
    county = County()
    county.villages("over", "last_day", "unsaid")
    county.mark("PartyOrganization", county.org("over"), term_end=date(2022, 12, 30))
    county.mark("PartyOrganization", county.org("last_day"), term_end=date(2022, 12, 31))
    result = _ask(county, "ORG003")
    assert {f.id for f in result.findings} == {county.org("over")}
    assert result.unknown == 1


def test_org004_holds_forms_against_three_fifty_and_a_hundred() -> None:
    county = County()
    sizes = {
        "branch_2": ("branch", 2, True),
        "branch_3": ("branch", 3, False),
        "branch_50": ("branch", 50, False),
        "branch_51": ("branch", 51, True),
        "joint_2": ("joint_branch", 2, False),
        "general_50": ("general_branch", 50, True),
        "general_51": ("general_branch", 51, False),
        "general_100": ("general_branch", 100, False),
        "general_101": ("general_branch", 101, True),
        "committee_100": ("committee", 100, True),
        "committee_101": ("committee", 101, False),
    }
    county.villages(*sizes, "unsaid")
    for name, (form, members, _) in sizes.items():
        county.mark("PartyOrganization", county.org(name), form=form, members_full=members)
    result = _ask(county, "ORG004")
    wrong = {county.org(name) for name, (_, _, fails) in sizes.items() if fails}
    assert {f.id for f in result.findings} == wrong
    assert result.unknown == 1


def test_org005_counts_distinct_posts_and_no_duties_of_leaders() -> None:
    county = County()
    county.villages("a", "b", "c")
    for name in "abc":
        county.post("P-three", "secretary", name)
    for name in "ab":
        county.post("P-two", "deputy", name)
    designation = county.weak("a")
    county.lead(designation, "county_leader")
    result = _ask(county, "ORG005")
    assert [f.id for f in result.findings] == ["P-three"]
    assert result.asked == 2
