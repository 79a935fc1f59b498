"""A pairing as the ledgers of pairings and of activities both need it."""

from dataclasses import dataclass
from datetime import date

from orggraph.demo._draw import number
from orggraph.demo._places import Place

MONTHS = tuple(range(1, 13))


@dataclass(frozen=True)
class Side:
    """Who helps: its name, its class in the ledger and its town (None: the county's)."""

    name: str
    kind: str
    town: str | None = None


@dataclass(frozen=True)
class Pair:
    """A pairing; ``months`` of 2022 are those in which something was done together.

    ``ended`` is its last day. ``extra`` counts activities entered beside those of the months, all
    in one week.
    """

    mechanism: str
    helper: Place | Side
    helped: Place
    since: date
    mode: str | None = None
    months: tuple[int, ...] = ()
    code: str = ""
    carrier: str | None = None
    document: str | None = None
    ended: date | None = None
    extra: int = 0

    @property
    def side(self) -> Side:
        """The helper as the ledger names it."""
        if isinstance(self.helper, Side):
            return self.helper
        kind = "村" if self.helper.is_village else "社区"
        return Side(self.helper.name, kind, self.helper.town)

    @property
    def is_mutual(self) -> bool:
        """Whether both sides help and are helped."""
        return self.mode in ("产业联合", "优势互补")

    @property
    def is_live(self) -> bool:
        """Whether something was done in the last two months of the year."""
        return bool(set(self.months) & set(MONTHS[-2:]))


def day(*key: object, year: int, month: int) -> date:
    """Draw a day of a month."""
    return date(year, month, 1 + number("day", *key, year, month, below=28))
