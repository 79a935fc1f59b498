"""networkx, but it dies when it is asked who is isolated."""

import os

from benchmarks.peers import Told
from benchmarks.peers._networkx import PACKAGES, Held, load

ABOUT = "dies"
CANNOT = {"communities": "knows no groups"}
__all__ = ["ABOUT", "CANNOT", "PACKAGES", "isolation", "load"]


def isolation(_held: Held) -> Told:
    os.abort()
