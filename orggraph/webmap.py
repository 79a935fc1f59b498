"""The interactive map: one HTML file that opens without a network and runs nobody's script.

pyvis collects the nodes and edges; the page is our own, because pyvis's pages load from the net
and put names into the page unescaped. The library that draws, vis-network, is taken from pyvis.
"""

import html
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import jinja2
import networkx as nx
import polars as pl

from orggraph import __version__, checks, layout, style
from orggraph.findings import ask, audit
from orggraph.language import _, current, term
from orggraph.model import DESIGNATION_KINDS, LABELS, MODES, Property, Type
from orggraph.network import Network

PAGE = files("orggraph") / "webmap_page"
_LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
_SIZES = {"joint_committee": 12, "person": 9, "other": 9}
_SIZE = 8
_LABEL_WIDTH = {"joint_committee": 4, "village": 4, "community": 4}
_LONG_LABEL = 7
_BEND = 0.16  # how far apart the curves of parallel relations stand


class Page:
    """A map for a notebook.

    Parameters
    ----------
    content
        The whole HTML file.
    """

    def __init__(self, content: str) -> None:
        self.content = content

    def _repr_html_(self) -> str:
        """Show it in a frame of its own, so that nothing of it leaks into the notebook."""
        return (
            f'<iframe srcdoc="{html.escape(self.content)}" sandbox="allow-scripts" '
            'style="width:100%;height:720px;border:1px solid #d5dbe1"></iframe>'
        )


