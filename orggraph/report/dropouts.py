"""The coverage with and without some, in words, tables and files: the answer of ``--without``."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from orggraph import dropouts, mechanisms
from orggraph.card import Table, card
from orggraph.coverage import Cell
from orggraph.dropouts import Loss
from orggraph.language import _, term
from orggraph.model import COVERED
from orggraph.network import Network
from orggraph.report.coverage import rate_text
from orggraph.report.frames import section
from orggraph.report.kinds import kind_text
from orggraph.report.origin import Origin, document


@dataclass(frozen=True)
class Dropout:
    """One county on one day as it stands, and as it would stand without some.

    Parameters
    ----------
    before
        The county as it stands.
    ids
        Ids of those that drop out.
    """

    before: Network
    ids: frozenset[str]

    def _repr_html_(self) -> str:
        """Show in a notebook who drops out, the coverage, and whom it leaves alone."""
        title = _("{county} without {count}, as of {day}").format(
            county=self.before.county_name, count=len(self.ids), day=self.before.as_of
        )
        who, coverage, affected = _who(self), _coverage_of_county(self), _affected(self)
        tables = (Table(t.columns, t.rows()) for t in (who, coverage, affected))
        return card(title, *_alone(self).plain.splitlines(), *tables)

    @cached_property
    def after(self) -> Network:
        """The county without them."""
        return dropouts.without(self.before, self.ids)

    @cached_property
    def loss(self) -> Loss:
        """Whom it leaves alone."""
        return dropouts.left_alone(self.before, self.after, lost=self.ids)

    @cached_property
    def counts(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The coverage before and after, as ``mechanisms.counts`` gives it."""
        return mechanisms.counts(self.before), mechanisms.counts(self.after)

    @cached_property
    def cells(self) -> list[tuple[Cell, Cell]]:
        """The cells of the coverage before and after, side by side."""
        before, after = map(mechanisms.cells, self.counts)
        return list(zip(before, after, strict=True))

    @cached_property
    def uncovered(self) -> pl.DataFrame:
        """A row per organisation and mechanism that reaches it no more.

        Columns: ``mechanism``, ``id``, ``name``, ``town``, ``drops_out`` (it is one of those that
        drop out) and ``unknown`` (its town did not report the ledger that could still show it).
        """
        lost = mechanisms.no_longer_registered(self.before, self.after)
        drops_out = pl.col("id").is_in(list(self.ids))
        return lost.select(pl.exclude("unknown"), drops_out=drops_out, unknown="unknown")


def as_text(dropout: Dropout, *, by_town: bool) -> RenderableType:
    """Tell the coverage before and after, side by side, and who is reached no more.

    Parameters
    ----------
    dropout
        The county with and without some.
    by_town
        Whether each town has a row, beside the county's.

    Returns
    -------
    text
        Tables for a terminal.
    """
    coverage = _coverage_by_town(dropout) if by_town else _coverage_of_county(dropout)
    return Group(
        *section(_("Drop out"), _who(dropout)),
        *section(_("Coverage before and after"), coverage),
        Text(
            _(
                "Those that drop out are still asked. They give, take, lead and belong no more;"
                " what hangs on their place stays."
            )
        ),
        _alone(dropout),
        *section(_("Who is reached no more"), _affected(dropout)),
    )


def as_frames(dropout: Dropout) -> dict[str, pl.DataFrame]:
    """Give the coverage before and after, and who is reached no more, as tables for files.

    Parameters
    ----------
    dropout
        The county with and without some.

    Returns
    -------
    frames
        Tables by name; the first is the coverage, the counts after beside those before.
    """
    before, after = map(mechanisms.with_rate, dropout.counts)
    counts = {
        "registered": _("Registered after"),
        "evidenced": _("Evidenced after"),
        "active": _("Active after"),
        "unknown": _("Unknown after"),
        "rate": _("Rate after"),
    }
    later = after.select(pl.col(name).alias(heading) for name, heading in counts.items())
    return {
        _("Coverage"): pl.concat([before, later], how="horizontal"),
        _("Drop out"): _who(dropout),
        _("Reached no more"): _affected(dropout),
    }


def as_json(dropout: Dropout, origin: Origin) -> str:
    """Write the coverage before and after, and who is reached no more, as JSON.

    Parameters
    ----------
    dropout
        The county with and without some.
    origin
        What was asked.

    Returns
    -------
    text
        The JSON of the coverage with one key more, ``without``; ending with a line break.
    """
    told = {
        "coverage": [cell._asdict() for cell, _after in dropout.cells],
        "without": {
            "ids": sorted(dropout.ids),
            "coverage": [cell._asdict() for _before, cell in dropout.cells],
            "uncovered": dropout.uncovered.to_dicts(),
            **{name: sorted(ids) for name, ids in dropout.loss._asdict().items()},
        },
    }
    return document(told, dropout.before.as_of, dropout.before.profile.name, origin)


