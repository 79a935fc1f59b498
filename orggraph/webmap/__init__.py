"""The interactive map: one HTML file that opens without a network and runs nobody's script.

Data, words, style and script stand in the file itself; ``_files`` holds the page's own sources, a
noun a file, which are put together as they are.
"""

import html
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from orggraph import drafts, mechanisms, style
from orggraph.findings import audit
from orggraph.network import Network
from orggraph.redaction import Level
from orggraph.webmap import _changes, _facts, _legend, _nodes, _page, _redaction, _scene, _words
from orggraph.webmap._findings import by_check
from orggraph.webmap._nodes import graph
from orggraph.webmap._timeline import Change, Timeline, between, timeline
from orggraph.webmap._view import LAYERS, MEMBER, View

__all__ = ["LAYERS", "Level", "Page", "View", "graph", "page", "show", "write"]

_WHOLE = View()
_COLLAPSED = 1500  # nodes above which the towns are closed at first


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
            f'<iframe srcdoc="{html.escape(self.content)}" '
            'sandbox="allow-scripts allow-downloads allow-modals" '
            'style="width:100%;height:760px;border:1px solid #d5dbe1"></iframe>'
        )


def write(
    network: Network, path: Path, *, view: View = _WHOLE, findings: pl.DataFrame | None = None
) -> None:
    """Write the map as one HTML file.

    Parameters
    ----------
    network
        The county on one day.
    path
        Where to write it; a file there is replaced.
    view
        What of the network is drawn, and for whom.
    findings
        Findings of an audit of this network; None asks every check anew.

    Raises
    ------
    SettingsError
        The view names a town or a layer that there is not.
    DatasetError
        The view compares with another county.
    OSError
        The file cannot be written.
    """
    # As bytes: text would be written in the machine's own encoding, or with its line breaks.
    with drafts.file(path) as draft:
        draft.write_bytes(page(network, view=view, findings=findings).encode())


def show(network: Network, *, view: View = _WHOLE, findings: pl.DataFrame | None = None) -> Page:
    """Show the map in a notebook.

    Parameters
    ----------
    network
        The county on one day.
    view
        What of the network is drawn, and for whom.
    findings
        Findings of an audit of this network; None asks every check anew.

    Returns
    -------
    map
        Something that a notebook shows as the map.

    Raises
    ------
    SettingsError
        The view names a town or a layer that there is not.
    DatasetError
        The view compares with another county.
    """
    return Page(page(network, view=view, findings=findings))


def page(network: Network, *, view: View = _WHOLE, findings: pl.DataFrame | None = None) -> str:
    """Write the map as text.

    Parameters
    ----------
    network
        The county on one day.
    view
        What of the network is drawn, and for whom.
    findings
        Findings of an audit of this network; None asks every check anew.

    Returns
    -------
    content
        The whole HTML file, the same for the same network.

    Raises
    ------
    SettingsError
        The view names a town or a layer that there is not.
    DatasetError
        The view compares with another county.
    """
    if findings is None:
        findings = audit(network).findings
    return _page.render(*contents(network, view, findings))


