"""An engine that never has anything ready."""

import time

from benchmarks.region import Region

ABOUT = "is slow"
PACKAGES = ()
CANNOT: dict[str, str] = {}


def load(_region: Region) -> None:
    time.sleep(600)
