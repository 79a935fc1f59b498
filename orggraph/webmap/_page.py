"""One HTML page of parts: strict about what it may load, and the same to the byte every time."""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files

import jinja2

from orggraph.language import current

FILES = files("orggraph.webmap") / "_files"
STYLES = ("frame", "legend", "map", "panel", "table", "print")
# In the order in which each needs those before it.
SCRIPTS = (
    *("words", "data", "state", "days", "filter", "reach"),
    *("shapes", "labels", "painter", "levels", "camera", "tiles", "canvas", "places"),
    *("svg", "search", "legend", "panel", "overview", "table", "slider", "address"),
    *("export", "keys", "start"),
)


def render(scene: Mapping[str, object], facts: Mapping[str, object]) -> str:
    """Put a page together.

    Parameters
    ----------
    scene
        What is drawn, which the page unpacks first; with its title, origin and words.
    facts
        What is told beside, which it unpacks when it has drawn.

    Returns
    -------
    page
        The whole HTML file.
    """
    script = "\n".join(
        ['"use strict";', "(() => {", *(_text(f"{name}.js") for name in SCRIPTS), "})();"]
    )
    style = "\n".join(_text(f"{name}.css") for name in STYLES)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_text("page.html.j2")).render(
        words=scene["words"],
        origin=scene["origin"],
        language="en" if current() == "en" else "zh-CN",
        title=scene["title"],
        policy=_policy(script, style),
        style=style,
        script=script,
        scene=packed(scene),
        facts=packed(facts),
    )


def packed(value: object) -> str:
    """Pack a value so that nothing in it can be taken for markup.

    Parameters
    ----------
    value
        What JSON can say.

    Returns
    -------
    text
        JSON, compressed, in base64.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=9, mtime=0)).decode()


def _policy(script: str, style: str) -> str:
    """Allow our own script and style by their digests, pictures made in the page, nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")
