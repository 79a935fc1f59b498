"""Ranking: places in a contest with ties, the last of it, and who is among them again and again."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet


def competition(scores: Mapping[str, float]) -> dict[str, int]:
    """Rank by score as in a contest: one more than there are better ones.

    Parameters
    ----------
    scores
        Score by contestant; more is better.

    Returns
    -------
    ranks
        Rank by contestant, 1 or more; equal scores share one, and the next is left out.

    Examples
    --------
    >>> competition({"a": 90, "b": 80, "c": 90, "d": 70})
    {'a': 1, 'b': 3, 'c': 1, 'd': 4}
    """
    ordered = sorted(scores.values())
    return {name: 1 + len(ordered) - bisect_right(ordered, s) for name, s in scores.items()}


def last(scores: Mapping[str, float], *, count: int) -> set[str]:
    """Find the last: those than whom fewer than so many are worse.

    Parameters
    ----------
    scores
        Score by contestant; more is better.
    count
        How many are the last; more where the best of them are tied; 1 or more.

    Returns
    -------
    last
        The contestants; empty for no scores.

    Examples
    --------
    >>> sorted(last({"a": 90, "b": 80, "c": 80, "d": 70}, count=2))
    ['b', 'c', 'd']
    """
    ranks = competition({name: -score for name, score in scores.items()})
    return {name for name, rank in ranks.items() if rank <= count}


def running(turns: Sequence[AbstractSet[str]], *, length: int) -> dict[str, set[int]]:
    """Find who is there in so many turns running, and in which turns.

    Parameters
    ----------
    turns
        Who is there, turn by turn.
    length
        How many turns; 1 or more.

    Returns
    -------
    persistent
        By whom: the numbers, from 0, of all turns of their runs of at least ``length``; empty for
        fewer turns.

    Examples
    --------
    >>> running([{"a", "b"}, {"a"}, {"b"}, {"b"}], length=2) == {"a": {0, 1}, "b": {2, 3}}
    True
    """
    persistent: dict[str, set[int]] = {}
    for first in range(len(turns) - length + 1):
        window = range(first, first + length)
        for name in set.intersection(*(set(turns[turn]) for turn in window)):
            persistent.setdefault(name, set()).update(window)
    return persistent
