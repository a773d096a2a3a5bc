"""Where cases are kept: one folder each, its entries in one file, what is attached beside it."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from errno import ELOOP, ENOTDIR, ENXIO
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from callmate.domain.call import Call
from callmate.domain.case import AnyCaseEntry, Attachment, Case, Opened
from callmate.domain.chronology import Chronology
from callmate.domain.records import CallSummary
from callmate.domain.writers import FurtherFile, Journal
from callmate.store.atomic_file import drafted, sweep_old, write_all
from callmate.store.cabinet import Cabinet
from callmate.store.changes import ring
from callmate.store.errors import (
    AttachmentChanged,
    AttachmentGone,
    Busy,
    Damaged,
    NoSuchCall,
    NoSuchCase,
    NotKept,
    Why,
)
from callmate.store.journal import JournalKind, Shape
from callmate.store.locks import LOCK_FILE, claim, sweep_folders
from callmate.store.places import (
    COMING,
    Places,
    fresh_name,
    is_fresh_name,
    is_id,
    make_private,
)
from callmate.store.rows import Row

if TYPE_CHECKING:
    from callmate.domain.seal import Chain, History

_ATTACHED = "attached"
_CHUNK = 1 << 20
_OTHERS = (ELOOP, ENOTDIR, ENXIO)
"""What the system says of a link, of a link in a folder's place, and of a socket."""

CASES: JournalKind[AnyCaseEntry] = JournalKind("case", Shape[AnyCaseEntry], AnyCaseEntry)
"""The journals of cases."""


class Cases:
    """All cases of one owner."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def open(self, case_id: str, opened: Opened) -> Case:
        """Begin a case; it is on the disk for good when this returns.

        Args:
            case_id: A fresh id, from ``naming.fresh_id``.
            opened: Its first entry.

        Raises:
            NotKept: The disk did not take it; nothing of it is left there.
            Busy: There is a case by this id already.
            NoSuchCase: The id does not have the form of one.
        """
        from callmate.store.journal_writer import begin  # noqa: PLC0415 - lists and papers do without

        folder = self._folder(case_id)
        if folder.exists():
            raise Busy(case_id)
        try:
            for above in (self._places.data, self._places.cases):
                make_private(above)
            begin(CASES, folder, (opened,)).release()
        except OSError as error:
            raise NotKept.because(error) from error
        ring(self._places, case_id)
        return self.read(case_id)

    def append(self, case_id: str, entry: AnyCaseEntry) -> Case:
        """Keep one more entry; one that is there already, by its id, is not kept twice.

        Raises:
            NotKept: The disk did not take it.
            NoSuchCase: The case is not there.
            Damaged: Its file cannot be read as a case.
            Busy: Another window is just writing it.
            ValueError: The entry cannot be stored, or another one has its id.
        """
        from callmate.store.journal_writer import JournalWriter  # noqa: PLC0415 - the same

        folder = self._there(case_id)
        try:
            with claim(folder / LOCK_FILE):
                journal = JournalWriter(CASES, folder)
                _case(folder, journal.journal)  # nothing is added to what is no case
                journal.append(entry)
        except OSError as error:
            raise NotKept.because(error) from error
        ring(self._places, case_id)
        return _case(folder, journal.journal)

    def read(self, case_id: str) -> Case:
        """A case as it lies on the disk.

        Raises:
            NoSuchCase: It is not there.
            Damaged: Its file cannot be read as a case; it is left as it is.
        """
        return read_in(self._there(case_id))

    def further(self, case_id: str) -> tuple[FurtherFile, ...]:
        """The files beside the first writer's; raises as ``read`` does."""
        return CASES.read(self._there(case_id)).further

    def records(self, case_id: str) -> list[dict[str, object]]:
        """A case's entries as they are stored, digests and all; raises as ``read`` does."""
        return CASES.records(self._there(case_id))

    def verify(self, case_id: str) -> "Chain":
        """Whether a case's entries fit their digests; raises as ``read`` does."""
        return CASES.verify(self._there(case_id))

    def histories(self, case_id: str) -> "list[History]":
        """How a case's files came about; raises as ``read`` does."""
        return CASES.histories(self._there(case_id))

    def ids(self) -> list[str]:
        """The ids of all cases, damaged ones too, newest first."""
        try:
            names = [each.name for each in self._places.cases.iterdir()]
        except FileNotFoundError:
            return []
        return sorted((name for name in names if is_id(name)), reverse=True)

    def sweep(self) -> None:
        """Remove, where the disk lets it, what a killed program left half made."""
        sweep_folders(self._places.cases, (COMING,))
        for case_id in self.ids():
            folder = self._places.cases / case_id
            inside = (each for each in folder.glob("*/") if not each.is_symlink())
            sweep_old(folder, *inside)

    def folder(self, case_id: str) -> Path:
        """The folder of a case; raises NoSuchCase when it is not there."""
        return self._there(case_id)

    def find(self, start_of_id: str) -> str:
        """The id of the one case whose id starts so.

        Raises:
            NoSuchCase: None does, or several do.
        """
        found = [each for each in self.ids() if start_of_id and each.startswith(start_of_id)]
        if len(found) != 1:
            raise NoSuchCase(start_of_id)
        return found[0]

    def readable(self) -> Iterator[Case]:
        """The cases that can be read, newest first."""
        for case_id in self.ids():
            with suppress(Damaged, NoSuchCase):
                yield self.read(case_id)

    def attach(self, case_id: str, name: str, source: BinaryIO) -> Attachment:
        """Copy a file into a case, for the owner alone; it is on the disk when this returns.

        Args:
            case_id: The case.
            name: What the file is called; only its last part counts.
            source: What it holds, read to its end.

        Raises:
            NotKept: The disk did not take it; nothing of it is left there.
            NoSuchCase: The case is not there.
        """
        folder = self._there(case_id) / _ATTACHED
        last = Path(name).name or "file"
        target = folder / fresh_name(Path(last).suffix)
        digest, size = sha256(), 0
        try:
            make_private(folder)
            with drafted(target) as copy:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    write_all(copy, chunk)
        except OSError as error:
            raise NotKept.because(error) from error
        return Attachment(last, f"{_ATTACHED}/{target.name}", digest.hexdigest(), size)

    def _folder(self, case_id: str) -> Path:
        if not is_id(case_id):
            raise NoSuchCase(case_id)
        return self._places.cases / case_id

    def _there(self, case_id: str) -> Path:
        folder = self._folder(case_id)
        if folder.is_symlink() or not folder.is_dir():
            raise NoSuchCase(case_id)
        return folder


