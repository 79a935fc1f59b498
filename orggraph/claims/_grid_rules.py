"""What numbers and sizes of micro-grids and centre households imply."""

from orggraph import bounds
from orggraph.bounds import Range
from orggraph.claims._figures import Figures, Implication, listed, number, ratio
from orggraph.language import _

MEASURES = ("micro_grids", "centres", "micro_grid_households", "centre_households")
WAYS_SHOWN = 8  # divisions of a micro-grid


def centres_in_micro_grids(figures: Figures) -> list[Implication]:
    """Ask whether the centres fit into the micro-grids, with and without their own households.

    Every household is taken to belong to exactly one centre of its micro-grid.
    """
    if not figures.has(*MEASURES) or not figures.value("micro_grids"):
        return []
    linked = figures.range("centre_households")
    if not linked.least:
        return []  # centres of nobody fit in any number
    own = Range(linked.least + 1, linked.most + 1)
    told = _("With its own, a centre has {least} to {most} households")
    added = told.format(least=own.least, most=own.most)
    without = _("does not count")
    return [
        *_reading(figures, linked, _("counts"), ()),
        *_reading(figures, own, without, (added,)),
    ]


def _reading(
    figures: Figures, centre: Range, counts: str, before: tuple[str, ...]
) -> list[Implication]:
    """Reason with one reading of what a centre links; ``counts`` says which."""
    grids, centres = figures.value("micro_grids"), figures.value("centres")
    linked, grid = figures.range("centre_households"), figures.range("micro_grid_households")
    total = bounds.total_size(grids, centres, whole=grid, group=centre)
    reading = _("If a centre {counts} among its {least} to {most} households").format(
        counts=counts, least=linked.least, most=linked.most
    )
    each = bounds.groups_in(grid, centre)
    shown = (*before, _divisions(grid, centre, each))
    if each is None or total is None:
        says = _("{reading}, the figures exclude each other").format(reading=reading)
        steps = (*shown, *(_misfit(figures, centre, each) if each else ()))
        return [Implication("centres", MEASURES, says, steps, possible=False)]
    says = _("{reading}, the figures fit, with {low} to {high} households in all").format(
        reading=reading, low=number(total.least), high=number(total.most)
    )
    steps = (*shown, _fit(grids, centres, each), *_totals(figures, centre, total))
    fits = Implication("centres", MEASURES, says, steps, *total)
    return [fits, *_fullest(figures, reading, each, bounds.sizes(each.most, grid, centre))]


def _divisions(grid: Range, centre: Range, each: Range | None) -> str:
    """Say how many centres a micro-grid may have, and with how many households."""
    most = grid.most // centre.least
    if each is None:
        reach = Range(most * centre.least, most * centre.most)
        told = _(
            "{most} centres hold {low} to {high} households, one more at least {next}: "
            "no number of centres makes up {grid}"
        )
        return told.format(
            most=most,
            low=reach.least,
            high=reach.most,
            next=(most + 1) * centre.least,
            grid=_span(grid),
        )
    ways = [
        _("{count} centres {span}").format(count=n, span=_span(bounds.sizes(n, grid, centre)))
        for n in range(each.least, each.most + 1)
    ]
    if len(ways) > WAYS_SHOWN:
        ways = [ways[0], "…", ways[-1]]
    need = (each.most + 1) * centre.least
    over = _("{count} would need {need}").format(count=each.most + 1, need=need)
    told = _("A micro-grid of {span} households can have: {ways}")
    return told.format(span=_span(grid), ways=listed([*ways, over]))


def _span(span: Range) -> str:
    return str(span.least) if span.least == span.most else f"{span.least}–{span.most}"


def _fit(grids: int, centres: int, each: Range) -> str:
    low = f"{number(grids)} × {each.least} = {number(grids * each.least)}"
    high = f"{number(grids * each.most)} = {number(grids)} × {each.most}"
    told = _("All micro-grids together: {arithmetic}")
    return told.format(arithmetic=f"{low} ≤ {number(centres)} ≤ {high}")


