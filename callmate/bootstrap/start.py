"""Decides at every start whether CallMate can run as it is, elsewhere, or must be set up first.

An old Python must be able to read this too, to be told that it is old.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from callmate.bootstrap.place import Place, checkout, hold, missing, places, ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STOPPED = 130
_OLDEST, _NEWEST = (3, 11), (3, 14)
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
        # We may be the copy that a set-up put into an environment.
        if Path(sys.prefix, "callmate-ready").exists():
            with contextlib.suppress(OSError):
                hold(Path(sys.prefix), shared=True)
        return
    if sys.version_info[:2] < _OLDEST:
        _with_newer_python(arguments)
    prefix = os.path.realpath(sys.prefix)
    here = next((p for p in places(root) if os.path.realpath(p.folder) == prefix), None)
    if _can_run_in(here):
        return
    place = None if here else ready(root)
    if place is None:
        # Only a first start needs this, and Ctrl+C must be told of what it may leave half done.
        from callmate.bootstrap.install import set_up  # noqa: PLC0415

        if signal.getsignal(signal.SIGINT) is _end:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        place = set_up(root, afresh=here is not None and here.is_ready())
        os.environ[_AS_IT_IS] = "1"
    # -P: what lies in the folder CallMate is started from must not stand in for its parts.
    _become([str(place.python), "-P", "-m", "callmate", *arguments])


@contextlib.contextmanager
def ends_at_once() -> Iterator[None]:
    """Let Ctrl+C end the process on the spot; what it does meanwhile must need no tidying up.

    An exception would do when our own code runs, but some libraries crash when one comes up
    while they are being loaded. Where Ctrl+C is ignored, it stays so.
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if usual:
        signal.signal(signal.SIGINT, _end)
    _hold_back(on=False)
    try:
        yield
    finally:
        if usual:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_number: int, _frame: object) -> NoReturn:
    os._exit(_STOPPED)


def shut_out_others() -> None:
    """Leave no picture of our memory on the disk, and run no bytecode that others may have written.

    The umask may let others write to it: such is dropped, and written anew for us alone to change.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):  # there is none under Windows
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(os.umask(0o077) | 0o022)
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120 - every start does this
    for cache in _caches(package):
        with contextlib.suppress(OSError):
            _drop_if_open(cache)


def _caches(folder: str) -> Iterator[str]:
    """The folders of bytecode in a folder, however deep."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for each in found:
            if each.name == "__pycache__":
                yield each.path
            elif each.is_dir(follow_symlinks=False):
                yield from _caches(each.path)


def _drop_if_open(cache: str) -> None:
    if os.lstat(cache).st_mode & 0o022:
        os.chmod(cache, 0o700)  # noqa: PTH101 - as above
        for name in os.listdir(cache):  # noqa: PTH208 - as above
            os.unlink(os.path.join(cache, name))  # noqa: PTH108, PTH118 - as above


def _hold_back(*, on: bool) -> None:
    """Keep Ctrl+C until this is called again with ``on`` false; the next program inherits that."""
    if hasattr(signal, "pthread_sigmask"):
        how = signal.SIG_BLOCK if on else signal.SIG_UNBLOCK
        signal.pthread_sigmask(how, {signal.SIGINT})


def _can_run_in(here: Place | None) -> bool:
    """Tell whether this interpreter has all it takes, and keep its environment so if it has."""
    as_it_is = os.environ.pop(_AS_IT_IS, None) is not None
    held: int | None = None
    if here is not None and os.name != "nt":
        # It must be held before it is looked at: from then on it cannot change.
        with contextlib.suppress(OSError):  # a disk that knows no locks
            held = hold(here.folder, shared=True)
            if held is None:
                return False
    current = as_it_is or here is None or here.extra() is None or here.is_ready()
    if current and not missing():
        return True
    if held is not None:
        os.close(held)
    return False


def _become(command: list[str]) -> NoReturn:
    # A Python that is just starting cannot be stopped quietly; the next main is the first to hear.
    _hold_back(on=True)
    os.execv(command[0], command)  # noqa: S606 - the same program


def _with_newer_python(arguments: Sequence[str]) -> NoReturn:
    import shutil  # noqa: PLC0415 - only an old Python needs these

    from callmate.bootstrap.progress import _, runs, say  # noqa: PLC0415

    for minor in range(_NEWEST[1], _OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and runs(found, "-c", ""):  # it may be a stand-in that starts nothing
            _become([found, "-m", "callmate", *arguments])
    sentence = _(
        "CallMate needs Python 3.11 or newer, and this is Python {version}. Install a newer Python"
        " and start CallMate with it."
    )
    say(sentence.format(version="{}.{}".format(*sys.version_info)))
    raise SystemExit(1)
