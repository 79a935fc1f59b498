"""The commands ``explain`` and ``rules``."""

from typing import Annotated

import typer

from orggraph.cli._output import say, show
from orggraph.language import _


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("Code of a check or a problem."))],
) -> None:
    """Tell what a check asks, why, and what to do; or what a problem is, and how to mend it."""
    from orggraph import checks, queries, sheets
    from orggraph.report import problems
    from orggraph.report import rules as told

    name = code.strip().lower()
    if name in sheets.PROBLEMS:
        show(problems.page_text(name, sheets.PROBLEMS[name]))
        return
    check = checks.find(code)
    show(told.page_text(check))
    twin = _("The same question in Cypher, its $parameters filled in by {command}:")
    say("\n" + twin.format(command=f"orggraph query SOURCE --check {check.code}") + "\n")
    say(queries.load(check.twin).text)


def rules() -> None:
    """List the checks."""
    from orggraph.report import rules as told

    show(told.rules_text())
