"""Monthly supervision: each town's score month by month, towns in administrative order."""

from collections.abc import Sequence
from statistics import median
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from orggraph import style
from orggraph.checks import supervision
from orggraph.language import _
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet
from orggraph.plot._subject import Subject

_ACROSS = 5
_PANEL = 1.75
_LEGEND = 0.5
_SCHEMA = {
    "town": pl.String,
    "period": pl.String,
    "kind": pl.String,
    "items": pl.Int64,
    "of": pl.Int64,
    "score": pl.Float64,
}


def counts(subject: Subject) -> pl.DataFrame:
    """Give the score of each town in each complete month of the year to the day.

    ``kind`` says whether the score is the reported total or the sum of the items; ``items`` of
    ``of`` have a score. The score is None where there is none.
    """
    network = subject.network
    values = network.measured("supervision", "supervision_total")
    of = values.filter(pl.col("kind") == "supervision")["indicator"].n_unique()
    rows = []
    for month in supervision.graded_months(network):
        here = values.filter(pl.col("period") == month["period"])
        for town in network.towns["id"]:
            own = here.filter(pl.col("node") == town)
            graded = own.filter(pl.col("kind") == month["kind"])["value"]
            items = own.filter(pl.col("kind") == "supervision")["indicator"].n_unique()
            rows.append(
                {
                    "town": town,
                    "period": month["period"],
                    "kind": month["kind"],
                    "items": items,
                    "of": of,
                    "score": round(graded.sum(), 6) if graded.len() else None,
                }
            )
    return pl.DataFrame(rows, schema=_SCHEMA)


def plan(subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay a panel out for each town."""
    towns = sheet.town_names(subject.network)
    height = max(-(-len(towns) // _ACROSS), 1) * _PANEL + _LEGEND
    step = (WIDTH - 2 * EDGE + 0.2) / _ACROSS
    middle = _medians(counted)
    scores = counted["score"].drop_nulls().to_list()
    # One scale for all, from a little below the lowest score, so that panels can be compared.
    low, high = (min(scores), max(scores)) if scores else (0.0, 1.0)
    room = max((high - low) * 0.15, 1.0)

    def paint(paper: Sheet) -> None:
        for number, (code, name) in enumerate(towns.items()):
            row, column = divmod(number, _ACROSS)
            left = EDGE + 0.3 + column * step
            axes = paper.axes(left, row * _PANEL + 0.35, step - 0.5, _PANEL - 0.72)
            axes.set_ylim(low - room, high + 2 * room)
            _draw(axes, name, counted.filter(pl.col("town") == code).to_dicts(), middle)
        paper.legend(_legend())

    return Plan(WIDTH, height, paint)


def _medians(counted: pl.DataFrame) -> list[float]:
    rows = counted.group_by("period", maintain_order=True).agg("score").iter_rows()
    known = ([score for score in scores if score is not None] for _period, scores in rows)
    return [median(scores) if scores else float("nan") for scores in known]


def _draw(axes: Axes, name: str, series: Sequence[dict[str, Any]], middle: Sequence[float]) -> None:
    axes.set_title(name, loc="left", fontsize=11, pad=7)
    places = range(len(series))
    scores = [float("nan") if row["score"] is None else row["score"] for row in series]
    axes.plot(places, middle, color=style.MEMBER, linewidth=1.1, linestyle=(0, (3, 2)))
    axes.plot(places, scores, color=style.INK, linewidth=1.8, zorder=3)
    for place, row in zip(places, series, strict=True):
        if row["score"] is not None:
            whole = row["items"] == row["of"]
            fill = style.INK if whole else style.PAPER
            look: dict[str, Any] = {
                "markersize": 3 if whole else 5,
                "markeredgecolor": style.INK,
                "zorder": 4,
            }
            axes.plot(place, row["score"], marker="o", markerfacecolor=fill, **look)
    if series:
        _tell(axes, series[-1])
    shown = range(0, len(series), 4)
    axes.set_xlim(-0.6, len(series) - 0.4)
    axes.set_xticks(list(shown), [series[i]["period"] for i in shown], fontsize=7)
    axes.tick_params(axis="y", labelsize=7.5)
    axes.locator_params(axis="y", nbins=4)
    sheet.plain(axes)


def _tell(axes: Axes, row: dict[str, Any]) -> None:
    scored = _("{count}/{of} items").format(count=row["items"], of=row["of"])
    told = _("no score") if row["score"] is None else f"{row['score']:g} · {scored}"
    axes.annotate(
        told,
        (1, 1),
        xycoords="axes fraction",
        xytext=(0, 9),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=8.5,
        color=style.MUTED,
    )


def _legend() -> dict[str, Line2D]:
    return {
        _("the town"): Line2D([], [], color=style.INK, linewidth=1.8, marker="o", markersize=3),
        _("median of the towns"): Line2D(
            [], [], color=style.MEMBER, linewidth=1.1, linestyle=(0, (3, 2))
        ),
        _("hollow: not every item has a score"): sheet.dot(style.PAPER, style.INK, 1.0),
        _("above: the latest month; the scale does not begin at 0"): Line2D([], [], linestyle=""),
    }
