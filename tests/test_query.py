"""A user's query reads the graph and touches nothing else, on both stores."""

import itertools
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from orggraph import checks, guard, queries
from orggraph.errors import QueryError
from orggraph.store import Store, open_store
from tests.county import County
from tests.neo4j.server import Server

BOTH = ["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)]

# Each with the word at which it is refused.
ATTACKS = {
    # Writing the graph.
    "CREATE (:Village {id: 'x'})": "CREATE",
    "MATCH (n) SET n.name = 'x'": "SET",
    "MATCH (n) DETACH DELETE n": "DETACH",
    "MATCH (n) DELETE n RETURN 1": "DELETE",
    "MATCH (n) REMOVE n.name RETURN n": "REMOVE",
    "MERGE (n:Village {id: 'x'}) RETURN n": "MERGE",
    "MATCH (n) WITH n MERGE (m:Village) RETURN m": "MERGE",
    "UNWIND [1] AS x FOREACH (y IN [x] | CREATE (:X))": "FOREACH",
    "MATCH (n:Village) CREATE (n)-[:X]->(n) RETURN n": "CREATE",
    "INSERT (:Village {id: 'x'})": "INSERT",
    "MATCH (n) RETURN n UNION CREATE (m) RETURN m AS n": "CREATE",
    "MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n": "CREATE",
    "MATCH (n) WHERE COUNT { MATCH (m) DELETE m } > 0 RETURN n": "DELETE",
    "MATCH (n) WITH * DELETE n": "DELETE",
    "MATCH (n) RETURN n ORDER BY n.id DESC DELETE n": "DELETE",
    "MATCH (n) WITH CASE WHEN true THEN n END DELETE n": "DELETE",
    "OPTIONAL CREATE (n)": "CREATE",
    "optional\nmAtCh (n) dElEtE n": "dElEtE",
    # Files and the network.
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row": "LOAD",
    "LOAD FROM '/etc/passwd' (header=false) RETURN *": "LOAD",
    "LOAD WITH HEADERS (a STRING) FROM '/etc/passwd' RETURN *": "LOAD",
    "WITH 1 AS x LOAD CSV FROM 'http://127.0.0.1:1/' AS row RETURN row": "LOAD",
    "WITH * LOAD CSV FROM 'http://127.0.0.1:1/' AS row RETURN row": "LOAD",
    "MATCH (n) WITH n LIMIT 1 LOAD CSV WITH HEADERS FROM n.id AS row RETURN row": "LOAD",
    "COPY (MATCH (n) RETURN n.id) TO '/tmp/orggraph-attack.csv'": "COPY",
    "COPY Village FROM '/etc/passwd'": "COPY",
    "COPY Village TO '/tmp/orggraph-attack.csv'": "COPY",
    "EXPORT DATABASE '/tmp/orggraph-attack'": "EXPORT",
    "IMPORT DATABASE '/tmp/orggraph-attack'": "IMPORT",
    "ATTACH '/tmp/other.lbug' AS other (dbtype lbug)": "ATTACH",
    "DETACH other": "DETACH",
    "USE other": "USE",
    "USE system MATCH (n) RETURN n": "USE",
    # Code and settings.
    "INSTALL httpfs": "INSTALL",
    "LOAD EXTENSION '/tmp/evil.so'": "LOAD",
    "LOAD httpfs": "LOAD",
    "UPDATE httpfs": "UPDATE",
    "CALL threads=1": "CALL",
    "CALL show_tables() RETURN *": "CALL",
    "CALL read_csv_serial('/etc/passwd') RETURN *": "CALL",
    "CALL dbms.listConfig() YIELD name RETURN name": "CALL",
    "CALL { MATCH (n) DELETE n }": "CALL",
    "MATCH (n) CALL (n) { DELETE n } RETURN n": "CALL",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS": "CALL",
    "OPTIONAL CALL db.labels() YIELD label RETURN label": "CALL",
    "CREATE MACRO f(x) AS x + 1": "CREATE",
    "DROP TABLE Village": "DROP",
    "ALTER TABLE Village ADD x STRING": "ALTER",
    "COMMENT ON TABLE Village IS 'x'": "COMMENT",
    "CHECKPOINT": "CHECKPOINT",
    "BEGIN TRANSACTION": "BEGIN",
    "COMMIT": "COMMIT",
    "SHOW USERS": "SHOW",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'": "TERMINATE",
    "ALTER USER neo4j SET PASSWORD 'x'": "ALTER",
    "EXPLAIN MATCH (n) RETURN n": "EXPLAIN",
    "PROFILE MATCH (n) DELETE n": "PROFILE",
    "CYPHER runtime=slotted MATCH (n) RETURN n": "CYPHER",
    # Functions that are not on the list.
    "RETURN apoc.load.json('file:///etc/passwd') AS x": "json",
    "RETURN `load_file`('/etc/passwd') AS x": "`load_file`",
    "RETURN apoc.`load`('x') AS x": "`load`",
    "RETURN nextval('x') AS x": "nextval",
    "UNWIND range(1, 1000000000000) AS x RETURN x": "range",
    "RETURN reduce(a = '', x IN ['a'] | a + x) AS x": "reduce",
    "RETURN file('/etc/passwd') AS x": "file",
    "RETURN date.truncate('day') AS x": "truncate",
    # Two statements.
    "RETURN 1 AS x; MATCH (n) DELETE n": ";",
    "RETURN 1 AS x;;": ";",
    "; RETURN 1 AS x": ";",
    # Hidden in strings, names and comments, or behind odd characters.
    "RETURN 'a' /* ' */ DELETE n": "DELETE",
    "RETURN 1 AS x // '\nDELETE n": "DELETE",
    "RETURN 1 AS x /* // */ DELETE n": "DELETE",
    "RETURN '\\u0027 CALL db.labels() //' AS x": "\\\\u",
    "\\u0043ALL db.labels()": "\\\\u",
    "RETURN 1 AS x // \\u000aCALL db.labels()": "\\\\u",
    "RETURN 'a\\' AS x // ' DELETE n": "DELETE",
    "RETURN 'open AS x": "'",
    "RETURN `open AS x": "`",
    "RETURN 1 AS x /* open": "/",
    "RETURN 1 AS x /* /* */ DELETE n */": "/",
    "RETURN 1 AS x /* **/ DELETE n */": "/",
    "RETURN 1 AS x // hidden\rDELETE n": "\\r",
    "RETURN 1 AS x // hidden\u2028DELETE n": "\\u2028",
    "RETURN 1 AS x // hidden\x0cDELETE n": "\\x0c",
    "MATCH (n)\u00a0DELETE n": "DELETE",
    "MATCH (n) \u200bDELETE n": "\u200b",
    "MATCH (n) \uff24\uff25\uff2c\uff25\uff34\uff25 n": "\uff24\uff25\uff2c\uff25\uff34\uff25",
    "MATCH (n) WITH n A\u017f x RETURN x": "A\u017f",
    "MATCH (n) WITH n AS `x` DELETE `x`": "DELETE",
    "WITH 1. CALL db.labels() YIELD label RETURN label": ".",
    "MATCH (n) WITH n AS by DELETE by": "DELETE",
    "MATCH (n) WITH n AS distinct DELETE distinct": "DELETE",
    "WITH distinct CALL db.labels() YIELD label RETURN label": "CALL",
    "MATCH (n) WHERE n:Village DELETE n": "DELETE",
    "MATCH (n:$(label)) RETURN n": "$",
    # Where a pattern repeats, the sign that says so looks like a sum.
    "MATCH ((a)-->(b))+ DELETE [a][0]": "DELETE",
    "MATCH ((a)-->(b))* DELETE [a][0]": "DELETE",
    "MATCH ((a)-->(b))+ SET [a][0].x = 1": "SET",
    "MATCH ((a)-->(b))+ CALL { RETURN 1 AS y }": "CALL",
    "RETURN COLLECT { CALL db.labels() YIELD label RETURN label } AS x": "CALL",
    # Parameters without a value, which Ladybug takes as null.
    "MATCH (n) WHERE n.id = $missing RETURN n": "$missing",
    "RETURN $1 AS x": "$",
}

# The shared dialect of both engines, each with its answer on the county below, worked out by hand.
DIALECT: dict[str, list[object]] = {
    "MATCH (v:Village) RETURN v.name AS x ORDER BY x": ["a", "b", "c"],
    "MATCH (v:Village) RETURN v.name AS x ORDER BY x DESC SKIP 1 LIMIT 1": ["b"],
    "MATCH (v:Village) WHERE v.name <> 'a' AND NOT v.name = 'b' RETURN v.name AS x": ["c"],
    "MATCH (v:Village) WHERE v.name IN ['a', \"c\"] RETURN v.name AS x ORDER BY x": ["a", "c"],
    "MATCH (v:Village) WHERE v.name IN $names RETURN v.name AS x ORDER BY x": ["a", "b"],
    "UNWIND $names AS x RETURN x ORDER BY x": ["a", "b"],
    "UNWIND $maps AS m MATCH (v:Village) WHERE v.name = m.name RETURN m.rank AS x": [7],
    "MATCH (p:Pairing) WHERE p.id STARTS WITH 'p' RETURN p.id AS x ORDER BY x": ["p1", "p2"],
    "MATCH (p:Pairing) WHERE p.mode IS NULL RETURN count(*) AS x": [2],
    "MATCH (o:PartyOrganization) OPTIONAL MATCH (o)-[:PROVIDES]->(p:Pairing) "
    "RETURN p.id AS x ORDER BY x": ["p1", "p2", None],
    "MATCH (o:PartyOrganization) WHERE EXISTS { MATCH (o)-[:PROVIDES]->(:Pairing) } "
    "RETURN o.name AS x ORDER BY x": ["a党支部", "b党支部"],
    "MATCH (o:PartyOrganization) WHERE NOT EXISTS { MATCH (o)-[:PROVIDES]->(:Pairing) } "
    "RETURN o.name AS x": ["c党支部"],
    "MATCH (o:PartyOrganization) WHERE COUNT { MATCH (o)<-[:BENEFITS]-(:Pairing) } >= 2 "
    "RETURN o.name AS x": ["c党支部"],
    "MATCH (o:PartyOrganization)-[:PROVIDES|BENEFITS]-(p:Pairing) RETURN count(DISTINCT o) AS x": [
        3
    ],
    "MATCH (v:Village)-[:PART_OF*1..8]->(a:Area {level: 'county'}) RETURN count(a) AS x": [3],
    "MATCH (v:Village) WITH v.kind AS kind, count(*) AS n WHERE n > 2 RETURN n AS x": [3],
    "MATCH (v:Village) RETURN size(collect(DISTINCT v.name)) AS x": [3],
    "MATCH (v:Village) RETURN min(v.name) + max(v.name) AS x": ["ac"],
    "UNWIND [1, 2, 3] AS n RETURN sum(n) AS x": [6],
    "UNWIND [1, 2, 3] AS n RETURN n * 2 + 1 AS x ORDER BY x": [3, 5, 7],
    "MATCH (v:Village) RETURN CASE WHEN v.name = 'a' THEN 'first' ELSE 'later' END AS x "
    "ORDER BY x": ["first", "later", "later"],
    "MATCH (v:Village) RETURN coalesce(v.population, 0) AS x LIMIT 1": [0],
    "MATCH ()-[r:PROVIDES]->() WHERE r.since <= $day RETURN r.since AS x": [date(2022, 1, 1)],
    "MATCH ()-[r:PROVIDES]->() WHERE r.since < date('2022-01-02') RETURN count(r) AS x": [1],
    "MATCH (v:Village) WHERE v.name = 'a' RETURN v.name AS x UNION "
    "MATCH (v:Village) WHERE v.name = 'a' RETURN v.name AS x": ["a"],
    "RETURN 1 AS x UNION ALL RETURN 1 AS x": [1, 1],
    "MATCH (v:Village {name: 'b'}) RETURN v.name AS x": ["b"],
    # Words that attack elsewhere are only words here.
    "RETURN 'CALL; LOAD CSV // DELETE' AS x": ["CALL; LOAD CSV // DELETE"],
    "RETURN 'it\\'s' AS x": ["it's"],
    "MATCH (`delete`:Village) WHERE `delete`.name = 'a' RETURN `delete`.name AS x": ["a"],
    "RETURN 1 AS x // DELETE": [1],
    "/* CALL x() */ RETURN 1 AS x;": [1],
    "RETURN 1 AS 村": [1],
}
PARAMETERS: dict[str, object] = {
    "names": ["a", "b"],
    "maps": [{"name": "b", "rank": 7}],
    "day": date(2022, 6, 30),
}


def _county() -> County:
    county = County()
    county.villages("a", "b", "c")
    county.pair("p1", "a", "c")
    county.pair("p2", "b", "c", since=date(2023, 1, 1))
    return county


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    neo4j = request.param == "neo4j"
    place = request.getfixturevalue("neo4j_address") if neo4j else tmp_path / "county.lbug"
    with open_store(str(place)) as opened:
        opened.write(_county().dataset())
        yield opened


def _ask(store: Store, text: str, parameters: dict[str, object] | None = None) -> pl.DataFrame:
    return store.query(text, parameters or {}, limit=100, timeout=30)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_at_its_word(attack: str) -> None:
    with pytest.raises(QueryError) as refused:
        guard.check_read_only(attack, {})
    first, second = str(refused.value).splitlines()
    assert first.startswith("The query is refused at line ")
    assert first.endswith(f": {ATTACKS[attack]}")
    assert second


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.code)
def test_every_twin_is_let_through_with_its_parameters_alone(check: checks.Check) -> None:
    twin = queries.load(check.twin)
    guard.check_read_only(twin.text, dict.fromkeys(twin.params))
    for name in twin.params:
        others = dict.fromkeys(set(twin.params) - {name})
        with pytest.raises(QueryError, match=rf"refused at .*\${name}"):
            guard.check_read_only(twin.text, others)


