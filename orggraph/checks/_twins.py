"""What the Cypher twin of a check is asked with: the day, its windows, and the thresholds."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from orggraph import months, queries
from orggraph.checks import governance, supervision, volunteer
from orggraph.checks._check import Check
from orggraph.network import Network
from orggraph.profile import THRESHOLDS

# What a Cypher twin may ask for beside the graph, by the name of the parameter.
_PARAMETERS: Mapping[str, Callable[[Check, Network], object]] = {
    "as_of": lambda _check, network: network.as_of,
    "recent_start": lambda _check, network: network.recent_start,
    "year_start": lambda _check, network: network.year_start,
    "windows": lambda _check, network: _windows(network),
    "relapse_start": lambda _check, network: months.years_before(
        network.as_of, network.profile.relapse_years
    ),
    "income_year": lambda _check, network: str(months.complete_year(network.as_of)),
    "month": lambda _check, network: supervision.latest_month(network),
    "months": lambda _check, network: supervision.graded_months(network),
    "team_start": lambda _check, network: volunteer.team_start(network),
    "publish_start": lambda _check, network: governance.publish_start(network),
    "silent": lambda check, network: network.reported.silent_towns(*check.cured_by).to_list(),
}

# The thresholds that some of these are computed from.
_COMPUTED_FROM: Mapping[str, str] = {
    "recent_start": "dormant_months",
    "windows": "burst_days",
    "relapse_start": "relapse_years",
    "team_start": "team_days",
    "publish_start": "publish_days",
}

# What a twin is given for a threshold that is unset, where it is not 0: Ladybug needs a type.
_UNSET: Mapping[str, object] = {"income_metric": "", "supervision_items": []}


def thresholds(check: Check) -> tuple[str, ...]:
    """Name the thresholds of the profile that a check goes by.

    Parameters
    ----------
    check
        The check.

    Returns
    -------
    names
        Names of thresholds in alphabetical order; empty where the check needs none.
    """
    params = queries.load(check.twin).params
    return tuple(sorted({_COMPUTED_FROM.get(name, name) for name in params} & set(THRESHOLDS)))


def twin_parameters(check: Check, network: Network) -> dict[str, object]:
    """Compute the parameters that a check's Cypher twin needs.

    Parameters
    ----------
    check
        The check.
    network
        The county on one day.

    Returns
    -------
    parameters
        Values by name, exactly those that the twin's header names.
    """
    names = queries.load(check.twin).params
    return {name: _parameter(name, check, network) for name in names}


def _parameter(name: str, check: Check, network: Network) -> object:
    if name in THRESHOLDS:
        value = getattr(network.profile, name)
        if value is None:
            return _UNSET.get(name, 0)
        return list(value) if isinstance(value, tuple) else value
    return _PARAMETERS[name](check, network)


def _windows(network: Network) -> list[dict[str, date]]:
    """Every window of burst_days days that lies in the year to the day."""
    length = timedelta(days=network.profile.burst_days - 1)
    days = (network.as_of - network.year_start).days
    firsts = (network.year_start + timedelta(days=number) for number in range(1, days + 1))
    return [{"first": day, "last": min(day + length, network.as_of)} for day in firsts]
