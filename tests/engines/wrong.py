"""networkx, but for one isolated branch too few and groups that are none."""

from benchmarks.peers import Told
from benchmarks.peers._networkx import CANNOT, PACKAGES, Held, load
from benchmarks.peers._networkx import isolation as right

ABOUT = "answers wrongly"
__all__ = ["ABOUT", "CANNOT", "PACKAGES", "communities", "isolation", "load"]


def isolation(held: Held) -> Told:
    told = right(held)
    return lambda: {"id": told()["id"][1:]}


def communities(held: Held) -> Told:
    return lambda: {"id": list(held.graph), "group": list(range(len(held.graph)))}
