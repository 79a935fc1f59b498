"""What papers are written as: a file a format, all behind one interface; the ending chooses.

Word (.docx) and web pages (.html) are the same bytes every time. A PDF is made of the Word document
by LibreOffice. The JSON of the run (.json) shows the place of every number.
"""

from collections.abc import Callable
from pathlib import Path

from orggraph import drafts
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.paper import Paper
from orggraph.writers import _docx, _html, _json, _pdf

_WRITERS: dict[str, Callable[[Paper], bytes]] = {
    ".docx": _docx.content,
    ".html": _html.content,
    ".pdf": _pdf.content,
    ".json": _json.content,
}


def check(path: Path) -> None:
    """Refuse a file that could not be written, before anything is counted for it.

    Parameters
    ----------
    path
        Where a paper is to be written.

    Raises
    ------
    SettingsError
        Its ending is none of those known, or what writes it is not installed.
    """
    if path.suffix.lower() not in _WRITERS:
        raise SettingsError(
            _("A report cannot be written as {name}.").format(name=path.name),
            _("Choose a name that ends with one of: {endings}").format(endings=", ".join(_WRITERS)),
        )
    if path.suffix.lower() == ".pdf":
        _pdf.office()


def write(paper: Paper, path: Path) -> None:
    """Write a paper into a file.

    Parameters
    ----------
    paper
        The paper.
    path
        Where to write it; its ending says the format. A file there is replaced.

    Raises
    ------
    SettingsError
        Its ending is none of those known, or what writes it is missing or fails.
    OSError
        The file cannot be written.
    """
    check(path)
    paper.draw()
    with drafts.file(path) as draft:
        draft.write_bytes(_WRITERS[path.suffix.lower()](paper))