def test_no_attack_reaches_a_store(store: Store) -> None:
    before = store.read().dataset
    for attack in ATTACKS:
        with pytest.raises(QueryError):
            _ask(store, attack)
    assert store.read().dataset == before
    assert store.read().problems == ()
    assert not list(Path("/tmp").glob("orggraph-attack*"))  # noqa: S108 - where they would write


def test_the_place_is_told_by_line_and_column() -> None:
    with pytest.raises(QueryError, match="line 3, column 5: DELETE"):
        guard.check_read_only("MATCH (n)\n// all of them\n    DELETE n", {})


@pytest.mark.parametrize("text", ["", "  \n", ";", "// nothing"])
def test_an_empty_query_is_told(text: str) -> None:
    with pytest.raises(QueryError, match="The query is empty"):
        guard.check_read_only(text, {})


def test_the_whole_shared_dialect_is_let_through_and_answers_alike(store: Store) -> None:
    for text, expected in DIALECT.items():
        rows = _ask(store, text, PARAMETERS)
        assert rows.to_series().to_list() == expected, text


def test_a_question_without_an_answer_gives_no_rows(store: Store) -> None:
    rows = _ask(store, "MATCH (v:Village) WHERE v.name = 'z' RETURN v.name AS name, v.id AS id")
    assert rows.columns == ["name", "id"]
    assert rows.is_empty()


