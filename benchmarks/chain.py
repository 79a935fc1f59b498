"""Measure the way from the tables of a country to its answers: ``python -m benchmarks.chain``.

Made-up tables in CSV, written once into the folder given, are read and counted in one process, each
stage with its time and the most memory held so far, beside what the machine itself needs to read
the same bytes. The answers are held against those that the tables were made with.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl

from benchmarks.nation import peak
from benchmarks.peers._orggraph import organization_graph
from orggraph import blocks, isolation, mechanisms, synth, tables
from orggraph.network import Network
from orggraph.stranding import stranded


def main() -> int:
    """Make the tables where they are missing, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", default="nation", choices=["province", "nation"])
    asked = parser.parse_args()
    if not tables.is_tables(asked.folder):
        synth.write(asked.folder, asked.scale, seed=1, format="csv")
        print("The tables are written; run again to measure in a process of its own.")
        return 0
    return measured(asked.folder)


def measured(folder: Path) -> int:
    """Ask everything, and say whether the answers are the planted ones."""
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    stage("machine: read the bytes", lambda: sum(map(_swallow, folder.rglob("*.csv"))))
    begun = time.perf_counter()
    network = Network(stage("tables read", lambda: tables.read(folder, for_coverage=True)))
    stage("as of the day", lambda: network.now)
    counts = stage("coverage, 13 mechanisms x towns", lambda: mechanisms.counts(network))
    isolated = stage(
        "isolated weak branches",
        lambda: isolation.isolated_branches(
            network.pairing_graph, network.committee_graph, need_set=network.need_set.ids
        ),
    )
    print(f"    = {structure(network)}")
    print(f"    = {losses(network):,} whose loss strands a weak branch")
    print(f"{time.perf_counter() - begun:9.2f} s  {peak():5.2f} GiB  from tables to answers")
    whole = counts.filter(pl.col("town").is_null()).select("mechanism", "asked", "registered")
    found = {name: shown for name, *shown in whole.rows() if name in answers["coverage"]}
    right = found == answers["coverage"]
    right &= len(isolated) == answers["failing"]["ISO001"]["failing"]
    print("The answers are the planted ones." if right else "WRONG: not the planted answers.")
    return 0 if right else 1


def structure(network: Network) -> str:
    """Count the components and bridges of all organisations."""
    G = stage("graph of superiors, members, help", lambda: organization_graph(network))
    parts = stage("components", lambda: nx.number_connected_components(G))
    narrow = stage("bridges", lambda: len(blocks.bridges(G.out)[0]))
    size = f"{len(G):,} organisations, {G.number_of_edges():,} ties"
    return f"{size}, {parts:,} components, {narrow:,} bridges"


def losses(network: Network) -> int:
    """Count those whose loss cuts a weak branch off from every strong one."""
    H = stage("help graph", lambda: network.help_graph)
    strong = [*network.strong, *network.designated("red_flag").ids]
    weak = network.need_set.ids
    lost = stage("N-1 of all", lambda: stranded(H, sources=strong, targets=weak))
    return len(lost.by_loss)


def stage(name: str, call: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it answers
    """Time a call once, and tell the most memory held so far."""
    begun = time.perf_counter()
    answer = call()
    print(f"{time.perf_counter() - begun:9.2f} s  {peak():5.2f} GiB  {name}", flush=True)
    return answer


def _swallow(path: Path) -> int:
    with path.open("rb") as file:
        return sum(map(len, iter(lambda: file.read(1 << 22), b"")))


if __name__ == "__main__":
    sys.exit(main())
