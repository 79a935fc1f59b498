"""Thresholds of one county and year, each with its source.

Criteria differ by place and year, so they stand in TOML files, not in code: ``profiles/*.toml``
in the package, or a file of the user's own. A threshold without a national source is unset (None)
unless a profile states it; a check that needs it then asks nobody.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_type_hints

from orggraph.errors import SettingsError
from orggraph.language import _

FOLDER = files("orggraph") / "profiles"
DEFAULT = "default"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The thresholds in force.

    Parameters
    ----------
    name
        Name of the profile: the file's name without its ending.
    sources
        Where each threshold that is set comes from, by its name.
    bottom_months
        Complete months running among the last that are persistent.
    bottom_towns
        Towns that count as the last of a month.
    branch_least
        Full members that a branch has at least; 3 in the party's rules.
    branch_most
        Full members above which a branch is too large.
    bunch_least
        Villages of a town just over the income line below which bunching is not asked.
    bunch_percent
        Width, in percent of the income line, of what lies just over it and of what lies next.
    bunch_times
        How many times as many just over the line as next to them are still chance.
    burst_days
        Days of the window in which activities pile up.
    burst_least
        Activities of a year below which piling up is not asked.
    burst_one_in
        Share of a year's activities that piles up, as one in so many.
    centre_least
        Households that a centre household links at least, its own included; or None.
    centre_most
        Households that a centre household links at most, its own included; or None.
    committee_members
        Party members that a joint committee has at least.
    committee_villages
        Members that a joint committee has at least.
    dormant_months
        Complete months without an activity after which a pairing is dormant; 1 or more.
    firm_percent
        Percent of all links of firms that one firm may hold.
    general_most
        Full members above which a general branch is too large.
    income_line
        Yearly income of a village in yuan below which it counts as weak; or None.
    income_metric
        What of its income is held against the line: the name of an Indicator of kind income; or
        None.
    max_helped
        Distinct organisations that one organisation may help by co-building; 1 or more.
    max_posts
        Posts that one person may hold.
    max_reserves
        Reserves that one mentor may have.
    micro_least
        Households of a micro-grid at least; or None.
    micro_most
        Households of a micro-grid at most; or None.
    publish_days
        Days after its resolution by which a matter is to be made public.
    reach_steps
        Help steps within which a strong organisation counts as near; at most 3.
    relapse_years
        Years within which a second designation is a relapse.
    supervision_bodies
        Bodies that score the items of supervision; or None.
    supervision_items
        Items that are scored every month: names of Indicators of kind supervision; or None.
    supervision_most
        Highest score of an item; or None.
    team_days
        Days without an activity after which a volunteer team is dormant.
    union_least
        Cooperatives that a union of them has at least.
    """

    name: str
    sources: Mapping[str, str]
    bottom_months: int
    bottom_towns: int
    branch_least: int
    branch_most: int
    bunch_least: int
    bunch_percent: int
    bunch_times: int
    burst_days: int
    burst_least: int
    burst_one_in: int
    centre_least: int | None = None
    centre_most: int | None = None
    committee_members: int
    committee_villages: int
    dormant_months: int
    firm_percent: int
    general_most: int
    income_line: int | None = None
    income_metric: str | None = None
    max_helped: int
    max_posts: int
    max_reserves: int
    micro_least: int | None = None
    micro_most: int | None = None
    publish_days: int
    reach_steps: int
    relapse_years: int
    supervision_bodies: tuple[str, ...] | None = None
    supervision_items: tuple[str, ...] | None = None
    supervision_most: int | None = None
    team_days: int
    union_least: int


THRESHOLDS = tuple(item.name for item in fields(Profile) if item.name not in {"name", "sources"})
_HINTS = get_type_hints(Profile)


def load(name: str) -> Profile:
    """Read a profile by name or path; what it does not state is taken from the default.

    Parameters
    ----------
    name
        Name of a bundled profile, or path of a TOML file.

    Returns
    -------
    profile
        The thresholds.

    Raises
    ------
    SettingsError
        There is no such profile, it is not TOML, or it holds something that is no threshold.
    """
    bundled = FOLDER / f"{name}.toml"
    path: Traversable = bundled if bundled.is_file() else Path(name)
    stated = _thresholds(path)
    default = _thresholds(FOLDER / f"{DEFAULT}.toml")
    merged = default | stated
    values: dict[str, Any] = {
        key: tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
        for key, entry in merged.items()
    }
    return Profile(
        name=Path(path.name).stem,
        sources={key: str(entry["source"]) for key, entry in merged.items()},
        **values,
    )


def choose(county: str | None, as_of: date) -> Profile:
    """Choose the bundled profile whose county and year match, else the default.

    Parameters
    ----------
    county
        6-digit code of the county, or None.
    as_of
        The day of the question; its year is what matters.

    Returns
    -------
    profile
        The thresholds.
    """
    return load(_homes().get((county, as_of.year), DEFAULT))


@cache
def _homes() -> dict[tuple[str | None, int], str]:
    found: dict[tuple[str | None, int], str] = {}
    for path in FOLDER.iterdir():
        if path.name.endswith(".toml"):
            table = _table(path)
            if "county" in table:
                found[str(table["county"]), int(table["year"])] = path.name.removesuffix(".toml")
    return found


def _table(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        known = sorted(p.name.removesuffix(".toml") for p in FOLDER.iterdir())
        raise SettingsError(
            _("No profile can be read from {path}").format(path=path),
            _("Give a TOML file, or one of: {known}").format(known=", ".join(known)),
        ) from error


def _thresholds(path: Traversable) -> dict[str, dict[str, Any]]:
    table = {k: v for k, v in _table(path).items() if k not in {"county", "year"}}
    for key, entry in table.items():
        _check(path, key, entry)
    return table


def _check(path: Traversable, key: str, entry: object) -> None:
    if key not in THRESHOLDS:
        raise SettingsError(
            _("Profile {path} sets an unknown threshold: {key}").format(path=path.name, key=key),
            _("The thresholds are: {known}").format(known=", ".join(THRESHOLDS)),
        )
    sourced = isinstance(entry, dict) and bool(entry.get("source"))
    sound, wanted = _judged(key, entry.get("value") if isinstance(entry, dict) else None)
    if not sound or not sourced:
        raise SettingsError(
            _("Profile {path}: {key} needs {wanted}, and a source.").format(
                path=path.name, key=key, wanted=wanted
            ),
            _('Write [{key}], then value = … and source = "…".').format(key=key),
        )


def _judged(key: str, value: object) -> tuple[bool, str]:
    """Say whether a value fits the threshold, and what would."""
    hint = _HINTS[key]
    if hint in (str, str | None):
        return isinstance(value, str) and bool(value), _("a value that is a text")
    if hint in (int, int | None):
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 1
        return whole, _("a value of 1 or more")
    texts = value if isinstance(value, list) else []
    listed = bool(texts) and all(isinstance(item, str) and item for item in texts)
    return listed, _("a value that is a list of texts")
