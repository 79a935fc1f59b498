"""Cells as values: texts read as dates, numbers, words, codes and lists, a column at a time.

A new way of writing a value is added here, in the function of its kind.
"""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import DATES, ENDS, FREE, Column, Kind
from orggraph.sheets._personal import holds_personal_number, suspects
from orggraph.sheets._problems import Issues
from orggraph.sheets._sheet import Sheet

LISTS = r"[、,;\n]"  # after NFKC, which also folds the full-width comma and semicolon
YES_NO = {"是": True, "否": False, "TRUE": True, "FALSE": False}
YUAN = 10_000  # of the ten thousands in which ledgers count money
NEARLY = 1e-6  # what a spreadsheet's own arithmetic adds to a number
CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
COOPERATIVE_CREDIT = "93"  # farmers' cooperatives, registered by the market regulator
CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))

DTYPES = {
    Kind.LIST: pl.List(pl.String),
    Kind.YES_NO: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.MONEY: pl.Int64(),
    Kind.PERCENT: pl.Float64(),
}

_YEAR = r"^((?:19|20)\d{2})"
_TIME = r"(?: \d{1,2}:\d{2}(?::\d{2})?)?$"
_DATES = (
    *(rf"{_YEAR}{mark}(\d{{1,2}})(?:{mark}(\d{{1,2}}){_TIME}|$)" for mark in ("-", "/", r"\.")),
    rf"{_YEAR}年(\d{{1,2}})月(?:(\d{{1,2}})日$|$)",
)


def key(text: pl.Expr) -> pl.Expr:
    """Fold a text to what names, words and numbers are compared by: NFKC, trimmed.

    Further folding of names (affixes, traditional characters) belongs here.
    """
    return text.str.normalize("NFKC").str.strip_chars()


def list_again(cells: pl.DataFrame, column: Column) -> pl.Series:
    """Read cells of a list once more; what is wrong with them has been told."""
    return _list(cells, column, Issues())


def last_day(heading: str) -> str:
    """Name the column that holds the last day of an end, beside its ``until``."""
    return f"last:{heading}"


def typed(sheet: Sheet, issues: Issues) -> pl.DataFrame:
    """Read all cells of a ledger; problems are noted, and a cell that cannot be read is null.

    The frame has ``at``, ``source``, the columns by their canonical headings, for an end the
    last day too, and ``facts``: everything that the row says, to compare rows by.
    """
    values = []
    for column in sheet.ledger.columns:
        values += _column(sheet, column, issues)
    frame = sheet.rows.select("at", "source").with_columns(values)
    return frame.with_columns(_facts(frame).alias("facts"))


def _facts(frame: pl.DataFrame) -> pl.Expr:
    texts = [
        pl.col(name).list.join("\n") if isinstance(dtype, pl.List) else pl.col(name).cast(pl.String)
        for name, dtype in frame.schema.items()
        if name not in ("at", "source")
    ]
    return pl.concat_str([text.fill_null("") for text in texts], separator="\0")


def _column(sheet: Sheet, column: Column, issues: Issues) -> list[pl.Series]:
    if not any(column.heading in page.headings for page in sheet.pages):
        return _absent(column, sheet.rows.height)
    cells = sheet.rows.select("at", text=column.heading)
    if column.required and column.kind is not Kind.ITEM:
        blank = cells.filter(pl.col("text").is_null() & sheet.is_whole())
        issues.note_rows("missing-value", column.heading, _("Fill it in."), blank)
    expected = _("Format the cell as text first.")
    lost = ((at, None) for at in sheet.marked("long_numbers", column.heading))
    issues.note("lost-digits", column.heading, expected, lost)
    if column.kind in FREE:
        _refuse_personal_numbers(cells, column, issues)
    if column.kind in DATES:
        refuse_fractions(sheet, column.heading, issues, cells)
        return _dates(cells, column, issues)
    return [_READERS[column.kind](cells, column, issues).alias(column.heading)]


def _absent(column: Column, height: int) -> list[pl.Series]:
    names = [column.heading]
    if column.kind in ENDS:
        names.append(last_day(column.heading))
    dtype = pl.Date() if column.kind in DATES else DTYPES.get(column.kind, pl.String())
    return [pl.Series(name, [None] * height, dtype=dtype) for name in names]


