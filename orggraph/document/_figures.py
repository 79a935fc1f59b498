"""Last chapter: the figures, one a page."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from orggraph import plot
from orggraph.document._case import Case
from orggraph.language import _
from orggraph.paper import Block, Heading, Picture
from orggraph.redaction import Level

# In the order in which the text speaks of them. The tree of one village is no figure of a county.
_ORDER = (
    "coverage_over_time",
    "coverage_matrix",
    "supervision",
    "committees",
    "need_and_help",
    "pairing_flows",
    "helper_load",
)


def shown(level: Level) -> tuple[str, ...]:
    """Choose the figures of a report."""
    return tuple(n for n in _ORDER if level is not Level.PUBLIC or plot.FIGURES[n].public)


def chapter(case: Case) -> list[Block]:
    """Give every figure with its caption."""
    return [
        Heading(1, (_("Appended figures"),)),
        *(
            Picture(
                name,
                (case.value("figures", number, "title"),),
                (case.value("figures", number, "caption"),),
                _drawing(case, name),
            )
            for number, name in enumerate(case.figures)
        ),
    ]


def _drawing(case: Case, name: str) -> Callable[[], bytes]:
    def image() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "figure.png"
            plot.draw(case.network, path, figure=name, level=case.level)
            return path.read_bytes()

    return image
