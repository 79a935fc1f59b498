"""Coverage: of those who were asked about a mechanism, how many it reaches.

Registered: a relation stands in a ledger. Evidenced: something beside the register shows it (an
activity, a carrier, a document). Active: an activity in the recent window. Unknown: not registered,
but the ledger that could say so is missing. The rate is registered / (asked - unknown), and
undefined (None) where nobody was asked.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer]


class Cell(NamedTuple):
    """A mechanism in a town, or in the whole county where ``town`` is None.

    Each count is of organisations, at least 0 and at most ``asked``. ``active`` is None where no
    ledger of activities was given.
    """

    mechanism: str
    town: str | None
    asked: int
    registered: int
    evidenced: int
    active: int | None
    unknown: int

    @property
    def rate(self) -> float | None:
        """Registered of those about whom it is known, 0-1; None where nobody is left to ask."""
        known = self.asked - self.unknown
        return self.registered / known if known else None


class Reach(NamedTuple):
    """Whom a mechanism reaches: of each node asked, in one order, whether it does.

    What is evidenced or active is registered too; ``active`` is None where no ledger of activities
    was given.
    """

    registered: Flags
    evidenced: Flags
    active: Flags | None


def cells(
    mechanism: str, reach: Reach, *, towns: Sequence[str], town_of: Places, silent: Flags
) -> list[Cell]:
    """Count a mechanism town by town and for the whole county.

    Parameters
    ----------
    mechanism
        Name of the mechanism.
    reach
        Whom it reaches of those asked.
    towns
        Codes of the towns, in the order wanted.
    town_of
        Of each node asked, the place of its town among ``towns``; -1 counts for the county alone.
    silent
        Of each node asked, whether it is unknown, not uncovered, where it is not registered.

    Returns
    -------
    cells
        A cell per town, then the county's with town None.
    """
    everybody = np.ones(len(town_of), bool)
    active = np.zeros(len(town_of), bool) if reach.active is None else reach.active
    levels = (everybody, reach.registered, reach.evidenced, active, silent & ~reach.registered)
    whole = tuple(int(np.count_nonzero(level)) for level in levels)
    by_town = [
        np.bincount(town_of[level & (town_of >= 0)], minlength=len(towns)).tolist()
        for level in levels
    ]
    rows = zip(*by_town, strict=True)
    return [
        Cell(mechanism, town, counts[0], counts[1], counts[2], known, counts[4])
        for town, counts in zip((*towns, None), (*rows, whole), strict=True)
        for known in (None if reach.active is None else counts[3],)
    ]
