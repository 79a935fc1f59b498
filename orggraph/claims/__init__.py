"""Claims: what was published on a county, against its ledgers and against itself.

``compare`` recounts each published figure from the ledgers; ``implied`` says what the figures
imply or exclude without any ledger. The figures stand in TOML files, the bundled ones beside this
module, chosen by county and year as profiles are.
"""

from orggraph.claims._comparison import Answer, Comparison, Verdict, compare
from orggraph.claims._figures import Implication
from orggraph.claims._file import Claim, Claims, Known, choose, load
from orggraph.claims._implications import contradictions, implied
from orggraph.claims._measures import MEASURES, Measure

__all__ = [
    "MEASURES",
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
