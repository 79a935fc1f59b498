"""The checks themselves in words: their list, and the page of one."""

from rich.console import Group, RenderableType
from rich.text import Text

from orggraph.checks import CHECKS, Check, Tag
from orggraph.language import N_, _, current
from orggraph.report.frames import headed

TAGS = {
    Tag.ACTION: N_("action"),
    Tag.QUALITY: N_("quality"),
    Tag.NOTICE: N_("notice"),
}


def rules_text() -> RenderableType:
    """List the checks.

    Returns
    -------
    text
        A table for a terminal: code, name, question, kind.
    """
    table = headed(_("Code"), _("Question"), _("Kind"), _("Name"))
    for check in CHECKS:
        table.add_row(check.code, _(check.title), _(TAGS[check.tag]), check.name)
    return table


def page_text(check: Check) -> RenderableType:
    """Tell a check's page.

    Parameters
    ----------
    check
        The check.

    Returns
    -------
    text
        Why it matters, how it is measured, what to do.
    """
    title = Text(f"{check.code}  {_(check.title)}  ({check.name})", style="bold")
    return Group(title, Text(""), Text(_(check.page)))


def remedy(check: Check) -> str:
    """Tell what to do about a finding: the last part of a check's page.

    Parameters
    ----------
    check
        The check.

    Returns
    -------
    text
        One or a few sentences in the language in use, without line breaks.
    """
    text = _(check.page).rpartition("----\n")[2]
    return text.replace("\n", " " if current() == "en" else "")
