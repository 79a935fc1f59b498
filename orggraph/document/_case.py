"""What the chapters of a report are written from, and how they take values out of it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from orggraph import style
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.paper import Line, Value, filled
from orggraph.redaction import Level

Json: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[str | int, ...]

_READERS = {
    Level.INTERNAL: N_("For internal use"),
    Level.BRIEFING: N_("For briefing; people by their role"),
    Level.PUBLIC: N_("For the public; nobody is named"),
}
# Signs that turn the direction of the text after them; in a name they would turn the sentence.
_TURNING = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), "□"
)


@dataclass(frozen=True)
class Case:
    """A county on one day, what was found there, and for whom it is written.

    Parameters
    ----------
    network
        The county on the day.
    run
        The JSON that everything is read from.
    level
        Who may read it.
    figures
        Names of the figures that it shows, in order.
    """

    network: Network
    run: dict[str, Any]
    level: Level
    figures: tuple[str, ...]

    @cached_property
    def _checks(self) -> dict[str, int]:
        return {check["code"]: number for number, check in enumerate(self.run["checks"])}

    @cached_property
    def _cells(self) -> dict[tuple[str, str | None], int]:
        cells = enumerate(self.run["coverage"])
        return {(cell["mechanism"], cell["town"]): number for number, cell in cells}

    def check(self, code: str) -> Place:
        """Find a check in the run."""
        return "checks", self._checks[code]

    def cell(self, mechanism: str, town: str | None) -> Place:
        """Find a cell of the coverage matrix in the run; a town of None is the county."""
        return "coverage", self._cells[mechanism, town]

    def value(self, *path: str | int) -> Value:
        """Take a value out of the run, as it is read."""
        return Value(said(self.at(*path)), pointer(*path))

    def at(self, *path: str | int) -> Any:  # noqa: ANN401 - whatever stands there in the JSON
        """Look up a place of the run."""
        found: Any = self.run
        for step in path:
            found = found[step]
        return found

    def row(self, *path: str | int) -> Value:
        """Take a row of a ledger out of the run; where all lie in one file without its name."""
        file, sign, rest = str(self.at(*path)).partition("#")
        told = rest if sign and file == self._only_file else self.at(*path)
        return Value(said(told), pointer(*path))

    @cached_property
    def _only_file(self) -> str | None:
        findings = (f for check in self.run["checks"] for f in check["findings"])
        files = {row.partition("#")[0] for f in findings for row in f["evidence"]}
        return files.pop() if len(files) == 1 else None

    def day(self, *path: str) -> Value:
        """Take a date out of the run, as a sentence says it."""
        day = date.fromisoformat(self.at(*path))
        told = _("{day.year:04}-{day.month:02}-{day.day:02}").format(day=day)
        return Value(told, pointer(*path))

    def ratio(self, part: Place, whole: Place) -> Line:
        """Tell a share by its two counts."""
        return filled(_("{part}/{whole}"), part=self.value(*part), whole=self.value(*whole))

    @property
    def readers(self) -> str:
        """For whom it is written, in words."""
        return _(_READERS[self.level])

    @property
    def hides(self) -> bool:
        """Whether small counts of people are kept from these readers."""
        return self.level is not Level.INTERNAL

    @property
    def names_findings(self) -> bool:
        """Whether these readers may know whom a finding is about."""
        return self.level is not Level.PUBLIC


def pointer(*path: str | int) -> str:
    """Write a JSON pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def said(found: object) -> str:
    """Say a value of the JSON: counts in groups of three, shares in percent."""
    if found is None:
        return _("unknown")
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if isinstance(found, float):
        return f"{found:.1%}"
    if isinstance(found, int):
        return f"{found:,}"
    return style.visible(str(found)).translate(_TURNING)
