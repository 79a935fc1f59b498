"""What the command line says of itself, in both languages: help, and words not taken."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from orggraph import tables
from orggraph.cli import _COMMANDS
from tests.county import County

# Words of the program, of formats and of names stand in English in Chinese too; these do not.
OF_TYPER = re.compile(
    "Usage|Options|Arguments|Commands|Show|required|default|OPTIONS|ARGS|Missing|Invalid|No such"
)


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    command = [sys.executable, "-m", "orggraph", *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd
    )


@pytest.mark.parametrize("name", ["", *_COMMANDS])
def test_help_in_chinese_is_chinese(name: str) -> None:
    done = run(*filter(None, [name]), "-h", "--lang", "zh")
    assert done.returncode == 0
    assert done.stdout.startswith("用法：orggraph ")
    assert "选项:" in done.stdout
    assert "显示这份帮助。" in done.stdout
    assert not OF_TYPER.findall(done.stdout)


def test_without_a_word_the_help_comes_and_nothing_ran() -> None:
    done = run("--lang", "zh")
    assert done.returncode == 2
    assert not done.stdout
    assert "命令:" in done.stderr


REFUSED = {
    ("audit",): (
        ["SOURCE is missing.", "SOURCE <str>: Ledgers, a folder of tables, "],
        ["缺少 SOURCE。", "SOURCE <str>: 台账、"],
    ),
    ("audit", "x", "--formt", "json"): (
        ["orggraph audit has no option --formt.", "Perhaps: --format. "],
        ["orggraph audit 没有 --formt 这个选项。", "是不是要写：--format？ "],
    ),
    ("audit", "x", "--quickly"): (
        ["orggraph audit has no option --quickly.", "All of it: orggraph audit -h"],
        ["orggraph audit 没有 --quickly 这个选项。", "全部用法：orggraph audit -h"],
    ),
    ("audit", "x", "--format"): (
        ["--format has no value.", "--format <text|json|csv|xlsx>: How the answer is written."],
        ["--format 后面缺少值。", "--format <text|json|csv|xlsx>: 结果的格式。"],
    ),
    ("audit", "x", "--format", "yaml"): (
        ["--format cannot be that.", "--format <text|json|csv|xlsx>: "],
        ["--format 不能这样写。", "--format <text|json|csv|xlsx>: "],
    ),
    ("resilience", "x", "--top", "0"): (
        ["--top cannot be that.", "--top <int range>: "],
        ["--top 不能这样写。", "--top <int range>: "],
    ),
    ("audit", "x", "y", "z"): (
        ["orggraph audit does not take so many words: y z", "All of it: orggraph audit -h"],
        ["orggraph audit 不需要这么多参数：y z", "全部用法：orggraph audit -h"],
    ),
    ("audt",): (
        ["There is no command audt.", "Perhaps: audit. All of it: orggraph -h"],
        ["没有 audt 这个命令。", "是不是要写：audit？ 全部用法：orggraph -h"],
    ),
    ("audit", "x", "--output"): (
        ["--output has no value.", "-o, --output FILE: "],
        ["--output 后面缺少值。", "-o, --output FILE: "],
    ),
    ("load", "x", "--to", "y", "--replace=yes"): (
        ["--replace takes no value.", "--replace: "],
        ["--replace 后面不用写值。", "--replace: "],
    ),
    ("--help=x",): (
        ["--help takes no value.", "-h, --help: Show this help. All of it: orggraph -h"],
        ["--help 后面不用写值。", "-h, --help: 显示这份帮助。 全部用法：orggraph -h"],
    ),
    ("resilience", "SOURCE", "--mechanism", "x"): (
        ["There is no mechanism x.", "One of: co_building (结对共建), "],
        ["没有 x 这个机制。", "应为以下之一：co_building (结对共建), "],
    ),
    ("--quickly", "audit"): (
        ["orggraph has no option --quickly.", "All of it: orggraph -h"],
        ["orggraph 没有 --quickly 这个选项。", "全部用法：orggraph -h"],
    ),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_a_word_that_is_not_taken_is_told_with_what_could_stand_there(
    words: tuple[str, ...], language: str, tmp_path: Path
) -> None:
    tables.write(County().dataset(), tmp_path / "SOURCE")
    done = run(*words, "--lang", language, cwd=tmp_path)
    assert done.returncode == 2
    assert not done.stdout
    lines = done.stderr.splitlines()
    expected = REFUSED[words][language == "zh"]
    assert len(lines) == 2
    assert lines[0] == expected[0]
    assert lines[1].startswith(expected[1])
    assert language == "en" or not OF_TYPER.findall(done.stderr)


@pytest.mark.parametrize("words", [("query", "x"), ("export", "x"), ("claims",)])
def test_words_of_which_one_must_be_given_are_asked_for_in_chinese(words: tuple[str, ...]) -> None:
    done = run(*words, "--lang", "zh")
    assert done.returncode == 2
    assert done.stderr.startswith("请")
    assert not OF_TYPER.findall(done.stderr)
