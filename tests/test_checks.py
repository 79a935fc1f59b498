"""Each check: what it finds, and the near miss that it must not find."""

from datetime import date

import polars as pl
import pytest

from orggraph import checks
from orggraph.errors import NetworkError, SettingsError
from orggraph.findings import Result, Status, ask, audit
from orggraph.network import Network
from tests.county import County


def _ask(county: County, code: str) -> Result:
    return ask(Network(county.dataset()), checks.find(code))


def _found(county: County, code: str) -> set[str]:
    return {finding.id for finding in _ask(county, code).findings}


def test_pair001_finds_who_is_in_no_co_building_pairing() -> None:
    county = County()
    county.villages("helps", "helped", "ended", "partner", "firm_only")
    county.villages("community", kind="community")  # not asked
    county.firm("firm")
    county.pair("p1", "helps", "helped")
    county.pair("p2", "ended", "partner", until=date(2022, 12, 31))
    county.pair("p3", "firm", "firm_only", mechanism="hundred_firms")
    result = _ask(county, "PAIR001")
    assert result.asked == 5
    assert {f.id for f in result.findings} == {
        county.org(name) for name in ("ended", "partner", "firm_only")
    }
    assert result.findings[0].evidence[0].startswith("f#村情#")


def test_pair002_wants_help_and_not_helping() -> None:
    county = County()
    county.villages("helps", "helped", "alone", "strong")
    for name in ("helps", "helped", "alone"):
        county.weak(name)
    county.pair("p", "helps", "helped", mechanism="other")
    county.committee("J", "alone")
    assert _found(county, "PAIR002") == {county.org("helps"), county.org("alone")}


def test_pair005_finds_pairings_silent_through_the_whole_window() -> None:
    county = County()
    county.villages(*"abcdefgh", "i", "j")
    county.pair("silent", "a", "b")
    county.meet("silent", date(2022, 10, 31))
    county.pair("never", "c", "d")
    county.pair("first_day", "e", "f")
    county.meet("first_day", date(2022, 11, 1))
    county.pair("young", "g", "h", since=date(2022, 11, 2))  # not throughout: not asked
    county.pair("firms", "i", "j", mechanism="hundred_firms")  # not asked
    result = _ask(county, "PAIR005")
    assert result.asked == 3
    reasons = {f.id: f.reason for f in result.findings}
    assert reasons == {
        "silent": "no activity since 2022-10-31",
        "never": "no activity on record",
    }


def test_pair006_finds_weak_helpers_of_the_strong_weak_mode_only() -> None:
    county = County()
    county.villages("weak", "strong", "x", "former")
    county.weak("weak")
    county.weak("former", until=date(2022, 6, 1))
    county.pair("bad", "weak", "x", mode="strong_weak")
    county.pair("good", "strong", "x", mode="strong_weak")
    county.pair("mended", "former", "x", mode="strong_weak")
    county.pair("mutual", "weak", "x", mode="complement")
    assert _found(county, "PAIR006") == {"bad"}


def test_pair007_counts_distinct_organisations_above_the_limit_of_three() -> None:
    county = County()
    county.villages("four", "three", *"abcdefg")
    for number, name in enumerate("abcd"):
        county.pair(f"f{number}", "four", name)
    for number, name in enumerate("efg"):
        county.pair(f"t{number}", "three", name)
    county.pair("again", "three", "e")  # a second pairing with one it helps already
    county.pair("other", "three", "a", mechanism="other")  # another mechanism
    result = _ask(county, "PAIR007")
    assert result.asked == 2
    assert [f.id for f in result.findings] == [county.org("four")]
    assert "4" in result.findings[0].reason


def test_iso001_finds_who_is_reached_by_nothing_and_says_why_nothing_counts() -> None:
    county = County()
    county.villages("alone", "helps", "helped", "member", "lapsed", "strong")
    for name in ("alone", "helps", "helped", "member", "lapsed"):
        county.weak(name)
    county.pair("p", "helps", "helped")
    county.pair("old", "strong", "lapsed", until=date(2022, 3, 1))
    county.committee("J", "member")
    result = _ask(county, "ISO001")
    assert result.asked == 5
    told = {f.id: f for f in result.findings}
    assert set(told) == {county.org("alone"), county.org("lapsed")}
    assert "old ended on 2022-03-01" in told[county.org("lapsed")].reason
    assert "f#结对#old" in told[county.org("lapsed")].evidence


def test_iso001_counts_a_dormant_pairing_as_a_pairing() -> None:
    county = County()
    county.villages("weak", "helper")
    county.weak("weak")
    county.pair("dormant", "helper", "weak")
    assert _found(county, "ISO001") == set()


def test_iso003_finds_one_distinct_provider_however_many_pairings() -> None:
    county = County()
    county.villages("one", "two", "none", "x", "y")
    for name in ("one", "two", "none"):
        county.weak(name)
    county.pair("p1", "x", "one")
    county.pair("p2", "x", "one", mechanism="other")
    county.pair("p3", "x", "two")
    county.pair("p4", "y", "two")
    result = _ask(county, "ISO003")
    assert [f.id for f in result.findings] == [county.org("one")]
    assert result.findings[0].reason == "its only helper is x党支部"


def test_joint001_finds_overlap_and_not_succession() -> None:
    county = County()
    county.villages("both", "moved", "one")
    county.committee("J", "both", "moved", "one", until=None)
    county.committee("K", "both")
    county.committee("L", "moved", until=date(2022, 1, 1))
    assert _found(county, "JOINT001") == {county.org("both")}


