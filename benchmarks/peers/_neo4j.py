"""Neo4j: the tables sent to a server in batches, asked in Cypher, step by step where it walks.

The server is started by who runs the trials; its address, user, password and process stand in the
environment.
"""

import os
from collections.abc import Iterator

import neo4j
import polars as pl

from benchmarks.peers import Told, _cypher
from benchmarks.region import PARTIES, STEPS, Region

ABOUT = (
    "every table sent in batches to a server, community edition, with a heap of at most 2 GB; "
    "asked in Cypher, step by step where the question walks; memory and CPU are the client's and "
    "the server's together, memory since the server's start"
)
PACKAGES = ("neo4j", "neo4j-rust-ext")
_NONE = "Cypher has none; the server's own library of algorithms is not part of it"
CANNOT = dict.fromkeys(
    ("components", "bridges", "articulation", "losses", "communities"), _NONE
) | {"layout": "draws nothing"}
PLACE = "ORGGRAPH_BENCHMARK_NEO4J"

_BATCH = 10_000


class Held:
    """A connection to the server."""

    def __init__(self) -> None:
        address, user, password, _process = os.environ[PLACE].split()
        self.driver = neo4j.GraphDatabase.driver(
            address, auth=(user, password), notifications_min_severity="OFF"
        )

    def rows(self, text: str, **parameters: object) -> list[list[object]]:
        """Ask, and have the records as lists."""
        with self.driver.session() as session:
            return session.run(text, parameters).values()

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        nodes = sum(self.rows(f"MATCH (n:{label}) RETURN count(*)")[0][0] for label in PARTIES)
        pair = "CASE WHEN a.id < b.id THEN [a.id, b.id] ELSE [b.id, a.id] END"
        found = self.rows(f"MATCH (a)-[:{_cypher.WAY}]->(b) RETURN count(DISTINCT {pair})")
        return {"nodes": [nodes], "edges": [found[0][0]]}


def server() -> int:
    """Give the server's process."""
    return int(os.environ[PLACE].split()[-1])


def empty(_region: Region) -> None:
    """Remove what an earlier load has made."""
    Held().rows("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")


def load(region: Region) -> Held:
    """Send every table, and tie who helps to whom it helps."""
    held = Held()
    for path in sorted((region.folder / "nodes").glob("*.csv")):
        unique = f"FOR (n:{path.stem}) REQUIRE n.id IS UNIQUE"
        held.rows(f"CREATE CONSTRAINT unique_{path.stem} IF NOT EXISTS {unique}")
        for rows in _batches(pl.read_csv(path, infer_schema=False)):
            held.rows(f"UNWIND $rows AS row CREATE (n:{path.stem}) SET n = row", rows=rows)
    for path in sorted((region.folder / "relationships").glob("*.csv")):
        table = pl.read_csv(path, infer_schema=False)
        parts = table.partition_by("start_label", "end_label", as_dict=True, include_key=False)
        for (start, end), part in parts.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) "
                f"MATCH (b:{end} {{id: row.end}}) CREATE (a)-[r:{path.stem}]->(b) SET r = row"
            )
            for rows in _batches(part):
                held.rows(text, rows=rows)
    for label in PARTIES:
        pairs = _cypher.HELPS.format(label=label)
        held.rows(f"{pairs} WITH DISTINCT a, b CREATE (a)-[:HELPS]->(b)")
    return held


def opened(_region: Region) -> Held:
    """Connect to where a load has put everything."""
    return Held()


def coverage(held: Held) -> Told:
    """Match and group."""
    found = held.rows(_cypher.COVERAGE)
    return lambda: _columns(found, "town", "asked", "registered")


def isolation(held: Held) -> Told:
    """Match those without a tie."""
    found = held.rows(_cypher.ISOLATION)
    return lambda: _columns(found, "id")


def reach(held: Held) -> Told:
    """Walk step by step, from those that the last step has reached."""
    last = [key for (key,) in held.rows(_cypher.STRONG)]
    reached = dict.fromkeys(last, 0)
    for step in range(1, STEPS + 1):
        found = held.rows(_cypher.NEXT, last=last)
        last = [key for (key,) in found if key not in reached]
        reached |= dict.fromkeys(last, step)
    return lambda: {"id": list(reached), "steps": list(reached.values())}


def readout(held: Held) -> Told:
    """Fetch all ties as records."""
    found = held.rows(_cypher.TIES.format(kind=_cypher.WAY))
    return lambda: _columns(found, "start", "end")


def _batches(table: pl.DataFrame) -> Iterator[list[dict[str, object]]]:
    for rows in table.iter_slices(_BATCH):
        yield rows.to_dicts()


def _columns(found: list[list[object]], *names: str) -> dict[str, list[object]]:
    return {name: [row[i] for row in found] for i, name in enumerate(names)}
