"""One village from the county down to its party-member centres: organisations over grids."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from orggraph import style
from orggraph.language import _
from orggraph.network import Network
from orggraph.plot._sheet import EDGE, WIDTH, Plan, Sheet
from orggraph.plot._subject import Subject

_BOX = (1.75, 0.62)
_GAP = 0.45  # inches between columns, where the lines run
_ROW = 0.78
_CENTRES = 5  # centres in a row
_CENTRE = 0.3
_TOP = 0.45
_LEGEND = 0.55
_WIDE = 36  # halves of a full-width character that stand in one line of a box
_LEVELS = ("county", "town", "village", "base", "micro")
_SCHEMA = {
    "level": pl.String,
    "place": pl.String,
    "above": pl.String,
    "households": pl.Int64,
    "organization": pl.String,
    "under": pl.String,
}


def counts(subject: Subject) -> pl.DataFrame:
    """List the places of the village's tree with the organisation of each.

    ``level`` is county, town, village, base, micro, centre, or other for an organisation under
    the village's that covers no grid; ``above`` the place above, ``under`` the organisation
    above, both by id.
    """
    network, village = subject.network, subject.place["id"]
    under = dict(network.now.relationships["UNDER"].select("start", "end").iter_rows())
    rows = [*_upper(network, village), *_grids(network, village)]
    known = {row["organization"] for row in rows}
    own = _seated(network, village)
    more = sorted(n for n, above in under.items() if own and above == own and n not in known)
    rows += [{"level": "other", "organization": node, "above": village} for node in more]
    for row in rows:
        row["under"] = under.get(row.get("organization"))
    return pl.DataFrame(rows, schema=_SCHEMA)


def plan(subject: Subject, counted: pl.DataFrame) -> Plan:
    """Lay out a column for each level, and the centres of a micro-grid in rows beside it."""
    rows = counted.to_dicts()
    places, height = _places(rows)
    names = subject.network.names([*counted["place"], *counted["organization"].drop_nulls()])

    def paint(paper: Sheet) -> None:
        axes = paper.inch_axes()
        _draw_headings(axes, rows)
        _draw_lines(axes, rows, places)
        for row in rows:
            if row["level"] == "centre":
                _draw_centre(axes, places[row["place"]], row["households"])
            else:
                _draw_box(axes, places[_key(row)], row, names)
        paper.legend(_legend())

    return Plan(WIDTH, max(height, 2.0) + _LEGEND, paint)


def _key(row: Mapping[str, Any]) -> str:
    return str(row["place"] or row["organization"])


def _upper(network: Network, village: str) -> list[dict[str, Any]]:
    town = dict(network.places.select("place", "town").iter_rows())[village]
    households = network.now.nodes["Village"].filter(pl.col("id") == village)["households"][0]
    committees = network.organizations.filter(
        pl.col("kind").is_in(["county_committee", "town_committee"])
    )
    by_place = dict(committees.sort("id", descending=True).select("place", "id").iter_rows())
    chain = [("county", network.county_code, None), ("town", town, network.county_code)]
    rows: list[dict[str, Any]] = [
        {"level": level, "place": place, "above": above, "organization": by_place.get(place)}
        for level, place, above in chain
        if place
    ]
    own = {"level": "village", "place": village, "above": town or network.county_code}
    return [*rows, {**own, "households": households, "organization": _seated(network, village)}]


def _seated(network: Network, village: str) -> str | None:
    found = sorted(network.units_at(pl.Series([village])))
    return found[0] if found else None


def _grids(network: Network, village: str) -> list[dict[str, Any]]:
    grids = network.grids.filter(pl.col("village") == village)
    covers = network.now.relationships["COVERS"].sort("start", descending=True)
    covering = dict(covers.select("end", "start").iter_rows())
    return [
        {
            "level": level,
            "place": node,
            "above": above,
            "households": households,
            "organization": covering.get(node),
        }
        for node, level, above, households in grids.select(
            "id", "level", "above", "households"
        ).iter_rows()
    ]


def _places(rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, tuple[float, float]], float]:
    """Give each box the middle of its left edge; what stands above others stands at their middle.

    Also say how much height the whole takes.
    """
    below: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["above"]:
            below.setdefault(row["above"], []).append(row)
    places: dict[str, tuple[float, float]] = {}
    bottom = _TOP

    def put(row: Mapping[str, Any]) -> float:
        nonlocal bottom
        children = below.get(row["place"], []) if row["place"] else []
        centres = [c for c in children if c["level"] == "centre"]
        others = [c for c in children if c["level"] != "centre"]
        column = _LEVELS.index(row["level"]) if row["level"] in _LEVELS else _LEVELS.index("base")
        left = EDGE + column * (_BOX[0] + _GAP)
        if others:
            ys = [put(child) for child in others]
            y = (ys[0] + ys[-1]) / 2
        else:
            tall = max(-(-len(centres) // _CENTRES) * (_CENTRE + 0.04) + 0.16, _ROW)
            y = bottom + tall / 2
            bottom += tall
        places[_key(row)] = left, y
        lines = -(-len(centres) // _CENTRES)
        for i, centre in enumerate(centres):
            line, along = divmod(i, _CENTRES)
            x = left + _BOX[0] + 0.3 + along * (_CENTRE + 0.04)
            places[centre["place"]] = x, y + (line - (lines - 1) / 2) * (_CENTRE + 0.04)
        return y

    put(rows[0])
    return places, bottom


def _draw_headings(axes: Axes, rows: Sequence[Mapping[str, Any]]) -> None:
    centres = sum(row["level"] == "centre" for row in rows)
    micro = sum(row["level"] == "micro" for row in rows)
    base = sum(row["level"] == "base" for row in rows)
    told = (
        _("County"),
        _("Town"),
        _("Village"),
        _("Base grids: {count}").format(count=base),
        _("Micro-grids: {count}").format(count=micro),
        _("Centres: {count}").format(count=centres),
    )
    for number, text in enumerate(told):
        x = EDGE + number * (_BOX[0] + _GAP) - (0.15 if number == len(_LEVELS) else 0)
        axes.text(x, 0.15, text, fontsize=11, va="center")


def _draw_lines(
    axes: Axes, rows: Sequence[Mapping[str, Any]], places: Mapping[str, tuple[float, float]]
) -> None:
    by_organization = {row["organization"]: _key(row) for row in rows if row["organization"]}
    shift = _BOX[1] / 4  # organisations are the upper half of a box, places the lower
    for row in rows:
        if row["level"] == "centre":
            micro, centre = places[row["above"]], places[row["place"]]
            if centre[0] < micro[0] + _BOX[0] + _GAP:  # the first of its line
                ends = [micro[0] + _BOX[0], centre[0]], [micro[1], centre[1]]
                look: dict[str, Any] = {
                    "color": style.MEMBER,
                    "linestyle": (0, (3, 2)),
                    "linewidth": 1.1,
                }
                axes.plot(*ends, zorder=0, **look)
            continue
        key = _key(row)
        if row["place"] and row["above"] in places:
            _line(axes, places[row["above"]], places[key], shift, (style.MEMBER, (0, (3, 2))))
        if row["under"] in by_organization:
            upper = places[by_organization[row["under"]]]
            _line(axes, upper, places[key], -shift, (style.INK, "solid"))


def _line(
    axes: Axes,
    upper: tuple[float, float],
    lower: tuple[float, float],
    shift: float,
    look: tuple[str, Any],
) -> None:
    start, end = upper[0] + _BOX[0], lower[0]
    # The two kinds of lines turn at places of their own, so that they never lie on each other.
    middle = end - _GAP / 2 + shift
    ys = [upper[1] + shift] * 2 + [lower[1] + shift] * 2
    axes.plot(
        [start, middle, middle, end], ys, color=look[0], linestyle=look[1], linewidth=1.1, zorder=1
    )


def _draw_box(
    axes: Axes, place: tuple[float, float], row: Mapping[str, Any], names: Mapping[str, str]
) -> None:
    left, y = place
    width, height = _BOX
    half = height / 2
    organization = names.get(row["organization"] or "")
    # A grid, a village or a town that has no organisation of its own is what a reader looks for.
    fill, edge = (style.HULL_FILL, style.PLAIN) if organization else (style.PAPER, style.ALARM)
    axes.add_patch(
        Rectangle((left, y - half), width, half, facecolor=fill, edgecolor=edge, linewidth=0.9)
    )
    told = style.visible(organization or _("no organisation on record"))
    _fit(axes, (left + width / 2, y - half / 2), told, style.INK if organization else style.ALARM)
    if row["place"]:
        axes.add_patch(
            Rectangle(
                (left, y),
                width,
                half,
                facecolor=style.PAPER,
                edgecolor=style.PLAIN,
                linewidth=0.9,
                linestyle=(0, (3, 2)),
            )
        )
        name = style.visible(names[row["place"]])
        count = row["households"]
        more = "" if count is None else _("  {count} households").format(count=count)
        _fit(axes, (left + width / 2, y + half / 2), name + more, style.INK)


def _fit(axes: Axes, place: tuple[float, float], text: str, colour: str) -> None:
    """Write a text into half a box: in two smaller lines where one is too long."""
    wide = sum(2 if ord(c) > 0x2E7F else 1 for c in text)  # noqa: PLR2004 - Han begins there
    one = wide <= _WIDE
    told = text if one else style.wrap(text, -(-wide // 4) + 1)
    size = min(8.5, 240 / wide if one else min(7.0, 480 / wide))
    axes.text(*place, told, ha="center", va="center", fontsize=size, color=colour, linespacing=1.0)


def _draw_centre(axes: Axes, place: tuple[float, float], households: int | None) -> None:
    left, y = place
    axes.add_patch(
        Rectangle(
            (left, y - _CENTRE / 2),
            _CENTRE,
            _CENTRE,
            facecolor=style.PLAIN_FILL,
            edgecolor=style.PLAIN,
            linewidth=0.8,
        )
    )
    told = "?" if households is None else str(households)
    axes.text(left + _CENTRE / 2, y, told, ha="center", va="center", fontsize=8.5)


def _legend() -> dict[str, Patch | Line2D]:
    return {
        _("organisation"): Patch(facecolor=style.HULL_FILL, edgecolor=style.PLAIN),
        _("under"): Line2D([], [], color=style.INK, linewidth=1.1),
        _("place or grid"): Patch(facecolor=style.PAPER, edgecolor=style.PLAIN, linestyle="--"),
        _("part of"): Line2D([], [], color=style.MEMBER, linewidth=1.1, linestyle=(0, (3, 2))),
        _("party-member centre with its linked households"): Patch(
            facecolor=style.PLAIN_FILL, edgecolor=style.PLAIN
        ),
        _("no organisation on record"): Patch(facecolor=style.PAPER, edgecolor=style.ALARM),
    }