def _alone(dropout: Dropout) -> Text:
    loss, now = dropout.loss, len(dropouts.isolated(dropout.before))
    lines = [
        _("{count} organisations would be left without any helper.").format(
            count=len(loss.unhelped)
        ),
        _("{count} weak branches would become isolated, beside {now} of {asked} now.").format(
            count=len(loss.isolated), now=now, asked=len(dropout.before.need_set.ids)
        ),
        _("{count} weak branches would be cut off from every strong one.").format(
            count=len(loss.cut_off)
        ),
    ]
    if loss.unknown:
        told = _("Of {count} it is unknown: their towns did not report every ledger.")
        lines.append(told.format(count=len(loss.unknown)))
    return Text("\n".join(lines))


def _who(dropout: Dropout) -> pl.DataFrame:
    towns = dict(dropout.before.towns.iter_rows())
    who = dropouts.describe(dropout.before, dropout.ids)
    rows = [
        (towns.get(town or "", ""), name, kind_text(label, kind), node)
        for node, name, label, kind, town in who.iter_rows()
    ]
    headings = dict.fromkeys((_("Town"), _("Name"), _("Kind"), _("Id")), pl.String())
    return pl.DataFrame(rows, schema=headings, orient="row")


def _coverage_of_county(dropout: Dropout) -> pl.DataFrame:
    """Set the county's counts side by side; those that drop out themselves stand apart."""
    out = dropout.uncovered.filter("drops_out").group_by("mechanism").len()
    themselves = dict(out.iter_rows())
    rows = [
        (
            term(COVERED, was.mechanism),
            was.asked,
            rate_text(was),
            rate_text(now),
            was.registered - now.registered,
            themselves.get(was.mechanism, 0),
            _change(was.evidenced, now.evidenced),
            _change(was.active, now.active),
        )
        for was, now in dropout.cells
        if was.town is None
    ]
    headings = {
        _("Mechanism"): pl.String(),
        _("Asked"): pl.Int64(),
        _("Before"): pl.String(),
        _("After"): pl.String(),
        _("Fewer"): pl.Int64(),
        _("of whom drop out"): pl.Int64(),
        _("Evidenced"): pl.String(),
        _("Active"): pl.String(),
    }
    return pl.DataFrame(rows, schema=headings, orient="row")


def _coverage_by_town(dropout: Dropout) -> pl.DataFrame:
    """Set the counts of the mechanisms that change side by side, a row a town."""
    changed = {was.mechanism: None for was, now in dropout.cells if was != now}
    names = dict(dropout.before.towns.iter_rows())
    rows: dict[str | None, list[str]] = {}
    for was, now in dropout.cells:
        if was.mechanism in changed:
            counts = _change(was.registered, now.registered)
            known = f"/{was.asked - was.unknown}" if was.asked else ""
            rows.setdefault(was.town, []).append(counts + known if was.asked else "-")
    told = [(names.get(town or "", dropout.before.county_name), *row) for town, row in rows.items()]
    headings = (_("Town"), *(term(COVERED, mechanism) for mechanism in changed))
    return pl.DataFrame(told, schema=dict.fromkeys(headings, pl.String()), orient="row")


def _change(was: int | None, now: int | None) -> str:
    if was is None or now is None:
        return _("unknown")
    return str(was) if was == now else f"{was} → {now}"


def _affected(dropout: Dropout) -> pl.DataFrame:
    """List who is reached no more or left alone, an organisation a row, with all that it loses."""
    lost = dropout.uncovered.group_by("id", maintain_order=True).agg("mechanism")
    reached_by = dict(lost.iter_rows())
    loss, towns = dropout.loss, dict(dropout.before.towns.iter_rows())
    everybody = {*reached_by, *loss.unhelped, *loss.isolated, *loss.unknown, *loss.cut_off}
    who = dropouts.describe(dropout.before, everybody).sort("town", "id", nulls_last=True)
    rows = [
        (
            towns.get(town or "", ""),
            name,
            _(", ").join(term(COVERED, mechanism) for mechanism in reached_by.get(node, [])),
            _(", ").join(_verdicts(dropout, node)),
        )
        for node, name, _label, _kind, town in who.iter_rows()
    ]
    headings = dict.fromkeys((_("Town"), _("Name"), _("Loses"), _("Left alone")), pl.String())
    return pl.DataFrame(rows, schema=headings, orient="row")


def _verdicts(dropout: Dropout, node: str) -> list[str]:
    told = {
        _("drops out"): dropout.ids,
        _("without help"): dropout.loss.unhelped,
        _("isolated"): dropout.loss.isolated,
        _("cut off"): dropout.loss.cut_off,
        _("unknown"): dropout.loss.unknown,
    }
    return [word for word, nodes in told.items() if node in nodes]
