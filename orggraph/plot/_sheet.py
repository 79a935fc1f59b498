"""The paper that figures are drawn on: fonts, sizes in inches, headings, legends, files."""

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import IO, Any, NamedTuple, TypeAlias

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from orggraph import __version__, language, style
from orggraph.language import _
from orggraph.network import Network
from orggraph.redaction import Level, level_name

Canvas: TypeAlias = Figure | SubFigure

DPI = 160
WIDTH = 13.5  # inches, of every figure that needs no more
EDGE = 0.35  # inches of white at the left and the right
HEAD = 1.3
FOOT = 0.4
# What a file says of itself beside its picture: nothing that changes from run to run.
METADATA: Mapping[str, Mapping[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}
HATCH = "/////"
_MISSING = re.compile(r"Glyph (\d+) .* missing from font")
_LINE = 90  # full-width characters in a line of the caption
_PALE, _DEEP = (0.925, 0.949, 0.973), (0.031, 0.282, 0.498)
_WHITE_FROM = 0.66  # a depth from which on its shade is too dark for dark text


class MissingGlyphWarning(UserWarning):
    """A character that none of the fonts has."""


class Picture(Figure):
    """A figure that is set in orggraph's fonts wherever it is written, and that notebooks show."""

    def savefig(self, fname: Any, **options: Any) -> None:  # noqa: ANN401 - as matplotlib has it
        """Write the figure with the fonts of orggraph."""
        with styled():
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        stream = io.BytesIO()
        save(self, stream, "png")
        return stream.getvalue()


class Plan(NamedTuple):
    """How large the body of a figure is, in inches, and what draws it."""

    width: float
    height: float
    paint: Callable[["Sheet"], None]

    @property
    def size(self) -> tuple[float, float]:
        """Size of the figure with its head and foot."""
        return self.width, HEAD + self.height + FOOT


@dataclass(frozen=True)
class Sheet:
    """A canvas of known size, on which places are inches from the top left of its body."""

    canvas: Canvas
    width: float
    height: float
    level: Level = Level.INTERNAL

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Put axes on the body."""
        whole = HEAD + self.height + FOOT
        bottom = whole - HEAD - top - height
        return self.canvas.add_axes(
            (left / self.width, bottom / whole, width / self.width, height / whole)
        )

    def inch_axes(self) -> Axes:
        """Put axes over the whole body whose units are inches, with nothing to be seen of them."""
        axes = self.axes(0, 0, self.width, self.height)
        axes.set(xlim=(0, self.width), ylim=(self.height, 0))
        axes.axis("off")
        return axes

    def head(self, title: str, caption: str, network: Network) -> None:
        """Say above the body what is shown, of where and when, and what is counted."""
        facts = _("{county}, as of {day} · {readers}").format(
            county=style.visible(network.county_name),
            day=network.as_of,
            readers=level_name(self.level),
        )
        self._text(0.36, title, fontsize=17, va="center")
        self._text(0.66, facts, fontsize=10.5, va="center", color=style.MUTED)
        width = 2 * _LINE if language.current() == "en" else _LINE
        self._text(0.83, _lines(caption, width), va="top", color=style.MUTED, linespacing=1.25)

    def foot(self, network: Network) -> None:
        """Say below the body where the numbers come from."""
        told = _("orggraph {version} · profile {profile} · data {digest}").format(
            version=__version__,
            profile=network.profile.name,
            digest=network.dataset.digest[:12],
        )
        if network.dataset.names_kept and self.level is Level.INTERNAL:
            told = _("Persons' names are kept: for internal use only.") + " · " + told
        whole = HEAD + self.height + FOOT
        self.canvas.text(
            1 - EDGE / self.width,
            0.2 / whole,
            told,
            ha="right",
            va="center",
            fontsize=7.5,
            color=style.MUTED,
        )

    def legend(self, entries: Mapping[str, Artist]) -> None:
        """Say at the end of the body what its signs mean."""
        whole = HEAD + self.height + FOOT
        self.canvas.legend(
            list(entries.values()),
            list(entries),
            loc="center left",
            bbox_to_anchor=((EDGE - 0.1) / self.width, (FOOT + 0.17) / whole),
            ncols=len(entries),
            frameon=False,
            handletextpad=0.6,
            columnspacing=1.7,
        )

    def _text(self, top: float, text: str, **look: Any) -> None:  # noqa: ANN401 - of matplotlib
        whole = HEAD + self.height + FOOT
        self.canvas.text(EDGE / self.width, 1 - top / whole, text, **look)


@contextmanager
def styled() -> Iterator[None]:
    """Set the fonts, and what makes files the same from run to run, for a while."""
    _add_fonts()
    with mpl.rc_context(
        {
            "font.family": list(style.FAMILIES),
            "font.size": 9.5,
            "text.color": style.INK,
            "axes.labelcolor": style.INK,
            "axes.edgecolor": style.LINE,
            "xtick.color": style.MUTED,
            "ytick.color": style.INK,
            "axes.unicode_minus": False,
            "hatch.color": style.MUTED,
            "hatch.linewidth": 0.7,
            "pdf.fonttype": 42,
            "svg.hashsalt": "orggraph",
        }
    ):
        yield


def save(figure: Figure, stream: IO[bytes], format_: str) -> None:
    """Write a figure, and tell by a warning each character that no font has."""
    with warnings.catch_warnings(record=True) as caught, styled():
        warnings.simplefilter("always")
        figure.savefig(stream, format=format_, dpi=DPI, metadata=dict(METADATA[format_]))
    for told in dict.fromkeys(str(warning.message) for warning in caught):
        missing = _MISSING.match(told)
        if missing is None:
            warnings.warn(told, stacklevel=3)
            continue
        character = chr(int(missing[1]))
        text = _("No font has the character {character} (U+{code}).").format(
            character=character, code=f"{ord(character):04X}"
        )
        warnings.warn(text, MissingGlyphWarning, stacklevel=3)


def shade(share: float) -> tuple[tuple[float, float, float], str]:
    """Choose the colour of a share from 0 to 1, darker for more also in grey, and of its text."""
    depth = share**1.5  # text stands out from every shade, also from those of the middle
    red, green, blue = (low + (high - low) * depth for low, high in zip(_PALE, _DEEP, strict=True))
    return (red, green, blue), style.PAPER if depth > _WHITE_FROM else style.INK


def unknown(box: tuple[float, float, float, float]) -> Rectangle:
    """Draw what nobody knows, at left, top, width and height: hatched, never a colour."""
    left, top, width, height = box
    return Rectangle(
        (left, top),
        width,
        height,
        facecolor=style.PAPER,
        edgecolor=style.MUTED,
        hatch=HATCH,
        linewidth=0,
    )


def hatched() -> Patch:
    """Draw the sign of unknown for a legend."""
    return Patch(facecolor=style.PAPER, edgecolor=style.MUTED, hatch=HATCH, linewidth=0.5)


def dot(fill: str, edge: str, width: float, marker: str = "o") -> Line2D:
    """Draw the sign of a node for a legend."""
    return Line2D(
        [],
        [],
        linestyle="",
        marker=marker,
        markersize=9,
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=width,
    )


def town_names(network: Network) -> dict[str, str]:
    """Name the towns, in administrative order."""
    return {code: style.visible(name) for code, name in network.towns.iter_rows()}


def plain(axes: Axes) -> None:
    """Take away the frame and the ticks of axes, and leave a faint grid."""
    axes.tick_params(length=0)
    axes.grid(axis="y", color=style.LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


@cache
def _add_fonts() -> None:
    for name in style.FONT_FILES:
        font_manager.fontManager.addfont(str(style.FONTS / name))


def _lines(text: str, width: int) -> str:
    import textwrap  # noqa: PLC0415 - English alone needs it

    if language.current() == "en":
        return textwrap.fill(text, width)
    return style.wrap(text, width) if len(text) > width else text
