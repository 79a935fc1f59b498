"""nx-rustworkx, a backend of networkx: the plain script's graph, converted once."""

from nx_rustworkx.convert import convert_from_nx

from benchmarks.peers import _networkx
from benchmarks.peers._networkx import Held, articulation, bridges, components, reach
from benchmarks.region import Region

ABOUT = "the plain script with its organisation graph converted once to this backend of networkx"
PACKAGES = ("nx-rustworkx", "rustworkx")
_PLAIN = "leaves it to networkx"
CANNOT = dict.fromkeys(("coverage", "isolation", "losses", "communities", "layout"), _PLAIN) | {
    "readout": _PLAIN
}

__all__ = ["articulation", "bridges", "components", "load", "reach"]


def load(region: Region) -> Held:
    """Run the plain script, and convert."""
    held = _networkx.load(region)
    return held._replace(graph=convert_from_nx(held.graph))
