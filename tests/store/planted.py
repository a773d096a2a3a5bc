"""What somebody who may write into a case's folder puts in the place of an attached file."""

import os
import socket
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from callmate.domain.case import Attachment

SECRET = b"AGE-SECRET-KEY-MADE-UP"

Plant = Callable[[Path, Attachment], Attachment]
"""Takes a case's folder and a file attached to it; gives the file as the case shall tell of it."""


def _told(path: str) -> Plant:
    """The case tells of the secret two folders up, digest and all; ``path`` may name the folder."""

    def plant(folder: Path, attached: Attachment) -> Attachment:
        secret = folder.parent.parent / "owner.age"
        secret.write_bytes(SECRET)
        told = path.format(folder=folder)
        digest = sha256(SECRET).hexdigest()
        return replace(attached, path=told, sha256=digest, size=len(SECRET))

    return plant


def _link(folder: Path, attached: Attachment) -> Attachment:
    told = _told(attached.path)(folder, attached)
    (folder / attached.path).unlink()
    (folder / attached.path).symlink_to(folder.parent.parent / "owner.age")
    return told


def _linked_folder(folder: Path, attached: Attachment) -> Attachment:
    (folder / "attached").rename(folder / "elsewhere")
    (folder / "attached").symlink_to("elsewhere")
    return attached


def _pipe(folder: Path, attached: Attachment) -> Attachment:
    (folder / attached.path).unlink()
    os.mkfifo(folder / attached.path)
    return attached


def _endless(folder: Path, attached: Attachment) -> Attachment:
    (folder / attached.path).unlink()
    (folder / attached.path).symlink_to("/dev/zero")
    return attached


def _folder(folder: Path, attached: Attachment) -> Attachment:
    (folder / attached.path).unlink()
    (folder / attached.path).mkdir()
    return attached


def _socket(folder: Path, attached: Attachment) -> Attachment:
    (folder / attached.path).unlink()
    descriptor = os.open(folder / "attached", os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as other:  # a socket's path must be short
            other.bind(f"/proc/self/fd/{descriptor}/{Path(attached.path).name}")
    finally:
        os.close(descriptor)
    return attached


def _other_bytes(folder: Path, attached: Attachment) -> Attachment:
    (folder / attached.path).write_bytes(b"x" * attached.size)
    return attached


def _longer(folder: Path, attached: Attachment) -> Attachment:
    os.truncate(folder / attached.path, 1 << 40)  # takes no room, but hours to read
    return attached


PLANTS: dict[str, Plant] = {
    "two folders up": _told("../../owner.age"),
    "up from inside": _told("attached/../../../owner.age"),
    "an absolute path": _told("{folder}/../../owner.age"),
    "no plain name": _told("attached/owner.age"),
    "no path": _told(""),
    "a device by its path": _told("/dev/zero"),
    "a link": _link,
    "a link in the folder's place": _linked_folder,
    "a pipe": _pipe,
    "a link to what never ends": _endless,
    "a folder": _folder,
    "a socket": _socket,
    "other bytes": _other_bytes,
    "far more bytes": _longer,
}
"""Everything that must be taken for a changed file."""

WORST = {
    name: PLANTS[name]
    for name in (
        *("two folders up", "an absolute path", "a link", "a pipe"),
        *("a link to what never ends", "other bytes"),
    )
}
"""Those with which a whole command is tried too."""