def refuse_fractions(sheet: Sheet, heading: str, issues: Issues, cells: pl.DataFrame) -> None:
    """Refuse dates that are stored as a number with decimals: 2022.1 may be January or October."""
    marked = sheet.marked("fractions", heading)
    if marked.is_empty():
        return
    fractions = cells.filter(pl.col("at").is_in(marked.implode()))
    expected = _("Write it as text such as 2022-10, or as a whole date.")
    issues.note_rows("ambiguous-date", heading, expected, fractions)


def _refuse_personal_numbers(cells: pl.DataFrame, column: Column, issues: Issues) -> None:
    suspected = cells.filter(suspects(pl.col("text")))
    found = [at for at, text in suspected.rows() if holds_personal_number(text)]
    expected = _("Delete the number from the cell.")
    issues.note("personal-number", column.heading, expected, ((at, None) for at in found))


def _wrong(cells: pl.DataFrame, value: pl.Series) -> pl.DataFrame:
    return cells.filter(pl.col("text").is_not_null() & value.is_null())


def _text(cells: pl.DataFrame, _column: Column, _issues: Issues) -> pl.Series:
    return cells["text"]


def _list(cells: pl.DataFrame, _column: Column, _issues: Issues) -> pl.Series:
    folded = pl.col("text").str.replace_all(r"[，；]", ";").str.replace_all(LISTS, "\n")
    items = folded.str.split("\n").list.eval(pl.element().str.strip_chars())
    kept = items.list.eval(pl.element().filter(pl.element() != ""))
    return cells.select(kept.list.unique(maintain_order=True)).to_series()


