"""The list of all calls, read again only where a file changed."""

import os
from contextlib import suppress
from itertools import islice
from threading import Thread

from callmate.domain.plain import CallSummary
from callmate.store.cabinet import Cabinet
from callmate.store.errors import NoSuchCall
from callmate.store.index_file import Cached, Rows, read_index, write_index
from callmate.store.naming import CALL_FILE
from callmate.store.recent import folders_now, read_recent, write_recent
from callmate.store.rows import Row, row

_FEW = 100
"""One call in so many may have changed before the cache on the disk is written again."""


class Index:
    """The rows of all calls, in memory and in a cache on the disk."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet
        self._rows: Rows | None = None
        self._stale = 0
        self._noted: dict[str, int] = {}
        self._writer: Thread | None = None

    def latest(self, count: int) -> list[Row]:
        """The newest rows, newest first, read from the calls themselves."""
        noted = read_recent(self._cabinet.places, count)
        ids = self._cabinet.ids() if noted is None else noted
        found = (self._read(call_id) for call_id in ids)
        return list(islice((each for each in found if each is not None), count))

    def rows(self, limit: int | None = None) -> list[Row]:
        """All rows, or the newest few, newest first.

        Rows that changed since are put into the cache on the disk by a thread, which
        ``settle`` waits for.
        """
        known = read_index(self._cabinet.places) if self._rows is None else self._rows
        found: list[Row] = []
        fresh: Rows = {}
        folders = folders_now(self._cabinet.places)
        ids = list(islice(self._cabinet.ids(), limit))
        if limit is None and folders != self._noted:
            self._noted = folders
            write_recent(self._cabinet.places, folders, ids)
        for call_id in ids:
            cached = known.get(call_id)
            stamp = self._stamp(call_id)
            if cached is not None and stamp == (cached.written, cached.size):
                fresh[call_id] = cached
                found.append(cached.summary)
            elif (read := self._read(call_id)) is not None:
                found.append(read)
                if isinstance(read, CallSummary) and stamp is not None:
                    self._stale += 1
                    fresh[call_id] = Cached(*stamp, read)
        self._remember(known, fresh, whole=limit is None)
        return found

    def settle(self) -> None:
        """Wait until the cache on the disk is written, if it is being written."""
        if self._writer is not None:
            self._writer.join()

    def _read(self, call_id: str) -> Row | None:
        with suppress(NoSuchCall):  # deleted a moment ago
            return row(self._cabinet, call_id)
        return None

    def _stamp(self, call_id: str) -> tuple[int, int] | None:
        try:
            status = os.stat(f"{self._cabinet.places.calls}/{call_id[:4]}/{call_id}/{CALL_FILE}")  # noqa: PTH116 - ten thousand paths are too slow
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size)

    def _remember(self, known: Rows, fresh: Rows, *, whole: bool) -> None:
        if not whole:
            self._rows = known | fresh
            return
        self._rows = fresh
        gone = known.keys() - fresh.keys()
        busy = self._writer is not None and self._writer.is_alive()
        if (gone or self._stale * _FEW > len(fresh)) and not busy:
            self._stale = 0
            self._writer = Thread(target=self._write, args=(fresh,), name="index")
            self._writer.start()

    def _write(self, rows: Rows) -> None:
        write_index(self._cabinet.places, rows, lambda: set(self._cabinet.ids()))
