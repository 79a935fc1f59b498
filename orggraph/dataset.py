"""One county's graph as typed polars tables: a table per label and per relationship type.

A node table has ``id``, ``name`` and the label's properties. A relationship table has
``start_label``, ``start``, ``end_label``, ``end``, ``since``, ``until``, ``source`` and the type's
properties. Rows stand in a canonical order, so equal content is equal whatever order it came in.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cached_property
from typing import NamedTuple

import polars as pl

from orggraph.errors import DatasetError
from orggraph.language import _
from orggraph.model import LABELS, LIVES, PLACE_LEVELS, RELATIONSHIPS, Life, Property, Type

LABEL = pl.Enum(list(LABELS))
_REGIONS = tuple(level for level in PLACE_LEVELS if level != "town")  # from the top down
ENDS = ("start_label", "start", "end_label", "end")
_SLICE = 100_000  # rows written at once to be summed up

_DTYPES: Mapping[Type, pl.DataType] = {
    Type.TEXT: pl.String(),
    Type.TEXTS: pl.List(pl.String()),
    Type.INTEGER: pl.Int64(),
    Type.NUMBER: pl.Float64(),
    Type.DATE: pl.Date(),
    Type.BOOLEAN: pl.Boolean(),
}


def node_schema(label: str) -> pl.Schema:
    """Derive the table schema of a label from the model.

    Parameters
    ----------
    label
        Name of a label of the model.

    Returns
    -------
    schema
        Column names and polars types, in order.
    """
    return pl.Schema({"id": pl.String(), "name": pl.String(), **_dtypes(LABELS[label].properties)})


def relationship_schema(name: str) -> pl.Schema:
    """Derive the table schema of a relationship type from the model.

    Parameters
    ----------
    name
        Name of a relationship type of the model.

    Returns
    -------
    schema
        Column names and polars types, in order.
    """
    ends = {"start_label": LABEL, "start": pl.String(), "end_label": LABEL, "end": pl.String()}
    dates = {"since": pl.Date(), "until": pl.Date(), "source": pl.String()}
    return pl.Schema({**ends, **dates, **_dtypes(RELATIONSHIPS[name].properties)})


def relationship_key(name: str) -> tuple[str, ...]:
    """Name the columns that tell the relationships of a type apart.

    Parameters
    ----------
    name
        Name of a relationship type of the model.

    Returns
    -------
    key
        Ends, ``since``, and the properties that identify; rows stand in the order of it.
    """
    identity = (item.name for item in RELATIONSHIPS[name].properties if item.identifies)
    return (*ENDS, "since", *identity)


def those(table: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Keep the rows of some nodes of a table: few of many, so that a join has little to do.

    Parameters
    ----------
    table
        A row per node, its ``id`` among the columns.
    ids
        Ids of nodes, in the table or not.

    Returns
    -------
    rows
        Those of the table, in its order.
    """
    return table.filter(pl.col("id").is_in(ids.implode()))


