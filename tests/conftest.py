"""Fixtures that several test files share."""

import pytest


@pytest.fixture(autouse=True)
def _clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give every test English messages and a key file of its own."""
    key = tmp_path_factory.getbasetemp() / "keys" / "pseudonym.key"
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(key))
    monkeypatch.setenv("ORGGRAPH_LANG", "en")
