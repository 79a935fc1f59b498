"""Measure the graph of a country: ``python -m benchmarks.nation [--tenth] [--networkx] [--plain]``.

Five million organisations with twelve million relations, made up in the shape of the country:
a hierarchy of six levels, joint committees of neighbours, and help mostly within the county. Each
engine is a process of its own. Every time stands beside that of the machine's random gather in
the same process: as many numbers as the graph has neighbours, read from as many places as it has
nodes, in the order of the graph's own rows and in random order.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import polars as pl

from orggraph import blocks, kernels
from orggraph.compact import from_tables
from orggraph.kernels import _plain
from orggraph.stranding import stranded

LEVELS = (1, 31, 342, 2_978, 41_352, 620_573, 4_066_723)  # country … villages, sub-branches
COMMITTEES, MEMBERS, HELP = 468_000, 4_800_000, 2_000_000
RUNS = 3


class Country(NamedTuple):
    """Tables of a country, and who is strong and who is weak in it."""

    nodes: pl.DataFrame
    edges: pl.DataFrame
    strong: list[str]
    weak: list[str]


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenth", action="store_true", help="a tenth of the country")
    parser.add_argument("--networkx", action="store_true", help="networkx beside it")
    parser.add_argument("--plain", action="store_true", help="the kernels of numpy beside it")
    parser.add_argument("--engine", choices=["compact", "plain", "networkx"])
    asked = parser.parse_args()
    scale = 0.1 if asked.tenth else 1.0
    if asked.engine:
        (with_networkx if asked.engine == "networkx" else with_compact)(scale, asked.engine)
        return
    for engine, wanted in (("compact", True), ("plain", asked.plain), ("networkx", asked.networkx)):
        if wanted:
            again = ["--tenth"] if asked.tenth else []
            command = [sys.executable, "-m", "benchmarks.nation", "--engine", engine, *again]
            subprocess.run(command, check=True)  # noqa: S603 - ourselves


def country(scale: float) -> Country:
    """Make the tables."""
    rng = np.random.default_rng(20260101)
    levels = [max(1, round(n * scale)) if n > 31 else n for n in LEVELS]  # noqa: PLR2004 - provinces stay
    first = np.cumsum([0, *levels])
    parents = [
        first[level] + np.sort(rng.integers(0, levels[level], n))
        for level, n in enumerate(levels[1:])
    ]
    committees = round(COMMITTEES * scale)
    n = first[-1] + committees
    villages = slice(first[5], first[6])
    line = [np.arange(size) / size for size in (*levels, committees)]
    order = np.concatenate(line)  # as codes run: what lies together has numbers close together
    rank = np.empty(n, np.int64)
    rank[np.argsort(order, kind="stable")] = np.arange(n)
    hierarchy = np.arange(1, first[-1]), np.concatenate(parents)
    near = rng.integers(0, levels[5], round(MEMBERS * scale))
    beside = near * committees // levels[5] + rng.integers(-100, 101, len(near))
    seat = first[-1] + np.clip(beside, 0, committees - 1)
    helper = rng.integers(0, levels[5], round(HELP * scale))
    helped = np.clip(helper + rng.integers(-200, 201, len(helper)), 0, levels[5] - 1)
    start = np.concatenate([hierarchy[0], first[5] + near, first[5] + helper])
    end = np.concatenate([hierarchy[1], seat, first[5] + helped])
    ids = pl.select(pl.int_range(n).cast(pl.String).str.zfill(12).alias("id"))
    some = rng.permutation(rank[villages])
    weak, strong = some[: levels[5] // 3], some[-max(1, round(21_528 * scale)) :]
    edges = {"start": ids["id"].gather(rank[start]), "end": ids["id"].gather(rank[end])}
    return Country(
        ids,
        pl.DataFrame(edges),
        ids["id"].gather(strong).to_list(),
        ids["id"].gather(weak).to_list(),
    )


def with_compact(scale: float, engine: str) -> None:
    """Measure compact graphs."""
    if engine == "plain":
        kernels.engine = _plain
    made = country(scale)
    before = peak()
    G = measure("tables to graph", lambda: from_tables(made.nodes, made.edges, directed=False))
    rows = G.out
    print(f"{engine}: {len(G):,} nodes, {G.number_of_edges():,} edges; tables {before:.2f} GiB")
    sources = G.names.find(made.strong)
    values = np.arange(len(G), dtype=np.int32)
    measure("limit: gather, order of the graph", lambda: values[rows.neighbours])
    anywhere = np.random.default_rng(1).permutation(rows.neighbours)
    measure("limit: gather, random order", lambda: values[anywhere])
    measure("kernel components", lambda: kernels.engine.components(rows))
    measure("kernel BFS from the strong", lambda: kernels.engine.breadth_first(rows, sources, 99))
    measure("kernel blocks", lambda: kernels.engine.blocks(rows))
    measure("bridges, numbers", lambda: blocks.bridges(rows))
    measure("articulation points, numbers", lambda: blocks.articulation_points(rows))
    questions(G, made)
    flat = made.edges.slice(len(G) - 1 - round(COMMITTEES * scale))
    H = measure("tables to graph, no hierarchy", lambda: from_tables(made.nodes, flat), runs=1)
    found = measure("N-1 of all", lambda: stranded(H, sources=made.strong, targets=made.weak))
    most = max(found.by_loss.values(), default=0)
    print(f"    = {len(found.by_loss):,} whose loss strands any, at most {most}")
    print(f"peak {peak():.2f} GiB, of which before the graph {before:.2f}", flush=True)


def with_networkx(scale: float, _engine: str) -> None:
    """Measure networkx itself."""
    made = country(scale)
    before = peak()

    def build() -> nx.Graph:
        G = nx.Graph()
        G.add_nodes_from(made.nodes["id"])
        G.add_edges_from(made.edges.iter_rows())
        return G

    G = measure("tables to graph", build, runs=1)
    print(f"networkx: {len(G):,} nodes, {G.number_of_edges():,} edges")
    questions(G, made, runs=1)
    print(f"peak {peak():.2f} GiB, of which before the graph {before:.2f}", flush=True)


def questions(G: nx.Graph, made: Country, runs: int = RUNS) -> None:
    """Ask through networkx's interface, and show what each answer comes to."""
    ask = {
        "nx.number_connected_components": lambda: nx.number_connected_components(G),
        "nx.connected_components": lambda: len(list(nx.connected_components(G))),
        "nx.bfs_layers": lambda: sum(
            step * len(layer) for step, layer in enumerate(nx.bfs_layers(G, made.strong))
        ),
        "nx.bridges": lambda: sum(1 for _ in nx.bridges(G)),
        "nx.articulation_points": lambda: len(set(nx.articulation_points(G))),
    }
    for name, call in ask.items():
        print(f"    = {measure(name, call, runs=runs):,}")


def measure(name: str, call: Callable[[], Any], runs: int = RUNS) -> Any:  # noqa: ANN401 - whatever it answers
    """Time a call, print the median, and give its answer."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - start)
    print(f"{median(times):9.3f} s  {name}", flush=True)
    return answer


def peak() -> float:
    """Give the most memory that this process has held, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    main()
