"""Further writers of a call, and the copies that sync programs leave, made for tests."""

import shutil
import tempfile
from pathlib import Path

from callmate.domain.entry import AnyEntry
from callmate.store.cabinet import Cabinet
from callmate.store.call_journal import CALLS
from callmate.store.journal_writer import JournalWriter, OpenCall
from callmate.store.locks import LOCK_FILE, claim

SYNC_COPIES = (
    "call.sync-conflict-20261124-103205-ABCDEFG.json",
    "call (Mario's conflicted copy 2026-11-24).json",
    "call (conflicted copy 2026-11-24 103205).json",
    "call-LAPTOP.json",
    "call 2.json",
)
"""As Syncthing, Dropbox, Nextcloud, OneDrive and iCloud name them."""


def as_writer(cabinet: Cabinet, call_id: str, writer: str) -> OpenCall:
    """Take up a call as another writer."""
    folder = cabinet.folder(call_id)
    return OpenCall(folder, claim(folder / LOCK_FILE), cabinet.places, writer)


def leave_copy(cabinet: Cabinet, call_id: str, name: str, *more: AnyEntry, of: str = "") -> Path:
    """Leave a copy of a writer's file, to which another computer has added meanwhile.

    Args:
        cabinet: Where the call is.
        call_id: The call.
        name: The copy's name.
        more: What was added.
        of: The writer of the file; the first when left out.

    Returns:
        The copy.
    """
    folder = cabinet.folder(call_id)
    with tempfile.TemporaryDirectory() as elsewhere:
        there = Path(elsewhere) / call_id
        there.mkdir()
        for path in (CALLS.path(folder), CALLS.path(folder, of)):
            shutil.copy(path, there)
        writer = JournalWriter(CALLS, there, of)
        for entry in more:
            writer.append(entry)
        shutil.copy(CALLS.path(there, of), folder / name)
    (folder / name).chmod(0o600)
    return folder / name
