"""Figures for print, one a file behind one interface: FIGURES names them all.

Text is set in the fonts that come with orggraph, so that a machine without a Chinese font draws
the same figure. Files are the same bytes every time. Each figure first counts and then draws what
it counted, so that every number in it can be read from ``numbers`` as well.
"""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl
from matplotlib.figure import Figure

from orggraph import drafts, style
from orggraph.errors import SettingsError
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.plot import (
    _committees,
    _flows,
    _load,
    _matrix,
    _need,
    _sheet,
    _supervision,
    _tree,
    _trend,
)
from orggraph.plot._sheet import MissingGlyphWarning, Picture, Plan, Sheet
from orggraph.plot._subject import Subject
from orggraph.redaction import Level

__all__ = ["FIGURES", "MissingGlyphWarning", "caption", "draw", "numbers", "show", "title"]


class _Drawing(NamedTuple):
    """A figure: its words, what it counts, how that is laid out, and whether the public may see it.

    The public may not where it names organisations, or tells of so few that they may be known. A
    figure of one village says in its heading of which.
    """

    title: str
    caption: str
    counts: Callable[[Subject], pl.DataFrame]
    plan: Callable[[Subject, pl.DataFrame], Plan]
    public: bool
    of_village: bool = False


FIGURES: dict[str, _Drawing] = {
    "committees": _Drawing(
        N_("Clusters of joint committees"),
        N_(
            "The joint committees of the day with their members, and the active pairings between "
            "members, each drawn once. Below: the weak branches in no active pairing and in no "
            "active joint committee (ISO001)."
        ),
        _committees.counts,
        _committees.plan,
        public=False,
    ),
    "coverage_matrix": _Drawing(
        N_("Coverage by mechanism and town"),
        N_(
            "In each cell, of the organisations that the mechanism asks: those with the relation "
            "on record / those about whom it is known. Supervision asks the towns themselves."
        ),
        _matrix.counts,
        _matrix.plan,
        public=True,
    ),
    "coverage_over_time": _Drawing(
        N_("Coverage over time"),
        N_(
            "The county's coverage asked again as of the end of each of the 12 latest complete "
            "months: on record / known, of the organisations that each mechanism asked on that "
            "day. A relation without dates counts throughout."
        ),
        _trend.counts,
        _trend.plan,
        public=True,
    ),
    "helper_load": _Drawing(
        N_("Help load per helper"),
        N_(
            "Of each organisation that helps through an active pairing, the distinct organisations "
            "that it helps, itself not counted. Organisations only, never people."
        ),
        _load.counts,
        _load.plan,
        public=False,
    ),
    "pairing_flows": _Drawing(
        N_("Pairings between towns"),
        N_(
            "Active pairings of all mechanisms by the towns of helper and helped. A mutual pairing "
            "stands in both directions, and one with parties in several towns in each of them."
        ),
        _flows.counts,
        _flows.plan,
        public=True,
    ),
    "village_tree": _Drawing(
        N_("Organisations and grids of a village"),
        N_(
            "The organisations over the village and below it, and the grids that they cover: the "
            "upper half of a box is the organisation, the lower half its place or grid."
        ),
        _tree.counts,
        _tree.plan,
        public=False,
        of_village=True,
    ),
    "need_and_help": _Drawing(
        N_("The need set and the kinds of help that reach it"),
        N_(
            "The organisations designated weak and lax or economically weak, by the kinds of help "
            "that reach them together: benefiting from an active pairing of the mechanism, being "
            "a member of a joint committee, having a funded project."
        ),
        _need.counts,
        _need.plan,
        public=False,
    ),
    "supervision": _Drawing(
        N_("Supervision by month"),
        N_(
            "The towns in administrative order, not by score. Of each complete month of the year "
            "to the day: the reported total, or where no town has one the sum of the items."
        ),
        _supervision.counts,
        _supervision.plan,
        public=True,
    ),
}
OVERVIEW = ("committees", "coverage_matrix")


def title(figure: str) -> str:
    """Give the title of a figure in the language in use.

    Parameters
    ----------
    figure
        A name of FIGURES.

    Returns
    -------
    title
        A few words.

    Raises
    ------
    SettingsError
        There is no such figure.
    """
    return _(_find(figure).title)


def caption(figure: str) -> str:
    """Say in the language in use what a figure counts, and of whom.

    Parameters
    ----------
    figure
        A name of FIGURES.

    Returns
    -------
    caption
        One or two sentences.

    Raises
    ------
    SettingsError
        There is no such figure.
    """
    return _(_find(figure).caption)


