"""A bounded run of atheris over the reader: ``python benchmarks/fuzz.py -max_total_time=60``.

atheris is no dependency (``pip install atheris``). The corpus of office
files is the seed; whatever the bytes are, reading ends in rows or in problems.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["orggraph.sheets", "xlrd", "zipfile", "csv"]):
    from orggraph.errors import SheetError
    from orggraph.sheets import _rows

CORPUS = Path(__file__).parent.parent / "tests" / "data" / "offices"
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".zip")
SCRATCH = Path(tempfile.mkdtemp())


def read(data: bytes) -> None:
    """Read bytes as a file of each format in turn; the first byte chooses."""
    if not data:
        return
    source = SCRATCH / f"收入{SUFFIXES[data[0] % len(SUFFIXES)]}"
    source.write_bytes(data[1:])
    try:
        _rows.lay(source).problems()
    except SheetError:
        pass
    finally:
        source.unlink()


def seeds() -> Path:
    """Write the corpus with the byte before each file that chooses its format."""
    folder = SCRATCH / "seeds"
    folder.mkdir()
    for file in CORPUS.iterdir():
        suffix = ".xlsx" if file.suffix == ".xlsm" else file.suffix
        if suffix in SUFFIXES:
            first = bytes([SUFFIXES.index(suffix)])
            (folder / file.name).write_bytes(first + file.read_bytes())
    return folder


if __name__ == "__main__":
    limits = ("-max_len=60000", "-rss_limit_mb=1000", "-timeout=20")
    atheris.Setup([*sys.argv, *limits, str(seeds())], read)
    atheris.Fuzz()