def beside(nodes: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Put to each node its one row; most stand in the same order, where nothing is looked up.

    Parameters
    ----------
    nodes
        A row per node, its ``id`` among the columns.
    rows
        At most one row per node: its ``id``, and columns that the first table has not.

    Returns
    -------
    table
        The nodes in their order with the columns of their row, None where they have none.
    """
    if rows["id"].equals(nodes["id"]):
        return nodes.hstack(rows.drop("id"))
    return nodes.join(rows, on="id", how="left", maintain_order="left")


def active_on(day: date) -> pl.Expr:
    """Say which relationships hold on a day.

    Parameters
    ----------
    day
        The day of the question.

    Returns
    -------
    active
        True where ``since`` is missing or not after the day and ``until`` is missing or after it.
    """
    begun = pl.col("since").is_null() | (pl.col("since") <= day)
    return begun & (pl.col("until").is_null() | (pl.col("until") > day))


class Size(NamedTuple):
    """How much a dataset holds: numbers of rows, 0 or more. A server's mark has these names."""

    nodes: int
    relationships: int


class Dataset:
    """Everything that one county's ledgers say, checked against the model.

    Parameters
    ----------
    nodes
        A table per label; a missing table or column is taken as empty.
    relationships
        A table per relationship type; a missing table or column is taken as empty.

    Raises
    ------
    DatasetError
        An unknown table, column or word; a value of the wrong type; an id that is missing or
        given twice; an end that does not exist or has the wrong label; two relationships that
        differ only in what does not identify them.
    """

    def __init__(
        self,
        nodes: Mapping[str, pl.DataFrame],
        relationships: Mapping[str, pl.DataFrame],
    ) -> None:
        _refuse_unknown(nodes, LABELS)
        _refuse_unknown(relationships, RELATIONSHIPS)
        self.nodes = {label: _node_table(label, nodes.get(label)) for label in LABELS}
        self.relationships = {
            name: _relationship_table(name, relationships.get(name)) for name in RELATIONSHIPS
        }
        _check_nodes(self.nodes)
        _check_relationships(self.nodes, self.relationships)

    @classmethod
    def stored(
        cls, nodes: Mapping[str, pl.DataFrame], relationships: Mapping[str, pl.DataFrame]
    ) -> "Dataset":
        """Put the tables of a store in order, checking only types and words.

        Parameters
        ----------
        nodes
            Tables by label.
        relationships
            Tables by relationship type.

        Returns
        -------
        dataset
            Equal to the dataset that was stored, if nothing was changed since; only types and
            words are checked.

        Raises
        ------
        DatasetError
            An unknown column or word, or a value of the wrong type.
        """
        return cls._of(
            {label: _node_table(label, table) for label, table in nodes.items()},
            {
                name: _shaped_relationships(name, table).sort(
                    relationship_key(name), nulls_last=False
                )
                for name, table in relationships.items()
            },
        )

    @classmethod
    def recalled(
        cls,
        nodes: Mapping[str, pl.DataFrame],
        relationships: Mapping[str, pl.DataFrame],
        digest: str,
    ) -> "Dataset":
        """Put the tables of a store in order, checked anew where their digest is another.

        Parameters
        ----------
        nodes
            Tables by label.
        relationships
            Tables by relationship type.
        digest
            The digest of the dataset that was stored.

        Returns
        -------
        dataset
            Equal to the dataset that was stored where its digest is the one given.

        Raises
        ------
        DatasetError
            The tables were changed and no longer fit the model.
        """
        dataset = cls.stored(nodes, relationships)
        return dataset if dataset.digest == digest else cls(nodes, relationships)

    @classmethod
    def kept(
        cls, nodes: Mapping[str, pl.DataFrame], relationships: Mapping[str, pl.DataFrame]
    ) -> "Dataset":
        """Take tables that stand in their order already, checking only types.

        Parameters
        ----------
        nodes
            Tables by label, as a dataset had them; empty columns may be missing.
        relationships
            Tables by relationship type, likewise.

        Returns
        -------
        dataset
            Equal to the dataset that was kept; nothing is checked but types.

        Raises
        ------
        DatasetError
            An unknown table or column, or a value of the wrong type.
        """
        _refuse_unknown(nodes, LABELS)
        _refuse_unknown(relationships, RELATIONSHIPS)
        dataset = cls.__new__(cls)
        in_order = pl.col("id").set_sorted()  # so that nothing sorts them again
        dataset.nodes = {
            label: _typed(label, nodes.get(label), node_schema(label)).with_columns(in_order)
            for label in LABELS
        }
        dataset.relationships = {
            name: _typed(name, relationships.get(name), relationship_schema(name))
            for name in RELATIONSHIPS
        }
        dataset.relationships["SEATED_IN"] = _sharing(
            dataset.relationships["SEATED_IN"], dataset.nodes["PartyOrganization"]["id"]
        )
        return dataset

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same nodes and relationships, in whatever order they came."""
        if not isinstance(other, Dataset):
            return NotImplemented
        return all(
            mine.equals(theirs)
            for mine, theirs in zip(self._tables(), other._tables(), strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # equal by content; the digest is the key to use

    def __repr__(self) -> str:
        """Say how much it holds."""
        nodes, relationships = self.size
        return f"<Dataset {nodes} nodes, {relationships} relationships>"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole content, 64 hex digits, the same for equal datasets."""
        sha = hashlib.sha256()
        with ThreadPoolExecutor(1) as writer:  # one part ahead, not all of them, as map would be
            ahead = writer.submit(_lines, "")
            for part in self._parts():
                lines, ahead = ahead.result(), writer.submit(_lines, part)
                sha.update(lines)  # while the next are written
            sha.update(ahead.result())
        return sha.hexdigest()

    def _parts(self) -> Iterator[str | pl.DataFrame]:
        """Give the name of each table, and its rows in parts that are small beside memory."""
        for name, table in (*self.nodes.items(), *self.relationships.items()):
            yield f"{name}\n"
            yield from table.iter_slices(_SLICE)

    @property
    def size(self) -> Size:
        """How many nodes, and how many relationships."""
        parts = (self.nodes, self.relationships)
        return Size(*(sum(table.height for table in part.values()) for part in parts))

    @cached_property
    def county(self) -> dict[str, object] | None:
        """The Area that the dataset is of, as a mapping of its properties.

        The county, or of a larger region the area of the highest level; None where there is not
        exactly one.
        """
        areas = self.nodes["Area"]
        for level in _REGIONS:
            rows = areas.filter(pl.col("level") == level).to_dicts()
            if rows:
                return rows[0] if len(rows) == 1 else None
        return None

    @property
    def names_kept(self) -> bool:
        """Whether persons bear their names; every output then says so."""
        return bool(self.county and self.county["names_kept"])

    @property
    def pairing_benefits(self) -> pl.DataFrame:
        """The pairings and whom they help: ``pairing``, ``helped``, the dates and ``source``."""
        rows = self.relationships["BENEFITS"].filter(pl.col("start_label") == "Pairing")
        return rows.select("since", "until", "source", pairing="start", helped="end")

    def as_of(self, day: date) -> "Dataset":
        """Give the dataset as it stood on a day.

        Relationships that do not hold that day are left out, and so are nodes that do not live
        that day (see ``model.LIVES``) with all their relationships.

        Parameters
        ----------
        day
            The day of the question.

        Returns
        -------
        dataset
            A dataset of the same shape; equal to this one where everything holds.
        """
        active = {name: _kept(t, active_on(day)) for name, t in self.relationships.items()}
        dead: dict[str, list[pl.Series]] = {}
        for life in LIVES:
            found = _dead(self.nodes[life.label], active, life)
            if found.len():
                dead.setdefault(life.label, []).append(found)
        gone = {label: pl.concat(found).implode() for label, found in dead.items()}
        return Dataset._of(
            {
                label: t.filter(~pl.col("id").is_in(gone[label])) if label in gone else t
                for label, t in self.nodes.items()
            },
            {name: _kept(t, ~_ends_in(name, gone)) for name, t in active.items()},
        )

    def without(self, ids: pl.Series, *, ties: Mapping[str, pl.Series] | None = None) -> "Dataset":
        """Give the dataset without some nodes and all their relationships.

        Parameters
        ----------
        ids
            The nodes that go; those that it lacks change nothing.
        ties
            By relationship type, nodes that stay and lose their relationships of it alone.

        Returns
        -------
        dataset
            A dataset of the same shape.
        """

        def left(name: str, table: pl.DataFrame) -> pl.DataFrame:
            lost = pl.concat([ids, (ties or {}).get(name, ids.clear())]).implode()
            return table.filter(~pl.col("start").is_in(lost) & ~pl.col("end").is_in(lost))

        gone = ids.implode()
        return Dataset._of(
            {n: t.filter(~pl.col("id").is_in(gone)) for n, t in self.nodes.items()},
            {n: left(n, t) for n, t in self.relationships.items()},
        )

    @classmethod
    def _of(
        cls, nodes: dict[str, pl.DataFrame], relationships: dict[str, pl.DataFrame]
    ) -> "Dataset":
        """Take tables that stand in their order and were checked, as parts of a dataset do."""
        dataset = cls.__new__(cls)
        dataset.nodes, dataset.relationships = nodes, relationships
        return dataset

    def _tables(self) -> list[pl.DataFrame]:
        return [*self.nodes.values(), *self.relationships.values()]


def _sharing(seats: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Hold the ids of organisations once, where each has its one seat: they come first there."""
    own, others = seats["start"].head(ids.len()), seats["start"].slice(ids.len())
    return seats.with_columns(start=pl.concat([ids, others])) if own.equals(ids) else seats


def _kept(table: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    """Keep the rows that meet a condition; the very table where all do: most do, in most tables."""
    keep = table.select(condition.alias("keep"))["keep"]
    return table if keep.all() else table.filter(keep)


def _dead(nodes: pl.DataFrame, active: Mapping[str, pl.DataFrame], life: Life) -> pl.Series:
    mortal = nodes if life.kind is None else nodes.filter(pl.col("kind") == life.kind)
    asked = pl.col(f"{life.end}_label") == life.label
    if life.kind is not None:  # the many that cannot die are passed over first
        asked &= pl.col(life.end).is_in(mortal["id"].implode())
    living = active[life.relationship].filter(asked)[life.end]
    return mortal["id"].filter(~mortal["id"].is_in(living.implode()))


def _ends_in(name: str, gone: Mapping[str, pl.Series]) -> pl.Expr:
    """Whether an end of a relationship is among nodes that are gone, by their label."""
    hit = pl.lit(value=False)
    for at, end in enumerate(("start", "end")):
        for label in {ends[at] for ends in RELATIONSHIPS[name].ends} & gone.keys():
            hit |= (pl.col(f"{end}_label") == label) & pl.col(end).is_in(gone[label])
    return hit


def _dtypes(properties: tuple[Property, ...]) -> dict[str, pl.DataType]:
    return {item.name: _DTYPES[item.type] for item in properties}


def _lines(part: str | pl.DataFrame) -> bytes | memoryview:
    """Give a line as it is, and rows as lines."""
    if isinstance(part, str):
        return part.encode()
    lines = io.BytesIO()
    part.write_ndjson(lines)
    return lines.getbuffer()


def _refuse_unknown(tables: Mapping[str, pl.DataFrame], known: Mapping[str, object]) -> None:
    for name in tables:
        if name not in known:
            raise DatasetError(_("The model has no table {name}.").format(name=name))


def _node_table(label: str, table: pl.DataFrame | None) -> pl.DataFrame:
    return _shaped_nodes(label, table).sort("id")


def _shaped_nodes(label: str, table: pl.DataFrame | None) -> pl.DataFrame:
    return _shape(label, table, node_schema(label), LABELS[label].properties)


def _shaped_relationships(name: str, table: pl.DataFrame | None) -> pl.DataFrame:
    return _shape(name, table, relationship_schema(name), RELATIONSHIPS[name].properties)


def _relationship_table(name: str, table: pl.DataFrame | None) -> pl.DataFrame:
    shaped = _shaped_relationships(name, table)
    everything_but_source = [column for column in shaped.columns if column != "source"]
    # Equal rows are one; of two sources that say the same, the first by name is kept.
    unique = shaped.sort("source").unique(everything_but_source, keep="first", maintain_order=True)
    return unique.sort(relationship_key(name), nulls_last=False)


def _shape(
    name: str, table: pl.DataFrame | None, schema: pl.Schema, properties: tuple[Property, ...]
) -> pl.DataFrame:
    shaped = _typed(name, table, schema)
    _check_words(name, shaped, properties)
    lists = [item.name for item in properties if item.type is Type.TEXTS]
    return shaped.with_columns(
        pl.when(pl.col(column).list.len() > 0).then(pl.col(column)) for column in lists
    )


def _typed(name: str, table: pl.DataFrame | None, schema: pl.Schema) -> pl.DataFrame:
    if table is None:
        return pl.DataFrame(schema=schema)
    for column in table.columns:
        if column not in schema:
            raise DatasetError(
                _("Table {name} has a column that the model lacks: {column}").format(
                    name=name, column=column
                )
            )
    try:
        return table.select(
            (pl.col(column) if column in table.columns else pl.lit(None)).cast(dtype).alias(column)
            for column, dtype in schema.items()
        )
    except pl.exceptions.PolarsError as error:
        raise DatasetError(
            _("Table {name} holds a value of the wrong type.").format(name=name)
        ) from error


def _check_words(name: str, table: pl.DataFrame, properties: tuple[Property, ...]) -> None:
    for item in properties:
        if item.terms and not table[item.name].drop_nulls().is_in(list(item.terms)).all():
            raise DatasetError(
                _("Table {name} holds a word in {column} that the model lacks.").format(
                    name=name, column=item.name
                )
            )


def _check_nodes(nodes: Mapping[str, pl.DataFrame]) -> None:
    for label, table in nodes.items():
        if table["id"].null_count() or table["name"].null_count():
            raise DatasetError(_("Table {name} has a row without id or name.").format(name=label))
    ids = pl.concat([table["id"] for table in nodes.values()])
    if ids.n_unique() != ids.len():
        twice = ids.filter(ids.is_duplicated())[0]
        raise DatasetError(_("Two nodes have the same id: {id}").format(id=twice))


def _check_relationships(
    nodes: Mapping[str, pl.DataFrame], relationships: Mapping[str, pl.DataFrame]
) -> None:
    known = pl.concat(
        [
            table.select(pl.lit(label, dtype=LABEL).alias("label"), "id")
            for label, table in nodes.items()
        ]
    )
    for name, table in relationships.items():
        kind = RELATIONSHIPS[name]
        pairs = table.select("start_label", "end_label").unique().rows()
        if not set(pairs) <= set(kind.ends):
            raise DatasetError(
                _("Relationship {name} joins labels that it must not join.").format(name=name)
            )
        for end in ("start", "end"):
            lost = table.join(
                known, left_on=[f"{end}_label", end], right_on=["label", "id"], how="anti"
            )
            if lost.height:
                raise DatasetError(
                    _("Relationship {name} has an end that does not exist: {id}").format(
                        name=name, id=lost[end][0]
                    )
                )
        if table.select(relationship_key(name)).is_duplicated().any():
            raise DatasetError(
                _("Relationship {name} is given twice with different facts.").format(name=name)
            )
