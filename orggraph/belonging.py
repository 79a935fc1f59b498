"""Where things belong: to which town, and to which ledgers, without which they are unknown.

A node that is seated or lies somewhere belongs to that town; a project, an activity, a designation
and a matter to the town of whom they concern, and to the county where these are of several. A
pairing belongs to the smallest town code among those whom it helps, as in a finding.
A relationship belongs where its owner does: the end whose story it tells, such as the pairing
among PROVIDES.
"""

from collections.abc import Mapping

import polars as pl

from orggraph.model import LABELS, LEDGERS
from orggraph.network import Network
from orggraph.reported import NOT_GIVEN

# The end of a relationship that owns it; of the other types it is the start.
_OWNERS = dict.fromkeys(
    ("MEMBER_OF", "COVERS", "PROVIDES", "LEADS", "HOLDS", "RESERVE_FOR", "TOOK_PART"), "end"
)
# Which relationship leads from a node that lies nowhere itself to its town, the nearest first.
_LEADS_TO = (
    ("BENEFITS", "start"),
    ("USES", "end"),
    ("HELD_IN", "start"),
    ("CONCERNS", "start"),
    ("TOOK_PART", "end"),
)
_OTHER_END = {"start": "end", "end": "start"}
# The property that tells the ledgers of nodes of one label apart, where it is not ``kind``.
_SORTS = {"Pairing": "mechanism", "Grid": "level", "Area": "level"}
# The ledgers that could show a node, by its label and its kind; None for every other kind.
_LEDGERS: Mapping[tuple[str, str | None], tuple[str, ...]] = {
    ("Area", None): ("村情",),
    ("Village", None): ("村情",),
    ("PartyOrganization", "village"): ("村情",),
    ("PartyOrganization", "community"): ("村情",),
    ("PartyOrganization", "joint_committee"): ("联村党委",),
    ("PartyOrganization", "grid_branch"): ("网格",),
    ("PartyOrganization", "party_group"): ("网格",),
    ("PartyOrganization", None): ("党组织",),
    ("Enterprise", None): ("单位",),
    ("Agency", None): ("单位",),
    ("Cooperative", None): ("合作社",),
    ("VolunteerTeam", None): ("志愿服务队",),
    ("Pairing", "four_duties"): ("认定",),
    ("Pairing", None): ("结对",),
    ("Project", "funded"): ("项目",),
    ("Project", None): ("结对",),
    ("Activity", "contest"): ("擂台比武",),
    ("Activity", None): ("活动",),
    ("Designation", None): ("认定",),
    ("Grid", None): ("网格",),
    ("Matter", None): ("议事",),
    ("Person", None): (),
    ("Indicator", "income"): ("收入",),
    ("Indicator", None): ("督导",),
    ("Ledger", None): (),
}


def sort_of(label: str) -> str | None:
    """Name the property that says what sort of its label a node is.

    Parameters
    ----------
    label
        Name of a label of the model.

    Returns
    -------
    name
        Such as ``kind``; None for a label with one sort alone.
    """
    names = [item.name for item in LABELS[label].properties]
    name = _SORTS.get(label, "kind")
    return name if name in names else None


def nodes(network: Network) -> pl.DataFrame:
    """Say of every node where it belongs.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    nodes
        A row per node of that day: ``id``, ``label``, ``name``, ``sort``, ``town`` (code, or None
        for the county) and ``ledgers`` (those that could show it; empty for what none shows).
    """
    tables = [_named(label, table) for label, table in network.now.nodes.items()]
    return pl.concat(tables).join(_towns(network), on="id", how="left", maintain_order="left")


