"""Every check of the audit, in the order in which they are told."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from orggraph import months, queries
from orggraph.checks import (
    committee,
    contest,
    cooperative,
    economy,
    governance,
    grid,
    isolation,
    organization,
    pairing,
    rectification,
    supervision,
    talent,
    volunteer,
)
from orggraph.checks._check import UNKNOWN, Check, Fault, Tag
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.network import Network
from orggraph.profile import THRESHOLDS

__all__ = ["CHECKS", "UNKNOWN", "Check", "Fault", "Tag", "find", "thresholds", "twin_parameters"]

CHECKS: tuple[Check, ...] = (
    pairing.village_without_pairing,
    pairing.weak_branch_without_helper,
    pairing.pairing_without_carrier,
    pairing.shared_carrier,
    pairing.dormant_pairing,
    pairing.weak_helps_weak,
    pairing.helper_overloaded,
    pairing.strong_weak_without_need,
    pairing.industry_pairing_without_common_industry,
    pairing.backdated_activities,
    pairing.weak_lax_without_double_hundred,
    pairing.activity_outside_pairing,
    pairing.one_firm_many_villages,
    isolation.isolated_weak_branch,
    isolation.dormant_help_only,
    isolation.single_helper_branch,
    isolation.out_of_reach,
    committee.village_in_two_joint_committees,
    committee.joint_committee_without_secretary,
    committee.joint_committee_too_small,
    committee.joint_committee_across_towns,
    committee.joint_committee_all_weak,
    rectification.four_duties_incomplete,
    rectification.rectification_overdue,
    rectification.relapsed_branch,
    rectification.red_flag_under_rectification,
    organization.organisation_without_secretary,
    organization.organisation_outside_the_tree,
    organization.term_overdue,
    organization.form_against_membership,
    organization.many_posts,
    grid.village_without_base_grid,
    grid.base_grid_without_branch,
    grid.micro_grid_without_group,
    grid.micro_grid_out_of_size,
    grid.centre_out_of_size,
    grid.households_do_not_add_up,
    economy.income_below_line,
    economy.income_missing,
    economy.weak_village_without_support,
    economy.double_funded_village,
    economy.funded_but_not_listed,
    economy.income_bunching,
    cooperative.village_without_cooperative,
    cooperative.cooperative_without_leading_branch,
    cooperative.union_too_small,
    cooperative.secretary_not_chair,
    talent.unit_without_reserve,
    talent.reserve_without_mentor,
    talent.mentor_overloaded,
    contest.secretary_never_on_stage,
    supervision.score_missing,
    supervision.rank_not_reproducible,
    supervision.bottom_three_persistently,
    volunteer.unit_without_team,
    volunteer.dormant_team,
    governance.village_without_village_cadre,
    governance.matter_steps_out_of_order,
    governance.matter_without_precheck,
    governance.matter_not_published,
)

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
    "silent": lambda check, network: sorted(network.silent_towns(*check.cured_by)),
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


def find(code: str) -> Check:
    """Find a check by its code.

    Parameters
    ----------
    code
        Code in capitals or not.

    Returns
    -------
    check
        The check.

    Raises
    ------
    SettingsError
        There is no such code.
    """
    for check in CHECKS:
        if check.code == code.strip().upper():
            return check
    raise SettingsError(
        _("There is no check {code}.").format(code=code),
        _("Checks: orggraph rules. Problems of ledgers: as orggraph check names them."),
    )


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
