"""Fixtures that several test files share."""

import pytest

from orggraph import language

language.use("en")  # before help texts are read, at the import of the command line


@pytest.fixture(autouse=True)
def _clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give every test English messages and a key file of its own."""
    key = tmp_path_factory.getbasetemp() / "keys" / "pseudonym.key"
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(key))
    monkeypatch.setenv("ORGGRAPH_LANG", "en")
    language.use("en")
