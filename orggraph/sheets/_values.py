"""Cells as values: texts read as dates, numbers, words, codes and lists, a column at a time.

A new way of writing a value is added here, in the function of its kind.
"""

import polars as pl

from orggraph.language import _
from orggraph.sheets import _dates as dates
from orggraph.sheets import _money as money
from orggraph.sheets import _numbers as numbers
from orggraph.sheets._columns import DATES, ENDS, FREE, Column, Kind
from orggraph.sheets._names import key, normal
from orggraph.sheets._personal import holds_personal_number, suspects
from orggraph.sheets._problems import Issues
from orggraph.sheets._sheet import Sheet
from orggraph.sheets._synonyms import SAME_WORDS

LISTS = r"[、,;\n]"  # after NFKC, which also folds the full-width comma and semicolon
_MEMBERS = "(?:行政村|村居|村|社区|单位|家)"
COUNT = (  # how many a list says that it holds, behind it
    rf"(?:\((?:共计|共|等)?(\d{{1,3}})个{_MEMBERS}?\)|\((?:共计|共)(\d{{1,3}}){_MEMBERS}\)"
    rf"|等共?(\d{{1,3}})个?{_MEMBERS})$"
)
YES = ("是", "TRUE", "√", "✓", "✔", "有", "Y", "YES", "1", "已", "●")
NO = ("否", "FALSE", "×", "✕", "✗", "无", "没有", "N", "NO", "0", "未")
FULL_CIRCLE, OPEN_CIRCLE, CROSSES = "●", "○", ("×", "✕", "✗")
NEARLY = 0.01  # yuan that a spreadsheet's own arithmetic adds to an amount
MOST = 10**15
BLANK_MARKS = ("/", "\\", "-", "--", "—", "——", "–", "无", "暂无", "N/A", "n/a", "空")
UNSEEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufeff]"
)
LONGEST = 1_000  # characters of a text
LOST_DIGITS = r"^\d(?:\.\d+)?[Ee]\+?\d+$"  # what Excel shows of a long number
SCANNED = (*FREE, Kind.INTEGER)  # a count of 11 digits is a telephone number
CODES = (Kind.PLACE, Kind.CREDIT, Kind.COOPERATIVE_CREDIT)
MARKED_BLANK = frozenset(Kind) - {Kind.YES_NO, Kind.ITEM}
INCOMES = "收入"
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


def _trimmed(text: pl.Expr) -> pl.Expr:
    """Fold a text to what numbers and codes are read from: NFKC, trimmed."""
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
    cells = _cells(sheet, column, issues)
    if column.kind in SCANNED:
        cells = _without_personal_numbers(cells, column, issues)
    if column.kind in DATES:
        refuse_fractions(sheet, column.heading, issues, cells)
        return _dates(cells, column, issues)
    if column.kind is Kind.MONEY:
        return [_money(sheet, cells, column, issues).alias(column.heading)]
    return [_READERS[column.kind](cells, column, issues).alias(column.heading)]


def _cells(sheet: Sheet, column: Column, issues: Issues) -> pl.DataFrame:
    """Give the cells of a column, those null that cannot be read whatever the column's kind."""
    cells = sheet.rows.select("at", "page", "since_1904", text=column.heading)
    faults = dict(sheet.faults(column.heading))
    cells = _nulled(cells, pl.col("at").is_in(list(faults))) if faults else cells
    odd = _is_odd(cells)
    if odd:
        cells = _without_unseen(cells, column, issues)
        cells = _without_marks(cells, column, issues)
    if column.required and column.kind is not Kind.ITEM:
        blank = cells.filter(pl.col("text").is_null() & sheet.is_whole())
        blank = blank.filter(~pl.col("at").is_in(list(faults))) if faults else blank
        issues.note_rows("missing-value", column.heading, _("Fill it in."), blank)
    for at, text in faults.items():
        code = "error-cell" if text else "uncomputed-formula"
        issues.note(code, column.heading, _FAULTS[code](), [(at, text or None)])
    cells = _without_lost_digits(sheet, cells, column, issues)
    return _without_long_texts(cells, column, issues) if odd and column.kind in FREE else cells


