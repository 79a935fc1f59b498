"""Coverage month by month: the matrix of the county asked again at the end of each month."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from orggraph import mechanisms, months, style
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.network import Network
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet
from orggraph.plot._subject import Subject

_ACROSS = 7
_PANEL = 2.2  # inches from one row of panels to the next
_LEGEND = 0.5
_SCHEMA = {
    "day": pl.Date,
    "mechanism": pl.String,
    **dict.fromkeys(("asked", "registered", "evidenced", "active", "unknown"), pl.Int64),
    "rate": pl.Float64,
}


def counts(subject: Subject) -> pl.DataFrame:
    """Count the county's coverage at the end of each of the 12 latest complete months."""
    rows = []
    for day in _days(subject.network.as_of):
        then = Network(subject.network.dataset, day, subject.network.profile)
        county = mechanisms.matrix(then, by_town=False)
        rows += [{"day": day, **cell._asdict(), "rate": cell.rate} for cell in county]
    return pl.DataFrame(rows, schema=_SCHEMA)


def plan(_subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay a panel out for each mechanism."""
    names = counted["mechanism"].unique(maintain_order=True).to_list()
    height = -(-len(names) // _ACROSS) * _PANEL + _LEGEND
    step = (WIDTH - 2 * EDGE + 0.2) / _ACROSS

    def paint(paper: Sheet) -> None:
        for number, name in enumerate(names):
            row, column = divmod(number, _ACROSS)
            left = EDGE + 0.3 + column * step
            axes = paper.axes(left, row * _PANEL + 0.55, step - 0.42, _PANEL - 1.0)
            series = counted.filter(pl.col("mechanism") == name).to_dicts()
            _draw(axes, name, series)
        paper.legend(_legend())

    return Plan(WIDTH, height, paint)


def _days(as_of: date) -> list[date]:
    """Last days of the complete months, and the day itself where it is none of them."""
    first = months.complete_months(as_of, months.MONTHS)
    last = [(month + timedelta(days=31)).replace(day=1) - timedelta(days=1) for month in first]
    return last if last[-1] == as_of else [*last, as_of]


def _draw(axes: Axes, mechanism: str, series: Sequence[dict[str, Any]]) -> None:
    axes.set_title(term(COVERED, mechanism), loc="left", fontsize=11, pad=20)
    places = range(len(series))
    nothing = float("nan")
    rates = [nothing if row["rate"] is None else row["rate"] for row in series]
    axes.plot(places, rates, color=style.INK, linewidth=1.8, marker="o", markersize=3, zorder=3)
    if any(row["active"] != row["registered"] for row in series):
        shares = [_active(row) for row in series]
        axes.plot(places, shares, color=style.MUTED, linewidth=1.2, linestyle=(0, (3, 2)))
    for place, row in zip(places, series, strict=True):
        if row["unknown"]:
            box = (place - 0.5, 0.0, 1.0, 1.0)
            axes.add_patch(sheet.unknown(box)).set(alpha=0.45)
    first, last = _told(series[0]), _told(series[-1])
    axes.annotate(
        f"{first} → {last}",
        (0, 1),
        xycoords="axes fraction",
        xytext=(0, 10),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
        color=style.MUTED,
    )
    axes.set(xlim=(-0.7, len(series) - 0.3), ylim=(-0.04, 1.06))
    axes.set_yticks([0, 0.5, 1], ["0", "50%", "100%"], fontsize=7.5)
    shown = (0, len(series) - 1)
    axes.set_xticks(shown, [f"{series[i]['day']:%Y-%m}" for i in shown], fontsize=7)
    first_label, last_label = axes.get_xticklabels()
    first_label.set_horizontalalignment("left")
    last_label.set_horizontalalignment("right")
    sheet.plain(axes)


def _told(row: dict[str, Any]) -> str:
    return "–" if row["rate"] is None else f"{row['registered']}/{row['asked'] - row['unknown']}"


def _active(row: dict[str, Any]) -> float:
    known = row["asked"] - row["unknown"]
    return float("nan") if row["active"] is None or not known else row["active"] / known


def _legend() -> dict[str, Any]:
    return {
        _("on record"): Line2D([], [], color=style.INK, linewidth=1.8, marker="o", markersize=3),
        _("active: an activity in the recent window"): Line2D(
            [], [], color=style.MUTED, linewidth=1.2, linestyle=(0, (3, 2))
        ),
        _("some unknown, not counted"): sheet.hatched(),
        _("no point, –: nobody asked, or all unknown"): Line2D([], [], linestyle=""),
    }
