"""A bare loop over the driver, to hold the Neo4j store against in the same run."""

import time

import neo4j

from orggraph.dataset import Dataset
from orggraph.model import LABELS, RELATIONSHIPS
from orggraph.store._batches import batches  # the same statements and the same batches
from tests.neo4j.server import Server


def write(server: Server, dataset: Dataset) -> float:
    """Send every batch by itself, and give the seconds that it took."""
    start = time.perf_counter()
    with server.driver() as driver, driver.session() as session:
        for label in LABELS:
            unique = f"FOR (n:{label}) REQUIRE n.id IS UNIQUE"
            session.run(f"CREATE CONSTRAINT bare_{label} IF NOT EXISTS {unique}").consume()
        for text, rows in batches(dataset):
            session.run(text, rows=rows.rows()).consume()
    return time.perf_counter() - start


def read_by_record(server: Server) -> float:
    """Read nodes and relationships one record each, and give the seconds that it took."""
    start = time.perf_counter()
    with server.driver() as driver, driver.session() as session:
        for label in LABELS:
            _take(session, f"MATCH (n:{label}) RETURN properties(n)")
        for name in RELATIONSHIPS:
            _take(session, f"MATCH (a)-[r:{name}]->(b) RETURN a.id, b.id, properties(r)")
    return time.perf_counter() - start


def _take(session: neo4j.Session, text: str) -> list[list[object]]:
    return [record.values() for record in session.run(text)]
