"""Turn a county's party-building ledgers into a graph and see who is left out.

>>> import orggraph
>>> orggraph.model.PAIRING_MECHANISMS["co_building"]
'结对共建'
"""

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from orggraph import claims as claims
    from orggraph import dropouts as dropouts
    from orggraph import export as export
    from orggraph import model as model
    from orggraph import plot as plot
    from orggraph import webmap as webmap
    from orggraph.dataset import Dataset as Dataset
    from orggraph.findings import audit as audit
    from orggraph.network import Network as Network
    from orggraph.source import read as read

# Names of the interface and the modules that hold them; loaded at first use, so that starting
# a command does not pay for what it does not need.
_HOMES = {"audit": "findings", "Dataset": "dataset", "Network": "network", "read": "source"}
_MODULES = ("claims", "dropouts", "export", "model", "plot", "webmap")

__all__ = [
    "Dataset",
    "Network",
    "audit",
    "claims",
    "dropouts",
    "export",
    "model",
    "plot",
    "read",
    "webmap",
]


def __getattr__(name: str) -> object:
    """Load a public name at first use."""
    if name in _MODULES:
        return importlib.import_module(f"orggraph.{name}")
    if name in _HOMES:
        value: object = getattr(importlib.import_module(f"orggraph.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    message = f"module 'orggraph' has no attribute {name!r}"
    raise AttributeError(message)
