"""Persons as keyed pseudonyms: names go no further than this module."""

import hashlib
import hmac

import polars as pl

from orggraph.model import ROLES
from orggraph.settings import pseudonym_key
from orggraph.sheets._draft import Draft

PSEUDONYM_DIGITS = 16
HELPER_TITLE = "帮扶人"

POSTS = pl.Schema(
    {
        "at": pl.Int64,
        "source": pl.String,
        "person": pl.String,
        "label": pl.String,
        "target": pl.String,
        "role": pl.String,
        "since": pl.Date,
        "until": pl.Date,
        "title": pl.String,
        "education": pl.String,
    }
)


def folded(name: str) -> pl.Expr:
    """Fold the names of a column so that one person's is always the same."""
    return pl.col(name).str.normalize("NFKC").str.replace_all(r"\s", "")


def pseudonyms(draft: Draft, rows: pl.DataFrame, scope: str, name: str) -> pl.Series:
    """Make the ids of the persons named in a column; null where nobody is named.

    A pseudonym is the HMAC-SHA-256 of scope and name (folded by NFKC, without spaces) under the
    user's own key: the same person of the same scope always has the same one.
    """
    texts = rows.select(pl.concat_str(scope, folded(name), separator="\n")).to_series()
    named = texts.drop_nulls().unique()
    if not len(named):
        return pl.Series("person", [None] * rows.height, dtype=pl.String)
    secret = pseudonym_key()
    ids = [f"P-{_digest(secret, text)}" for text in named]
    if draft.keep_names:
        names = named.str.split("\n").list.last()
        draft.written |= dict(zip(ids, names, strict=True))
    return texts.replace_strict(named, ids, default=None, return_dtype=pl.String).alias("person")


def add_posts(
    draft: Draft, rows: pl.DataFrame, name: str, role: str, target: tuple[str, str]
) -> None:
    """Note who holds a post, for each row that names a person.

    ``rows`` has ``at``, ``source``, ``scope`` (code of the town or county inside which a name
    means one person), ``place`` (what the post is named after), ``since`` and ``until``; the
    target is given by its label and the column of its id.
    """
    persons = pseudonyms(draft, rows, "scope", name)
    held = rows.with_columns(persons).filter(pl.col("person").is_not_null())
    posts = held.with_columns(
        pl.lit(target[0]).alias("label"),
        pl.col(target[1]).alias("target"),
        pl.lit(role).alias("role"),
        pl.concat_str("place", pl.lit(ROLES[role])).alias("title"),
    )
    draft.posts.append(_filled(posts))


def add_people(draft: Draft, rows: pl.DataFrame, title: str) -> None:
    """Note persons who hold no post, by ``person``, ``place`` and (if any) ``education``."""
    people = rows.select(
        *(column for column in rows.columns if column in ("at", "source", "person", "education")),
        pl.concat_str("place", pl.lit(title)).alias("title"),
    )
    draft.posts.append(_filled(people))


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        (pl.col(c) if c in rows.columns else pl.lit(None)).cast(t).alias(c)
        for c, t in POSTS.items()
    )


def add_persons(draft: Draft) -> None:
    """Make the persons and what they hold; a person is named after the foremost post held."""
    posts = draft.issues.good(pl.concat([pl.DataFrame(schema=POSTS), *draft.posts]))
    held = posts.filter(pl.col("role").is_not_null())
    draft.add_links(
        "HOLDS",
        held,
        ("Person", "person"),
        (pl.col("label"), "target"),
        since="since",
        until="until",
        role="role",
    )
    order = {role: place for place, role in enumerate(ROLES)}
    foremost = pl.col("role").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    ranked = posts.with_columns(
        foremost.alias("order"), pl.col("education").drop_nulls().first().over("person")
    ).sort("order", "target", "title")
    persons = ranked.unique("person", keep="first", maintain_order=True)
    if draft.keep_names:
        persons = persons.with_columns(title=_named_title(draft.written))
    draft.add_nodes("Person", persons.drop("at"), id="person", name="title", education="education")


def _named_title(written: dict[str, str]) -> pl.Expr:
    """Put a person's name before the post; one told apart from a namesake has a number behind."""
    pseudonym = pl.col("person").str.replace(r"#\d+$", "")
    name = pseudonym.replace_strict(written, default=None, return_dtype=pl.String)
    return pl.format("{}（{}）", name, "title")


def _digest(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:PSEUDONYM_DIGITS]
