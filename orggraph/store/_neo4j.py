"""The server store: one database of a Neo4j server, which orggraph owns.

What differs from what is there is written in one transaction, with the mark last. What is too much
for one is written in several: only what is missing where nothing has to go or to change, else, and
where what is there cannot be read, everything anew. Until all is there a mark says so, nobody reads
it, and loading again finishes it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain
from types import TracebackType
from typing import Any, NamedTuple, Self

import neo4j
import polars as pl
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from orggraph import guard, queries, settings
from orggraph.dataset import ENDS, LABEL, Dataset, Size, node_schema, relationship_schema
from orggraph.errors import (
    DatasetError,
    Problem,
    QueryError,
    Severity,
    StoreConnectionError,
    StoreError,
)
from orggraph.language import _
from orggraph.model import LABELS, RELATIONSHIPS
from orggraph.progress import counted
from orggraph.reading import Reading
from orggraph.store._batches import BATCH, Batch, batches, changes_between
from orggraph.store._mark import (
    MARK,
    refuse_other_county,
    refuse_other_schema,
    server_mark,
)

READERS = 3  # tables on their way at once: one is computed while another is unpacked
# Rows of one transaction; a server with 2 GB of heap takes twice as many.
LARGEST = 200_000
PAGE = 500_000  # rows collected at once, since the server holds them all in its heap
# The server's own number of a node: of the end of a relationship far cheaper to tell than the id,
# which is a property of the node. Numbers hold while nothing is written; the digest tells if not.
_NUMBER = "_number"  # a name that no property of the model has
_PATIENCE = 15.0  # seconds to wait for a server that takes the call and says nothing

# Failures are told in our words; the driver would print them besides.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """A county in one database of a Neo4j server.

    Parameters
    ----------
    address
        Address of the server; user, password and database come from the environment.

    Raises
    ------
    StoreConnectionError
        The server does not answer, or does not let us in.
    """

    def __init__(self, address: str) -> None:
        self._server = settings.server()
        self._address = _shown(address)
        try:
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=(self._server.user, self._server.password),
                connection_timeout=_PATIENCE,
                connection_acquisition_timeout=_PATIENCE,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise self._no_address() from error
        with ExitStack() as on_failure:
            on_failure.callback(self.close)
            try:
                with self._told():
                    self._driver.verify_connectivity()
            except ValueError as error:  # a port that is no number shows only now
                raise self._no_address() from error
            on_failure.pop_all()

    def write(self, dataset: Dataset, *, replace: bool = False) -> None:
        """Make the database equal to a dataset; see ``Store.write``."""
        with self._told():
            with self._session() as session, session.begin_transaction() as look:
                there = _There.seen(look)
            mark = self._refuse(there, dataset, replace=replace)
            held = self._held(there, mark)
            whole = mark is not None and mark["complete"] and mark["digest"] == dataset.digest
            if whole and held == dataset:
                return
            self._constrain()
            if held is None:
                self._write_in_batches(dataset, None)
                return
            changes = changes_between(held, dataset)
            if sum(rows.height for part in changes for _text, rows in part) <= LARGEST:
                self._write_at_once(dataset, chain(*changes), mark)
            else:
                self._write_in_batches(dataset, changes.written if changes.only_add else None)

    def read(self) -> Reading:
        """Read everything back; see ``Store.read``."""
        with self._told(), self._session(neo4j.READ_ACCESS) as session:
            with session.begin_transaction() as look:
                mark = self._whole_mark(look)
                counts = _There.seen(look).size
            dataset = self._dataset(mark["digest"])
            with session.begin_transaction() as look:
                if self._whole_mark(look) != mark:
                    raise StoreError(
                        _("{address} was loaded while it was read.").format(address=self._address),
                        _("Try again."),
                    )
        edited = counts != (mark["nodes"], mark["relationships"])
        return Reading(
            dataset, (self._edited(),) if edited or dataset.digest != mark["digest"] else ()
        )

    def ask(self, text: str, parameters: Mapping[str, object]) -> pl.DataFrame:
        """Ask one of the product's own queries; see ``Store.ask``."""
        with self._told(), self._session(neo4j.READ_ACCESS) as session:
            self._refuse_unfinished(session)
            result = session.run(text, dict(parameters))
            columns = result.keys()
            return _frame(columns, [record.values() for record in result])

    def query(
        self, text: str, parameters: Mapping[str, object], *, limit: int, timeout: float
    ) -> pl.DataFrame:
        """Ask a user's query, which may only read the graph; see ``Store.query``."""
        guard.check_read_only(text, parameters)
        with self._told(timeout), self._session(neo4j.READ_ACCESS) as session:
            self._refuse_unfinished(session)
            self._refuse_plan(session, text, parameters, timeout)
            asked = neo4j.Query(text, timeout=timeout)
            result = session.run(asked, dict(parameters))
            columns = result.keys()
            return _frame(columns, [record.values() for record in result.fetch(limit)])

    def forget(self) -> None:
        """Empty the database, if all that it holds is ours; see ``Store.forget``."""
        clear = queries.load("load/neo4j_clear_batches")
        with self._told(), self._session() as session:
            with session.begin_transaction() as look:
                there = _There.seen(look)
            self._refuse_foreign(there)
            if not there.marks:
                raise self._no_county()
            for label in LABELS:
                session.run(clear.fill(label=label), batch=BATCH).consume()
            session.run(queries.load("load/neo4j_unmark").text).consume()

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def __enter__(self) -> Self:
        """Open it for a with block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(
            database=self._server.database, default_access_mode=access, fetch_size=1000
        )

    def _refuse(self, there: "_There", dataset: Dataset, *, replace: bool) -> dict[str, Any] | None:
        """Refuse what must not be written over; else give the mark, if there is one."""
        self._refuse_foreign(there)
        if not there.marks:
            return None
        mark = there.marks[0]
        nodes, relationships = there.size
        if not replace:
            refuse_other_schema(self._address, mark)
            refuse_other_county(mark, dataset)
        added = nodes > mark["nodes"] or relationships > mark["relationships"]
        if mark["complete"] and added and not replace:
            raise StoreError(
                _("Somebody added to the database at {address} since it was loaded.").format(
                    address=self._address
                ),
                _("It is untouched. To remove what was added, load with --replace."),
            )
        return mark

    def _refuse_foreign(self, there: "_There") -> None:
        """Refuse a database that holds anything that is not ours."""
        foreign = there.foreign
        if foreign or len(there.marks) > 1 or (there.size.nodes and not there.marks):
            raise StoreError(
                _("The database at {address} holds data that is not orggraph's: {what}").format(
                    address=self._address, what=", ".join(foreign) or _("nodes without its mark")
                ),
                _("It is untouched. Name an empty one with NEO4J_DATABASE, or another server."),
            )

    def _held(self, there: "_There", mark: Mapping[str, Any] | None) -> Dataset | None:
        """Give what is there; None where it cannot be brought up to date row by row."""
        if mark is None:  # what bears no mark and was not refused is empty
            return Dataset({}, {})
        try:
            dataset = self._dataset(mark["digest"])
        except StoreError:
            return None
        return dataset if there.size == dataset.size else None

    def _constrain(self) -> None:
        constraint = queries.load("schema/neo4j_constraint")
        with self._session() as session:
            for label in LABELS:
                session.run(constraint.fill(label=label, key="id")).consume()
            session.run(constraint.fill(label=MARK, key="key")).consume()

    def _write_at_once(
        self, dataset: Dataset, changes: Iterable[Batch], mark: dict[str, Any] | None
    ) -> None:
        with self._session() as session, session.begin_transaction() as change:
            # Of two loads at once the second waits here, and finds the mark of the first.
            _run(change, queries.load("load/neo4j_lock").text)
            if _run(change, queries.load("read/neo4j_mark").text) != ([mark] if mark else []):
                raise self._two_at_once()
            for text, rows in changes:
                _run(change, text, rows=rows.rows())
            _mark(change, dataset, complete=True)
            change.commit()

    def _write_in_batches(self, dataset: Dataset, missing: Iterable[Batch] | None) -> None:
        """Write what is missing; or where that is not known, everything anew."""
        clear = queries.load("load/neo4j_clear_batches")
        with self._session() as session:
            with session.begin_transaction() as change:
                _mark(change, dataset, complete=False)
                change.commit()
            if missing is None:
                for label in LABELS:
                    session.run(clear.fill(label=label), batch=BATCH).consume()
            wanted = batches(dataset) if missing is None else missing
            for text, rows in counted(wanted, lambda batch: batch[1].height):
                session.run(text, rows=rows.rows()).consume()
            with session.begin_transaction() as change:
                # A load that was killed may still have had a batch on its way.
                if _There.seen(change).size != dataset.size:
                    raise self._two_at_once()
                _mark(change, dataset, complete=True)
                change.commit()

    def _whole_mark(self, look: neo4j.Transaction) -> dict[str, Any]:
        marks = _run(look, queries.load("read/neo4j_mark").text)
        if len(marks) != 1:
            raise self._no_county()
        refuse_other_schema(self._address, marks[0])
        if not marks[0]["complete"]:
            raise StoreError(
                _("The load into {address} has not finished.").format(address=self._address),
                _("If it no longer runs, load the ledgers again."),
            )
        return marks[0]

    def _refuse_unfinished(self, session: neo4j.Session) -> None:
        with session.begin_transaction() as look:
            self._whole_mark(look)

    def _dataset(self, digest: str) -> Dataset:
        """Read every table, one while another is sent; the mark says if all are of one load."""
        try:
            with ThreadPoolExecutor(READERS) as readers:
                nodes = {x: readers.submit(self._look, _read_nodes, x) for x in LABELS}
                ties = {
                    x: readers.submit(self._look, _read_relationships, x) for x in RELATIONSHIPS
                }
            tables = {label: table.result() for label, table in nodes.items()}
            ids = pl.concat([table.select(_NUMBER, "id") for table in tables.values()])
            return Dataset.recalled(
                {label: table.drop(_NUMBER) for label, table in tables.items()},
                {name: _named(table.result(), ids) for name, table in ties.items()},
                digest,
            )
        except (DatasetError, pl.exceptions.PolarsError, TypeError) as error:
            raise StoreError(
                _("The data at {address} was changed and no longer fits the model.").format(
                    address=self._address
                ),
                _("Load the ledgers again with --replace."),
            ) from error

    def _look(
        self, read: Callable[[neo4j.Transaction, str], pl.DataFrame], name: str
    ) -> pl.DataFrame:
        with self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as look:
            return read(look, name)

    def _edited(self) -> Problem:
        return Problem(
            file=self._address,
            sheet="",
            row=0,
            column="",
            cell="",
            code="store-edited",
            severity=Severity.WARNING,
            expected=_("what was loaded; somebody changed it since. Load the ledgers again."),
        )

    def _refuse_plan(
        self,
        session: neo4j.Session,
        text: str,
        parameters: Mapping[str, object],
        timeout: float,
    ) -> None:
        """Let the server say what the query would do, before it does it."""
        asked = neo4j.Query(f"EXPLAIN {text}", timeout=timeout)
        try:
            summary = session.run(asked, dict(parameters)).consume()
        except ClientError as error:
            if error.code and error.code.startswith("Neo.ClientError.Statement."):
                raise _not_understood(error) from error
            raise
        operators = list(_operators(summary.plan or {}))
        if summary.query_type != "r" or any(
            word.startswith(("LoadCSV", "ProcedureCall")) for word in operators
        ):
            raise QueryError(
                _("The query does more than read the graph."),
                _("Ask with MATCH, WHERE and RETURN."),
            )

    @contextmanager
    def _told(self, timeout: float | None = None) -> Iterator[None]:
        """Tell the driver's errors in our words, without values of the data or of the settings."""
        try:
            yield
        except AuthError as error:
            raise StoreConnectionError(
                _("The server at {address} refuses user {user}.").format(
                    address=self._address, user=self._server.user
                ),
                _("Check NEO4J_USERNAME and NEO4J_PASSWORD."),
            ) from error
        except (ServiceUnavailable, SessionExpired) as error:
            raise StoreConnectionError(
                _("No Neo4j server answers at {address}").format(address=self._address),
                _("Check that it runs and listens there; for an encrypted one write bolt+s://."),
            ) from error
        except Neo4jError as error:
            raise self._refusal(error.code or "", timeout) from error
        except DriverError as error:
            raise StoreConnectionError(
                _("The connection to {address} failed.").format(address=self._address),
                _("Try again."),
            ) from error

    def _two_at_once(self) -> StoreError:
        return StoreError(
            _("Somebody else loaded into {address} just now.").format(address=self._address),
            _("Try again."),
        )

    def _no_county(self) -> StoreError:
        return StoreError(
            _("The database at {address} holds no county that orggraph has loaded.").format(
                address=self._address
            ),
            _("Load one: orggraph load LEDGERS --to {address}").format(address=self._address),
        )

    def _no_address(self) -> StoreConnectionError:
        return StoreConnectionError(
            _("This is no address of a Neo4j server: {address}").format(address=self._address),
            _("Write it as bolt://HOST:7687; user and password go into the environment."),
        )

    def _refusal(self, code: str, timeout: float | None) -> StoreError:
        database = self._server.database or "neo4j"
        if "DatabaseNotFound" in code:
            return StoreConnectionError(
                _("The server at {address} has no database {database}.").format(
                    address=self._address, database=database
                ),
                _("Name one that it has with NEO4J_DATABASE."),
            )
        if "ReadOnly" in code:
            return StoreError(
                _("The database {database} at {address} is read-only.").format(
                    address=self._address, database=database
                ),
                _("Ask its administrator to let you write, or name another with NEO4J_DATABASE."),
            )
        if timeout is not None and "TimedOut" in code:
            return QueryError(
                _("The query takes more than {seconds:g} seconds.").format(seconds=timeout),
                _("Ask for less, or give it more time: --timeout"),
            )
        if timeout is not None:
            return QueryError(_("The query fails: {why}").format(why=code.rpartition(".")[2]))
        return StoreError(
            _("The server at {address} refuses: {why}").format(address=self._address, why=code),
            _("The server's log says why. If a load broke off, load again."),
        )


