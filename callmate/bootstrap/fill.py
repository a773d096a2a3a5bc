"""Fills an environment: Python's ``venv`` makes it, pip puts CallMate's parts into it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.bootstrap.parts import PARTS
from callmate.bootstrap.system import has_ensurepip, has_outer_pip
from callmate.bootstrap.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from callmate.bootstrap.place import Place
    from callmate.bootstrap.progress import Log

_CARRIED = ("callmate", "pyproject.toml", "README.md", "LICENSE")
_PIP = ("install", "--disable-pip-version-check", "--no-input", "--progress-bar=off")


def fill(place: Place, extras: str, log: Log, lock: int, *, clear: bool) -> bool:
    """Bring an environment to what the checkout asks for and tell whether that succeeded.

    ``lock`` is the descriptor that holds the place; ``clear`` empties the folder first.

    Raises:
        OSError: The disk does not take it.
    """
    if clear or not _works(place):
        _empty(place)
        if not _made(place, log, lock):
            return False
    with _source(place) as source:
        what = f".[{extras.replace(' ', ',')}]" if extras else "."
        how = ["--editable"] if place.editable else []
        status = log.run(
            [*_pip(place), *_PIP, *how, what],
            doing=words("fetching"),
            cwd=source,
            environment=_environment(),
            keep_open=[lock],
        )
    return status == 0 and is_whole(place)


def is_whole(place: Place) -> bool:
    """Tell whether every part is found by the environment's own interpreter."""
    names = [*PARTS, "callmate"]
    check = f"import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, {names!r})))"
    return _runs([str(place.python), "-I", "-c", check])


def _works(place: Place) -> bool:
    """Tell whether an environment that stands here already can be installed into."""
    check = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    if not _runs([str(place.python), "-I", "-c", check]):
        return False
    return has_outer_pip() or _has_pip(place)


def _made(place: Place, log: Log, lock: int) -> bool:
    # An environment cannot be made anew by an interpreter that lives in it.
    base = getattr(sys, "_base_executable", sys.executable)
    without = [] if has_ensurepip() else ["--without-pip"]
    command = [base, "-I", "-m", "venv", *without, str(place.folder)]
    return log.run(command, doing=words("making"), keep_open=[lock]) == 0


def _empty(place: Place) -> None:
    """Remove everything but the mark that says the folder is unfinished."""
    for child in place.folder.iterdir():
        if child == place.unfinished:
            continue
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()


def _pip(place: Place) -> list[str]:
    if _has_pip(place):
        return [str(place.python), "-I", "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(place.python)]


def _has_pip(place: Place) -> bool:
    return _runs([str(place.python), "-I", "-m", "pip", "--version"])


def _runs(command: list[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - commands are written in this module
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd="/"
        )
    except OSError:
        return False
    return done.returncode == 0


def _environment() -> dict[str, str]:
    """Return our environment without what would lead pip astray."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}
    return {**kept, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "LC_ALL": "C.UTF-8"}


@contextlib.contextmanager
def _source(place: Place) -> Iterator[Path]:
    """Yield the folder to install from: the checkout, or a copy where it may not be written to."""
    if place.editable:
        yield place.root
        return
    with tempfile.TemporaryDirectory(prefix="callmate-source-") as name:
        copy = Path(name)
        for part in _CARRIED:
            at = place.root / part
            if at.is_dir():
                shutil.copytree(at, copy / part, copy_function=shutil.copyfile)
            else:
                shutil.copyfile(at, copy / part)
        yield copy
