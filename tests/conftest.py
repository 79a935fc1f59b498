"""Fixtures that several test files share."""

import os
import shutil
from collections.abc import Iterator
from typing import NoReturn

import pytest

from orggraph import language
from orggraph.store import Store, open_store
from tests.neo4j.fetch import jars
from tests.neo4j.server import Server, serving

language.use("en")  # before the import of the command line, which reads its help texts

# Kept before any test cleans its environment.
_NAMED = {name: value for name, value in os.environ.items() if name.startswith("NEO4J_")}


def require(name: str, reason: str) -> NoReturn:
    """Skip for want of a thing, or fail where ORGGRAPH_REQUIRE says that it must be there."""
    if name in os.environ.get("ORGGRAPH_REQUIRE", "").split(","):
        pytest.fail(f"{name} is required: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give every test English messages, a key file of its own, and no server of the user's."""
    key = tmp_path_factory.getbasetemp() / "keys" / "pseudonym.key"
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(key))
    monkeypatch.setenv("ORGGRAPH_LANG", "en")
    language.use("en")
    for name in _NAMED:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the server that NEO4J_URI names, else start one."""
    if "NEO4J_URI" in _NAMED:
        yield from _named_server()
        return
    need_java()
    with serving(tmp_path_factory.mktemp("neo4j") / "home") as server:
        yield server


@pytest.fixture
def neo4j_address(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of an empty database, with the environment set to enter it."""
    clear(neo4j_server)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    if neo4j_server.database:
        monkeypatch.setenv("NEO4J_DATABASE", neo4j_server.database)
    return neo4j_server.address


@pytest.fixture
def neo4j_store(neo4j_address: str) -> Iterator[Store]:
    """Give an empty store on the server."""
    with open_store(neo4j_address) as store:
        yield store


def clear(server: Server) -> None:
    """Empty the database; constraints stay, since the server plans everything anew without."""
    server.run("MATCH (n) DETACH DELETE n")


def need_java() -> None:
    """Skip where no server can be started."""
    if not shutil.which("java"):
        require("neo4j", "no Java to run Neo4j with (Debian: apt-get install default-jre-headless)")
    if not jars().is_dir():
        require("neo4j", "no Neo4j: python tests/neo4j/fetch.py")


def _named_server() -> Iterator[Server]:
    server = Server(
        _NAMED["NEO4J_URI"],
        _NAMED.get("NEO4J_USERNAME", "neo4j"),
        _NAMED.get("NEO4J_PASSWORD", ""),
        _NAMED.get("NEO4J_DATABASE"),
    )
    # The tests empty it again and again: it must not hold what somebody wants to keep.
    if server.run("MATCH (n) RETURN n LIMIT 1"):
        pytest.fail("The database at NEO4J_URI is not empty; the tests would delete what it holds.")
    yield server
    clear(server)
    for row in server.run("SHOW CONSTRAINTS YIELD name"):
        server.run(f"DROP CONSTRAINT `{row['name']}`")
