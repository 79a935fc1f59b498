"""Base names: what is left of a place's name without the words for what kind of place it is."""

import polars as pl

_VILLAGE = r"(?:村民委员会|村委会|嘎查|村)"
_COMMUNITY = r"(?:居民委员会|居委会|社区)"
PLACE_WORDS = rf"^(.+?)(?:{_VILLAGE}|{_COMMUNITY})+$"  # the base name, and the words after it
_BRANCH = r"(?:党总支|党委|党组织|(?:党|总)*支部)(?:委员会)?$"


def of_place(key: pl.Expr) -> pl.Expr:
    """Take the party's words off a name: 中共黄台村支部委员会 is that of 黄台村."""
    return key.str.replace(_BRANCH, "").str.strip_prefix("中共")


def base(key: pl.Expr) -> pl.Expr:
    """Take off every word for a kind of place, but never the whole name."""
    return pl.coalesce(key.str.extract(PLACE_WORDS), key)


def shorter(key: pl.Expr) -> pl.Expr:
    """Take off the last word for a kind of place; null where there is none."""
    return key.str.extract(rf"^(.+?)(?:{_VILLAGE}|{_COMMUNITY})$")


def spoken_kind(key: pl.Expr) -> pl.Expr:
    """Tell the kind that a name ends with: village, community, or null."""
    return (
        pl.when(key.str.contains(rf"^.+{_VILLAGE}$"))
        .then(pl.lit("village"))
        .when(key.str.contains(rf"^.+{_COMMUNITY}$"))
        .then(pl.lit("community"))
    )
