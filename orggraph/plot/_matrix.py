"""The coverage matrix as a heat map: every cell with its count and its denominator."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from orggraph import mechanisms, style
from orggraph.coverage import Cell
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.plot import _sheet as sheet
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet, shade
from orggraph.plot._subject import Subject

_NAMES = 1.2  # inches for the names of towns
_HEADINGS = 0.55
_ROW = 0.46
_GAP = 0.03
_LEGEND = 0.5


def counts(subject: Subject) -> pl.DataFrame:
    """Count the coverage matrix, as the audit does."""
    return mechanisms.counts(subject.network)


def plan(subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay the heat map out."""
    towns: dict[str | None, str] = {None: style.visible(subject.network.county_name)}
    towns.update(sheet.town_names(subject.network).items())
    cells = [Cell(*row) for row in counted.iter_rows()]
    height = _HEADINGS + _ROW * len(towns) + 0.08 + _LEGEND

    def paint(paper: Sheet) -> None:
        axes = paper.inch_axes()
        names = list(dict.fromkeys(cell.mechanism for cell in cells))
        step = (WIDTH - 2 * EDGE - _NAMES) / max(len(names), 1)
        tops = {town: _top(number) for number, town in enumerate(towns)}
        for town, name in towns.items():
            axes.text(EDGE, tops[town] + _ROW / 2, name, va="center", fontsize=10)
        for number, name in enumerate(names):
            x = EDGE + _NAMES + (number + 0.5) * step
            told = style.wrap(term(COVERED, name), 5).replace(" ", "\n")
            axes.text(x, _HEADINGS - 0.12, told, ha="center", va="baseline", fontsize=9.5)
        for cell in cells:
            left = EDGE + _NAMES + names.index(cell.mechanism) * step
            box = (left, tops[cell.town], step - _GAP, _ROW - _GAP)
            _draw(axes, box, cell)
        paper.legend(_legend())

    return Plan(WIDTH, height, paint)


def _top(number: int) -> float:
    # The county stands apart from its towns.
    return _HEADINGS + number * _ROW + (0.08 if number else 0)


def _draw(axes: Axes, box: tuple[float, float, float, float], cell: Cell) -> None:
    left, top, width, height = box
    if not cell.asked:
        return
    middle = left + width / 2
    if cell.rate is None:
        axes.add_patch(sheet.unknown(box))
        axes.text(
            middle,
            top + height / 2,
            _("unknown {count}").format(count=cell.unknown),
            ha="center",
            va="center",
            fontsize=8.5,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1},
        )
        return
    fill, ink = shade(cell.rate)
    axes.add_patch(Rectangle((left, top), width, height, facecolor=fill, linewidth=0))
    hatched = width * 0.3 if cell.unknown else 0.0
    middle -= hatched / 2
    told = f"{cell.registered}/{cell.asked - cell.unknown}"
    bold = 11 if cell.town is None else 10
    axes.text(middle, top + 0.16, told, ha="center", va="center", fontsize=bold, color=ink)
    rate = f"{cell.rate:.0%}"
    axes.text(middle, top + 0.33, rate, ha="center", va="center", fontsize=7.5, color=ink)
    if cell.unknown:
        edge = left + width - hatched
        axes.add_patch(sheet.unknown((edge, top, hatched, height)))
        axes.text(
            edge + hatched / 2,
            top + height / 2,
            f"+{cell.unknown}",
            ha="center",
            va="center",
            fontsize=8,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8},
        )


def _legend() -> dict[str, Patch]:
    shades = {share: Patch(facecolor=shade(share)[0]) for share in (0.0, 0.5, 1.0)}
    return {
        "0%": shades[0.0],
        "50%": shades[0.5],
        "100%": shades[1.0],
        _("+n: unknown, the ledger was not handed in"): sheet.hatched(),
        _("blank: nobody was asked"): Patch(facecolor=style.PAPER, edgecolor=style.LINE),
    }
