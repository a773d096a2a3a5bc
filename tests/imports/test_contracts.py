"""The import contracts are kept by the code, and each of them can be broken."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


def verdicts(config: Path) -> dict[str, str]:
    done = subprocess.run(
        [LINTER, "--no-logo", "--no-cache", "--config", config],
        cwd=config.parent,
        env={"COLUMNS": "400", "PYTHONPATH": str(config.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, flags=re.MULTILINE)
    assert found, done.stdout + done.stderr
    return dict(found)


def contracts() -> list[dict[str, Any]]:
    read = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed: list[dict[str, Any]] = read["tool"]["importlinter"]["contracts"]
    return listed


def plain(layer: str) -> str:
    return "callmate." + layer.partition("|")[0].strip(" ()")


def offend(root: Path, importer: str, imported: str) -> None:
    at = root / importer.replace(".", "/")
    offender = at / "offender.py" if at.is_dir() else at.with_suffix(".py")
    with offender.open("a", encoding="utf-8") as lines:
        lines.write(f"\nimport {imported}\n")


def test_every_contract_is_kept() -> None:
    assert verdicts(ROOT / "pyproject.toml") == {c["name"]: "KEPT" for c in contracts()}


def test_every_contract_can_be_broken(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "callmate", tmp_path / "callmate", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for contract in contracts():
        if contract["type"] == "layers":
            offend(tmp_path, plain(contract["layers"][-1]), plain(contract["layers"][2]))
        elif contract["type"] == "acyclic_siblings":
            offend(tmp_path, "callmate.domain", "callmate.ui")
        elif contract["type"] == "protected":
            offend(tmp_path, "callmate.wording", contract["protected_modules"][0])
        else:
            for importer in contract["source_modules"]:
                offend(tmp_path, importer, contract["forbidden_modules"][0])
    assert verdicts(tmp_path / "pyproject.toml") == {c["name"]: "BROKEN" for c in contracts()}
