"""Dates as offices write them, at their own precision: a day, or a month."""

import polars as pl

YEAR = r"^((?:19|20)\d{2})"
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$"
_PATTERNS = (
    *(rf"{YEAR}{mark}(\d{{1,2}})(?:{mark}(\d{{1,2}}){_TIME}|$)" for mark in ("-", "/", r"\.")),
    rf"{YEAR}年(\d{{1,2}})月(?:(\d{{1,2}})[日号]?$|$)",
    rf"{YEAR}(\d{{2}})(\d{{2}})?$",
)
_MARKS = r"\s*([年月日号/.\-])\s*"
_SERIAL = r"^([2-5]\d{4})(?:\.\d+)?$"  # days since 1900: from 1954 to 2064
OPEN = ("长期", "至今", "现在", "永久", "无期限", "长期有效", "不限")
# Day 1 is 1900-01-01, and 1900 is taken for a leap year; or day 0 is 1904-01-01.
SINCE_1900, SINCE_1904 = pl.date(1899, 12, 30), pl.date(1904, 1, 1)


def folded(text: pl.Expr) -> pl.Expr:
    """Fold a date's text: NFKC, without blanks around the marks."""
    plain = text.str.normalize("NFKC").str.strip_chars()
    return plain.str.replace_all(_MARKS, "$1").str.replace(r"\.$", "")


def _parts(text: pl.Expr) -> list[pl.Expr]:
    plain = folded(text)
    groups = [plain.str.extract_groups(pattern) for pattern in _PATTERNS]
    return [pl.coalesce(group.struct.field(str(n)) for group in groups) for n in (1, 2, 3)]


def first_day(text: pl.Expr) -> pl.Expr:
    """Read the day, or the first day of the month; null where the text is no date."""
    year, month, day = _parts(text)
    padded = pl.concat_str(
        [year, month.str.zfill(2), day.fill_null("1").str.zfill(2)], separator="-"
    )
    return padded.str.to_date("%Y-%m-%d", strict=False)


def is_month(text: pl.Expr) -> pl.Expr:
    """Say which texts are a month."""
    _year, month, day = _parts(text)
    return (month.is_not_null() & day.is_null()).alias("month")


def serial_day(text: pl.Expr, since_1904: pl.Expr) -> pl.Expr:
    """Read a number of days, as a date that lost its format looks; null where it is none."""
    days = folded(text).str.extract(_SERIAL).cast(pl.Int64)
    return pl.when(since_1904).then(SINCE_1904).otherwise(SINCE_1900) + pl.duration(days=days)


def is_open(text: pl.Expr) -> pl.Expr:
    """Say which texts are a word for an open end."""
    return folded(text).is_in(OPEN)


def is_range(text: pl.Expr) -> pl.Expr:
    """Say which texts hold two dates."""
    return folded(text).str.contains(r"(?:19|20)\d{2}.*(?:-|~|—|–|至|到).*(?:19|20)\d{2}")


def deadline(text: pl.Expr) -> pl.Expr:
    """Read a text as a deadline: the day, or the last day of the month; null if it is no date."""
    return pl.when(is_month(text)).then(first_day(text).dt.month_end()).otherwise(first_day(text))