def test_a_node_comes_with_its_label_and_facts_alone(store: Store) -> None:
    row = _ask(store, "MATCH (v:Village) RETURN v ORDER BY v.name LIMIT 1")["v"].to_list()[0]
    assert row == {"_label": "Village", "id": "370304100200", "name": "a", "kind": "village"}


def test_no_more_rows_come_than_the_limit(store: Store) -> None:
    rows = store.query("MATCH (v:Village) RETURN v.name AS x ORDER BY x", {}, limit=2, timeout=30)
    assert rows["x"].to_list() == ["a", "b"]


def test_a_query_that_takes_too_long_is_stopped(store: Store) -> None:
    nodes = [f"n{number}" for number in range(9)]
    every = " + ".join(f"{node}.id" for node in nodes)
    text = f"MATCH ({'), ('.join(nodes)}) WHERE {every} = 'x' RETURN count(*) AS x"
    began = time.monotonic()
    with pytest.raises(QueryError) as stopped:
        store.query(text, {}, limit=5, timeout=1.5)
    assert time.monotonic() - began < 15
    assert str(stopped.value).startswith("The query takes more than 1.5 seconds.\n")
    assert store.read().dataset == _county().dataset()


def test_a_query_that_is_not_understood_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="The query is not understood: "):
        _ask(store, "MATCH (v:Village) RETURN nobody")


