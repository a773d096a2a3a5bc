"""Tells whether any call or case changed, without opening one: ten thousand take a blink."""

import os
from array import array
from itertools import chain
from zlib import crc32

from callmate.store.places import CALL_FILE, Places

Stamp = tuple[int, int]
"""When a file was last written, in nanoseconds, and its size in bytes."""


PageStamp = tuple[int, int, int]
"""A file's stamp, and what changes when another file comes to lie beside it, or goes."""


class Stamps(dict[str, Stamp]):
    """The stamp of every call, by its id."""

    @property
    def mark(self) -> str:
        """A short text that another set of calls, or another content of one, changes."""
        # In the order in which the folders list them: an untouched folder keeps it.
        stamps = array("q", chain.from_iterable(self.values()))
        sums = (len(self), sum(stamps), crc32("\n".join(self).encode()), crc32(stamps.tobytes()))
        return " ".join(map(str, sums))


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; ``None`` when it is not there."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a path that is made for each of many takes too long
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size)


def page_stamp(folder: str, file: str, *, several: bool) -> PageStamp | None:
    """The stamp of a call or a case; ``None`` when it is not there.

    Args:
        folder: Its folder.
        file: The name of its first file.
        several: Whether other files are known to lie beside it; each is looked at then.
    """
    first, around = stamp_of(f"{folder}/{file}"), stamp_of(folder)
    if first is None or around is None:
        return None
    if not several:
        return (*first, around[0])
    stem = file.removesuffix(".json")
    names = sorted(each for each in _names(folder) if each.startswith(stem))
    return (*first, crc32(str([(each, stamp_of(f"{folder}/{each}")) for each in names]).encode()))


def call_stamps(places: Places) -> Stamps:
    """The stamp of every call."""
    found = Stamps()
    for year in _names(str(places.calls)):
        if year.isdecimal():
            _add_year(found, f"{places.calls}/{year}", year)
    return found


def _add_year(found: Stamps, folder: str, year: str) -> None:
    # From an open folder the way to each file is short; ten thousand ways are walked here.
    try:
        above = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    stat = os.stat
    try:
        for name in _names(folder):
            # An id begins with its year; what is coming or going begins with a dot.
            if name.startswith(year):
                try:
                    status = stat(f"{name}/{CALL_FILE}", dir_fd=above)
                except OSError:
                    continue
                found[name] = (status.st_mtime_ns, status.st_size)
    finally:
        os.close(above)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - the same
    except OSError:
        return []