def _run(change: neo4j.Transaction, text: str, **parameters: object) -> list[dict[str, Any]]:
    return change.run(text, parameters).data()


def _shown(address: str) -> str:
    """Give an address without what may be a secret: who, and everything after the host."""
    scheme, _mark, rest = address.partition("://")
    host = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
    return f"{scheme}://{host}"


class _There(NamedTuple):
    """What a database holds: its marks, and how many nodes by labels and relationships by type."""

    marks: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    types: list[dict[str, Any]]

    @classmethod
    def seen(cls, look: neo4j.Transaction) -> Self:
        """Count it all once."""
        asked = (queries.load(f"read/neo4j_{name}").text for name in ("mark", "labels", "types"))
        return cls(*(_run(look, text) for text in asked))

    @property
    def size(self) -> Size:
        """Nodes, without the mark, and relationships."""
        nodes = sum(row["count"] for row in self.labels if MARK not in row["labels"])
        return Size(nodes, sum(row["count"] for row in self.types))

    @property
    def foreign(self) -> list[str]:
        """What has a label or a type that is not ours; a mark that does not read as one, too."""
        nodes = [
            ":".join(row["labels"]) or _("nodes without a label")
            for row in self.labels
            if not (
                (len(row["labels"]) == 1 and row["labels"][0] in LABELS)
                or (row["labels"] == [MARK] and row["count"] == len(self.marks))
            )
        ]
        return [*nodes, *(row["type"] for row in self.types if row["type"] not in RELATIONSHIPS)]


