"""What each room loads, seen in an interpreter that has loaded nothing before."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from callmate.bootstrap.place import PARTS

ROOT = Path(__file__).parents[2]
OURS = {
    "audio", "cli", "documents", "domain", "letters", "rulebook", "services", "store", "ui",
    "wording",
}  # fmt: skip
SOUND = {"numpy", "sounddevice", "av", "pydub"}
SCREEN = {"textual", "rich"}
DOMAIN_MAY = {
    "bisect", "calendar", "collections", "dataclasses", "datetime", "difflib", "enum", "functools",
    "hashlib", "itertools", "json", "math", "operator", "re", "string", "types", "typing",
    "unicodedata", "callmate", "msgspec",
}  # fmt: skip


def loaded_by(code: str, home: Path, language: str = "en") -> set[str]:
    """Run code in a new interpreter and return the names of all modules it has loaded."""
    told = home / "modules.json"
    script = f"""
import json, pathlib, sys
try:
    {code}
finally:
    pathlib.Path({str(told)!r}).write_text(json.dumps(list(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "LANG": language},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(told.read_text()))


def rooms(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("callmate.")} & OURS


def every_module_of(room: str) -> str:
    names = (
        ".".join(at.relative_to(ROOT).with_suffix("").parts)
        for at in sorted((ROOT / "callmate" / room).rglob("*.py"))
        if not at.stem.startswith("__")
    )
    return "import " + ", ".join(names)


def test_the_domain_loads_nothing_but_itself_and_msgspec(tmp_path: Path) -> None:
    modules = loaded_by(every_module_of("domain"), tmp_path)
    assert rooms(modules) == {"domain"}
    assert not modules & {*PARTS, "asyncio", "subprocess"} - {"msgspec"}


@pytest.mark.parametrize(
    "at", sorted((ROOT / "callmate/domain").rglob("*.py")), ids=lambda at: at.stem
)
def test_the_domain_asks_for_no_file_clock_thread_or_chance(at: Path) -> None:
    tree = ast.parse(at.read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= DOMAIN_MAY
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert not called & {"now", "today", "utcnow", "open", "print", "input", "read_text"}


def test_the_store_loads_no_screen_and_no_sound(tmp_path: Path) -> None:
    modules = loaded_by(every_module_of("store"), tmp_path)
    assert rooms(modules) == {"domain", "store"}
    assert not modules & (SCREEN | SOUND)


def test_the_sound_loads_nothing_of_ours_and_no_screen(tmp_path: Path) -> None:
    modules = loaded_by(every_module_of("audio"), tmp_path)
    assert rooms(modules) == {"audio"}
    assert not modules & {*SCREEN, "tinydb"}


def test_the_screens_load_no_sound_library(tmp_path: Path) -> None:
    modules = loaded_by(every_module_of("ui"), tmp_path)
    assert "ui" in rooms(modules)
    assert modules >= {"textual", "callmate.ui.screens.live.live_screen"}
    assert not modules & SOUND


def test_the_set_up_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    modules = loaded_by(every_module_of("bootstrap"), tmp_path)
    assert rooms(modules) == set()
    standard = sys.stdlib_module_names | {"callmate", "sitecustomize", "usercustomize"}
    # What an editable install hooks into every interpreter is not ours.
    foreign = {name.partition(".")[0] for name in modules} - standard
    assert {name for name in foreign if not name.startswith("_")} == set()


@pytest.mark.parametrize("command", ["calls", "keys", "doctor"])
def test_a_command_opens_no_screen(command: str, tmp_path: Path) -> None:
    code = f"import callmate.__main__ as m; sys.argv = ['callmate', {command!r}]; m.main()"
    modules = loaded_by(code, tmp_path)
    assert "callmate.cli.main" in modules
    assert not modules & SCREEN
