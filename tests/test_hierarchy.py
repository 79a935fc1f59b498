"""Who is above itself: by hand, and against walks upward from everybody."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orggraph.hierarchy import circling

N = 7
TIES = st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)), max_size=2 * N)


def test_a_tree_has_none_and_a_circle_is_told_without_what_hangs_on_it() -> None:
    assert circling(np.array([1, 2, 3]), np.array([0, 0, 1]), n=4).tolist() == []
    # 0 → 1 → 2 → 0, with 3 below 0, and 4 above 2
    assert circling(np.array([0, 1, 2, 3, 2]), np.array([1, 2, 0, 0, 4]), n=5).tolist() == [0, 1, 2]
    nobody = np.array([], int)
    assert circling(nobody, nobody, n=0).tolist() == []


@given(TIES)
def test_above_itself_is_who_comes_back_to_itself_going_up(ties: list[tuple[int, int]]) -> None:
    G = nx.DiGraph(ties)
    back = {n for n in G for above in G.successors(n) if above == n or nx.has_path(G, above, n)}
    below, above = np.array(ties, int).reshape(-1, 2).T
    assert set(circling(below, above, n=N).tolist()) == back
