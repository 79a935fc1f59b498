"""What differs between two datasets of one county, table by table, exactly.

``apply(diff(A, B), A) == B``, and ``diff(A, A)`` is empty. Whole datasets are compared, ended
relations included: a pairing that ended is still there, with another ``until``. To compare what
held on two days, compare two views: ``diff(old.now, new.now)`` of two networks.

>>> from orggraph.dataset import Dataset
>>> nothing = Dataset({}, {})
>>> diff(nothing, nothing).is_empty
True
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from orggraph.dataset import Dataset, relationship_key
from orggraph.errors import DatasetError
from orggraph.language import _
from orggraph.model import LABELS, RELATIONSHIPS

NODE_KEY = ("id",)


@dataclass(frozen=True)
class Delta:
    """What differs between two tables of one label or relationship type.

    Parameters
    ----------
    key
        Columns that say which rows are the same: ``id`` of a node; ends, ``since`` and the
        identifying properties of a relationship.
    added
        Whole rows that only the later table has.
    removed
        Whole rows that only the earlier table has.
    before
        Rows that both have and that differ elsewhere, as the earlier table has them. A row whose
        ``source`` alone moved is among them.
    after
        The same rows in the same order, as the later table has them.
    """

    key: tuple[str, ...]
    added: pl.DataFrame
    removed: pl.DataFrame
    before: pl.DataFrame
    after: pl.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether the tables are equal, to the ``source`` of each row."""
        return not (self.added.height or self.removed.height or self.before.height)

    @property
    def properties(self) -> tuple[str, ...]:
        """The columns that can change; where a row stands (``source``) says nothing."""
        return tuple(c for c in self.after.columns if c not in {*self.key, "source"})

    def changed(self, name: str) -> pl.DataFrame:
        """Give the rows in which one property changed.

        Parameters
        ----------
        name
            One of ``properties``.

        Returns
        -------
        rows
            The key's columns, ``before`` and ``after``; empty where no row changed in it.
        """
        keys = self.after.select(self.key)
        values = [self.before[name].alias("before"), self.after[name].alias("after")]
        return keys.with_columns(values).filter(pl.col("before").ne_missing(pl.col("after")))


@dataclass(frozen=True)
class Change:
    """What differs between two datasets of one county.

    Parameters
    ----------
    nodes
        A delta per label of the model.
    relationships
        A delta per relationship type of the model.
    """

    nodes: Mapping[str, Delta]
    relationships: Mapping[str, Delta]

    @property
    def is_empty(self) -> bool:
        """Whether the datasets are equal, to the ``source`` of each relationship."""
        return all(d.is_empty for d in (*self.nodes.values(), *self.relationships.values()))


def diff(old: Dataset, new: Dataset) -> Change:
    """Find what differs between two datasets of one county.

    Parameters
    ----------
    old
        The earlier dataset.
    new
        The later dataset.

    Returns
    -------
    change
        A delta for every table; empty where both are equal.

    Raises
    ------
    DatasetError
        The datasets are of different counties.
    """
    refuse_other_county(old, new)
    nodes = {label: delta(NODE_KEY, old.nodes[label], new.nodes[label]) for label in LABELS}
    relationships = {
        name: delta(relationship_key(name), old.relationships[name], new.relationships[name])
        for name in RELATIONSHIPS
    }
    return Change(nodes, relationships)


def refuse_other_county(old: Dataset, new: Dataset) -> None:
    """Refuse to compare two counties.

    Parameters
    ----------
    old
        The earlier dataset.
    new
        The later dataset.

    Raises
    ------
    DatasetError
        The datasets are of different counties; one without a county may be compared with any.
    """
    counties = [each.county for each in (old, new)]
    if None in counties:
        return
    was, now = ({"id": c["id"], "name": c["name"]} for c in counties if c)
    if was["id"] != now["id"]:
        raise DatasetError(
            _("These are two counties: {old} ({old_code}) and {new} ({new_code}).").format(
                old=was["name"], old_code=was["id"], new=now["name"], new_code=now["id"]
            ),
            _("Compare two states of one county."),
        )


def delta(key: tuple[str, ...], old: pl.DataFrame, new: pl.DataFrame) -> Delta:
    """Find what differs between two tables of the same columns.

    Parameters
    ----------
    key
        Columns that tell the rows of either table apart.
    old
        The earlier table.
    new
        The later table.

    Returns
    -------
    delta
        Rows in the order of the later table, removed ones in that of the earlier.
    """
    if old.equals(new):
        nothing = new.clear()
        return Delta(key, nothing, nothing, nothing, nothing)
    both = new.select(key).join(
        old.select(key), on=key, how="semi", nulls_equal=True, maintain_order="left"
    )
    before, after = (_rows(table, both, key) for table in (old, new))
    values = (column for column in new.columns if column not in key)
    unlike = pl.DataFrame({name: before[name].ne_missing(after[name]) for name in values})
    differs = unlike.select(pl.any_horizontal(pl.all())).to_series()
    return Delta(
        key,
        added=new.join(old, on=key, how="anti", nulls_equal=True, maintain_order="left"),
        removed=old.join(new, on=key, how="anti", nulls_equal=True, maintain_order="left"),
        before=before.filter(differs),
        after=after.filter(differs),
    )


def apply(change: Change, dataset: Dataset) -> Dataset:
    """Make the later dataset of the earlier one.

    Parameters
    ----------
    change
        What differs, as ``diff`` gave it.
    dataset
        The earlier dataset.

    Returns
    -------
    dataset
        Equal to the later dataset, to the ``source`` of each relationship.

    Raises
    ------
    DatasetError
        The change was not made from this dataset.
    """
    return Dataset(
        {label: _applied(d, dataset.nodes[label]) for label, d in change.nodes.items()},
        {
            name: _applied(d, dataset.relationships[name])
            for name, d in change.relationships.items()
        },
    )


def _rows(table: pl.DataFrame, keys: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Give the rows of these keys in their order."""
    found = keys.join(table, on=key, how="left", nulls_equal=True, maintain_order="left")
    return found.select(table.columns)


def _applied(delta: Delta, table: pl.DataFrame) -> pl.DataFrame:
    if delta.is_empty:
        return table
    gone = pl.concat([delta.removed, delta.before])
    come = pl.concat([delta.added, delta.after])
    kept = table.join(gone, on=delta.key, how="anti", nulls_equal=True)
    replaced = table.join(gone, on=delta.key, how="semi", nulls_equal=True)
    clash = kept.join(come, on=delta.key, how="semi", nulls_equal=True)
    if clash.height or not replaced.sort(delta.key).equals(gone.sort(delta.key)):
        raise DatasetError(_("The change was not made from this dataset."))
    return pl.concat([kept, come])
