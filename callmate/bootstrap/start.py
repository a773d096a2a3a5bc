"""Decides at every start whether CallMate can run as it is, elsewhere, or must be set up first."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from callmate.bootstrap.parts import missing
from callmate.bootstrap.place import Place, checkout, places, ready

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
        return
    if sys.version_info[:2] < _OLDEST:
        _with_newer_python(arguments)
    prefix = os.path.realpath(sys.prefix)
    here = next((p for p in places(root) if os.path.realpath(p.folder) == prefix), None)
    lacking = missing()
    as_it_is = os.environ.pop(_AS_IT_IS, None) is not None
    if not lacking and (as_it_is or here is None or here.extras() is None or here.is_ready()):
        return
    place = None if here else ready(root)
    if place is None:
        place = set_up(root, afresh=here is not None and here.is_ready())
        os.environ[_AS_IT_IS] = "1"
    # -P: what lies in the folder CallMate is started from must not stand in for its parts.
    os.execv(place.python, [str(place.python), "-P", "-m", "callmate", *arguments])  # noqa: S606 - our own


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
        return install(root, extra, afresh=afresh)
    except Trouble as trouble:
        say(str(trouble))
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        say(words("stopped"))
        raise SystemExit(130) from None


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
            os.execv(found, [found, "-m", "callmate", *arguments])  # noqa: S606 - the same program
    say(words("python", version="{}.{}".format(*sys.version_info)))
    raise SystemExit(1)