def _is_odd(cells: pl.DataFrame) -> bool:
    """Whether any text needs a closer look: most columns have none, and one look is enough."""
    text = pl.col("text")
    tests = (
        text.str.contains(UNSEEN),
        _trimmed(text).is_in(BLANK_MARKS),
        _trimmed(text).str.contains(LOST_DIGITS),
        text.str.len_chars() > LONGEST,
    )
    texts = cells.lazy().select(text.drop_nulls().unique())
    return texts.filter(pl.any_horizontal(tests)).limit(1).collect().height > 0


_FAULTS = {
    "error-cell": lambda: _("Mend the formula, or write the value."),
    "uncomputed-formula": lambda: _("Open the file in Excel, let it compute, and save it."),
}


def _nulled(cells: pl.DataFrame, which: pl.Expr) -> pl.DataFrame:
    return cells.with_columns(text=pl.when(~which).then("text"))


def _holding(cells: pl.DataFrame, test: pl.Expr) -> pl.DataFrame:
    """Give the cells whose text passes a test; each text is tested once."""
    texts = cells.select(pl.col("text").drop_nulls().unique()).filter(test)
    return cells.join(texts, on="text", how="semi") if texts.height else cells.clear()


def _read_once(cells: pl.DataFrame, *values: pl.Expr, **named: pl.Expr) -> pl.DataFrame:
    """Add values that depend on the text alone, reading each text once."""
    by = ["text", "since_1904"]
    texts = cells.select(by).unique().with_columns(*values, **named)
    return cells.join(texts, on=by, how="left", nulls_equal=True, maintain_order="left")


