"""What came of each task of each engine, and whether the answers agree."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median_low
from typing import Any, NamedTuple

from benchmarks import tasks

RIGHT, WRONG, ALONE = "right", "WRONG", "no other answer"


class Outcome(NamedTuple):
    """What came of a task.

    ``how``: ``answered``; else ``cannot``, ``late``, ``large``, ``broke`` or ``unloaded``, and
    ``why`` in words. Of an answer: the seconds of each time, CPU seconds, most GiB of memory,
    checksum, what it comes to, how good it is, and the verdict on it.
    """

    engine: str
    task: str
    how: str
    why: str = ""
    seconds: Sequence[float] = ()
    cpu: float = 0.0
    peak: float = 0.0
    digest: str = ""
    told: str = ""
    quality: float | None = None
    verdict: str = ""

    @property
    def middle(self) -> float:
        """Median of the seconds."""
        return median_low(self.seconds)

    @property
    def stands(self) -> bool:
        """Whether there is an answer that is not wrong."""
        return self.how == "answered" and self.verdict != WRONG


def judged(outcomes: Iterable[Outcome], answers: Mapping[str, Any]) -> list[Outcome]:
    """Hold the answers to each task against what was planted, and against one another.

    Where nothing was planted, networkx is right where it answered, else the first that did.
    """
    outcomes = list(outcomes)
    verdicts: dict[tuple[str, str], str] = {}
    for task in dict.fromkeys(o.task for o in outcomes):
        answered = [o for o in outcomes if o.task == task and o.how == "answered"]
        verdicts |= _verdicts(answered, tasks.planted(task, answers))
    return [o._replace(verdict=verdicts.get((o.engine, o.task), "")) for o in outcomes]


def failures(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Pick what is a fault: wrong answers, and engines that broke; never a time."""
    return [o for o in outcomes if o.how == "broke" or o.verdict == WRONG]


def _verdicts(
    answered: Sequence[Outcome], planted: tasks.Answer | None
) -> dict[tuple[str, str], str]:
    """Judge the answers to one task."""
    fit = [o for o in answered if planted is None or _fits(o, planted)]
    first = sorted(fit, key=lambda o: o.engine != "networkx")
    right = [o for o in fit if o.digest == first[0].digest and _good(o, first)]
    confirmed = RIGHT if planted or len(answered) > 1 else ALONE
    return {(o.engine, o.task): confirmed if o in right else WRONG for o in answered}


def _fits(one: Outcome, planted: tasks.Answer) -> bool:
    return one.told == planted.told and planted.digest in ("", one.digest)


def _good(one: Outcome, answered: Sequence[Outcome]) -> bool:
    """Whether communities are about as good as networkx's, or as the best where it gave none."""
    if one.task != "communities":
        return True
    known = [o.quality for o in answered if o.quality is not None]
    best = answered[0].quality if answered[0].engine == "networkx" else max(known, default=None)
    return None not in (one.quality, best) and one.quality >= tasks.QUALITY * best
