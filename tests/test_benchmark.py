"""The benchmark itself: a wrong answer is a fault, a slow one is not, and a death is told."""

import sys
from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest

from benchmarks import bounded, chain, compare, tasks
from benchmarks.bounded import Bounds
from benchmarks.outcomes import Outcome, failures, judged
from benchmarks.peers import PEERS
from benchmarks.region import Columns
from benchmarks.results import Run
from orggraph.network import Network
from tests.county import County

# Two triangles with one tie between them.
PAIRS = np.array([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)])
GRAPH = Columns(pl.Series(["a", "b", "c", "d", "e", "f"]), PAIRS, [0], [5])


def outcome(engine: str, task: str, **facts: object) -> Outcome:
    return Outcome(engine, task, "answered", seconds=[1.0], **facts)


def test_an_answer_is_the_same_whatever_the_order_and_the_numbers() -> None:
    one = tasks.answer("components", {"id": ["a", "b", "c"], "group": [0, 0, 1]}, lambda: GRAPH)
    same = tasks.answer("components", {"id": ["c", "b", "a"], "group": [3, 7, 7]}, lambda: GRAPH)
    other = tasks.answer("components", {"id": ["a", "b", "c"], "group": [0, 1, 1]}, lambda: GRAPH)
    assert one == same
    assert one.digest != other.digest
    assert one.told == other.told == "2"
    ends = tasks.answer("bridges", {"low": ["c"], "high": ["d"]}, lambda: GRAPH)
    assert ends == tasks.answer("bridges", {"low": ["d"], "high": ["c"]}, lambda: GRAPH)


def test_modularity_is_recounted() -> None:
    label = np.array([0, 0, 0, 1, 1, 1])
    assert tasks.modularity(GRAPH, label) == pytest.approx(6 / 7 - 2 * (7 / 14) ** 2)
    halves = tasks.answer("communities", {"id": list(GRAPH.ids), "group": label}, lambda: GRAPH)
    assert halves.quality == pytest.approx(5 / 14)
    partial = tasks.answer("communities", {"id": ["a", "b"], "group": [0, 1]}, lambda: GRAPH)
    assert partial.quality is None


def test_a_place_that_two_share_is_no_place() -> None:
    x = [0.0, 1.0, 2.0, 3.0, 4.0, 4.0]
    told = {"id": list(GRAPH.ids), "x": x, "y": [0.0, 0.0, float("nan"), 0.0, 0.0, 0.0]}
    assert tasks.answer("layout", told, lambda: GRAPH).told == "3 placed"


def test_answers_are_held_against_what_was_planted_and_against_one_another() -> None:
    planted = {"failing": {"ISO001": {"failing": 2, "sha256": "x"}}}
    found = judged(
        [
            outcome("orggraph", "isolation", digest="x", told="2"),
            outcome("networkx", "isolation", digest="y", told="2"),
            outcome("orggraph", "bridges", digest="p"),
            outcome("igraph", "bridges", digest="q"),
            outcome("networkx", "bridges", digest="q"),
            outcome("orggraph", "losses", digest="p"),
            outcome("orggraph", "communities", digest="n", quality=0.7),
            outcome("igraph", "communities", digest="n", quality=0.69),
            outcome("networkx", "communities", digest="n", quality=0.7),
            Outcome("networkx", "losses", "late", "no answer within 1 s"),
            Outcome("igraph", "losses", "broke", "Segmentation fault"),
        ],
        planted,
    )
    wrong = [(o.engine, o.task) for o in found if o.verdict == "WRONG"]
    assert wrong == [("networkx", "isolation"), ("orggraph", "bridges"), ("igraph", "communities")]
    assert [o.verdict for o in found if o.task == "losses"] == ["no other answer", "", ""]
    assert [(o.engine, o.task) for o in failures(found)] == [*wrong, ("igraph", "losses")]