def numbers(network: Network, figure: str, *, village: str | None = None) -> pl.DataFrame:
    """Count what a figure draws.

    Parameters
    ----------
    network
        The county on one day.
    figure
        A name of FIGURES.
    village
        Code or name of the village that ``village_tree`` shows.

    Returns
    -------
    numbers
        A row per thing counted; each number that the figure draws stands here or is a sum of
        what stands here.

    Raises
    ------
    SettingsError
        There is no such figure, or no such village, or more than one.
    """
    return _find(figure).counts(Subject(network, village))


def show(
    network: Network, figure: str, *, village: str | None = None, level: Level = Level.INTERNAL
) -> Figure:
    """Draw a figure for a notebook.

    Parameters
    ----------
    network
        The county on one day.
    figure
        A name of FIGURES.
    village
        Code or name of the village that ``village_tree`` shows.
    level
        Who may read it, which the figure says.

    Returns
    -------
    picture
        The figure, which a notebook shows by itself.

    Raises
    ------
    SettingsError
        There is no such figure for these readers, or no such village, or more than one.
    """
    return _picture(Subject(network, village), (figure,), level)


def draw(
    network: Network,
    path: Path,
    *,
    figure: str | None = None,
    village: str | None = None,
    level: Level = Level.INTERNAL,
) -> None:
    """Draw a figure into a file.

    Parameters
    ----------
    network
        The county on one day.
    path
        Where to write; its ending says the format: ``.png``, ``.svg`` or ``.pdf``.
    figure
        A name of FIGURES; None draws an overview, the committees above the coverage matrix; for
        the public the matrix alone.
    village
        Code or name of the village that ``village_tree`` shows.
    level
        Who may read it, which the figure says. No figure shows people; at public none names an
        organisation or shows a finding by village.

    Raises
    ------
    SettingsError
        Another ending, or no such figure for these readers, or no such village, or more than one.
    OSError
        The file cannot be written.
    """
    format_ = path.suffix.lower().removeprefix(".")
    if format_ not in _sheet.METADATA:
        raise SettingsError(
            _("Figures cannot be written as {name}.").format(name=path.name),
            _("Choose a name that ends with one of: {endings}").format(
                endings=", ".join(f".{known}" for known in _sheet.METADATA)
            ),
        )
    picture = _picture(Subject(network, village), _asked(figure, level), level)
    stream = io.BytesIO()
    _sheet.save(picture, stream, format_)
    with drafts.file(path) as draft:
        draft.write_bytes(stream.getvalue())


def _asked(figure: str | None, level: Level) -> Sequence[str]:
    """Name the figures that are meant: one, or those of the overview that the readers may see."""
    if figure is not None:
        return (figure,)
    return [name for name in OVERVIEW if level is not Level.PUBLIC or FIGURES[name].public]


def _find(figure: str) -> _Drawing:
    if figure not in FIGURES:
        raise SettingsError(
            _("There is no figure {figure}.").format(figure=figure),
            _("Figures: {names}").format(names=", ".join(FIGURES)),
        )
    return FIGURES[figure]


def _seen(figure: str, level: Level) -> _Drawing:
    drawing = _find(figure)
    if level is Level.PUBLIC and not drawing.public:
        raise SettingsError(
            _("The figure {figure} shows single organisations: it is not for the public.").format(
                figure=figure
            ),
            _("Figures for the public: {names}").format(
                names=", ".join(name for name, one in FIGURES.items() if one.public)
            ),
        )
    return drawing


def _picture(subject: Subject, names: Sequence[str], level: Level) -> Picture:
    """Draw figures one below the other."""
    drawings = [_seen(name, level) for name in names]
    plans = [drawing.plan(subject, drawing.counts(subject)) for drawing in drawings]
    widths, heights = zip(*(plan.size for plan in plans), strict=True)
    with _sheet.styled():
        picture = Picture(figsize=(max(widths), sum(heights)))
        parts = picture.add_gridspec(len(plans), 1, height_ratios=heights)
        for number, (drawing, plan) in enumerate(zip(drawings, plans, strict=True)):
            canvas = picture.add_subfigure(parts[number])
            paper = Sheet(canvas, max(widths), plan.height, level)
            paper.head(_heading(drawing, subject), _(drawing.caption), subject.network)
            plan.paint(paper)
            paper.foot(subject.network)
    return picture


def _heading(drawing: _Drawing, subject: Subject) -> str:
    told = _(drawing.title)
    if not drawing.of_village:
        return told
    return _("{title}: {village}").format(title=told, village=style.visible(subject.place["name"]))
