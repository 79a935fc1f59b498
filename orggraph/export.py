"""The graph of one day for other programs: GraphML, GEXF, node-link JSON, or Parquet tables.

Each file says of itself what it is: version, source with its digest, county, day, profile and
redaction level. Files are the same bytes every time. As a graph, a node has its id as its key, and
``node_type``, ``label`` (its name) and its properties; an edge ``relationship_type``, ``since``,
``until``, ``source_row`` and its properties. Dates are texts, lists are joined by ``；``, and what
is not known is left out.
"""

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import polars as pl

from orggraph import __version__, drafts, redaction, source, tables
from orggraph.dataset import Dataset
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.model import SCHEMA_VERSION
from orggraph.network import Network
from orggraph.redaction import Level
from orggraph.report.origin import Origin, json_text

_BORN = (1980, 1, 1, 0, 0, 0)  # of files in a zip: the earliest that the format knows
# What XML cannot hold.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF = "{http://www.gexf.net/1.2draft}"


def write(network: Network, path: Path, *, origin: Origin, level: Level = Level.INTERNAL) -> None:
    """Write the graph as it stood on the day of the question.

    Parameters
    ----------
    network
        The county on one day.
    path
        Where to write; its ending says the format: ``.graphml``, ``.gexf``, ``.json``, or
        ``.zip`` for Parquet tables. Without an ending, a folder of Parquet tables.
    origin
        What the network was read from.
    level
        Who may read it.

    Raises
    ------
    SettingsError
        Another ending; the SOURCE itself; or a folder that holds anything but an earlier export
        as it was written.
    OSError
        The file cannot be written.
    """
    ending = path.suffix.lower()
    if ending and ending not in (*_GRAPHS, ".zip"):
        raise SettingsError(
            _("The graph cannot be exported as {name}.").format(name=path.name),
            _("Choose a name that ends with one of: {endings}; or a folder.").format(
                endings=", ".join((*_GRAPHS, ".zip"))
            ),
        )
    source.refuse_overwriting(origin.source, path)
    dataset = redaction.redact(network.now, level=level)
    facts = about(network, origin, level)
    if ending in _GRAPHS:
        with drafts.file(path) as draft:
            draft.write_bytes(_GRAPHS[ending](graph(dataset), facts).encode())
    elif ending:
        with drafts.file(path) as draft:
            draft.write_bytes(_zipped(dataset, facts))
    else:
        tables.write_export(dataset, path, facts=facts)


def about(network: Network, origin: Origin, level: Level) -> dict[str, str | int]:
    """Say what an export holds and where it comes from.

    Parameters
    ----------
    network
        The county on one day.
    origin
        What it was read from.
    level
        Who may read it.

    Returns
    -------
    facts
        Version of orggraph and of the schema, source, digest of its whole content, county, day,
        profile, redaction level, and the number of rows with errors that were left out.
    """
    return {
        "orggraph": __version__,
        "schema": SCHEMA_VERSION,
        "source": origin.source,
        "digest": network.dataset.digest,
        "county": network.county_code,
        "as_of": network.as_of.isoformat(),
        "profile": network.profile.name,
        "level": str(level),
        "left_out": origin.left_out,
        **({"names": "kept"} if network.dataset.names_kept and level is Level.INTERNAL else {}),
    }


def graph(dataset: Dataset) -> nx.MultiDiGraph:
    """Give a whole dataset as one graph, with attributes that every format can hold.

    Parameters
    ----------
    dataset
        A county's graph.

    Returns
    -------
    G
        A node per node and an edge per relationship, in the order of the tables.
    """
    G = nx.MultiDiGraph()
    for label, table in dataset.nodes.items():
        for row in _simple(table).iter_rows(named=True):
            facts = {"node_type": label, "label": row.pop("name")}
            G.add_node(row.pop("id"), **facts, **_known(row))
    number = 0
    for name, table in dataset.relationships.items():
        kept = table.drop("start_label", "end_label").rename({"source": "source_row"})
        for row in _simple(kept).iter_rows(named=True):
            ends = row.pop("start"), row.pop("end")
            G.add_edge(*ends, key=number, relationship_type=name, **_known(row))
            number += 1
    return G


def _simple(table: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, dtype in table.schema.items() if isinstance(dtype, pl.List)]
    dates = [name for name, dtype in table.schema.items() if dtype == pl.Date]
    return table.with_columns(
        *(pl.col(name).list.join("；") for name in lists),
        *(pl.col(name).dt.to_string("%Y-%m-%d") for name in dates),
    )


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _node_link(G: nx.MultiDiGraph, facts: Mapping[str, str | int]) -> str:
    G.graph.update(facts)
    return json_text(nx.node_link_data(G, edges="edges"))


def _graphml(G: nx.MultiDiGraph, facts: Mapping[str, str | int]) -> str:
    G = _legal(G)
    G.graph.update(facts)
    lines = nx.generate_graphml(G, named_key_ids=True)
    return "\n".join(('<?xml version="1.0" encoding="utf-8"?>', *lines, ""))


def _gexf(G: nx.MultiDiGraph, facts: Mapping[str, str | int]) -> str:
    ET.register_namespace("", _GEXF.strip("{}"))
    root = ET.fromstring("\n".join(nx.generate_gexf(_legal(G))))  # noqa: S314 - made just now
    meta = root.find(f"{_GEXF}meta")
    if meta is not None:
        # networkx writes today and its own version here, which would change from run to run.
        meta.clear()
        meta.set("lastmodifieddate", str(facts["as_of"]))
        ET.SubElement(meta, f"{_GEXF}creator").text = f"orggraph {facts['orggraph']}"
        ET.SubElement(meta, f"{_GEXF}description").text = json.dumps(facts, ensure_ascii=False)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


_GRAPHS: Mapping[str, Callable[[nx.MultiDiGraph, Mapping[str, str | int]], str]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _node_link,
}


def _legal(G: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Put a box in place of each character that XML cannot hold."""
    legal = nx.MultiDiGraph()
    legal.add_nodes_from((_clean(n), _cleaned(data)) for n, data in G.nodes(data=True))
    for u, v, key, data in G.edges(keys=True, data=True):
        legal.add_edge(_clean(u), _clean(v), key=key, **_cleaned(data))
    return legal


def _clean(value: Any) -> Any:  # noqa: ANN401 - a value of any type of the model
    return _ILLEGAL.sub("□", value) if isinstance(value, str) else value


def _cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _clean(value) for name, value in data.items()}


def _zipped(dataset: Dataset, facts: Mapping[str, str | int]) -> bytes:
    stream = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as room,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        made = Path(room) / "made"
        tables.write_export(dataset, made, facts=facts)
        for file in sorted(made.rglob("*.*")):
            info = zipfile.ZipInfo(file.relative_to(made).as_posix(), _BORN)
            archive.writestr(info, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