def read_in(folder: Path) -> Case:
    """The case in a folder that has its id for a name.

    Raises:
        Damaged: Its file cannot be read as a case; it is left as it is.
    """
    return _case(folder, CASES.read(folder))


def _case(folder: Path, journal: Journal[AnyCaseEntry]) -> Case:
    try:
        return Case(journal.id, journal.entries)
    except ValueError as error:
        raise Damaged(CASES.path(folder), Why.WRONG_SHAPE) from error


def open_attachment(folder: Path, attachment: Attachment) -> BufferedReader:
    """Open an attached file once it is known to hold what was copied in.

    Where it lies is taken from the case's file, which anybody may have written, so nothing
    but a plain file in the place for attached files is opened: no link, pipe or device.

    Args:
        folder: The case's folder.
        attachment: The file, as the case tells of it.

    Returns:
        The file, at its beginning.

    Raises:
        AttachmentGone: It is not there, or the system does not hand it over.
        AttachmentChanged: Something else is there, or it was never a place for such a file.
    """
    place, _slash, name = attachment.path.partition("/")
    if place != _ATTACHED or not is_fresh_name(name):
        raise AttachmentChanged(attachment.path)
    try:
        with ExitStack() as until_known:
            file = until_known.enter_context(_plain_file(folder / place, name))
            same = os.fstat(file.fileno()).st_size == attachment.size
            if not same or file_digest(file, "sha256").hexdigest() != attachment.sha256:
                raise AttachmentChanged(attachment.path)
            file.seek(0)
            until_known.pop_all()
            return file
    except OSError as error:
        why = AttachmentChanged if error.errno in _OTHERS else AttachmentGone
        raise why(attachment.path) from error


def _plain_file(folder: Path, name: str) -> BufferedReader:
    """Open a plain file without following a link, of the folder or the file, and without waiting.

    Raises:
        AttachmentChanged: It is no plain file.
        OSError: It cannot be opened so.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW
    within = os.open(folder, flags | os.O_DIRECTORY)
    try:
        descriptor = os.open(name, flags | os.O_NONBLOCK, dir_fd=within)
    finally:
        os.close(within)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise AttachmentChanged(name)
    return os.fdopen(descriptor, "rb")


def calls_of(cabinet: Cabinet, rows: Iterable[Row], case_id: str) -> tuple[Call, ...]:
    """The calls filed in a case, oldest first; one that cannot be read is left out.

    Args:
        cabinet: Where calls are kept.
        rows: The rows of all calls, newest first.
        case_id: The case.
    """
    calls = []
    for row in rows:
        if isinstance(row, CallSummary) and row.case == case_id:
            try:
                calls.append(cabinet.read(row.id))
            except (Damaged, NoSuchCall):
                continue
    return tuple(reversed(calls))


def open_cases(cases: Cases, cabinet: Cabinet, rows: Sequence[Row]) -> tuple[Chronology, ...]:
    """The cases that are not closed, newest first, each with its calls.

    Args:
        cases: Where cases are kept.
        cabinet: Where calls are kept.
        rows: The rows of all calls, newest first.
    """
    still_open = (case for case in cases.readable() if case.closed is None)
    return tuple(Chronology(case, calls_of(cabinet, rows, case.id)) for case in still_open)
