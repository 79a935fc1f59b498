"""Dropouts: what the loss of a helper or a joint committee would do, and the county without some.

*Losing* somebody takes it out of every pairing, on either side, and out of every joint committee;
a joint committee goes with its memberships and with what it provides. A pairing that joined two
and no longer does falls, and its other party is in it no more. Then an organisation is

- *unhelped* that had at least one distinct provider, itself not counted, in active pairings and
  keeps none;
- *isolated* that is in the need set, was no isolated weak branch (ISO001) and now is one;
- *cut off* that is in the need set and was within reach of a red-flag or strong branch (ISO004)
  along help, and now is within reach of none. Who was strong stays so, but for who is lost.

Who is lost counts among none of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import networkx as nx
import polars as pl

from orggraph import isolation, resilience
from orggraph.card import Table, card
from orggraph.errors import NetworkError
from orggraph.language import _
from orggraph.network import Network

# Who can drop out; places, grids, pairings and the like cannot.
LABELS = (
    *("PartyOrganization", "Enterprise", "Agency"),
    *("Person", "Cooperative", "VolunteerTeam"),
)
# What an organisation that drops out takes part in no more.
_PARTS = ("PROVIDES", "BENEFITS", "MEMBER_OF", "LEADS")
# The ledgers that could show another helper; and, for who is isolated, a joint committee too.
_HELP = ("结对",)
_TAKE_IN = ("结对", "联村党委")
_NAMED = 3  # ids that an error names


class Loss(NamedTuple):
    """What the loss of one node would do, as ids of organisations; see the head of this module.

    Those are in none of the sets of whom it cannot be said, as their town did not report the ledger
    that could show another helper or a joint committee; ``unknown`` are those of them that could be
    unhelped or isolated.
    """

    unhelped: frozenset[str]
    isolated: frozenset[str]
    unknown: frozenset[str]
    cut_off: frozenset[str] = frozenset()

    def _repr_html_(self) -> str:
        """Show in a notebook how many it leaves alone, and their ids."""
        words = (
            *(_("left without any helper"), _("newly isolated"), _("unknown")),
            _("cut off from every strong branch"),
        )
        rows = [
            (word, len(ids), " ".join(sorted(ids))) for word, ids in zip(words, self, strict=True)
        ]
        return card(_("What the loss would do"), Table((_("Verdict"), _("Count"), _("Id")), rows))


def losses(network: Network, *, mechanism: str | None = None) -> dict[str, Loss]:
    """Say what the loss of each node alone would do (N-1), all in one pass over the graph.

    The answer for a node is that of ``without`` that node, taken apart from it.

    Parameters
    ----------
    network
        The county on one day.
    mechanism
        Whose pairings count as help; None means any. Isolation and reach always ask all of them.

    Returns
    -------
    losses
        By id, in order: everybody who provides an active pairing, every active joint committee,
        and who else leaves somebody alone or cut off. The sets are empty where nobody would be.
    """
    unhelped = resilience.unhelped_by_loss(help_graph(network, mechanism))
    apart = resilience.isolated_by_loss(
        network.pairing_graph,
        network.committee_graph,
        need_set=network.need_set.ids,
    )
    cut_off = resilience.cut_off_by_loss(
        network.help_graph,
        sources=network.exemplary,
        targets=network.need_set.ids,
        steps=network.profile.reach_steps,
    )
    lost = {*network.help["helper"], *network.committees.ids, *unhelped, *apart, *cut_off}
    judge, nobody = _judge(network), frozenset[str]()
    return {
        node: judge(*(found.get(node, nobody) for found in (unhelped, apart, cut_off)))
        for node in sorted(lost)
    }


def within_reach(network: Network) -> tuple[frozenset[str], frozenset[str]]:
    """Find the weak branches that help reaches from a red-flag or strong branch.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    reached, unknown
        Ids of the need set's: those that ISO004 lets pass, and apart from them those that it lets
        pass in towns that did not report the ledger of pairings.
    """
    reached = network.need_set.ids & _reached(network, network.exemplary)
    unknown = reached & _silent(network, *_HELP)
    return reached - unknown, unknown


def without(network: Network, ids: Collection[str]) -> Network:
    """Give the county as it would stand on the same day without some of its nodes.

    Organisations of villages and communities stay, since they are still asked: they keep their
    place and all that hangs on it, their designations and what has happened, but provide,
    benefit, lead and belong no more. All others leave with everything. Pairings that fall leave
    too (see the head of this module).

    Parameters
    ----------
    network
        The county on one day.
    ids
        Ids of organisations, firms, agencies, persons, cooperatives and volunteer teams; one that
        does not take part on the day changes nothing.

    Returns
    -------
    network
        The same day and profile; those asked about a mechanism are the same as before.

    Raises
    ------
    NetworkError
        No id is given, or one is unknown or of something that cannot drop out.
    """
    _refuse_strangers(network, ids)
    lost = frozenset(ids)
    fallen = resilience.fallen_pairings(network.pairing_graph, lost=lost)
    staying = lost & network.units.ids
    gone, idle = (
        pl.Series(list(part), dtype=pl.String) for part in (fallen | (lost - staying), staying)
    )
    reduced = network.dataset.without(gone, ties=dict.fromkeys(_PARTS, idle))
    return Network(reduced, network.as_of, network.profile)


def left_alone(before: Network, after: Network, *, lost: AbstractSet[str]) -> Loss:
    """Say whom it leaves alone that nodes drop out together.

    Parameters
    ----------
    before
        The county on one day.
    after
        The same county ``without`` those lost.
    lost
        Their ids.

    Returns
    -------
    loss
        For a single node the same as its entry in ``losses``.
    """
    helped, still_helped = set(before.help["helped"]), set(after.help["helped"])
    cut_off = frozenset().union(*within_reach(before)) - lost
    cut_off -= _reached(after, before.exemplary - lost)
    judge = _judge(before)
    return judge(helped - still_helped - lost, _alone(after) - _alone(before) - lost, cut_off)


def survey(network: Network, *, mechanism: str | None = None) -> pl.DataFrame:
    """List what each loss would do, beside how many each helps.

    Parameters
    ----------
    network
        The county on one day.
    mechanism
        Whose pairings count as help; None means any.

    Returns
    -------
    frame
        A row per node of ``losses``: ``id``, ``name``, ``label``, ``kind`` (of a party
        organisation), ``town``, ``helps`` (distinct organisations helped) and the ids of those
        ``unhelped``, ``isolated``, ``unknown`` and ``cut_off``. Organisations come first, by how
        many their loss leaves alone; persons follow in order of their id: they are never ranked.
    """
    load = resilience.loads(help_graph(network, mechanism))
    found = losses(network, mechanism=mechanism)
    counts = [
        (node, load.get(node, 0), len(loss.unhelped | loss.isolated))
        for node, loss in found.items()
    ]
    headings = {"id": pl.String(), "helps": pl.Int64(), "alone": pl.Int64()}
    frame = pl.DataFrame(counts, schema=headings, orient="row")
    frame = frame.join(describe(network, found), on="id")
    for name in Loss._fields:
        frame = frame.join(_listed(found, name), on="id", how="left")
    frame = frame.with_columns(pl.col(Loss._fields).fill_null(pl.lit([], _IDS)))
    of_person = pl.col("label") == "Person"
    weight = pl.when(~of_person).then(-pl.col("alone"))
    ordered = frame.sort(of_person, weight, "town", "id", nulls_last=True)
    return ordered.select(*_WHO, "helps", *Loss._fields)


def _listed(losses: Mapping[str, Loss], name: str) -> pl.DataFrame:
    """List the ids of one field in order, by the node lost; most losses leave nobody."""
    pairs = [(node, left) for node, loss in losses.items() for left in getattr(loss, name)]
    frame = pl.DataFrame(pairs, schema={"id": pl.String(), name: pl.String()}, orient="row")
    return frame.group_by("id").agg(pl.col(name).sort())


def help_graph(network: Network, mechanism: str | None) -> nx.MultiDiGraph:
    """Give the help graph of a mechanism, or of all.

    Parameters
    ----------
    network
        The county on one day.
    mechanism
        Mechanism of the model; None means any.

    Returns
    -------
    G
        Helper → helped, as in ``Network.help_graph``.
    """
    return network.help_graph_of(mechanism) if mechanism else network.help_graph


def isolated(network: Network) -> set[str]:
    """Find the isolated weak branches, without those of which it is unknown.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    isolated
        Ids of the need set's; what ISO001 finds.
    """
    return _alone(network) - _silent(network, *_TAKE_IN)


def describe(network: Network, ids: Iterable[str]) -> pl.DataFrame:
    """Say who nodes are.

    Parameters
    ----------
    network
        The county on one day.
    ids
        Ids of those that can drop out; others are left out.

    Returns
    -------
    frame
        A row per node in order of its id: ``id``, ``name``, ``label``, ``kind`` (of a party
        organisation, else None) and ``town`` (code, or None).
    """
    wanted = pl.DataFrame({"id": sorted(set(ids))}, schema={"id": pl.String()})
    nodes = pl.concat(
        [
            network.dataset.nodes[label].select(
                "id",
                "name",
                label=pl.lit(label),
                kind=pl.col("kind") if label == "PartyOrganization" else pl.lit(None, pl.String()),
            )
            for label in LABELS
        ]
    )
    placed = wanted.join(nodes, on="id").join(
        network.seats.select("id", "town"), on="id", how="left"
    )
    return placed.select(_WHO).sort("id")


_WHO = ("id", "name", "label", "kind", "town")
_IDS = pl.List(pl.String())


_Judge = Callable[[AbstractSet[str], AbstractSet[str], AbstractSet[str]], Loss]


def _judge(network: Network) -> _Judge:
    """Set those apart of whom a ledger that a town did not report could say otherwise."""
    helped_elsewhere = _silent(network, *_HELP)
    taken_in_elsewhere = _silent(network, *_TAKE_IN)

    def judge(
        unhelped: AbstractSet[str], isolated: AbstractSet[str], cut_off: AbstractSet[str]
    ) -> Loss:
        return Loss(
            frozenset(unhelped - helped_elsewhere),
            frozenset(isolated - taken_in_elsewhere),
            frozenset(unhelped & helped_elsewhere | isolated & taken_in_elsewhere),
            frozenset(cut_off - helped_elsewhere),
        )

    return judge


def _alone(network: Network) -> set[str]:
    return isolation.isolated_branches(
        network.pairing_graph, network.committee_graph, need_set=network.need_set.ids
    )


def _reached(network: Network, sources: AbstractSet[str]) -> set[str]:
    return isolation.within_reach(
        network.help_graph, sources=sources, steps=network.profile.reach_steps
    )


def _silent(network: Network, *ledgers: str) -> frozenset[str]:
    return frozenset(network.organizations.filter(network.reported.is_silent(*ledgers))["id"])


def _refuse_strangers(network: Network, ids: Collection[str]) -> None:
    way_out = _("The ids of all helpers: orggraph resilience SOURCE --format csv")
    if not ids:
        raise NetworkError(_("No id of anybody to drop out is given."), way_out)
    strangers = set(ids) - {*describe(network, ids)["id"]}
    if not strangers:
        return
    stranger = min(strangers)
    alike = _alike(network, stranger)
    if alike:
        way_out = _("Did you mean {ids}?").format(ids=_(", ").join(alike))
    raise NetworkError(_("Nobody who could drop out has the id {id}.").format(id=stranger), way_out)


def _alike(network: Network, text: str) -> list[str]:
    """Name the organisations that a code or a name may mean, a few."""
    grids = ("grid_branch", "party_group")  # many, and named after the same village
    nodes = network.organizations.filter(~pl.col("kind").is_in(grids)).select("id", "name")
    units = [
        network.dataset.nodes[label].select("id", "name") for label in ("Enterprise", "Agency")
    ]
    named = pl.concat([nodes, *units]).filter(
        pl.col("id").str.starts_with(f"{text}:") | pl.col("name").str.contains(text, literal=True)
    )
    told = named.sort("id").head(_NAMED).select(pl.format("{} ({})", "id", "name"))
    return told.to_series().to_list()
