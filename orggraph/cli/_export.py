"""The command ``export``."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orggraph.cli._input import network_of, origin_of, read, say_left_out
from orggraph.cli._options import AsOf, ForLevel, KeepGoing, LevelName, ProfileName, Source
from orggraph.cli._output import say, warn, working
from orggraph.errors import SettingsError
from orggraph.language import _

if TYPE_CHECKING:
    from orggraph.reading import Reading


def export(
    source: Source,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="F", help=_("F.graphml, .gexf, .json or .zip, or a folder.")
        ),
    ] = None,
    *,
    neo4j_import: Annotated[
        Path | None,
        typer.Option(
            "--neo4j-import",
            metavar="DIR",
            help=_("Instead, everything as files of which neo4j-admin makes a database."),
        ),
    ] = None,
    level: ForLevel = LevelName.INTERNAL,
    as_of: AsOf = None,
    profile: ProfileName = None,
    keep_going: KeepGoing = False,
) -> None:
    """Write the graph of a day for other programs, or a whole store for Neo4j to import."""
    if (output is None) == (neo4j_import is None):
        raise SettingsError(_("Say where to write: -o F, or --neo4j-import DIR."))
    if neo4j_import and (as_of or profile or level is not LevelName.INTERNAL):
        raise SettingsError(
            _("--neo4j-import writes everything: without --as-of, --profile and --level.")
        )
    reading = read(source, keep_going=keep_going)
    if neo4j_import:
        _for_import(reading, neo4j_import)
    elif output:
        _graph(source, reading, output, LevelName(level), as_of, profile)
    say_left_out(reading)


def _graph(
    source: str,
    reading: "Reading",
    output: Path,
    level: LevelName,
    as_of: datetime | None,
    profile: str | None,
) -> None:
    from orggraph import export as exports
    from orggraph.redaction import Level

    network = network_of(reading, as_of, profile)
    with working(_("Writing the graph …")):
        origin = origin_of(source, reading)
        exports.write(network, output, origin=origin, level=Level(level))
    say(_("Graph as of {day}: {path}").format(day=network.as_of, path=output))


def _for_import(reading: "Reading", folder: Path) -> None:
    from orggraph import store

    with working(_("Writing the files …")):
        command = store.write_import(reading.dataset, folder)
    where = shlex.quote(str(folder.resolve()))
    say(_("Files for neo4j-admin: {path}").format(path=folder))
    say(_("1. Stop the server. As its user, who must be able to write there, make the database:"))
    say(f"   cd {where} && {command}")
    say(_("   If it is there already, add --overwrite-destination; what it holds is then lost."))
    say(_("2. Start the server. orggraph reads the database as any store."))
    say(_("3. For look-ups by id of your own, add the constraints:"))
    say(f"   cd {where} && cypher-shell --file constraints.cypher")
    if reading.dataset.names_kept:
        warn(_("The files hold persons' names, and so may all that is made of them."))
