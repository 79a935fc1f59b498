"""What an audit of a made-up region must find, by how it was made."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

Planted = Mapping[str, pl.Series]

# Checks that find nobody: no village is in two committees, no activity is dated wrongly, ...
_NOBODY = (
    *("PAIR004", "PAIR006", "PAIR008", "PAIR009", "PAIR010", "PAIR012"),
    *("JOINT001", "JOINT002", "JOINT004", "RECT003", "ORG005"),
)


class Answers(NamedTuple):
    """Who fails which check, and what the graphs come to.

    ``failing``: ids by the code of the check. ``coverage``: how many each mechanism reaches, asked
    and registered, in the whole region. ``groups``: into how many groups help joins the villages.
    ``links``: pairs of villages that one helps the other, each a bridge. ``hanging``: how many
    organisations the loss of one helper would leave without help.
    """

    failing: Planted
    coverage: Mapping[str, tuple[int, int]]
    groups: int
    links: int
    hanging: int

    def told(self) -> dict[str, object]:
        """Say it in JSON: of each check how many fail, and the SHA-256 of their ids."""
        checks = {
            code: {"failing": len(ids), "sha256": digest(ids)} for code, ids in self.failing.items()
        }
        return {**self._asdict(), "failing": checks}


def digest(ids: pl.Series) -> str:
    """Give the SHA-256 of ids in order, a line each."""
    lines = "".join(f"{key}\n" for key in ids.sort())
    return hashlib.sha256(lines.encode()).hexdigest()


def of(plan: pl.DataFrame, planted: Planted) -> Answers:
    """Tell what must be found of what was planted."""
    helped, odd = pl.col("helped").is_not_null(), pl.col("helped") % 2 == 1
    alone = ~helped & pl.col("serves").is_null() & pl.col("partner").is_null()
    second = helped & odd
    who = {
        "PAIR001": alone,
        "PAIR002": pl.col("weak") & ~helped,
        "PAIR007": pl.col("serves") < pl.col("overloaded"),
        "PAIR011": pl.col("lax") & ~second.fill_null(value=False),
        "ISO001": pl.col("isolated"),
        "ISO003": helped & ~odd & ~pl.col("lax"),
        "ISO004": pl.col("weak") & ~helped,
        "RECT001": pl.col("lax") & ~helped,
    }
    failing = {code: plan.filter(flag)["organization"] for code, flag in who.items()}
    nobody = pl.Series([], dtype=pl.String)
    whole = {**failing, **planted, **dict.fromkeys(_NOBODY, nobody)}
    count = {name: plan.select(flag.sum()).item() for name, flag in _COUNTED.items()}
    built = plan.height - len(failing["PAIR001"])
    mutual = count["sides"] // 2
    return Answers(
        dict(sorted(whole.items())),
        {
            "co_building": (plan.height, built),
            "double_hundred": (count["lax"], count["lax"] - len(failing["PAIR011"])),
            "four_duties": (count["lax"], count["lax"] - len(failing["RECT001"])),
            "hundred_firms": (count["weak"], count["by_firms"]),
            "joint_committee": (plan.height, count["members"]),
        },
        groups=plan.height - count["helped"] - mutual,
        links=count["helped"] + mutual,
        hanging=len(failing["ISO003"]) + count["sides"],
    )


_COUNTED = {
    "weak": pl.col("weak"),
    "lax": pl.col("lax"),
    "helped": pl.col("helped").is_not_null(),
    "sides": pl.col("partner").is_not_null(),
    "members": pl.col("committee").is_not_null(),
    "by_firms": (pl.col("helped") % 2 == 1) & ~pl.col("lax"),
}
