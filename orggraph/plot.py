"""Figures for print: the clusters of joint committees, and coverage by town.

Text is set in the fonts that come with orggraph, so that a machine without a Chinese font draws
the same figure. Files are the same bytes every time.
"""

import io
import math
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch, Polygon

from orggraph import checks, clusters, layout, mechanisms, style
from orggraph.clusters import Cluster
from orggraph.coverage import Cell
from orggraph.errors import SettingsError
from orggraph.findings import Finding, ask
from orggraph.language import _, term
from orggraph.layout import Point
from orggraph.model import COVERED
from orggraph.network import Network

DPI = 160
# What a file says of itself beside its picture: nothing that changes from run to run.
_METADATA: Mapping[str, Mapping[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}
_SCALE = 110.0  # pixels of the layout in an inch of paper
_CELL = (70.0, 60.0)
_RADIUS = 6.5  # of a node, in points
_TITLE = 56.0  # room for a committee's name and numbers above its hull
_MARGIN = 60.0  # beside the clusters, both sides together
_BRANCH = (150.0, 78.0)  # room for an isolated branch in its panel
_WIDTH = 13.5  # inches
_MISSING = re.compile(r"Glyph (\d+) .* missing from font")


# Clears the lines that run under a text.
_CLEAR: Mapping[str, Any] = {"edgecolor": "none", "alpha": 0.8, "pad": 0.6}


class MissingGlyphWarning(UserWarning):
    """A character that none of the fonts has."""


class _Picture(Figure):
    """A figure that a notebook shows by itself."""

    def _repr_png_(self) -> bytes:
        stream = io.BytesIO()
        _save(self, stream, "png")
        return stream.getvalue()


def draw(network: Network, path: Path) -> None:
    """Draw both figures, one above the other, into a file.

    Parameters
    ----------
    network
        The county on one day.
    path
        Where to write; its ending says the format: ``.png``, ``.svg`` or ``.pdf``.

    Raises
    ------
    SettingsError
        Another ending.
    OSError
        The file cannot be written.
    """
    format_ = path.suffix.lower().removeprefix(".")
    if format_ not in _METADATA:
        raise SettingsError(
            _("Figures cannot be written as {name}.").format(name=path.name),
            _("Choose a name that ends with one of: {endings}").format(
                endings=", ".join(f".{known}" for known in _METADATA)
            ),
        )
    cells = mechanisms.matrix(network)
    scene = _scene(network)
    width, height = scene.inches
    heights = (height, _coverage_height(network))
    with _styled():
        figure = _Picture(figsize=(width, sum(heights)))
        grid = figure.add_gridspec(2, 1, height_ratios=heights)
        _draw_committees(figure.add_subfigure(grid[0]), scene, network)
        _draw_coverage(figure.add_subfigure(grid[1]), cells, network)
    stream = io.BytesIO()
    _save(figure, stream, format_)
    path.write_bytes(stream.getvalue())


def committees(network: Network) -> Figure:
    """Draw the clusters of joint committees and the isolated weak branches.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    figure
        Each committee as a blob of its members, with the help inside and across.
    """
    scene = _scene(network)
    with _styled():
        figure = _Picture(figsize=scene.inches)
        _draw_committees(figure, scene, network)
    return figure


def coverage(cells: Sequence[Cell], network: Network) -> Figure:
    """Draw the coverage matrix as bars by town.

    Parameters
    ----------
    cells
        The matrix, as ``mechanisms.matrix`` gives it.
    network
        The county on the day of the question.

    Returns
    -------
    figure
        A panel per mechanism with a bar per town and one for the county.
    """
    with _styled():
        figure = _Picture(figsize=(_WIDTH, _coverage_height(network)))
        _draw_coverage(figure, cells, network)
    return figure


@contextmanager
def _styled() -> Iterator[None]:
    """Set the fonts, and what makes files the same from run to run, for a while."""
    _add_fonts()
    with mpl.rc_context(
        {
            "font.family": list(style.FAMILIES),
            "font.size": 9.5,
            "text.color": style.INK,
            "axes.labelcolor": style.INK,
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


@cache
def _add_fonts() -> None:
    for name in style.FONT_FILES:
        font_manager.fontManager.addfont(str(style.FONTS / name))


def _save(figure: Figure, stream: IO[bytes], format_: str) -> None:
    with warnings.catch_warnings(record=True) as caught, _styled():
        warnings.simplefilter("always")
        figure.savefig(stream, format=format_, dpi=DPI, metadata=dict(_METADATA[format_]))
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


# The clusters of joint committees


class _Scene(NamedTuple):
    """Where the clusters stand, in pixels of the layout, and what stands below them."""

    clusters: tuple[Cluster, ...]
    places: dict[str, Point]
    hulls: dict[str, tuple[Point, ...]]
    isolated: tuple[Finding, ...]
    width: float
    band: float  # top of the panel of isolated branches
    bottom: float

    @property
    def inches(self) -> tuple[float, float]:
        """Size of the figure."""
        return (self.width + _MARGIN) / _SCALE, self.bottom / _SCALE + 1.75


def _scene(network: Network) -> _Scene:
    """Set the clusters in rows of equal slots, in the order of their ids and so town by town."""
    found = clusters.clusters(network.committee_graph, network.help_graph)
    rings = _rings(network, found)
    sizes = [_size(around) for around in rings]
    width = max(_WIDTH * _SCALE - _MARGIN, *(w for w, _h in sizes), 0)
    columns = max(min(int(width // max((w for w, _h in sizes), default=width)), len(found)), 1)
    places: dict[str, Point] = {}
    top = 0.0
    for first in range(0, len(found), columns):
        row = range(first, min(first + columns, len(found)))
        for slot, i in enumerate(row):
            (low, high), (above, _below) = _extent(rings[i])
            x = (slot + 0.5) * width / columns - (low + high) / 2
            y = top + _TITLE + 34 - above
            places |= {n: (x + dx, y + dy) for n, (dx, dy) in rings[i].items()}
        top += max(sizes[i][1] for i in row)
    isolated = ask(network, checks.find("ISO001")).findings
    rows = max(math.ceil(len(isolated) / _across(width)), 1)
    hulls = {
        cluster.committee: layout.outline([places[n] for n in around], 32)
        for cluster, around in zip(found, rings, strict=True)
    }
    bottom = top + 46 + rows * _BRANCH[1]
    return _Scene(tuple(found), places, hulls, isolated, width, top + 8, bottom)


def _rings(network: Network, found: Sequence[Cluster]) -> list[dict[str, Point]]:
    """Place each committee with the members that do not stand with an earlier one."""
    rings, placed = [], set[str]()
    for cluster in found:
        members = set(cluster.members) - placed
        placed |= members
        order = [m for group in layout.groups(network.help_graph, members) for m in group]
        rings.append({cluster.committee: (0.0, 0.0)} | layout.ring(order, _CELL))
    return rings


def _extent(around: Mapping[str, Point]) -> tuple[Point, Point]:
    xs, ys = zip(*around.values(), strict=True)
    return (min(xs), max(xs)), (min(ys), max(ys))


def _size(around: Mapping[str, Point]) -> Point:
    (left, right), (top, bottom) = _extent(around)
    return max(right - left + 80, 230.0), bottom - top + 88 + _TITLE


def _across(width: float) -> int:
    return max(int(width // _BRANCH[0]), 1)


def _draw_committees(figure: Figure | SubFigure, scene: _Scene, network: Network) -> None:
    height = scene.inches[1]
    axes = figure.add_axes((0, 0.62 / height, 1, (height - 1.75) / height))
    axes.set(xlim=(-_MARGIN / 2, scene.width + _MARGIN / 2), ylim=(scene.bottom, 0))
    axes.axis("off")
    names = style.short_names(network)
    members = sum(len(c.members) for c in scene.clusters)
    _head(
        figure,
        height,
        _("Clusters of joint committees"),
        _("{count} joint committees with {members} memberships").format(
            count=len(scene.clusters), members=members
        ),
        network,
    )
    for corners in scene.hulls.values():
        axes.add_patch(
            Polygon(
                corners, facecolor=style.HULL_FILL, edgecolor=style.HULL, linewidth=0.9, zorder=1
            )
        )
    used = _draw_help(axes, scene, network)
    _draw_members(axes, scene, network, names)
    _draw_titles(axes, scene, names)
    _draw_isolated(axes, scene, network)
    _legend(figure, height, used)


def _head(
    figure: Figure | SubFigure, height: float, title: str, subtitle: str, network: Network
) -> None:
    left = 0.025
    figure.text(left, 1 - 0.36 / height, title, fontsize=17, va="center")
    facts = _("{county}, as of {day}").format(
        county=style.visible(network.county_name), day=network.as_of
    )
    figure.text(
        left,
        1 - 0.69 / height,
        f"{facts} · {subtitle}",
        color=style.MUTED,
        va="center",
        fontsize=10.5,
    )


def _draw_help(axes: Axes, scene: _Scene, network: Network) -> dict[str, int]:
    """Draw each pairing between two that are in the picture; count them by mechanism."""
    home = {m: c.committee for c in reversed(scene.clusters) for m in (*c.members, c.committee)}
    used: dict[str, int] = {}
    seen: dict[tuple[str, str, str], bool] = {}
    for row in network.help.iter_rows(named=True):
        helper, helped = row["helper"], row["helped"]
        if helper in scene.places and helped in scene.places:
            if (row["pairing"], helped, helper) in seen:
                seen[row["pairing"], helped, helper] = True
            else:
                seen[row["pairing"], helper, helped] = False
                used[row["mechanism"]] = used.get(row["mechanism"], 0) + 1
    mechanism = dict(network.pairings.select("id", "mechanism").iter_rows())
    for (pairing, helper, helped), mutual in seen.items():
        within = home[helper] == home[helped]
        axes.add_patch(
            FancyArrowPatch(
                scene.places[helper],
                scene.places[helped],
                arrowstyle="<|-|>" if mutual else "-|>",
                mutation_scale=8,
                connectionstyle=f"arc3,rad={0.0 if within else 0.08}",
                shrinkA=_RADIUS - 1,
                shrinkB=_RADIUS - 1,
                color=style.MECHANISM_COLOURS[mechanism[pairing]],
                linewidth=1.5 if within else 1.0,
                alpha=1.0 if within else 0.6,
                zorder=3 if within else 2,
            )
        )
    return used


def _draw_members(axes: Axes, scene: _Scene, network: Network, names: Mapping[str, str]) -> None:
    weak = network.need_set.ids
    for node, place in scene.places.items():
        if node in scene.hulls:
            _node(axes, place, (style.MARKS["joint_committee"].fill, style.INK, 0.8), "h", 11)
            continue
        look = (
            (style.NEED_FILL, style.NEED, 1.3)
            if node in weak
            else (
                style.PLAIN_FILL,
                style.PLAIN,
                0.8,
            )
        )
        _node(axes, place, look, "o", 2 * _RADIUS)
        _label(axes, place, style.wrap(names[node], 4), style.INK)


def _node(axes: Axes, place: Point, look: tuple[str, str, float], marker: str, size: float) -> None:
    fill, edge, width = look
    axes.plot(
        *place,
        marker=marker,
        markersize=size,
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=width,
        zorder=4,
    )


def _label(
    axes: Axes, place: Point, text: str, colour: str = style.MUTED, *, below: float = 0
) -> None:
    axes.annotate(
        text,
        place,
        xytext=(0, -_RADIUS - 2 - below),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=8.5,
        color=colour,
        linespacing=1.05,
        zorder=5,
        bbox={**_CLEAR, "facecolor": "none" if colour != style.INK else style.HULL_FILL},
    )


def _draw_titles(axes: Axes, scene: _Scene, names: Mapping[str, str]) -> None:
    for cluster in scene.clusters:
        corners = scene.hulls[cluster.committee]
        x = (min(c[0] for c in corners) + max(c[0] for c in corners)) / 2
        y = min(c[1] for c in corners)
        name = style.committee_name(names[cluster.committee])
        told = _("{members} members · pairings inside {inside}, across {across}").format(
            members=len(cluster.members), inside=cluster.inside, across=sum(cluster.links.values())
        )
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "zorder": 6}
        axes.text(x, y - 25, name, fontsize=11, bbox={**_CLEAR, "facecolor": style.PAPER}, **look)
        axes.text(x, y - 7, told, fontsize=8, color=style.MUTED, **look)


def _draw_isolated(axes: Axes, scene: _Scene, network: Network) -> None:
    top, width = scene.band, scene.width
    axes.add_patch(
        FancyBboxPatch(
            (0, top),
            width,
            scene.bottom - top - 6,
            boxstyle="round,pad=0,rounding_size=8",
            facecolor="#fdf3f2",
            edgecolor=style.ALARM,
            linestyle=(0, (4, 3)),
            linewidth=0.9,
        )
    )
    title = _("Isolated weak branches: {count}").format(count=len(scene.isolated))
    axes.text(16, top + 20, title, va="center", fontsize=11, color=style.ALARM)
    meaning = _("weak, in no active pairing and in no active joint committee")
    look: dict[str, Any] = {"va": "center", "ha": "right", "fontsize": 8.5, "color": style.MUTED}
    axes.text(width - 16, top + 20, meaning, **look)
    names, towns = style.short_names(network), dict(network.towns.iter_rows())
    across = _across(width)
    for i, finding in enumerate(scene.isolated):
        place = ((i % across + 0.5) * width / across, top + 58 + i // across * _BRANCH[1])
        _node(axes, place, (style.ALARM_FILL, style.ALARM, 2.2), "o", 2 * _RADIUS + 1)
        _label(axes, place, names[finding.id], style.ALARM)
        _label(axes, place, style.visible(towns.get(finding.town or "", "")), below=11)


def _legend(figure: Figure | SubFigure, height: float, used: Mapping[str, int]) -> None:
    def dot(fill: str, edge: str, width: float, marker: str = "o") -> Line2D:
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

    entries = {
        _("Joint committee"): dot(style.MARKS["joint_committee"].fill, style.INK, 0.8, "h"),
        _("Member"): dot(style.PLAIN_FILL, style.PLAIN, 0.8),
        _("Other weak branch"): dot(style.NEED_FILL, style.NEED, 1.3),
        _("Isolated weak branch"): dot(style.ALARM_FILL, style.ALARM, 2.2),
    }
    for name, colour in style.MECHANISM_COLOURS.items():
        if name in used:
            text = _("{mechanism} ({count}), helper → helped").format(
                mechanism=style.mechanism(name), count=used[name]
            )
            entries[text] = Line2D([], [], color=colour, linewidth=1.8)
    figure.legend(
        list(entries.values()),
        list(entries),
        loc="center left",
        bbox_to_anchor=(0.018, 0.33 / height),
        ncols=len(entries),
        frameon=False,
        handletextpad=0.5,
        columnspacing=1.6,
    )


# Coverage by town


def _coverage_height(network: Network) -> float:
    return 2.1 + 0.31 * (network.towns.height + 1)


def _draw_coverage(figure: Figure | SubFigure, cells: Sequence[Cell], network: Network) -> None:
    height = _coverage_height(network)
    names = dict.fromkeys(cell.mechanism for cell in cells)
    towns = {None: style.visible(network.county_name)} | {
        code: style.visible(name) for code, name in network.towns.iter_rows()
    }
    _head(
        figure,
        height,
        _("Coverage by town"),
        _("organisations with a relation on record, of those asked"),
        network,
    )
    left, right, gap = 0.095, 0.985, 0.012
    step = (right - left) / max(len(names), 1)
    for number, mechanism in enumerate(names):
        axes = figure.add_axes(
            (left + number * step, 0.66 / height, step - gap, (height - 2.0) / height)
        )
        rows = {cell.town: cell for cell in cells if cell.mechanism == mechanism}
        _draw_panel(axes, mechanism, [rows[town] for town in towns])
        axes.set_yticks(range(len(towns)), list(towns.values()) if number == 0 else [])
    _coverage_legend(figure, height)


def _draw_panel(axes: Axes, mechanism: str, rows: Sequence[Cell]) -> None:
    colour = style.MECHANISM_COLOURS.get(mechanism, style.MARKS["joint_committee"].fill)
    axes.set_title(term(COVERED, mechanism), loc="left", fontsize=11.5, pad=10)
    for y, cell in enumerate(rows):
        _draw_bar(axes, y, cell, colour)
    axes.axhline(0.5, color=style.LINE, linewidth=1)
    axes.set(xlim=(0, 1.42), ylim=(len(rows) - 0.5, -0.5))
    axes.set_xticks([0, 0.5, 1], ["0", "50%", "100%"], fontsize=8)
    axes.tick_params(length=0)
    axes.grid(axis="x", color=style.LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_bar(axes: Axes, y: int, cell: Cell, colour: str) -> None:
    thick = 0.66 if cell.town is None else 0.56
    if not cell.asked:
        axes.text(0.02, y, _("– nobody asked"), va="center", fontsize=8, color=style.MUTED)
        return
    known, registered = (cell.asked - cell.unknown), cell.registered / cell.asked
    axes.barh(y, 1, thick, color="#eceff3")
    axes.barh(y, registered, thick, color=colour)
    if cell.unknown:
        axes.barh(
            y,
            cell.unknown / cell.asked,
            thick,
            left=1 - cell.unknown / cell.asked,
            facecolor=style.PAPER,
            edgecolor=style.LINE,
            hatch="/////",
        )
    if cell.evidenced < cell.registered:
        share = cell.evidenced / cell.asked
        axes.plot([share, share], [y - thick / 2, y + thick / 2], color=style.INK, linewidth=1.6)
    told = f"{cell.registered}/{known}" if known else _("unknown")
    if cell.unknown:
        told += _(" +{unknown} unknown").format(unknown=cell.unknown)
    size = 10.5 if cell.town is None else 9
    axes.text(1.03, y, told, va="center", fontsize=size)


def _coverage_legend(figure: Figure | SubFigure, height: float) -> None:
    entries = {
        _("on record"): Patch(facecolor=style.MECHANISM_COLOURS["co_building"]),
        _("evidenced by an activity, a carrier or a document, up to here"): Line2D(
            [], [], linestyle="", marker="|", color=style.INK, markersize=11, markeredgewidth=1.6
        ),
        _("not on record"): Patch(facecolor="#eceff3"),
        _("unknown: the town did not hand in the ledger"): Patch(
            facecolor=style.PAPER, edgecolor=style.LINE, hatch="/////"
        ),
    }
    figure.legend(
        list(entries.values()),
        list(entries),
        loc="center left",
        bbox_to_anchor=(0.018, 0.26 / height),
        ncols=len(entries),
        frameon=False,
        handletextpad=0.6,
        columnspacing=1.8,
    )
