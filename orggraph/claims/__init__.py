"""Claims: what was published on a county, against its ledgers and against itself.

``compare`` recounts each published figure from the ledgers; ``implied`` says what the figures
imply or exclude without any ledger. The figures stand in TOML files, the bundled ones beside this
module, chosen by county and year as profiles are.
"""

from collections.abc import Iterable

from orggraph.claims import _grid_rules, _rules
from orggraph.claims._comparison import Answer, Comparison, Verdict, compare
from orggraph.claims._figures import Figures, Implication
from orggraph.claims._file import Claim, Claims, Known, choose, load
from orggraph.claims._measures import MEASURES, Measure

__all__ = [
    "MEASURES",
    "RULES",
    "Answer",
    "Claim",
    "Claims",
    "Comparison",
    "Implication",
    "Known",
    "Measure",
    "Verdict",
    "choose",
    "compare",
    "contradictions",
    "implied",
    "load",
]

RULES = (
    _rules.pairs_among_members,
    _grid_rules.centres_in_micro_grids,
    _rules.members_for_centres,
    _rules.shares_of_members,
    _rules.either_weakness,
    _rules.villages_with_cooperatives,
    _rules.spread_over_holders,
    _rules.education_of_reserves,
    _rules.records_of_a_year,
    _rules.change_of_committees,
)


def implied(claims: Claims) -> tuple[Implication, ...]:
    """Say what published figures imply or exclude, each with its arithmetic.

    Parameters
    ----------
    claims
        The figures; rules that need a figure they lack are silent.

    Returns
    -------
    implications
        In the order of RULES; empty where no rule has its figures.
    """
    figures = Figures(claims)
    return tuple(found for rule in RULES for found in rule(figures))


def contradictions(implications: Iterable[Implication]) -> tuple[str, ...]:
    """Name the rules by which the figures exclude each other in every reading.

    Parameters
    ----------
    implications
        What the figures imply.

    Returns
    -------
    rules
        Names of rules none of whose readings is possible; empty where the figures can all hold.
    """
    readings: dict[str, list[bool]] = {}
    for each in implications:
        readings.setdefault(each.rule, []).append(each.possible)
    return tuple(rule for rule, possible in readings.items() if not any(possible))