def write(network: Network, path: Path, *, findings: pl.DataFrame | None = None) -> None:
    """Write the map as one HTML file.

    Parameters
    ----------
    network
        The county on one day.
    path
        Where to write it; a file there is replaced.
    findings
        Findings of an audit of this network; None asks every check anew.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    # As bytes: text would be written in the machine's own encoding, or with its line breaks.
    path.write_bytes(page(network, findings=findings).encode())


def show(network: Network, *, findings: pl.DataFrame | None = None) -> Page:
    """Show the map in a notebook.

    Parameters
    ----------
    network
        The county on one day.
    findings
        Findings of an audit of this network; None asks every check anew.

    Returns
    -------
    map
        Something that a notebook shows as the map.
    """
    return Page(page(network, findings=findings))


def page(network: Network, *, findings: pl.DataFrame | None = None) -> str:
    """Write the map as text.

    Parameters
    ----------
    network
        The county on one day.
    findings
        Findings of an audit of this network; None asks every check anew.

    Returns
    -------
    content
        The whole HTML file, the same for the same network.
    """
    if findings is None:
        findings = audit(network).findings
    G = graph(network)
    data = json.dumps(_data(network, G, findings), ensure_ascii=False, sort_keys=True)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(_text("page.html.j2"))
    return template.render(
        words=_words(),
        language="en" if current() == "en" else "zh-CN",
        title=_title(network),
        note=_note(network),
        style=_inline(_text("map.css")),
        library=_inline(_library()),
        script=_inline(_text("map.js")),
        # "<" would let a name close the element; JSON can say it otherwise.
        data=data.replace("<", "\\u003c"),
    )


def graph(network: Network) -> nx.MultiDiGraph:
    """Give exactly what is drawn.

    Nodes are the organisations of villages and communities, the joint committees and their
    members, the need set, and whoever takes part in an active pairing. Edges are the help of
    active pairings, helper → helped with the pairing's id as key, and memberships of committees,
    with ``member`` as key. Two who help each other by one pairing have one edge for it, marked
    ``mutual``.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    G
        Node attributes ``label``, ``kind``, ``mark``, ``name``, ``town``, ``outside``,
        ``committee``, ``firm``, ``weak`` and ``isolated``; edge attributes ``relation`` (``help``
        or ``member``), ``mechanism``, ``mode``, ``mutual``, ``since``, ``until``, ``source``.
    """
    G = nx.MultiDiGraph()
    isolated = {f.id for f in ask(network, checks.find("ISO001")).findings}
    names = style.short_names(network)
    for row in _drawn(network).iter_rows(named=True):
        node, mark = row["id"], style.mark(row["label"], row["kind"])
        G.add_node(
            node,
            label=row["label"],
            kind=row["kind"],
            mark=mark,
            name=names[node],
            town=row["town"],
            outside=mark not in {"village", "community", "joint_committee"},
            committee=mark == "joint_committee",
            firm="enterprise" in {mark, row["kind"]},
            weak=node in network.need_set.ids,
            isolated=node in isolated,
        )
    _add_help(G, network.help)
    for member, committee, since, until, source in _memberships(network).iter_rows():
        facts = {"since": since, "until": until, "source": source}
        G.add_edge(member, committee, "member", relation="member", **_NO_HELP, **facts)
    return nx.freeze(G)


_NO_HELP = {"mechanism": None, "mode": None, "mutual": False}


def _drawn(network: Network) -> pl.DataFrame:
    """List what is drawn, a row per node: id, label, kind, town."""
    help_ = network.help
    parties = pl.concat(
        [
            help_.select(id="helper", label=pl.col("helper_label").cast(pl.String)),
            help_.select(id="helped", label=pl.lit("PartyOrganization")),
            network.units.table.select(id="id", label=pl.lit("PartyOrganization")),
            network.committees.table.select(id="id", label=pl.lit("PartyOrganization")),
            network.memberships.select(id="member", label=pl.lit("PartyOrganization")),
            network.need_set.table.select(id="id", label=pl.lit("PartyOrganization")),
        ]
    ).unique("id")
    kinds = network.organizations.select("id", "kind")
    towns = network.seats.select("id", "town")
    return parties.join(kinds, on="id", how="left").join(towns, on="id", how="left").sort("id")


def _memberships(network: Network) -> pl.DataFrame:
    rows = network.now.relationships["MEMBER_OF"].filter(
        pl.col("end").is_in(network.committees.table["id"].implode())
    )
    columns = rows.select("start", "end", "since", "until", "source")
    return columns.unique(["start", "end"], keep="first", maintain_order=True)


def _add_help(G: nx.MultiDiGraph, links: pl.DataFrame) -> None:
    for row in links.iter_rows(named=True):
        helper, helped, pairing = row["helper"], row["helped"], row["pairing"]
        if G.has_edge(helped, helper, pairing):
            G.edges[helped, helper, pairing]["mutual"] = True
            continue
        facts = {name: row[name] for name in ("mechanism", "mode", "since", "until", "source")}
        G.add_edge(helper, helped, pairing, relation="help", mutual=False, **facts)


def _data(network: Network, G: nx.MultiDiGraph, findings: pl.DataFrame) -> dict[str, object]:
    placed = layout.arrange(G, list(network.towns["id"]))
    towns = dict(network.towns.iter_rows())
    nodes, edges = _collected(_vis_nodes(G, placed), _vis_edges(network, G))
    return {
        "nodes": nodes,
        "edges": edges,
        "facts": _facts(network, G, findings, towns),
        "findings": _told(findings, G),
        "pairings": _pairings(network, findings),
        "blocks": [
            {**block._asdict(), "name": style.visible(towns.get(block.town, network.county_name))}
            for block in placed.blocks
        ],
        "hulls": [{"id": key, "points": points} for key, points in placed.hulls.items()],
        "legend": _legend(G, towns),
        "colours": _COLOURS,
        "words": _words(),
    }


_COLOURS = {
    "ink": style.INK,
    "muted": style.MUTED,
    "line": style.LINE,
    "town": style.TOWN,
    "alarm": style.ALARM,
    "alarmFill": style.ALARM_FILL,
    "hull": style.HULL,
    "hullFill": style.HULL_FILL,
}


def _collected(
    nodes: list[dict[str, object]], edges: list[dict[str, object]]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Let pyvis collect what is drawn; its lists are set at once, as adding one by one is slow."""
    from pyvis.network import Network as Collector  # noqa: PLC0415 - half a second to import

    collector = Collector(directed=True)
    collector.nodes, collector.edges = nodes, edges
    collected_nodes, collected_edges, *_rest = collector.get_network_data()
    return collected_nodes, collected_edges


