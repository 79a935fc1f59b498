"""All pages of one ledger as one frame of texts, and the place of each row in its file."""

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

import polars as pl

from orggraph.errors import Problem
from orggraph.language import _
from orggraph.reading import RowCounts
from orggraph.sheets._columns import Column, Kind, Ledger
from orggraph.sheets._layout import Heading, Page
from orggraph.sheets._personal import holds_personal_number
from orggraph.sheets._problems import PROBLEMS, Issue, Issues

LONGEST_SHOWN = 200  # characters of a value
# The digits left of a code may be an identity number's.
UNSHOWN = ("personal-number", "personal-number-blanked", "lost-digits")


class Sheet:
    """One ledger from however many files.

    ``rows`` has ``at`` (number of the row over all ledgers), ``page``, ``row``, ``source``,
    ``since_1904`` and a text column per canonical heading, null where the file lacks it.
    """

    def __init__(self, ledger: Ledger, pages: Sequence[Page], first: int) -> None:
        self.ledger = ledger
        self.pages = pages
        self.first = first
        self.rows = pl.concat([_numbered(page, index) for index, page in enumerate(pages)])
        self.rows = self.rows.with_row_index("at", first).with_columns(pl.col("at").cast(pl.Int64))

    @property
    def given(self) -> list[Page]:
        """The pages that have all required columns."""
        return [page for page in self.pages if page.complete]

    def is_whole(self) -> pl.Series:
        """Say of each row whether its page has all required columns."""
        whole = [index for index, page in enumerate(self.pages) if page.complete]
        return self.rows["page"].is_in(whole)

    def marked(self, cells: str, heading: str) -> pl.Series:
        """Give the rows whose cell under a heading is among a page's ``fractions`` and the like."""
        wanted = [
            (index, row)
            for index, page in enumerate(self.pages)
            for row, name in getattr(page, cells)
            if name == heading
        ]
        if not wanted:
            return pl.Series("at", [], dtype=pl.Int64)
        keys = pl.DataFrame(wanted, schema={"page": pl.Int64, "row": pl.Int64}, orient="row")
        return self.rows.join(keys, on=["page", "row"], how="semi")["at"]

    def faults(self, heading: str) -> list[tuple[int, str]]:
        """Give the rows whose cell under a heading shows an error, with its text."""
        wanted = {
            (index, row): text
            for index, page in enumerate(self.pages)
            for (row, name), text in page.faults.items()
            if name == heading
        }
        if not wanted:
            return []
        rows = self.rows.select("page", "row", "at").rows()
        return [(at, wanted[page, row]) for page, row, at in rows if (page, row) in wanted]

    def note_layout(self, issues: Issues) -> None:
        """Refuse the rows of pages that lack a column, and rows with values beside the table."""
        issues.refused.update(self.rows.filter(~self.is_whole())["at"])
        for index, page in enumerate(self.pages):
            if not page.strays:
                continue
            strays = self.rows.filter(
                pl.col("page") == index, pl.col("row").is_in(list(page.strays))
            )
            expected = _("Put a list that holds commas in quotation marks, or name the column.")
            issues.note_rows("stray-value", "", expected, strays)

    def kept(self, issues: Issues) -> RowCounts:
        """Count the rows read and those that are not refused."""
        refused = sum(self.first <= at < self.first + self.rows.height for at in issues.refused)
        return RowCounts(self.rows.height, self.rows.height - refused)

    def problem(self, issue: Issue, towns: Mapping[str, str]) -> Problem:
        """Give an issue its place in the file, its value where that may be shown, and its town."""
        row: dict[str, Any] = self.rows.row(issue.at - self.first, named=True)
        page = self.pages[row["page"]]
        heading = page.headings.get(issue.column, Heading(issue.column, ""))
        return Problem(
            page.file,
            page.sheet,
            row["row"],
            heading.written,
            f"{heading.letters}{row['row']}" if heading.letters else "",
            issue.code,
            PROBLEMS[issue.code].severity,
            issue.expected,
            self._shown(issue, row),
            towns.get(normalize("NFKC", row.get(self.ledger.town) or "").strip()),
        )

    def _shown(self, issue: Issue, row: Mapping[str, str | None]) -> str | None:
        column = self.ledger.column(issue.column)
        if column is None or is_personal(column, row) or issue.code in UNSHOWN:
            return None
        value = issue.value if issue.value is not None else row[issue.column]
        if value is None or holds_personal_number(value):
            return None
        return value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"


def is_personal(column: Column, row: Mapping[str, str | None]) -> bool:
    """Whether a cell of a row holds, or may hold, a person's name."""
    if column.shown_with is None:
        return column.kind is Kind.PERSON
    beside, words = column.shown_with
    return row[beside] not in words


def _numbered(page: Page, index: int) -> pl.DataFrame:
    source = pl.format("{}#{}#{}", pl.lit(page.file), pl.lit(page.sheet), "row")
    return page.rows.select(
        pl.lit(index, dtype=pl.Int64).alias("page"),
        "row",
        source.alias("source"),
        pl.lit(page.since_1904).alias("since_1904"),
        *(
            pl.col(column.heading)
            if column.heading in page.headings
            else pl.lit(None, dtype=pl.String).alias(column.heading)
            for column in page.ledger.columns
        ),
    )
