"""The coverage matrix in words and JSON."""

from collections.abc import Iterable, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table

from orggraph import style
from orggraph.coverage import Cell
from orggraph.findings import Audit
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.network import Network
from orggraph.report.frames import headed
from orggraph.report.origin import Origin, document


def as_text(cells: Iterable[Cell], network: Network, *, by_town: bool) -> RenderableType:
    """Tell the coverage matrix.

    Parameters
    ----------
    cells
        The matrix.
    network
        The county on the day of the question.
    by_town
        Whether each town has a row, beside the county's.

    Returns
    -------
    text
        A table for a terminal.
    """
    return _ByTown(cells, network) if by_town else _coverage_of_county(cells)


def rate_text(cell: Cell) -> str:
    """Tell a rate with its counts.

    Parameters
    ----------
    cell
        A cell of the coverage matrix.

    Returns
    -------
    text
        Such as ``27/28 (96.4%)``; says so where nobody was asked or nothing is known.
    """
    if not cell.asked:
        return _("nobody asked")
    if cell.rate is None:
        return _("all {count} unknown").format(count=cell.unknown)
    told = f"{cell.registered}/{cell.asked - cell.unknown} ({cell.rate:.1%})"
    unknown = _(", {count} unknown").format(count=cell.unknown) if cell.unknown else ""
    return told + unknown


def as_json(audit: Audit, origin: Origin) -> str:
    """Write the coverage matrix as JSON.

    Parameters
    ----------
    audit
        The audit that holds the matrix.
    origin
        What was asked.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    return document(cells_json(audit), audit.as_of, audit.profile, origin)


def cells_json(audit: Audit) -> dict[str, object]:
    """Give the matrix as it stands in JSON.

    Parameters
    ----------
    audit
        The audit that holds the matrix.

    Returns
    -------
    told
        The key ``coverage`` with a mapping per cell.
    """
    return {"coverage": [c._asdict() for c in audit.cells]}


def _coverage_of_county(cells: Iterable[Cell]) -> Table:
    table = headed(
        _("Mechanism"), _("Asked"), _("Coverage"), _("Evidenced"), _("Active"), _("Unknown")
    )
    for cell in cells:
        if cell.town is None:
            table.add_row(
                term(COVERED, cell.mechanism),
                str(cell.asked),
                rate_text(cell),
                str(cell.evidenced),
                _("unknown") if cell.active is None else str(cell.active),
                str(cell.unknown),
            )
    return table


class _ByTown:
    """Towns by mechanisms, in as many tables as the width asks for: no count is ever broken."""

    def __init__(self, cells: Iterable[Cell], network: Network) -> None:
        names: dict[str | None, str] = {None: network.county_name}
        names.update(network.names(network.towns["id"]))
        self.columns: dict[str, dict[str | None, str]] = {}
        for cell in cells:
            self.columns.setdefault(cell.mechanism, {})[cell.town] = _short_rate(cell)
        self.names = names

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide: list[str] = []
        for mechanism in self.columns:
            more = [*wide, mechanism]
            if wide and self._width(console, more) > options.max_width:
                yield self._table(wide)
                more = [mechanism]
            wide = more
        if wide:
            yield self._table(wide)

    def _width(self, console: Console, mechanisms: Sequence[str]) -> int:
        roomy = console.options.update(width=1000)
        return console.measure(self._table(mechanisms), options=roomy).maximum

    def _table(self, mechanisms: Sequence[str]) -> Table:
        table = headed(_("Town"), *(_narrow(term(COVERED, m)) for m in mechanisms))
        table.padding = (0, 1, 0, 0)
        for column in table.columns:
            column.no_wrap = True
            column.vertical = "bottom"
        for column in table.columns[1:]:
            column.justify = "right"
        for town in dict.fromkeys(t for m in mechanisms for t in self.columns[m]):
            told = (self.columns[m].get(town, "-") for m in mechanisms)
            table.add_row(self.names[town], *told, style="bold" if town is None else "")
        return table


def _narrow(heading: str) -> str:
    """Break a heading into short lines: at its spaces, or after each two Chinese characters."""
    return "\n".join(heading.split()) if heading.isascii() else style.wrap(heading, 2)


def _short_rate(cell: Cell) -> str:
    if not cell.asked:
        return "-"
    unknown = f" +{cell.unknown}?" if cell.unknown else ""
    return f"{cell.registered}/{cell.asked - cell.unknown}{unknown}"