def _without_unseen(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.DataFrame:
    holding = _holding(cells, pl.col("text").str.contains(UNSEEN))
    if holding.is_empty():
        return cells
    expected = _("Type the value anew.")
    issues.note_rows("unseen-character", column.heading, expected, holding)
    plain = pl.col("text").str.replace_all(UNSEEN, "").str.strip_chars()
    return cells.with_columns(text=pl.when(plain != "").then(plain))


def _without_marks(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.DataFrame:
    """Read a stroke, or a word for none, as blank; where a value is required it is missing."""
    if column.kind not in MARKED_BLANK or set(BLANK_MARKS) & set(column.terms.values()):
        return cells
    found = _holding(cells, _trimmed(pl.col("text")).is_in(BLANK_MARKS))
    if found.is_empty():
        return cells
    if not column.required:
        expected = _("Read as blank: unknown, or open.")
        issues.note_rows("blank-mark", column.heading, expected, found)
    return _refused(cells, found)


def _without_lost_digits(
    sheet: Sheet, cells: pl.DataFrame, column: Column, issues: Issues
) -> pl.DataFrame:
    marked = pl.col("at").is_in(sheet.marked("long_numbers", column.heading).implode())
    found = cells.filter(marked)
    if column.kind in CODES and _is_odd(cells):
        found = pl.concat(
            [found, _holding(cells, _trimmed(pl.col("text")).str.contains(LOST_DIGITS))]
        )
    issues.note_rows("lost-digits", column.heading, _("Format the cell as text first."), found)
    return _refused(cells, found)


def _without_long_texts(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.DataFrame:
    longest = pl.col("text").str.len_chars()
    if column.kind is Kind.LIST:
        longest = pl.col("text").str.split("、").list.eval(pl.element().str.len_chars()).list.max()
    found = _holding(cells, longest > LONGEST)
    expected = _("At most {count} characters.").format(count=LONGEST)
    issues.note_rows("too-long", column.heading, expected, found)
    return _refused(cells, found)


def _refused(cells: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    if found.is_empty():
        return cells
    return _nulled(cells, pl.col("at").is_in(found["at"].implode()))


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


def _without_personal_numbers(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.DataFrame:
    """Blank what holds a person's number; where a blank would say something else, refuse it."""
    suspected = cells.filter(suspects(pl.col("text")))
    found = [
        at for at, text in suspected.select("at", "text").rows() if holds_personal_number(text)
    ]
    expected = _("Delete the number from the cell.")
    code = "personal-number-blanked" if column.prose else "personal-number"
    issues.note(code, column.heading, expected, ((at, None) for at in found))
    return _nulled(cells, pl.col("at").is_in(found)) if found else cells


def _wrong(cells: pl.DataFrame, value: pl.Series) -> pl.DataFrame:
    return cells.filter(pl.col("text").is_not_null() & value.is_null())


def _text(cells: pl.DataFrame, _column: Column, _issues: Issues) -> pl.Series:
    return cells["text"]


def _list(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    plain = pl.col("text").str.replace_all("（", "(").str.replace_all("）", ")").str.strip_chars()
    groups = plain.str.extract_groups(COUNT)
    counted = cells.with_columns(
        text=plain.str.replace(COUNT, ""),
        count=pl.coalesce(groups.struct.field(str(n)) for n in (1, 2, 3)).cast(pl.Int64),
    )
    folded = pl.col("text").str.replace_all(r"[，；]", ";").str.replace_all(LISTS, "\n")
    items = folded.str.split("\n").list.eval(pl.element().str.strip_chars())
    kept = items.list.eval(pl.element().filter(pl.element() != ""))
    counted = counted.with_columns(kept=kept.list.unique(maintain_order=True))
    wrong = counted.filter(pl.col("count") != pl.col("kept").list.len())
    issues.note_rows("wrong-count", column.heading, _("Compare the list and its count."), wrong)
    return counted["kept"]


def _word(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    values = {word: value for value, word in column.terms.items()}
    same = {other: values[word] for word in values for other in SAME_WORDS.get(word, ())}
    words = {normal(word): value for word, value in (same | values).items()}
    folded = key(pl.col("text"))
    read = _read_once(
        cells, value=folded.replace_strict(words, default=None, return_dtype=pl.String)
    )
    value = read["value"]
    expected = _("One of: {words}").format(words="、".join(column.terms.values()))
    issues.note_rows("bad-word", column.heading, expected, _wrong(cells, value))
    return value


def _yes_no(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    folded = cells.select(_trimmed(pl.col("text")).str.to_uppercase()).to_series()
    words = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    # An open circle is no beside full ones and yes beside crosses; alone it may be either.
    if folded.is_in([FULL_CIRCLE]).any():
        words[OPEN_CIRCLE] = False
    elif folded.is_in(CROSSES).any():
        words[OPEN_CIRCLE] = True
    value = folded.replace_strict(words, default=None, return_dtype=pl.Boolean)
    expected = _("One of: {words}").format(words="是、否")
    issues.note_rows("bad-word", column.heading, expected, _wrong(cells, value))
    return value


def _integer(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    read = _numbers_of(cells)
    whole = (pl.col("amount") >= 0) & (pl.col("amount").round() == pl.col("amount"))
    if column.most is not None:
        whole &= pl.col("amount") <= column.most
    value = read.select(pl.when(whole).then(pl.col("amount")).cast(pl.Int64)).to_series()
    expected = _("A whole number, 0 or more.")
    if column.most is not None:
        expected = _("A whole number from 0 to {most}.").format(most=column.most)
    _note_numbers(read, value, column, expected, issues)
    return value


def _numbers_of(cells: pl.DataFrame) -> pl.DataFrame:
    """Add the numbers that texts say, their parts, and whether they are approximate."""
    parts = _read_once(cells, parts=numbers.parts(pl.col("text")))
    amount = numbers.amount(pl.col("parts"))
    return parts.with_columns(
        amount=pl.when(amount.abs() < MOST).then(amount), about=numbers.is_about(pl.col("parts"))
    )


def _note_numbers(
    read: pl.DataFrame, value: pl.Series, column: Column, expected: str, issues: Issues
) -> None:
    wrong = _wrong(read, value)
    ranges = numbers.is_range(pl.col("text"))
    single = _("One number, not a range.")
    issues.note_rows("bad-number", column.heading, single, wrong.filter(ranges))
    issues.note_rows("bad-number", column.heading, expected, wrong.filter(~ranges))
    about = read.filter(read["about"] & value.is_not_null())
    expected = _("The number itself, if it is known.")
    issues.note_rows("approximate", column.heading, expected, about)


def _place_code(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = cells.select(_code(pl.col("text")).str.extract(r"^(\d{12})$")).to_series()
    issues.note_rows("bad-code", column.heading, _("A code of 12 digits."), _wrong(cells, value))
    return value


def _code(text: pl.Expr) -> pl.Expr:
    """Fold a code: an apostrophe before it is how Excel is told that it is a text."""
    return _trimmed(text).str.strip_prefix("'")


def _year(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    value = cells.select(_trimmed(pl.col("text")).str.extract(rf"{dates.YEAR}年?度?$")).to_series()
    issues.note_rows("bad-date", column.heading, _("A year such as 2022."), _wrong(cells, value))
    return value


def _score(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    read = _numbers_of(cells)
    _note_numbers(read, read["amount"], column, _("A number."), issues)
    return read["amount"]


def _money(sheet: Sheet, cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    """Read amounts as yuan: by the unit in the cell, else by that of the column."""
    units = {
        index: page.units[column.heading]
        for index, page in enumerate(sheet.pages)
        if column.heading in page.units
    }
    unit = pl.col("page").replace_strict(units, default=None, return_dtype=pl.Int64)
    parts = pl.col("parts").struct
    own = parts.field("times").is_not_null() | (parts.field("counter") == "元").fill_null(
        value=False
    )
    scale = parts.field("times").replace_strict(numbers.TIMES, default=1, return_dtype=pl.Int64)
    read = _numbers_of(cells).with_columns(
        other=own & (scale != unit), exact=pl.col("amount") * pl.when(own).then(1).otherwise(unit)
    )
    whole = (pl.col("exact") - pl.col("exact").round()).abs() <= NEARLY
    allowed = whole & (pl.col("exact").abs() < MOST)
    if column.least is not None:
        allowed &= pl.col("exact") >= column.least
    value = read.select(pl.when(allowed).then(pl.col("exact").round()).cast(pl.Int64)).to_series()
    expected = _("An amount to the yuan: of ten thousands at most 4 decimals.")
    _note_numbers(read, value, column, expected, issues)
    expected = _("Read in the unit that the cell names.")
    issues.note_rows("own-unit", column.heading, expected, read.filter("other"))
    if sheet.ledger.name == INCOMES:
        _suspect(sheet, cells, column, value, issues)
    return value


def _suspect(
    sheet: Sheet, cells: pl.DataFrame, column: Column, value: pl.Series, issues: Issues
) -> None:
    """Warn of pages whose incomes look as if they were in another unit."""
    for index, page in enumerate(sheet.pages):
        if column.heading in page.units:
            found = money.suspected(page, column.heading, value.filter(cells["page"] == index))
            issues.of_columns += [found] if found else []


def _percent(cells: pl.DataFrame, column: Column, issues: Issues) -> pl.Series:
    plain = numbers.plain(pl.col("text"))
    told = plain.str.ends_with("%")
    digits = plain.str.strip_suffix("%").str.extract(r"^(-?\d{1,12}(?:\.\d*)?)$").cast(pl.Float64)
    small = ~told & (digits > 0) & (digits <= 1)
    unclear = cells.filter(small.fill_null(value=False))
    expected = _("A number above 1, or with the sign %.")
    issues.note_rows("ambiguous-share", column.heading, expected, unclear)
    share = digits / 100
    good = share.is_between(0, 1) & ~small
    value = cells.select(pl.when(good).then(share)).to_series()
    wrong = _wrong(cells, value).join(unclear, on="at", how="anti", maintain_order="left")
    expected = _("A number from 0 to 100.")
    issues.note_rows("bad-number", column.heading, expected, wrong)
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
    folded = _code(pl.col("text")).str.to_uppercase()
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
    text = pl.col("text")
    read = _read_once(
        cells,
        dates.is_month(text),
        day=dates.first_day(text),
        serial=dates.serial_day(text, pl.col("since_1904")),
    )
    serials = read.filter(pl.col("day").is_null(), pl.col("serial").is_not_null())
    for at, day in serials.select("at", "serial").rows():
        expected = _("Read as {day}; format the cell as a date.").format(day=day)
        issues.note("date-serial", column.heading, expected, [(at, None)])
    read = read.with_columns(day=pl.coalesce("day", "serial"))
    _note_dates(read, column, issues)
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


def _note_dates(read: pl.DataFrame, column: Column, issues: Issues) -> None:
    wrong = _wrong(read, read["day"])
    if column.kind in ENDS:
        wrong = wrong.filter(~dates.is_open(pl.col("text")))
    two = dates.is_range(pl.col("text"))
    expected = _("One date; start and end stand in columns of their own.")
    issues.note_rows("bad-date", column.heading, expected, wrong.filter(two))
    expected = _("A date such as 2022-03-05, or a month such as 2022-03.")
    issues.note_rows("bad-date", column.heading, expected, wrong.filter(~two))


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
    Kind.PERCENT: _percent,
}
