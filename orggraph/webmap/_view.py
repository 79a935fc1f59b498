"""What part of a network a map shows, and to whom."""

from dataclasses import dataclass

import polars as pl

from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.model import PAIRING_MECHANISMS
from orggraph.network import Network
from orggraph.redaction import Level

MEMBER = "joint_committee"  # the layer of memberships, named as in the coverage matrix
LAYERS = (*PAIRING_MECHANISMS, MEMBER)


@dataclass(frozen=True)
class View:
    """What of a network is drawn, for whom, and beside what.

    Parameters
    ----------
    level
        Who may read it. Briefing: people by their role alone, counts of people below 5 hidden.
        Public: also no people, no designations, and no finding that names a village.
    towns
        Codes or names of towns: only what lies in them, and whoever is tied to that. Empty: all.
    layers
        Mechanisms whose pairings are drawn, and ``joint_committee`` for memberships. Empty: all.
    old
        An earlier network: what came and what went since it is coloured.
    """

    level: Level = Level.INTERNAL
    towns: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    old: Network | None = None

    def town_codes(self, network: Network) -> frozenset[str] | None:
        """Find the towns that are meant.

        Parameters
        ----------
        network
            The county on one day.

        Returns
        -------
        codes
            Codes of the towns; None where all are meant.

        Raises
        ------
        SettingsError
            The county has no such town.
        """
        if not self.towns:
            return None
        found = network.towns.filter(
            pl.col("id").is_in(list(self.towns)) | pl.col("name").is_in(list(self.towns))
        )
        missing = set(self.towns) - set(found["id"]) - set(found["name"])
        if missing:
            raise SettingsError(
                _("{county} has no town {town}.").format(
                    county=network.county_name, town=min(missing)
                ),
                _("Towns: {names}").format(names=_(", ").join(network.towns["name"])),
            )
        return frozenset(found["id"])

    def drawn_layers(self) -> frozenset[str]:
        """Find the layers that are meant.

        Returns
        -------
        layers
            Names of layers.

        Raises
        ------
        SettingsError
            There is no such layer.
        """
        unknown = set(self.layers) - set(LAYERS)
        if unknown:
            raise SettingsError(
                _("There is no layer {layer}.").format(layer=min(unknown)),
                _("Layers: {names}").format(names=", ".join(LAYERS)),
            )
        return frozenset(self.layers or LAYERS)
