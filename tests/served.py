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

from orggraph import backend, kernels
from orggraph.kernels import _plain

SERVED: Counter[str] = Counter()


def pytest_configure() -> None:
    """Count from here on, on the kernels that ORGGRAPH_SUITE_KERNELS names."""
    if os.environ.get("ORGGRAPH_SUITE_KERNELS") == "plain":
        kernels.engine = _plain
    serve = backend._served

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        served = serve(name, function)

        def count(*args: Any, **kwargs: Any) -> Any:
            answer = served(*args, **kwargs)
            SERVED[name] += 1
            return answer

        return count

    backend._served = counting


def pytest_sessionfinish() -> None:
    """Write the counts."""
    Path(os.environ["ORGGRAPH_SERVED"]).write_text(json.dumps(SERVED), encoding="utf-8")
