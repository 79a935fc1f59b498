"""A made-up region of any size, from a county to the country, whose answers are known beforehand.

Places are real (see ``gazetteer``); everything else is drawn from a seed in the ratios that the
example county and the national bulletins show, and synthetic. Who is isolated, overloaded,
dormant or hangs on one helper is planted, so the right answers stand beside the data.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from orggraph import tables
from orggraph.dataset import Dataset
from orggraph.synth import _answers, _help, _places, _tree
from orggraph.synth._answers import Answers, digest
from orggraph.synth._places import Region

__all__ = ["Answers", "Made", "Scale", "dataset", "digest", "made", "write"]


class Scale(StrEnum):
    """How large a region."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


class Made(NamedTuple):
    """A made-up region and what an audit of it must find."""

    dataset: Dataset
    answers: Answers


# The example county, its city, its province, the country; and how many months of activities.
_REGIONS = {
    Scale.COUNTY: Region("370304", months=12),
    Scale.CITY: Region("3703", months=12),
    Scale.PROVINCE: Region("37", months=12),
    Scale.NATION: Region(_places.NATION, months=3),
}


def dataset(scale: str, seed: int = 0) -> Dataset:
    """Make up a region.

    Parameters
    ----------
    scale
        ``county``, ``city``, ``province`` or ``nation``.
    seed
        Seed of the draw, 0 or more.

    Returns
    -------
    dataset
        The same for the same scale and seed.
    """
    return made(scale, seed).dataset


def made(scale: str, seed: int = 0) -> Made:
    """Make up a region, and tell what an audit of it must find.

    Parameters
    ----------
    scale
        ``county``, ``city``, ``province`` or ``nation``.
    seed
        Seed of the draw, 0 or more.

    Returns
    -------
    made
        The dataset and its answers, the same for the same scale and seed.
    """
    region = _REGIONS[Scale(scale)]
    rng = np.random.default_rng(seed)
    places = _places.of(region.code)
    plan = _help.plan(_tree.villages(places), rng)
    parts = [_tree.tables(places, plan, rng), _help.tables(plan, region.months, rng)]
    nodes = _joined([part.nodes for part in parts])
    relationships = _joined([part.relationships for part in parts])
    planted = {code: ids for part in parts for code, ids in part.planted.items()}
    return Made(Dataset(nodes, relationships), _answers.of(plan, planted))


def write(folder: Path, scale: str, seed: int = 0, *, format: str = "parquet") -> Made:  # noqa: A002 - as the option is called
    """Make up a region and write it as a folder of tables, its answers beside them.

    Parameters
    ----------
    folder
        Where to put it.
    scale
        ``county``, ``city``, ``province`` or ``nation``.
    seed
        Seed of the draw, 0 or more.
    format
        ``parquet`` or ``csv``.

    Returns
    -------
    made
        What was written.

    Raises
    ------
    SettingsError
        The folder holds something else.
    OSError
        The files cannot be written.
    """
    whole = made(scale, seed)
    beside = {"answers.json": {"scale": scale, "seed": seed, **whole.answers.told()}}
    tables.write(whole.dataset, folder, format=format, beside=beside)
    return whole


def _joined(parts: Sequence[Mapping[str, list[pl.DataFrame]]]) -> dict[str, pl.DataFrame]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: pl.concat(
            [table for part in parts for table in part.get(name, [])], how="diagonal_relaxed"
        )
        for name in names
    }
