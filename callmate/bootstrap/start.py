"""Decides at every start whether CallMate can run as it is, elsewhere, or must be set up first."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from callmate.bootstrap.interrupt import STOPPED, hold_back, raises
from callmate.bootstrap.parts import missing
from callmate.bootstrap.place import STAMP, Place, checkout, places, ready
from callmate.bootstrap.use import enter

if TYPE_CHECKING:
    from collections.abc import Sequence

_OLDEST = (3, 11)
_NEWEST = (3, 14)
_AS_IT_IS = "CALLMATE_AS_IT_IS"


def ensure(arguments: Sequence[str]) -> None:
    """Return when everything CallMate needs is at hand; start it elsewhere when it is not.

    An installed package always returns at once. From a checkout this may take the time of a
    set-up; the program then goes on, with the same arguments, in an environment of its own.

    Raises:
        SystemExit: It cannot be set up here; one sentence has been said.
    """
    root = checkout()
    if root is None:
        _enter_copy()
        return
    if sys.version_info[:2] < _OLDEST:
        _with_newer_python(arguments)
    prefix = os.path.realpath(sys.prefix)
    here = next((p for p in places(root) if os.path.realpath(p.folder) == prefix), None)
    if _can_run_in(here):
        return
    place = None if here else ready(root)
    if place is None:
        place = set_up(root, afresh=here is not None and here.is_ready())
        os.environ[_AS_IT_IS] = "1"
    # -P: what lies in the folder CallMate is started from must not stand in for its parts.
    _become([str(place.python), "-P", "-m", "callmate", *arguments])


def _can_run_in(here: Place | None) -> bool:
    """Tell whether this interpreter has all it takes, and keep its environment so if it has."""
    as_it_is = os.environ.pop(_AS_IT_IS, None) is not None

    def fits() -> bool:
        ready_here = as_it_is or here is None or here.extras() is None or here.is_ready()
        return not missing() and ready_here

    if here is None or os.name == "nt":
        return fits()
    try:
        # It must be held before it is looked at: from then on it cannot change.
        held = enter(here.folder)
    except OSError:
        # A disk that knows no locks.
        return fits()
    if held is None:
        return False
    if fits():
        return True
    os.close(held)
    return False


def _enter_copy() -> None:
    """Keep the environment as it is where we are the copy that a set-up put into it."""
    folder = Path(sys.prefix)
    if (folder / STAMP).exists():
        with contextlib.suppress(OSError):
            enter(folder)


def _become(command: list[str]) -> NoReturn:
    # A Python that is just starting cannot be stopped quietly; the next main is the first to hear.
    hold_back(on=True)
    os.execv(command[0], command)  # noqa: S606 - the same program


def set_up(root: Path, extra: str = "", *, afresh: bool = False) -> Place:
    """Make the environment and return it.

    Raises:
        SystemExit: It could not be made (1) or was stopped (130); one sentence has been said.
    """
    # Only a first start needs these.
    from callmate.bootstrap.install import set_up as install  # noqa: PLC0415
    from callmate.bootstrap.progress import Trouble, say  # noqa: PLC0415
    from callmate.bootstrap.words import words  # noqa: PLC0415

    if os.name == "nt":
        say(words("windows"))
        raise SystemExit(1)
    try:
        with raises():
            return install(root, extra, afresh=afresh)
    except Trouble as trouble:
        say(str(trouble))
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        say(words("stopped"))
        raise SystemExit(STOPPED) from None


def _with_newer_python(arguments: Sequence[str]) -> NoReturn:
    # Only an old Python needs these.
    import shutil  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    from callmate.bootstrap.progress import say  # noqa: PLC0415
    from callmate.bootstrap.words import words  # noqa: PLC0415

    for minor in range(_NEWEST[1], _OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        # What is found by name may be a stand-in that starts nothing.
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:  # noqa: S603 - a Python
            _become([found, "-m", "callmate", *arguments])
    say(words("python", version="{}.{}".format(*sys.version_info)))
    raise SystemExit(1)
