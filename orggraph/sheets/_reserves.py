"""后备人才: reserve cadres and their mentors."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._draft import Draft
from orggraph.sheets._persons import add_people, folded, pseudonyms
from orggraph.sheets._places import with_village
from orggraph.sheets._rules import refuse_reversed

NAME, MENTOR, EDUCATION = "姓名", "导师", "学历"
RESERVE_TITLE, MENTOR_TITLE = "后备人才", "导师"
PERSON = "Person"
PERIOD = {"since": "入库时间", "until": "出库时间"}


def add_reserves(draft: Draft) -> None:
    """Make the reserve cadres and mentors that 后备人才 lists."""
    issues = draft.issues
    rows = with_village(draft, draft.rows["后备人才"])
    refuse_reversed(issues, rows, "入库时间", "出库时间")
    itself = rows.filter(folded(NAME) == folded(MENTOR))
    issues.note_rows("own-mentor", MENTOR, _("Somebody else, or blank."), itself)
    rows = _told_apart(draft, issues.good(rows))
    add_people(draft, rows.with_columns(education=EDUCATION), RESERVE_TITLE)
    draft.add_links("RESERVE_FOR", rows, (PERSON, "person"), ("Village", "village"), **PERIOD)
    mentored = rows.filter(pl.col(MENTOR).is_not_null())
    mentored = mentored.with_columns(pseudonyms(draft, mentored, "town", MENTOR).alias("mentor"))
    add_people(draft, mentored.select("at", "source", "place", person="mentor"), MENTOR_TITLE)
    draft.add_links("MENTORS", mentored, (PERSON, "mentor"), (PERSON, "person"), **PERIOD)


def _told_apart(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``person``; of the reserves of a town with one name all but the first get a number.

    Who left and came back to the same place is one person, and so is who is listed twice. Places
    and dates give the order, so that no order of rows changes who is the first.
    """
    since, until = PERIOD.values()
    facts = ["village", since, until, EDUCATION, MENTOR]
    named = rows.with_columns(folded(NAME).alias("called"))
    named = named.sort("town", "called", *facts, "at", nulls_last=False)
    before = {name: pl.col(name).shift().over("town", "called") for name in facts}
    again = pl.all_horizontal(pl.col(name).eq_missing(before[name]) for name in facts)
    back = (
        (pl.col("village") == before["village"])
        & (pl.col(EDUCATION) == before[EDUCATION])
        & (pl.col(since) >= before[until])
    ).fill_null(value=False)
    other = before["village"].is_not_null() & ~again & ~back
    named = named.with_columns(other.alias("other")).with_columns(
        (pl.col("other").cast(pl.Int64).cum_sum().over("town", "called") + 1).alias("number")
    )
    expected = _("Nothing if they are two persons, who are kept apart; else one row for one.")
    draft.issues.note_rows("same-name", NAME, expected, named.filter("other"))
    suffix = pl.when(pl.col("number") > 1).then(pl.format("#{}", "number")).otherwise(pl.lit(""))
    person = pseudonyms(draft, named, "town", NAME)
    return named.with_columns(person).with_columns(pl.concat_str("person", suffix))
