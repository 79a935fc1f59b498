"""The engines that are asked, a module each behind one interface.

A module says what it is (``ABOUT``), which packages it measures (``PACKAGES``) and why it cannot do
a task (``CANNOT``), and has a function for each other task, by its name: ``load(region)`` makes
whatever the others then take. Each does the work, and gives a function that tells the answer in the
columns of ``tasks``; only the work is timed. An engine that keeps a store has ``empty(region)``,
called before each load, and ``opened(region)``, which gives what an earlier load has made; one that
can read less where only the questions of the whole script follow has ``counted(region)`` in place
of ``load``; one that remembers answers forgets them by ``anew(held)``, called before each task; one
whose work a server does gives the server's process as ``server()``.

Each does what a user of its own interface would write, and no algorithm that it lacks.
"""

import importlib
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

Told = Callable[[], Mapping[str, Any]]

PEERS = {
    "orggraph": "benchmarks.peers._orggraph",
    "orggraph-nx": "benchmarks.peers._orggraph_nx",
    "networkx": "benchmarks.peers._networkx",
    "nx-rustworkx": "benchmarks.peers._nx_rustworkx",
    "igraph": "benchmarks.peers._igraph",
    "rustworkx": "benchmarks.peers._rustworkx",
    "networkit": "benchmarks.peers._networkit",
    "duckdb": "benchmarks.peers._duckdb",
    "ladybug": "benchmarks.peers._ladybug",
    "neo4j": "benchmarks.peers._neo4j",
}


def peer(name: str) -> ModuleType:
    """Load the module of an engine."""
    return importlib.import_module(PEERS[name])
