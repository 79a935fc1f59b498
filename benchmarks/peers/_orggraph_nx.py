"""orggraph through networkx: the very calls of the plain script, on a compact graph."""

from benchmarks.peers import _orggraph
from benchmarks.peers._networkx import (
    articulation,
    bridges,
    communities,
    components,
    reach,
    readout,
)
from benchmarks.peers._orggraph import anew, counted, coverage, isolation, layout, load, losses

ABOUT = "the networkx calls of the plain script, on the same compact graph"
PACKAGES = ("polars", "networkx")
CANNOT = _orggraph.CANNOT

__all__ = [
    "anew",
    "articulation",
    "bridges",
    "communities",
    "components",
    "counted",
    "coverage",
    "isolation",
    "layout",
    "load",
    "losses",
    "reach",
    "readout",
]
