"""The built wheel, installed into a clean environment, does the main job from an empty folder."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_queries_profiles_claims_fonts_and_catalogue(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    queries = {path.relative_to(ROOT).as_posix() for path in (ROOT / "cypher").rglob("*.cypher")}
    assert queries
    assert {f"orggraph/{name}" for name in queries} <= set(names)
    for ending in ("default.toml", ".ttf", "orggraph.mo", "py.typed", "boshan_villages.csv"):
        assert any(name.endswith(ending) for name in names), ending
    assert {"orggraph/claims/boshan-2022.toml", "orggraph/profiles/boshan-2022.toml"} <= set(names)
    assert not any(name.startswith(("tests/", "benchmarks/", "notebooks/")) for name in names)


def test_the_installed_wheel_runs_the_demo_from_an_empty_folder(
    wheel: Path, tmp_path: Path
) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    bin_ = home / ("Scripts" if sys.platform == "win32" else "bin")
    install = [bin_ / "python", "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    work = tmp_path / "empty"
    work.mkdir()
    run = subprocess.run([bin_ / "orggraph", "demo"], cwd=work, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    made = {path.name for path in (work / "orggraph-demo").iterdir()}
    assert made == {"2021", "ledgers", "ledgers-csv", "boshan.lbug", "map.html", "figures.png"}
