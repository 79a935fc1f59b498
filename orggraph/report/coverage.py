"""The coverage matrix in words and JSON."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table

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
    return _coverage_by_town(cells, network) if by_town else _coverage_of_county(cells)


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


def _coverage_by_town(cells: Iterable[Cell], network: Network) -> Table:
    rows: dict[str | None, list[str]] = {}
    mechanisms: dict[str, None] = {}
    for cell in cells:
        mechanisms[cell.mechanism] = None
        rows.setdefault(cell.town, []).append(_short_rate(cell))
    table = headed(_("Town"), *(term(COVERED, m) for m in mechanisms))
    names: dict[str | None, str] = {None: network.county_name}
    names.update(network.names(network.towns["id"]))
    for town, told in rows.items():
        table.add_row(names[town], *told, style="bold" if town is None else "")
    return table


def _short_rate(cell: Cell) -> str:
    if not cell.asked:
        return "-"
    unknown = f" +{cell.unknown}?" if cell.unknown else ""
    return f"{cell.registered}/{cell.asked - cell.unknown}{unknown}"
