"""Claims: the files, the measures, and published figures against the ledgers."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from orggraph import claims, demo, profile
from orggraph import source as sources
from orggraph.claims import MEASURES, Answer, Verdict
from orggraph.dataset import Dataset
from orggraph.errors import NetworkError, SettingsError
from orggraph.network import Network
from tests import recount
from tests.county import ALL_LEDGERS, County

SOURCE = 'source = "测试"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("boshan")
    demo.write(made)
    return made


@pytest.fixture(scope="module")
def boshan(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    with pytest.MonkeyPatch.context() as patch:
        key = tmp_path_factory.getbasetemp() / "keys" / "pseudonym.key"
        patch.setenv("ORGGRAPH_KEY_FILE", str(key))
        return sources.read(folder / "ledgers")


def _file(folder: Path, text: str) -> str:
    path = folder / "claims.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _claim(measure: str, figure: str) -> str:
    return f'{SOURCE}[[claim]]\nid = "it"\nsentence = "一句"\nmeasure = "{measure}"\n{figure}\n'


def _answer(county: County, folder: Path, measure: str, figure: str = "value = 0") -> Answer:
    ranged = MEASURES[measure].ranges and figure == "value = 0"
    path = _file(folder, _claim(measure, "least = 0" if ranged else figure))
    (answer,) = claims.compare(Network(county.dataset()), claims.load(path)).answers
    return answer


# The bundled file.


def test_every_published_figure_agrees_with_the_example(boshan: Dataset) -> None:
    found = claims.compare(Network(boshan))
    assert found.claims.name == "boshan-2022"
    assert {a.claim.id: a.difference for a in found.answers if a.difference} == {}
    assert {a.verdict for a in found.answers} == {Verdict.AGREES}


def test_every_figure_of_the_article_is_claimed() -> None:
    figures = {
        claim.measure: claim.value if claim.value is not None else (claim.least, claim.most)
        for claim in claims.load("boshan-2022").claims
    }
    assert figures == {
        "co_building_modes": 3,
        "co_building_pairings": 122,
        "pairings_without_carrier": 0,
        "mutual_studies_a_month": 1,
        "county_contests": 3,
        "town_contests": 41,
        "units_never_on_stage": 0,
        "weak_lax_branches": 19,
        "micro_grid_households": (30, 50),
        "centre_households": (10, 15),
        "micro_grids": 1062,
        "centres": 4686,
        "volunteer_teams": 756,
        "cooperatives": 163,
        "cooperative_unions": 1,
        "central_projects": 6,
        "funded_weak_villages": 45,
        "village_incomes": (100_000, None),
        "joint_committees": 13,
        "joint_committee_villages": 81,
        "joint_committee_members": 3935,
        "supervised_towns": 10,
        "supervised_items": 7,
        "reserves": 889,
        "reserves_with_bachelor": 145,
        "reserves_with_college": 192,
    }


def test_a_figure_stands_in_its_sentence_in_simplified_chinese() -> None:
    in_words = {"modes": "强弱帮带、产业联合、优势互补", "income": "10万元以下"}
    for claim in claims.load("boshan-2022").claims:
        # GB 2312 holds no traditional characters; its dash is another than that of print.
        assert claim.sentence.replace("—", "").encode("gb2312")
        numbers = {int(n) for n in re.findall(r"\d+", claim.sentence)}
        figures = {n for n in (claim.value, claim.least, claim.most) if n}
        assert claim.id in in_words or figures <= numbers, claim.id
        assert in_words.get(claim.id, "") in claim.sentence


def test_the_bundled_claims_are_chosen_by_county_and_year() -> None:
    assert claims.choose("370304", date(2022, 6, 30)).name == "boshan-2022"
    for county, year in (("370304", 2021), ("110101", 2022)):
        with pytest.raises(SettingsError, match=f"{county} in {year}.*\n.*boshan-2022"):
            claims.choose(county, date(year, 12, 31))


# The measures on another day, against the recount.


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2022, 12, 30), date(2021, 6, 30)], ids=str)
def test_every_figure_is_as_recounted(folder: Path, boshan: Dataset, day: date) -> None:
    network = Network(boshan, day, profile.load("boshan-2022"))
    answers = claims.compare(network, claims.load("boshan-2022")).answers
    told = {a.claim.measure: (a.least, a.most) for a in answers}
    for measure, found in _recounted(folder, day).items():
        assert told[measure] == (found if isinstance(found, tuple) else (found, found)), measure


def _recounted(folder: Path, day: date) -> dict[str, int | tuple[int, int]]:
    pairs = recount.co_building(folder, day)
    levels = [_level(rows, day) for rows in recount.contests(folder).values()]
    micros = recount.micros(folder).values()
    sizes = [micro.households for micro in micros]
    links = [linked for micro in micros for linked in micro.centres.values()]
    joined = [code for own in recount.memberships(folder, day).values() for code in own]
    central = {
        str(row["编号"]) for row in recount.tables(folder)["项目"] if row["资金来源"] == "中央"
    } & recount.projects(folder, day).keys()
    covered = {c for number in central for c in recount.projects(folder, day)[number]}
    incomes = recount.incomes(folder, recount.last_year(day)).values()
    educations = Counter(row["学历"] for row in recount.reserves(folder, day))
    return {
        "co_building_pairings": len(pairs),
        "co_building_modes": len({pair.mode for pair in pairs}),
        "pairings_without_carrier": sum(not pair.carrier for pair in pairs),
        "county_contests": levels.count("区级"),
        "town_contests": levels.count("镇级"),
        "units_never_on_stage": len(recount.stage001(folder, day)),
        "weak_lax_branches": len(recount.weak_lax(folder, day)),
        "micro_grids": len(sizes),
        "micro_grid_households": (min(sizes), max(sizes)),
        "centres": len(links),
        "centre_households": (min(links), max(links)),
        "volunteer_teams": sum(map(len, recount.teams(folder, day).values())),
        "cooperatives": len(recount.cooperatives(folder, day)),
        "cooperative_unions": len(recount.cooperatives(folder, day, "联合社")),
        "central_projects": len(central),
        "funded_weak_villages": len(covered & recount.economically_weak(folder, day)),
        "village_incomes": (min(incomes), max(incomes)),
        "joint_committees": len(recount.memberships(folder, day)),
        "joint_committee_villages": len(joined),
        "joint_committee_members": sum(recount.party_members(folder)[code] for code in joined),
        "reserves": educations.total(),
        "reserves_with_bachelor": educations["本科及以上"],
        "reserves_with_college": educations["专科"],
    }


def _level(rows: recount.Rows, day: date) -> object:
    """Level of a contest of the year to the day; None of another."""
    held = rows[0]["日期"]
    assert isinstance(held, date)
    return rows[0]["层级"] if day.replace(year=day.year - 1) < held <= day else None


def test_missed_months_are_told_beside_what_is_usual(folder: Path, boshan: Dataset) -> None:
    answers = claims.compare(Network(boshan)).answers
    (study,) = (a for a in answers if a.claim.id == "mutual-study")
    met, asked = recount.pair_months(folder)
    assert (study.least, study.note) == (1, f"{met} of {asked} pair-months have one or more")


# The measures by hand, with their near misses.


def test_the_usual_number_of_studies_is_the_lower_median_of_pair_months(tmp_path: Path) -> None:
    county = County()
    county.villages("a", "b", "c")
    # p holds in December alone of the year's complete months; q in none.
    county.pair("p", "a", "b", since=date(2022, 12, 1))
    county.pair("q", "a", "c", since=date(2022, 12, 2))
    county.pair("other", "b", "c", mechanism="hundred_firms", since=date(2022, 1, 1))
    for day in (1, 31):
        county.meet("p", date(2022, 12, day))
    assert _answer(county, tmp_path, "mutual_studies_a_month").least == 2
    county.pair("r", "b", "c", since=date(2022, 11, 1))
    county.meet("r", date(2022, 10, 31))  # before it began
    answer = _answer(county, tmp_path, "mutual_studies_a_month")  # 2, 0 and 0
    assert (answer.least, answer.note) == (0, "1 of 3 pair-months have one or more")


def test_an_ended_pairing_counts_for_the_months_that_it_lasted(tmp_path: Path) -> None:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b", since=date(2022, 2, 1), until=date(2022, 4, 30))
    for month in (2, 3, 4):
        county.meet("p", date(2022, month, 5))
    answer = _answer(county, tmp_path, "mutual_studies_a_month")
    assert answer.note == "2 of 2 pair-months have one or more"  # April lacks its last day


def test_without_any_pair_month_nothing_is_usual(tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    answer = _answer(county, tmp_path, "mutual_studies_a_month")
    assert (answer.verdict, answer.least, answer.difference) == (Verdict.UNKNOWN, None, None)


def test_only_central_money_for_weak_villages_counts(tmp_path: Path) -> None:
    county = County()
    county.villages("a", "b", "c")
    county.weak("a", "economically_weak")
    county.weak("b", "economically_weak")
    county.fund("central", "a", "c")
    county.mark("Project", "central", fund_source="central")
    county.fund("provincial", "b")
    county.mark("Project", "provincial", fund_source="province")
    county.fund("over", "b", until=date(2022, 12, 31))
    county.mark("Project", "over", fund_source="central")
    assert _answer(county, tmp_path, "central_projects").least == 1
    weak = _answer(county, tmp_path, "funded_weak_villages")
    assert (weak.least, weak.of) == (1, 2)


def test_a_village_in_two_committees_counts_once_with_its_members(tmp_path: Path) -> None:
    county = County()
    county.villages("a", "b", "c")
    county.committee("J", "a", "b")
    county.committee("K", "a")
    for name, members in (("a", 10), ("b", 5), ("c", 100)):
        county.mark("PartyOrganization", county.org(name), members_full=members)
    county.mark("PartyOrganization", county.org("a"), members_probationary=1)
    villages = _answer(county, tmp_path, "joint_committee_villages")
    assert (villages.least, villages.of) == (2, 3)
    assert _answer(county, tmp_path, "joint_committee_members").least == 16
    county.mark("PartyOrganization", county.org("b"), members_full=None)
    assert _answer(county, tmp_path, "joint_committee_members").verdict is Verdict.UNKNOWN


def test_scores_are_those_of_the_last_complete_month(tmp_path: Path) -> None:
    county = County(towns=3)
    county.score(0, "三务公开", 90)
    county.score(0, "五代理", 90)
    county.score(1, "三务公开", 90)
    county.score(2, "三务公开", 90, month=11)
    county.score(2, "总分", 90)
    towns = _answer(county, tmp_path, "supervised_towns")
    assert (towns.least, towns.of) == (2, 3)
    assert _answer(county, tmp_path, "supervised_items").least == 2


def test_reserves_of_blank_education_leave_the_parts_unknown(tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    county.reserve("P-1", "a")
    county.reserve("P-2", "a")
    county.mark("Person", "P-1", education="bachelor")
    county.mark("Person", "P-2", education="other")
    part = _answer(county, tmp_path, "reserves_with_bachelor")
    assert (part.least, part.of) == (1, 2)
    county.mark("Person", "P-2", education=None)
    assert _answer(county, tmp_path, "reserves_with_bachelor").verdict is Verdict.UNKNOWN
    assert _answer(county, tmp_path, "reserves").least == 2


# Claimed, found, difference.


@pytest.mark.parametrize(
    ("figure", "verdict", "difference"),
    [
        ("value = 2", Verdict.AGREES, 0),
        ("value = 5", Verdict.DIFFERS, -3),
        ("value = 1", Verdict.DIFFERS, 1),
        ("least = 2", Verdict.AGREES, 0),
        ("least = 3", Verdict.DIFFERS, -1),
        ("most = 2", Verdict.AGREES, 0),
        ("most = 0", Verdict.DIFFERS, 2),
        ("least = 1\nmost = 3", Verdict.AGREES, 0),
    ],
)
def test_a_difference_is_found_less_claimed(
    tmp_path: Path, figure: str, verdict: Verdict, difference: int
) -> None:
    county = County()
    county.villages("a", "b", kind="village")
    county.villages("c", kind="community")
    answer = _answer(county, tmp_path, "villages", figure)
    assert (answer.verdict, answer.difference, answer.least) == (verdict, difference, 2)


def test_another_denominator_is_a_difference_too(tmp_path: Path) -> None:
    county = County()
    county.villages("a", "b")
    county.weak("a")
    answer = _answer(county, tmp_path, "weak_lax_branches", "value = 1\ndenominator = 2")
    assert answer.verdict is Verdict.AGREES
    answer = _answer(county, tmp_path, "weak_lax_branches", "value = 1\ndenominator = 3")
    assert (answer.verdict, answer.difference, answer.note) == (
        Verdict.DIFFERS,
        0,
        "of 2, not of 3",
    )


def _gridded() -> County:
    county = County()
    county.villages("a")
    county.grid("B", "a", "base")
    for key, households in (("M1", 30), ("M2", 50), ("M3", 51), ("M4", None)):
        county.grid(key, "B", "micro", households)
    return county


def test_of_a_range_the_difference_is_how_many_lie_outside(tmp_path: Path) -> None:
    answer = _answer(_gridded(), tmp_path, "micro_grid_households", "least = 30\nmost = 50")
    assert (answer.verdict, answer.difference) == (Verdict.DIFFERS, 1)
    assert (answer.least, answer.most, answer.of) == (30, 51, 4)
    answer = _answer(_gridded(), tmp_path, "micro_grid_households", "least = 31")
    assert answer.difference == 1


def test_a_blank_leaves_a_range_unknown_that_nothing_refutes(tmp_path: Path) -> None:
    answer = _answer(_gridded(), tmp_path, "micro_grid_households", "least = 30")
    assert (answer.verdict, answer.difference) == (Verdict.UNKNOWN, None)
    assert answer.note == "1 of 4 are blank"


def test_incomes_are_of_the_metric_and_the_last_complete_year(tmp_path: Path) -> None:
    county = County()
    county.villages("a", "b")
    county.earn("a", 100_000)
    county.earn("b", 120_000)
    county.earn("a", 1, year=2021)
    county.earn("a", 2, metric="经营性收入")
    answer = _answer(county, tmp_path, "village_incomes", "least = 100000")
    assert (answer.verdict, answer.least, answer.most) == (Verdict.AGREES, 100_000, 120_000)


def test_without_a_metric_in_the_profile_incomes_are_unknown(tmp_path: Path) -> None:
    county = County()
    county.villages("a")
    county.earn("a", 100_000)
    network = Network(county.dataset(), profile=profile.load("default"))
    path = _file(tmp_path, _claim("village_incomes", "least = 100000"))
    (answer,) = claims.compare(network, claims.load(path)).answers
    assert (answer.verdict, answer.note) == (
        Verdict.UNKNOWN,
        "the profile names no income_metric",
    )
    empty = _answer(County(), tmp_path, "micro_grid_households")
    assert (empty.verdict, empty.note) == (Verdict.UNKNOWN, "nobody asked")


def test_what_no_ledger_or_not_every_town_says_is_unknown(tmp_path: Path) -> None:
    county = County(ledgers=tuple(name for name in ALL_LEDGERS if name != "合作社"))
    answer = _answer(county, tmp_path, "cooperatives")
    assert (answer.verdict, answer.least) == (Verdict.UNKNOWN, None)
    assert answer.note == "the ledger 合作社 was not given"
    county = County(towns=2)
    county.villages("a")
    county.cooperative("k", "a")
    assert _answer(county, tmp_path, "cooperatives", "value = 1").verdict is Verdict.AGREES
    county.silence(1, "合作社")
    answer = _answer(county, tmp_path, "cooperatives", "value = 1")
    assert (answer.verdict, answer.least) == (Verdict.UNKNOWN, 1)
    assert answer.note == "1 towns did not report 合作社"


def test_every_measure_can_be_taken_of_a_county_with_nothing_in_it(tmp_path: Path) -> None:
    for ledgers in (ALL_LEDGERS, ("村情",)):
        for measure in MEASURES:
            answer = _answer(County(ledgers=ledgers), tmp_path, measure)
            assert answer.verdict in Verdict


def test_claims_of_another_county_are_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, 'county = "110101"\n' + _claim("villages", "value = 1"))
    with pytest.raises(SettingsError, match="speak of county 110101, the data of 370304"):
        claims.compare(Network(County().dataset()), claims.load(path))


def test_a_measure_that_breaks_is_no_agreement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_network: Network) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(MEASURES, "villages", MEASURES["villages"]._replace(take=broken))
    with pytest.raises(NetworkError, match="Measure villages could not be taken"):
        _answer(County(), tmp_path, "villages")


def test_the_table_has_a_row_for_each_figure(boshan: Dataset) -> None:
    table = claims.compare(Network(boshan)).table
    (row,) = table.filter(id="bachelors").to_dicts()
    assert table.height == 26
    assert {k: row[k] for k in ("claimed_least", "claimed_most", "claimed_of")} == {
        "claimed_least": 145,
        "claimed_most": 145,
        "claimed_of": 889,
    }
    assert (row["found_least"], row["found_of"], row["difference"]) == (145, 889, 0)


# Files that make no sense.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[claim", "No claims can be read from"),
        (SOURCE, "the file: it lacks: claim"),
        (_claim("villages", "value = 1").removeprefix(SOURCE), "the file: it lacks: source"),
        (f"{SOURCE}claim = 3\n", r"claim is to be written as \[\[claim\]\]"),
        (f"{SOURCE}claim = [3]\n", "claim 1: it is no table"),
        ("colour = 1\n" + _claim("villages", "value = 1"), "it holds colour, but may only hold"),
        ("county = 370304\n" + _claim("villages", "value = 1"), "county is to be a text"),
        (_claim("vilages", "value = 1"), "claim 1 .it.: there is no measure vilages.\n.*: towns, "),
        (_claim("villages", 'value = "1"'), "value is to be a whole number"),
        (_claim("villages", "value = 1.5"), "value is to be a whole number"),
        (_claim("villages", "value = true"), "value is to be a whole number"),
        (_claim("villages", "value = -1"), "value is too small"),
        (_claim("villages", "value = 0\ndenominator = 0"), "denominator is too small"),
        (_claim("villages", "vlaue = 1"), "it holds vlaue"),
        (_claim("villages", ""), "write either value, or least or most"),
        (_claim("villages", "value = 1\nleast = 1"), "write either value, or least or most"),
        (_claim("villages", "least = 2\nmost = 1"), "least is more than most"),
        (_claim("villages", "least = 2\ndenominator = 3"), "only a value has a denominator"),
        (_claim("villages", "value = 3\ndenominator = 2"), "more than its denominator"),
        (_claim("centre_households", "value = 3"), "write least or most, not value"),
        (_claim("villages", "value = 1").replace("一句", ""), "it lacks: sentence"),
        (
            _claim("villages", "value = 1") + _claim("units", "value = 1").removeprefix(SOURCE),
            "it: this id is given twice",
        ),
        (_claim("villages", "value = 1") + "[[known]]\nvalue = 1\n", "lacks: measure, source"),
        (
            _claim("villages", "value = 1") + '[[known]]\nmeasure = "units"\nsource = "s"\n',
            r"known figure 1 \(units\): it lacks: value",
        ),
        (
            _claim("villages", "value = 1")
            + '[[known]]\nmeasure = "centre_households"\nsource = "s"\nvalue = 1\n',
            "there is no measure centre_households",
        ),
    ],
)
def test_a_claims_file_that_makes_no_sense_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(SettingsError, match=message) as refusal:
        claims.load(_file(tmp_path, text))
    assert len(str(refusal.value).splitlines()) == 2


def test_a_missing_claims_file_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"atlantis: there is no such file.*\n.*boshan-2022"):
        claims.load("atlantis")


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_bytes(_claim("villages", "value = 1").encode("gbk"))
    with pytest.raises(SettingsError, match="TOML file in UTF-8"):
        claims.load(str(path))


def test_the_page_on_claims_lists_every_measure() -> None:
    page = (Path(__file__).parent.parent / "docs" / "claims.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{m.name}` | {m.definition} | {'、'.join(m.ledgers)} |" for m in MEASURES.values()
    ]


def test_the_example_of_the_page_can_be_read(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "claims.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    found = claims.load(_file(tmp_path, example))
    assert (found.claims[0].denominator, found.known[0].period) == (889, "2021-01")
