"""What the environment says: the server to reach and the key for pseudonyms."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from orggraph.errors import SettingsError
from orggraph.language import _

KEY_BYTES = 32


@dataclass(frozen=True)
class Server:
    """How to reach a Neo4j server, from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    Parameters
    ----------
    user
        User name.
    password
        Password; never shown, also not by ``repr``.
    database
        Name of the database; None takes the server's default.
    """

    user: str
    password: str = field(repr=False)
    database: str | None


def server() -> Server:
    """Read the Neo4j settings from the environment.

    Returns
    -------
    server
        User (default ``neo4j``), password (default empty) and database (default None).
    """
    return Server(
        user=os.environ.get("NEO4J_USERNAME") or "neo4j",
        password=os.environ.get("NEO4J_PASSWORD") or "",
        database=os.environ.get("NEO4J_DATABASE") or None,
    )


def key_file() -> Path:
    """Name the file that holds the key for pseudonyms.

    Returns
    -------
    path
        ORGGRAPH_KEY_FILE, else ``pseudonym.key`` in the user's configuration folder.
    """
    named = os.environ.get("ORGGRAPH_KEY_FILE")
    return Path(named) if named else platformdirs.user_config_path("orggraph") / "pseudonym.key"


def pseudonym_key() -> bytes:
    """Read the key for pseudonyms; make it, readable by its owner alone, at first need.

    Returns
    -------
    key
        32 secret bytes, the same at every call.

    Raises
    ------
    SettingsError
        The file cannot be made or read, or does not hold such a key.
    """
    path = key_file()
    try:
        if not path.exists():
            _make_key(path)
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise _unusable(path) from error
    if len(key) != KEY_BYTES:
        raise _unusable(path)
    return key


def forget_key() -> Path | None:
    """Remove the key for pseudonyms: no name can be matched with them any more.

    Returns
    -------
    path
        The file that was removed; None where there was none.

    Raises
    ------
    SettingsError
        The file cannot be removed.
    """
    path = key_file()
    try:
        path.unlink()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(
            _("The key file for pseudonyms cannot be removed: {path}").format(path=path),
            _("Check that you may write there, and delete it."),
        ) from error
    return path


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and linked into place, so that two first commands cannot make two keys.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _unusable(path: Path) -> SettingsError:
    return SettingsError(
        _("The key file for pseudonyms cannot be used: {path}").format(path=path),
        _("Name another with ORGGRAPH_KEY_FILE, or delete it to have a new one made."),
    )
