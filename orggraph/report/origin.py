"""Where an answer comes from, and how it says so: in a line, in a table, and in JSON."""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from orggraph import __version__
from orggraph.language import _
from orggraph.network import Network


class Origin(NamedTuple):
    """What an answer was asked of: the source as the user named it, and what is missing from it.

    ``left_out`` counts the rows with errors that were left out, ``names_kept`` says whether persons
    bear their names; every output says either where it is so.
    """

    source: str
    left_out: int = 0
    names_kept: bool = False

    def facts(self, as_of: date, **beside: object) -> dict[str, object]:
        """Say in JSON what was asked.

        Parameters
        ----------
        as_of
            The day of the question.
        **beside
            What else was asked.

        Returns
        -------
        facts
            ``source`` and ``as_of``, what else was asked, and ``left_out`` and ``names``, each
            only where there is something to say.
        """
        asked = {"source": self.source, "as_of": as_of.isoformat(), **beside}
        left_out = {"left_out": self.left_out} if self.left_out else {}
        return {**asked, **left_out, **({"names": "kept"} if self.names_kept else {})}


def document(told: Mapping[str, object], as_of: date, profile: str, origin: Origin) -> str:
    """Write an answer as JSON, headed by what was asked.

    Parameters
    ----------
    told
        The answer.
    as_of
        The day of the question.
    profile
        Name of the profile in force.
    origin
        What was asked.

    Returns
    -------
    text
        One JSON object, ending with a line break.
    """
    about = {"orggraph": __version__, **origin.facts(as_of, profile=profile)}
    return json_text({**about, **told})


def json_text(found: object) -> str:
    """Write anything as JSON.

    Parameters
    ----------
    found
        Mappings, lists, texts, numbers; dates become texts.

    Returns
    -------
    text
        JSON, ending with a line break.
    """
    return json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n"


def head(network: Network, origin: Origin) -> RenderableType:
    """Say what was asked: county, day, thresholds, source.

    Parameters
    ----------
    network
        The county on the day of the question.
    origin
        What was asked.

    Returns
    -------
    text
        One or two lines.
    """
    line = _("{county}, as of {day}, profile {profile}, source {source}").format(
        county=network.county_name,
        day=network.as_of,
        profile=network.profile.name,
        source=origin.source,
    )
    lines = [Text(line, style="bold")]
    if origin.names_kept:
        lines.append(Text(names_kept_note(), style="red"))
    if origin.left_out:
        warning = _("{count} rows with errors were left out; the numbers below lack them.")
        lines.append(Text(warning.format(count=origin.left_out), style="red"))
    return Group(*lines)


def names_kept_note() -> str:
    """Say that persons bear their names.

    Returns
    -------
    note
        One sentence.
    """
    return _("Persons' names are kept: for internal use only.")


def about(network: Network, origin: Origin) -> pl.DataFrame:
    """Say in a table what was asked, for a workbook that travels alone.

    Parameters
    ----------
    network
        The county on the day of the question.
    origin
        What was asked.

    Returns
    -------
    frame
        A row per fact: its name and its value as text.
    """
    facts = {
        _("County"): network.county_name,
        _("As of"): str(network.as_of),
        _("Profile"): network.profile.name,
        _("Source"): origin.source,
        _("Rows with errors left out"): str(origin.left_out),
        **({_("Persons' names"): names_kept_note()} if origin.names_kept else {}),
        _("Version"): __version__,
    }
    return pl.DataFrame({_("Item"): list(facts), _("Value"): list(facts.values())})
