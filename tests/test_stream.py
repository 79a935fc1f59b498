"""Graphs of files that are read in parts, against scipy and networkx on the whole."""

from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from benchmarks import hundred_million
from orggraph import kernels, stream
from orggraph.errors import NetworkError
from orggraph.kernels import _compiled, _plain
from orggraph.names import Codes
from orggraph.stream import Stream


@pytest.mark.parametrize("engine", [_compiled, _plain], ids=["compiled", "plain"])
def test_members_and_households_by_parts_have_the_answers_of_the_whole(
    engine: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "engine", engine)
    monkeypatch.setattr(stream, "PART", 1_000)
    made = hundred_million.make(tmp_path, 20_000)
    edges = pl.read_parquet(tmp_path / "*.parquet")
    asked = Stream(made.nodes, pl.scan_parquet(tmp_path / "*.parquet"))
    assert sum(1 for _part in asked) > 10
    start, end = edges["start"].to_numpy(), edges["end"].to_numpy()
    matrix = coo_array((np.ones(len(start), np.int8), (start, end)), [made.nodes] * 2).tocsr()
    count, group = asked.components()
    expected, label = connected_components(matrix, directed=False)
    assert count == expected > 1
    pairs = pl.DataFrame({"ours": group, "theirs": label}).unique()
    assert pairs.height == count  # each of our groups is one of theirs
    steps, order = engine.breadth_first(asked.rows(), made.strong, 99)
    G = nx.Graph(zip(start.tolist(), end.tolist(), strict=True))
    known = nx.multi_source_dijkstra_path_length(G, set(made.strong.tolist()), weight=None)
    assert {n: steps[n] for n in order.tolist()} == known
    first = int(made.strong[0])
    assert set(breadth_first_order(matrix + matrix.T, first, return_predecessors=False)) == set(
        engine.breadth_first(asked.rows(), made.strong[:1], 999)[1]
    )


def test_ids_are_looked_up_and_what_is_no_node_is_refused(tmp_path: Path) -> None:
    names = Codes(pl.Series(["a", "b"]))
    (tmp_path / "members.csv").write_text("end\na\nb\nb\n", encoding="utf-8")
    members = pl.scan_csv(tmp_path / "members.csv").with_row_index("start", offset=2)
    assert Stream(5, members, names=names).components()[1].tolist() == [0, 1, 0, 1, 1]
    ways = pl.LazyFrame({"start": ["a"], "end": ["b"]})
    assert Stream(5, ways, members, names=names).components()[0] == 1
    with pytest.raises(NetworkError, match="leads to c"):
        Stream(2, ways.with_columns(end=pl.lit("c")), names=names).rows()
    for number in (2, -1, None):
        lost = pl.LazyFrame({"start": [0], "end": pl.Series([number], dtype=pl.Int64)})
        with pytest.raises(NetworkError, match=f"leads to {number}, which is no node"):
            Stream(2, lost).components()
