"""Where an answer comes from, and how it says so in JSON, the same from run to run."""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from orggraph import __version__


class Origin(NamedTuple):
    """What an answer was asked of: the source as the user named it, and what is missing from it.

    ``left_out`` counts the rows with errors that were left out; every output names them where
    there are any.
    """

    source: str
    left_out: int = 0


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
    about = {
        "orggraph": __version__,
        "source": origin.source,
        "as_of": as_of.isoformat(),
        "profile": profile,
        **({"left_out": origin.left_out} if origin.left_out else {}),
    }
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
