"""A made-up region of any size, from a county to the country, whose answers are known beforehand.

Places are real (see ``gazetteer``); everything else is drawn from a seed in the ratios that the
example county and the national bulletins show, and synthetic. Who is isolated, overloaded,
dormant or hangs on one helper is planted, so the right answers stand beside the data.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
import polars as pl

from orggraph.dataset import Dataset
from orggraph.synth import _answers, _help, _places, _tree
from orggraph.synth._answers import Answers
from orggraph.synth._places import Region


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
    whole = Dataset(*(_joined([part[side] for part in parts]) for side in (0, 1)))
    return Made(whole, _answers.of(whole, plan))


def _joined(parts: list[dict[str, list[pl.DataFrame]]]) -> dict[str, pl.DataFrame]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: pl.concat(
            [table for part in parts for table in part.get(name, [])], how="diagonal_relaxed"
        )
        for name in names
    }
