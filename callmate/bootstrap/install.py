"""Makes CallMate's own environment, completely or not at all: ``venv``, then pip with the lock."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import shutil
import sys
import tempfile
import time
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.bootstrap.place import PARTS, Place, cache_folder, hold, places, ready
from callmate.bootstrap.progress import Log, _, agrees, can_ask, runs, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PIP = ("install", "--disable-pip-version-check", "--no-input", "--progress-bar=off", "--no-deps")
_AS_NEEDED = "--no-compile"
"""Compiling every part beforehand takes more than a third of a set-up."""

_SITE = "lib/python3.*/site-packages/"
_SCREENS = ("textual", "rich")
"""What the screens are made of is compiled beforehand: none of it has to be during a call."""

_APT = ("install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")
NETWORK = re.compile(
    "(NewConnection|NameResolution|ConnectTimeout|ReadTimeout|Proxy|SSL)Error|onnection broken"
    "|Temporary failure|Could not connect|Failed to fetch"
)
_ROOM, _STOPPED = 20_000_000, 130
_BASE = getattr(sys, "_base_executable", sys.executable)
"""An environment cannot be made anew by an interpreter that lives in it."""


class _Trouble(Exception):  # noqa: N818 - it is told to a person, not to a program
    """Something that keeps CallMate from being set up, said in one sentence."""


def set_up(root: Path, extra: str = "", *, afresh: bool = False) -> Place:
    """Make or update the environment for a checkout and return it complete.

    Anything half made by an earlier start is replaced, and so is a complete one when ``afresh``.
    While another CallMate runs there, nothing is changed: an older one is returned as it is.
    The locks taken here are given up when this process ends or becomes another program.

    Raises:
        SystemExit: It could not be made (1) or was stopped (130); one sentence has been said.
    """
    mask = os.umask(0)
    # What others could write to, they could make us run.
    os.umask(mask | 0o022)
    try:
        return _set_up(root, extra, afresh=afresh)
    except _Trouble as trouble:
        say(str(trouble))
    except OSError as error:
        sentence = _(
            "CallMate could not be set up: {reason}. Your calls are not touched. It needs a folder"
            " it may write to: either its own, or {folder}."
        )
        say(sentence.format(reason=error.strerror or str(error), folder=cache_folder()))
    except KeyboardInterrupt:
        say(_("Stopped. Nothing is broken: start CallMate again and the set-up is taken up again."))
        raise SystemExit(_STOPPED) from None
    finally:
        os.umask(mask)
    raise SystemExit(1)


def _set_up(root: Path, extra: str, *, afresh: bool) -> Place:
    if os.name == "nt":
        sentence = _(
            "Under Windows install CallMate with “py -m pip install .” and start it with"
            " “callmate”."
        )
        raise _Trouble(sentence)
    beside, cached = places(root)
    within = beside.folder if beside.folder.exists() else root
    place = beside if os.access(root, os.W_OK) and os.access(within, os.W_OK) else cached
    place.folder.parent.mkdir(0o700, parents=True, exist_ok=True)
    lock = hold(place.folder.parent)
    if lock is None:
        say(_("Another window is setting CallMate up; this one waits for it."))
        lock = hold(place.folder.parent, wait=True)
    done = None if afresh else ready(root, extra)
    if done is not None:
        return done
    if not place.folder.exists() or hold(place.folder) is not None:
        return _make(place, extra, Log(lock), afresh=afresh)
    # What a program has not loaded yet must not change or go while a call is in progress.
    if extra or afresh or place.unfinished.exists() or not _is_whole(place):
        sentence = _(
            "CallMate needs other parts now, but is open in another window and leaves that one"
            " alone. When you have finished there, close it and start CallMate again."
        )
        raise _Trouble(sentence)
    sentence = _(
        "CallMate has changed, but is open in another window: it starts as it was, and is"
        " updated the next time you open it with no other window open."
    )
    say(sentence)
    return place


def _make(place: Place, extra: str, log: Log, *, afresh: bool) -> Place:
    """Bring an environment to what the checkout asks for, or leave one that is good enough."""
    began, before = time.monotonic(), place.extra()
    clear = afresh or place.unfinished.exists()
    all_extra = extra or before or ""
    _provide(log, greeting=_greeting(place, clear=clear))
    _mark(place)
    if _fill(place, all_extra, log, clear=clear):
        seal(place, all_extra)
        say(_("Ready, after {seconds} s.").format(seconds=round(time.monotonic() - began)))
    elif before is None or extra or clear or not _is_whole(place):
        raise _Trouble(_what_went_wrong(place, log))
    else:
        place.unfinished.unlink()
        sentence = _(
            "The update did not succeed, so CallMate starts with the parts it has and will try"
            " again next time; the details are in {log}."
        )
        say(sentence.format(log=log.path))
    return place


def _greeting(place: Place, *, clear: bool) -> str:
    if clear:
        return _(
            "The last set-up did not finish, so CallMate starts it afresh. Your calls are not"
            " touched."
        )
    if place.extra() is not None:
        return _(
            "CallMate has changed since the last time: it is updating its parts, usually in a few"
            " seconds."
        )
    sentence = _(
        "Welcome. On its first start CallMate fetches the parts it needs into {folder}: about"
        " 100 MB, once, usually in less than a minute. The computer's own Python is left as it is."
    )
    return sentence.format(folder=place.folder)


def _fill(place: Place, extra: str, log: Log, *, clear: bool) -> bool:
    python = str(place.python)
    works = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    if clear or not runs(python, "-I", "-c", works):
        bare = [] if find_spec("ensurepip") else ["--without-pip"]
        venv = [_BASE, "-I", "-m", "venv", "--clear", *bare, str(place.folder)]
        if not log.run(venv, _("Making the folder")):
            return False
        _mark(place)
    locks = place.locks(extra)
    if not log.run(installing(python, locks, _AS_NEEDED), _("Fetching")):
        return False
    with _source(place) as source:
        how = (_AS_NEEDED, "--no-build-isolation", *(["-e"] if place.editable else []))
        ours = [*_pip(python), *_PIP, *how, "."]
        done = log.run(ours, _("Putting everything in place"), cwd=source)
    done = done and _is_whole(place)
    if done:
        parts = [str(each) for name in _SCREENS for each in place.folder.glob(_SITE + name)]
        compiling = [python, "-I", "-m", "compileall", "-q", *parts]
        log.run(compiling, _("Putting everything in place"))
    return done


def installing(python: str, locks: Iterable[Path], *more: str) -> list[str]:
    """Return the command that installs what locks name into an interpreter's environment."""
    named = [word for lock in locks for word in ("--requirement", str(lock))]
    return [*_pip(python), *_PIP, *more, "--require-hashes", *named]


