"""Settings: the server of the environment, and the key for pseudonyms."""

import stat
import sys
from pathlib import Path

import pytest

from orggraph import settings
from orggraph.errors import SettingsError


def test_the_key_is_made_once_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "key"
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(path))
    key = settings.pseudonym_key()
    assert len(key) == 32
    assert settings.pseudonym_key() == key
    assert [file.name for file in path.parent.iterdir()] == ["key"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "abcd", "not hex at all"])
def test_a_spoilt_key_is_told_and_not_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "key"
    path.write_text(content, encoding="ascii")
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(path))
    with pytest.raises(SettingsError, match="cannot be used"):
        settings.pseudonym_key()
    assert path.read_text(encoding="ascii") == content


def test_without_a_name_the_key_lies_in_the_users_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ORGGRAPH_KEY_FILE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings.key_file().name == "pseudonym.key"


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "s3cret")
    found = settings.server()
    assert (found.user, found.password, found.database) == ("neo4j", "s3cret", None)
    assert "s3cret" not in repr(found)


def test_a_forgotten_key_is_gone_and_the_next_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own" / "pseudonym.key"
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(path))
    key = settings.pseudonym_key()
    assert settings.forget_key() == path
    assert not path.exists()
    assert settings.forget_key() is None
    assert settings.pseudonym_key() != key
