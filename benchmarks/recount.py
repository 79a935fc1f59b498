"""Count the answers of a made-up region again, in SQL: ``python -m benchmarks.recount DIR``.

DuckDB reads the tables that ``orggraph synth`` wrote, at any scale; nothing of orggraph runs. Each
answer of ``answers.json`` that hangs on who is tied to whom is held against the ids that the SQL
finds; a difference exits with 1.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import duckdb

_FACTS = """
CREATE TABLE village AS SELECT id FROM organization WHERE kind = 'village';
CREATE TABLE weak AS SELECT DISTINCT c."end" AS id, d.kind
  FROM concerns c JOIN designation d ON d.id = c."start";
CREATE TABLE party AS SELECT "start" AS id, "end" AS pairing FROM provides
  UNION ALL SELECT "end", "start" FROM benefits WHERE start_label = 'Pairing';
CREATE TABLE help AS SELECT DISTINCT p."start" AS helper, b."end" AS helped, g.mechanism
  FROM provides p JOIN benefits b ON b."start" = p."end" JOIN pairing g ON g.id = p."end"
  WHERE p."start" <> b."end";
CREATE TABLE built AS SELECT DISTINCT party.id
  FROM party JOIN pairing g ON g.id = party.pairing WHERE g.mechanism = 'co_building';
CREATE TABLE helpers AS SELECT helped AS id, count(DISTINCT helper) AS n FROM help GROUP BY helped;
"""
_FAILING = {
    "ISO001": """SELECT id FROM weak WHERE id NOT IN (SELECT id FROM party)
        AND id NOT IN (SELECT "start" FROM member_of)""",
    "ISO003": "SELECT id FROM weak JOIN helpers USING (id) WHERE n = 1",
    "PAIR001": "SELECT id FROM village WHERE id NOT IN (SELECT id FROM built)",
    "PAIR002": "SELECT id FROM weak WHERE id NOT IN (SELECT id FROM helpers)",
    "PAIR005": """SELECT g.id FROM pairing g JOIN concerns c ON c."end" = g.id
        WHERE g.mechanism = 'co_building' GROUP BY g.id HAVING max(c.since) < DATE '2025-11-01'""",
    "PAIR007": """SELECT helper AS id FROM help WHERE mechanism = 'co_building'
        GROUP BY helper HAVING count(*) > 3""",
    "PAIR011": """SELECT id FROM weak WHERE kind = 'weak_lax' AND id NOT IN (
        SELECT b."end" FROM benefits b JOIN pairing g ON g.id = b."start"
        WHERE g.mechanism = 'double_hundred')""",
    "ORG001": """SELECT id FROM organization WHERE kind IN ('village', 'community')
        AND id NOT IN (SELECT "end" FROM holds WHERE role = 'secretary')""",
    "ORG002": """SELECT id FROM organization WHERE kind <> 'county_committee'
        AND id NOT IN (SELECT "start" FROM under)""",
}
_COVERAGE = {
    "co_building": (
        "SELECT count(*) FROM village",
        "SELECT count(*) FROM village JOIN built USING (id)",
    ),
    "joint_committee": (
        "SELECT count(*) FROM village",
        'SELECT count(DISTINCT id) FROM village JOIN member_of ON "start" = id',
    ),
    "hundred_firms": (
        "SELECT count(DISTINCT id) FROM weak",
        """SELECT count(DISTINCT id) FROM weak JOIN help ON helped = id
           WHERE mechanism = 'hundred_firms'""",
    ),
}
_HANGING = "SELECT count(*) FROM helpers WHERE n = 1"
_TABLES = {
    "organization": "nodes/PartyOrganization",
    "pairing": "nodes/Pairing",
    "designation": "nodes/Designation",
    **{
        name.lower(): f"relationships/{name}"
        for name in ("CONCERNS", "PROVIDES", "BENEFITS", "MEMBER_OF", "HOLDS", "UNDER")
    },
}


def main() -> int:
    """Recount, and tell each answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    with duckdb.connect() as database:
        for name, file in _TABLES.items():
            (path,) = folder.glob(f"{file}.*")
            database.execute(f'CREATE VIEW {name} AS SELECT * FROM "{path}"')  # noqa: S608 - names of ours
        database.execute(_FACTS)
        wrong = [what for what, same in recounted(database, answers) if not _told(what, same=same)]
    return 1 if wrong else 0


def recounted(database: duckdb.DuckDBPyConnection, answers: dict) -> list[tuple[str, bool]]:
    """Say of each answer whether it is the one that was written."""
    found = []
    for code, text in _FAILING.items():
        rows = database.sql(f"SELECT DISTINCT id FROM ({text}) ORDER BY id").fetchall()  # noqa: S608 - texts of ours
        lines = "".join(f"{node}\n" for (node,) in rows).encode()
        told = {"failing": len(rows), "sha256": hashlib.sha256(lines).hexdigest()}
        found.append((f"{code}: {len(rows):,}", told == answers["failing"][code]))
    for mechanism, texts in _COVERAGE.items():
        asked, registered = (database.sql(text).fetchall()[0][0] for text in texts)
        same = [asked, registered] == answers["coverage"][mechanism]
        found.append((f"{mechanism}: {registered:,} of {asked:,}", same))
    (hanging,) = database.sql(_HANGING).fetchall()[0]
    found.append((f"organisations with one helper: {hanging:,}", hanging == answers["hanging"]))
    return found


def _told(what: str, *, same: bool) -> bool:
    print(f"{'as written' if same else 'DIFFERS'}  {what}")
    return same


if __name__ == "__main__":
    sys.exit(main())
