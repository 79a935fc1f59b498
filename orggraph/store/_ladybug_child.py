"""Ask one query of a Ladybug file, in a process of its own, since some calls crash the engine.

It is run as a file and imports nothing of ours, so that it starts fast. It reads its task from
standard input and writes the answer, or what failed, to standard output.
"""

import pickle
import sys
from contextlib import closing
from decimal import Decimal

import ladybug
import pyarrow as pa

FAILED = 3  # exit code; the answer is then what the engine said
_INNER = {"_ID", "_SRC", "_DST", "_row"}
_MEMORY = 2 << 30  # bytes that a query may fill before the engine refuses it


def _answer(path: str, text: str, parameters: dict[str, object], limit: int) -> pa.Table:
    with (
        closing(ladybug.Database(path, read_only=True, buffer_pool_size=_MEMORY)) as database,
        closing(ladybug.Connection(database)) as connection,
    ):
        result = connection.execute(text, parameters)
        if isinstance(result, list):
            raise RuntimeError("Binder exception: only one statement at a time")  # noqa: TRY004, EM101, TRY003
        with closing(result):
            names = result.get_column_names()
            rows = [list(row) for row in result.get_n(limit)]
    if len(set(names)) < len(names):
        raise RuntimeError("Binder exception: two columns have one name")  # noqa: EM101, TRY003
    # The engine's own Arrow tables are malformed where a node holds a list; so row by row.
    columns = [_column([_plain(row[place]) for row in rows]) for place in range(len(names))]
    return pa.table(columns, names)


def _column(values: list[object]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowException, OverflowError):  # values of several types
        return pa.array([None if value is None else str(value) for value in values])


def _plain(value: object) -> object:
    """Give a value as Python has it; a node or relationship as its label and properties."""
    if isinstance(value, Decimal):  # what sums of whole numbers come as
        return int(value) if value == int(value) else float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "_NODES" in value:
        return [_plain(part) for part in (*value["_NODES"], *value["_RELS"])]
    if "_LABEL" not in value:
        return {key: _plain(item) for key, item in value.items()}
    # A node comes with the columns of every label that it might have had.
    facts = {key: _plain(item) for key, item in value.items() if item is not None}
    return {"_label": facts.pop("_LABEL"), **{k: v for k, v in facts.items() if k not in _INNER}}


def _main() -> int:
    task = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process wrote it
    try:
        table = _answer(*task)
    except RuntimeError as error:
        sys.stdout.buffer.write(str(error).encode())
        return FAILED
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
