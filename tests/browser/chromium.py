"""A real Chromium that can reach no host, with fonts that have Chinese."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver

from orggraph import style

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1400,1043",  # the page itself has 900
)


def missing() -> str:
    """Say what is missing for a browser; empty where nothing is."""
    here = shutil.which("chromium") and shutil.which("chromedriver")
    return "" if here else "no Chromium (Debian: apt-get install chromium chromium-driver)"


@contextmanager
def opened(folder: Path) -> Iterator[webdriver.Chrome]:
    """Open the browser with a profile, downloads and fonts of its own in a folder."""
    fonts = folder / "share" / "fonts"
    fonts.mkdir(parents=True)
    for name in style.FONT_FILES:
        (fonts / name).write_bytes((style.FONTS / name).read_bytes())
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option(
        "prefs", {"download.default_directory": str(folder / "downloads")}
    )
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(
        str(shutil.which("chromedriver")),
        env={**os.environ, "XDG_DATA_HOME": str(folder / "share")},
    )
    browser = webdriver.Chrome(options=options, service=service)
    try:
        yield browser
    finally:
        browser.quit()
