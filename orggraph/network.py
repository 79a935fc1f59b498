"""The dataset as it stood on one day, and the networkx graphs that the measures are taken on.

Graphs are built from table columns by joins and are not changed by anybody who is given them.
Node keys are the ids of the dataset, which are unique over all labels.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

import networkx as nx
import numpy as np
import polars as pl

from orggraph import graphs, months
from orggraph import profile as profiles
from orggraph.card import Table, card
from orggraph.dataset import Dataset, beside, those
from orggraph.errors import NetworkError
from orggraph.language import _
from orggraph.model import GRID_LEVELS, IN_NEED, LEDGERS
from orggraph.names import Codes
from orggraph.population import Population
from orggraph.profile import Profile
from orggraph.reported import Reported


class Network:
    """One county's organisations and their relations on one day.

    Parameters
    ----------
    dataset
        Everything that the ledgers say.
    as_of
        The day of the question; None takes the county's cutoff, else today.
    profile
        The thresholds; None takes the bundled profile of that county and year, else the default.

    Raises
    ------
    NetworkError
        The dataset holds no county, or more than one.
    """

    def __init__(
        self, dataset: Dataset, as_of: date | None = None, profile: Profile | None = None
    ) -> None:
        county = dataset.county
        if county is None:
            raise NetworkError(
                _("The data names no county, or more than one."),
                _("Give one 县区 and its 区划代码 in the sheet 说明."),
            )
        cutoff = county["cutoff"]
        self.dataset = dataset
        self.county_code = str(county["id"])
        self.county_name = str(county["name"])
        self.as_of = as_of or (cutoff if isinstance(cutoff, date) else date.today())  # noqa: DTZ011 - a planner's today is the local one
        self.profile = profile or profiles.choose(self.county_code, self.as_of)

    def _repr_html_(self) -> str:
        """Show in a notebook what is asked about, and how much there is of it."""
        title = _("{county}, as of {day}, profile {profile}").format(
            county=self.county_name, day=self.as_of, profile=self.profile.name
        )
        return card(title, Table((_("What"), _("Count"), _("Of")), self._counts()))

    def _counts(self) -> list[tuple[str, int | None, int | None]]:
        """Count, each with what it is of; None where the ledger was not given."""
        villages, units = self.villages.ids, self.units.ids
        paired = villages & set(self.pairing_graph)
        joined = villages & set(self.memberships["member"])
        listed = self.dataset.nodes["Pairing"].height
        counts: list[tuple[str, str, int, int | None]] = [
            (_("Towns"), "村情", self.towns.height, None),
            (_("Village branches"), "村情", len(villages), len(units)),
            (_("Weak branches in need"), "认定", len(self.need_set.ids & units), len(units)),
            (_("Active pairings"), "结对", self.pairings.height, listed),
            (_("Villages in an active pairing"), "结对", len(paired), len(villages)),
            (_("Joint committees"), "联村党委", len(self.committees.ids), None),
            (_("Villages in a joint committee"), "联村党委", len(joined), len(villages)),
        ]
        given = [ledger for ledger in LEDGERS if self.reported.was_given(ledger)]
        complete = {*self.towns["id"]}.difference(self.reported.silent_towns(*given))
        return [
            *((what, *((n, of) if by in given else (None, None))) for what, by, n, of in counts),
            (_("Ledgers handed in"), len(given), len(LEDGERS)),
            (_("Towns that handed in all of these"), len(complete), self.towns.height),
        ]

    @cached_property
    def now(self) -> Dataset:
        """The dataset as it stood on the day of the question."""
        return self.dataset.as_of(self.as_of)

    @cached_property
    def recent_start(self) -> date:
        """First day of the recent window, which ends on the day of the question."""
        return months.recent_start(self.as_of, self.profile.dormant_months)

    @cached_property
    def towns(self) -> pl.DataFrame:
        """The towns in order of their code: ``id``, ``name``."""
        return self.now.nodes["Area"].filter(pl.col("level") == "town").select("id", "name")

    @cached_property
    def reported(self) -> Reported:
        """Which towns reported which ledger by the day."""
        table = self.now.relationships["REPORTED"]
        return Reported(table, self.county_code, self.towns["id"])

    @cached_property
    def town_areas(self) -> Population:
        """The towns themselves, whatever lies in them."""
        parts = self.now.relationships["PART_OF"].filter(pl.col("start_label") == "Area")
        rows = self.towns.join(parts, left_on="id", right_on="start", how="left").sort("source")
        first = rows.unique("id", keep="first").with_columns(town="id")
        return Population.of("Area", "村情", first)

    @cached_property
    def places(self) -> pl.DataFrame:
        """The place that a node may be seated in: ``place``, ``town``.

        A row a place. ``town`` is the place itself for a town, None for the county, and of several
        towns the one with the smallest code.
        """
        parts = self.now.relationships["PART_OF"].filter(pl.col("start_label") == "Village")
        first = parts.select(id="start", town="end")
        if not first["id"].equals(self.now.nodes["Village"]["id"]):
            first = first.unique("id", keep="first", maintain_order=True)
        villages = beside(self.now.nodes["Village"], first)
        areas = self.now.nodes["Area"].with_columns(
            town=pl.when(pl.col("level") == "town").then("id")
        )
        return pl.concat(
            [
                villages.select(place="id", town="town"),
                areas.select(place="id", town="town"),
            ]
        )

    @cached_property
    def seats(self) -> pl.DataFrame:
        """Where each seated node is: ``id``, ``label``, ``place``, ``town``, ``source``.

        One row a node; of several seats the one with the smallest place code.
        """
        seated = self.now.relationships["SEATED_IN"].select(
            id="start", label="start_label", place="end", source="source"
        )
        # Seats of one node stand together, and those of organisations mostly are one each.
        single = self.now.nodes["PartyOrganization"]["id"]
        ids = seated["id"].slice(max(single.len() - 1, 0))
        if not seated["id"].head(single.len()).equals(single) or (ids == ids.shift()).any():
            seated = seated.sort("id", "place").unique("id", keep="first", maintain_order=True)
        number = Codes(self.places["place"]).find(seated["place"])
        towns = self.places["town"].extend_constant(None, 1)  # the last is of what is no place
        number[number < 0] = self.places.height
        return seated.with_columns(town=towns.gather(number.view(np.uint32)))

    @cached_property
    def organizations(self) -> pl.DataFrame:
        """The party organisations: their properties, ``place``, ``town`` and ``source``."""
        nodes = self.now.nodes["PartyOrganization"]
        first = self.seats.head(nodes.height)
        if not first["id"].equals(nodes["id"]):
            first = self.seats.filter(pl.col("label") == "PartyOrganization")
        return beside(nodes, first.drop("label"))

    @cached_property
    def villages(self) -> Population:
        """V: the party organisations of kind village."""
        villages = self._unit_facts.filter(pl.col("kind") == "village")
        return Population.of("PartyOrganization", "村情", villages)

    @cached_property
    def units(self) -> Population:
        """U: the party organisations of kind village or community."""
        return Population.of("PartyOrganization", "村情", self._unit_facts)

    def units_at(self, places: pl.Series | Sequence[str]) -> pl.Series:
        """Give the party organisations of places: what hangs on a place counts for its own.

        Parameters
        ----------
        places
            Ids of villages and communities.

        Returns
        -------
        organizations
            Ids of those of kind village or community that are seated in one of them.
        """
        wanted = pl.Series(places, dtype=pl.String).implode()
        return self._unit_facts.filter(pl.col("place").is_in(wanted))["id"]

    @cached_property
    def _unit_facts(self) -> pl.DataFrame:
        return self._of_kinds("village", "community")

    def helped(self, pairings: pl.Series) -> pl.DataFrame:
        """Give which organisation benefits from which of some pairings.

        Parameters
        ----------
        pairings
            Ids of active pairings.

        Returns
        -------
        helped
            A row for each pairing and whom it helps: ``pairing``, ``id``.
        """
        rows = self._benefits.filter(pl.col("pairing").is_in(pairings.implode()))
        return rows.select("pairing", id="helped")

    def parties(self, pairings: pl.Series) -> pl.DataFrame:
        """Give who takes part in which of some pairings: provides it or benefits from it.

        Parameters
        ----------
        pairings
            Ids of active pairings.

        Returns
        -------
        parties
            A row for each pairing and side: ``pairing``, ``id``.
        """
        provides = self._provides.filter(pl.col("pairing").is_in(pairings.implode()))
        return pl.concat([provides.select("pairing", id="helper"), self.helped(pairings)])

    @cached_property
    def _designations(self) -> pl.DataFrame:
        """Who is designated as what: ``id``, ``name``, ``town``, ``kind`` and ``source``."""
        kinds = self.now.nodes["Designation"].select("kind", designation="id")
        concerns = self.now.relationships["CONCERNS"].filter(pl.col("start_label") == "Designation")
        facts = those(self.organizations.select("id", "name", "town"), concerns["end"])
        rows = concerns.select("source", id="end", designation="start").join(facts, on="id")
        return rows.join(kinds, on="designation").sort("id", "kind", "source")

    def designated(self, *kinds: str) -> Population:
        """Give the organisations with an active designation of one of these kinds.

        Parameters
        ----------
        *kinds
            Kinds of designation, such as ``weak_lax``.

        Returns
        -------
        population
            A row per organisation; of several designations the source of the first kind.
        """
        rows = self._designations.filter(pl.col("kind").is_in(kinds))
        first = rows.unique("id", keep="first", maintain_order=True)
        return Population.of("PartyOrganization", "认定", first)

    @cached_property
    def need_set(self) -> Population:
        """The organisations designated weak and lax, or economically weak."""
        return self.designated(*IN_NEED)

    @cached_property
    def committees(self) -> Population:
        """The joint committees."""
        return Population.of("PartyOrganization", "联村党委", self._of_kinds("joint_committee"))

    @cached_property
    def pairings(self) -> pl.DataFrame:
        """The active pairings: they benefit somebody who still stands.

        Columns: ``id``, ``name``, ``mechanism``, ``mode``, ``document``, ``since``, ``until``,
        ``town`` (smallest town code among the helped) and ``source``.
        """
        rows = self._placed(self._benefits)
        return self.now.nodes["Pairing"].join(rows, left_on="id", right_on="pairing").sort("id")

    def _placed(self, benefits: pl.DataFrame) -> pl.DataFrame:
        """Give of each pairing its first dates and source, and the smallest town that it helps."""
        seats = those(self.seats.select("id", "town"), benefits["helped"])
        rows = benefits.join(seats, left_on="helped", right_on="id", how="left").sort(
            "pairing", "source"
        )
        return rows.group_by("pairing", maintain_order=True).agg(
            pl.col("since", "until", "source").first(), pl.col("town").min()
        )

    def paired(self, *, mechanism: str | None = None, mode: str | None = None) -> Population:
        """Give the active pairings of a mechanism or a mode.

        Parameters
        ----------
        mechanism
            Mechanism of the model; None means any.
        mode
            Mode of the model; None means any.

        Returns
        -------
        population
            A row per pairing.
        """
        table = self.pairings
        if mechanism is not None:
            table = table.filter(pl.col("mechanism") == mechanism)
        if mode is not None:
            table = table.filter(pl.col("mode") == mode)
        return Population.of("Pairing", "结对", table)

    def lasting(self, pairings: Population) -> Population:
        """Keep the pairings that were active throughout the recent window.

        Parameters
        ----------
        pairings
            Active pairings.

        Returns
        -------
        population
            Those that had begun by the first day of the window.
        """
        begun = pl.col("since").is_null() | (pl.col("since") <= self.recent_start)
        table = pairings.table.join(self.pairings.filter(begun).select("id"), on="id")
        return Population(pairings.label, pairings.ledger, table)

    @cached_property
    def meetings(self) -> pl.DataFrame:
        """The activities of pairings up to the day of the question.

        Columns: ``pairing``, ``activity``, ``held_on`` and ``source``. Pairings that have ended
        are among them.
        """
        held = self.dataset.relationships["CONCERNS"].filter(
            (pl.col("start_label") == "Activity") & (pl.col("since") <= self.as_of)
        )
        return held.select(pairing="end", activity="start", held_on="since", source="source")

    @cached_property
    def year_start(self) -> date:
        """The same day a year earlier: the year to the day begins after it."""
        return months.years_before(self.as_of, 1)

    @cached_property
    def began(self) -> pl.DataFrame:
        """The pairings that had begun by the day, those that have ended included.

        Columns: ``pairing``, ``since``, ``until``, ``town`` (smallest town code among the helped)
        and ``source``.
        """
        begun = pl.col("since").is_null() | (pl.col("since") <= self.as_of)
        return self._placed(self.dataset.pairing_benefits.filter(begun))

    @cached_property
    def met_recently(self) -> pl.Series:
        """The pairings with an activity in the recent window, each once."""
        recent = self.meetings.filter(pl.col("held_on") >= self.recent_start)
        return recent["pairing"].unique()

    @cached_property
    def dormant(self) -> pl.Series:
        """The pairings active throughout the recent window without an activity in it."""
        return self.lasting(self.paired()).without(self.met_recently)

    @cached_property
    def evidenced(self) -> pl.Series:
        """The active pairings with an activity, a carrier or a document."""
        carried = self.now.relationships["USES"]["start"]
        shown = pl.concat([self.meetings["pairing"], carried]).implode()
        documented = pl.col("document").is_not_null()
        return self.pairings.filter(documented | pl.col("id").is_in(shown))["id"]

    @cached_property
    def strong(self) -> frozenset[str]:
        """Strong branches: they provide an active strong_weak pairing and are not in need."""
        pairings = self.paired(mode="strong_weak").table["id"].implode()
        provides = self.now.relationships["PROVIDES"].filter(
            (pl.col("start_label") == "PartyOrganization") & pl.col("end").is_in(pairings)
        )
        return frozenset(provides["start"]) - self.need_set.ids

    @cached_property
    def exemplary(self) -> frozenset[str]:
        """Red-flag and strong branches: experience spreads from them along help."""
        return self.strong | self.designated("red_flag").ids

    def tags(self, nodes: pl.Series) -> pl.DataFrame:
        """Give the industries and advantages of organisations, enterprises and agencies.

        Parameters
        ----------
        nodes
            Ids of nodes.

        Returns
        -------
        tags
            ``id`` and ``tags``, None where none are on record; of a party organisation those of
            its village, and no row where it is not seated in one.
        """
        places = self.now.nodes["Village"].select("tags", place="id")
        seated = those(self.organizations.select("id", "place"), nodes)
        organizations = seated.join(places, on="place").select("id", "tags")
        units = [self.now.nodes[label].select("id", "tags") for label in ("Enterprise", "Agency")]
        return pl.concat([organizations, *(those(table, nodes) for table in units)])

    @cached_property
    def help(self) -> pl.DataFrame:
        """Who helps whom through which active pairing.

        Columns: ``pairing``, ``mechanism``, ``mode``, ``helper_label``, ``helper``, ``helped``,
        ``since``, ``until`` and ``source``. Nobody helps itself.
        """
        parties = self._provides.select("pairing", "helper_label", "helper").join(
            self._benefits.select("pairing", "helped"), on="pairing"
        )
        facts = self.pairings.select("mechanism", "mode", "since", "until", "source", pairing="id")
        helped = parties.filter(pl.col("helper") != pl.col("helped")).join(facts, on="pairing")
        return helped.sort("pairing", "helper", "helped")

    @cached_property
    def grids(self) -> pl.DataFrame:
        """The grids: ``id``, ``name``, ``level``, ``households``, ``above``, ``village``, ``town``.

        ``above`` is what a grid is part of, the village for a base grid; ``source`` the row that
        says so.
        """
        lying = self.now.relationships["PART_OF"].filter(pl.col("start_label") == "Grid")
        parts = lying.select("source", id="start", above="end")
        grids = self.now.nodes["Grid"].join(parts, on="id", how="left")
        base, micro, centre = (grids.filter(pl.col("level") == level) for level in GRID_LEVELS)
        placed = [base.with_columns(village="above")]
        for level in (micro, centre):
            upper = placed[-1].select("village", above="id")
            placed.append(level.join(upper, on="above", how="left"))
        towns = self.places.select("town", village="place")
        return pl.concat(placed).join(towns, on="village", how="left").sort("id")

    @cached_property
    def funded(self) -> pl.DataFrame:
        """Who benefits from which funded project: ``organization``, ``project``, ``source``."""
        projects = self.now.nodes["Project"].filter(pl.col("kind") == "funded").select(start="id")
        benefits = self.now.relationships["BENEFITS"].join(projects, on="start")
        return benefits.select("source", organization="end", project="start")

    def measured(self, *kinds: str) -> pl.DataFrame:
        """Give the values of indicators that were known by the day.

        Parameters
        ----------
        *kinds
            Kinds of indicator, such as ``income``.

        Returns
        -------
        values
            A row per value: ``node`` (a town or village), ``indicator``, ``indicator_name``,
            ``kind``, ``period``, ``since`` (its last day), ``value``, ``rank`` and ``source``.
        """
        wanted = self.now.nodes["Indicator"].filter(pl.col("kind").is_in(kinds))
        rows = self.now.relationships["MEASURED"].drop_nulls("value").rename({"start": "node"})
        named = wanted.select("kind", indicator="id", indicator_name="name")
        joined = rows.join(named, left_on="end", right_on="indicator").rename({"end": "indicator"})
        columns = ("node", "indicator", "indicator_name", "kind", "period", "since")
        return joined.select(*columns, "value", "rank", "source")

    @cached_property
    def pairing_graph(self) -> nx.DiGraph:
        """Provider → pairing → helped, over active pairings; node attribute ``label``."""
        helped = self._benefits.select(id="helped", label=pl.lit("PartyOrganization"))
        pairings = self.pairings.select("id", label=pl.lit("Pairing"))
        provides = self._provides.select(start="helper", end="pairing")
        benefits = self._benefits.select(start="pairing", end="helped")
        parties = pl.concat([_labels(self._provides), helped]).unique("id", maintain_order=True)
        nodes = pl.concat([pairings, parties])
        return graphs.directed(nodes, pl.concat([provides, benefits]))

    @cached_property
    def help_graph(self) -> nx.MultiDiGraph:
        """Helper → helped, an edge per pairing with the pairing's id as its key.

        Every party organisation is a node, also where it neither helps nor is helped. Node
        attribute ``label``; edge attributes ``mechanism`` and ``mode``.
        """
        organizations = self.organizations.select("id", label=pl.lit("PartyOrganization"))
        others = _labels(self.help).filter(pl.col("label") != "PartyOrganization")
        nodes = pl.concat([organizations, others.unique("id", maintain_order=True)])
        return graphs.directed(nodes, _links(self.help), multigraph=True)

    def help_graph_of(self, mechanism: str) -> nx.MultiDiGraph:
        """Give the help graph of one mechanism.

        Parameters
        ----------
        mechanism
            Mechanism of the model.

        Returns
        -------
        G
            Helper → helped, as in ``help_graph``, with only those who take part.
        """
        links = _links(self.help.filter(pl.col("mechanism") == mechanism))
        ends = pl.concat([links.select(id="start"), links.select(id="end")])
        return graphs.directed(ends.unique("id", maintain_order=True), links, multigraph=True)

    @cached_property
    def committee_graph(self) -> nx.DiGraph:
        """Member → joint committee; every committee is a node, also one without members."""
        committees = self.committees.table.select("id", committee=pl.lit(value=True))
        members = self.memberships.select(id="member", committee=pl.lit(None, pl.Boolean))
        nodes = pl.concat([committees, members]).unique("id", keep="first", maintain_order=True)
        return graphs.directed(nodes, self.memberships.select(start="member", end="committee"))

    @cached_property
    def memberships(self) -> pl.DataFrame:
        """Who is a member of which joint committee: ``member``, ``committee``, ``source``."""
        members = self.now.relationships["MEMBER_OF"].filter(
            pl.col("end").is_in(self.committees.table["id"].implode())
        )
        return members.select(member="start", committee="end", source="source")

    @property
    def committee_members(self) -> tuple[int, int]:
        """Party members of who is in a joint committee, each once, and how many state none."""
        joined = those(self.organizations, self.memberships["member"])
        members = joined["members_full"] + joined["members_probationary"].fill_null(0)
        return int(members.sum()), members.null_count()

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Name nodes of any label.

        Parameters
        ----------
        ids
            Ids of nodes.

        Returns
        -------
        names
            Name by id; ids that the dataset lacks are left out.
        """
        wanted = pl.Series(list(ids), dtype=pl.String)
        tables = [t.select("id", "name") for t in self.dataset.nodes.values()]
        return dict(pl.concat([those(table, wanted) for table in tables]).iter_rows())

    @cached_property
    def _provides(self) -> pl.DataFrame:
        rows = self.now.relationships["PROVIDES"].select(
            pairing="end", helper_label="start_label", helper="start"
        )
        return rows.join(self._benefits, on="pairing", how="semi")

    @cached_property
    def _benefits(self) -> pl.DataFrame:
        return self.now.pairing_benefits

    def _of_kinds(self, *kinds: str) -> pl.DataFrame:
        facts = self.organizations.select("id", "name", "kind", "place", "town", "source")
        return facts.filter(self.organizations["kind"].is_in(kinds))


def _labels(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(id="helper", label=pl.col("helper_label").cast(pl.String))


def _links(help_table: pl.DataFrame) -> pl.DataFrame:
    return help_table.select("mechanism", "mode", start="helper", end="helped", key="pairing")
