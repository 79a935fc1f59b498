"""Every check of the audit, in the order in which they are told."""

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
from orggraph.checks._check import UNKNOWN, Alike, Check, Fault, Tag
from orggraph.checks._twins import thresholds, twin_parameters
from orggraph.errors import SettingsError
from orggraph.language import _

__all__ = [
    "CHECKS",
    "UNKNOWN",
    "Alike",
    "Check",
    "Fault",
    "Tag",
    "find",
    "thresholds",
    "twin_parameters",
]

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
