"""networkx's own tests of the functions that the backend serves, run on the backend.

networkx marks a test as an expected failure where a backend lacks anything that it needs, so that
a run can pass and have tested nothing: these runs fall back to networkx, and count what was
really served.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orggraph.backend_info import FUNCTIONS

ROOT = Path(__file__).parent.parent
SUITES = [
    "networkx.algorithms.components",
    "networkx.algorithms.community",
    "networkx.algorithms.shortest_paths",
    "networkx.algorithms.traversal",
    "networkx.algorithms.tests.test_bridges",
    "networkx.algorithms.tests.test_core",
    "networkx.algorithms.tests.test_dag",
    "networkx.algorithms.tests.test_isolate",
    "networkx.generators.tests.test_ego",
]
PASSED = 480  # of those that networkx 3.6.1 has here


@pytest.mark.parametrize("kernels", ["compiled", "plain"])
def test_networkxs_own_tests_pass_and_really_call_the_backend(kernels: str, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    served = tmp_path / "served.json"
    environment = os.environ | {
        "NETWORKX_TEST_BACKEND": "orggraph",
        "NETWORKX_FALLBACK_TO_NX": "True",
        "ORGGRAPH_SERVED": str(served),
        "ORGGRAPH_SUITE_KERNELS": kernels,
        "PYTHONPATH": str(ROOT),
    }
    options = ["-q", "-p", "tests.served", "-p", "no:cacheprovider", "-c", "pytest.ini"]
    command = [sys.executable, "-m", "pytest", *options, "--pyargs", *SUITES]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    last = run.stdout.splitlines()[-1]
    assert run.returncode == 0, run.stdout[-3000:]
    calls = json.loads(served.read_text(encoding="utf-8"))
    assert set(calls) == set(FUNCTIONS), f"never called: {set(FUNCTIONS) - set(calls)}"
    assert int(last.split(" passed")[0].split()[-1]) >= PASSED, last
