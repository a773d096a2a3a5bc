"""The list of all calls, and what was said in them, read again only where a file changed."""

from collections.abc import Iterable
from contextlib import suppress
from threading import Lock

from callmate.domain.records import CallSummary, summarise
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Damaged, NoSuchCall, NoSuchCase
from callmate.store.index_database import Unusable, made, opened
from callmate.store.index_pages import (
    CaseRow,
    IndexPage,
    call_row_of,
    case_row_of,
    page_of_call,
    page_of_case,
    put,
    take_out,
)
from callmate.store.places import CALL_FILE, CASE_FILE
from callmate.store.rows import SHOWN, Row, folders_now, row_if_there, write_recent
from callmate.store.stamps import PageStamp, call_stamps, page_stamp

_BATCH = 200
"""Pages put in at a time: others can write in between, and find what is in already."""

_Known = dict[str, tuple[PageStamp, CallSummary | CaseRow]]
"""The stamp of each file as it was read, and its row."""


class Index:
    """The rows of all calls, in memory; everything that can be looked for, on the disk."""

    def __init__(self, cabinet: Cabinet) -> None:
        self.cabinet = cabinet
        """Whose calls these are."""
        self.cases = Cases(cabinet.places)
        """The same owner's cases."""
        self.unread = 0
        """How many calls are yet to be put in; more than a few only at the very first."""
        self.behind = False
        """Whether the disk lacks what was read since."""
        self._known: _Known = {}
        self._made: int | None = None
        self._ids: list[str] = []
        self._several: set[str] = set()
        self._noted: tuple[dict[str, int], dict[str, PageStamp]] = ({}, {})
        self._one_at_a_time = Lock()

    def rows(self) -> list[Row]:
        """All rows, newest first; what changed since is read, and put into the index."""
        with self._one_at_a_time:
            folders = folders_now(self.cabinet.places)
            around = self.cabinet.folders()
            self._ids = list(around)
            known = self._remembered()
            stamps: dict[str, PageStamp] = {
                name: (written, size, around.get(name, 0))
                for name, (written, size) in call_stamps(self.cabinet.places).items()
            }
            stamps |= self._stamps([*self._several & stamps.keys(), *self.cases.ids()])
            self._bring_up(known, stamps, known.keys() - stamps.keys())
            self._note_recent(folders, known)
            return self._listed(known)

    def changed(self, names: Iterable[str]) -> list[Row]:
        """All rows, newest first, when only these calls and cases were written to."""
        with self._one_at_a_time:
            known = self._remembered()
            stamps = self._stamps(names)
            self._bring_up(known, stamps, set(names) - stamps.keys())
            there = set(self._ids)
            new = [each for each in stamps if each not in there and self._call_stamp(each)]
            self._ids = sorted((*self._ids, *new), reverse=True) if new else self._ids
            return self._listed(known)

    def case_rows(self) -> list[CaseRow]:
        """The rows of all cases that could be read when the calls were last listed."""
        with self._one_at_a_time:
            return [kept for _, kept in self._known.values() if isinstance(kept, CaseRow)]

    def several(self) -> list[str]:
        """The ids of calls and cases with more than one file, as they were last listed."""
        with self._one_at_a_time:
            return sorted(self._several & self._known.keys())

    def _stamps(self, names: Iterable[str]) -> dict[str, PageStamp]:
        found = {each: self._call_stamp(each) or self._case_stamp(each) for each in names}
        return {name: stamp for name, stamp in found.items() if stamp is not None}

    def _remembered(self) -> _Known:
        """What was read before, as long as the disk holds the same."""
        if self.cabinet.places.data.is_dir():
            try:
                self._remember()
                self.behind = False
            except (Unusable, ValueError):
                self.behind = True
        return self._known

    def _remember(self) -> None:
        asked = """
            SELECT id, written, size, around, is_case, row FROM facts JOIN pages USING (place)
        """
        with opened(self.cabinet.places) as base:
            now = made(base)
            if now == self._made and not self.behind:
                return
            self._known = {
                name: ((written, size, around), case_row_of(raw) if is_case else call_row_of(raw))
                for name, written, size, around, is_case, raw in base.execute(asked)
            }
            found = base.execute("SELECT id FROM facts WHERE further > 0")
            self._several = {name for (name,) in found}
            self._made = now

    def _bring_up(self, known: _Known, stamps: dict[str, PageStamp], gone: Iterable[str]) -> None:
        lost = set(gone)
        stale = [
            (name, stamp)
            for name, stamp in stamps.items()
            if name not in known or known[name][0] != stamp
        ]
        self.unread = len(stale)
        for start in range(0, len(stale), _BATCH):
            batch = stale[start : start + _BATCH]
            pages = [(stamp, self.page(name)) for name, stamp in batch]
            lost.update(name for (name, _), (_, page) in zip(batch, pages, strict=True) if not page)
            self._put(known, [(stamp, page) for stamp, page in pages if page is not None])
            self.unread = max(0, len(stale) - start - _BATCH)
        self._take_out(known, lost & known.keys())

    def _put(self, known: _Known, pages: list[tuple[PageStamp, IndexPage]]) -> None:
        for stamp, page in pages:
            known[page.id] = (stamp, page.row)
            self._note_several(page)
        if pages and not self.behind:
            try:
                with opened(self.cabinet.places) as base:
                    put(base, pages)
            except (Unusable, ValueError):
                self.behind = True

    def _note_recent(self, folders: dict[str, int], known: _Known) -> None:
        newest = [(each, known[each]) for each in self._ids[:SHOWN] if each in known]
        rows = {
            name: (stamp, row)
            for name, (stamp, row) in newest
            if isinstance(row, CallSummary) and name not in self._several
        }
        noted = folders, {name: stamp for name, (stamp, _row) in rows.items()}
        if noted != self._noted:
            self._noted = noted
            write_recent(self.cabinet.places, folders, self._ids, rows)

    def _note_several(self, page: IndexPage) -> None:
        if not page.further and page.id not in self._several:
            return
        (self._several.add if page.further else self._several.discard)(page.id)
        # What is due is kept by the stamps of the first files, which tell nothing of the others.
        with suppress(OSError):
            self.cabinet.places.due.unlink(missing_ok=True)

    def _take_out(self, known: _Known, names: set[str]) -> None:
        for name in names:
            del known[name]
        if names and not self.behind:
            try:
                with opened(self.cabinet.places) as base:
                    take_out(base, names)
            except (Unusable, ValueError):
                self.behind = True

    def _listed(self, known: _Known) -> list[Row]:
        found = []
        for call_id in self._ids:
            _, kept = known.get(call_id, (None, None))
            # A damaged call is looked at each time: it may have been mended.
            listed = kept or row_if_there(self.cabinet, call_id)
            if listed is not None and not isinstance(listed, CaseRow):
                found.append(listed)
        return found

    def page(self, name: str) -> IndexPage | None:
        """What is to be held of a call or a case; ``None`` when it cannot be read."""
        with suppress(Damaged, NoSuchCall):
            kept = self.cabinet.kept(name)
            row = summarise(kept.call, kept.fingerprint)
            return page_of_call(kept.call, row, len(kept.further))
        with suppress(Damaged, NoSuchCase):
            return page_of_case(self.cases.read(name), len(self.cases.further(name)))
        return None

    def _call_stamp(self, name: str) -> PageStamp | None:
        folder = f"{self.cabinet.places.calls}/{name[:4]}/{name}"
        return page_stamp(folder, CALL_FILE, several=name in self._several)

    def _case_stamp(self, name: str) -> PageStamp | None:
        folder = f"{self.cabinet.places.cases}/{name}"
        return page_stamp(folder, CASE_FILE, several=name in self._several)
