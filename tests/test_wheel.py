"""The built wheel, installed into a clean environment, does the main job from an empty folder."""

import os
import platform
import re
import shutil
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
    for ending in ("default.toml", ".ttf", "orggraph.mo", "py.typed", "villages.parquet"):
        assert any(name.endswith(ending) for name in names), ending
    assert {"orggraph/claims/boshan-2022.toml", "orggraph/profiles/boshan-2022.toml"} <= set(names)
    assert not any(name.startswith(("tests/", "benchmarks/", "notebooks/")) for name in names)


def test_the_wheel_is_of_one_platform_and_carries_its_kernels(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    libraries = [name for name in names if name.startswith("orggraph/kernels/_kernels.")]
    assert len(libraries) == 1
    assert "-py3-none-" in wheel.name
    assert not wheel.name.endswith("-any.whl")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of Linux with glibc")
def test_on_linux_the_wheel_serves_every_glibc_that_its_name_says(wheel: Path) -> None:
    command = [sys.executable, "-m", "auditwheel", "show", str(wheel)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "-py3-none-manylinux_2_17_" in wheel.name
    (needed,) = re.findall(r'"manylinux_2_(\d+)_', told)
    assert int(needed) <= 17


def test_without_a_compiler_the_wheel_is_pure_and_its_kernels_are_numpys(tmp_path: Path) -> None:
    copy = tmp_path / "source"
    for name in ("orggraph", "cypher", "scripts"):
        ignored = shutil.ignore_patterns("_kernels.*", "__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(copy)]
    environment = os.environ | {"ORGGRAPH_CC": "no-such-compiler"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    wheel = next(tmp_path.glob("*.whl"))
    assert wheel.name.endswith("-py3-none-any.whl")
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)
    ask = "from orggraph import kernels; print(kernels.engine.__name__, kernels.__file__)"
    run = subprocess.run(
        [sys.executable, "-c", ask],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
    )
    assert run.stdout.startswith("orggraph.kernels._plain ")
    assert str(unpacked) in run.stdout


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
    assert made == {
        "2021",
        "ledgers",
        "ledgers-csv",
        "boshan.lbug",
        "map.html",
        "figures.png",
        "need.png",
    }
