"""What published figures imply or exclude without ledgers, and whether the arithmetic holds."""

import operator
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import claims, language
from orggraph.claims import MEASURES, Claim, Claims, Implication, Known

COUNTS = sorted(name for name, measure in MEASURES.items() if not measure.ranges)
RELATIONS = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "≤": operator.le,
    "≥": operator.ge,
}


def _published(**figures: int | tuple[int, int]) -> Claims:
    """Give claims of another county: a count, or the ends of a range, by measure."""
    made = [
        Claim(name, "一句", name, least=figure[0], most=figure[1])
        if isinstance(figure, tuple)
        else Claim(name, "一句", name, value=figure)
        for name, figure in figures.items()
    ]
    return Claims("other", "测试", None, None, tuple(made), ())


def _implied(**figures: int | tuple[int, int]) -> list[Implication]:
    return list(claims.implied(_published(**figures)))


def _boshan(rule: str) -> list[Implication]:
    return [i for i in claims.implied(claims.load("boshan-2022")) if i.rule == rule]


# The article's figures, worked out by hand.


def test_122_pairs_touch_17_to_241_of_241_villages() -> None:
    of_villages, of_units = _boshan("pairs")
    assert (of_villages.least, of_villages.most, of_villages.of) == (17, 241, 241)
    assert (of_units.least, of_units.most, of_units.of) == (17, 244, 296)
    fewest, most, coverage = of_villages.steps
    assert "17 × 16 ÷ 2 = 136 ≥ 122" in fewest
    assert "16 × 15 ÷ 2 = 120 < 122" in fewest
    assert "2 × 122 = 244 sides are more than 241" in most
    assert "17/241 (7.1%)" in coverage


def test_centres_that_count_themselves_fit_and_others_do_not() -> None:
    including, excluding = _boshan("centres")
    assert (including.possible, including.least, including.most) == (True, 46_860, 53_100)
    assert any("624 × 40 + 438 × 50 = 46,860" in step for step in including.steps)
    assert not excluding.possible
    assert any("1,062 × 4 = 4,248 < 4,686" in step for step in excluding.steps)
    assert any("5 × 11 = 55 households, over the ceiling of 50" in s for s in excluding.steps)
    (fullest,) = _boshan("fullest")
    assert (fullest.least, fullest.most, fullest.of) == (438, 854, 1062)
    assert "exactly at the ceiling" in fullest.says


def test_shares_are_told_of_each_denominator_that_may_be_meant() -> None:
    (lax,) = _boshan("share:weak_lax_branches:2022")
    assert "19/241 villages (7.9%) or 19/296 villages and communities (6.4%)" in lax.says
    (later,) = _boshan("share:joint_committee_villages:2024-05")
    assert "189/241 villages (78.4%) or 189/296 villages and communities (63.9%)" in later.says


@pytest.mark.parametrize(
    ("rule", "step"),
    [
        ("cooperatives", "163 - 97 = 66"),
        ("weak", "19 + 45 = 64"),
        ("spread:stage", "296 ÷ 44 = 6.73"),
        ("spread:reserves:units", "889 = 3 × 296 + 1"),
        ("spread:volunteer_teams:units", "756 = 2 × 296 + 164"),
        ("spread:town_contests:towns", "41 = 4 × 10 + 1"),
        ("spread:funded_weak_villages:central_projects", "3 × 8 + 3 × 7"),
        ("spread:joint_committee_members:joint_committee_villages", "3,935 ÷ 81 = 48.58"),
        ("members", "4,686 ÷ 241 = 19.4"),
        ("reserves", "889 - 337 = 552"),
        ("scores", "70 × 12 = 840"),
        ("studies", "122 × 1 × 12 = 1,464"),
        ("change:2021-01:2022", "641 ÷ 8 = 80.1"),
    ],
)
def test_what_else_follows_from_the_article(rule: str, step: str) -> None:
    (found,) = _boshan(rule)
    assert found.possible
    assert any(step in told for told in found.steps)


def test_the_articles_figures_can_all_hold() -> None:
    assert claims.contradictions(claims.implied(claims.load("boshan-2022"))) == ()


# Other counties' figures.


def test_other_figures_give_other_bounds() -> None:
    (pairs,) = _implied(co_building_pairings=6, villages=10)
    assert (pairs.least, pairs.most) == (4, 10)  # four villages have 4·3/2 = 6 pairs
    # 10 grids of 20–40 with 25 centres of 10–20: 5 of two centres and 5 of three,
    # so 5·20 + 5·30 = 250 to 400; without a centre's own household 5·22 + 5·33 = 275.
    including, excluding, fullest = _implied(
        micro_grids=10, centres=25, micro_grid_households=(20, 40), centre_households=(10, 20)
    )
    assert (including.least, including.most) == (250, 400)
    assert (excluding.least, excluding.most) == (275, 400)
    # One to three centres of 11 or more fit: 25 - 10·2 = 5 grids have three, at most (25 - 10)/2.
    assert (fullest.rule, fullest.least, fullest.most) == ("fullest", 5, 7)


