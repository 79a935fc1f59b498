"""The command ``forget``."""

import sys
from typing import Annotated

import typer

from orggraph.cli._exits import COULD_NOT_RUN
from orggraph.cli._output import say, warn
from orggraph.language import _


def forget(
    store: Annotated[
        str, typer.Argument(metavar="STORE", help=_("*.lbug file or server address."))
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask first."))] = False,
) -> None:
    """Remove a store and the key for pseudonyms, for good."""
    from orggraph import settings
    from orggraph import store as stores

    if not yes and not _confirmed(store, str(settings.key_file())):
        warn(_("Nothing was removed."))
        raise typer.Exit(COULD_NOT_RUN)
    with stores.open_store(store) as opened:
        opened.forget()
    say(_("Removed the store: {store}").format(store=store))
    key = settings.forget_key()
    if key is None:
        say(_("There was no key for pseudonyms."))
        return
    say(_("Removed the key for pseudonyms: {path}").format(path=key))
    say(
        _(
            "Persons in other stores made with this key no longer match the ledgers: "
            "load those again."
        )
    )


def _confirmed(store: str, key: str) -> bool:
    """Ask; no answer, or any other, is no."""
    asked = _("Remove {store} and the key {key} for good?").format(store=store, key=key)
    typer.echo(f"{asked} [y/N]: ", nl=False, err=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是")
