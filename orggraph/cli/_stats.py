"""What a command cost: time and peak memory by stage, for ``--stats``."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from orggraph.language import _

if TYPE_CHECKING:
    from rich.table import Table

_MIB = 2**20


class Stage(NamedTuple):
    """A stage that is over: what was done, seconds, and the peak memory until then in bytes."""

    what: str
    seconds: float
    peak: int | None


_stages: list[Stage] = []


@contextmanager
def stage(message: str) -> Iterator[None]:
    """Measure a stage, named by what is said while it runs, also where nobody asks."""
    what = message.removesuffix(" …").removesuffix("……")
    begun = time.perf_counter()
    try:
        yield
    finally:
        _stages.append(Stage(what, time.perf_counter() - begun, _peak()))


def taken() -> list[Stage]:
    """Give the stages that are over, and begin anew."""
    stages = list(_stages)
    _stages.clear()
    return stages


def told(stages: Iterable[Stage]) -> "Table":
    """Tell stages in a table."""
    from orggraph.report.frames import headed

    table = headed(_("Stage"), _("Seconds"), _("Peak memory, MiB"))
    for number in (1, 2):
        table.columns[number].justify = "right"
    for each in stages:
        peak = "" if each.peak is None else f"{each.peak / _MIB:,.0f}"
        table.add_row(each.what, f"{each.seconds:.2f}", peak)
    return table


def _peak() -> int | None:
    """Give the most memory that this process has held; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