def _vis_nodes(G: nx.MultiDiGraph, placed: layout.Layout) -> list[dict[str, object]]:
    return [
        {
            "id": node,
            "x": placed.positions[node][0],
            "y": placed.positions[node][1],
            "label": style.wrap(data["name"], _LABEL_WIDTH.get(data["mark"], _LONG_LABEL))
            if not data["committee"]
            else style.wrap(style.committee_name(data["name"]), 4),
            "title": data["name"],
            "shape": style.MARKS[data["mark"]].shape,
            "size": _SIZES.get(data["mark"], _SIZE) + 2 * data["isolated"],
            "borderWidth": 3 if data["isolated"] else 1.5 if data["weak"] else 1,
            "color": _node_colour(data),
            "mark": data["mark"],
            "status": _status(data),
            "town": data["town"] or "",
        }
        for node, data in G.nodes(data=True)
    ]


def _status(data: Mapping[str, object]) -> str:
    return "isolated" if data["isolated"] else "weak" if data["weak"] else "plain"


def _node_colour(data: Mapping[str, object]) -> dict[str, str]:
    if data["isolated"]:
        return {"background": style.ALARM_FILL, "border": style.ALARM}
    if data["weak"]:
        return {"background": style.NEED_FILL, "border": style.NEED}
    return {"background": style.MARKS[str(data["mark"])].fill, "border": style.PLAIN}


def _vis_edges(network: Network, G: nx.MultiDiGraph) -> list[dict[str, object]]:
    pairings = network.names(network.pairings["id"])
    between: Counter[frozenset[str]] = Counter()
    edges = []
    for start, end, key, data in G.edges(keys=True, data=True):
        couple = frozenset((start, end))
        edges.append(
            {
                "id": f"{key}|{start}|{end}",
                "from": start,
                "to": end,
                "relation": data["relation"],
                "kind": data["mechanism"] or "member",
                "mutual": data["mutual"],
                "pairing": key if data["relation"] == "help" else None,
                "name": style.visible(pairings.get(key, "")),
                "mode": term(MODES, data["mode"]) if data["mode"] else "",
                "dates": style.dates(data["since"], data["until"]),
                "source": data["source"],
                **_edge_look(data, between[couple], turned=start > end),
            }
        )
        between[couple] += 1
    return edges


