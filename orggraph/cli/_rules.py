"""The commands ``explain`` and ``rules``."""

from typing import Annotated

import typer

from orggraph.cli._output import say, show
from orggraph.language import _


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("Code such as ISO001."))],
) -> None:
    """Tell what a check asks, why, and what to do."""
    from orggraph import checks, queries
    from orggraph.report import rules as told

    check = checks.find(code)
    show(told.page_text(check))
    say("\n" + queries.load(check.twin).text)


def rules() -> None:
    """List the checks."""
    from orggraph.report import rules as told

    show(told.rules_text())
