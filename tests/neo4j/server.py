"""A real Neo4j server of our own, on a free loopback port, for as long as a test needs it."""

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests.neo4j.fetch import jars

_OPENS = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch")
_HEAP = "server.memory.heap.max_size"  # which the server's own start script hands to Java
_START = 90.0  # seconds until it must answer


class Server(NamedTuple):
    """Where a server listens, who may come in, and which process it is."""

    address: str
    user: str
    password: str
    database: str | None = None
    process: int | None = None

    def driver(self) -> neo4j.Driver:
        """Open a bare driver, which knows nothing of the product."""
        auth = (self.user, self.password)
        return neo4j.GraphDatabase.driver(self.address, auth=auth, notifications_min_severity="OFF")

    def run(self, text: str, **parameters: object) -> list[dict[str, object]]:
        """Run a statement, past the product."""
        with self.driver() as driver:
            records = driver.execute_query(text, parameters, database_=self.database).records
        return [record.data() for record in records]


@contextmanager
def serving(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start a server in a folder, empty or of an earlier start, and stop it at the end."""
    secret, port = _prepared(home), _free_port()
    _configure(home, port, settings or {})
    heap = (settings or {}).get(_HEAP, "2g")
    process = subprocess.Popen(
        _java(home, heap), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address, password = f"bolt://127.0.0.1:{port}", secret.read_text(encoding="ascii")
    server = Server(address, "neo4j", password, process=process.pid)
    try:
        _wait(server, home, process)
        yield server
    finally:
        process.terminate()
        process.wait(60)


def admin(home: Path, *words: str, folder: Path | None = None) -> str:
    """Run neo4j-admin in a folder on a server that does not run, and give what it says."""
    _prepared(home)
    return _admin(home, *words, folder=folder)


def _prepared(home: Path) -> Path:
    """Make a server that can be started, if there is none, and give the file of its password."""
    secret = home / "password"
    if not secret.exists():
        for name in ("conf", "data", "logs", "plugins", "import", "run"):
            (home / name).mkdir(parents=True)
        secret.write_text(secrets.token_hex(8), encoding="ascii")
        _configure(home, _free_port(), {})
        _admin(home, "dbms", "set-initial-password", secret.read_text(encoding="ascii"))
    return secret


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configure(home: Path, port: int, settings: Mapping[str, str]) -> None:
    lines = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        # Its port is fixed, so that a second server on the machine could not start.
        "server.http.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "server.memory.heap.initial_size": "512m",
        _HEAP: "2g",
        "server.memory.pagecache.size": "256m",
        **settings,
    }
    text = "".join(f"{key}={value}\n" for key, value in lines.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")


def _admin(home: Path, *words: str, folder: Path | None = None) -> str:
    command = ["java", "-cp", f"{jars()}/*", "org.neo4j.cli.AdminTool", *words]
    folders = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        command,
        env={**os.environ, **folders},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout)
    return done.stdout


def _java(home: Path, heap: str) -> list[str]:
    opens = [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENS]
    start = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}"]
    return [
        "java",
        f"-Xmx{heap}",
        *opens,
        "-cp",
        f"{jars()}/*",
        *start,
        f"--config-dir={home / 'conf'}",
    ]


def _wait(server: Server, home: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START
    while True:
        try:
            with server.driver() as driver:
                driver.verify_connectivity()
        except (DriverError, Neo4jError):
            if process.poll() is not None or time.monotonic() > deadline:
                log = (home / "logs" / "neo4j.log").read_text(encoding="utf-8")
                raise RuntimeError(log) from None
            time.sleep(0.2)
        else:
            return
