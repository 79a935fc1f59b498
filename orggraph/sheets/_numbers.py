"""Numbers as offices write them: with counters, ten thousands, about-words; ranges are none."""

import re
from unicodedata import normalize

import polars as pl

TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_COUNTERS = "户|人次|户次|人|名|个|家|份|次|支|条|项|亩|分|元"
_ABOUT = "约|大约|近|将近"
_ROUGHLY = "左右|上下"
_MORE = "余|多"
_NUMBER = (
    rf"^(?P<before>{_ABOUT})?(?P<digits>-?\d{{1,15}}(?:\.\d*)?)"
    rf"(?P<more>{_MORE})?(?P<times>百万|[十百千万亿])?(?P<more2>{_MORE})?"
    rf"(?P<counter>{_COUNTERS})?(?P<more3>{_MORE})?(?P<after>{_ROUGHLY})?$"
)
_SCALAR = re.compile(_NUMBER, re.ASCII)
_RANGE = r"^\D{0,2}\d[\d.]*\D{0,3}(?:-|~|—|–|至|到)+\d[\d.]*\D{0,4}$"
_PRINTED = r"[\s,]"  # parts of thousands


def plain(text: pl.Expr) -> pl.Expr:
    """Fold a number's text: NFKC, without blanks and the commas of thousands."""
    return text.str.normalize("NFKC").str.replace_all(_PRINTED, "")


def parts(text: pl.Expr) -> pl.Expr:
    """Give the parts of numbers as a struct; all null where a text is no number."""
    return plain(text).str.extract_groups(_NUMBER)


def amount(parts: pl.Expr) -> pl.Expr:
    """Give the number that the parts say."""
    times = parts.struct.field("times").replace_strict(TIMES, default=1, return_dtype=pl.Float64)
    return parts.struct.field("digits").cast(pl.Float64) * times


def is_about(parts: pl.Expr) -> pl.Expr:
    """Say which numbers are said to be approximate."""
    words = ("before", "more", "more2", "more3", "after")
    return pl.any_horizontal(parts.struct.field(word).is_not_null() for word in words)


def is_range(text: pl.Expr) -> pl.Expr:
    """Say which texts are a range of numbers."""
    return plain(text).str.contains(_RANGE)


def scalar(text: str) -> float | None:
    """Read one number; None where the text is none.

    >>> scalar("1.2万"), scalar("1,300 人"), scalar("30—50")
    (12000.0, 1300.0, None)
    """
    found = _SCALAR.match(re.sub(_PRINTED, "", normalize("NFKC", text)))
    return float(found["digits"]) * TIMES.get(found["times"] or "", 1) if found else None
