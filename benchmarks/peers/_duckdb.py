"""DuckDB: the tables in one file, asked in SQL, by recursion where the question walks."""

from pathlib import Path

import duckdb

from benchmarks.peers import Told
from benchmarks.region import STEPS, Region

ABOUT = "every table in one file, asked in SQL; recursive where the question walks"
PACKAGES = ("duckdb",)
CANNOT = dict.fromkeys(("bridges", "articulation", "losses", "communities"), "SQL has none") | {
    "layout": "draws nothing"
}

_WAYS = """
CREATE TABLE party AS
  SELECT id FROM "PartyOrganization" UNION ALL SELECT id FROM "Agency" UNION ALL
  SELECT id FROM "Enterprise";
CREATE TABLE tie AS
  SELECT DISTINCT least("start", "end") AS low, greatest("start", "end") AS high FROM (
    SELECT "start", "end" FROM "UNDER" UNION ALL SELECT "start", "end" FROM "MEMBER_OF" UNION ALL
    SELECT p."start", b."end" FROM "PROVIDES" p JOIN "BENEFITS" b ON p."end" = b."start"
  ) WHERE "start" <> "end";
CREATE TABLE way AS SELECT low AS a, high AS b FROM tie UNION ALL SELECT high, low FROM tie;
CREATE TABLE weak AS
  SELECT DISTINCT c."end" AS id FROM "CONCERNS" c JOIN "Designation" d ON d.id = c."start"
  WHERE d.kind IN ('weak_lax', 'economically_weak');
CREATE TABLE strong AS
  SELECT DISTINCT p."start" AS id FROM "PROVIDES" p JOIN "Pairing" g ON g.id = p."end"
  WHERE g.mode = 'strong_weak' AND p."start" IN (SELECT id FROM "PartyOrganization")
    AND p."start" NOT IN (SELECT id FROM weak);
"""
_COVERAGE = """
SELECT lies."end" AS town, count(*) AS asked, count(built.id) AS registered
FROM "PartyOrganization" o
JOIN "SEATED_IN" seat ON seat."start" = o.id
JOIN "PART_OF" lies ON lies."start" = seat."end"
LEFT JOIN (
  SELECT DISTINCT s.id FROM (
    SELECT "start" AS id, "end" AS pairing FROM "PROVIDES" UNION ALL
    SELECT "end", "start" FROM "BENEFITS"
  ) s JOIN "Pairing" g ON g.id = s.pairing WHERE g.mechanism = 'co_building'
) built ON built.id = o.id
WHERE o.kind = 'village' GROUP BY town
"""
_ISOLATION = """
SELECT id FROM weak WHERE id NOT IN (
  SELECT "start" FROM "PROVIDES" UNION ALL SELECT "end" FROM "BENEFITS" UNION ALL
  SELECT "start" FROM "MEMBER_OF"
)
"""
_COMPONENTS = """
WITH RECURSIVE label(id, "group") USING KEY (id) AS (
  SELECT id, id FROM party
  UNION
  SELECT near.id, min(far."group") FROM recurring.label near
  JOIN way ON way.a = near.id JOIN label far ON far.id = way.b
  WHERE far."group" < near."group" GROUP BY near.id
) SELECT id, "group" FROM label
"""
_REACH = """
WITH RECURSIVE reached(id, steps) USING KEY (id) AS (
  SELECT id, 0 FROM strong
  UNION
  SELECT DISTINCT way.b, last.steps + 1 FROM reached last JOIN way ON way.a = last.id
  WHERE last.steps < $most AND way.b NOT IN (SELECT id FROM recurring.reached)
) SELECT id, steps FROM reached
"""


class Held:
    """A connection to the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, text: str, **parameters: object) -> Told:
        """Ask, and have the rows as columns of arrow."""
        found = self.connection.sql(text, params=parameters).to_arrow_table()
        return lambda: dict(zip(found.column_names, found.columns, strict=True))

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        nodes, edges = self.connection.execute(
            "SELECT (SELECT count(*) FROM party), (SELECT count(*) FROM tie)"
        ).fetchone() or (0, 0)
        return {"nodes": [nodes], "edges": [edges]}


def empty(region: Region) -> None:
    """Remove what an earlier load has made."""
    _path(region).unlink(missing_ok=True)


def load(region: Region) -> Held:
    """Read every table, and make a table of the ties."""
    made = duckdb.connect(str(_path(region)))
    for path in sorted(region.folder.glob("*/*.csv")):
        made.execute(
            f'CREATE TABLE "{path.stem}" AS SELECT * FROM read_csv(?, header = true, '  # noqa: S608 - our own file
            "all_varchar = true)",
            [str(path)],
        )
    made.execute(_WAYS)
    return Held(made)


def opened(region: Region) -> Held:
    """Open what a load has made."""
    return Held(duckdb.connect(str(_path(region)), read_only=True))


def coverage(held: Held) -> Told:
    """Join and group."""
    return held.rows(_COVERAGE)


def isolation(held: Held) -> Told:
    """Ask for those that are in no table."""
    return held.rows(_ISOLATION)


def components(held: Held) -> Told:
    """Hand the smallest id on until nothing changes."""
    return held.rows(_COMPONENTS)


def reach(held: Held) -> Told:
    """Walk step by step."""
    return held.rows(_REACH, most=STEPS)


def readout(held: Held) -> Told:
    """Fetch all ties as arrow columns."""
    return held.rows('SELECT low AS "start", high AS "end" FROM tie')


def _path(region: Region) -> Path:
    return region.store / "region.duckdb"
