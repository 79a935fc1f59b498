"""Two days compared: counts, findings by fingerprint, coverage; and the example's own answer."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from orggraph import demo, profile, source
from orggraph.comparison import Comparison, Fate, Fates, Headline, compare
from orggraph.findings import audit
from orggraph.movements import Verdict
from orggraph.network import Network
from tests import recount
from tests.county import ALL_LEDGERS, County

OLD_DAY, NEW_DAY = date(2021, 1, 12), date(2022, 12, 31)


def _compared(old: County, new: County) -> Comparison:
    return compare(Network(old.dataset()), Network(new.dataset()))


def _headline(found: Comparison, name: str) -> Headline:
    (headline,) = (each for each in found.headlines if each.name == name)
    return headline


def _fates(found: Comparison, code: str) -> Fates:
    (fates,) = (each for each in found.fates if each.code == code)
    return fates


def _fate_of_each(found: Comparison, code: str) -> dict[str, Fate]:
    return {r.finding.id: r.fate for r in found.recurrences if r.code == code}


def _without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in ALL_LEDGERS if name not in names)


def test_members_of_committees_are_counted_once_and_where_they_are_stated() -> None:
    old, new = County(), County()
    for county in (old, new):
        county.villages("a", "b", "c")
        county.committee("J", "a", "b")
        key = county.org("a")
        county.mark("PartyOrganization", key, members_full=20, members_probationary=3)
    new.committee("K", "c", "a")
    new.mark("PartyOrganization", new.org("b"), members_full=7)
    found = _compared(old, new)
    nothing = ((), ())
    assert _headline(found, "joint_committees") == ("joint_committees", 1, 2, (0, 0), nothing)
    assert _headline(found, "committee_places") == ("committee_places", 2, 3, (0, 0), nothing)
    # b states none before, c none after; a is in two committees and counts once.
    assert _headline(found, "committee_members") == ("committee_members", 23, 30, (1, 1), nothing)


def test_a_headline_without_its_ledger_is_unknown_and_not_nought() -> None:
    old, new = County(ledgers=_without("合作社")), County(towns=2)
    for county in (old, new):
        county.villages("a")
    new.cooperative("k", "a")
    new.silence(1, "联村党委")
    found = _compared(old, new)
    assert _headline(found, "cooperatives")[1:] == (None, 1, (0, 0), (("合作社",), ()))
    assert _headline(found, "joint_committees")[1:] == (0, 0, (0, 0), ((), ("联村党委",)))


def test_findings_are_new_gone_or_still_there_by_their_fingerprint() -> None:
    old, new = County(), County()
    for county in (old, new):
        county.villages("a", "b", "c", "d")
    old.pair("p", "a", "b")
    new.pair("q", "a", "c")
    found = _compared(old, new)
    assert _fate_of_each(found, "PAIR001") == {
        new.org("b"): Fate.NEW,
        new.org("c"): Fate.GONE,
        new.org("d"): Fate.STILL,
    }
    assert _fates(found, "PAIR001") == ("PAIR001", (4, 4), (2, 2), 1, 1, 1, 0)


def test_a_finding_that_the_other_day_could_not_judge_is_not_new() -> None:
    old, new = County(towns=2), County(towns=2)
    for county in (old, new):
        county.villages("a", town=0)
        county.villages("b", town=1)
    old.silence(1, "结对")
    found = _compared(old, new)
    assert _fate_of_each(found, "PAIR001") == {
        new.org("a"): Fate.STILL,
        new.org("b"): Fate.NOT_COMPARABLE,
    }


def test_a_finding_does_not_go_because_its_ledger_did() -> None:
    old, new = County(), County(ledgers=_without("网格"))
    for county in (old, new):
        county.villages("a")
    old.grid("B", "a", "base")
    found = _compared(old, new)
    assert _fate_of_each(found, "GRID002") == {"B": Fate.NOT_COMPARABLE}
    assert _fates(found, "GRID002")[3:] == (0, 0, 0, 1)


@pytest.mark.parametrize("code", ["SUPV002", "SUPV003"])
def test_a_fault_of_rows_that_one_day_lacks_is_not_new(code: str) -> None:
    old, new = County(towns=4, ledgers=_without("督导")), County(towns=4)
    for month in (10, 11, 12):
        for town in range(4):
            new.score(town, "总分", 10 * town, rank=1, month=month)
    found = _compared(old, new)
    assert set(_fate_of_each(found, code).values()) == {Fate.NOT_COMPARABLE}


def test_both_days_are_judged_by_the_later_thresholds() -> None:
    county = County()
    county.villages("a")
    county.earn("a", 60_000, year=2020)  # below the line of 2022; the default profile has none
    county.earn("a", 60_000, year=2021)
    dataset = county.dataset()
    old, new = Network(dataset, date(2021, 1, 12)), Network(dataset, date(2022, 6, 30))
    assert (old.profile.name, new.profile.name) == ("default", "boshan-2022")
    found = compare(old, new)
    assert found.old.profile == found.new.profile == new.profile
    assert _fate_of_each(found, "ECON001") == {county.org("a"): Fate.STILL}


def test_findings_of_persons_are_counted_and_none_is_followed() -> None:
    old, new = County(), County()
    for county, names in ((old, "x"), (new, "yz")):
        county.villages("a")
        for name in names:
            county.reserve(f"P-{name}", "a")  # without a mentor
    found = _compared(old, new)
    assert _fates(found, "TAL002") == ("TAL002", (1, 2), (1, 2), None, None, None, None)
    assert not any(r.finding.label == "Person" for r in found.recurrences)


def test_coverage_is_paired_and_a_town_of_one_day_has_no_other_cell() -> None:
    old, new = County(towns=1), County(towns=2)
    for county in (old, new):
        county.villages("a", "b")
    new.villages("c", town=1)
    new.pair("p", "a", "b")
    shifts = {s.town: s for s in _compared(old, new).shifts if s.mechanism == "co_building"}
    told = {
        town: [cell and (cell.asked, cell.registered) for cell in (s.before, s.after)]
        for town, s in shifts.items()
    }
    assert told == {
        "370304100": [(2, 0), (2, 2)],
        "370304101": [None, (1, 0)],
        None: [(2, 0), (3, 2)],
    }


# The example county, from January 2021 to December 2022, recounted from its workbooks.


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("boshan")
    demo.write(made)
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> Comparison:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGGRAPH_KEY_FILE", str(folder / "pseudonym.key"))
        old, new = (source.read(each / "ledgers") for each in (folder / "2021", folder))
    return compare(Network(old), Network(new))


def test_the_published_committees_before_and_after(found: Comparison, folder: Path) -> None:
    told = {f.name: (f.before, f.after) for f in found.headlines}
    assert told["joint_committees"] == (11, 13)
    assert told["committee_places"] == (73, 81)
    assert told["committee_members"] == (3_294, 3_935)
    for name, count in {
        "co_building": lambda at, day: len(recount.co_building(at, day)),
        "pairings": lambda at, day: len(recount.pairings(at, day)),
        "weak_lax": lambda at, day: len(recount.weak_lax(at, day)),
        "economically_weak": lambda at, day: len(recount.economically_weak(at, day)),
        "cooperatives": lambda at, day: len(recount.cooperatives(at, day)),
        "reserves": lambda at, day: len(recount.reserves(at, day)),
        "funded_projects": lambda at, day: len(recount.projects(at, day)),
        "volunteer_teams": lambda at, day: sum(map(len, recount.teams(at, day).values())),
    }.items():
        assert told[name] == (count(folder / "2021", OLD_DAY), count(folder, NEW_DAY)), name
    assert told["micro_grids"] == (None, 1_062)


def _moved(found: Comparison, kind: str, verdict: Verdict) -> list[tuple[str | None, ...]]:
    return [
        (m.start, m.end, m.town, m.name)
        for m in found.movements.moved
        if (m.kind, m.verdict) == (kind, verdict)
    ]


def test_committees_and_their_members_came_as_recounted(found: Comparison, folder: Path) -> None:
    before = recount.memberships(folder / "2021", OLD_DAY)
    after = recount.memberships(folder, NEW_DAY)
    came = {name for *_ids, name in _moved(found, "PartyOrganization", Verdict.CAME)}
    assert came == after.keys() - before.keys()
    assert len(came) == 2
    pairs = [{(c, m) for c, group in each.items() for m in group} for each in (before, after)]
    names = {m.end: m.end_name for m in found.movements.moved if m.kind == "MEMBER_OF"}
    for verdict, expected in (
        (Verdict.CAME, pairs[1] - pairs[0]),
        (Verdict.WENT, pairs[0] - pairs[1]),
    ):
        rows = _moved(found, "MEMBER_OF", verdict)
        of_committees = {
            (names[end], str(start).split(":", maxsplit=1)[0])
            for start, end, _town, _name in rows
            if ":joint_committee:" in str(end)
        }
        assert of_committees == expected


def _places_of_pairings(folder: Path, day: date) -> dict[str, str]:
    """Smallest town code among those whom each pairing of 结对 helps."""
    return {
        p.number: min(p.benefits)[:9] for p in recount.pairings(folder, day) if " " not in p.number
    }


def test_pairings_came_and_went_town_by_town(found: Comparison, folder: Path) -> None:
    before = _places_of_pairings(folder / "2021", OLD_DAY)
    after = _places_of_pairings(folder, NEW_DAY)
    for verdict, some, others in (
        (Verdict.CAME, after, before),
        (Verdict.WENT, before, after),
    ):
        rows = _moved(found, "Pairing", verdict)
        listed = {start: town for start, _end, town, _name in rows if ":" not in str(start)}
        assert listed == {number: town for number, town in some.items() if number not in others}
    assert len(after.keys() - before.keys()) > 150


def test_designations_came_and_went_as_recounted(found: Comparison, folder: Path) -> None:
    kinds = {"weak_lax": recount.weak_lax, "economically_weak": recount.economically_weak}
    for kind, holds in kinds.items():
        before, after = holds(folder / "2021", OLD_DAY), holds(folder, NEW_DAY)
        rows = {
            verdict: [
                str(start).split(":")[1]
                for start, *_rest in _moved(found, "Designation", verdict)
                if str(start).startswith(f"{kind}:")
            ]
            for verdict in (Verdict.CAME, Verdict.WENT)
        }
        # A branch that is designated anew has another designation, which both went and came.
        assert {*rows[Verdict.WENT]} >= before - after
        assert {*rows[Verdict.CAME]} >= after - before
        assert len(after) == len(before) + len(rows[Verdict.CAME]) - len(rows[Verdict.WENT])


def test_party_members_changed_in_as_many_villages_as_recounted(
    found: Comparison, folder: Path
) -> None:
    before, after = recount.party_members(folder / "2021"), recount.party_members(folder)
    told = {
        str(m.start).split(":", maxsplit=1)[0]
        for m in found.movements.moved
        if m.kind == "PartyOrganization" and {*m.changes} & {"members_full", "members_probationary"}
    }
    assert told == {code for code, count in after.items() if before[code] != count}
    assert len(told) > 0


def test_what_was_not_kept_in_2021_cannot_be_compared(found: Comparison) -> None:
    counted: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for gap in found.movements.gaps:
        assert gap.present == "new"
        counted[gap.kind, gap.lacking] += gap.number
    assert counted == {
        ("Grid", ("网格",)): 241 + 1_062 + 4_686,
        ("PartyOrganization", ("网格",)): 237 + 1_055,
        ("Activity", ("擂台比武",)): 44,
        ("Matter", ("议事",)): 444,
        ("Indicator", ("督导",)): 8,
        ("MEASURED", ("督导",)): 12 * (70 + 10),
    }


def test_findings_are_followed_as_the_recount_finds_them(found: Comparison, folder: Path) -> None:
    for code in ("PAIR001", "PAIR002", "ISO001", "COOP001", "TAL001", "GOV001", "ORG003"):
        before = recount.FAILING[code](folder / "2021", OLD_DAY)
        after = recount.FAILING[code](folder, NEW_DAY)
        fates = _fates(found, code)
        assert fates.failing == (len(before), len(after)), code
        counts = (len(after - before), len(before - after), len(before & after), 0)
        assert fates[3:] == counts, code
    assert _fates(found, "GRID003")[3:] == (0, 0, 0, 7)
    assert _fates(found, "SUPV003")[3:] == (0, 0, 0, 1)


def test_coverage_before_and_after_is_that_of_the_two_audits(
    found: Comparison, folder: Path
) -> None:
    later = recount.coverage(folder, NEW_DAY)
    for shift in found.shifts:
        assert shift.after is not None
        told = shift.after[2:6]
        assert told == later[shift.mechanism, shift.town], shift
    whole = {s.mechanism: s for s in found.shifts if s.town is None}
    before = whole["co_building"].before
    assert before is not None
    co_building = recount.co_building(folder / "2021", OLD_DAY)
    parties = {code for pairing in co_building for code in pairing.providers | pairing.benefits}
    assert before.registered == len(parties & recount.villages(folder / "2021"))
    assert whole["joint_committee"].before.registered == 73  # type: ignore[union-attr]
    grids = whole["grid_chain"].before
    assert grids is not None
    assert (grids.asked, grids.unknown) == (241, 241)


def test_the_older_day_is_judged_as_an_audit_by_that_profile(found: Comparison) -> None:
    alone = audit(Network(found.old.dataset, OLD_DAY, profile.load("boshan-2022")))
    assert [f.failing[0] for f in found.fates] == [r.failing for r in alone.results]
