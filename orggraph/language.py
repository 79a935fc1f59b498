"""The language of what users read: Chinese or English, by gettext.

Messages stand in the code in English; ``locale/zh_CN`` holds their Chinese. A locale that names no
language (C, POSIX) gets Chinese, the language of the ledgers.
"""

import gettext
import locale
import os
from pathlib import Path

DOMAIN = "orggraph"
FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"zh": "zh_CN", "en": "en"}

_active: list[gettext.NullTranslations] = []


def preferred() -> str:
    """Give the language that the environment asks for.

    Returns
    -------
    language
        ``en`` where ORGGRAPH_LANG, else the locale, begins with ``en``; ``zh`` otherwise.
    """
    chosen = os.environ.get("ORGGRAPH_LANG") or locale.getlocale()[0] or ""
    return "en" if chosen.lower().startswith("en") else "zh"


def use(language: str) -> None:
    """Speak this language from now on.

    Parameters
    ----------
    language
        ``zh`` or ``en``; anything else is read as ``zh``.
    """
    name = LANGUAGES.get(language, LANGUAGES["zh"])
    _active[:] = [gettext.translation(DOMAIN, FOLDER, [name], fallback=True)]


def current() -> str:
    """Give the language in use.

    Returns
    -------
    language
        ``zh`` or ``en``.
    """
    return "zh" if _("language") == "zh" else "en"


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
    if not _active:
        use(preferred())
    return _active[0].gettext(message)


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
