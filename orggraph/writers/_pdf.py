"""A paper as PDF: the Word document, printed by LibreOffice."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.paper import Paper
from orggraph.writers import _docx, _styles

_NAMES = ("soffice", "libreoffice")
# Where installers put it without naming it on the path.
_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_PATIENCE = 300  # seconds


def content(paper: Paper) -> bytes:
    """Write a paper as PDF.

    Raises SettingsError where there is no LibreOffice, or it makes no PDF.
    """
    program = office()
    if _fonts() and not _fonts(":lang=zh"):
        raise SettingsError(
            _("No Chinese font is installed; a PDF would show boxes."),
            _("Install one, such as Noto Serif CJK (Debian: fonts-noto-cjk); or write F.docx."),
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        path.write_bytes(_docx.rewritten(_docx.content(paper), _with_fonts))
        # A profile of its own: one that is open on the desktop would be asked instead.
        profile = (Path(folder) / "profile").as_uri()
        words = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        try:
            _run([*words, "--outdir", folder, str(path)], folder)
            return path.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise SettingsError(_("LibreOffice made no PDF."), _way_out()) from error


def _run(words: list[str], folder: str) -> None:
    """Run LibreOffice; where we are stopped or it takes too long, end it and what it started.

    What it cannot tidy up then lies in the folder, which goes.
    """
    with subprocess.Popen(  # noqa: S603 - a program that the user has installed
        words,
        env={**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            code = program.wait(_PATIENCE)
        except BaseException:
            with suppress(OSError):  # it may have ended by itself
                program.kill() if os.name == "nt" else os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            raise
    if code:
        raise subprocess.CalledProcessError(code, words)


def office() -> str:
    """Find LibreOffice.

    Raises SettingsError where there is none.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    found = found or next((str(place) for place in _PLACES if place.is_file()), None)
    if found is None:
        raise SettingsError(_("A PDF is made by LibreOffice, which is not installed."), _way_out())
    return found


def _with_fonts(name: str, part: bytes) -> bytes:
    installed = _fonts()
    if not installed or not name.endswith(".xml"):
        return part
    return _styles.stand_in(part.decode(), installed).encode()


@cache
def _fonts(which: str = ":") -> frozenset[str]:
    """Name the fonts of a system that has fontconfig; none elsewhere."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    told = subprocess.run(  # noqa: S603 - fontconfig's own
        [program, which, "family"], capture_output=True, check=False, encoding="utf-8"
    ).stdout
    return frozenset(name.strip() for line in told.splitlines() for name in line.split(","))


def _way_out() -> str:
    return _("Install LibreOffice with its Writer; or write F.docx, and save it as PDF from there.")
