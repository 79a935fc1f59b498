"""Properties of the model in words, as far as the readers of a map may see them."""

from orggraph import style
from orggraph.language import _, current, term
from orggraph.model import Property, Type
from orggraph.redaction import Level
from orggraph.webmap import _redaction


def heading(item: Property) -> str:
    """Call a property in the language in use.

    Parameters
    ----------
    item
        A property of the model.

    Returns
    -------
    heading
        A few words.
    """
    return item.heading if current() == "zh" else item.meaning


def told(item: Property, value: object, level: Level) -> str:
    """Tell a value of a property.

    Parameters
    ----------
    item
        The property.
    value
        Its value, None where there is none.
    level
        Who may read it.

    Returns
    -------
    text
        In the language in use; a dash for None.
    """
    if value is None:
        return "–"
    if item.terms:
        return term(item.terms, str(value))
    if isinstance(value, list):
        return style.visible(_(", ").join(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and item.type is Type.INTEGER:
        return _redaction.count(value, item.unit, level) + (item.unit if current() == "zh" else "")
    return style.visible(str(value))
