"""What a backup holds: read through whole, each file against its SHA-256."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise

import msgspec

from callmate.store.backup.errors import Flaw, Flawed
from callmate.store.backup.place import Place, place_of

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
class Survey:
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


def line(place: Place, digest: str) -> str:
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
