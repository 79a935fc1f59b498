"""Titles and captions above a table, for what they say: unit of money, who reports, cutoff."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from orggraph.model import INCOMES
from orggraph.sheets._files import Cell

MONEY = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 10**8}
_UNITS = "|".join(sorted(MONEY, key=len, reverse=True))
_SEAL = r"(?:\((?:盖章|公章|章|签章)\))?"
_UNIT = re.compile(rf"单位\s*[::]\s*(?:人民币)?\s*({_UNITS})(?![\u4e00-\u9fff])")
_REPORTER = re.compile(rf"(?:填报|报送|上报|填表|制表)单位\s*{_SEAL}\s*[::]\s*([^\s:;,()\d]*)")
_CUTOFF = re.compile(r"(?:截止|截至)(?:日期|时间)?\s*[::]?\s*(\d{4}[\d年月日./-]*)")
_METRIC = re.compile("|".join(INCOMES.values()))
_OFFICES = re.compile(r"(?:党委|党工委|人民政府|政府|办事处|党政办公室|党政办)$")


class Caption(NamedTuple):
    """What a caption says, and the row (from 0) and column that it stands in."""

    said: str
    row: int
    column: int


class Captions(NamedTuple):
    """What the captions of a sheet say; None where they do not."""

    unit: Caption | None = None
    reporter: Caption | None = None
    cutoff: Caption | None = None
    metric: Caption | None = None

    @property
    def yuan(self) -> int | None:
        """How many yuan the unit of money is."""
        return MONEY[self.unit.said] if self.unit else None

    @property
    def town(self) -> str | None:
        """The reporting town, without the words for its office."""
        return (_OFFICES.sub("", self.reporter.said) or None) if self.reporter else None


NO_CAPTIONS = Captions()


def captions(rows: Sequence[Sequence[Cell]]) -> Captions:
    """Read the rows above a table; the last caption of a kind holds."""
    found: dict[str, Caption] = {}
    metrics: dict[str, Caption] = {}
    for index, row in enumerate(rows):
        texts = [normalize("NFKC", cell).strip() if isinstance(cell, str) else "" for cell in row]
        for column, text in enumerate(texts):
            for name, pattern in (("unit", _UNIT), ("reporter", _REPORTER), ("cutoff", _CUTOFF)):
                match = pattern.search(text)
                said = match[1] if match else None
                if said == "":  # the value stands in the next cell
                    said = next(filter(None, texts[column + 1 :]), None)
                if said:
                    found[name] = Caption(said, index, column)
            metrics |= {said: Caption(said, index, column) for said in _METRIC.findall(text)}
    if len(metrics) == 1:  # two of them tell of no column which it is
        (found["metric"],) = metrics.values()
    return Captions(**found)
