"""The figures of a publication as reasoning takes them: by measure, and how they are written."""

from collections.abc import Iterable
from dataclasses import dataclass

from orggraph.bounds import Range
from orggraph.claims._file import Claims
from orggraph.claims._measures import MEASURES
from orggraph.language import _, current


@dataclass(frozen=True)
class Implication:
    """Something that the figures imply or exclude, without any ledger.

    Parameters
    ----------
    rule
        Name of what is asked; several readings of one thing have the same.
    measures
        Names of the measures whose figures it is drawn from.
    says
        What follows, in the user's language.
    steps
        The arithmetic that shows it, step by step.
    least
        Lower end of the number that follows; None where it is not one number.
    most
        Upper end of it.
    of
        What it is a part of; None where it is no part.
    possible
        Whether the figures can hold together, in this reading.
    """

    rule: str
    measures: tuple[str, ...]
    says: str
    steps: tuple[str, ...]
    least: int | None = None
    most: int | None = None
    of: int | None = None
    possible: bool = True


class Figures:
    """The figures of a publication, and those known from elsewhere, by measure.

    Parameters
    ----------
    claims
        The publication.
    """

    def __init__(self, claims: Claims) -> None:
        self._values = {k.measure: k.value for k in claims.known if k.period is None}
        self._values |= {c.measure: c.value for c in claims.claims if c.value is not None}
        self._ranges = {
            c.measure: Range(c.least, c.most)
            for c in claims.claims
            if c.least is not None and c.most is not None
        }
        self._dated = {(k.measure, k.period): k.value for k in claims.known if k.period}
        now = str(claims.year) if claims.year else ""
        self._dated |= {(m, now): value for m, value in self._values.items()}
        self.now = now

    def has(self, *measures: str) -> bool:
        """Whether each of these measures has a figure or a closed range."""
        return all(m in self._values or m in self._ranges for m in measures)

    def value(self, measure: str) -> int:
        """Give the figure of a measure that has one."""
        return self._values[measure]

    def range(self, measure: str) -> Range:
        """Give the closed range of a measure that has one."""
        return self._ranges[measure]

    def dated(self, measure: str) -> dict[str, int]:
        """Give all figures of a measure by when they held, in order of time."""
        found = {p: value for (m, p), value in self._dated.items() if m == measure}
        return dict(sorted(found.items()))


def title(measure: str) -> str:
    """Name what a measure counts, in the user's language."""
    return _(MEASURES[measure].title)


def number(value: float) -> str:
    """Write a number: in English with commas; a broken one with two decimals."""
    told = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    return told if current() == "en" else told.replace(",", "")


def signed(value: int) -> str:
    """Write a change with its sign."""
    return f"+{number(value)}" if value > 0 else number(value)


def ratio(part: int, whole: int) -> str:
    """Write a share as a percentage."""
    return f"{part / whole:.1%}"


def fraction(part: int, whole: int, members: str = "") -> str:
    """Write a share with its counts, and of what it is one."""
    return f"{number(part)}/{number(whole)} {members}".rstrip() + f" ({ratio(part, whole)})"


def listed(parts: Iterable[str]) -> str:
    """Join parts of a sentence."""
    return _("; ").join(parts)
