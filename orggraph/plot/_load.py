"""Whom each helper helps: how many helpers help how many, and who carries the most."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from orggraph import resilience, style
from orggraph.language import _
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet
from orggraph.plot._subject import Subject

MOST = 24  # helpers with a bar of their own
_ROW = 0.27
_LEFT = 4.6  # inches of the panel on the left
_NAMES = 2.5
_LEGEND = 0.5
_STEPS = 12  # loads with a place on the axis each, also those that nobody has
_LABELS = ("PartyOrganization", "Agency", "Enterprise")
_FILLS = {
    "PartyOrganization": "#44607c",
    "Agency": style.MARKS["agency"].fill,
    "Enterprise": "#e3e9ef",
}


def counts(subject: Subject) -> pl.DataFrame:
    """Count the distinct organisations that each organisation helps, by co-building and in all."""
    network = subject.network
    helpers = network.help.select(id="helper", label=pl.col("helper_label").cast(pl.String))
    by_all = resilience.loads(network.help_graph)
    by_building = resilience.loads(network.help_graph_of("co_building"))
    rows = [
        {"id": node, "label": label, "co_building": by_building.get(node, 0), "all": by_all[node]}
        for node, label in helpers.unique().iter_rows()
        if label in _LABELS
    ]
    schema = {"id": pl.String, "label": pl.String, "co_building": pl.Int64, "all": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema)
    return frame.sort("co_building", "all", "id", descending=[True, True, False])


def plan(subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay out how loads are spread, and a bar for each of the most loaded."""
    # One who helps a single organisation carries no load worth a bar.
    shown = counted.filter(pl.col("all") > 1).head(MOST)
    rows = max(shown.height, 8)
    height = 0.6 + rows * _ROW + 0.45 + _LEGEND

    def paint(paper: Sheet) -> None:
        body = paper.height - 0.6 - 0.45 - _LEGEND
        spread = paper.axes(EDGE + 0.45, 0.6, _LEFT - 0.9, body - 0.25)
        _draw_spread(spread, counted)
        left = EDGE + _LEFT + _NAMES
        bars = paper.axes(left, 0.6, WIDTH - EDGE - left, body * max(shown.height, 1) / rows)
        _draw_bars(bars, subject, shown, counted.height)
        paper.legend(_legend(subject.network.profile.max_helped))

    return Plan(WIDTH, height, paint)


def _draw_spread(axes: Axes, counted: pl.DataFrame) -> None:
    loads = counted["all"].unique().sort().to_list()
    if loads and loads[-1] <= _STEPS:
        loads = list(range(1, loads[-1] + 1))
    floor = [0] * len(loads)
    for label in _LABELS:
        of_label = counted.filter(pl.col("label") == label)["all"].to_list()
        tall = [of_label.count(load) for load in loads]
        axes.bar(
            range(len(loads)),
            tall,
            0.7,
            floor,
            color=_FILLS[label],
            edgecolor=style.PLAIN,
            linewidth=0.6,
        )
        floor = [low + more for low, more in zip(floor, tall, strict=True)]
    for place, total in enumerate(floor):
        axes.text(place, total, f"{total}" if total else "", ha="center", va="bottom", fontsize=9)
    axes.set_xticks(range(len(loads)), [str(load) for load in loads])
    axes.set_title(_("Helpers by how many they help"), loc="left", fontsize=11, pad=10)
    axes.set_xlabel(_("organisations helped, by whatever mechanism"), fontsize=8.5)
    axes.set_ylim(0, max(floor, default=1) * 1.1)
    axes.locator_params(axis="y", integer=True)
    sheet.plain(axes)


def _draw_bars(axes: Axes, subject: Subject, shown: pl.DataFrame, everybody: int) -> None:
    network = subject.network
    names = style.short_names(network)
    seats = dict(network.seats.select("id", "town").iter_rows())
    towns = sheet.town_names(network)
    told = [_name(row, names, towns.get(seats.get(row["id"]) or "", "")) for row in _rows(shown)]
    for place, row in enumerate(_rows(shown)):
        axes.barh(place, row["all"], 0.62, color="#dfe6ec", edgecolor=style.PLAIN, linewidth=0.6)
        axes.barh(place, row["co_building"], 0.62, color=style.MECHANISM_COLOURS["co_building"])
        over = row["co_building"] > network.profile.max_helped
        axes.text(
            row["all"] + 0.07,
            place,
            f"{row['co_building']} / {row['all']}",
            va="center",
            fontsize=9,
            color=style.ALARM if over else style.INK,
        )
    limit = network.profile.max_helped
    if shown.height:
        axes.axvline(limit + 0.5, color=style.ALARM, linewidth=1.1, linestyle=(0, (4, 2)))
    title = _("The {count} most loaded of {all} helpers: by co-building / by all mechanisms")
    axes.set_title(title.format(count=shown.height, all=everybody), loc="left", fontsize=11, pad=10)
    axes.set_yticks(range(len(told)), told, fontsize=9)
    most = max([limit + 1, *shown["all"]])
    axes.set(ylim=(max(shown.height, 1) - 0.4, -0.6), xlim=(0, most + 0.9))
    axes.set_xticks(range(most + 1))
    axes.tick_params(axis="x", labelsize=8)
    sheet.plain(axes)
    axes.grid(visible=False)


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dicts()


def _name(row: Mapping[str, Any], names: Mapping[str, str], town: str) -> str:
    name = names[row["id"]]
    short = name if len(name) <= 14 else name[:13] + "…"  # noqa: PLR2004 - as many as fit
    return f"{town}  {short}" if town else short


def _legend(limit: int) -> dict[str, Any]:
    edge: dict[str, Any] = {"edgecolor": style.PLAIN, "linewidth": 0.6}
    return {
        _("party organisations"): Patch(facecolor=_FILLS["PartyOrganization"], **edge),
        _("agencies"): Patch(facecolor=_FILLS["Agency"], **edge),
        _("enterprises"): Patch(facecolor=_FILLS["Enterprise"], **edge),
        _("helped by co-building"): Patch(facecolor=style.MECHANISM_COLOURS["co_building"]),
        _("only by other mechanisms"): Patch(facecolor="#dfe6ec", **edge),
        _("more than {limit} by co-building is too many").format(limit=limit): Line2D(
            [], [], color=style.ALARM, linewidth=1.1, linestyle=(0, (4, 2))
        ),
    }
