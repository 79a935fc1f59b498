"""Which language users get, and that the Chinese is whole."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from orggraph import language
from orggraph.checks import CHECKS


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("chosen", "lc_all", "lang", "expected"),
    [
        ("en", "zh_CN.UTF-8", "", "en"),
        ("zh", "en_US.UTF-8", "", "zh"),
        ("", "en_US.UTF-8", "zh_CN.UTF-8", "en"),
        ("", "", "zh_CN.GBK", "zh"),
        ("", "", "C.UTF-8", "zh"),  # names no language: that of the ledgers
        ("", "", "de_DE.UTF-8", "zh"),
    ],
)
def test_the_environment_chooses_and_then_the_locale(
    monkeypatch: pytest.MonkeyPatch, chosen: str, lc_all: str, lang: str, expected: str
) -> None:
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    for name, value in (("ORGGRAPH_LANG", chosen), ("LC_ALL", lc_all), ("LANG", lang)):
        monkeypatch.setenv(name, value)
    assert language.preferred() == expected


def test_a_message_comes_in_the_language_in_use() -> None:
    language.use("zh")
    assert language.current() == "zh"
    assert language._("no active secretary") == "没有在任书记"
    language.use("en")
    assert language._("no active secretary") == "no active secretary"


def test_terms_are_chinese_or_readable_english() -> None:
    language.use("zh")
    assert language.term({"co_building": "结对共建"}, "co_building") == "结对共建"
    language.use("en")
    assert language.term({"co_building": "结对共建"}, "co_building") == "co building"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_page_and_title_is_in_chinese(check: object) -> None:
    chinese = gettext.translation(language.DOMAIN, language.FOLDER, ["zh_CN"])
    page = chinese.gettext(check.page)  # type: ignore[attr-defined]
    assert re.match("[\u4e00-\u9fff]", page)
    for heading in ("为什么要查", "怎么算", "怎么办"):
        assert heading in page
    assert re.search("[\u4e00-\u9fff]", chinese.gettext(check.title))  # type: ignore[attr-defined]


def _said(path: Path) -> set[str]:
    """Give the messages of a file, found without the tool that makes the catalogue."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "N_")
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_message_of_every_folder_has_chinese() -> None:
    with (language.FOLDER / "zh_CN" / "LC_MESSAGES" / "orggraph.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    said = {text for path in language.FOLDER.parent.rglob("*.py") for text in _said(path)}
    assert len(said) > 1000
    worded = {text for text in said if re.search(r"[A-Za-z]", re.sub(r"\{\w*\}", "", text))}
    assert [text for text in sorted(worded) if catalogue.gettext(text) == text] == []
