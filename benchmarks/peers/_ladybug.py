"""Ladybug: the tables copied into one file, asked in Cypher, step by step where it walks."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import ladybug
import polars as pl

from benchmarks.peers import Told, _cypher
from benchmarks.region import PARTIES, STEPS, Region

ABOUT = "every table copied into one file, asked in Cypher; step by step where the question walks"
PACKAGES = ("ladybug",)
_NONE = "Cypher has none"
CANNOT = dict.fromkeys(
    ("components", "bridges", "articulation", "losses", "communities"), _NONE
) | {"layout": "draws nothing"}

_ENDS = ("start_label", "start", "end_label", "end")


class Held:
    """A connection to the file."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.database = ladybug.Database(str(path), read_only=read_only)
        self.connection = ladybug.Connection(self.database)

    def rows(self, text: str, parameters: Mapping[str, object] | None = None) -> pl.DataFrame:
        """Ask, and have the rows as columns."""
        found = self.connection.execute(text, dict(parameters or {}))
        rows: pl.DataFrame = found.get_as_pl()
        return rows

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        nodes = sum(
            self.rows(f"MATCH (n:{label}) RETURN count(*) AS n")["n"][0] for label in PARTIES
        )
        ties = pl.concat([rows.select("start", "end") for rows in _ties(self)])
        pair = (pl.min_horizontal("start", "end"), pl.max_horizontal("start", "end"))
        return {"nodes": [nodes], "edges": [ties.select(low=pair[0], high=pair[1]).n_unique()]}


def empty(region: Region) -> None:
    """Remove what an earlier load has made."""
    shutil.rmtree(_path(region).parent, ignore_errors=True)
    _path(region).parent.mkdir()


def load(region: Region) -> Held:
    """Copy every table, and tie who helps to whom it helps."""
    held = Held(_path(region), read_only=False)
    for path in sorted((region.folder / "nodes").glob("*.csv")):
        rows = _frame(path)
        columns = ", ".join(f"`{name}` STRING" for name in rows.columns if name != "id")
        held.connection.execute(f"CREATE NODE TABLE {path.stem}(id STRING PRIMARY KEY, {columns})")
        _copy(held, path.stem, rows)
    for path in sorted((region.folder / "relationships").glob("*.csv")):
        _copy_ties(held, path)
    _help(held)
    return held


def opened(region: Region) -> Held:
    """Open what a load has made."""
    return Held(_path(region), read_only=True)


def coverage(held: Held) -> Told:
    """Match and group."""
    found = held.rows(_cypher.COVERAGE)
    return lambda: found.cast({"registered": pl.Int64}).to_dict()


def isolation(held: Held) -> Told:
    """Match those without a tie."""
    found = held.rows(_cypher.ISOLATION)
    return found.to_dict


def reach(held: Held) -> Told:
    """Walk step by step, from those that the last step has reached."""
    last = held.rows(_cypher.STRONG)
    reached = [last.with_columns(steps=pl.lit(0))]
    for step in range(1, STEPS + 1):
        found = held.rows(_cypher.NEXT, {"last": last["id"].to_list()})
        last = found.filter(~pl.col("id").is_in(pl.concat(reached)["id"].implode()))
        reached.append(last.with_columns(steps=pl.lit(step)))
    return lambda: pl.concat(reached).to_dict()


def readout(held: Held) -> Told:
    """Fetch all ties as columns."""
    found = _ties(held)
    return lambda: pl.concat(found).to_dict()


def _ties(held: Held) -> list[pl.DataFrame]:
    kinds = _cypher.WAY.split("|")
    return [
        held.rows(_cypher.TIES.format(kind=kind).replace("AS end", "AS `end`")) for kind in kinds
    ]


def _copy_ties(held: Held, path: Path) -> None:
    table = _frame(path)
    parts = table.partition_by("start_label", "end_label", as_dict=True, include_key=False)
    ends = ", ".join(f"FROM {start} TO {end}" for start, end in parts)
    columns = "".join(f", `{name}` STRING" for name in table.columns if name not in _ENDS)
    held.connection.execute(f"CREATE REL TABLE {path.stem}({ends}{columns})")
    for (start, end), rows in parts.items():
        _copy(held, path.stem, rows, f" (from='{start}', to='{end}')")


def _copy(held: Held, name: str, rows: pl.DataFrame, ends: str = "") -> None:
    """Copy a frame, which Ladybug finds by the name of the variable."""
    if rows.height:
        held.connection.execute(f"COPY {name} FROM rows{ends}")


def _help(held: Held) -> None:
    ends = ", ".join(f"FROM {label} TO PartyOrganization" for label in PARTIES)
    held.connection.execute(f"CREATE REL TABLE HELPS({ends})")
    for label in PARTIES:
        pairs = f"{_cypher.HELPS.format(label=label)} RETURN DISTINCT a.id, b.id"
        held.connection.execute(
            f"COPY HELPS FROM ({pairs}) (from='{label}', to='PartyOrganization')"
        )


def _frame(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _path(region: Region) -> Path:
    return region.store / "ladybug" / "region.lbug"
