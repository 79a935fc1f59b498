"""Measure what the product promises, and print a table: ``make bench``.

Each line stands beside its target. Throughput of a store is told beside a bare loop over the same
rows in the same run, because seconds of one machine say nothing of another.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pandas as pd
import polars as pl
from openpyxl import load_workbook
from rich.console import Console
from rich.table import Table

from benchmarks import bare, maps, offices
from benchmarks.tenfold import multiplied
from benchmarks.villages import villages
from orggraph import demo, gazetteer, sheets
from orggraph import source as sources
from orggraph.dataset import Dataset
from orggraph.findings import audit
from orggraph.network import Network
from orggraph.sheets import _rows
from orggraph.store import open_store
from tests.browser import chromium
from tests.neo4j.fetch import jars
from tests.neo4j.server import serving

RUNS = 5
LADYBUG_ROWS = 100_000  # a second
COUNTY_SHARE = 0.2  # of the time that the whole gazetteer takes
NEO4J_SHARE = 0.8  # of a bare loop
NEO4J_GAIN = 5  # over record by record
TIMES = 10  # the county, to see whether time grows faster than it does
ORGGRAPH = Path(sys.executable).with_name("orggraph")


class Measured(NamedTuple):
    """A line of the table."""

    what: str
    figure: str
    target: str
    met: bool


def main() -> None:
    """Run every benchmark and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ORGGRAPH_KEY_FILE"] = str(folder / "key")
        rows = [
            *start_up(),
            *places(),
            *county(folder),
            *ledgers(folder),
            *growth(folder),
            *stores(folder),
            *in_browser(),
        ]
    table = Table("measured", "figure", "target", "met")
    for row in rows:
        table.add_row(row.what, row.figure, row.target, "yes" if row.met else "NO")
    Console(width=110).print(table)


def start_up() -> Iterator[Measured]:
    """Time how soon the command line answers."""
    for words, most in ((["--version"], 0.1), (["--help"], 0.4), (["audit", "--help"], 0.5)):
        yield _seconds(" ".join(words), most, lambda words=words: _command(*words))


def county(folder: Path) -> Iterator[Measured]:
    """Time an audit of Boshan as a whole process, from ledgers and from a store."""
    demo.write(folder)
    ledgers, store = str(folder / "ledgers"), str(folder / "boshan.lbug")
    _command("load", ledgers, "--to", store)
    for source, most in ((ledgers, 4.0), (store, 2.5)):
        words = ("audit", source, "--format", "json", "--exit-zero")
        yield _seconds(
            f"audit of Boshan from {Path(source).name}", most, lambda w=words: _command(*w)
        )


def places() -> Iterator[Measured]:
    """Time one county of the gazetteer, from whichever end of the file, beside the whole of it."""
    gazetteer.villages.cache_clear()
    whole = _time(lambda: pl.read_parquet(gazetteer.FOLDER / "villages.parquet"))
    for code in ("110101", "370304", "659001"):
        once = min(_time(lambda code=code: _county_read(code)) for _ in range(RUNS))
        share = once / whole
        yield Measured(
            f"gazetteer: county {code}",
            f"{share:.0%} of reading it whole",
            f"<= {COUNTY_SHARE:.0%}",
            share <= COUNTY_SHARE,
        )


def _county_read(code: str) -> None:
    gazetteer.villages.cache_clear()
    gazetteer.villages(code)


def ledgers(folder: Path) -> Iterator[Measured]:
    """Time the reading of ten towns' workbooks, and of a large sheet beside other readers."""
    towns = folder / "towns"
    towns.mkdir()
    count = offices.by_town(next((folder / "ledgers").glob("*.xlsx")), towns)
    yield _seconds(f"{count} towns' workbooks read and matched", 2.0, lambda: sheets.read(towns))
    path = folder / "large" / "结对.xlsx"
    path.parent.mkdir()
    offices.large(path)
    what = f"{offices.LARGE_ROWS:,} rows x {offices.LARGE_COLUMNS} columns"
    yield _once(f"orggraph: {what}", 6.0, lambda: _rows.lay(path))
    yield _once(f"openpyxl, read only: {what}", None, lambda: _openpyxl(path))
    yield _once(f"pandas: {what}", None, lambda: pd.read_excel(path, header=None))


def _openpyxl(path: Path) -> int:
    sheet = load_workbook(path, read_only=True).worksheets[0]
    return sum(len(row) for row in sheet.iter_rows(values_only=True))


def _once(what: str, most: float | None, run: Callable[[], object]) -> Measured:
    seconds = _time(run)
    met = most is None or seconds <= most
    return Measured(what, f"{seconds:.1f} s", f"<= {most} s" if most else "-", met)


