"""Names as they are compared: of one width, without spaces, in simplified characters.

Only comparing folds a name; what was written stays what is shown and kept.
"""

import re
from functools import cache
from importlib.resources import files
from unicodedata import normalize

import polars as pl

# Blanks, and marks that are not seen: controls, joiners, marks of direction, byte order marks.
_BLANKS = (
    "[\x00-\x20\x7f-\xa0\u00ad\u061c\u1680\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+"
)
# Scraped pages write the sound behind a traditional character: 網(wǎng). It is told from a plain
# bracket by its tone mark.
_LETTERS = "a-z\u0251\u0261\u00fc"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300-\u036f"
_SOUND = rf"\([{_LETTERS}]*[{_TONED}][{_LETTERS}{_TONED}]*\)"


def normal(text: str) -> str:
    """Fold one name to what it is compared by.

    >>> normal("黃臺村 黨（dǎng）支部")
    '黄台村党支部'
    """
    plain = re.sub(_BLANKS, "", normalize("NFKC", text))
    return "".join(_simplified().get(letter, letter) for letter in re.sub(_SOUND, "", plain))


def key(text: pl.Expr) -> pl.Expr:
    """Fold names to what they are compared by, a column at a time, as ``normal`` does."""
    plain = text.str.normalize("NFKC").str.replace_all(_BLANKS, "").str.replace_all(_SOUND, "")
    return plain.map_batches(_simplify, return_dtype=pl.String, is_elementwise=True)


def _simplify(texts: pl.Series) -> pl.Series:
    """Replace traditional characters; most columns have none, and the search is dear to set up."""
    letters = set("".join(texts.drop_nulls()))
    held = {old: new for old, new in _simplified().items() if old in letters}
    return texts.str.replace_many(held) if held else texts


@cache
def _simplified() -> dict[str, str]:
    """Give each traditional character with its simplified one."""
    table = (files("orggraph.sheets") / "simplified.txt").read_text("utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for line in lines for pair in line.split()}
