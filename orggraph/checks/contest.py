"""Checks of contests: who never comes on stage."""

from collections.abc import Mapping

from orggraph.checks._check import Fault, check
from orggraph.language import N_, _
from orggraph.mechanisms import registered
from orggraph.network import Network
from orggraph.population import Population


@check(
    "STAGE001",
    N_("Secretary never on stage"),
    asks=lambda network: network.units,
    cured_by=("擂台比武",),
)
def secretary_never_on_stage(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village or community that took part in no contest of the year.

    Why it matters
    --------------
    Every secretary is to come on stage; the number of contests does not say who never did.

    How it is measured
    ------------------
    Asked are the party organisations of villages and communities. One fails that took part in
    no contest in the year to the day. Unknown where its town did not report the ledger of
    contests.

    What to do
    ----------
    Put its secretary on the list of the next contest, or enter the one that was missed.
    """
    reason = _("took part in no contest of the year")
    return {node: Fault(reason) for node in asked.ids - registered(network, "contest")}
