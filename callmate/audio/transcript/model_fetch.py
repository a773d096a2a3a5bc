"""The process that fetches a model: files over HTTPS into a draft, which becomes the model whole.

Nothing else in CallMate opens a connection to the internet. What broke off goes on where it was.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import ssl
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from callmate.audio.protocol import Fetched, FetchFailure, Fetching, NotFetched
from callmate.audio.requests import FetchRequest, ModelFile
from callmate.audio.voice import Voice

_PATIENCE = 20.0  # seconds without a byte
_TRIES = 4
"""How often in a row a connection may break off without a byte."""

_AT_ONCE = 1 << 18
_TELL_EVERY = 0.2  # seconds
_RESERVE = 50_000_000
"""Bytes that are left free on the disk."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_PARTIAL, _RANGE_REFUSED = 206, 416


class _NotFetchedError(Exception):
    """Why there is no model."""

    def __init__(self, kind: FetchFailure) -> None:
        super().__init__(kind)
        self.kind = kind


def fetch(request: FetchRequest, voice: Voice) -> None:
    """Fetch a model, telling how far it is, and at last Fetched or NotFetched."""
    try:
        _fetch(request, _Told(voice, sum(file.size for file in request.files)))
    except _NotFetchedError as error:
        voice.say(NotFetched(error.kind))
    except OSError as error:
        voice.say(NotFetched("disk_full" if error.errno in _FULL else "cannot_write"))
    else:
        voice.say(Fetched())


class _Told:
    """Tells how many bytes are here, not too often."""

    def __init__(self, voice: Voice, total: int) -> None:
        self._voice = voice
        self._total = total
        self._at = 0.0

    def tell(self, before: int, of_this: int) -> None:
        now, done = time.monotonic(), before + of_this
        if now - self._at >= _TELL_EVERY or done == self._total:
            self._at = now
            self._voice.say(Fetching(done, self._total))


def _fetch(request: FetchRequest, told: _Told) -> None:
    target = Path(request.folder)
    draft = target.with_name(f".{target.name}-coming")
    draft.mkdir(0o700, parents=True, exist_ok=True)
    descriptor = _held(draft)
    try:
        here = sum(size for size in map(_size, (draft / file.name for file in request.files)))
        total = sum(file.size for file in request.files)
        if shutil.disk_usage(draft).free < total - here + _RESERVE:
            raise _NotFetchedError("disk_full")
        done = 0
        for file in request.files:
            _complete(f"{request.address}/{file.name}", file, draft, partial(told.tell, done))
            done += file.size
        _put_in_place(draft, target)
    finally:
        os.close(descriptor)


def _held(draft: Path) -> int:
    """Lock the draft until the descriptor is closed, so that two do not write into it."""
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise _NotFetchedError("busy") from error
    return descriptor


def _put_in_place(draft: Path, target: Path) -> None:
    """Let the draft be the model, and what stood in its place, which was none, be gone."""
    os.sync()
    before = target.with_name(f".{target.name}-before")
    shutil.rmtree(before, ignore_errors=True)
    if target.exists():
        target.rename(before)
    draft.rename(target)
    shutil.rmtree(before, ignore_errors=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _complete(address: str, file: ModelFile, draft: Path, tell: Callable[[int], None]) -> None:
    """Fetch what is missing of one file, and look that it is the right one."""
    path = draft / file.name
    failures = 0
    while (here := _size(path)) < file.size:
        kind = _more(address, path, here, file.size, tell)
        failures = 0 if _size(path) > here else failures + 1
        if kind == "wrong":
            path.unlink(missing_ok=True)
        if kind not in {None, "cut"} or failures == _TRIES:
            raise _NotFetchedError(kind or "cut")
        time.sleep(failures)
    with path.open("rb") as whole:
        right = (
            here == file.size and hashlib.file_digest(whole, "sha256").hexdigest() == file.sha256
        )
    if not right:
        path.unlink()
        raise _NotFetchedError("wrong")
    tell(file.size)


def _more(
    address: str, path: Path, here: int, size: int, tell: Callable[[int], None]
) -> FetchFailure | None:
    """Add what one connection gives to a file that has so many bytes; get why it gave no more."""
    with path.open("r+b" if here else "wb", buffering=0) as out:
        try:
            for begin, chunk in _chunks(address, here):
                out.seek(begin)
                out.write(chunk)
                if begin + len(chunk) > size:
                    break
                tell(begin + len(chunk))
        except _NotFetchedError as error:
            return error.kind
    return None


def _chunks(address: str, here: int) -> Iterator[tuple[int, bytes]]:
    """What a server gives of a file, each with its place, from `here` on if it knows how.

    Raises _NotFetchedError when it breaks off.
    """
    wanted = {"User-Agent": "callmate", "Accept-Encoding": "identity"}
    if here:
        wanted["Range"] = f"bytes={here}-"
    connected = False
    try:
        request = Request(address, headers=wanted)  # noqa: S310  # the address is ours
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310  # the same
            connected = True
            at, left = here if answer.status == _PARTIAL else 0, answer.length
            while left != 0 and (chunk := answer.read1(min(left or _AT_ONCE, _AT_ONCE))):
                yield at, chunk
                at, left = at + len(chunk), left and left - len(chunk)
    except (HTTPException, OSError) as error:
        raise _NotFetchedError(_kind(error, connected=connected)) from error
    if left:
        raise _NotFetchedError("cut")


def _kind(error: Exception, *, connected: bool) -> FetchFailure:
    if isinstance(error, HTTPError):
        return "wrong" if error.code == _RANGE_REFUSED else "refused"
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return "unsafe"
    return "cut" if connected or isinstance(reason, HTTPException) else "no_internet"