def _word(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    words = {word: value for value, word in column.terms.items()}
    value = cells.select(
        key(pl.col("text")).replace_strict(words, default=None, return_dtype=pl.String)
    ).to_series()
    expected = _("One of: {words}").format(words="、".join(words))
    issues.note_rows("bad-word", column.heading, expected, _wrong(cells, value))
    return value


def _yes_no(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    folded = key(pl.col("text")).str.to_uppercase()
    value = cells.select(
        folded.replace_strict(YES_NO, default=None, return_dtype=pl.Boolean)
    ).to_series()
    expected = _("One of: {words}").format(words="是、否")
    issues.note_rows("bad-word", column.heading, expected, _wrong(cells, value))
    return value


def _integer(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    digits = key(pl.col("text")).str.replace_all(",", "").str.extract(r"^(\d{1,15})(?:\.0+)?$")
    value = digits.cast(pl.Int64)
    if column.most is not None:
        value = pl.when(value <= column.most).then(value)
    series = cells.select(value).to_series()
    expected = _("A whole number, 0 or more.")
    if column.most is not None:
        expected = _("A whole number from 0 to {most}.").format(most=column.most)
    issues.note_rows("bad-number", column.heading, expected, _wrong(cells, series))
    return series


def _place_code(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = cells.select(key(pl.col("text")).str.extract(r"^(\d{12})$")).to_series()
    issues.note_rows("bad-code", column.heading, _("A code of 12 digits."), _wrong(cells, value))
    return value


def _year(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = cells.select(key(pl.col("text")).str.extract(rf"{_YEAR}年?度?$")).to_series()
    issues.note_rows("bad-date", column.heading, _("A year such as 2022."), _wrong(cells, value))
    return value


def _number(text: pl.Expr) -> pl.Expr:
    plain = key(text).str.replace_all(",", "").str.extract(r"^(-?\d{1,12}(?:\.\d*)?)$")
    return plain.cast(pl.Float64)


def _score(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = cells.select(_number(pl.col("text"))).to_series()
    issues.note_rows("bad-number", column.heading, _("A number."), _wrong(cells, value))
    return value


def _money(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    exact = _number(pl.col("text")) * YUAN
    whole = pl.when((exact - exact.round()).abs() <= NEARLY * YUAN).then(exact.round())
    allowed = whole if column.least is None else pl.when(whole >= column.least * YUAN).then(whole)
    value = cells.select(allowed.cast(pl.Int64)).to_series()
    expected = _("Ten thousands of yuan, to the yuan: at most 4 decimals.")
    issues.note_rows("bad-number", column.heading, expected, _wrong(cells, value))
    return value


def _percent(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    share = _number(key(pl.col("text")).str.strip_suffix("%")) / 100
    value = cells.select(pl.when(share.is_between(0, 1)).then(share)).to_series()
    expected = _("A number from 0 to 100.")
    issues.note_rows("bad-number", column.heading, expected, _wrong(cells, value))
    return value


def _credit_code(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = _credit_characters(cells, column, issues)
    expected = _("Compare it with the certificate.")
    issues.note("credit-code-check", column.heading, expected, _unchecked(cells, value))
    return value


def _cooperative_code(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = _credit_characters(cells, column, issues)
    other = cells.filter(~value.str.starts_with(COOPERATIVE_CREDIT))
    expected = _("A code that begins with {code}.").format(code=COOPERATIVE_CREDIT)
    issues.note_rows("bad-code", column.heading, expected, other)
    expected = _("Compare it with the certificate.")
    wrong = [(at, None) for at, _code in _unchecked(cells, value) if at not in set(other["at"])]
    issues.note("bad-code", column.heading, expected, wrong)
    return value


def _credit_characters(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    folded = key(pl.col("text")).str.to_uppercase()
    value = cells.select(folded.str.extract(rf"^([{CREDIT_CHARACTERS}]{{18}})$")).to_series()
    expected = _("A credit code of 18 letters and digits (no I, O, S, V, Z).")
    issues.note_rows("bad-code", column.heading, expected, _wrong(cells, value))
    return value


def _unchecked(cells: pl.DataFrame, codes: pl.Series) -> list[tuple[int, None]]:
    """Give the rows with a credit code whose last character does not fit the others."""
    pairs = zip(cells["at"], codes, strict=True)
    return [(at, None) for at, code in pairs if code and not _checks(code)]


def _checks(code: str) -> bool:
    """Whether the last character of a credit code fits the others (GB 32100)."""
    total = sum(
        CREDIT_CHARACTERS.index(character) * weight
        for character, weight in zip(code, CREDIT_WEIGHTS, strict=False)
    )
    return CREDIT_CHARACTERS[-total % 31] == code[-1]


def _dates(cells: pl.DataFrame, column: Column, issues: Issues) -> list[pl.Series]:
    read = cells.select(_first_day(pl.col("text")).alias("day"), _is_month(pl.col("text")))
    expected = _("A date such as 2022-03-05, or a month such as 2022-03.")
    issues.note_rows("bad-date", column.heading, expected, _wrong(cells, read["day"]))
    last = pl.when("month").then(pl.col("day").dt.month_end()).otherwise("day")
    after = last.dt.offset_by("1d")
    value = {
        Kind.START: pl.col("day"),
        Kind.DEADLINE: last,
        Kind.LAST: after,
        Kind.GONE: pl.when("month").then(after).otherwise("day"),
    }[column.kind]
    wanted = [value.alias(column.heading)]
    if column.kind in ENDS:
        wanted.append(last.alias(last_day(column.heading)))
    return read.select(wanted).get_columns()


def _parts(text: pl.Expr) -> list[pl.Expr]:
    folded = key(text)
    groups = [folded.str.extract_groups(pattern) for pattern in _DATES]
    return [pl.coalesce(group.struct.field(str(n)) for group in groups) for n in (1, 2, 3)]


def _first_day(text: pl.Expr) -> pl.Expr:
    year, month, day = _parts(text)
    padded = pl.concat_str(
        [year, month.str.zfill(2), day.fill_null("1").str.zfill(2)], separator="-"
    )
    return padded.str.to_date("%Y-%m-%d", strict=False)


def _is_month(text: pl.Expr) -> pl.Expr:
    _year, month, day = _parts(text)
    return (month.is_not_null() & day.is_null()).alias("month")


def deadline(text: pl.Expr) -> pl.Expr:
    """Read a text as a deadline: the day, or the last day of the month; null if it is no date."""
    return (
        pl.when(_is_month(text)).then(_first_day(text).dt.month_end()).otherwise(_first_day(text))
    )


_READERS = {
    Kind.TEXT: _text,
    Kind.ITEM: _text,
    Kind.PERSON: _text,
    Kind.LIST: _list,
    Kind.WORD: _word,
    Kind.YES_NO: _yes_no,
    Kind.INTEGER: _integer,
    Kind.PLACE: _place_code,
    Kind.CREDIT: _credit_code,
    Kind.COOPERATIVE_CREDIT: _cooperative_code,
    Kind.YEAR: _year,
    Kind.NUMBER: _score,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
}
