"""Every check of the audit, in the order in which they are told."""

from collections.abc import Callable, Mapping

from orggraph import queries
from orggraph.checks import committee, isolation, pairing
from orggraph.checks._check import UNKNOWN, Check, Fault, Tag
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.network import Network

__all__ = ["CHECKS", "UNKNOWN", "Check", "Fault", "Tag", "find", "twin_parameters"]

CHECKS: tuple[Check, ...] = (
    pairing.village_without_pairing,
    pairing.weak_branch_without_helper,
    pairing.dormant_pairing,
    pairing.weak_helps_weak,
    pairing.helper_overloaded,
    isolation.isolated_weak_branch,
    isolation.single_helper_branch,
    committee.village_in_two_joint_committees,
    committee.joint_committee_without_secretary,
)

# What a Cypher twin may ask for beside the graph, by the name of the parameter.
_PARAMETERS: Mapping[str, Callable[[Check, Network], object]] = {
    "as_of": lambda _check, network: network.as_of,
    "recent_start": lambda _check, network: network.recent_start,
    "max_helped": lambda _check, network: network.profile.max_helped,
    "silent": lambda check, network: sorted(network.silent_towns(*check.cured_by)),
}


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
        _("See the list: orggraph rules"),
    )


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
    return {name: _PARAMETERS[name](check, network) for name in names}
