"""Which kinds of help reach the need set, together: an UpSet picture."""

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from orggraph import style
from orggraph.language import _, term
from orggraph.model import COVERED, PAIRING_MECHANISMS
from orggraph.network import Network
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet
from orggraph.plot._subject import Subject

MOST = 26  # combinations with a column of their own
KINDS = (*PAIRING_MECHANISMS, "joint_committee", "funded_project")
_LEDGERS = {"joint_committee": "联村党委", "funded_project": "项目"}
_NAMES = 1.55
_SIZES = 2.1  # inches for the bars on the left
_COUNTS = 1.1  # and for their counts
_ROW = 0.4
_TALL = 2.5
_LEGEND = 0.55


def counts(subject: Subject) -> pl.DataFrame:
    """Say of each organisation of the need set and each kind of help whether it has it.

    True or False; None where it has none on record and its town did not hand in the ledger.
    """
    network = subject.network
    asked = network.need_set.table.select("id", "town")
    columns = []
    for kind in KINDS:
        reached = _reached(network, kind)
        columns.append(
            pl.when(pl.col("id").is_in(sorted(reached)))
            .then(pl.lit(value=True))
            .when(~network.reported.is_silent(_LEDGERS.get(kind, "结对")))
            .then(pl.lit(value=False))
            .alias(kind)
        )
    return asked.with_columns(columns)


def combined(counted: pl.DataFrame) -> pl.DataFrame:
    """Count the organisations by which kinds reach them: a row a combination, with ``count``.

    ``unknown`` of them lack the word of a ledger about another kind.
    """
    some = pl.any_horizontal(pl.col(kind).is_null() for kind in KINDS).alias("unknown")
    filled = counted.with_columns(some, *(pl.col(kind).fill_null(value=False) for kind in KINDS))
    rows = filled.group_by(KINDS).agg(
        count=pl.len().cast(pl.Int64), unknown=pl.col("unknown").sum().cast(pl.Int64)
    )
    return rows.sort("count", *KINDS, descending=True)


def plan(_subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay out a column for each combination, and a row for each kind of help."""
    rows = combined(counted)
    height = _TALL + len(KINDS) * _ROW + 0.25 + _LEGEND

    def paint(paper: Sheet) -> None:
        axes = paper.inch_axes()
        told = _("Organisations in need: {count}").format(count=counted.height)
        axes.text(EDGE, 0.15, told, fontsize=13, va="top")
        _draw_kinds(axes, counted)
        left = EDGE + _NAMES + _SIZES + _COUNTS
        step = min((WIDTH - EDGE - left) / max(min(rows.height, MOST), 1), 0.8)
        most = max([1, *rows["count"]])
        for column, row in enumerate(rows.head(MOST).iter_rows(named=True)):
            x = left + (column + 0.5) * step
            _draw_bar(axes, x, (row["count"], row["unknown"]), most, none=not _has(row))
            _draw_dots(axes, x, [bool(row[kind]) for kind in KINDS])
        rest = rows.slice(MOST)
        if rest.height:
            told = _("{count} in {more} other combinations").format(
                count=rest["count"].sum(), more=rest.height
            )
            axes.text(WIDTH - EDGE, 0.1, told, ha="right", va="top", color=style.MUTED)
        paper.legend(_legend())

    return Plan(WIDTH, height, paint)


def _reached(network: Network, kind: str) -> set[str]:
    if kind == "joint_committee":
        return set(network.memberships["member"])
    if kind == "funded_project":
        return set(network.funded["organization"])
    return set(network.helped(network.paired(mechanism=kind).table["id"])["id"])


def _has(row: dict[str, object]) -> bool:
    return any(row[kind] for kind in KINDS)


def _y(number: int) -> float:
    return _TALL + 0.2 + (number + 0.5) * _ROW


def _draw_kinds(axes: Axes, counted: pl.DataFrame) -> None:
    asked = counted.height
    left = EDGE + _NAMES
    axes.text(
        left,
        _TALL - 0.02,
        _("reached / asked"),
        fontsize=8.5,
        color=style.MUTED,
        va="bottom",
    )
    for number, kind in enumerate(KINDS):
        y = _y(number)
        if number % 2 == 0:
            band = (EDGE - 0.1, y - _ROW / 2), WIDTH - 2 * EDGE + 0.2, _ROW
            axes.add_patch(Rectangle(*band, facecolor=style.TOWN, linewidth=0))
        axes.text(EDGE, y, _name(kind), va="center", fontsize=10)
        yes, silent = int(counted[kind].sum()), counted[kind].null_count()
        told = f"{yes}/{asked - silent}" + (
            _(" +{unknown} unknown").format(unknown=silent) if silent else ""
        )
        if asked:
            length = _SIZES / asked
            frame = Rectangle((left, y - 0.11), _SIZES, 0.22, facecolor="#e3e8ee", linewidth=0)
            axes.add_patch(frame)
            axes.add_patch(
                Rectangle((left, y - 0.11), yes * length, 0.22, facecolor=style.PLAIN, linewidth=0)
            )
            if silent:
                start = left + _SIZES - silent * length
                axes.add_patch(sheet.unknown((start, y - 0.11, silent * length, 0.22)))
        axes.text(left + _SIZES + 0.1, y, told, va="center", fontsize=9)


def _draw_bar(axes: Axes, x: float, count: tuple[int, int], most: int, *, none: bool) -> None:
    whole, silent = count
    scale = (_TALL - 0.55) / most
    colour = style.ALARM if none else style.PLAIN
    floor = _TALL + 0.02
    axes.add_patch(
        Rectangle((x - 0.14, floor), 0.28, -whole * scale, facecolor=colour, linewidth=0)
    )
    if silent:
        axes.add_patch(sheet.unknown((x - 0.14, floor - whole * scale, 0.28, silent * scale)))
    axes.text(
        x,
        floor - whole * scale - 0.06,
        str(whole),
        ha="center",
        va="bottom",
        fontsize=10,
        color=style.ALARM if none else style.INK,
    )


def _draw_dots(axes: Axes, x: float, has: Sequence[bool]) -> None:
    lines = [_y(number) for number, there in enumerate(has) if there]
    if lines:
        axes.plot([x, x], [lines[0], lines[-1]], color=style.INK, linewidth=1.8, zorder=2)
    for number, there in enumerate(has):
        fill, edge = (style.INK, style.INK) if there else (style.PAPER, style.MEMBER)
        axes.plot(
            x,
            _y(number),
            marker="o",
            markersize=8.5 if there else 6,
            markerfacecolor=fill,
            markeredgecolor=edge,
            markeredgewidth=0.8,
            zorder=3,
        )


def _name(kind: str) -> str:
    return style.mechanism(kind) if kind in PAIRING_MECHANISMS else term(COVERED, kind)


def _legend() -> dict[str, Patch | Line2D]:
    return {
        _("reached by this kind"): sheet.dot(style.INK, style.INK, 0.8),
        _("organisations with just these kinds"): Patch(facecolor=style.PLAIN),
        _("organisations with none of them"): Patch(facecolor=style.ALARM),
        _("part of them unknown: a ledger was not handed in"): sheet.hatched(),
    }
