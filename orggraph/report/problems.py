"""Problems of ledgers in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from orggraph.errors import Problem, Severity
from orggraph.language import N_, _
from orggraph.report.frames import headed, more

if TYPE_CHECKING:
    from orggraph.sheets import ProblemKind

_SEVERITY = {
    Severity.ERROR: (N_("error"), "red"),
    Severity.WARNING: (N_("warning"), "yellow"),
    Severity.NOTICE: (N_("notice"), "dim"),
}


def problems_text(problems: Sequence[Problem], *, most: int) -> RenderableType:
    """List problems of ledgers, the heaviest first.

    Parameters
    ----------
    problems
        The problems.
    most
        How many to list; the rest is counted.

    Returns
    -------
    text
        A table for a terminal.
    """
    weights = list(Severity)
    ordered = sorted(problems, key=lambda p: (weights.index(p.severity), p))
    table = headed(_("Weight, code"), _("Place"), _("Column"), _("Value"), _("Expected"))
    table.columns[0].no_wrap = True  # a code that is broken cannot be looked up
    for problem in ordered[:most]:
        word, style = _SEVERITY[problem.severity]
        table.add_row(
            Text(f"{_(word)}\n{problem.code}", style=style),
            problem.place,
            problem.column,
            problem.value or "",
            problem.expected,
        )
    rest = len(ordered) - most
    if rest <= 0:
        return table
    return Group(table, Text(more(rest)))


_EFFECTS = {
    Severity.ERROR: N_("What it speaks of is left out until it is mended."),
    Severity.WARNING: N_("What it speaks of is read all the same; look at it."),
    Severity.NOTICE: N_("It only tells how the ledgers are read."),
}


def page_text(code: str, kind: "ProblemKind") -> RenderableType:
    """Tell what a kind of problem is and how to mend it.

    Parameters
    ----------
    code
        Its code.
    kind
        Its weight, meaning and mending.

    Returns
    -------
    text
        A page for a terminal.
    """
    title = Text(f"{code}  {_(kind.meaning)}  ({severity_word(kind.severity)})", style="bold")
    mend = _("How to mend: {mending}").format(mending=_(kind.mending))
    return Group(title, Text(""), Text(_(_EFFECTS[kind.severity])), Text(mend))


def severity_word(severity: Severity) -> str:
    """Name a weight.

    Parameters
    ----------
    severity
        The weight of a problem.

    Returns
    -------
    word
        Its word in the language in use.
    """
    return _(_SEVERITY[severity][0])
