"""The legend, which is also the filter: groups of values with their looks."""

from collections.abc import Mapping

from orggraph import style
from orggraph.language import _, term
from orggraph.model import MODES
from orggraph.redaction import Level
from orggraph.webmap._scene import KINDS
from orggraph.webmap._view import MEMBER

COLOURS = {
    "ink": style.INK,
    "muted": style.MUTED,
    "line": style.LINE,
    "paper": style.PAPER,
    "town": style.TOWN,
    "alarm": style.ALARM,
    "alarmFill": style.ALARM_FILL,
    "need": style.NEED,
    "needFill": style.NEED_FILL,
    "plain": style.PLAIN,
    "hull": style.HULL,
    "hullFill": style.HULL_FILL,
    "added": style.ADDED,
    "removed": style.REMOVED,
    "changed": style.CHANGED,
}


def legend(towns: list[Mapping[str, str]], level: Level, *, compared: bool) -> list[object]:
    """Say by what a map is filtered, and how each value looks.

    Parameters
    ----------
    towns
        Key and name of each town, in order.
    level
        Who may read the map: at public there are no states.
    compared
        Whether two networks are laid side by side.

    Returns
    -------
    groups
        Each with its key, its title and its values in order; the page counts them.
    """
    groups = [
        _group("fate", _("Organisations since then"), _changes()) if compared else None,
        _group("change", _("Relations since then"), _changes()) if compared else None,
        None if level is Level.PUBLIC else _group("status", _("State"), _statuses()),
        _group("mark", _("Organisations"), {k: _(m.title) for k, m in style.MARKS.items()}),
        _group("kind", _("Relations"), {k: kind(k) for k in KINDS}),
        None if level is Level.PUBLIC else _group("proof", _("Shown by the ledgers"), _proofs()),
        _group("mode", _("Mode"), {k: term(MODES, k) for k in MODES} | {"": _("without a mode")}),
        _group("town", _("Towns"), {town["key"]: town["name"] for town in towns}),
    ]
    return [group for group in groups if group]


def marks() -> dict[str, dict[str, str]]:
    """Give the shape and the fill of each kind of organisation.

    Returns
    -------
    marks
        By key of the kind.
    """
    return {key: {"shape": m.shape, "fill": m.fill} for key, m in style.MARKS.items()}


def kinds() -> dict[str, dict[str, str]]:
    """Give the colour of each kind of relation, and the sign in the middle of its line.

    Returns
    -------
    kinds
        By key of the kind.
    """
    signs = style.MECHANISM_SIGNS
    found = {k: {"colour": c, "sign": signs[k]} for k, c in style.MECHANISM_COLOURS.items()}
    return {**found, MEMBER: {"colour": style.MEMBER, "sign": ""}}


def kind(key: str) -> str:
    """Name a kind of relation in the language in use.

    Parameters
    ----------
    key
        A mechanism, or the layer of memberships.

    Returns
    -------
    name
        Its name.
    """
    return _("Member of a joint committee") if key == MEMBER else style.mechanism(key)


def _group(key: str, title: str, items: Mapping[str, str]) -> dict[str, object]:
    return {
        "key": key,
        "title": title,
        "items": [{"key": item, "title": name} for item, name in items.items()],
    }


def _statuses() -> dict[str, str]:
    return {
        "isolated": _("Isolated weak branch"),
        "weak": _("Other weak branch"),
        "plain": _("Not designated as weak"),
    }


def _proofs() -> dict[str, str]:
    return {"shown": _("evidenced"), "registered": _("only registered")}


def _changes() -> dict[str, str]:
    return {
        "added": _("came"),
        "removed": _("went"),
        "changed": _("changed"),
        "kept": _("stayed the same"),
    }