def _mark(change: neo4j.Transaction, dataset: Dataset, *, complete: bool) -> None:
    mark = server_mark(dataset, complete=complete)
    _run(change, queries.load("load/neo4j_mark").text, mark=mark)


def _read_nodes(look: neo4j.Transaction, label: str) -> pl.DataFrame:
    shape = pl.Schema({_NUMBER: pl.Int64(), **node_schema(label)})
    query = queries.load("read/neo4j_nodes")
    text = query.fill(label=label, columns=_columns(shape, {_NUMBER: "id(x)"}))
    return pl.concat(_pages(look, text, shape))


def _read_relationships(look: neo4j.Transaction, name: str) -> pl.DataFrame:
    """Read relationships with the numbers of their ends."""
    schema = relationship_schema(name)
    facts = {key: dtype for key, dtype in schema.items() if key not in ENDS}
    shape = pl.Schema({"start": pl.Int64(), "end": pl.Int64(), **facts})
    columns = _columns(shape, {"start": "id(startNode(x))", "end": "id(endNode(x))"})
    query = queries.load("read/neo4j_relationships")
    tables = []
    for start, end in RELATIONSHIPS[name].ends:
        text = query.fill(type=name, start=start, end=end, columns=columns)
        labels = {"start_label": pl.lit(start, LABEL), "end_label": pl.lit(end, LABEL)}
        tables.append(pl.concat(_pages(look, text, shape)).with_columns(**labels))
    return pl.concat(tables)


