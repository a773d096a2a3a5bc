"""The names of files in a backup, and where in the store each belongs."""

import re
from dataclasses import dataclass
from pathlib import Path

from callmate.store.locks import LOCK_FILE
from callmate.store.naming import is_id
from callmate.store.places import Places

PUBLIC, PRIVATE = "owner.pub", "owner.age"
SETTINGS, ADDRESSES = "settings.toml", "addresses.json"
FILES = (PRIVATE, PUBLIC, SETTINGS, ADDRESSES)
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
class Place:
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


def place_of(name: str) -> Place:
    """Where the file of this name belongs.

    Raises:
        ValueError: No backup holds such a file.
    """
    own = _OF_OWNER.fullmatch(name)
    if name in FILES or (own and is_plain(own[1])):
        return Place(name)
    found = _IN_CALL.fullmatch(name) or _IN_CASE.fullmatch(name)
    if not found:
        raise ValueError(name)
    thing, call_id, inside = found.group(1), *found.groups()[-2:]
    if not is_id(call_id) or not is_plain(inside):
        raise ValueError(name)
    return Place(thing, inside)


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
