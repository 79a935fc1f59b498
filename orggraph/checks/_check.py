"""What a check is: a named question with a population, and a function that finds who fails it."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import polars as pl

from orggraph.network import Network
from orggraph.population import Population


class Tag(StrEnum):
    """What a finding calls for: action in the county, better data, or no more than notice."""

    ACTION = "action"
    QUALITY = "quality"
    NOTICE = "notice"


class Fault(NamedTuple):
    """Why a node fails: the reason in the user's language, and rows that show it."""

    reason: str
    evidence: tuple[str, ...] = ()


# Stands for a node that cannot be judged because what the question needs of it is blank.
UNKNOWN = Fault("")


class Alike(Mapping[str, Fault]):
    """Nodes that all fail for one reason, as a column: there may be as many as are asked.

    Parameters
    ----------
    ids
        Ids of the nodes.
    fault
        Why each of them fails.
    """

    def __init__(self, ids: pl.Series, fault: Fault) -> None:
        self.column = ids
        self._fault = fault

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(self.column)

    def __getitem__(self, node: str) -> Fault:
        """Give the reason of a node that fails."""
        if node not in self._ids:
            raise KeyError(node)
        return self._fault

    def __iter__(self) -> Iterator[str]:
        """Give the nodes that fail."""
        return iter(self._ids)

    def __len__(self) -> int:
        """Count the nodes that fail."""
        return len(self.column)


Asks = Callable[[Network], Population]
Fails = Callable[[Network, Population], Mapping[str, Fault]]


@dataclass(frozen=True)
class Check:
    """A named question with a denominator.

    Parameters
    ----------
    code
        Code such as ``ISO001``; never used again for another question.
    title
        What a failing node is, in English, to be translated for users.
    tag
        What a finding calls for.
    asks
        Gives the population.
    fails
        Gives the faults by node id, all of them of the population, UNKNOWN for a node that cannot
        be judged; its name is the fault's name, its docstring the check's page.
    cured_by
        Ledgers that could show the fault to be none: where a town did not report one of them,
        ``findings.ask`` takes a fault there as unknown. Empty where the fault is not an absence.
    """

    code: str
    title: str
    tag: Tag
    asks: Asks
    fails: Fails
    cured_by: tuple[str, ...]

    @property
    def name(self) -> str:
        """The fault's name, such as ``isolated-weak-branch``."""
        return self.fails.__name__.replace("_", "-")

    @property
    def page(self) -> str:
        """What it means, how it is measured and what to do, in English, to be translated."""
        return inspect.getdoc(self.fails) or ""

    @property
    def twin(self) -> str:
        """Name of the Cypher query that finds the same nodes."""
        return f"audit/{self.code}_{self.name}"


def check(
    code: str, title: str, *, asks: Asks, tag: Tag = Tag.ACTION, cured_by: tuple[str, ...] = ()
) -> Callable[[Fails], Check]:
    """Make a check of the function that finds who fails it.

    Parameters
    ----------
    code
        Code of the check.
    title
        What a failing node is.
    asks
        Gives the population.
    tag
        What a finding calls for.
    cured_by
        Ledgers that could show the fault to be none.

    Returns
    -------
    decorate
        Turns the function into the check.
    """

    def decorate(fails: Fails) -> Check:
        return Check(code, title, tag, asks, fails, cured_by)

    return decorate
