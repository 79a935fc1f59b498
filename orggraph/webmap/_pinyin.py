"""How Chinese names are spelled, so that they are found by typing Latin letters."""

from collections.abc import Iterable
from functools import cache


def spellings(name: str) -> str:
    """Spell a name in pinyin.

    Parameters
    ----------
    name
        A name.

    Returns
    -------
    spellings
        The syllables run together and their initials, with spaces between; both once more where
        a character read by itself sounds otherwise than in its phrase. Empty for a name without
        Chinese characters.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a tenth of a second to import

    in_phrases = lazy_pinyin(name, errors="ignore")
    alone = [syllable for character in name for syllable in _alone(character)]
    return " ".join(dict.fromkeys(_keys((in_phrases, alone))))


@cache
def _alone(character: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above

    return lazy_pinyin(character, errors="ignore")


def _keys(readings: Iterable[list[str]]) -> Iterable[str]:
    for syllables in readings:
        if syllables:
            yield "".join(syllables)
            yield "".join(syllable[0] for syllable in syllables)
