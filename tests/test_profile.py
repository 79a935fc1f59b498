"""Profiles: which applies, what they refuse, and that each value has a source."""

from datetime import date
from pathlib import Path

import pytest

from orggraph import profile
from orggraph.errors import SettingsError


def test_boshan_of_2022_has_a_profile_and_other_years_and_counties_the_default() -> None:
    assert profile.choose("370304", date(2022, 12, 31)).name == "boshan-2022"
    assert profile.choose("370304", date(2023, 1, 1)).name == "default"
    assert profile.choose("110101", date(2022, 12, 31)).name == "default"
    assert profile.choose(None, date(2022, 12, 31)).name == "default"


@pytest.mark.parametrize("name", ["default", "boshan-2022"])
def test_every_threshold_has_a_source(name: str) -> None:
    found = profile.load(name)
    stated = {name for name in profile.THRESHOLDS if getattr(found, name) is not None}
    assert set(found.sources) == stated
    assert all(found.sources.values())


def test_a_file_of_the_users_own_overrides_what_it_states(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[max_helped]\nvalue = 5\nsource = "本区文件"\n', encoding="utf-8")
    found = profile.load(str(path))
    assert (found.name, found.max_helped, found.dormant_months) == ("mine", 5, 2)


def test_what_has_no_national_source_is_unset_until_a_profile_states_it() -> None:
    default, boshan = profile.load("default"), profile.load("boshan-2022")
    assert (default.income_line, default.micro_most, default.supervision_items) == (None,) * 3
    assert (boshan.income_line, boshan.income_metric) == (100_000, "总收入")
    assert boshan.supervision_items is not None
    assert len(boshan.supervision_items) == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[max_helpd]\nvalue = 1\nsource = "s"\n', "unknown threshold: max_helpd"),
        ('[max_helped]\nvalue = 0\nsource = "s"\n', "max_helped needs a value"),
        ('[max_helped]\nvalue = true\nsource = "s"\n', "max_helped needs a value"),
        ("[max_helped]\nvalue = 2\n", "and a source"),
        ("max_helped = 3\n", "max_helped needs a value"),
        (
            '[income_metric]\nvalue = 1\nsource = "s"\n',
            "income_metric needs a value that is a text",
        ),
        ('[income_line]\nvalue = "1"\nsource = "s"\n', "income_line needs a value of 1 or more"),
        ('[supervision_items]\nvalue = "一"\nsource = "s"\n', "items needs .* a list of texts"),
        ('[supervision_items]\nvalue = []\nsource = "s"\n', "items needs .* a list of texts"),
        ("[max", "No profile can be read"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        profile.load(str(path))


def test_a_missing_profile_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match="boshan-2022, default"):
        profile.load("atlantis")
