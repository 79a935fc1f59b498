"""Cards: what a notebook shows of an answer, in the language in use.

A card is a title, lines and tables in HTML. It sets neither colours nor fonts, so that it reads in
light and dark notebooks alike; all text of the county is escaped, and kept to its own cell whatever
its direction.
"""

import html
from collections.abc import Sequence
from typing import NamedTuple

from orggraph.language import _

MOST = 20  # rows of a table that are shown; the rest is counted

_CELL = "padding:2px 8px;vertical-align:top;text-align:"


class Table(NamedTuple):
    """A table of a card.

    ``rows`` are as long as ``headings``. A value of None is shown as a dash: not asked, or unknown.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


def card(title: str, *parts: str | Table) -> str:
    """Write a card.

    Parameters
    ----------
    title
        What it is, and of which day.
    *parts
        Lines and tables in their order; a table without rows is left out.

    Returns
    -------
    html
        An element that a notebook shows.

    Examples
    --------
    >>> card("A & B", "one line")
    '<div><p><strong>A &amp; B</strong></p><p dir="auto">one line</p></div>'
    """
    shown = (_line(part) if isinstance(part, str) else _table(part) for part in parts)
    return f"<div><p><strong>{html.escape(title)}</strong></p>{''.join(shown)}</div>"


def share(part: int, whole: int) -> str:
    """Tell a part with what it is of.

    Parameters
    ----------
    part
        How many of them, 0 or more.
    whole
        How many there are, 0 or more.

    Returns
    -------
    text
        Such as ``228/241 (94.6%)``; without a rate where there is none.
    """
    return f"{part}/{whole} ({part / whole:.1%})" if whole else f"{part}/{whole}"


def _line(text: str) -> str:
    return f'<p dir="auto">{html.escape(text)}</p>'


def _table(table: Table) -> str:
    if not table.rows:
        return ""
    # A column stands to the right where all of it is counts.
    sides = [
        "right" if all(value is None or _is_number(value) for value in column) else "left"
        for column in zip(*table.rows, strict=True)
    ]
    heads = _row("th", table.headings, sides)
    body = "".join(_row("td", row, sides) for row in table.rows[:MOST])
    rest = len(table.rows) - MOST
    more = _line(_("… and {count} more.").format(count=rest)) if rest > 0 else ""
    return f"<table><thead>{heads}</thead><tbody>{body}</tbody></table>{more}"


def _row(tag: str, values: Sequence[object], sides: Sequence[str]) -> str:
    cells = (
        f'<{tag} dir="auto" style="{_CELL}{side}">{html.escape(_told(value))}</{tag}>'
        for value, side in zip(values, sides, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _told(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if _is_number(value) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
