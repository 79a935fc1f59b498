"""The mark of a whole store: which county, which schema, what was loaded."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from orggraph.dataset import Dataset
from orggraph.errors import StoreError
from orggraph.language import _
from orggraph.model import SCHEMA_VERSION

MARK = "OrgGraph"  # the label of the node that is the mark


def mark_of(dataset: Dataset) -> dict[str, object]:
    """Make the mark of a dataset.

    Parameters
    ----------
    dataset
        What is loaded now.

    Returns
    -------
    mark
        Schema version, county, moment and digest.
    """
    county = dataset.county or {}
    return {
        "schema": SCHEMA_VERSION,
        "county": county.get("id"),
        "county_name": county.get("name"),
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "digest": dataset.digest,
    }


def server_mark(dataset: Dataset, *, complete: bool) -> dict[str, object]:
    """Make the mark of a dataset on a server, where others may write too.

    Parameters
    ----------
    dataset
        What is loaded.
    complete
        Whether all of it is there.

    Returns
    -------
    mark
        The mark, with the number of nodes and of relationships under it.
    """
    return {**mark_of(dataset), **dataset.size._asdict(), "complete": complete}


def refuse_other_county(mark: Mapping[str, Any], dataset: Dataset) -> None:
    """Refuse to put one county in the place of another.

    Parameters
    ----------
    mark
        Mark of what the store holds.
    dataset
        What is to be loaded.

    Raises
    ------
    StoreError
        They are of different counties.
    """
    county = dataset.county or {}
    if mark["county"] != county.get("id"):
        raise StoreError(
            _("The store holds another county: {name} ({code})").format(
                name=mark["county_name"], code=mark["county"]
            ),
            _("Name another store, or replace that county: --replace"),
        )


def refuse_other_schema(place: object, mark: Mapping[str, Any]) -> None:
    """Refuse a store that another version of orggraph wrote.

    Parameters
    ----------
    place
        Path or address of the store.
    mark
        Mark of what the store holds.

    Raises
    ------
    StoreError
        Its schema is not ours.
    """
    if mark["schema"] == SCHEMA_VERSION:
        return
    what = _("{path} is of schema {found}, this orggraph of schema {ours}.")
    newer = isinstance(mark["schema"], int) and mark["schema"] > SCHEMA_VERSION
    raise StoreError(
        what.format(path=place, found=mark["schema"], ours=SCHEMA_VERSION),
        _("A newer orggraph wrote it: install that one, or load the ledgers here with --replace.")
        if newer
        else _("An older orggraph wrote it: load the ledgers again with --replace."),
    )