def relationships(name: str, table: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Say of every relationship where it belongs.

    Parameters
    ----------
    name
        Name of a relationship type of the model.
    table
        Relationships of that type, with all or some of their columns.
    nodes
        Where the nodes belong, as ``nodes`` gives it.

    Returns
    -------
    table
        The rows in their order with ``town`` and ``ledgers``.
    """
    owner = _OWNERS.get(name, "start")
    towns = nodes.select("town", **{owner: "id"})
    shown_by = "end" if name == "MEASURED" else owner
    shown = nodes.select("ledgers", **{shown_by: "id"})
    placed = table.join(towns, on=owner, how="left", maintain_order="left")
    found = placed.join(shown, on=shown_by, how="left", maintain_order="left")
    return found.with_columns(ledgers=_ledgers(name))


def fact_ledgers(label: str) -> pl.Expr:
    """Say which ledgers could show the properties of a node, where others than itself.

    Parameters
    ----------
    label
        Name of a label of the model.

    Returns
    -------
    ledgers
        An expression over the columns of ``nodes``.
    """
    own = pl.col("ledgers")
    return _listed_instead(own) if label == "PartyOrganization" else own


def silences(network: Network) -> pl.DataFrame:
    """List what was not handed in.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    silences
        A row per ``ledger`` and ``town`` that did not report it; for a ledger that was not given
        at all every town, and the empty text for what belongs to no town.
    """
    rows = [(name, town) for name in LEDGERS for town in network.reported.silent_towns(name)]
    return pl.DataFrame(rows, schema=_SILENCES, orient="row")


def with_lacking(rows: pl.DataFrame, silences: pl.DataFrame) -> pl.DataFrame:
    """Say of rows which of the ledgers that could show them were not handed in.

    Parameters
    ----------
    rows
        Rows with ``town`` and ``ledgers``.
    silences
        What was not handed in, as ``silences`` gives it.

    Returns
    -------
    rows
        The rows in their order with ``lacking``: names of ledgers, or None where all were given.
    """
    asked = rows.select("town", "ledgers").with_row_index("row").explode("ledgers")
    missed = asked.select("row", ledger="ledgers", town=pl.col("town").fill_null(NOT_GIVEN))
    missed = missed.join(silences, on=["ledger", "town"], how="semi")
    lacking = missed.group_by("row").agg(lacking=pl.col("ledger").unique().sort())
    joined = rows.with_row_index("row").join(lacking, on="row", how="left", maintain_order="left")
    return joined.drop("row")


_SILENCES = pl.Schema({"ledger": pl.String(), "town": pl.String()})


def _named(label: str, table: pl.DataFrame) -> pl.DataFrame:
    sort = sort_of(label)
    return table.select(
        "id",
        "name",
        label=pl.lit(label),
        sort=pl.lit(None, dtype=pl.String) if sort is None else pl.col(sort),
    ).with_columns(ledgers=_ledgers_by_sort(label))


def _ledgers_by_sort(label: str) -> pl.Expr:
    found = _list(_LEDGERS[label, None])
    for (other, sort), names in _LEDGERS.items():
        if other == label and sort is not None:
            found = pl.when(pl.col("sort") == sort).then(_list(names)).otherwise(found)
    return found


def _ledgers(name: str) -> pl.Expr:
    """Say which ledgers show the relationships of a type, given those that show their owner."""
    own = pl.col("ledgers")
    if name == "REPORTED":
        return _list(())
    if name in {"RESERVE_FOR", "MENTORS"}:
        return _list(("后备人才",))
    if name == "UNDER":
        return _listed_instead(own)
    if name == "HOLDS":
        of_post = _list(("任职",))
        both = pl.concat_list(_listed_instead(own), of_post)
        is_head = (pl.col("end_label") == "PartyOrganization") & (pl.col("role") == "secretary")
        of_designation = pl.when(pl.col("end_label") == "Designation").then(own)
        return of_designation.when(is_head).then(both).otherwise(of_post)
    return own


def _listed_instead(ledgers: pl.Expr) -> pl.Expr:
    """Put 党组织 for 村情: that of a village's organisation which 村情 does not tell."""
    return pl.when(ledgers == _list(("村情",))).then(_list(("党组织",))).otherwise(ledgers)


def _list(names: tuple[str, ...]) -> pl.Expr:
    return pl.lit(list(names), dtype=pl.List(pl.String))


def _towns(network: Network) -> pl.DataFrame:
    """Give the town of every node that lies somewhere: ``id``, ``town`` (None: the county)."""
    lying = [
        network.places.select(id="place", town="town"),
        network.seats.select("id", "town"),
        network.grids.select("id", "town"),
    ]
    pairings = network.now.nodes["Pairing"]["id"].implode()
    found = pl.concat(lying).sort("id", "town").unique("id", keep="first")
    for name, end in _LEADS_TO:
        links = network.now.relationships[name].select(id=end, other=_OTHER_END[end])
        nearby = links.join(found.rename({"id": "other"}), on="other")
        towns = nearby.group_by("id").agg(pl.col("town").min(), many=pl.col("town").n_unique() > 1)
        strays = pl.col("many") & ~pl.col("id").is_in(pairings)
        towns = towns.select("id", town=pl.when(~strays).then("town"))
        found = pl.concat([found, towns.join(found, on="id", how="anti")])
    return found
