"""The kinds of those who help, in words."""

from orggraph.language import N_, _, term
from orggraph.model import ORGANIZATION_KINDS

_KINDS = {
    "Enterprise": N_("firm"),
    "Agency": N_("agency"),
    "Person": N_("person"),
    "Cooperative": N_("cooperative"),
    "VolunteerTeam": N_("volunteer team"),
}


def kind_text(label: str, kind: str | None) -> str:
    """Name the kind of somebody who can drop out.

    Parameters
    ----------
    label
        Label of the node.
    kind
        Kind of a party organisation, else None.

    Returns
    -------
    word
        In the language in use.
    """
    return term(ORGANIZATION_KINDS, kind) if kind else _(_KINDS[label])
