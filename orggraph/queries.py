"""The Cypher files of the product: one statement each, with a header that says what it is.

The header has three lines: ``// about:``, ``// params:`` (names, with commas) and ``// returns:``.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PACKAGED = Path(__file__).parent / "cypher"
# In a checkout the queries stand beside the package, in a wheel inside it.
FOLDER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent / "cypher"


class Query(NamedTuple):
    """A Cypher statement with its header.

    Parameters
    ----------
    about
        What it is about.
    params
        Names of its parameters.
    returns
        What it gives.
    text
        The file as it stands; its comments do no harm.
    """

    about: str
    params: tuple[str, ...]
    returns: str
    text: str

    def fill(self, **words: str) -> str:
        """Put labels and the like, which Cypher takes no parameters for, where ``<word>`` stands.

        Parameters
        ----------
        **words
            Text of the model by word; never a value of the data.

        Returns
        -------
        text
            The statement.
        """
        text = self.text
        for word, value in words.items():
            text = text.replace(f"<{word}>", value)
        return text


def names(folder: str) -> list[str]:
    """List the queries of a folder.

    Parameters
    ----------
    folder
        Name of the folder, such as ``audit``.

    Returns
    -------
    names
        Names to be given to ``load``, in order.
    """
    return sorted(f"{folder}/{path.stem}" for path in (FOLDER / folder).glob("*.cypher"))


@cache
def load(name: str) -> Query:
    """Read a query.

    Parameters
    ----------
    name
        Folder and file without its ending, such as ``audit/ISO001_isolated-weak-branch``.

    Returns
    -------
    query
        The statement, its parameters and what it is about.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    ValueError
        The file lacks a line of the header; the message names the file.
    """
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    header = re.match(r"// about:(.*)\n// params:(.*)\n// returns:(.*)\n", text)
    if not header:
        raise ValueError(name)
    about, params, returns = (words.strip() for words in header.groups())
    listed = tuple(filter(None, (word.strip() for word in params.split(","))))
    return Query(about, listed, returns, text)
