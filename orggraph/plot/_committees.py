"""Joint committees: each as a blob of its members, the help inside and across, who is isolated."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon

from orggraph import checks, clusters, layout, style
from orggraph.clusters import Cluster
from orggraph.findings import Finding, ask
from orggraph.language import _
from orggraph.layout import Point
from orggraph.network import Network
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import WIDTH, Plan, Sheet
from orggraph.plot._subject import Subject

_SCALE = 110.0  # pixels of the layout in an inch of paper
_CELL = (70.0, 60.0)
_RADIUS = 6.5  # of a node, in points
_TITLE = 56.0  # room for a committee's name and numbers above its hull
_MARGIN = 60.0  # beside the clusters, both sides together
_BRANCH = (150.0, 78.0)  # room for an isolated branch in its panel
_LEGEND = 0.5
# Clears the lines that run under a text.
_CLEAR: Mapping[str, Any] = {"edgecolor": "none", "alpha": 0.8, "pad": 0.6}


def counts(subject: Subject) -> pl.DataFrame:
    """Count the members of each joint committee, and the pairings inside and across."""
    rows = [
        {
            "committee": cluster.committee,
            "members": len(cluster.members),
            "inside": cluster.inside,
            "across": sum(cluster.links.values()),
        }
        for cluster in _found(subject.network)
    ]
    whole = dict.fromkeys(("members", "inside", "across"), pl.Int64)
    return pl.DataFrame(rows, schema={"committee": pl.String, **whole})


def plan(subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay the clusters out, and below them the isolated weak branches."""
    network = subject.network
    scene = _scene(network)
    width, height = scene.inches

    def paint(paper: Sheet) -> None:
        axes = paper.axes(0, 0, width, height)
        axes.set(xlim=(-_MARGIN / 2, scene.width + _MARGIN / 2), ylim=(scene.bottom, 0))
        axes.axis("off")
        names = style.short_names(network)
        for corners in scene.hulls.values():
            look: dict[str, Any] = {
                "facecolor": style.HULL_FILL,
                "edgecolor": style.HULL,
                "linewidth": 0.9,
            }
            axes.add_patch(Polygon(corners, zorder=1, **look))
        used = _draw_help(axes, scene, network)
        _draw_members(axes, scene, network, names)
        _draw_titles(axes, scene, names, counted)
        _draw_isolated(axes, scene, network)
        paper.legend(_legend(used))

    return Plan(width, height + _LEGEND, paint)


def _found(network: Network) -> list[Cluster]:
    return clusters.clusters(network.committee_graph, network.help_graph)


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
        """Size of the body without its legend."""
        return (self.width + _MARGIN) / _SCALE, self.bottom / _SCALE


def _scene(network: Network) -> _Scene:
    """Set the clusters in rows of equal slots, in the order of their ids and so town by town."""
    found = _found(network)
    rings = _rings(network, found)
    sizes = [_size(around) for around in rings]
    width = max(WIDTH * _SCALE - _MARGIN, *(w for w, _h in sizes), 0)
    columns = max(min(int(width // max((w for w, _h in sizes), default=width)), len(found)), 1)
    places: dict[str, Point] = {}
    top = -8.0
    for row in _rows(len(found), columns):
        for slot, i in enumerate(row):
            (low, high), (above, _below) = _extent(rings[i])
            x = (slot + 0.5) * width / len(row) - (low + high) / 2
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


def _rows(count: int, most: int) -> list[range]:
    """Split so many into rows of nearly equal length."""
    rows = -(-count // most)
    ends = [count * row // rows for row in range(rows + 1)] if rows else []
    return [range(first, end) for first, end in pairwise(ends)]


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
                linestyle=style.MECHANISM_DASHES[mechanism[pairing]],
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
            (style.NEED_FILL, style.NEED, 2.0)
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


def _draw_titles(
    axes: Axes, scene: _Scene, names: Mapping[str, str], counted: pl.DataFrame
) -> None:
    for row in counted.iter_rows(named=True):
        corners = scene.hulls[row["committee"]]
        x = (min(c[0] for c in corners) + max(c[0] for c in corners)) / 2
        y = min(c[1] for c in corners)
        name = style.committee_name(names[row["committee"]])
        told = _("members {members} · pairings inside {inside}, across {across}").format(
            members=row["members"], inside=row["inside"], across=row["across"]
        )
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "zorder": 6}
        look["bbox"] = {**_CLEAR, "facecolor": style.PAPER}
        axes.text(x, y - 25, name, fontsize=11, **look)
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
    across = min(_across(width), max(len(scene.isolated), 1))
    for i, finding in enumerate(scene.isolated):
        place = ((i % across + 0.5) * width / across, top + 58 + i // across * _BRANCH[1])
        _node(axes, place, (style.ALARM_FILL, style.ALARM, 2.2), "o", 2 * _RADIUS + 1)
        _label(axes, place, names[finding.id], style.ALARM)
        _label(axes, place, style.visible(towns.get(finding.town or "", "")), below=11)


def _legend(used: Mapping[str, int]) -> dict[str, Line2D]:
    entries = {
        _("Joint committee"): sheet.dot(style.MARKS["joint_committee"].fill, style.INK, 0.8, "h"),
        _("Member"): sheet.dot(style.PLAIN_FILL, style.PLAIN, 0.8),
        _("Other weak branch"): sheet.dot(style.NEED_FILL, style.NEED, 2.0),
        _("Isolated weak branch"): sheet.dot(style.ALARM_FILL, style.ALARM, 2.2),
    }
    for name, colour in style.MECHANISM_COLOURS.items():
        if name in used:
            text = _("{mechanism} ({count}), helper → helped").format(
                mechanism=style.mechanism(name), count=used[name]
            )
            dashes = style.MECHANISM_DASHES[name]
            entries[text] = Line2D([], [], color=colour, linewidth=1.8, linestyle=dashes)
    return entries
