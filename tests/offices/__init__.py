"""The corpus of office files, built by ``python -m tests.offices`` into ``tests/data/offices``.

Each file has one habit of real offices; what reading it must give stands in ``gold.toml`` beside
them, written by hand. Places are real, persons are not. What LibreOffice and openpyxl write
(``--convert``) differs by bytes from run to run; all other files are the same each time.
"""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "offices"
GOLD: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "gold.toml").read_text("utf-8"))
