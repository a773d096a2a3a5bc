"""Adds the engine that writes recordings down to CallMate's own environment, beside open windows.

It only adds packages, of a lock that names none of those CallMate runs on: what a window that is
open has loaded, or may load yet, stays as it is. What was added to half is never taken for whole,
and is put there anew the next time.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.bootstrap.install import NETWORK, installing, seal
from callmate.bootstrap.place import ADDED, SPEECH, cache_folder, checkout, hold, places
from callmate.bootstrap.progress import Log, _, runs, say

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCK = Path(__file__).with_name(f"{SPEECH}.lock")
_ROOM = 450_000_000
"""Bytes that it takes while it is unpacked; 310 MB of them stay, 99 MB are fetched."""

_WORKS = "import ctranslate2, faster_whisper"
_FETCHED = re.compile(
    r"^ *(?:Collecting|Downloading) ([A-Za-z][\w.]*(?:-[A-Za-z]\w*)*)", re.MULTILINE
)
_STOPPED = 130


def is_ours() -> bool:
    """Tell whether we run in an environment that CallMate set up, and so may add to."""
    return os.name != "nt" and Path(sys.prefix, "callmate-ready").exists()


def own_command() -> str:
    """Return the command that adds it to an environment that somebody else set up."""
    python = shlex.quote(sys.executable)
    by_pip = f"{python} -m pip install"
    by = by_pip if find_spec("pip") else f"uv pip install --python {python}"
    return f"{by} --no-deps --require-hashes -r {shlex.quote(str(_LOCK))}"


def doing_now() -> str:
    """Return the name of the package that is fetched just now; empty when none is."""
    try:
        text = (cache_folder() / "setup.log").read_text("utf-8", "replace")
    except OSError:
        return ""
    names = [] if "\nInstalling collected" in text else _FETCHED.findall(text)
    return str(names[-1]) if names else ""


def add() -> int:
    """Add it, saying on standard error what keeps it out; return the exit status."""
    mask = os.umask(0)
    os.umask(mask | 0o022)
    try:
        trouble = _add(Path(sys.prefix)) if is_ours() else _elsewhere()
    except OSError as error:
        words = _("The engine could not be installed: {reason}. Nothing else is changed.")
        trouble = words.format(reason=error.strerror or str(error))
    except KeyboardInterrupt:
        say(_("Stopped. Nothing else is changed, and it can be begun again at any time."))
        return _STOPPED
    finally:
        os.umask(mask)
    if trouble:
        say(trouble)
    return 1 if trouble else 0


def _elsewhere() -> str:
    words = _("CallMate was installed by another program here. Type this command: {command}")
    return words.format(command=own_command())


def _add(environment: Path) -> str:
    """Add it to an environment of ours, and return what kept it out, or nothing."""
    # No set-up runs meanwhile, and none begins; nor is the environment made anew.
    lock = hold(environment.parent)
    if lock is None:
        say(_("Another window is setting CallMate up; this one waits for it."))
        lock = hold(environment.parent, wait=True)
    kept = hold(environment, shared=True, wait=True)
    try:
        return _install(environment, Log(lock))
    finally:
        for each in (lock, kept):
            if each is not None:
                os.close(each)


def _install(environment: Path, log: Log) -> str:
    if (environment / "callmate-unfinished").exists():
        return _("CallMate's last set-up did not finish. Close CallMate, start it, and try again.")
    if shutil.disk_usage(environment).free < _ROOM:
        return _too_full(environment)
    python = str(environment / "bin" / "python")
    begun = environment / ADDED
    broken = find_spec("faster_whisper") is not None and not runs(python, "-I", "-c", _WORKS)
    again = ("--ignore-installed",) if broken or begun.exists() else ()
    tell_done = _stamp_of(environment)
    begun.touch()
    os.sync()
    done = log.run(installing(python, (_LOCK,), *again), _("Fetching"))
    if not done or not runs(python, "-I", "-c", _WORKS):
        return _what_went_wrong(environment, log)
    os.sync()
    begun.unlink()
    tell_done()
    return ""


def _stamp_of(environment: Path) -> Callable[[], None]:
    """Return what says of a complete environment that it has this part too from now on.

    One of another part, or one that an update waits for, is left as it is.
    """
    root, real = checkout(), os.path.realpath(environment)
    ours = (
        [place for place in places(root) if os.path.realpath(place.folder) == real] if root else []
    )
    if not ours or ours[0].extra() != "" or not ours[0].is_ready():
        return lambda: None
    return lambda: seal(ours[0], SPEECH)


def _what_went_wrong(environment: Path, log: Log) -> str:
    text = log.text()
    if "No space left on device" in text:
        return _too_full(environment)
    if NETWORK.search(text):
        return _(
            "The engine could not be fetched: the internet does not answer. Nothing else is"
            " changed; try again when there is a connection."
        )
    words = _(
        "The engine could not be installed. Nothing else is changed and trying again does no harm;"
        " the details are in {log}."
    )
    return words.format(log=log.path)


def _too_full(environment: Path) -> str:
    words = _("The disk is too full for the engine: {folder} needs about 450 MB. Make some room.")
    return words.format(folder=environment)


if __name__ == "__main__":
    sys.exit(add())
