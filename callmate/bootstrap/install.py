"""Makes CallMate's own environment, completely or not at all."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

from callmate.bootstrap.fill import fill, is_whole
from callmate.bootstrap.place import Place, cache_folder, ready, writable
from callmate.bootstrap.progress import Log, Trouble, say
from callmate.bootstrap.system import provide, require
from callmate.bootstrap.use import unused
from callmate.bootstrap.whole import alone, mark, seal
from callmate.bootstrap.words import words

if TYPE_CHECKING:
    from pathlib import Path

_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "onnection broken",
    "Temporary failure",
    "Could not connect",
    "Failed to fetch",
)
_ROOM = 20_000_000


def set_up(root: Path, extra: str = "", *, afresh: bool = False) -> Place:
    """Make or update the environment for a checkout and return it complete.

    Anything half made by an earlier start is replaced, and so is a complete one when ``afresh``.
    While another CallMate runs there, nothing is changed: an older one is returned as it is.

    Raises:
        Trouble: It could not be made; the sentence to show.
        KeyboardInterrupt: The owner stopped it; the next start takes it up again.
    """
    place = writable(root)
    mask = os.umask(0)
    # What others could write to, they could make us run.
    os.umask(mask | 0o022)
    try:
        place.folder.parent.mkdir(0o700, parents=True, exist_ok=True)
        with alone(place.folder.parent) as lock:
            done = None if afresh else ready(root, extra)
            if done is not None:
                return done
            with unused(place.folder) as free:
                if free:
                    return _make(place, extra, lock, afresh=afresh)
            return _left_alone(place, extra, afresh=afresh)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Trouble(words("disk", reason=reason, folder=cache_folder())) from error
    finally:
        os.umask(mask)


def _left_alone(place: Place, extra: str, *, afresh: bool) -> Place:
    """Return an environment that somebody runs in, unchanged, if it is good enough to start with.

    What a program has not loaded yet must not change or go while a call is in progress.
    """
    enough = not (extra or afresh or place.unfinished.exists()) and is_whole(place)
    if not enough:
        raise Trouble(words("in_use"))
    say(words("update_later"))
    return place


def _make(place: Place, extra: str, lock: int, *, afresh: bool) -> Place:
    log = Log()
    began = time.monotonic()
    before = place.extras()
    healing = afresh or place.unfinished.exists()
    update = before is not None and not healing
    require()
    say(words("heal" if healing else "update" if update else "first", folder=place.folder))
    provide(log)
    extras = " ".join(sorted({*(before or "").split(), *extra.split()}))
    mark(place)
    if fill(place, extras, log, lock, clear=healing):
        seal(place, extras)
        say(words("done", seconds=round(time.monotonic() - began)))
    elif update and not extra and is_whole(place):
        place.unfinished.unlink()
        say(words("old_parts", log=log.path))
    else:
        raise Trouble(_what_went_wrong(place, log))
    return place


def _what_went_wrong(place: Place, log: Log) -> str:
    text = log.text()
    if "No space left on device" in text or shutil.disk_usage(place.folder).free < _ROOM:
        return words("space", folder=place.folder, log=log.path)
    kind = "network" if any(sign in text for sign in _NETWORK) else "failed"
    return words(kind, log=log.path)