def test_values_of_the_data_stay_out_of_errors(store: Store) -> None:
    with pytest.raises(QueryError) as failed:
        _ask(store, "MATCH (v:Village) RETURN date(v.name + '党支部') AS x")
    assert "党支部" not in str(failed.value)


def test_two_columns_of_one_name_are_told(store: Store) -> None:
    with pytest.raises(QueryError, match="The query is not understood: "):
        _ask(store, "MATCH (v:Village) RETURN v.name AS x, v.id AS x")


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the guard away, to test what stands behind it."""
    monkeypatch.setattr(guard, "check_read_only", lambda _text, _parameters: None)


@pytest.mark.usefixtures("unguarded")
def test_without_the_guard_no_store_lets_itself_be_written(store: Store) -> None:
    with pytest.raises(QueryError):
        _ask(store, "MATCH (v:Village) SET v.name = 'x' RETURN v.name AS x")
    with pytest.raises(QueryError):
        _ask(store, "CREATE (v:Village {id: 'x', name: 'x'}) RETURN v.name AS x")
    assert store.read().dataset == _county().dataset()


@pytest.mark.neo4j
@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "CALL db.labels() YIELD label RETURN label",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "MATCH (n) CALL (n) { LOAD CSV FROM 'http://127.0.0.1:1/' AS r RETURN r } RETURN r",
        "SHOW USERS",
    ],
)
def test_without_the_guard_the_plan_of_the_server_is_the_second_fence(
    neo4j_store: Store, text: str
) -> None:
    neo4j_store.write(_county().dataset())
    with pytest.raises(QueryError):
        _ask(neo4j_store, text)


@pytest.mark.usefixtures("unguarded")
def test_a_crash_of_the_embedded_engine_is_an_error_like_others(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "county.lbug")) as store:
        store.write(_county().dataset())
        for text in (
            "CALL read_csv_serial('/etc/passwd') RETURN *",
            "RETURN 1 AS x; RETURN 2 AS x",
        ):
            with pytest.raises(QueryError):
                _ask(store, text)
        assert _ask(store, "RETURN 1 AS x")["x"].to_list() == [1]


FRAMES = [
    "{0} MATCH (n) RETURN n.id AS x",
    "MATCH (n) {0} RETURN n.id AS x",
    "MATCH (n) WITH n {0} RETURN n.id AS x",
    "MATCH (n) WITH * {0} RETURN n.id AS x",
    "MATCH (n) WITH n AS by {0} RETURN 1 AS x",
    "MATCH (n) WITH n ORDER BY n.id DESC {0} RETURN n.id AS x",
    "MATCH (n) WHERE n.id IS NULL {0} RETURN n.id AS x",
    "MATCH (n) WHERE EXISTS {{ {0} MATCH (n) }} RETURN n.id AS x",
    "MATCH (n) WHERE COUNT {{ MATCH (n) {0} RETURN n }} > 0 RETURN n.id AS x",
    "MATCH (n) RETURN CASE WHEN true THEN 1 END {0} AS x",
    "UNWIND [1, 2] AS n {0} RETURN n AS x",
    "RETURN 1 AS x UNION {0} RETURN 1 AS x",
    "MATCH (n) RETURN n.id AS x {0}",
    "MATCH (n) WITH {{a: n}} AS n {0} RETURN n.a AS x",
    "MATCH (n) WITH [y IN [n] | y {0}] AS z RETURN z AS x",
    "MATCH ((n)-->(m))+ {0} RETURN 1 AS x",
    "MATCH (n) RETURN COLLECT {{ {0} RETURN n }} AS x",
]
FRAGMENTS = [
    "CALL db.labels() YIELD label",
    "CALL { CALL db.labels() YIELD label RETURN label }",
    "CALL (*) { LOAD CSV FROM 'file:///x' AS l RETURN l }",
    "LOAD CSV FROM 'file:///x' AS l",
    "CREATE (:X)",
    "SET n.x = 1",
    "DETACH DELETE n",
    "DELETE [n][0]",
    "FOREACH (y IN [1] | CREATE (:X))",
    "WITH n OPTIONAL CALL db.labels() YIELD label",
    "FINISH",
    "USE neo4j",
    "WITH COLLECT { LOAD CSV FROM 'file:///x' AS l RETURN l } AS n",
    "WITH 1 AS n",
    "WHERE n.id IS NULL",
]
DISGUISES = ["{}", "/* x */ {}", "// '\n{}", "'a' {}", "`a` {}", ". {}", ", {}", "* {}", "AS {}"]
DISGUISES += [
    "{} //",
    "{} '",
    "NOT {}",
    "DISTINCT {}",
    "\r\n{}",
    "\x85{}",
    "\u180e{}",
    "|{}",
    "${}",
]


@pytest.mark.neo4j
def test_whatever_the_guard_lets_through_only_reads_says_the_server(neo4j_server: Server) -> None:
    from neo4j.exceptions import ClientError

    let_through = 0
    with neo4j_server.driver() as driver, driver.session() as session:
        for frame, fragment, disguise in itertools.product(FRAMES, FRAGMENTS, DISGUISES):
            text = frame.format(disguise.format(fragment))
            try:
                guard.check_read_only(text, {})
            except QueryError:
                continue
            let_through += 1
            try:
                summary = session.run(f"EXPLAIN {text}").consume()
            except ClientError:
                continue
            assert summary.query_type == "r", text
            assert "LoadCSV" not in str(summary.plan), text
            assert "ProcedureCall" not in str(summary.plan), text
    assert let_through > len(FRAMES)  # the harmless fragments, at least
