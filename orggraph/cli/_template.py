"""The command ``template``."""

from pathlib import Path
from typing import Annotated

import typer

from orggraph.cli._output import say
from orggraph.errors import PlaceError
from orggraph.language import _


def template(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Where to write the workbook."))],
    *,
    county: Annotated[
        str | None,
        typer.Option("--county", metavar="CODE", help=_("Code or name of the county, to fill in.")),
    ] = None,
) -> None:
    """Write empty ledgers as one workbook, with the county's real towns and villages."""
    from orggraph import drafts, gazetteer
    from orggraph import template as templates

    found = gazetteer.county(county) if county is not None else None
    path = folder / templates.file_name(found)
    if path.exists():
        # It may hold what somebody filled in.
        raise PlaceError(
            _("There is a file already: {path}").format(path=path),
            _("Choose another folder, or move the file away."),
        )
    content = templates.workbook(found)
    with drafts.files(folder) as draft:
        (draft / path.name).write_bytes(content)
    if found is None:
        say(_("{path}: empty ledgers without places; --county fills them in.").format(path=path))
        return
    say(
        _("{path}: {towns} towns and {places} places of {county} ({edition}).").format(
            path=path,
            towns=gazetteer.towns(found.code).height,
            places=gazetteer.villages(found.code).height,
            county=found.title,
            edition=_(gazetteer.SOURCE),
        )
    )