def _named(rows: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """Put ids in the place of numbers."""
    numbers = pl.concat(rows.get_column(end) for end in ("start", "end")).to_frame(_NUMBER)
    found = numbers.join(ids, on=_NUMBER, how="left", validate="m:1", maintain_order="left")
    named = found.get_column("id")
    return rows.with_columns(start=named.head(rows.height), end=named.tail(rows.height))


def _pages(look: neo4j.Transaction, text: str, shape: pl.Schema) -> Iterator[pl.DataFrame]:
    """Take a page at a time, each a list per column.

    Without an order, which would cost a sort a page: what does not change is found in the same
    order each time, and if it were not, the digest would tell.
    """
    start = 0
    while True:
        lists = look.run(text, start=start, most=PAGE).single(strict=True)
        page = pl.DataFrame([_sent(lists[name], name, dtype) for name, dtype in shape.items()])
        yield page
        if page.height < PAGE:
            return
        start += PAGE


def _columns(shape: pl.Schema, asked: Mapping[str, str]) -> str:
    """Ask for a list per column: of what is asked, else of the property, a date as text."""

    def value(name: str, dtype: pl.DataType) -> str:
        text = asked.get(name, f"x.{name}")
        return f"toString({text})" if dtype == pl.Date else text

    lists = (f"[x IN page | {value(name, dtype)}] AS {name}" for name, dtype in shape.items())
    return ", ".join(lists)


def _sent(values: list[Any], name: str, dtype: pl.DataType) -> pl.Series:
    if dtype == pl.Date:
        return pl.Series(name, values, pl.String()).str.to_date("%Y-%m-%d")
    return pl.Series(name, values, dtype)


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan.get("operatorType", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _not_understood(error: ClientError) -> QueryError:
    """Tell what the server does not understand; it has seen no data yet, so the words are safe."""
    first = (error.message or "").partition("\n")[0].partition(" (line ")[0]
    return QueryError(
        _("The query is not understood: {why}").format(why=first),
        _("Check how labels, properties and words are spelt."),
    )


def _frame(columns: Sequence[str], rows: list[list[Any]]) -> pl.DataFrame:
    values = [[_plain(row[place]) for row in rows] for place in range(len(columns))]
    series = [_series(name, column) for name, column in zip(columns, values, strict=True)]
    return pl.DataFrame(series)


def _series(name: str, values: list[Any]) -> pl.Series:
    try:
        return pl.Series(name, values)
    except (TypeError, pl.exceptions.PolarsError):  # values of several types
        return pl.Series(name, [None if value is None else str(value) for value in values])


def _plain(value: object) -> object:
    """Give a value of the server as Python has it; a node or relationship as its properties."""
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime | neo4j.time.Time):
        return value.to_native()
    if isinstance(value, neo4j.time.Duration):
        return value.iso_format()
    if isinstance(value, neo4j.graph.Node | neo4j.graph.Relationship):
        labels = value.labels if isinstance(value, neo4j.graph.Node) else [value.type]
        return {"_label": ":".join(sorted(labels)), **_plain_map(value)}
    if isinstance(value, neo4j.graph.Path):
        return [_plain(part) for part in (*value.nodes, *value.relationships)]
    if isinstance(value, Mapping):
        return _plain_map(value)
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _plain_map(value: Any) -> dict[str, object]:  # noqa: ANN401 - maps and the driver's entities
    return {str(key): _plain(item) for key, item in value.items()}
