"""Pairings between towns: each cell counts from the row's town to the column's."""

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from orggraph import style
from orggraph.language import _
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet, shade
from orggraph.plot._subject import Subject

_NAMES = 1.75
_ROW = 0.46
_GAP = 0.03
_HEADINGS = 0.75
_LEGEND = 0.55
_TOTAL = 0.12  # inches between the towns and the sums


def counts(subject: Subject) -> pl.DataFrame:
    """Count the active pairings by the towns of helper and helped; None is no town."""
    seats = subject.network.seats.select("id", "town")
    placed = subject.network.help.join(
        seats.rename({"id": "helper", "town": "helper_town"}), on="helper", how="left"
    ).join(seats.rename({"id": "helped", "town": "helped_town"}), on="helped", how="left")
    flows = placed.group_by("helper_town", "helped_town").agg(pl.col("pairing").n_unique())
    columns = {"pairing": "pairings"}
    return flows.rename(columns).cast({"pairings": pl.Int64}).sort("helper_town", "helped_town")


def plan(subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay out the table of towns by towns, with the sums at its edges."""
    towns: dict[str | None, str] = dict(sheet.town_names(subject.network).items())
    rows = towns | ({None: _("outside the towns")} if _none(counted, "helper_town") else {})
    columns = towns | ({None: _("outside the towns")} if _none(counted, "helped_town") else {})
    height = _HEADINGS + (len(rows) + 1) * _ROW + _TOTAL + _LEGEND
    cells = {(helper, helped): n for helper, helped, n in counted.iter_rows()}

    def paint(paper: Sheet) -> None:
        axes = paper.inch_axes()
        step = (WIDTH - 2 * EDGE - _NAMES - _TOTAL) / (len(columns) + 1)
        _headings(axes, list(columns.values()), step)
        most = max(cells.values(), default=1)
        for y, (helper, name) in enumerate(rows.items()):
            top = _HEADINGS + y * _ROW
            axes.text(EDGE, top + _ROW / 2, name, va="center", fontsize=10)
            for x, helped in enumerate(columns):
                box = (EDGE + _NAMES + x * step, top, step - _GAP, _ROW - _GAP)
                _draw(axes, box, cells.get((helper, helped), 0), most, own=helper == helped)
            total = sum(n for (one, _to), n in cells.items() if one == helper)
            _sum(axes, _middle(len(columns), step) + _TOTAL, top + _ROW / 2, total)
        bottom = _HEADINGS + len(rows) * _ROW + _TOTAL + _ROW / 2
        axes.text(EDGE, bottom, _("all"), va="center", fontsize=10)
        for x, helped in enumerate(columns):
            received = sum(n for (_from, to), n in cells.items() if to == helped)
            _sum(axes, _middle(x, step), bottom, received)
        _sum(axes, _middle(len(columns), step) + _TOTAL, bottom, sum(cells.values()))
        paper.legend(_legend(most))

    return Plan(WIDTH, height, paint)


def _none(counted: pl.DataFrame, column: str) -> bool:
    return counted[column].null_count() > 0


def _middle(column: int, step: float) -> float:
    return EDGE + _NAMES + (column + 0.5) * step


def _headings(axes: Axes, names: list[str], step: float) -> None:
    look: dict[str, Any] = {"ha": "center", "va": "bottom"}
    for x, name in enumerate(names):
        axes.text(_middle(x, step), _HEADINGS - 0.08, style.wrap(name, 5), fontsize=10, **look)
    all_ = _middle(len(names), step) + _TOTAL
    axes.text(all_, _HEADINGS - 0.08, _("all"), fontsize=10, **look)
    told = _("helper in ↓   helped in →")
    axes.text(EDGE, _HEADINGS - 0.08, told, fontsize=8.5, color=style.MUTED, va="bottom")


def _draw(
    axes: Axes, box: tuple[float, float, float, float], count: int, most: int, *, own: bool
) -> None:
    left, top, width, height = box
    fill, ink = shade(count / most) if count else (style.PAPER, style.MUTED)
    edge = style.INK if own else style.LINE
    axes.add_patch(
        Rectangle(
            (left, top),
            width,
            height,
            facecolor=fill,
            edgecolor=edge,
            linewidth=1.4 if own else 0.5,
            zorder=2 if own else 1,
        )
    )
    look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 10, "zorder": 3}
    axes.text(left + width / 2, top + height / 2, str(count) if count else "·", color=ink, **look)


def _sum(axes: Axes, x: float, y: float, count: int) -> None:
    axes.text(x, y, str(count), ha="center", va="center", fontsize=10.5)


def _legend(most: int) -> dict[str, Patch]:
    return {
        "1": Patch(facecolor=shade(1 / most)[0]),
        str(most): Patch(facecolor=shade(1)[0]),
        _("within one town"): Patch(facecolor=style.PAPER, edgecolor=style.INK, linewidth=1.4),
        _("· none"): Patch(facecolor=style.PAPER, edgecolor=style.LINE, linewidth=0.5),
    }
