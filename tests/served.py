"""A pytest plugin for networkx's own test suite: counts the calls that the backend really served.

A call counts when the backend's function gave an answer, not where it left the call to networkx.
The counts go into the file that ORGGRAPH_SERVED names.
"""

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orggraph import backend, kernels
from orggraph.kernels import _plain

SERVED: Counter[str] = Counter()

_DRAWN = "asks for the very partition that networkx's own draw gives, which a backend cannot know"
_CHANGED = "changes the graph while it is walked, which a compact graph does not allow"
NOT_FOR_US = {
    ("test_dag.py", "test_topological_sort6"): _CHANGED,
    ("test_louvain.py", "test_karate_club_partition"): _DRAWN,
    ("test_louvain.py", "test_undirected_selfloops"): _DRAWN,
    ("test_louvain.py", "test_none_weight_param"): _DRAWN,
    ("test_louvain.py", "test_multigraph"): _DRAWN,
    # From networkx 3.7 on:
    ("test_louvain.py", "test_petersen"): _DRAWN,
    ("test_leiden.py", "test_expected_stable_across_code_changes_cpm"): _DRAWN,
    ("test_leiden.py", "test_undirected_selfloops[cpm]"): _DRAWN,
}


def pytest_configure() -> None:
    """Count from here on, on the kernels that ORGGRAPH_SUITE_KERNELS names."""
    if os.environ.get("ORGGRAPH_SUITE_KERNELS") == "plain":
        kernels.engine = _plain
    serve = backend._served  # noqa: SLF001 - what is counted

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        served = serve(name, function)

        def count(*args: object, **kwargs: object) -> object:
            answer = served(*args, **kwargs)
            SERVED[name] += 1
            return answer

        return count

    backend._served = counting  # noqa: SLF001 - from here on


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the few tests to fail that ask for more than networkx promises."""
    for item in items:
        reason = NOT_FOR_US.get((item.path.name, item.name))
        if reason is not None:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=False))


def pytest_sessionfinish() -> None:
    """Write the counts."""
    Path(os.environ["ORGGRAPH_SERVED"]).write_text(json.dumps(SERVED), encoding="utf-8")
