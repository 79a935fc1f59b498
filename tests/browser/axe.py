"""Bring axe-core, which looks for what keeps people from using a page, by npm.

Run it as ``python tests/browser/axe.py``. It is kept in ORGGRAPH_CACHE, else in
``~/.cache/orggraph``, in a folder named by the version; a second run finds it there.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.10.3"


def script() -> Path:
    """Name the file of axe-core, which need not exist yet."""
    cache = os.environ.get("ORGGRAPH_CACHE") or Path.home() / ".cache" / "orggraph"
    return Path(cache) / f"axe-core-{VERSION}" / "axe.min.js"


def fetch(file: Path) -> None:
    """Take the one file out of the package of that version."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent.parent) as aside:
        words = ["npm", "pack", "--silent", f"axe-core@{VERSION}", "--pack-destination", aside]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=aside)
        with tarfile.open(Path(aside) / f"axe-core-{VERSION}.tgz") as package:
            package.extract("package/axe.min.js", aside, filter="data")
        (Path(aside) / "package" / "axe.min.js").replace(file)


def main() -> int:
    """Fetch where needed and say so; 0 where it is there in the end."""
    file = script()
    if file.is_file():
        return _say(f"axe-core is in {file.parent}", 0)
    if not shutil.which("npm"):
        return _say("Missing: npm (Debian: apt-get install npm)", 1)
    try:
        fetch(file)
    except (OSError, subprocess.CalledProcessError) as error:
        return _say(f"axe-core cannot be fetched: {error}", 1)
    return _say(f"axe-core is in {file.parent}", 0)


def _say(words: str, code: int) -> int:
    sys.stdout.write(f"{words}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
