"""Validate the docstring of every public name by numpydoc; exit 1 where one is wanting."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from functools import cached_property
from types import ModuleType

from numpydoc.validate import validate

import orggraph

IGNORED = {
    "ES01",  # the summary says it, or the definition stands in the module
    "EX01",  # examples where they help
    "PR04",  # types stand in the annotations
    "RT02",  # a returned value is named instead
    "SA01",  # the layers say what is related
    "SS05",  # ruff's D401 asks the same, with exceptions where they belong
}
# Commands say what their options mean in their help.
WITHOUT = {"orggraph.cli", "orggraph.report"}


def modules() -> Iterator[ModuleType]:
    """Give every public module of the package."""
    yield orggraph
    for info in pkgutil.walk_packages(orggraph.__path__, "orggraph."):
        public = not any(part.startswith("_") for part in info.name.split("."))
        if public and info.name not in WITHOUT:
            yield importlib.import_module(info.name)


def names(module: ModuleType) -> Iterator[str]:
    """Give the module, and its public functions, classes, methods and properties."""
    yield module.__name__
    for name, thing in vars(module).items():
        ours = getattr(thing, "__module__", None) == module.__name__
        if (
            name.startswith("_")
            or not ours
            or not (inspect.isfunction(thing) or inspect.isclass(thing))
        ):
            continue
        yield f"{module.__name__}.{name}"
        if inspect.isclass(thing):
            kinds = (property, cached_property, classmethod, staticmethod)
            for member, value in vars(thing).items():
                if not member.startswith("_") and (
                    inspect.isfunction(value) or isinstance(value, kinds)
                ):
                    yield f"{module.__name__}.{name}.{member}"


def is_plain(name: str) -> bool:
    """Whether this is a class whose parameters are not its own, such as an enumeration."""
    module, _, last = name.rpartition(".")
    thing = getattr(sys.modules.get(module), last, None)
    own = inspect.isclass(thing) and inspect.isfunction(vars(thing).get("__init__"))
    return inspect.isclass(thing) and (not own or getattr(thing, "_is_protocol", False))


def main() -> int:
    """Print what is wanting, a line each."""
    wanting = 0
    for module in modules():
        for name in names(module):
            result = validate(name)
            for code, message in result["errors"]:
                if code not in IGNORED and not (code == "PR01" and is_plain(name)):
                    wanting += 1
                    print(f"{result['file']}:{result['file_line']}: {name}: {code} {message}")
    return 1 if wanting else 0


if __name__ == "__main__":
    sys.exit(main())