def contents(
    network: Network, view: View, findings: pl.DataFrame
) -> tuple[dict[str, object], dict[str, object]]:
    """Say what a page draws, and what it tells beside.

    Parameters
    ----------
    network
        The county on one day.
    view
        What of the network is drawn, and for whom.
    findings
        Findings of an audit of this network.

    Returns
    -------
    scene
        What is drawn: columns of nodes and edges, the legend, the words.
    facts
        What the panel tells, in the order of the nodes and edges.

    Raises
    ------
    SettingsError
        The view names a town or a layer that there is not.
    DatasetError
        The view compares with another county.
    """
    line = timeline(network) if view.old is None else between(view.old, network)
    nodes = _nodes.nodes(network, line)
    changed: Mapping[str, list[Change]] = {}
    if view.old is not None:
        nodes = dict(sorted((_nodes.nodes(view.old, line) | nodes).items()))
        changed, pairings = _changes.changes(view.old, network, view.level)
        line = _changes.on_relations(line, pairings)
    line, nodes, left_out = _redaction.redact(network, line, nodes, view.level)
    line, nodes = _restricted(network, line, nodes, view)
    if view.old is not None:
        changed = _changes.of_nodes(line, nodes, changed)
    G = _nodes.drawn(line, nodes, line.now)
    scene = {
        **_scene.scene(network, line, nodes, G),
        "compared": view.old is not None,
        "changed": [i for i, n in enumerate(nodes) if n in changed],
        "collapsed": len(nodes) > _COLLAPSED,
        "level": str(view.level),
        "title": _words.title(network, view),
        "origin": _words.origin(network, view, left_out),
        "words": _words.words(),
        "colours": _legend.COLOURS,
        "markLooks": _legend.marks(),
        "kindLooks": _legend.kinds(),
    }
    towns = scene["towns"]
    scene["legend"] = _legend.legend(towns, view.level, compared=view.old is not None)  # type: ignore[arg-type]
    told = _beside(network, line, nodes, findings, view)
    if view.old is not None:
        told |= _compared(line, nodes, changed)
    return scene, told


def _compared(
    line: Timeline, nodes: Mapping[str, _nodes.Node], changed: Mapping[str, list[Change]]
) -> dict[str, object]:
    """Say what changed, in the order of the nodes and of the relations, and the relations' days."""
    return {
        "changed": [changed.get(n, []) for n in nodes],
        "changes": [relation.changes for relation in line.relations],
        "dates": [
            [style.dates(*spell) if spell else "" for spell in relation.spells]
            for relation in line.relations
        ],
    }


def _beside(
    network: Network,
    line: Timeline,
    nodes: Mapping[str, _nodes.Node],
    findings: pl.DataFrame,
    view: View,
) -> dict[str, object]:
    codes = view.town_codes(network)
    if codes is not None:
        findings = findings.filter(pl.col("town").is_in(list(codes)))
    names = {code: style.visible(name) for code, name in network.towns.iter_rows()}
    G = _nodes.drawn(line, nodes, line.now)
    return {
        **_facts.facts(network, line, nodes, findings, view),
        "findings": by_check(findings, G, names, view.level),
        "coverage": _coverage(network, codes),
        "covered": _words.covered(),
    }


def _coverage(network: Network, towns: frozenset[str] | None) -> list[tuple[str, int, int, int]]:
    """Count those asked, registered and unknown by mechanism, in the towns that are drawn."""
    told: dict[str, Counter[str]] = {}
    for cell in mechanisms.matrix(network, by_town=towns is not None):
        if cell.town in towns if towns is not None else cell.town is None:
            counts = {"asked": cell.asked, "registered": cell.registered, "unknown": cell.unknown}
            told.setdefault(cell.mechanism, Counter()).update(counts)
    return [(m, n["asked"], n["registered"], n["unknown"]) for m, n in told.items()]


def _restricted(
    network: Network, line: Timeline, nodes: dict[str, _nodes.Node], view: View
) -> tuple[Timeline, dict[str, _nodes.Node]]:
    """Keep the towns and layers that are meant, and whoever is tied to the towns."""
    codes, layers = view.town_codes(network), view.drawn_layers()
    inside = {n for n, node in nodes.items() if codes is None or node.town in codes}
    relations = tuple(
        r for r in line.relations if r.kind in layers and (r.helper in inside or r.helped in inside)
    )
    tied = {n for r in relations for n in (r.helper, r.helped)}
    always = {"village", "community"} | ({MEMBER} & layers)
    here = {n for n in inside if nodes[n].mark in always or line.weak.get(n)}
    kept = {n: node for n, node in nodes.items() if n in here or n in tied}
    there = {n: mask for n, mask in line.there.items() if n in kept}
    return replace(line, relations=relations, there=there), kept
