"""What a backup holds: read through whole, each file against its SHA-256."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import msgspec

from callmate.store.errors import Reason, StoreError
from callmate.store.locks import LOCK_FILE
from callmate.store.places import Places, is_id

# ruff: noqa: N818 - each is named for what happened, as a person would say it


class Flaw(StrEnum):
    """Why a file cannot be restored from."""

    NO_BACKUP = "no_backup"
    """Not what a backup looks like, from its first bytes on."""
    NOT_OPENED = "not_opened"
    """The passphrase is another one, or the key in the file was changed."""
    SPOILT = "spoilt"
    """Cut short, changed, or holding what no backup holds."""
    NEWER = "newer"
    """A newer version of the program made it."""


class Flawed(StoreError):
    """A backup cannot be restored from; nothing was touched."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


class OtherKey(StoreError):
    """There is another key pair here than in the backup; nothing was touched."""


class Changing(StoreError):
    """A file changed while it was read into a backup; no backup was made."""


class PutBackInPart(StoreError):
    """The disk did not take all of a backup; what is there is there whole."""

    def __init__(self, reason: Reason, count: int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.count = count
        """Calls and cases that were put back."""


PUBLIC, PRIVATE = "owner.pub", "owner.age"
SETTINGS, ADDRESSES, QUESTIONS = "settings.toml", "addresses.json", "questions.json"
FILES = (PRIVATE, PUBLIC, SETTINGS, ADDRESSES, QUESTIONS)
"""Files that stand alone."""
OWN = ("letters", "rules")
"""Folders of files that the owner wrote; each stands alone."""

_IN_CALL = re.compile(r"(calls/([0-9]{4})/(\2[^/]+))/(.+)", re.DOTALL)
_IN_CASE = re.compile(r"(cases/([^/]+))/(.+)", re.DOTALL)
_OF_OWNER = re.compile(rf"(?:{'|'.join(OWN)})/(.+)", re.DOTALL)
_DRAFT = re.compile(r"\..*\.tmp", re.DOTALL)
_LONGEST = 255
"""Bytes of a name, on every disk that matters."""
_DEEPEST = 8
"""Folders inside a folder; ours has one."""


@dataclass(frozen=True)
class BackupPlace:
    """Where a file belongs."""

    thing: str
    """What is put back as a whole: ``calls/2026/<id>``, ``cases/<id>``, or a file that stands
    alone."""
    inside: str = ""
    """The file's way inside the thing; empty where the thing is the file."""

    @property
    def name(self) -> str:
        """The file's name in a backup."""
        return f"{self.thing}/{self.inside}" if self.inside else self.thing


def place_of(name: str) -> BackupPlace:
    """Where the file of this name belongs.

    Raises:
        ValueError: No backup holds such a file.
    """
    own = _OF_OWNER.fullmatch(name)
    if name in FILES or (own and is_plain(own[1])):
        return BackupPlace(name)
    found = _IN_CALL.fullmatch(name) or _IN_CASE.fullmatch(name)
    if not found:
        raise ValueError(name)
    thing, call_id, inside = found.group(1), *found.groups()[-2:]
    if not is_id(call_id) or not is_plain(inside):
        raise ValueError(name)
    return BackupPlace(thing, inside)


def is_plain(inside: str) -> bool:
    """Whether a way inside a folder stays inside it, and names something that is backed up."""
    steps = inside.split("/")
    return len(steps) <= _DEEPEST and all(map(_is_step, steps)) and inside != LOCK_FILE


def _is_step(step: str) -> bool:
    # SHA256SUMS holds one name a line, and writes a backslash otherwise than it is.
    odd = step in {"", ".", ".."} or any(sign in step for sign in "\0\n\\")
    try:
        size = len(step.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return False
    return not odd and size <= _LONGEST and not _DRAFT.fullmatch(step)


def is_folder(thing: str) -> bool:
    """Whether a thing is a call or a case, and not a file that stands alone."""
    return thing.startswith(("calls/", "cases/"))


def path_of(places: Places, thing: str) -> Path:
    """Where a thing lies in the store."""
    chosen = thing == SETTINGS or thing.partition("/")[0] in OWN
    return (places.config if chosen else places.data) / thing


HEAD = "backup.json"
SUMS = "SHA256SUMS"
VERSION = 1
_LARGEST = {HEAD: 1 << 16, SUMS: 1 << 28}
"""Bytes; the sums of a million files are a third of that."""

Files = dict[str, str]
"""The SHA-256, in hex, of each file of a thing, by its way inside it."""


class _Head(msgspec.Struct):
    version: int


@dataclass
class BackupSurvey:
    """Reads a backup through and keeps nothing but names and sums."""

    things: dict[str, Files] = field(default_factory=dict)
    """In the order in which they stand."""
    _name: str = ""
    _text: bytearray = field(default_factory=bytearray)
    _sums: list[str] = field(default_factory=list)
    _began: bool = False
    _closed: bool = False

    def __post_init__(self) -> None:
        """Nothing is summed up yet."""
        self._digest = sha256()

    def begin(self, name: str, size: int, written: int) -> None:
        """A file begins.

        Raises:
            Flawed: It has no business here.
        """
        del written
        if self._closed or self._began == (name == HEAD) or size > _LARGEST.get(name, size):
            raise Flawed(Flaw.SPOILT)
        self._began = True
        self._name = name
        self._text.clear()
        self._digest = sha256()
        if name not in _LARGEST:
            self._enter(name)

    def _enter(self, name: str) -> None:
        try:
            place = place_of(name)
        except ValueError as error:
            raise Flawed(Flaw.SPOILT) from error
        last = next(reversed(self.things), None)
        if place.thing != last and place.thing in self.things:
            raise Flawed(Flaw.SPOILT)
        files = self.things.setdefault(place.thing, {})
        if place.inside in files:
            raise Flawed(Flaw.SPOILT)
        files[place.inside] = ""

    def piece(self, piece: bytes) -> None:
        """More of the file."""
        self._digest.update(piece)
        if self._name in _LARGEST:
            self._text += piece

    def end(self) -> None:
        """The file is whole.

        Raises:
            Flawed: It does not say what it must.
        """
        digest = self._digest.hexdigest()
        if self._name == HEAD:
            _check_version(bytes(self._text))
        elif self._name == SUMS:
            self._closed = True
            if bytes(self._text) != sums(self._sums):
                raise Flawed(Flaw.SPOILT)
        else:
            place = place_of(self._name)
            self.things[place.thing][place.inside] = digest
            self._sums.append(line(place, digest))

    def finish(self) -> None:
        """Say that the backup has been read through.

        Raises:
            Flawed: Something is missing, or files stand in each other's way.
        """
        ways = [self.things.keys(), *self.things.values()]
        if not self._closed or any(map(_in_the_way, ways)):
            raise Flawed(Flaw.SPOILT)


def first() -> bytes:
    """What ``HEAD`` says."""
    return msgspec.json.encode(_Head(VERSION)) + b"\n"


def line(place: BackupPlace, digest: str) -> str:
    """A file's line in ``SUMS``."""
    return f"{digest}  {place.name}\n"


def sums(lines: list[str]) -> bytes:
    """What ``SUMS`` says."""
    return "".join(lines).encode("utf-8", "surrogateescape")


def _check_version(text: bytes) -> None:
    try:
        version = msgspec.json.decode(text, type=_Head).version
    except msgspec.MsgspecError as error:
        raise Flawed(Flaw.SPOILT) from error
    if version != VERSION:
        raise Flawed(Flaw.NEWER if version > VERSION else Flaw.SPOILT)


def _in_the_way(files: Iterable[str]) -> bool:
    """Whether one file's way leads through another."""
    ways = sorted(f"{inside}/" for inside in files)
    return any(longer.startswith(way) for way, longer in pairwise(ways))
