"""Drafts: files and folders are made beside their place, and put there whole or not at all.

Whoever is interrupted, by Ctrl-C too, leaves what was there before and nothing else.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orggraph import interrupts


@contextmanager
def file(path: Path) -> Iterator[Path]:
    """Put a file in place of an earlier one once it is whole.

    Parameters
    ----------
    path
        Where it belongs. What is there and no file, such as a pipe, is written to at once.

    Yields
    ------
    draft
        Where to write it.

    Raises
    ------
    OSError
        The file cannot be written; the error names its place and not the draft's.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    home = path.resolve()  # a link stays one
    draft = _beside(home)
    try:
        with _told_as(path, draft):
            if home.exists():
                home.open("ab").close()  # what may not be written may not be replaced either
            yield draft
            if home.exists():
                shutil.copymode(home, draft)
            draft.replace(home)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Put a folder in place of an earlier one once it is whole.

    Parameters
    ----------
    path
        Where it belongs; folders above it are made if need be.

    Yields
    ------
    draft
        A new folder to fill.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    home = path.resolve()
    with _room(home, home.parent) as room:
        draft = room / "draft"
        draft.mkdir()
        yield draft
        with interrupts.held_back():
            home.parent.mkdir(parents=True, exist_ok=True)
            earlier = room / "earlier"
            if home.exists():
                home.rename(earlier)
            try:
                draft.rename(home)
            except OSError:
                if earlier.exists():
                    earlier.rename(home)
                raise


@contextmanager
def files(path: Path) -> Iterator[Path]:
    """Put several files into a folder at once; what else it holds stays.

    Parameters
    ----------
    path
        The folder; it and folders above it are made if need be.

    Yields
    ------
    draft
        A new folder to fill; a file of it goes to the same place in the folder.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    home = path.resolve()
    with _room(path, home) as room:
        yield room
        with interrupts.held_back():
            for draft in sorted(each for each in room.rglob("*") if each.is_file()):
                place = home / draft.relative_to(room)
                place.parent.mkdir(parents=True, exist_ok=True)
                draft.replace(place)


@contextmanager
def _told_as(path: Path, draft: Path) -> Iterator[None]:
    """Let errors name the place and not the draft, of which nobody knows."""
    try:
        yield
    except OSError as error:
        if str(error.filename or "").startswith(str(draft)):
            error.filename, error.filename2 = str(path), None
        raise


def _beside(path: Path) -> Path:
    # Not named after the place: a name may be as long as a name can be.
    return path.with_name(f".orggraph-{secrets.token_hex(8)}")


@contextmanager
def _room(path: Path, home: Path) -> Iterator[Path]:
    """Make a hidden folder in a folder, or in the nearest above that is there, and remove it."""
    room = _beside(next(each for each in (home, *home.parents) if each.is_dir()) / path.name)
    try:
        with _told_as(path, room):
            room.mkdir(mode=0o700)
            yield room
    finally:
        with interrupts.held_back():
            shutil.rmtree(room, ignore_errors=True)
