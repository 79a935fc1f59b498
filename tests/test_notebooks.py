"""Every notebook runs to its end, is kept without output, and keeps its map when it is exported."""

import io
import sys
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import chromium
from tests.conftest import require

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@cache
def executed(path: Path, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook once in a folder of its own."""
    if sys.platform == "win32":
        pytest.skip("the kernel's event loop warns on Windows")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    return notebook


def exported(notebook: nbformat.NotebookNode) -> str:
    """Write a notebook as a static page."""
    from nbconvert import HTMLExporter

    content, _resources = HTMLExporter().from_notebook_node(notebook)
    return str(content)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notebooks")


def test_there_are_six_notebooks_and_the_index_names_each() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01_first_look",
        "02_isolated_branches",
        "03_committees",
        "04_a_firm_leaves",
        "05_two_years",
        "06_an_intervention",
    ]
    index = (FOLDER / "README.md").read_text("utf-8")
    assert [path.name for path in NOTEBOOKS if f"({path.name})" not in index] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_to_its_end(path: Path, folder: Path) -> None:
    notebook = executed(path, folder)
    assert all(cell.get("outputs") for cell in notebook.cells[-1:])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_the_county_as_a_table(path: Path, folder: Path) -> None:
    shown = [
        output.data["text/html"]
        for cell in executed(path, folder).cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    assert shown[0].startswith("<div><p><strong>博山区")


@pytest.mark.browser
def test_an_exported_notebook_draws_the_map_in_its_frame(folder: Path, tmp_path: Path) -> None:
    if chromium.missing():
        require("browser", chromium.missing())
    page = tmp_path / "first.html"
    page.write_text(exported(executed(NOTEBOOKS[0], folder)), encoding="utf-8")
    with chromium.opened(tmp_path) as browser:
        browser.get(page.as_uri())
        frame = browser.find_element(By.CSS_SELECTOR, "iframe[srcdoc]")
        assert "allow-same-origin" not in frame.get_attribute("sandbox")
        browser.execute_script("arguments[0].scrollIntoView()", frame)
        browser.switch_to.frame(frame)
        WebDriverWait(browser, 30).until(lambda b: b.find_elements(By.TAG_NAME, "canvas"))
        assert "博山区" in browser.find_element(By.TAG_NAME, "body").text
        browser.switch_to.default_content()
        WebDriverWait(browser, 30).until(lambda _b: colours(frame.screenshot_as_png) > 50)


def colours(png: bytes) -> int:
    """Count the colours of a picture: a frame that drew nothing has next to none."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return len(picture.getcolors(picture.width * picture.height) or ())
