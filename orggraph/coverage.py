"""Coverage: of those who were asked about a mechanism, how many it reaches.

Registered: a relation stands in a ledger. Evidenced: something beside the register shows it (an
activity, a carrier, a document). Active: an activity in the recent window. Unknown: not registered,
but the ledger that could say so is missing. The rate is registered / (asked - unknown), and
undefined (None) where nobody was asked.
"""

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


class ReachedFlags(NamedTuple):
    """Whom a mechanism reaches: of each node asked, in one order, whether it does.

    What is evidenced or active is registered too; ``active`` is None where no ledger of activities
    was given.
    """

    registered: Flags
    evidenced: Flags
    active: Flags | None


class Counts(NamedTuple):
    """A mechanism counted: of each town a number and last that of the whole county.

    ``active`` is None where no ledger of activities was given.
    """

    asked: Places
    registered: Places
    evidenced: Places
    active: Places | None
    unknown: Places


def count(reach: ReachedFlags, *, towns: int, town_of: Places, silent: Flags) -> Counts:
    """Count a mechanism town by town and for the whole county.

    Parameters
    ----------
    reach
        Whom it reaches of those asked.
    towns
        How many towns there are, 0 or more.
    town_of
        Of each node asked, the number of its town from 0; -1 counts for the county alone.
    silent
        Of each node asked, whether it is unknown, not uncovered, where it is not registered.

    Returns
    -------
    counts
        0 or more, of each town in order and then of the county.
    """

    def counted(level: Flags) -> Places:
        by_town = np.bincount(town_of[level] + 1, minlength=towns + 1)[1:]
        return np.append(by_town, np.count_nonzero(level))

    return Counts(
        counted(np.ones(len(town_of), bool)),
        counted(reach.registered),
        counted(reach.evidenced),
        None if reach.active is None else counted(reach.active),
        counted(silent & ~reach.registered),
    )
