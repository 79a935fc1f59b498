"""Datasets made up by hypothesis from the model: every label, every type, hostile values."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl
from hypothesis import strategies as st

from orggraph.dataset import Dataset, node_schema, relationship_schema
from orggraph.model import LABELS, RELATIONSHIPS, Property, Type

COUNTY = "370304"
Rows = list[dict[str, object]]
LONG = 2**63 - 1
# What ledgers hold and what breaks quoting, escaping, COPY and CSV.
_AWKWARD = ["黄台村", "𡐓𣒍", "李家/李家块", "a'b", 'a"b', "a\\", "\\n", "a\nb", "\t", "`", "$x"]
_AWKWARD += [
    "",
    " ",
    "null",
    "NULL",
    "None",
    "[a, b]",
    "{a: 1}",
    "<a>",
    "a,b",
    "0012",
    "2022-12-31",
]
_DAYS = [date(2022, 12, 31), date(2024, 2, 29), date(2023, 1, 1), date(1949, 10, 1)]

TEXTS = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
)
DAYS = st.one_of(st.sampled_from(_DAYS), st.dates(date(1900, 1, 1), date(2999, 12, 31)))
_VALUES: dict[Type, st.SearchStrategy[object]] = {
    Type.TEXT: TEXTS,
    Type.TEXTS: st.lists(TEXTS, min_size=1, max_size=3),
    Type.INTEGER: st.one_of(st.sampled_from([0, -1, LONG, -LONG]), st.integers(-LONG, LONG)),
    Type.NUMBER: st.one_of(st.just(0.1), st.floats(allow_nan=False, allow_infinity=False)),
    Type.DATE: DAYS,
    Type.BOOLEAN: st.booleans(),
}


@st.composite
def datasets(draw: st.DrawFn, county: str = COUNTY) -> Dataset:
    """Draw a dataset with tables full and empty; the county itself is always there."""
    nodes = {label: _nodes(draw, label) for label in LABELS}
    nodes["Area"] = [{**row, "level": "town"} for row in nodes["Area"]]
    nodes["Area"].append({"id": county, "name": draw(TEXTS), "level": "county"})
    ids = {label: [str(row["id"]) for row in rows] for label, rows in nodes.items()}
    links = {name: _links(draw, name, ids) for name in RELATIONSHIPS}
    return dataset(nodes, links)


@st.composite
def full_datasets(draw: st.DrawFn) -> Dataset:
    """Draw a dataset with every label, and every type between every pair of its ends."""
    nodes = {label: [_node(draw, label, f"{label}-{n}") for n in range(2)] for label in LABELS}
    nodes["Area"][0] |= {"id": COUNTY, "level": "county"}
    nodes["Area"][1] |= {"level": "town"}
    links = {
        name: [
            _link(draw, name, (start, str(nodes[start][0]["id"])), (end, str(nodes[end][1]["id"])))
            for start, end in kind.ends
        ]
        for name, kind in RELATIONSHIPS.items()
    }
    return dataset(nodes, links)


def awkward() -> Dataset:
    """Give a dataset with every label and pair of ends, and every awkward value in each text."""
    texts = [*_AWKWARD, "a\r\nb", "a\rb", "；"]
    values: dict[Type, Sequence[object]] = {
        Type.TEXT: texts,
        Type.TEXTS: [[text, ""] for text in texts],
        Type.INTEGER: [0, -1, LONG, -LONG],
        Type.NUMBER: [0.1, -0.0, 1e300, 5e-324, 12345678.9],
        Type.DATE: _DAYS,
        Type.BOOLEAN: [True, False],
    }

    def facts(properties: tuple[Property, ...], turn: int) -> dict[str, object]:
        return {
            item.name: chosen[(turn + place) % len(chosen)]
            for place, item in enumerate(properties)
            for chosen in [[*(item.terms or values[item.type]), None]]
        }

    nodes = {
        label: [
            {"id": f"{label}{text}", "name": text, **facts(kind.properties, turn)}
            for turn, text in enumerate(texts)
        ]
        for label, kind in LABELS.items()
    }
    nodes["Area"] = [{**row, "level": "town"} for row in nodes["Area"]]
    nodes["Area"].append({"id": COUNTY, "name": "a", "level": "county"})
    links = {
        name: [
            {
                "start_label": start,
                "start": f"{start}{text}",
                "end_label": end,
                "end": f"{end}{texts[turn - 1]}",
                "since": _DAYS[turn % len(_DAYS)],
                "source": text,
                **facts(kind.properties, turn),
            }
            for start, end in kind.ends
            for turn, text in enumerate(texts)
        ]
        for name, kind in RELATIONSHIPS.items()
    }
    return dataset(nodes, links)


def dataset(nodes: Mapping[str, Rows], links: Mapping[str, Rows]) -> Dataset:
    """Make a dataset of rows."""
    return Dataset(
        {label: pl.DataFrame(rows, schema=node_schema(label)) for label, rows in nodes.items()},
        {
            name: pl.DataFrame(rows, schema=relationship_schema(name))
            for name, rows in links.items()
        },
    )


def _nodes(draw: st.DrawFn, label: str) -> Rows:
    # The label in front keeps ids apart between labels, as a dataset must.
    keys = draw(st.lists(TEXTS, max_size=2, unique=True))
    return [_node(draw, label, f"{label}{key}") for key in keys]


def _node(draw: st.DrawFn, label: str, key: str) -> dict[str, object]:
    return {"id": key, "name": draw(TEXTS), **_facts(draw, LABELS[label].properties)}


def _links(draw: st.DrawFn, name: str, ids: Mapping[str, list[str]]) -> Rows:
    possible = [
        ((start, a), (end, b))
        for start, end in RELATIONSHIPS[name].ends
        for a in ids[start]
        for b in ids[end]
    ]
    if not possible:
        return []
    chosen = draw(st.lists(st.sampled_from(possible), max_size=3, unique=True))
    return [_link(draw, name, start, end) for start, end in chosen]


def _link(
    draw: st.DrawFn, name: str, start: tuple[str, str], end: tuple[str, str]
) -> dict[str, object]:
    return {
        "start_label": start[0],
        "start": start[1],
        "end_label": end[0],
        "end": end[1],
        "since": draw(st.none() | DAYS),
        "until": draw(st.none() | DAYS),
        "source": draw(st.none() | TEXTS),
        **_facts(draw, RELATIONSHIPS[name].properties),
    }


def _facts(draw: st.DrawFn, properties: tuple[Property, ...]) -> dict[str, object]:
    return {
        item.name: draw(
            st.none() | (st.sampled_from(list(item.terms)) if item.terms else _VALUES[item.type])
        )
        for item in properties
    }
