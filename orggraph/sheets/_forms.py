"""From a sheet to pages of its ledger: one of the long form, or one a column of a wide form."""

from dataclasses import replace

from orggraph.errors import Problem
from orggraph.sheets._block import find
from orggraph.sheets._columns import Ledger
from orggraph.sheets._files import Grid
from orggraph.sheets._layout import Page, page
from orggraph.sheets._wide import lengthened, parts, widened


def pages(grid: Grid, ledger: Ledger) -> tuple[list[Page], list[Problem]]:
    """Lay a grid of a known ledger out as a page, or a page a column where it is of a wide form."""
    own = parts(grid, ledger)
    if not own:
        laid, problems = page(grid, find(grid, ledger))
        return [laid], problems
    wide, problems = page(grid, find(grid, widened(ledger, own)))
    if not wide.headings:
        return [replace(wide, ledger=ledger)], problems
    return [lengthened(wide, ledger, part) for part in own], problems


def known(grid: Grid, ledger: Ledger) -> int:
    """Count the headings that are known in either form of a ledger."""
    own = parts(grid, ledger)
    return find(grid, widened(ledger, own) if own else ledger).known
