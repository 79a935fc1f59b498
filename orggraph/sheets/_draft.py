"""The graph of a county while its ledgers are being read: nodes, relationships and what is known.

Every row of a node or relationship frame carries ``at``, the number of the row that it comes from
(null for what no one row says), so that refusing a row takes back all that it said.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from orggraph.dataset import node_schema, relationship_schema
from orggraph.model import LABELS, RELATIONSHIPS
from orggraph.sheets._problems import Issues
from orggraph.sheets._sheet import Sheet

HASH_DIGITS = 12

TOWNS = pl.Schema({"key": pl.String, "town": pl.String, "town_name": pl.String})
# What can be named inside a town (at county level: inside the county): places by name and by
# code, party organisations by name.
PARTIES = pl.Schema(
    {
        "town": pl.String,
        "key": pl.String,
        "rank": pl.Int8,
        "kind": pl.String,
        "village": pl.String,
        "organization": pl.String,
        "name": pl.String,
    }
)
UNITS = pl.Schema(
    {"seat": pl.String, "key": pl.String, "label": pl.String, "unit": pl.String, "name": pl.String}
)
TEAMS = pl.Schema({"town": pl.String, "key": pl.String, "team": pl.String})
PROJECTS = pl.Schema({"key": pl.String, "project": pl.String, "rank": pl.Int8})
GRIDS = pl.Schema({"village": pl.String, "key": pl.String, "grid": pl.String})
PAIRINGS = pl.Schema({"key": pl.String, "pairing": pl.String, "helper": pl.String})
# Base names of all places of the county, those that 村情 lacks included.
BASES = pl.Schema(
    {
        "town": pl.String,
        "base": pl.String,
        "kind": pl.String,
        "village": pl.String,
        "name": pl.String,
    }
)
# Names of places, also as they are written, with others that they stand for, by town.
ALIASES = pl.Schema({"town": pl.String, "key": pl.String, "written": pl.String, "other": pl.String})
# How each name was matched.
MATCHES = pl.Schema({"at": pl.Int64, "item": pl.String, "target": pl.String, "method": pl.String})
# Names that stand for nothing, and in which pool the one that is meant may be: places that 村情
# lists, places of the gazetteer, or towns.
UNFOUND = pl.Schema({"at": pl.Int64, "town": pl.String, "item": pl.String, "pool": pl.String})
# Places whose code the gazetteer has under another name.
RENAMED = pl.Schema({"at": pl.Int64, "town": pl.String, "old": pl.String, "new": pl.String})
# Names and numbers of rows that are refused, by town (or ledger), with the place of the row.
REFUSED = pl.Schema({"town": pl.String, "key": pl.String, "refused": pl.String})
PLACE_RANK, JOINT_RANK, NAME_RANK = 0, 1, 2


@dataclass(frozen=True)
class County:
    """The county of the ledgers: its code and name, and what 说明 says of them."""

    code: str
    name: str
    cutoff: date | None
    reporter: str | None


@dataclass
class Draft:
    """What is known so far: indexes to find names in, and the frames of the graph."""

    county: County
    sheets: Mapping[str, Sheet]
    rows: Mapping[str, pl.DataFrame]
    issues: Issues
    keep_names: bool = False
    written: dict[str, str] = field(default_factory=dict)  # names by pseudonym, if they are kept
    towns: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TOWNS))
    parties: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PARTIES))
    bases: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=BASES))
    aliases: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ALIASES))
    units: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=UNITS))
    teams: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TEAMS))
    projects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PROJECTS))
    grids: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=GRIDS))
    pairings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PAIRINGS))
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED))
    nodes: dict[str, list[pl.DataFrame]] = field(
        default_factory=lambda: {label: [] for label in LABELS}
    )
    links: dict[str, list[pl.DataFrame]] = field(
        default_factory=lambda: {name: [] for name in RELATIONSHIPS}
    )
    posts: list[pl.DataFrame] = field(default_factory=list)
    matches: list[pl.DataFrame] = field(default_factory=list)
    unfound: list[pl.DataFrame] = field(default_factory=list)
    renamed: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RENAMED))

    def good_rows_of(self, ledger: str) -> pl.DataFrame:
        """Give the rows of a ledger that are not refused so far."""
        return self.issues.good(self.rows[ledger])

    def remember_refused(self, rows: pl.DataFrame, town: pl.Expr, key: pl.Expr) -> None:
        """Remember what refused rows are called, so that what refers to them can be told so."""
        bad = rows.join(self.issues.good(rows), on="at", how="anti")
        columns = {"town": town, "key": key, "refused": pl.col("source")}
        named = bad.select(columns[name].cast(dtype).alias(name) for name, dtype in REFUSED.items())
        self.refused = pl.concat([self.refused, named]).unique(["town", "key"], keep="first")

    def given(self, ledger: str) -> bool:
        """Whether the ledger was given and can be read."""
        return bool(self.sheets[ledger].given)

    def remember_unfound(self, rows: pl.DataFrame, pool: str) -> None:
        """Remember names that stand for nothing, so that what is alike can be suggested."""
        told = rows.select("at", "town", "item", pl.lit(pool).alias("pool"))
        self.unfound.append(told.cast(UNFOUND))

    def remember_matches(self, rows: pl.DataFrame) -> None:
        """Remember how names were matched."""
        self.matches.append(rows.select(MATCHES.names()).cast(MATCHES))

    def add_nodes(self, label: str, rows: pl.DataFrame, **columns: str | pl.Expr) -> None:
        """Add a node for each row; the columns say where its properties come from."""
        self.nodes[label].append(_table(rows, node_schema(label), columns))

    def add_links(
        self,
        name: str,
        rows: pl.DataFrame,
        start: tuple[str | pl.Expr, str],
        end: tuple[str | pl.Expr, str],
        **columns: str | pl.Expr,
    ) -> None:
        """Add a relationship for each row, from and to (label or its expression, id column)."""
        ends: dict[str, str | pl.Expr] = {
            "start_label": _label(start[0]),
            "start": start[1],
            "end_label": _label(end[0]),
            "end": end[1],
        }
        schema = relationship_schema(name)
        self.links[name].append(_table(rows, schema, {"source": "source", **ends, **columns}))


def hashed(rows: pl.DataFrame, *columns: str) -> pl.Series:
    """Hash what the columns say, row by row: the first 12 hex digits of SHA-256, folded by NFKC."""
    text = pl.concat_str([pl.col(name).fill_null("") for name in columns], separator="\n")
    folded = rows.select(text.str.normalize("NFKC")).to_series()
    digests = [hashlib.sha256(each.encode()).hexdigest()[:HASH_DIGITS] for each in folded]
    return pl.Series(digests, dtype=pl.String)


def _label(label: str | pl.Expr) -> pl.Expr:
    return pl.lit(label) if isinstance(label, str) else label


def _table(
    rows: pl.DataFrame, schema: pl.Schema, columns: Mapping[str, str | pl.Expr]
) -> pl.DataFrame:
    values = {name: pl.col(c) if isinstance(c, str) else c for name, c in columns.items()}
    at = pl.col("at") if "at" in rows.columns else pl.lit(None)
    return rows.select(
        at.cast(pl.Int64).alias("at"),
        *(values.get(name, pl.lit(None)).cast(dtype).alias(name) for name, dtype in schema.items()),
    )
