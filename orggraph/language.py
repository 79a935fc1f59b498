"""The language of what users read: Chinese or English, by gettext.

Messages stand in the code in English; ``locale/zh_CN`` holds their Chinese. A locale that names no
language (C, POSIX) gets Chinese, the language of the ledgers.
"""

import gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "orggraph"
FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"zh": "zh_CN", "en": "en"}

_active: list[tuple[str, gettext.NullTranslations]] = []


def preferred() -> str:
    """Give the language that the environment asks for.

    Returns
    -------
    language
        ``en`` where ORGGRAPH_LANG, else the locale, begins with ``en``; ``zh`` otherwise.
    """
    # As gettext looks; Windows sets none of these. (Python takes C.UTF-8 for en_US.)
    variables = ("ORGGRAPH_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    named = (value for name in variables if (value := os.environ.get(name)))
    chosen = next(named, None) or (locale.getlocale()[0] if os.name == "nt" else None) or ""
    return "en" if chosen.lower().startswith("en") else "zh"


def use(language: str) -> None:
    """Speak this language from now on.

    Parameters
    ----------
    language
        ``zh`` or ``en``; anything else is read as ``zh``.
    """
    chosen = language if language in LANGUAGES else "zh"
    catalogue = gettext.translation(DOMAIN, FOLDER, [LANGUAGES[chosen]], fallback=True)
    _active[:] = [(chosen, catalogue)]


def current() -> str:
    """Give the language in use.

    Returns
    -------
    language
        ``zh`` or ``en``.
    """
    return _in_use()[0]


def _(message: str) -> str:
    """Translate a message into the language in use.

    Parameters
    ----------
    message
        The English text, a literal, so that it can be collected into the catalogue.

    Returns
    -------
    text
        The message in the language in use; the message itself where it is not translated.
    """
    return _in_use()[1].gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogue without translating it yet.

    Parameters
    ----------
    message
        The English text.

    Returns
    -------
    message
        The same text.
    """
    return message


def term(terms: Mapping[str, str], value: str) -> str:
    """Name a value of the graph in the language in use.

    Parameters
    ----------
    terms
        Chinese words by value, from the model.
    value
        A value of the graph.

    Returns
    -------
    word
        The Chinese word; in English the value with spaces for its underscores.
    """
    return terms[value] if current() == "zh" else value.replace("_", " ")


def _in_use() -> tuple[str, gettext.NullTranslations]:
    if not _active:
        use(preferred())
    return _active[0]
