"""What each loss alone would do, in words, tables and files: the answer of ``resilience``.

Persons stand apart, as role and place, in order of their id: they are never ranked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from orggraph import dropouts, resilience
from orggraph.card import Table, card
from orggraph.dropouts import Loss
from orggraph.language import _, term
from orggraph.model import PAIRING_MECHANISMS
from orggraph.network import Network
from orggraph.report.frames import first_lines, section
from orggraph.report.kinds import kind_text
from orggraph.report.origin import Origin, document
from orggraph.style import short_names


@dataclass(frozen=True)
class Outlook:
    """What each loss alone would do to one county on one day, and how help runs there.

    Parameters
    ----------
    network
        The county on one day.
    mechanism
        Whose pairings count as help; None means any.
    """

    network: Network
    mechanism: str | None = None

    def _repr_html_(self) -> str:
        """Show in a notebook on how few help hangs, and whose loss leaves somebody alone."""
        matters = pl.any_horizontal(pl.col(*Loss._fields).list.len() > 0)
        losses = _table(self, self.organizations.filter(matters)).drop(_("Id"), _("Unknown"))
        title = _("What each loss alone would do, {county}, as of {day}").format(
            county=self.network.county_name, day=self.network.as_of
        )
        told = losses.with_columns(pl.col(pl.List(pl.String)).list.join(_(", ")))
        return card(title, *_summary(self).plain.splitlines(), Table(told.columns, told.rows()))

    @cached_property
    def survey(self) -> pl.DataFrame:
        """A row per helper and joint committee, as ``dropouts.survey`` says."""
        return dropouts.survey(self.network, mechanism=self.mechanism)

    @cached_property
    def organizations(self) -> pl.DataFrame:
        """Its rows but the persons'."""
        return self.survey.filter(pl.col("label") != "Person")

    @cached_property
    def persons(self) -> pl.DataFrame:
        """Its rows of persons."""
        return self.survey.filter(pl.col("label") == "Person")

    @cached_property
    def loops(self) -> list[tuple[str, str, list[str]]]:
        """Who helps each other by one-way pairings, and by which."""
        G = dropouts.help_graph(self.network, self.mechanism)
        return [(a, b, sorted({*G[a][b], *G[b][a]})) for a, b in resilience.loops(G)]

    @cached_property
    def circles(self) -> list[tuple[str, ...]]:
        """The groups in which one-way help runs in circles."""
        return resilience.circles(dropouts.help_graph(self.network, self.mechanism))

    @cached_property
    def mutual(self) -> int:
        """How many pairings run both ways by agreement; they are no loops."""
        G = dropouts.help_graph(self.network, self.mechanism)
        return len(resilience.mutual_pairings(G))

    @cached_property
    def doubled(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The same two under several mechanisms, whichever mechanism is meant."""
        return resilience.several_mechanisms(self.network.help_graph)


def as_text(outlook: Outlook, *, top: int, by_town: bool) -> RenderableType:
    """Tell what each loss would do.

    Parameters
    ----------
    outlook
        What each loss alone would do.
    top
        How many rows of a table to show; the rest is counted.
    by_town
        Whether the losses are told town by town.

    Returns
    -------
    text
        Sentences and tables for a terminal.
    """
    mutual = _("{count} mutual pairings run both ways by agreement; they are no loops.")
    return Group(
        _summary(outlook),
        *_losses(outlook, top=top, by_town=by_town),
        *section(_("How many help how many"), _loads(outlook), top=top),
        *section(_("Loops: one helps another, who helps back"), _loops(outlook), top=top),
        *section(_("Circles: groups in which help comes back"), _circles(outlook), top=top),
        Text(mutual.format(count=outlook.mutual)),
        *section(_("The same two under several mechanisms"), _doubled(outlook), top=top),
    )


def as_frames(outlook: Outlook) -> dict[str, pl.DataFrame]:
    """Give what each loss would do as tables for files.

    Parameters
    ----------
    outlook
        What each loss alone would do.

    Returns
    -------
    frames
        Tables by name, under headings in the language in use; the first is that of the losses.
    """
    return {
        _("Losses"): _table(outlook, outlook.survey),
        _("Loads"): _loads(outlook),
        _("Loops"): _loops(outlook),
        _("Circles"): _circles(outlook),
        _("Several mechanisms"): _doubled(outlook),
    }


def as_json(outlook: Outlook, origin: Origin) -> str:
    """Write what each loss would do as JSON.

    Parameters
    ----------
    outlook
        What each loss alone would do.
    origin
        What was asked.

    Returns
    -------
    text
        One JSON object, ending with a line break; organisations and persons apart.
    """
    told = {
        "mechanism": outlook.mechanism,
        "organizations": outlook.organizations.to_dicts(),
        "persons": outlook.persons.to_dicts(),
        "loops": [{"one": a, "other": b, "pairings": by} for a, b, by in outlook.loops],
        "circles": outlook.circles,
        "mutual_pairings": outlook.mutual,
        "several_mechanisms": [
            {"one": one, "other": other, "mechanisms": several}
            for (one, other), several in outlook.doubled.items()
        ],
    }
    network = outlook.network
    return document(told, network.as_of, network.profile.name, origin)


def _summary(outlook: Outlook) -> Text:
    """Count on how few help hangs, each number with what it is of."""
    network, survey = outlook.network, outlook.survey
    meant = pl.lit(value=True)
    if outlook.mechanism:
        meant = pl.col("mechanism") == outlook.mechanism
    reached, unsure = dropouts.within_reach(network)
    committee = pl.col("id").is_in(list(network.committees.ids))
    helper = ~committee & (pl.col("helps") > 0)
    costly = pl.any_horizontal(pl.col("unhelped", "isolated").list.len() > 0)
    lines = [
        _("{alone} of {helped} organisations that are helped have a single helper.").format(
            alone=_distinct(survey, "unhelped"),
            helped=network.help.filter(meant)["helped"].n_unique(),
        ),
        _(
            "{branches} of {asked} weak branches would be isolated by a single loss;"
            " {now} are isolated as it is."
        ).format(
            branches=_distinct(survey, "isolated"),
            asked=len(network.need_set.ids),
            now=len(dropouts.isolated(network)),
        ),
        _(
            "{branches} of {reached} weak branches within reach of a strong one would be cut off"
            " from every strong one by a single loss."
        ).format(branches=_distinct(survey, "cut_off"), reached=len(reached)),
        _(
            "The loss of {costly} of {helpers} helpers would leave somebody alone,"
            " and that of {dear} of {committees} joint committees."
        ).format(
            costly=survey.filter(helper & costly).height,
            helpers=survey.filter(helper).height,
            dear=survey.filter(committee & costly).height,
            committees=survey.filter(committee).height,
        ),
    ]
    if outlook.mechanism:
        told = _("Help here is that of {mechanism} alone; isolation and reach ask every mechanism.")
        lines.append(told.format(mechanism=term(PAIRING_MECHANISMS, outlook.mechanism)))
    if unknown := {*survey["unknown"].explode().drop_nulls(), *unsure}:
        told = _("Of {count} it is unknown: their towns did not report every ledger.")
        lines.append(told.format(count=len(unknown)))
    return Text("\n".join(lines))


def _distinct(survey: pl.DataFrame, column: str) -> int:
    return survey[column].explode().drop_nulls().n_unique()


def _losses(outlook: Outlook, *, top: int, by_town: bool) -> list[RenderableType]:
    """Tell of the organisations whose loss leaves somebody alone, and then of the persons."""
    matters = pl.any_horizontal(pl.col(*Loss._fields).list.len() > 0)
    title = _("Organisations whose loss leaves most alone")
    of_persons = _cut(
        _("Persons whose loss leaves somebody alone, in order of their id"),
        outlook,
        outlook.persons.filter(matters),
        top,
    )
    organizations = outlook.organizations.filter(matters)
    if not by_town:
        return [*_cut(title, outlook, organizations, top), *of_persons]
    # All towns in one pass; the table of each is cut out of it.
    shown = organizations.filter(pl.int_range(pl.len()).over("town") < top)
    told = _short(outlook, shown).with_columns(shown["town"])
    tables = told.partition_by("town", as_dict=True, include_key=False)
    many = dict(organizations.group_by("town").len().iter_rows())
    parts = [
        part
        for town, name in [*outlook.network.towns.iter_rows(), (None, _("no town"))]
        if (town,) in tables
        for part in section(f"{title}: {name}", tables[town,], rows=many[town])
    ]
    return [*(parts or section(title, organizations)), *of_persons]


def _cut(title: str, outlook: Outlook, survey: pl.DataFrame, top: int) -> list[RenderableType]:
    """Tell the first losses of a survey, and count the rest."""
    return section(title, _short(outlook, survey.head(top)), rows=survey.height)


def _table(outlook: Outlook, survey: pl.DataFrame) -> pl.DataFrame:
    """Say it with names and words, under headings in the language in use."""
    towns = dict(outlook.network.towns.iter_rows())
    names = outlook.network.names(
        node for lists in survey.select(Loss._fields).iter_rows() for ids in lists for node in ids
    )
    rows = [
        {
            _("Id"): row["id"],
            _("Town"): towns.get(row["town"] or "", ""),
            _("Name"): row["name"],
            _("Kind"): kind_text(row["label"], row["kind"]),
            _("Helped"): row["helps"],
            _("No help left"): len(row["unhelped"]),
            _("Isolated"): len(row["isolated"]),
            _("Cut off"): len(row["cut_off"]),
            _("Unknown"): len(row["unknown"]),
            _("Who is left without help"): [names[node] for node in row["unhelped"]],
            _("Who becomes isolated"): [names[node] for node in row["isolated"]],
            _("Who is cut off from strong branches"): [names[node] for node in row["cut_off"]],
        }
        for row in survey.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=_headings())


def _who() -> tuple[str, str, str]:
    return (
        _("Who is left without help"),
        _("Who becomes isolated"),
        _("Who is cut off from strong branches"),
    )


def _headings() -> pl.Schema:
    texts = dict.fromkeys((_("Id"), _("Town"), _("Name"), _("Kind")), pl.String())
    counts = (_("Helped"), _("No help left"), _("Isolated"), _("Cut off"), _("Unknown"))
    return pl.Schema(
        {
            **texts,
            **dict.fromkeys(counts, pl.Int64()),
            **dict.fromkeys(_who(), pl.List(pl.String())),
        }
    )


def _short(outlook: Outlook, survey: pl.DataFrame) -> pl.DataFrame:
    """Fit the table to a terminal: town, kind, name and id in one cell, few of those left alone."""
    sets = survey.select("unhelped", "isolated", "cut_off")
    places = _places(outlook.network, {n for row in sets.iter_rows() for ids in row for n in ids})
    isolated, cut = _("{name} (isolated)"), _("{name} (cut off)")
    who: list[str] = []
    for left, alone, cut_off in sets.iter_rows():
        told_of = dict.fromkeys(alone, isolated)
        for mark, nodes in (("{name}", left), (cut, cut_off)):
            told_of |= {node: mark for node in nodes if node not in told_of}
        who.append(first_lines(mark.format(name=places[node]) for node, mark in told_of.items()))
    table = _table(outlook, survey)
    named = pl.format("{} {}\n{}\n{}", _("Town"), _("Kind"), _("Name"), _("Id"))
    named = named.str.strip_chars_start().alias(_("Name"))
    told = table.with_columns(named, pl.Series(_("Who"), who, pl.String()))
    known = [_("Unknown")] if not table[_("Unknown")].sum() else []
    return told.drop(_("Id"), _("Town"), _("Kind"), *_who(), *known)


def _places(network: Network, ids: Collection[str]) -> dict[str, str]:
    """Name organisations shortly: the town and the place, or the town and their own name."""
    towns, names = dict(network.towns.iter_rows()), short_names(network, ids)
    rows = network.organizations.select("id", "town").filter(pl.col("id").is_in(list(ids)))
    return {node: towns.get(town or "", "") + names[node] for node, town in rows.iter_rows()}


def _loads(outlook: Outlook) -> pl.DataFrame:
    """Count how many help how many; persons are counted and not named."""
    person = pl.col("label") == "Person"
    counted = (
        outlook.survey.filter(pl.col("helps") > 0)
        .group_by("helps")
        .agg(
            organizations=(~person).sum().cast(pl.Int64),
            persons=person.sum().cast(pl.Int64),
            who=pl.col("name").filter(~person).sort(),
        )
        .sort("helps", descending=True)
    )
    return counted.select(
        pl.col("helps").alias(_("Helped")),
        pl.col("organizations").alias(_("Helping organisations")),
        pl.col("persons").alias(_("Helping persons")),
        pl.Series(_("Who"), [first_lines(who) for who in counted["who"]], pl.String()),
    )


def _loops(outlook: Outlook) -> pl.DataFrame:
    rows = [(one, other, _(", ").join(pairings)) for one, other, pairings in outlook.loops]
    return _pairs(outlook, rows, _("Pairings"))


def _doubled(outlook: Outlook) -> pl.DataFrame:
    rows = [
        (one, other, _(", ").join(term(PAIRING_MECHANISMS, name) for name in several))
        for (one, other), several in outlook.doubled.items()
    ]
    return _pairs(outlook, rows, _("Mechanisms"))


def _pairs(outlook: Outlook, rows: list[tuple[str, str, str]], heading: str) -> pl.DataFrame:
    names = outlook.network.names({node for row in rows for node in row[:2]})
    named = [(names[one], names[other], told) for one, other, told in rows]
    headings = dict.fromkeys((_("One"), _("The other"), heading), pl.String())
    return pl.DataFrame(named, schema=headings, orient="row")


def _circles(outlook: Outlook) -> pl.DataFrame:
    names = outlook.network.names({node for group in outlook.circles for node in group})
    rows = [(len(group), _(", ").join(names[n] for n in group)) for group in outlook.circles]
    headings = {_("Organisations"): pl.Int64(), _("Who"): pl.String()}
    return pl.DataFrame(rows, schema=headings, orient="row")
