"""What counts alone imply or exclude: plain arithmetic, without a graph.

Every function takes whole numbers of 0 or more and gives the exact least and most of what they
leave open, or None where they contradict each other. The tests compare each with an exhaustive
search.
"""

from math import isqrt
from typing import NamedTuple


class Range(NamedTuple):
    """All whole numbers from ``least`` to ``most``, both included."""

    least: int
    most: int


def pairs_among(members: int) -> int:
    """Count the distinct pairs that can be drawn among members.

    Parameters
    ----------
    members
        How many there are to draw from.

    Returns
    -------
    pairs
        Half of members × (members - 1).
    """
    return members * (members - 1) // 2


def touched(pairs: int, *, among: int) -> Range | None:
    """Bound how many members distinct pairs touch.

    Parameters
    ----------
    pairs
        How many distinct pairs there are; nobody is paired with itself.
    among
        How many members there are to be paired.

    Returns
    -------
    touched
        The fewest, where the pairs lie as densely as they can, and the most, where each touches
        two others. None where so many pairs do not fit among so few.

    Examples
    --------
    >>> touched(122, among=241)
    Range(least=17, most=241)
    """
    if pairs > pairs_among(among):
        return None
    fewest = (1 + isqrt(8 * pairs)) // 2 if pairs else 0
    while pairs_among(fewest) < pairs:
        fewest += 1
    return Range(fewest, min(2 * pairs, among))


def united(one: int, other: int, *, among: int) -> Range | None:
    """Bound how many members lie in at least one of two groups.

    Parameters
    ----------
    one
        Size of a group.
    other
        Size of another group of the same members.
    among
        How many members there are.

    Returns
    -------
    united
        The fewest, where the smaller lies within the larger, and the most, where they overlap as
        little as they can. None where a group is larger than all members.

    Examples
    --------
    >>> united(19, 45, among=241)
    Range(least=45, most=64)
    """
    larger = max(one, other)
    return Range(larger, min(one + other, among)) if larger <= among else None


def spread(total: int, *, over: int) -> Range:
    """Say what somebody has at most, and somebody at least, when things are shared out.

    Parameters
    ----------
    total
        How many things there are.
    over
        How many there are to have them; 1 or more.

    Returns
    -------
    spread
        ``least``: somebody has so many or fewer; ``most``: somebody has so many or more. Shared
        out evenly, nobody has another number than these two.

    Examples
    --------
    >>> spread(889, over=296)
    Range(least=3, most=4)
    """
    return Range(total // over, -(-total // over))


def reaching(percent: int, *, of: int) -> int:
    """Give the smallest count that is a share of a whole or more.

    Parameters
    ----------
    percent
        The share, 0–100.
    of
        The whole.

    Returns
    -------
    count
        The percentage of the whole, rounded up.

    Examples
    --------
    >>> reaching(40, of=241)
    97
    """
    return -(-percent * of // 100)


def groups_in(whole: Range, group: Range) -> Range | None:
    """Bound the number of groups into which a whole can be divided without a rest.

    Parameters
    ----------
    whole
        Sizes that the whole may have.
    group
        Sizes that a group may have; 1 or more.

    Returns
    -------
    groups
        Every number of groups between the two is possible. None where none is.

    Examples
    --------
    >>> groups_in(Range(30, 50), Range(10, 15))
    Range(least=2, most=5)
    """
    fewest, most = -(-whole.least // group.most), whole.most // group.least
    return Range(fewest, most) if fewest <= most else None


def sizes(groups: int, whole: Range, group: Range) -> Range:
    """Bound the size of a whole that is divided into so many groups.

    Parameters
    ----------
    groups
        How many groups; a number that ``groups_in`` allows.
    whole
        Sizes that the whole may have.
    group
        Sizes that a group may have.

    Returns
    -------
    sizes
        Sizes of the whole that so many groups can make up.

    Examples
    --------
    >>> sizes(4, Range(30, 50), Range(10, 15))
    Range(least=40, most=50)
    """
    return Range(max(whole.least, groups * group.least), min(whole.most, groups * group.most))


def total_size(wholes: int, groups: int, *, whole: Range, group: Range) -> Range | None:
    """Bound the size of all wholes together, when all groups are given.

    Parameters
    ----------
    wholes
        How many wholes there are; 1 or more.
    groups
        How many groups they are divided into, all together.
    whole
        Sizes that each whole may have.
    group
        Sizes that each group may have; 1 or more.

    Returns
    -------
    total
        Every total between the two is possible. Both ends are reached where the groups are shared
        out evenly: the least size is a convex function of the groups of a whole, the most a
        concave one. None where so many groups do not fit.

    Examples
    --------
    >>> total_size(1062, 4686, whole=Range(30, 50), group=Range(10, 15))
    Range(least=46860, most=53100)
    """
    each = groups_in(whole, group)
    if each is None or not wholes * each.least <= groups <= wholes * each.most:
        return None
    few, rest = divmod(groups, wholes)
    fewer = sizes(few, whole, group)
    more = sizes(few + 1, whole, group) if rest else fewer
    return Range(
        (wholes - rest) * fewer.least + rest * more.least,
        (wholes - rest) * fewer.most + rest * more.most,
    )


def with_most(wholes: int, groups: int, *, each: Range) -> Range | None:
    """Bound how many wholes have the most groups that one may have.

    Parameters
    ----------
    wholes
        How many wholes there are; 1 or more.
    groups
        How many groups they are divided into, all together.
    each
        How many groups one whole may have.

    Returns
    -------
    fullest
        How many of the wholes have ``each.most`` groups. None where so many groups do not fit.

    Examples
    --------
    >>> with_most(1062, 4686, each=Range(2, 5))
    Range(least=438, most=854)
    """
    if not wholes * each.least <= groups <= wholes * each.most:
        return None
    if each.least == each.most:
        return Range(wholes, wholes)
    least = max(0, groups - wholes * (each.most - 1))
    return Range(least, (groups - wholes * each.least) // (each.most - each.least))
