"""What a figure is drawn of."""

from typing import NamedTuple

import polars as pl

from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.network import Network


class Subject(NamedTuple):
    """A county on one day, and of the figures of one village, which."""

    network: Network
    village: str | None = None

    @property
    def place(self) -> dict[str, str]:
        """The village that is meant: ``id`` and ``name``."""
        if self.village is None:
            raise SettingsError(
                _("This figure shows one village, and none is named."),
                _("Name it: --village CODE, or its name."),
            )
        known = self.network.now.nodes["Village"].select("id", "name")
        found = known.filter((pl.col("id") == self.village) | (pl.col("name") == self.village))
        if not found.height:
            raise SettingsError(
                _("{county} has no village {village}.").format(
                    county=self.network.county_name, village=self.village
                ),
                _("Give its code of 12 digits, or its name as the ledgers write it."),
            )
        if found.height > 1:
            raise SettingsError(
                _("{count} villages have the name {village}.").format(
                    count=found.height, village=self.village
                ),
                _("Choose one by its code: {codes}").format(codes=_(", ").join(found["id"])),
            )
        return {"id": found["id"][0], "name": found["name"][0]}
