"""Bring the jars of the Neo4j server that the tests start, by Maven.

Run it as ``python tests/neo4j/fetch.py``. The jars are kept in ORGGRAPH_CACHE, else in
``~/.cache/orggraph``, in a folder named by the version; a second run finds them there.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"


def jars() -> Path:
    """Name the folder of the jars, which need not exist yet."""
    found = re.search(r"<neo4j\.version>(.+)</neo4j\.version>", POM.read_text(encoding="utf-8"))
    if not found:
        raise LookupError(POM)
    cache = os.environ.get("ORGGRAPH_CACHE") or Path.home() / ".cache" / "orggraph"
    return Path(cache) / f"neo4j-{found[1]}"


def fetch(folder: Path) -> None:
    """Copy the jars into a folder, which appears only when all of them are there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        lib = Path(aside) / "lib"
        words = ["mvn", "-q", "-B", "-f", str(POM), COPY, "-DincludeScope=runtime"]
        subprocess.run([*words, f"-DoutputDirectory={lib}"], check=True)
        if not folder.exists():
            lib.rename(folder)


def main() -> int:
    """Fetch where needed and say so; 0 where the jars are there in the end."""
    folder = jars()
    if folder.is_dir():
        return _say(f"Neo4j's jars are in {folder}", 0)
    if not shutil.which("mvn"):
        return _say("Missing: Maven (Debian: apt-get install maven)", 1)
    _say(f"Fetching Neo4j's jars into {folder} (116 MB) …", 0)
    try:
        fetch(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        return _say(f"Neo4j's jars cannot be fetched: {error}", 1)
    return 0


def _say(words: str, code: int) -> int:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
