"""Write the reference pages of docs/ from the code, each in English and in Chinese.

What the pages say beside the code's own words stands in the templates of ``scripts/docs``; a page
is its template's name without ``.j2``. Run by ``make docs``; ``--check`` compares, writing nothing.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orggraph import checks, language, profile, queries
from orggraph.checks import CHECKS, Check
from orggraph.language import _
from orggraph.model import LABELS, RELATIONSHIPS
from orggraph.profile import Profile
from orggraph.sheets import MAKES, PROBLEMS, READ, Column, Ledger

TEMPLATES = Path(__file__).with_suffix("")
FOLDER = TEMPLATES.parent.parent / "docs"
CHINESE = ".zh-CN.md"
SECTION = re.compile(r"^(.+)\n-{3,}$", re.MULTILINE)
ASKED = re.compile(r"(?:Asked (?:is|are) |查)?(.*?)(?:\.(?=\s|$)|。)", re.DOTALL)
PROFILES = ("default", "boshan-2022")


def pages() -> Iterator[tuple[Path, str]]:
    """Give the path of each page and what it is to say."""
    spoken = language.current()
    for template in sorted(TEMPLATES.glob("*.j2")):
        language.use("zh" if template.stem.endswith(CHINESE) else "en")
        yield FOLDER / template.stem, _page(template.name)
    language.use(spoken)


def _page(name: str) -> str:
    # A page of Markdown, of which no browser makes HTML here.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    told = {
        "checks": [_check(check) for check in CHECKS],
        "ledgers": [_ledger(ledger) for ledger in READ.values()],
        "problems": {
            code: (kind.severity, _(kind.meaning), _(kind.mending))
            for code, kind in PROBLEMS.items()
        },
        "model": {**LABELS, **RELATIONSHIPS},
    }
    return environment.get_template(name).render(told)


def _check(check: Check) -> dict[str, object]:
    summary, *rest = SECTION.split(_(check.page))
    sections = dict(zip(rest[::2], map(str.strip, rest[1::2]), strict=True))
    _why, measured, _do = sections.values()
    asked = ASKED.match(measured)
    assert asked, check.code  # noqa: S101 - a page says first whom its check asks
    return {
        "code": check.code,
        "family": check.code[:-3],
        "name": check.name,
        "title": _(check.title),
        "tag": check.tag,
        "summary": summary.strip(),
        "sections": sections,
        "asked": " ".join(asked[1].split()),
        "cured_by": check.cured_by,
        "thresholds": _thresholds(check),
        "twin": f"{check.twin}.cypher",
        "about": queries.load(check.twin).about,
    }


def _thresholds(check: Check) -> dict[str, list[str]]:
    """Give each threshold that the check goes by with its value in the bundled profiles."""
    bundled = [profile.load(name) for name in PROFILES]
    return {name: [_value(one, name) for one in bundled] for name in checks.thresholds(check)}


def _value(of: Profile, name: str) -> str:
    value = getattr(of, name)
    if value is None:
        return "–"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _ledger(ledger: Ledger) -> dict[str, object]:
    made = MAKES[ledger.name]
    return {
        "name": ledger.name,
        "labels": [name for name in made if name in LABELS],
        "relationships": [name for name in made if name in RELATIONSHIPS],
        "columns": [{"column": column, **_property(column, made)} for column in ledger.columns],
    }


def _property(column: Column, made: tuple[str, ...]) -> Mapping[str, str]:
    """Find the property that holds what a column says: it has its heading, and its words."""
    heading = column.heading.split("(", maxsplit=1)[0]
    for name in made:
        for item in {**LABELS, **RELATIONSHIPS}[name].properties:
            if item.heading == heading and column.terms.keys() <= item.terms.keys():
                return {"property": f"{name}.{item.name}"}
    return {"property": ""}


def main() -> int:
    """Write the pages, or with --check name those that are out of date."""
    stale = []
    for path, text in pages():
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(f"docs/{path.name} is out of date: run make docs")
    print(*stale, sep="\n", end="\n" if stale else "")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
