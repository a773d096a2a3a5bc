"""The wheel, built for real: it carries everything, and what it carries runs from anywhere."""

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
NEVER_CODE = {".mo", ".tcss", ".toml", ".j2", ".typed"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"),
            *("--no-build-isolation", "--wheel-dir", folder, ROOT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    [found] = folder.glob("callmate-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it, and the packages of the one the tests run in."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
            *("--no-deps", "--no-index", wheel),
        ],
        check=True,
    )
    [packages] = folder.glob("lib/python*/site-packages")
    # A folder named in a .pth file comes after the environment's own packages.
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return folder


def test_the_wheel_carries_everything(wheel: Path) -> None:
    carried = set(ZipFile(wheel).namelist())
    package = ROOT / "callmate"
    wanted = {
        at.relative_to(ROOT).as_posix()
        for at in package.rglob("*")
        if at.is_file() and "__pycache__" not in at.parts
    }
    assert wanted <= carried
    assert "callmate/py.typed" in carried
    kinds = {Path(name).suffix for name in carried} & NEVER_CODE
    assert kinds >= {".mo", ".tcss"}
    catalogues = {name for name in carried if name.endswith(".po")}
    assert {name.removesuffix(".po") + ".mo" for name in catalogues} <= carried


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert not [name for name in names if not name.startswith(("callmate/", "callmate-"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith((".tmp", ".pyc"))]


def test_what_the_wheel_installs_runs_and_sets_nothing_up(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "bin" / "callmate", "keys", "--json"],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "it_IT.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    titles = {key["id"]: key["title"] for key in json.loads(done.stdout)}
    assert titles.keys() >= {"call.answer", "call.claim", "call.end"}
    assert not (tmp_path / ".cache").exists()


def test_without_its_packages_what_is_installed_does_not_fetch_them(
    installed: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [installed / "bin" / "python", "-S", "-c", "import callmate.__main__ as m; m.main()"],
        cwd=next(installed.glob("lib/python*/site-packages")),
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr
    assert not list(tmp_path.iterdir())
