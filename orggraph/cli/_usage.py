"""What the command line says of itself: its help, and of words that it does not take.

Typer asks the default domain of gettext for some of its words, which is lent ours; what it says in
English alone is said here instead.
"""

import difflib
import gettext
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from orggraph import language
from orggraph.cli._exits import COULD_NOT_RUN
from orggraph.errors import SettingsError
from orggraph.language import N_, _

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter
    from typer._click.core import Command as _Anything  # what commands and groups have in common
    from typer.core import TyperOption
else:
    _Anything = object

_UsageError: Any = typer.BadParameter.__base__  # which typer does not export
# What typer looks up in the catalogue.
_TYPERS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
    N_("Missing command."),
)
_HELP = "-h"


class _Spoken(_Anything):
    """What both have to say in the language in use."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the line of its words."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def get_help_option(self, ctx: "Context") -> "TyperOption | None":
        """Give the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this help.")
        return option


class Command(_Spoken, TyperCommand):
    """A command that speaks the language in use."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Take the words, and refuse those that are too many."""
        ctx.allow_extra_args = True
        with _asked_of(ctx):
            extra = super().parse_args(ctx, args)
        if extra:
            raise SettingsError(
                _("{command} does not take so many words: {words}").format(
                    command=ctx.command_path, words=" ".join(extra)
                ),
                _see(ctx),
            )
        return []


class Group(_Spoken, TyperGroup):
    """All commands, in the language in use."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Take the words; show the help where there are none."""
        if not args:
            typer.echo(ctx.get_help(), err=True)
            ctx.exit(COULD_NOT_RUN)
        with _asked_of(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: "Context", args: list[str]) -> Any:  # noqa: ANN401 - as typer has it
        """Find the command, and refuse a word that is none."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            near = _perhaps(difflib.get_close_matches(name, self.commands))
            what = _("There is no command {name}.").format(name=name)
            raise SettingsError(what, near + _see(ctx))
        return super().resolve_command(ctx, args)

    def main(self, *words: Any, **extra: Any) -> Any:  # noqa: ANN401 - as typer has it
        """Run a command and leave with its exit code.

        Raises
        ------
        SettingsError
            A word that the command does not take.
        """
        _lend_words()
        try:
            code = super().main(*words, **{**extra, "standalone_mode": False})
        except _UsageError as error:
            raise _refusal(error) from None
        sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _asked_of(ctx: "Context") -> Iterator[None]:
    """Note of what a wrong word was asked; typer leaves it out where an option lacks its value."""
    try:
        yield
    except _UsageError as error:
        error.ctx = ctx
        raise


def _lend_words() -> None:
    """Let typer find its own words in our catalogue, by the variable that gettext asks for."""
    os.environ["LANGUAGE"] = language.LANGUAGES[language.current()]
    gettext.bindtextdomain(language.DOMAIN, str(language.FOLDER))
    gettext.textdomain(language.DOMAIN)


def _refusal(error: Any) -> SettingsError:  # noqa: ANN401 - classes that typer does not export
    """Say which word is wrong, and what could stand there; typer says so in English alone."""
    ctx, option = error.ctx, getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):
        what = _("{command} has no option {name}.").format(command=ctx.command_path, name=option)
        return SettingsError(what, _perhaps(error.possibilities or ()) + _see(ctx))
    named = (each for each in ctx.command.get_params(ctx) if option in each.opts)
    param = getattr(error, "param", None) or next(named, None)
    if param is None:
        return SettingsError(error.message, _see(ctx))
    name, takes = (part.strip() for part in param.get_help_record(ctx))
    what = _wrong(error, param).format(name=option or name.split()[0].rstrip(","))
    return SettingsError(what, f"{name}: {takes} {_see(ctx)}")


def _wrong(error: Any, param: Any) -> str:  # noqa: ANN401 - as above
    if getattr(error, "option_name", None):
        return _("{name} takes no value.") if param.is_flag else _("{name} has no value.")
    # Of these only a parameter that is missing knows of what type it is.
    return _("{name} is missing.") if hasattr(error, "param_type") else _("{name} cannot be that.")


def _perhaps(names: Iterable[str]) -> str:
    near = _(", ").join(names)
    return _("Perhaps: {names}.").format(names=near) + " " if near else ""


def _see(ctx: "Context") -> str:
    return _("All of it: {command}").format(command=f"{ctx.command_path} {_HELP}")
