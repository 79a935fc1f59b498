"""Places by their base names: the one of the kind that is meant, else the only one."""

import polars as pl

from orggraph.sheets._bases import base, of_place, spoken_kind

PLACE_KINDS = ("village", "community")


def kin(asked: pl.DataFrame, bases: pl.DataFrame) -> pl.DataFrame:
    """Find the places with the base names of what is asked.

    ``asked`` has ``ask``, ``town``, ``key`` and ``want``; ``bases`` has ``town``, ``base``,
    ``kind``, ``village`` and ``name``. Given back is a row for each ask and place: those of the
    kind that the name ends with, or else that is wanted (``method`` kind), and only where there
    are none, all of the base name (``method`` base).
    """
    meant = pl.col("want").cast(pl.String)
    meant = pl.when(meant.is_in(PLACE_KINDS)).then(meant)
    spoken = asked.select(
        *("ask", "town", "key"), meant.alias("want"), of_place(pl.col("key")).alias("bare")
    ).with_columns(base(pl.col("bare")).alias("base"), spoken_kind(pl.col("bare")).alias("spoken"))
    near = spoken.join(bases, on=["town", "base"]).unique(["ask", "village"], maintain_order=True)
    same = near.filter(pl.col("kind") == pl.coalesce("spoken", "want"))
    others = near.join(same, on="ask", how="anti")
    return pl.concat(
        [
            same.with_columns(pl.lit("kind").alias("method")),
            others.with_columns(pl.lit("base").alias("method")),
        ]
    )


def summed(hits: pl.DataFrame) -> pl.DataFrame:
    """Sum up hits (``ask``, ``village``, ``name``, ``method``) by ask, with the candidates."""
    candidate = pl.format("{} {}", "name", "village")
    return hits.group_by("ask", maintain_order=True).agg(
        pl.col("village").n_unique().alias("hits"),
        pl.col("village").first(),
        pl.col("method").first(),
        candidate.unique(maintain_order=True).sort().str.join("、").alias("candidates"),
    )