def growth(folder: Path) -> Iterator[Measured]:
    """Hold ten such counties in one against one of them, in the same run."""
    one = sources.read(folder / "ledgers")
    ten = multiplied(one, TIMES)
    what = f"{TIMES} such counties ({sum(ten.size):,} rows, one has {sum(one.size):,})"
    yield _grown(f"audit of {what}", lambda dataset: audit(Network(dataset)), one, ten)
    for dataset, name in ((one, "one"), (ten, "ten")):
        with open_store(str(folder / f"{name}.lbug")) as store:
            store.write(dataset)
    yield _grown(
        f"Ladybug: read {what}", lambda name: sources.read(folder / f"{name}.lbug"), "one", "ten"
    )


def _grown(what: str, run: Callable[[Any], object], one: object, ten: object) -> Measured:
    run(one)  # the first run fills caches
    small, large = (min(_time(lambda s=s: run(s)) for _ in range(RUNS)) for s in (one, ten))
    ratio = large / small
    figure = f"{ratio:.1f} x ({small:.2f} s, {large:.2f} s)"
    return Measured(what, figure, f"<= {TIMES} x", ratio <= TIMES)


def stores(folder: Path) -> Iterator[Measured]:
    """Measure writing and reading every village of the country."""
    dataset = villages()
    rows = sum(dataset.size)
    path = str(folder / "country.lbug")
    with open_store(path) as store:
        wrote = _time(lambda: store.write(dataset))
        read = _time(store.read)
    rate = rows / wrote
    yield Measured(
        f"Ladybug: write {rows:,} rows, verified",
        f"{rate:,.0f} rows/s",
        f">= {LADYBUG_ROWS:,}",
        rate >= LADYBUG_ROWS,
    )
    yield Measured("Ladybug: read them back, verified", f"{rows / read:,.0f} rows/s", "-", met=True)
    Path(path).unlink()
    if not (jars().is_dir() and shutil.which("java")):
        yield Measured("Neo4j", "no server here", f">= {NEO4J_SHARE:.0%}", met=False)
        return
    yield from _neo4j(folder, dataset, rows)


def in_browser() -> Iterator[Measured]:
    """Hold the map against plain vis-network in the same browser."""
    if chromium.missing():
        yield Measured("the map", chromium.missing(), "-", met=False)
        return
    for size, opening, whole, plain in maps.compared():
        yield Measured(
            f"map of {size:,} as it opens",
            f"{opening.painted:.2f} s, {opening.rate:.0f} redraws/s",
            f"<= {maps.PAINTED} s, >= {maps.OPENING}",
            opening.painted <= maps.PAINTED and opening.rate >= maps.OPENING,
        )
        gain = whole.rate / plain.rate
        bound = size >= maps.LARGE
        yield Measured(
            f"map of {size:,}, all open, moved",
            f"{whole.rate:.0f} redraws/s, {gain:.1f} x plain vis-network",
            f">= {maps.GAIN} x" if bound else "-",
            met=gain >= maps.GAIN or not bound,
        )
        bound = size <= maps.LARGE
        yield Measured(
            f"map of {size:,}, longest task while moved",
            f"{whole.task:.0f} ms (plain {plain.task:.0f} ms)",
            f"<= {maps.TASK} ms" if bound else "-",
            met=whole.task <= maps.TASK or not bound,
        )


def _neo4j(folder: Path, dataset: Dataset, rows: int) -> Iterator[Measured]:
    """Hold the store against a bare loop, each on a new server."""
    with serving(folder / "bare") as server:
        loop = bare.write(server, dataset)
        record = bare.read_by_record(server)
    with serving(folder / "store") as server:
        os.environ |= {"NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
        with open_store(server.address) as store:
            wrote = _time(lambda: store.write(dataset))
            read = _time(store.read)
    share, gain = loop / wrote, record / read
    yield Measured(
        f"Neo4j: write {rows:,} rows ({rows / wrote:,.0f} rows/s)",
        f"{share:.0%} of a bare loop",
        f">= {NEO4J_SHARE:.0%}",
        share >= NEO4J_SHARE,
    )
    yield Measured(
        f"Neo4j: read them back ({rows / read:,.0f} rows/s)",
        f"{gain:.1f} x record by record",
        f">= {NEO4J_GAIN} x",
        gain >= NEO4J_GAIN,
    )


def _seconds(what: str, most: float, run: Callable[[], object]) -> Measured:
    run()  # the first run fills caches
    times = [_time(run) for _ in range(RUNS)]
    figure = f"{median(times):.2f} s ({min(times):.2f}-{max(times):.2f})"
    return Measured(what, figure, f"<= {most} s", median(times) <= most)


def _time(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _command(*words: str) -> None:
    subprocess.run([ORGGRAPH, *words], check=True, capture_output=True)  # noqa: S603 - our own


if __name__ == "__main__":
    if not shutil.which(str(ORGGRAPH)):
        sys.exit("orggraph is not installed beside this Python: make bench")
    main()
