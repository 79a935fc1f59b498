"""Bounds: each against an exhaustive search on small numbers, and the published examples."""

from functools import cache
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import bounds
from orggraph.bounds import Range

SMALL = st.integers(0, 5)
searching = settings(deadline=None, max_examples=60)


@cache
def _touched(among: int) -> dict[int, set[int]]:
    """Numbers of members that each number of distinct pairs touches, by trying every graph."""
    pairs = list(combinations(range(among), 2))
    return {
        count: {len({m for pair in chosen for m in pair}) for chosen in combinations(pairs, count)}
        for count in range(len(pairs) + 1)
    }


@searching
@given(st.integers(0, 16), st.integers(0, 6))
def test_pairs_touch_as_many_as_some_graph_does(pairs: int, among: int) -> None:
    found = _touched(among).get(pairs)
    bound = bounds.touched(pairs, among=among)
    assert bound == (Range(min(found), max(found)) if found else None)


@searching
@given(st.integers(1, 100_000))
def test_the_fewest_touched_are_just_enough(pairs: int) -> None:
    bound = bounds.touched(pairs, among=2 * pairs)
    assert bound is not None
    assert bounds.pairs_among(bound.least - 1) < pairs <= bounds.pairs_among(bound.least)


@searching
@given(SMALL, SMALL, SMALL)
def test_two_groups_together_are_as_many_as_some_two_sets(one: int, other: int, among: int) -> None:
    found = {
        len({*a, *b})
        for a in combinations(range(among), one)
        for b in combinations(range(among), other)
    }
    expected = Range(min(found), max(found)) if found else None
    assert bounds.united(one, other, among=among) == expected


@searching
@given(st.integers(0, 8), st.integers(1, 4))
def test_whatever_is_shared_out_somebody_has_the_least_and_somebody_the_most(
    total: int, over: int
) -> None:
    ways = [w for w in product(range(total + 1), repeat=over) if sum(w) == total]
    bound = bounds.spread(total, over=over)
    assert bound == (max(min(way) for way in ways), min(max(way) for way in ways))


@searching
@given(st.integers(0, 100), st.integers(1, 40))
def test_the_count_that_reaches_a_share_is_the_smallest(percent: int, of: int) -> None:
    assert bounds.reaching(percent, of=of) == min(
        n for n in range(of + 1) if n * 100 >= percent * of
    )


@st.composite
def _ranges(draw: st.DrawFn, least: int, most: int) -> Range:
    low = draw(st.integers(least, most))
    return Range(low, draw(st.integers(low, most)))


def _sums(groups: int, group: Range) -> set[int]:
    """Sizes of a whole of so many groups, by trying every size of every group."""
    return {sum(s) for s in product(range(group.least, group.most + 1), repeat=groups)}


@searching
@given(_ranges(0, 7), _ranges(1, 4))
def test_a_whole_divides_into_the_numbers_of_groups_that_some_division_has(
    whole: Range, group: Range
) -> None:
    wanted = set(range(whole.least, whole.most + 1))
    fitting = {groups: _sums(groups, group) & wanted for groups in range(whole.most + 1)}
    found = {groups for groups, totals in fitting.items() if totals}
    each = bounds.groups_in(whole, group)
    assert set(range(each.least, each.most + 1) if each else ()) == found
    for groups in found:
        span = bounds.sizes(groups, whole, group)
        assert set(range(span.least, span.most + 1)) == fitting[groups]


@searching
@given(st.integers(1, 3), st.integers(0, 8), _ranges(0, 6), _ranges(1, 4))
def test_all_wholes_together_have_the_sizes_that_some_division_has(
    wholes: int, groups: int, whole: Range, group: Range
) -> None:
    wanted = set(range(whole.least, whole.most + 1))
    one = [(k, s) for k in range(whole.most + 1) for s in _sums(k, group) & wanted]
    found = {
        sum(s for _k, s in way)
        for way in product(one, repeat=wholes)
        if sum(k for k, _s in way) == groups
    }
    bound = bounds.total_size(wholes, groups, whole=whole, group=group)
    assert set(range(bound.least, bound.most + 1) if bound else ()) == found


@searching
@given(st.integers(1, 4), st.integers(0, 13), _ranges(0, 4))
def test_as_many_wholes_have_the_most_groups_as_in_some_division(
    wholes: int, groups: int, each: Range
) -> None:
    ways = product(range(each.least, each.most + 1), repeat=wholes)
    found = {way.count(each.most) for way in ways if sum(way) == groups}
    bound = bounds.with_most(wholes, groups, each=each)
    assert bound == (Range(min(found), max(found)) if found else None)


def test_the_figures_of_boshan_worked_out_by_hand() -> None:
    # 17·16/2 = 136 ≥ 122 > 120 = 16·15/2, and 244 sides are more than 241
    assert bounds.touched(122, among=241) == (17, 241)
    assert bounds.touched(122, among=296) == (17, 244)
    grid, centre = Range(30, 50), Range(10, 15)
    # 624 grids of 4 centres and 438 of 5: 624·40 + 438·50, and 50 each
    assert bounds.total_size(1062, 4686, whole=grid, group=centre) == (46_860, 53_100)
    assert bounds.with_most(1062, 4686, each=Range(2, 5)) == (438, 854)
    # with its own household a centre has 11 to 16, and 5·11 = 55 > 50
    assert bounds.groups_in(grid, Range(11, 16)) == (2, 4)
    assert bounds.total_size(1062, 4686, whole=grid, group=Range(11, 16)) is None
    wider = Range(30, 55)
    assert bounds.total_size(1062, 4686, whole=wider, group=Range(11, 16)) is not None