def test_joint002_finds_committees_that_stand_and_have_no_secretary() -> None:
    county = County()
    county.villages("a")
    county.committee("led", "a")
    county.committee("vacant", "a", secretary=False)
    county.committee("gone", "a", secretary=False, until=date(2022, 1, 1))
    result = _ask(county, "JOINT002")
    assert result.asked == 2
    assert [f.id for f in result.findings] == [county.org("vacant")]


def test_a_fault_in_a_silent_town_is_unknown_and_no_finding() -> None:
    county = County(towns=2)
    county.villages("here", town=0)
    county.villages("there", town=1)
    county.silence(1, "结对")
    result = _ask(county, "PAIR001")
    assert [f.id for f in result.findings] == [county.org("here")]
    assert (result.asked, result.unknown, result.status) == (2, 1, Status.FAIL)


def test_where_no_asked_node_could_be_checked_the_verdict_is_unknown() -> None:
    county = County(ledgers=("村情", "认定"))
    county.villages("a")
    result = _ask(county, "PAIR001")
    assert (result.status, result.asked, result.unknown) == (Status.UNKNOWN, 1, 1)


def test_nobody_asked_is_not_applicable_and_a_missing_ledger_unknown() -> None:
    given, missing = County(), County(ledgers=("村情",))
    assert _ask(given, "PAIR002").status is Status.NOT_APPLICABLE
    assert _ask(missing, "PAIR002").status is Status.UNKNOWN
    assert _ask(missing, "PAIR002").asked == 0


def test_a_check_that_raises_is_an_error_and_never_a_pass() -> None:
    def broken(_network: Network, _asked: object) -> dict[str, checks.Fault]:
        raise ZeroDivisionError

    check = checks.Check("TEST001", "t", checks.Tag.ACTION, lambda n: n.villages, broken, ())
    with pytest.raises(NetworkError, match="TEST001 could not be run: ZeroDivisionError"):
        ask(Network(County().dataset()), check)


def test_a_check_may_not_find_whom_it_did_not_ask() -> None:
    def astray(_network: Network, _asked: object) -> dict[str, checks.Fault]:
        return {"stranger": checks.Fault("r")}

    check = checks.Check("TEST002", "t", checks.Tag.ACTION, lambda n: n.villages, astray, ())
    with pytest.raises(NetworkError, match="stranger"):
        ask(Network(County().dataset()), check)


def test_the_fingerprint_depends_on_code_and_node_and_not_on_rows() -> None:
    first, second = County(), County()
    first.villages("a", "b")
    second.villages("a")
    second.pair("q", "a", "a", until=date(2022, 1, 2))  # shifts rows, changes nothing of a
    one = _ask(first, "PAIR001").findings[0]
    two = _ask(second, "PAIR001").findings[0]
    assert one.id == two.id
    assert one.fingerprint == two.fingerprint
    assert len(one.fingerprint) == 16


def test_select_asks_only_the_named_checks_and_refuses_unknown_ones() -> None:
    network = Network(County().dataset())
    assert [r.check.code for r in audit(network, select=["iso001"]).results] == ["ISO001"]
    with pytest.raises(SettingsError, match="NOPE001"):
        audit(network, select=["NOPE001"])


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.code)
def test_every_check_has_a_page_of_three_parts_and_a_twin(check: checks.Check) -> None:
    from orggraph import queries

    for heading in ("Why it matters", "How it is measured", "What to do"):
        assert f"\n{heading}\n{'-' * len(heading)}\n" in check.page
    assert "$" in queries.load(check.twin).text


def test_codes_and_names_are_unique() -> None:
    assert len({c.code for c in checks.CHECKS}) == len(checks.CHECKS)
    assert len({c.name for c in checks.CHECKS}) == len(checks.CHECKS)


def test_the_frames_hold_what_the_audit_says() -> None:
    county = County()
    county.villages("a")
    found = audit(Network(county.dataset()))
    assert found.checks.filter(code="PAIR001")["failing"].to_list() == [1]
    assert found.findings.filter(code="PAIR001")["id"].to_list() == [county.org("a")]
    whole = found.coverage.filter(pl.col("town").is_null(), mechanism="co_building")
    assert whole.select("asked", "registered", "rate").rows() == [(1, 0, 0.0)]


def test_what_is_tied_to_a_dissolved_committee_alone_is_no_help_and_no_seat() -> None:
    county = County()
    county.villages("helper", "member", "v")
    county.weak("helper")
    county.weak("member")
    county.committee("D", until=date(2022, 6, 1))
    county.committee("J", "v")
    county.pair("to", "helper", "D")  # goes on by its dates, and helps nobody who still stands
    for name in ("member", "v"):
        county.join(name, "D")
    network = Network(county.dataset())
    found = {
        code: {f.id for f in ask(network, checks.find(code)).findings}
        for code in ("PAIR001", "PAIR003", "ISO001", "JOINT001")
    }
    assert county.org("helper") in found["PAIR001"]
    assert found["ISO001"] == {county.org("helper"), county.org("member")}
    assert found["PAIR003"] == found["JOINT001"] == set()
    assert ask(network, checks.find("PAIR003")).asked == 0
    (first, _second) = ask(network, checks.find("ISO001")).findings
    assert first.reason.endswith("(to no longer stands)")
    before = Network(county.dataset(), date(2022, 5, 31))
    assert ask(before, checks.find("ISO001")).failing == 0
    assert ask(before, checks.find("JOINT001")).failing == 1