@pytest.mark.parametrize(
    ("figures", "rules"),
    [
        ({"co_building_pairings": 11, "villages": 5}, ("pairs",)),  # 5·4/2 = 10
        ({"co_building_pairings": 11, "villages": 5, "units": 6}, ()),  # 6·5/2 = 15
        ({"weak_lax_branches": 20, "villages": 19}, ("share:weak_lax_branches:",)),
        ({"weak_lax_branches": 20, "villages": 19, "units": 20}, ()),
        ({"joint_committees": 9, "joint_committee_villages": 8}, ("spread:",)),
        ({"central_projects": 6, "funded_weak_villages": 5}, ("spread:",)),
        ({"reserves": 10, "reserves_with_bachelor": 6, "reserves_with_college": 5}, ("reserves",)),
        (
            {
                "units": 5,
                "units_never_on_stage": 0,
                "county_contests": 0,
                "town_contests": 0,
            },
            ("spread:stage",),
        ),
    ],
)
def test_figures_that_exclude_each_other_are_named(
    figures: dict[str, int], rules: tuple[str, ...]
) -> None:
    found = claims.contradictions(_implied(**figures))
    assert len(found) == len(rules)
    assert all(name.startswith(rule) for name, rule in zip(found, rules, strict=True))


@pytest.mark.parametrize(
    ("centres", "grid", "step"),
    [
        (21, (20, 40), "10 × 2 = 20 < 21"),  # 40 households hold two centres of 20
        (9, (20, 40), "10 × 1 = 10 > 9"),
        (10, (31, 39), "no number of centres makes up 31–39"),  # 20–30, or 40–60
    ],
)
def test_grids_and_centres_that_do_not_fit_say_where(
    centres: int, grid: tuple[int, int], step: str
) -> None:
    including = _implied(
        micro_grids=10, centres=centres, micro_grid_households=grid, centre_households=(20, 30)
    )[0]
    assert not including.possible
    assert any(step in told for told in including.steps)


def test_a_rule_without_its_figures_is_silent() -> None:
    assert _implied(co_building_pairings=122) == []
    assert _implied(centres=4686, micro_grids=1062) == []


# The arithmetic of every step, whatever the figures.

FIGURE = st.integers(0, 40)
RANGE = st.tuples(st.integers(1, 20), st.integers(1, 20)).map(lambda ends: (min(ends), max(ends)))


@st.composite
def _publications(draw: st.DrawFn) -> Claims:
    figures: dict[str, int | tuple[int, int]] = {
        name: draw(FIGURE) for name in draw(st.sets(st.sampled_from(COUNTS), min_size=15))
    }
    for name in ("micro_grid_households", "centre_households"):
        figures[name] = draw(RANGE)
    known = [
        Known(name, draw(FIGURE), "s", period)
        for name, period in (
            ("cooperative_goal", None),
            ("joint_committee_villages", "2021-01"),
            ("joint_committee_members", "2021-01"),
        )
    ]
    made = _published(**figures)
    return Claims("other", "测试", None, 2022, made.claims, tuple(known))


def _relations(text: str) -> list[tuple[Fraction, str, Fraction, Fraction]]:
    """Give each relation in a text: left side, sign, right side, and what rounding may hide."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    plain = plain.replace("×", "*").replace("÷", "/")
    side = r"[-+*/ ().\d%]*[\d%)]"
    chains = re.findall(rf"[\d(]{side}? (?:[=<>≤≥] {side})+(?: [=<>≤≥] {side})*", plain)
    found = []
    for chain in chains:
        parts = re.split(r" ([=<>≤≥]) ", chain)
        for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
            found.append((_value(left), sign, _value(right), max(_slack(left), _slack(right))))
    return found


def _value(side: str) -> Fraction:
    per_cent = re.sub(r"([\d.]+) ?%", r"(\1/100)", side)
    exact = re.sub(r"[\d.]+", lambda number: f"Fraction('{number.group()}')", per_cent)
    return Fraction(eval(exact, {"Fraction": Fraction}))  # noqa: S307 - digits and signs alone


def _slack(side: str) -> Fraction:
    """Half a unit of the last decimal that is shown; 0 for whole numbers."""
    decimals = re.fullmatch(r"\d+\.(\d+)( ?%)?", side)
    if not decimals:
        return Fraction(0)
    places = len(decimals.group(1)) + (2 if decimals.group(2) else 0)
    return Fraction(1, 2 * 10**places)


def _check(found: tuple[Implication, ...]) -> int:
    """Check every relation of every step, and count them."""
    checked = 0
    for step in (step for each in found for step in each.steps):
        for left, sign, right, slack in _relations(step):
            same = sign == "=" and abs(left - right) <= slack
            assert same or RELATIONS[sign](left, right), step
            checked += 1
    return checked


def test_every_relation_of_the_articles_steps_holds() -> None:
    found = claims.implied(claims.load("boshan-2022"))
    assert all(each.steps for each in found)
    assert _check(found) > 60


@settings(deadline=None, max_examples=300)
@given(_publications())
def test_every_relation_of_every_step_holds_whatever_the_figures(published: Claims) -> None:
    found = claims.implied(published)
    _check(found)
    for each in found:
        if each.least is not None and each.most is not None and not each.rule.startswith("change"):
            assert 0 <= each.least <= each.most


def test_the_check_of_relations_can_fail() -> None:
    assert _relations("so 4,686 - 4,248 = 438 or more") == [(438, "=", 438, 0)]
    ((left, _sign, right, slack),) = _relations("3,935 ÷ 81 = 48.59")
    assert abs(left - right) > slack
    assert [sign for _l, sign, _r, _s in _relations("1 × 2 = 2 ≤ 4 ≤ 5 = 1 × 5")] == list("=≤≤=")


def test_chinese_says_the_same_numbers() -> None:
    english = claims.implied(claims.load("boshan-2022"))
    language.use("zh")
    chinese = claims.implied(claims.load("boshan-2022"))
    assert _check(chinese) == _check(english)
    for one, other in zip(english, chinese, strict=True):
        assert (one.least, one.most, one.of) == (other.least, other.most, other.of)
        assert re.search("[一-鿿]", other.says)
