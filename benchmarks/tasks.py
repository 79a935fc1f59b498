"""What is asked of every engine, and how answers of different engines are compared.

An engine tells its answer as columns of ids and numbers. ``answer`` puts them in one form, so that
neither the order of nodes nor their type matters, and takes the SHA-256 of it. Communities and
layouts have no single right answer: of them the SHA-256 is of the nodes that got one, and a number
says how good it is.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from benchmarks.region import STEPS, Columns

QUALITY = 0.99  # least modularity of communities, as a share of networkx's
REGIONS = ("county", "city", "province", "nation")
LAYOUT = "layout"  # a scale of its own: a region of so many organisations that is laid out
SCALES = (*REGIONS, LAYOUT)
SIZE = 6_000


class Task(NamedTuple):
    """A question.

    ``columns`` are those in which the answer is told. ``limit`` names what of the machine bounds
    it: ``read`` the files once, or ``gather`` once at random for each neighbour. ``scales`` are
    those at which it is asked unless others are named.
    """

    name: str
    asks: str
    columns: tuple[str, ...]
    limit: str = ""
    scales: Sequence[str] = REGIONS


class Answer(NamedTuple):
    """An answer in short: its checksum, what it comes to in words, and how good it is."""

    digest: str
    told: str
    quality: float | None = None


TASKS = {
    task.name: task
    for task in (
        Task(
            "load",
            "From CSV to ready: the tables read, the organisation graph made. orggraph, networkx "
            "and the stores read every table with every column; igraph, rustworkx and networkit "
            "only what the graph is made of.",
            ("nodes", "edges"),
            "read",
            SCALES,
        ),
        Task(
            "coverage",
            "Coverage: of each town, how many village branches are asked and how many take part "
            "in a co-building pairing. orggraph counts all thirteen mechanisms at three levels, "
            "the others this one.",
            ("town", "asked", "registered"),
        ),
        Task(
            "isolation",
            "Isolation: the weak branches in no pairing and in no joint committee.",
            ("id",),
        ),
        Task(
            "components",
            "Components of the organisation graph: which group each organisation is in.",
            ("id", "group"),
            "gather",
        ),
        Task(
            "reach",
            f"Reach: the steps from the nearest strong branch to each organisation, up to {STEPS}.",
            ("id", "steps"),
            "gather",
        ),
        Task(
            "bridges",
            "Bridges of the organisation graph: ties whose loss divides it.",
            ("low", "high"),
            "gather",
        ),
        Task(
            "articulation",
            "Articulation points: organisations whose loss divides it.",
            ("id",),
            "gather",
        ),
        Task(
            "losses",
            "N-1 of all: of each organisation, how many weak branches its loss would cut off from "
            "every strong one. Where an engine has no such call, each articulation point (of the "
            "graph with all strong branches joined) is taken out in turn and reach asked again.",
            ("id", "lost"),
            "gather",
        ),
        Task(
            "communities",
            "Communities of the organisation graph, by Leiden where the engine has it, else "
            f"Louvain; the modularity must be {QUALITY} of networkx's, or of the best where "
            "networkx gave none.",
            ("id", "group"),
        ),
        Task(
            "layout",
            f"Layout of {SIZE:,} organisations: orggraph's blocks of towns for its map, the "
            "others' force-directed pictures; orggraph's time includes making the map's graph of "
            "its tables. Every organisation with a tie must have a place of its own.",
            ("id", "x", "y"),
            scales=(LAYOUT,),
        ),
        Task(
            "readout",
            "Read-out: every tie of the organisation graph as a pair of ids.",
            ("start", "end"),
        ),
        Task(
            "whole",
            "The whole script, from CSV: load, coverage, isolation, components, reach, bridges. "
            "orggraph reads of the tables what these count, as `orggraph coverage` does.",
            ("digest",),
        ),
    )
}
WHOLE = ("load", "coverage", "isolation", "components", "reach", "bridges")


def answer(task: str, told: Mapping[str, Any], graph: Callable[[], Columns]) -> Answer:
    """Put an answer into the one form, and say it in short; few ask for the graph to judge it."""
    rows = pl.DataFrame(told).select(TASKS[task].columns)
    if task == "communities":
        return _partition(rows, graph())
    if task == "layout":
        return _picture(rows, graph())
    if task in _FORMS:
        rows = _FORMS[task](rows)
    rows = rows.sort(rows.columns)
    return Answer(_digest(rows), _SAID.get(task, _counted)(rows))


def planted(task: str, answers: Mapping[str, Any]) -> Answer | None:
    """Give the answer that was planted in a made-up region, as far as there is one."""
    if not answers:
        return None
    if task == "isolation":
        alone = answers["failing"]["ISO001"]
        return Answer(alone["sha256"], f"{alone['failing']:,}")
    if task == "coverage":
        asked, registered = answers["coverage"]["co_building"]
        return Answer("", f"{registered:,}/{asked:,}")
    return None


def modularity(graph: Columns, group: np.ndarray) -> float:
    """Recount the modularity of a partition, whoever found it."""
    m, ends = len(graph.pairs), group[graph.pairs]
    inside = np.count_nonzero(ends[:, 0] == ends[:, 1])
    degree = np.bincount(graph.pairs.ravel(), minlength=len(group))
    total = np.bincount(group, degree)
    return float(inside / m - np.square(total / (2 * m)).sum()) if m else 0.0


def _partition(rows: pl.DataFrame, graph: Columns) -> Answer:
    rows = rows.sort("id")
    groups = rows["group"].n_unique()
    quality = None
    if rows["id"].equals(graph.ids):
        quality = modularity(graph, rows["group"].rank("dense").to_numpy().astype(np.int64) - 1)
    return Answer(_digest(rows.select("id")), f"{groups:,} groups", quality)


def _picture(rows: pl.DataFrame, graph: Columns) -> Answer:
    tied = graph.ids.gather(np.unique(graph.pairs)).implode()
    place = pl.col("x").is_finite() & pl.col("y").is_finite() & pl.struct("x", "y").is_unique()
    placed = rows.filter(place & pl.col("id").is_in(tied)).sort("id")
    return Answer(_digest(placed.select("id")), f"{placed.height:,} placed")


def _digest(rows: pl.DataFrame) -> str:
    lines = rows.write_csv(include_header=False, separator="\t")
    return hashlib.sha256(lines.encode()).hexdigest()


def _smallest(rows: pl.DataFrame) -> pl.DataFrame:
    """Call each group by its smallest id."""
    return rows.select("id", pl.col("id").min().over("group").alias("group"))


def _ends(rows: pl.DataFrame) -> pl.DataFrame:
    one, other = rows.columns
    return rows.select(
        low=pl.min_horizontal(one, other), high=pl.max_horizontal(one, other)
    ).unique()


_FORMS: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "components": _smallest,
    "bridges": _ends,
    "readout": _ends,
}


def _counted(rows: pl.DataFrame) -> str:
    return f"{rows.height:,}"


_SAID: dict[str, Callable[[pl.DataFrame], str]] = {
    "load": lambda rows: f"{rows['nodes'][0]:,} nodes, {rows['edges'][0]:,} ties",
    "coverage": lambda rows: f"{rows['registered'].sum():,}/{rows['asked'].sum():,}",
    "components": lambda rows: f"{rows['group'].n_unique():,}",
    "losses": lambda rows: f"{rows.height:,}, {rows['lost'].max() or 0:,} at most",
    "whole": lambda _rows: "all of these",
}