def _pip(python: str) -> list[str]:
    """Return the installer of an environment, or that of the interpreter it was made by."""
    own = [python, "-I", "-m", "pip"]
    return own if runs(*own, "--version") else [_BASE, "-m", "pip", "--python", python]


@contextlib.contextmanager
def _source(place: Place) -> Iterator[Path]:
    """Yield the folder to install from: the checkout, or a copy where it may not be written to."""
    if place.editable:
        yield place.root
        return
    with tempfile.TemporaryDirectory(prefix="callmate-source-") as name:
        shutil.copytree(place.root / "callmate", f"{name}/callmate", copy_function=shutil.copyfile)
        for part in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copyfile(place.root / part, Path(name, part))
        yield Path(name)


def _is_whole(place: Place) -> bool:
    """Tell whether every part is found by the environment's own interpreter."""
    names = [*PARTS, "callmate"]
    check = f"import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, {names!r})))"
    return runs(str(place.python), "-I", "-c", check)


def _mark(place: Place) -> None:
    """Say on the disk that the folder is not to be trusted until it is sealed."""
    place.folder.mkdir(exist_ok=True)
    place.unfinished.touch()
    os.sync()


def seal(place: Place, extra: str) -> None:
    """Say on the disk that the folder is complete, once everything in it is really there."""
    new = place.stamp.with_suffix(".tmp")
    new.write_text(place.wanted(extra), "utf-8")
    os.sync()
    new.replace(place.stamp)
    place.unfinished.unlink(missing_ok=True)
    os.sync()


def _what_went_wrong(place: Place, log: Log) -> str:
    text = log.text()
    if "No space left on device" in text or shutil.disk_usage(place.folder).free < _ROOM:
        sentence = _(
            "The disk is too full for CallMate's parts: {folder} needs about 350 MB. Your calls are"
            " not touched. Make some room and start again; the details are in {log}."
        )
    elif NETWORK.search(text):
        sentence = _(
            "CallMate could not fetch its parts: the internet does not answer. Your calls are not"
            " touched. Check the connection and start it again; the details are in {log}."
        )
    else:
        sentence = _(
            "CallMate could not be set up. Your calls are not touched and trying again does no"
            " harm; the details are in {log}."
        )
    return sentence.format(folder=place.folder, log=log.path)


def _provide(log: Log, greeting: str) -> None:
    """Greet the owner and, on Debian and its kin, have installed what is missing from the system.

    Raises:
        _Trouble: There is no installer and none could be had.
    """
    has_sound = sys.platform != "linux" or find_library("portaudio") is not None
    default = os.path.realpath(_BASE) == os.path.realpath("/usr/bin/python3")
    venv = "python3-venv" if default else f"python3.{sys.version_info[1]}-venv"
    packages = [*([] if _has_installer() else [venv]), *([] if has_sound else ["libportaudio2"])]
    has_apt = shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()
    may_have = has_apt and (os.geteuid() == 0 or (shutil.which("sudo") and can_ask()))
    if may_have or _has_installer():
        say(greeting)
    if not packages or (may_have and _apt(packages, log)):
        return
    command = " ".join(["sudo apt-get install -y", *packages])
    if not _has_installer():
        sentence = _(
            "CallMate cannot set itself up yet: Python's own installer is missing here. Nothing was"
            " changed. Type “{command}” and start CallMate again."
        )
        raise _Trouble(sentence.format(command=command))
    if has_apt:
        sentence = _(
            "Everything but recording and listening will work. To have those too, type “{command}”"
            " at any time."
        )
        say(sentence.format(command=command))


def _has_installer() -> bool:
    """Tell whether an environment can be made and filled; pip may be this interpreter's own."""
    importlib.invalidate_caches()
    pip = (sys.executable, "-m", "pip", "--python", sys.executable, "--version")
    return find_spec("venv") is not None and (find_spec("ensurepip") is not None or runs(*pip))


def _apt(packages: Sequence[str], log: Log) -> bool:
    """Install packages: root's word stands, anybody else is asked; tell whether they are there."""
    root, names = os.geteuid() == 0, " ".join(packages)
    if root:
        say(_("It also installs from the system: {packages}.").format(packages=names))
    else:
        question = _(
            "CallMate needs something from the system too ({packages}): install it now with sudo?"
            " [Y/n]"
        )
        if not agrees(question.format(packages=names)):
            return False
    apt = [*([] if root else ["sudo"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]

    def done(*words: str) -> bool:
        doing = _("Installing {packages}").format(packages=names)
        return log.run([*apt, *words], doing, watched=root)

    # The lists are fetched only when they turn out to be missing.
    return done(*_APT, *packages) or (done("update", "-qq") and done(*_APT, *packages))
