"""Where calls are kept: opened, found, read and deleted."""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Started
from callmate.store.atomic_file import keep_folder, sweep
from callmate.store.call_journal import CALLS, Kept, read_kept
from callmate.store.changes import ring
from callmate.store.errors import Ambiguous, Busy, NoSuchCall, NotDeleted, NotKept
from callmate.store.locks import LOCK_FILE, claim, is_claimed, sweep_folders
from callmate.store.places import (
    COMING,
    Places,
    folder_of,
    is_id,
    make_private,
    tighten,
)

if TYPE_CHECKING:
    # The list of calls needs none of these, and shall be there at once.
    from filelock import FileLock

    from callmate.domain.seal import Chain, History
    from callmate.store.journal_writer import OpenCall

_YEAR = re.compile(r"[0-9]{4}")
_GOING = ".gone-"


class Cabinet:
    """All calls of one owner."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @property
    def places(self) -> Places:
        """Where it stands."""
        return self._places

    def create(self, started: Started, call_id: str, more: Sequence[AnyEntry] = ()) -> "OpenCall":
        """Begin a call; it is on the disk for good, and this process's, when this returns.

        Args:
            started: Its first entry.
            call_id: A fresh id, from ``naming.fresh_id``.
            more: What else is known of it already, in order.

        Raises:
            NotKept: The disk did not take it; nothing of it is left there.
            Busy: There is a call by this id already.
            NoSuchCall: The id does not have the form of one.
        """
        folder = folder_of(self._places, call_id)
        if folder.exists():
            raise Busy(call_id)
        try:
            return self._begin((started, *more), folder)
        except OSError as error:
            raise NotKept.because(error) from error

    def _begin(self, entries: Sequence[AnyEntry], folder: Path) -> "OpenCall":
        from callmate.store.journal_writer import OpenCall, begin  # noqa: PLC0415 - off the first paint

        self._make_private(folder.parent)
        lock = begin(CALLS, folder, entries)
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            undo.callback(lock.release)
            begun = OpenCall(folder, lock, self._places)
            undo.pop_all()
        ring(self._places, begun.call.id)
        return begun

    def _make_private(self, year: Path) -> None:
        for folder in (self._places.data, self._places.calls, year):
            make_private(folder)

    def create_many(self, calls: Mapping[str, Sequence[AnyEntry]]) -> None:
        """Keep calls that are over, on the disk for good when this returns.

        It costs about one wait for the disk for each year in which they were, not some for each.

        Args:
            calls: Their entries by their ids, which are fresh.

        Raises:
            NotKept: The disk did not take them all; those it took are whole.
            NoSuchCall: An id does not have the form of one.
        """
        from callmate.store.journal_writer import begin_many  # noqa: PLC0415 - off the first paint

        years: dict[Path, dict[str, Sequence[AnyEntry]]] = {}
        for call_id, entries in calls.items():
            years.setdefault(folder_of(self._places, call_id).parent, {})[call_id] = entries
        try:
            for year, those in years.items():
                self._make_private(year)
                begin_many(CALLS, year, those)
                for call_id in those:
                    ring(self._places, call_id)
        except OSError as error:
            raise NotKept.because(error) from error

    def take(self, call_id: str) -> "OpenCall":
        """Take up a call that is there, for this process alone.

        Raises:
            Busy: Another window or program has it.
            NoSuchCall: It is not there.
            Damaged: Its file cannot be read as a call.
            NewerVersion: A newer version of the program wrote it.
            NotKept: The disk cannot be written to.
        """
        from callmate.store.journal_writer import OpenCall  # noqa: PLC0415 - off the first paint

        folder = self.folder(call_id)
        try:
            lock = self._claim(call_id)
        except OSError as error:
            raise NotKept.because(error) from error
        try:
            with suppress(OSError):
                tighten(folder)
                sweep(folder)
            return OpenCall(folder, lock, self._places)
        except BaseException:
            lock.release()
            raise

    def folder(self, call_id: str) -> Path:
        """Where a call lies.

        Raises:
            NoSuchCall: It is not there.
        """
        folder = folder_of(self._places, call_id)
        if not _is_folder(str(folder)):
            raise NoSuchCall(call_id)
        return folder

    def kept(self, call_id: str) -> Kept:
        """A call and its fingerprint, as they lie on the disk.

        Raises:
            NoSuchCall: It is not there.
            Damaged: Its file cannot be read as a call.
            NewerVersion: A newer version of the program wrote it.
        """
        return read_kept(self.folder(call_id))

    def read(self, call_id: str) -> Call:
        """A call; raises as ``kept`` does."""
        return self.kept(call_id).call

    def records(self, call_id: str) -> list[dict[str, object]]:
        """A call's entries as they are stored, digests and all; raises as ``kept`` does."""
        return CALLS.records(self.folder(call_id))

    def verify(self, call_id: str) -> "Chain":
        """Whether a call's entries fit their digests; raises as ``kept`` does."""
        return CALLS.verify(self.folder(call_id))

    def histories(self, call_id: str) -> "list[History]":
        """How a call's files came about; raises as ``kept`` does."""
        return CALLS.histories(self.folder(call_id))

    def ids(self) -> Iterator[str]:
        """The ids of all calls, damaged ones too, newest first; no file is opened."""
        for year in self._years():
            for name in _names(year):
                if is_id(name) and name.startswith(year.name) and _is_folder(f"{year}/{name}"):
                    yield name

    def folders(self) -> dict[str, int]:
        """The ids of all calls, as ``ids`` gives them, each with its folder's time.

        Returns:
            When something was last put into or taken out of the folder, in nanoseconds.
        """
        found: dict[str, int] = {}
        for year in self._years():
            try:
                # From an open folder the way to each call is short, and there may be thousands.
                above = os.open(year, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError:
                continue
            try:
                for name in _names(year):
                    if is_id(name) and name.startswith(year.name):
                        with suppress(OSError):
                            status = os.stat(name, dir_fd=above, follow_symlinks=False)
                            if stat.S_ISDIR(status.st_mode):
                                found[name] = status.st_mtime_ns
            finally:
                os.close(above)
        return found

    def find(self, prefix: str) -> str:
        """The id of the one call whose id starts so.

        Raises:
            NoSuchCall: None does, or the prefix is empty.
            Ambiguous: Several do.
        """
        found = tuple(name for name in self.ids() if name.startswith(prefix)) if prefix else ()
        if not found:
            raise NoSuchCall(prefix)
        if len(found) > 1:
            raise Ambiguous(found)
        return found[0]

    def is_running(self, call_id: str) -> bool:
        """Whether a living process has the call.

        Raises:
            NoSuchCall: It is not there.
        """
        return is_claimed(self.folder(call_id) / LOCK_FILE)

    def delete(self, call_id: str) -> None:
        """Delete a call with everything in its folder, for good.

        It vanishes whole; if the program dies on the way, ``sweep`` removes the rest.

        Raises:
            Busy: Another window or program has it.
            NoSuchCall: It is not there.
            NotDeleted: The disk refused.
        """
        from callmate.store.index_database import drop_index  # noqa: PLC0415 - off the first paint

        folder = self.folder(call_id)
        going = folder.with_name(_GOING + call_id)
        try:
            with self._claim(call_id):
                folder.rename(going)
                drop_index(self._places)  # it tells of the call too
                keep_folder(folder.parent)
                shutil.rmtree(going)
                keep_folder(folder.parent)
                ring(self._places, call_id)
        except OSError as error:
            raise NotDeleted.because(error) from error

    def sweep(self) -> None:
        """Remove, where the disk lets it, what a killed program left half made or half deleted."""
        for year in self._years():
            sweep_folders(year, (COMING, _GOING))

    def _claim(self, call_id: str) -> "FileLock":
        try:
            return claim(self.folder(call_id) / LOCK_FILE)
        except FileNotFoundError as error:
            raise NoSuchCall(call_id) from error

    def _years(self) -> list[Path]:
        # An owner may well have moved a year to a larger disk and left a link.
        names = _names(self._places.calls)
        return [self._places.calls / name for name in names if _YEAR.fullmatch(name)]

    def latest(self, count: int) -> list[str]:
        """The ids of the newest calls, newest first."""
        return list(islice(self.ids(), count))


def _names(folder: Path) -> list[str]:
    """What lies in a folder, the latest name first; nothing when it is not there."""
    try:
        # Ten times as quick as a Path for each of ten thousand names.
        return sorted(os.listdir(folder), reverse=True)  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_folder(path: str) -> bool:
    """Whether a folder lies there, and not a link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
