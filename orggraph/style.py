"""How things look, stated once for the map and the figures: colours, shapes, fonts, labels."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from importlib.resources import files
from typing import Literal, NamedTuple

from orggraph.language import N_, _, term
from orggraph.model import ORGANIZATION_KINDS, PAIRING_MECHANISMS
from orggraph.network import Network

FONTS = files("orggraph") / "fonts"
FONT_FILES = ("OrggraphSans.ttf", "OrggraphSansExtra.ttf")
FAMILIES = ("Orggraph Sans", "Orggraph Sans Extra")

INK = "#1f2933"
MUTED = "#6b7785"
LINE = "#d5dbe1"
PAPER = "#ffffff"
TOWN = "#f4f6f8"
ALARM = "#c1121f"
ALARM_FILL = "#ffe3e1"
NEED = "#8a5a00"
NEED_FILL = "#fbd77f"
PLAIN = "#5b6b7b"
PLAIN_FILL = "#dfe6ec"
MEMBER = "#9aa5b1"
HULL = "#8fa3b8"
HULL_FILL = "#e3ebf3"
ADDED = "#00704f"
REMOVED = "#7a7f87"
CHANGED = "#b3420a"

# Okabe and Ito's colours, which colour-blind readers can tell apart.
MECHANISM_COLOURS = {
    "co_building": "#0072b2",
    "double_hundred": "#e69f00",
    "hundred_firms": "#009e73",
    "four_duties": "#cc79a7",
    "other": "#56b4e9",
}
# In the middle of a line on the map, so that mechanisms are told apart in grey as well.
MECHANISM_SIGNS = {
    "co_building": "",
    "double_hundred": "ring",
    "hundred_firms": "square",
    "four_duties": "triangle",
    "other": "cross",
}

_UNBROKEN = re.compile(r"[0-9A-Za-z.%-]+|.", re.DOTALL)


class Mark(NamedTuple):
    """How a kind of node is drawn.

    Parameters
    ----------
    title
        What the legend calls it, in English, to be translated for users.
    shape
        Its shape on the map.
    fill
        Its colour where nothing else counts.
    """

    title: str
    shape: str
    fill: str


MARKS = {
    "village": Mark(N_("Village"), "dot", PLAIN_FILL),
    "community": Mark(N_("Residents' community"), "square", PLAIN_FILL),
    "joint_committee": Mark(N_("Joint committee"), "hexagon", "#44607c"),
    "agency": Mark(N_("Agency"), "diamond", "#a9b7c6"),
    "enterprise": Mark(N_("Enterprise"), "triangle", "#9cc5b4"),
    "person": Mark(N_("Person, by post"), "star", "#b9a7cf"),
    "other": Mark(N_("Other organisation"), "triangleDown", "#c4c9cf"),
}
# Beside their colours, so that mechanisms are told apart in a figure printed grey as well.
MECHANISM_DASHES: dict[str, Literal["solid"] | tuple[float, Sequence[float]]] = {
    "co_building": "solid",
    "double_hundred": (0, (5, 2)),
    "hundred_firms": (0, (2, 1.5)),
    "four_duties": (0, (5, 1.5, 1, 1.5)),
    "other": (0, (1, 1)),
}
_MARK_OF = {"Agency": "agency", "Enterprise": "enterprise", "Person": "person"}


def mark(label: str, kind: str | None) -> str:
    """Choose the mark of a node.

    Parameters
    ----------
    label
        Label of the node.
    kind
        Kind of a party organisation; None for anything else.

    Returns
    -------
    name
        A key of MARKS.
    """
    return _MARK_OF.get(label) or (kind if kind in MARKS else "other")


def mechanism(name: str) -> str:
    """Name a mechanism of pairings in the language in use.

    Parameters
    ----------
    name
        Mechanism of the model.

    Returns
    -------
    word
        Its name.
    """
    return term(PAIRING_MECHANISMS, name)


def kind(name: str | None) -> str:
    """Name a kind of party organisation in the language in use.

    Parameters
    ----------
    name
        Kind of the model, or None.

    Returns
    -------
    word
        Its name; empty for None.
    """
    return term(ORGANIZATION_KINDS, name) if name else ""


def visible(text: str) -> str:
    """Put a box in place of each character that no font can show.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    shown
        The text with □ for private-use, unassigned and control characters, and for those that
        turn the direction of writing; line breaks stay.
    """
    return "".join("□" if _hidden(c) else c for c in text)


def wrap(text: str, width: int) -> str:
    """Break a Chinese text into lines of nearly equal length.

    Parameters
    ----------
    text
        Text without line breaks; numbers and Latin words in it stay whole.
    width
        Most full-width characters in a line; a Latin letter or digit counts half.

    Returns
    -------
    lines
        The text with line breaks.
    """
    words = _UNBROKEN.findall(text)
    total = sum(map(_size, text))
    count = -(-total // (2 * width)) or 1
    lines, filled = [""], 0
    for word in words:
        size = sum(map(_size, word))
        # A new line begins where the text has gone its even share of the way.
        if filled + size > total * len(lines) / count + 1 and len(lines) < count:
            lines.append("")
        lines[-1] += word
        filled += size
    return "\n".join(line.strip() for line in lines)


def short_names(network: Network, ids: Collection[str] | None = None) -> dict[str, str]:
    """Give the name that stands beside a node in a picture.

    Parameters
    ----------
    network
        The county on one day.
    ids
        Of whom; None means every party organisation and everybody who takes part in a pairing.

    Returns
    -------
    names
        By id: of a village's or community's organisation the place's name, of the rest their own.
    """
    if ids is None:
        ids = [*network.organizations["id"], *network.help["helper"], *network.help["helped"]]
    names = network.names(ids) | place_names(network, ids)
    return {node: visible(name) for node, name in names.items()}


def place_names(network: Network, ids: Collection[str] | None = None) -> dict[str, str]:
    """Give the names of the places of village and community organisations.

    Parameters
    ----------
    network
        The county on one day.
    ids
        Of which organisations; None means all of them.

    Returns
    -------
    names
        Name of its place by the organisation's id.
    """
    organizations = network.organizations.select("id", "place", "kind")
    units = organizations.filter(organizations["kind"].is_in(["village", "community"]))
    if ids is not None:
        units = units.filter(units["id"].is_in(list(ids)))
    units = units.drop("kind")
    places = network.names(units["place"].drop_nulls())
    return {unit: places[place] for unit, place in units.iter_rows() if place in places}


def committee_name(name: str) -> str:
    """Shorten the name of a joint committee by the words that all of them share.

    Parameters
    ----------
    name
        Its name.

    Returns
    -------
    short
        The name without ``联村党委`` at its end; the whole name where nothing else is left.
    """
    return name.removesuffix("联村党委") or name


def dates(since: object, until: object) -> str:
    """Tell from when until when a relation holds.

    Parameters
    ----------
    since
        First day, or None where none is on record.
    until
        First day on which it no longer holds, or None.

    Returns
    -------
    text
        Both days in words.
    """
    if until is None:
        return _("since {day}").format(day=since) if since else _("no dates on record")
    return _("{since} to {until}").format(since=since or "…", until=until)


# They would turn what stands beside a name as well.
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def _hidden(character: str) -> bool:
    unseen = unicodedata.category(character) in {"Co", "Cn", "Cc", "Cs"}
    return character != "\n" and (unseen or unicodedata.bidirectional(character) in _TURNS)


def _size(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
