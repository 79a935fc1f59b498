"""What the checks find, as the page tells it."""

from collections.abc import Mapping

import networkx as nx
import polars as pl

from orggraph import checks, style
from orggraph.language import _
from orggraph.redaction import PEOPLE, Level
from orggraph.webmap import _redaction


def by_id(findings: pl.DataFrame, level: Level) -> dict[str, list[dict[str, object]]]:
    """Give the findings of each node.

    Parameters
    ----------
    findings
        Findings of an audit.
    level
        Who may read them.

    Returns
    -------
    told
        Code, reason and rows of each finding, by id of the node.
    """
    told: dict[str, list[dict[str, object]]] = {}
    for row in findings.iter_rows(named=True):
        told.setdefault(row["id"], []).append(
            {
                "code": row["code"],
                "reason": _redaction.reason(style.visible(row["reason"]), level),
                "evidence": list(row["evidence"]),
            }
        )
    return told


def by_check(
    findings: pl.DataFrame,
    G: nx.MultiDiGraph,
    towns: Mapping[str, str],
    level: Level,
) -> list[dict[str, object]]:
    """Give each check that finds somebody, with its page.

    Parameters
    ----------
    findings
        Findings of an audit.
    G
        What is drawn on the day of the question.
    towns
        Names of the towns by code.
    level
        Who may read them; at public a check has its counts by town and names nobody.

    Returns
    -------
    told
        Code, title, page and count of each check, the nodes that are drawn for it, and how many
        it finds in which town.
    """
    by_pairing: dict[str, list[str]] = {}
    for start, end, key in G.edges(keys=True):
        by_pairing.setdefault(key, []).extend((start, end))
    told = []
    for (code,), rows in findings.group_by("code", maintain_order=True):
        check = checks.find(str(code))
        nodes = [n for i in rows["id"] for n in ([i] if i in G else by_pairing.get(i, []))]
        persons = rows["label"][0] == "Person"
        counts = rows.group_by("town", maintain_order=True).len().sort("town", nulls_last=True)
        told.append(
            {
                "code": code,
                "title": _(check.title),
                "page": _(check.page),
                "count": _count(rows.height, level, persons=persons),
                "nodes": [] if level is Level.PUBLIC else list(dict.fromkeys(nodes)),
                "towns": [
                    [towns.get(town, _("county level")), _count(count, level, persons=persons)]
                    for town, count in counts.iter_rows()
                ],
            }
        )
    return told


def _count(value: int, level: Level, *, persons: bool) -> str:
    return _redaction.count(value, PEOPLE if persons else "", level)
