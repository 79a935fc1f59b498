"""A made-up region: its answers are those that an audit and an independent recount give."""

import json
import signal
import subprocess
import sys
import time
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from orggraph import isolation, resilience, synth
from orggraph import source as sources
from orggraph.findings import Audit, audit
from orggraph.network import Network

SEEDS = (1, 2)


@cache
def made(seed: int) -> synth.Made:
    return synth.made("county", seed)


@cache
def found(seed: int) -> Audit:
    return audit(Network(made(seed).dataset))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_audit_finds_who_was_planted_and_nobody_else(seed: int) -> None:
    answers = made(seed).answers
    findings = {r.check.code: sorted(f.id for f in r.findings) for r in found(seed).results}
    for code, ids in answers.failing.items():
        assert findings[code] == sorted(ids), code
    assert all(len(answers.failing[code]) for code in ("ISO001", "ISO003", "PAIR005", "PAIR007"))
    whole = {c.mechanism: (c.asked, c.registered) for c in found(seed).cells if c.town is None}
    for mechanism, counts in answers.coverage.items():
        assert whole[mechanism] == counts, mechanism


@pytest.mark.parametrize("seed", SEEDS)
def test_a_recount_row_by_row_confirms_the_planted_answers(seed: int) -> None:  # noqa: C901 - one pass over all rows
    dataset, answers = made(seed)
    failing = {code: set(ids) for code, ids in answers.failing.items()}
    nodes = {label: t.to_dicts() for label, t in dataset.nodes.items()}
    ties = {name: t.to_dicts() for name, t in dataset.relationships.items()}
    kinds = {d["id"]: d["kind"] for d in nodes["Designation"]}
    weak, lax = set(), set()
    for tie in ties["CONCERNS"]:
        if tie["start_label"] == "Designation":
            weak.add(tie["end"])
            if kinds[tie["start"]] == "weak_lax":
                lax.add(tie["end"])
    givers, takers = defaultdict(set), defaultdict(set)
    for tie in ties["PROVIDES"]:
        givers[tie["end"]].add(tie["start"])
    for tie in ties["BENEFITS"]:
        takers[tie["start"]].add(tie["end"])
    mechanism = {p["id"]: p["mechanism"] for p in nodes["Pairing"]}
    helpers, helps, parties, built = defaultdict(set), defaultdict(set), set(), set()
    for pairing, kind in mechanism.items():
        parties |= givers[pairing] | takers[pairing]
        if kind == "co_building":
            built |= givers[pairing] | takers[pairing]
        for one in givers[pairing]:
            for other in takers[pairing] - {one}:
                helpers[other].add(one)
                if kind == "co_building":
                    helps[one].add(other)
    members = {tie["start"] for tie in ties["MEMBER_OF"]}
    villages = {o["id"] for o in nodes["PartyOrganization"] if o["kind"] == "village"}
    assert failing["ISO001"] == weak - parties - members
    assert failing["ISO003"] == {n for n in weak if len(helpers[n]) == 1}
    assert failing["PAIR001"] == villages - built
    assert failing["PAIR002"] == {n for n in weak if not helpers[n]}
    assert failing["PAIR007"] == {n for n, whom in helps.items() if len(whom) > 3}
    held = defaultdict(list)
    for tie in ties["CONCERNS"]:
        if tie["end_label"] == "Pairing":
            held[tie["end"]].append(tie["since"])
    window = date(2025, 11, 1)
    co_building = {p for p, kind in mechanism.items() if kind == "co_building"}
    assert failing["PAIR005"] == {p for p in co_building if max(held[p]) < window}
    above = {tie["start"] for tie in ties["UNDER"]}
    tree = {o["id"] for o in nodes["PartyOrganization"] if o["kind"] != "county_committee"}
    assert failing["ORG002"] == tree - above
    served = {n for p, kind in mechanism.items() if kind == "double_hundred" for n in takers[p]}
    assert failing["PAIR011"] == lax - served
    G = nx.Graph()
    G.add_nodes_from(villages)
    G.add_edges_from((a, b) for b in villages for a in helpers[b] & villages)
    assert nx.number_connected_components(G) == answers.groups
    assert len(list(nx.bridges(G))) == G.number_of_edges() == answers.links
    assert sum(len(whom) == 1 for whom in helpers.values()) == answers.hanging


def test_the_measures_of_help_come_to_the_same() -> None:
    network, answers = Network(made(1).dataset), made(1).answers
    groups = isolation.components(network.help_graph, organizations=network.villages.ids)
    assert len(groups) == answers.groups
    left = resilience.unhelped_by_loss(network.help_graph)
    assert sum(map(len, left.values())) == answers.hanging


def test_the_same_seed_gives_the_same_region_and_another_seed_another() -> None:
    assert synth.dataset("county", 1) == made(1).dataset != made(2).dataset


def test_places_are_real_and_the_ratios_those_of_the_example_county() -> None:
    dataset = made(1).dataset
    assert dataset.nodes["Village"].height == 296
    assert dataset.nodes["Village"].filter(pl.col("kind") == "village").height == 241
    assert (dataset.county or {})["name"] == "博山区"
    assert len(made(1).answers.failing["ISO001"]) == 8  # of 56 weak, as in the example
    assert len(made(1).answers.failing["PAIR007"]) == 5


def test_a_city_holds_several_counties_and_is_one_source(tmp_path: Path) -> None:
    whole = synth.write(tmp_path / "city", "city", 3)
    dataset = sources.read(tmp_path / "city")
    assert dataset == whole.dataset
    levels = dataset.nodes["Area"]["level"].value_counts(sort=True).rows()
    assert dict(levels)["county"] > 1
    assert (dataset.county or {})["name"] == "淄博市"
    told = json.loads((tmp_path / "city" / "answers.json").read_text(encoding="utf-8"))
    results = {r.check.code: r for r in audit(Network(dataset)).results}
    for code, answer in told["failing"].items():
        ids = pl.Series([f.id for f in results[code].findings], dtype=pl.String)
        assert (len(ids), synth.digest(ids)) == (answer["failing"], answer["sha256"]), code


def test_an_interrupted_run_leaves_a_whole_folder_or_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "orggraph", "synth", str(tmp_path / "city")]
    run = subprocess.Popen([*command, "--scale", "city", "--format", "csv"], stderr=subprocess.PIPE)
    while run.poll() is None and not any(tmp_path.iterdir()):
        time.sleep(0.001)
    run.send_signal(signal.SIGINT)
    _out, told = run.communicate(timeout=60)
    assert b"Traceback" not in told
    left = [item.name for item in tmp_path.iterdir()]
    assert left in ([], ["city"])
    assert run.returncode == 0 if left else run.returncode != 0
    if left:  # it was over before the signal came
        assert sources.read(tmp_path / "city") == synth.dataset("city", 0)