@pytest.mark.parametrize(
    ("program", "bounds", "ended"),
    [
        ("print('first'); print('last')", Bounds(60, 8), ("done", "last")),
        ("import time; time.sleep(600)", Bounds(0.5, 8), ("late", "")),
        ("x = bytearray(1 << 29); import time; time.sleep(600)", Bounds(60, 0.2), ("large", "")),
        ("raise MemoryError", Bounds(60, 8), ("large", "")),
        (
            "raise ValueError('no such thing')",
            Bounds(60, 8),
            ("broke", "ValueError: no such thing"),
        ),
        ("import os; os.abort()", Bounds(60, 8), ("broke", "exit code -6")),
    ],
)
def test_a_process_keeps_within_its_bounds_or_is_ended(
    program: str, bounds: Bounds, ended: tuple[str, str]
) -> None:
    assert bounded.run([sys.executable, "-c", program], bounds) == ended


def test_a_wrong_answer_and_a_death_are_told_and_end_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(PEERS, "wrong", "tests.engines.wrong")
    monkeypatch.setitem(PEERS, "dying", "tests.engines.dying")
    words = "--peers orggraph,networkx,wrong,dying --tasks isolation,communities --runs 1 --jobs 2"
    code = compare.main([*words.split(), "--out", str(tmp_path)])
    said = capfd.readouterr().out
    assert code == 1
    faults = [line.split(":")[0] for line in said.splitlines() if line.startswith("FAULT")]
    assert faults == [
        "FAULT  wrong isolation",
        "FAULT  wrong communities",
        "FAULT  dying isolation",
    ]
    run = Run.read(tmp_path / "results" / "county.json")
    found = {(o.engine, o.task): o for o in run.outcomes}
    assert (
        found["orggraph", "isolation"].verdict
        == found["networkx", "communities"].verdict
        == "right"
    )
    page = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    (glance,) = (line for line in page.splitlines() if line.startswith("| isolation |"))
    assert glance.endswith("| WRONG | BROKE |")
    assert "| dying | exit code -6 |" in page
    assert "| dying | knows no groups |" in page


def test_an_engine_that_can_do_nothing_that_is_asked_need_not_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEERS, "dying", "tests.engines.dying")
    words = ["--peers", "dying", "--tasks", "load,communities", "--out", str(tmp_path)]
    assert compare.main(words) == 0
    found = Run.read(tmp_path / "results" / "county.json").outcomes
    assert [(o.task, o.how) for o in found] == [("load", "cannot"), ("communities", "cannot")]


def test_right_answers_and_late_ones_end_with_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEERS, "slow", "tests.engines.slow")
    assert compare.main(["--peers", "slow", "--seconds", "1", "--out", str(tmp_path)]) == 0
    page = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| slow | no answer within 1 s |" in page
    assert "| slow | not loaded |" in page
    words = ["--peers", "orggraph,igraph", "--tasks", "bridges", "--runs", "1"]
    assert compare.main([*words, "--out", str(tmp_path)]) == 0
    (found,) = Run.read(tmp_path / "results" / "county.json").outcomes[-1:]
    assert (found.engine, found.verdict) == ("igraph", "right")


def test_the_chain_tells_what_networkx_counts() -> None:
    county = County()
    county.villages("a", "b", "c", "d")
    county.firm("firm")
    county.committee("J", "a", "b")
    county.pair("p", "a", "b")
    county.pair("q", "firm", "c", mechanism="hundred_firms")
    network = Network(county.dataset())
    tables = network.dataset.relationships
    G = nx.Graph(tables["UNDER"].select("start", "end").iter_rows())
    G.add_nodes_from(network.dataset.nodes["PartyOrganization"]["id"])
    G.add_nodes_from(network.dataset.nodes["Enterprise"]["id"])
    G.add_edges_from(tables["MEMBER_OF"].select("start", "end").iter_rows())
    helpers = dict(tables["PROVIDES"].select("end", "start").iter_rows())
    G.add_edges_from((helpers[p], n) for p, n in tables["BENEFITS"].select("start", "end").rows())
    parts, narrow = nx.number_connected_components(G), len(list(nx.bridges(G)))
    assert narrow != 2  # the length of the two columns of ends
    assert chain.structure(network) == (
        f"{len(G)} organisations, {G.number_of_edges()} ties, {parts} components, {narrow} bridges"
    )
