"""A claims file: published figures of one county and year, each with the words it stands in."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from orggraph.claims._measures import MEASURES
from orggraph.errors import SettingsError
from orggraph.language import _

FOLDER = files("orggraph") / "claims"
# What reasoning may know beside the measures: percent of the villages that are to have a
# cooperative. No ledger can confirm it.
GOALS = ("cooperative_goal",)

# What an entry may hold: the type of each key, and which it must hold.
_TOP = {"county": str, "year": int, "source": str, "claim": list, "known": list}
_CLAIM = {
    **dict.fromkeys(("id", "sentence", "measure"), str),
    **dict.fromkeys(("value", "least", "most", "denominator"), int),
}
_KNOWN = {"measure": str, "value": int, "source": str, "period": str}
_REQUIRED = {"claim", "id", "sentence", "measure", "source"}


@dataclass(frozen=True)
class Claim:
    """A published figure.

    Parameters
    ----------
    id
        Name of the claim, once in a file.
    sentence
        The words in which it was published.
    measure
        Name of the measure that counts it.
    value
        The figure; None where a range is claimed.
    least
        Lower end of the range claimed; None where it is open.
    most
        Upper end of the range claimed; None where it is open.
    denominator
        What the figure is a part of, where that was published with it.
    """

    id: str
    sentence: str
    measure: str
    value: int | None = None
    least: int | None = None
    most: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class Known:
    """A figure from elsewhere that reasoning on the claims may use.

    Parameters
    ----------
    measure
        Name of the measure, or of a goal.
    value
        The figure.
    source
        Where it comes from.
    period
        When it held, as ``2021-01``; None for the time of the claims.
    """

    measure: str
    value: int
    source: str
    period: str | None = None


@dataclass(frozen=True)
class Claims:
    """The figures that one publication gives.

    Parameters
    ----------
    name
        Name of the file without its ending.
    source
        The publication.
    county
        6-digit code of the county that it speaks of, or None.
    year
        The year that it speaks of, or None.
    claims
        The figures in the order of the publication.
    known
        Figures from elsewhere.
    """

    name: str
    source: str
    county: str | None
    year: int | None
    claims: tuple[Claim, ...]
    known: tuple[Known, ...]


def load(name: str) -> Claims:
    """Read a claims file.

    Parameters
    ----------
    name
        Name of a bundled file, or path of a TOML file.

    Returns
    -------
    claims
        Its figures.

    Raises
    ------
    SettingsError
        There is no such file, it is not TOML, or an entry of it makes no sense.
    """
    bundled = FOLDER / f"{name}.toml"
    path: Traversable = bundled if bundled.is_file() else Path(name)
    table = _table(path)
    _check_shape(path.name, _("the file"), table, _TOP)
    claims = tuple(
        _claim(path.name, number, entry) for number, entry in enumerate(table["claim"], start=1)
    )
    known = tuple(
        _known(path.name, number, entry)
        for number, entry in enumerate(table.get("known", []), start=1)
    )
    ids = [claim.id for claim in claims]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise _refusal(path.name, twice[0], _("this id is given twice."))
    return Claims(
        name=Path(path.name).stem,
        source=table["source"],
        county=table.get("county"),
        year=table.get("year"),
        claims=claims,
        known=known,
    )


def choose(county: str, as_of: date) -> Claims:
    """Choose the bundled claims whose county and year match.

    Parameters
    ----------
    county
        6-digit code of the county.
    as_of
        The day of the question; its year is what matters.

    Returns
    -------
    claims
        The published figures.

    Raises
    ------
    SettingsError
        No claims of that county and year are bundled.
    """
    name = _homes().get((county, as_of.year))
    if name is None:
        raise SettingsError(
            _("No published figures of {county} in {year} are bundled.").format(
                county=county, year=as_of.year
            ),
            _("Give a file: --claims FILE; bundled are: {known}").format(known=_bundled()),
        )
    return load(name)


@cache
def _homes() -> dict[tuple[str, int], str]:
    tables = {p.name.removesuffix(".toml"): _table(p) for p in _files()}
    return {(str(t["county"]), int(t["year"])): name for name, t in tables.items()}


def _files() -> list[Traversable]:
    return [path for path in FOLDER.iterdir() if path.name.endswith(".toml")]


def _bundled() -> str:
    return ", ".join(sorted(path.name.removesuffix(".toml") for path in _files()))


def _table(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            _("No claims can be read from {path}: {error}").format(path=path, error=_told(error)),
            _("Give a TOML file in UTF-8, or one of: {known}").format(known=_bundled()),
        ) from error


def _told(error: OSError | ValueError) -> str:
    told = _("there is no such file, or it cannot be opened")
    return told if isinstance(error, OSError) else str(error)


def _claim(file: str, number: int, entry: object) -> Claim:
    where = _where(_("claim {number}"), number, entry)
    _check_shape(file, where, entry, _CLAIM)
    claim = Claim(**entry)  # type: ignore[arg-type]  # the shape was checked
    _check_measure(file, where, claim.measure, tuple(MEASURES))
    wanted = _wanted(claim)
    if wanted:
        raise _refusal(file, where, wanted)
    return claim


def _wanted(claim: Claim) -> str:
    """Say what a claim should give in place of its figures; empty where they are sound."""
    ranged = claim.least is not None or claim.most is not None
    if MEASURES[claim.measure].ranges and claim.value is not None:
        return _("{measure} gives a number of each: write least or most, not value.").format(
            measure=claim.measure
        )
    if ranged == (claim.value is not None):
        return _("write either value, or least or most or both.")
    if None not in (claim.least, claim.most) and (claim.least or 0) > (claim.most or 0):
        return _("least is more than most.")
    if ranged and claim.denominator is not None:
        return _("only a value has a denominator.")
    if claim.denominator is not None and claim.denominator < (claim.value or 0):
        return _("the value is more than its denominator.")
    return ""


def _known(file: str, number: int, entry: object) -> Known:
    where = _where(_("known figure {number}"), number, entry)
    _check_shape(file, where, entry, _KNOWN)
    missing = {"value", "source"} - set(entry)  # type: ignore[call-overload]  # checked above
    if missing:
        raise _refusal(file, where, _("it lacks: {keys}").format(keys=", ".join(sorted(missing))))
    known = Known(**entry)  # type: ignore[arg-type]  # the shape was checked
    counts = [name for name, measure in MEASURES.items() if not measure.ranges]
    _check_measure(file, where, known.measure, (*counts, *GOALS))
    return known


def _where(told: str, number: int, entry: object) -> str:
    """Say which entry is meant: its number, and its id or measure where it has one."""
    named = entry.get("id") or entry.get("measure") if isinstance(entry, dict) else None
    place = told.format(number=number)
    return f"{place} ({named})" if isinstance(named, str) else place


def _check_measure(file: str, where: str, measure: str, allowed: tuple[str, ...]) -> None:
    if measure not in allowed:
        raise SettingsError(
            _("Claims {file}, {where}: there is no measure {measure}.").format(
                file=file, where=where, measure=measure
            ),
            _("The measures are: {known}").format(known=", ".join(allowed)),
        )


def _check_shape(file: str, where: str, entry: object, types: Mapping[str, type]) -> None:
    """Refuse an entry with an unknown or missing key, or with a value of the wrong type."""
    if not isinstance(entry, dict):
        raise _refusal(file, where, _("it is no table."))
    if strange := sorted(set(entry) - set(types)):
        told = _("it holds {key}, but may only hold: {known}")
        raise _refusal(file, where, told.format(key=strange[0], known=", ".join(types)))
    missing = sorted(key for key in types if key in _REQUIRED and not entry.get(key))
    if missing:
        raise _refusal(file, where, _("it lacks: {keys}").format(keys=", ".join(missing)))
    for key, value in entry.items():
        if not isinstance(value, types[key]) or isinstance(value, bool):
            raise _refusal(file, where, _TYPES[types[key]]().format(key=key))
        if isinstance(value, int) and value < (1 if key == "denominator" else 0):
            raise _refusal(file, where, _("{key} is too small.").format(key=key))


_TYPES = {
    str: lambda: _("{key} is to be a text in quotation marks."),
    int: lambda: _("{key} is to be a whole number without quotation marks."),
    list: lambda: _("{key} is to be written as [[{key}]]."),
}


def _refusal(file: str, where: str, what: str) -> SettingsError:
    return SettingsError(
        _("Claims {file}, {where}: {what}").format(file=file, where=where, what=what),
        _("Look at a bundled file, such as {path}").format(path=_files()[0]),
    )