def _misfit(figures: Figures, centre: Range, each: Range) -> tuple[str, ...]:
    grids, centres = figures.value("micro_grids"), figures.value("centres")
    told = _("All micro-grids together: {arithmetic}")
    if centres < grids * each.least:
        few = f"{number(grids)} × {each.least} = {number(grids * each.least)} > {number(centres)}"
        return (told.format(arithmetic=few),)
    room = f"{number(grids)} × {each.most} = {number(grids * each.most)} < {number(centres)}"
    needed = bounds.spread(centres, over=grids).most
    fuller = _(
        "Some would have {needed} centres of at least {least}: {arithmetic} households, over the "
        "ceiling of {most}; from a ceiling of {size} on the figures fit"
    )
    size = needed * centre.least
    return (
        told.format(arithmetic=room),
        fuller.format(
            needed=needed,
            least=centre.least,
            arithmetic=f"{needed} × {centre.least} = {size}",
            most=figures.range("micro_grid_households").most,
            size=size,
        ),
    )


def _totals(figures: Figures, centre: Range, total: Range) -> tuple[str, ...]:
    """Show the fewest and the most households in all, and by village."""
    grids, grid = figures.value("micro_grids"), figures.range("micro_grid_households")
    few, rest = divmod(figures.value("centres"), grids)
    parts = [(grids - rest, few)] + ([(rest, few + 1)] if rest else [])
    shared = [
        _("{grids} micro-grids with {centres} centres").format(grids=number(n), centres=k)
        for n, k in parts
    ]
    spans = [(n, bounds.sizes(k, grid, centre)) for n, k in parts]
    low = " + ".join(f"{number(n)} × {span.least}" for n, span in spans)
    high = " + ".join(f"{number(n)} × {span.most}" for n, span in spans)
    steps = [
        _("Shared out evenly: {parts}").format(parts=listed(shared)),
        _("Fewest households: {arithmetic}").format(arithmetic=f"{low} = {number(total.least)}"),
        _("Most households: {arithmetic}").format(arithmetic=f"{high} = {number(total.most)}"),
    ]
    if figures.has("villages") and figures.value("villages"):
        villages = figures.value("villages")
        each = [f"{number(n)} ÷ {villages} = {n / villages:.1f}" for n in total]
        steps.append(_("By village: {low}, {high}").format(low=each[0], high=each[1]))
    return tuple(steps)


def _fullest(figures: Figures, reading: str, each: Range, full: Range) -> list[Implication]:
    """Say how many micro-grids have the most centres, where some must."""
    grids, centres = figures.value("micro_grids"), figures.value("centres")
    grid = figures.range("micro_grid_households")
    found = bounds.with_most(grids, centres, each=each)
    if found is None or not found.least or each.least == each.most:
        return []
    fewer = each.most - 1
    held = f"{number(grids)} × {fewer} = {number(grids * fewer)}"
    rest = f"{number(centres)} - {number(grids * fewer)} = {number(found.least)}"
    share = (centres - grids * each.least) / (each.most - each.least)
    most = f"({number(centres)} - {number(grids)} × {each.least}) ÷ {each.most - each.least}"
    most += f" = {number(found.most)}" if share == found.most else f" = {share:.1f} → {found.most}"
    steps = [
        _("With at most {fewer} centres each: {held}; so {rest} or more have {most}").format(
            fewer=fewer, held=held, rest=rest, most=each.most
        ),
        _("At most, the others having {least} where they can: {arithmetic}").format(
            least=each.least, arithmetic=most
        ),
        _(
            "With {most} centres a micro-grid has {span} households; the ceiling is {ceiling}"
        ).format(most=each.most, span=_span(full), ceiling=grid.most),
    ]
    if full.least == grid.most:
        told = _("{reading}, {least} to {most} of {grids} micro-grids are exactly at the ceiling")
    else:
        told = _("{reading}, {least} to {most} of {grids} micro-grids have as many centres as fit")
    says = told.format(
        reading=reading,
        least=f"{number(found.least)} ({ratio(found.least, grids)})",
        most=number(found.most),
        grids=number(grids),
    )
    return [Implication("fullest", MEASURES, says, tuple(steps), *found, grids)]