def _edge_look(data: Mapping[str, object], number: int, *, turned: bool) -> dict[str, object]:
    """Colour, arrow and bend; the first of parallel relations is straight."""
    mechanism = data["mechanism"]
    if mechanism is None:
        return {"color": style.MEMBER, "width": 1, "arrows": "", "smooth": False}
    side = "curvedCW" if (number % 2 == 1) != turned else "curvedCCW"
    bend = {"enabled": True, "type": side, "roundness": round(_BEND * ((number + 1) // 2), 2)}
    return {
        "color": style.MECHANISM_COLOURS[str(mechanism)],
        "width": 1.8,
        "arrows": "to, from" if data["mutual"] else "to",
        "smooth": bend if number else False,
    }


def _facts(
    network: Network, G: nx.MultiDiGraph, findings: pl.DataFrame, towns: Mapping[str, str]
) -> dict[str, dict[str, object]]:
    """Give what the side panel tells of each node, beside its relations."""
    full = network.names(G)
    rows = _rows_by_id(network, G)
    sources = dict(network.seats.select("id", "source").iter_rows())
    designations = _designations(network)
    found = _findings_by_id(findings)
    return {
        node: {
            "name": data["name"],
            "full": style.visible(full[node]),
            "kind": _kind(data),
            "town": style.visible(towns.get(data["town"], "")),
            "code": "" if data["committee"] else _code(node),
            "facts": rows.get(node, []),
            "designations": designations.get(node, []),
            "findings": found.get(node, []),
            "source": sources.get(node),
        }
        for node, data in G.nodes(data=True)
    }


def _kind(data: Mapping[str, object]) -> str:
    if data["label"] == "PartyOrganization":
        return style.kind(str(data["kind"]))
    return _(style.MARKS[str(data["mark"])].title)


def _code(node: str) -> str:
    """Take the place's or credit code that begins an id; a hash is no code to show."""
    code = node.partition(":")[0]
    return code if re.fullmatch(r"[0-9A-Z]{6,18}", code) else ""


def _rows_by_id(network: Network, G: nx.MultiDiGraph) -> dict[str, list[tuple[str, str]]]:
    """Each property that has a value, as heading and text; of a unit its place's as well."""
    facts: dict[str, list[tuple[str, str]]] = {}
    places = network.units.table.join(network.seats.select("id", "place"), on="id")
    for label in ("PartyOrganization", "Enterprise", "Agency"):
        properties = [p for p in LABELS[label].properties if p.name != "kind"]
        for row in network.now.nodes[label].iter_rows(named=True):
            if row["id"] in G:
                facts[row["id"]] = _told_properties(properties, row)
    village = [p for p in LABELS["Village"].properties if p.name != "kind"]
    units = network.now.nodes["Village"].join(
        places.select("place", unit="id"), left_on="id", right_on="place"
    )
    for row in units.iter_rows(named=True):
        facts[row["unit"]] = facts.get(row["unit"], []) + _told_properties(village, row)
    return facts


def _told_properties(
    properties: list[Property], row: Mapping[str, object]
) -> list[tuple[str, str]]:
    return [
        (p.heading if current() == "zh" else p.meaning, _told_value(p, row[p.name]))
        for p in properties
        if row[p.name] is not None
    ]


def _told_value(item: Property, value: object) -> str:
    if item.terms:
        return term(item.terms, str(value))
    if isinstance(value, list):
        return style.visible(_(", ").join(value))
    if item.type is Type.INTEGER:
        return f"{value:,}{item.unit if current() == 'zh' else ''}"
    return style.visible(str(value))


def _designations(network: Network) -> dict[str, list[dict[str, object]]]:
    rows = network.now.relationships["CONCERNS"].join(
        network.now.nodes["Designation"].select(start="id", kind="kind", situations="situations"),
        on="start",
    )
    told: dict[str, list[dict[str, object]]] = {}
    for row in rows.sort("end", "kind", "start").iter_rows(named=True):
        told.setdefault(row["end"], []).append(
            {
                "kind": term(DESIGNATION_KINDS, row["kind"]),
                "dates": style.dates(row["since"], row["until"]),
                "situations": style.visible(_(", ").join(row["situations"] or [])),
                "source": row["source"],
            }
        )
    return told


def _findings_by_id(findings: pl.DataFrame) -> dict[str, list[dict[str, object]]]:
    told: dict[str, list[dict[str, object]]] = {}
    for row in findings.iter_rows(named=True):
        told.setdefault(row["id"], []).append(
            {
                "code": row["code"],
                "title": _(checks.find(row["code"]).title),
                "reason": style.visible(row["reason"]),
                "evidence": list(row["evidence"]),
            }
        )
    return told


def _told(findings: pl.DataFrame, G: nx.MultiDiGraph) -> list[dict[str, object]]:
    """Each check that finds somebody, with the nodes that are drawn for it."""
    by_pairing: dict[str, list[str]] = {}
    for start, end, key in G.edges(keys=True):
        by_pairing.setdefault(key, []).extend((start, end))
    told = []
    for (code,), rows in findings.group_by("code", maintain_order=True):
        nodes = [n for i in rows["id"] for n in ([i] if i in G else by_pairing.get(i, []))]
        title = _(checks.find(str(code)).title)
        nodes = list(dict.fromkeys(nodes))
        told.append({"code": code, "title": title, "count": rows.height, "nodes": nodes})
    return told


def _pairings(network: Network, findings: pl.DataFrame) -> dict[str, dict[str, object]]:
    """Of each pairing how often it met, the last time, and what is found of it."""
    met = network.meetings.group_by("pairing").agg(pl.len().alias("count"), pl.col("held_on").max())
    rows = network.pairings.select("id").join(met, left_on="id", right_on="pairing", how="left")
    found = _findings_by_id(findings)
    return {
        pairing: {"met": _met(count, last), "findings": found.get(pairing, [])}
        for pairing, count, last in rows.iter_rows()
    }


def _met(count: int | None, last: date | None) -> str:
    if not count:
        return ""
    return _("{count} activities, the last on {day}").format(count=count, day=last)


def _legend(G: nx.MultiDiGraph, towns: Mapping[str, str]) -> list[dict[str, object]]:
    nodes = [data for _node, data in G.nodes(data=True)]
    marks = Counter(data["mark"] for data in nodes)
    statuses = Counter(_status(data) for data in nodes)
    kinds = Counter(d["mechanism"] or "member" for _u, _v, d in G.edges(data=True))
    seats = Counter(data["town"] or "" for data in nodes)
    return [
        {
            "group": "status",
            "title": _("State"),
            "items": [
                _item(k, title, statuses[k], _node_colour(_EXAMPLES[k]), "dot")
                for k, title in _statuses().items()
            ],
        },
        {
            "group": "mark",
            "title": _("Organisations"),
            "items": [
                _item(k, _(m.title), marks[k], {"background": m.fill}, m.shape)
                for k, m in style.MARKS.items()
                if marks[k]
            ],
        },
        {
            "group": "kind",
            "title": _("Relations"),
            "items": [
                _item(k, style.mechanism(k), kinds[k], {"background": colour}, "line")
                for k, colour in style.MECHANISM_COLOURS.items()
                if kinds[k]
            ]
            + [
                _item(
                    "member", _("Member of"), kinds["member"], {"background": style.MEMBER}, "line"
                )
            ],
        },
        {
            "group": "town",
            "title": _("Towns"),
            "items": [
                _item(k, style.visible(name), seats[k], {}, "")
                for k, name in (*towns.items(), ("", _("county level")))
            ],
        },
    ]


_EXAMPLES = {
    "isolated": {"isolated": True, "weak": True, "mark": "village"},
    "weak": {"isolated": False, "weak": True, "mark": "village"},
    "plain": {"isolated": False, "weak": False, "mark": "village"},
}


def _statuses() -> dict[str, str]:
    return {
        "isolated": _("Isolated weak branch"),
        "weak": _("Other weak branch"),
        "plain": _("Not designated as weak"),
    }


def _item(
    key: str, title: str, count: int, colour: Mapping[str, str], shape: str
) -> dict[str, object]:
    return {"key": key, "title": title, "count": count, "colour": colour, "shape": shape}


def _title(network: Network) -> str:
    return style.visible(_("{county}: who helps whom").format(county=network.county_name))


def _note(network: Network) -> list[str]:
    return [
        _("As of {day} · data {digest} · thresholds {profile} · orggraph {version}").format(
            day=network.as_of,
            digest=network.dataset.digest[:12],
            profile=network.profile.name,
            version=__version__,
        ),
        _(
            "Weak: designated weak and lax, or economically weak. Isolated: weak, in no active "
            "pairing and in no active joint committee."
        ),
    ]


def _words() -> dict[str, str]:
    """Every word that the page itself says."""
    return {
        "all": _("Show all"),
        "alone": _("Isolated weak branch"),
        "back": _("Back to the overview"),
        "code": _("Code"),
        "counter": _(
            "Showing {nodes} of {all_nodes} organisations, {edges} of {all_edges} relations"
        ),
        "designations": _("Designations"),
        "details": _("Details"),
        "findings": _("Findings"),
        "fit": _("Whole county"),
        "full": _("Full name"),
        "helped_by": _("Helped by"),
        "helps": _("Helps"),
        "hidden": _("{nodes} organisations and {edges} relations are hidden"),
        "hits": _("{count} hits"),
        "hulls": _("Outlines of joint committees"),
        "isolated": _("Isolated weak branches"),
        "keys": _("Keys: / search, ↑ ↓ choose, Enter go there, Esc back"),
        "legend": _("Legend; click to hide or show"),
        "map": _("Map of organisations; every organisation can also be found by the search"),
        "member_of": _("Member of"),
        "members": _("Members"),
        "first": _("the first {count} are listed"),
        "mutual": _("Help each other"),
        "no_findings": _("No check finds anything."),
        "no_hits": _("Nothing found"),
        "no_isolated": _("No weak branch stands alone."),
        "no_relations": _("No active pairing and no joint committee."),
        "only": _("only"),
        "relations": _("Relations"),
        "search": _("Search by name or code"),
        "source": _("Source"),
        "weak": _("Weak branch"),
    }


def _inline(code: str) -> str:
    """Check that our own or the library's code can stand in the page as it is."""
    if "</script" in code.lower() or "</style" in code.lower():
        raise AssertionError  # the file would end its own element
    return code


def _text(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    found = importlib.util.find_spec("pyvis")
    folders = (found and found.submodule_search_locations) or []
    return next(Path(folder, _LIBRARY).read_text(encoding="utf-8") for folder in folders)
