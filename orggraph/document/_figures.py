"""Last chapter: the figures, one a page."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from orggraph import plot
from orggraph.document._case import Case
from orggraph.language import _
from orggraph.network import Network
from orggraph.paper import Block, Heading, Picture

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
# These name organisations that a check finds.
_NAMING = {"committees", "helper_load", "need_and_help"}


def shown(*, naming: bool) -> tuple[str, ...]:
    """Choose the figures of a report."""
    return tuple(name for name in _ORDER if naming or name not in _NAMING)


def chapter(case: Case) -> list[Block]:
    """Give every figure with its caption."""
    return [
        Heading(1, (_("Appended figures"),)),
        *(
            Picture(
                name,
                (case.value("figures", number, "title"),),
                (case.value("figures", number, "caption"),),
                _drawing(case.network, name),
            )
            for number, name in enumerate(case.figures)
        ),
    ]


def _drawing(network: Network, name: str) -> Callable[[], bytes]:
    def image() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "figure.png"
            plot.draw(network, path, figure=name)
            return path.read_bytes()

    return image
