"""What the owner deleted: kept for thirty days beside where it lay, then gone.

``calls/2026/trash/2026-11-24/<id>`` was deleted on that day, and so with ``cases/trash``:
whatever disk a folder was moved to, nothing has to be copied on the way.

A clock may be wrong for a while. So nothing goes before three things agree that its thirty days are
over: the day that was written down, the day on which the system moved the folder, and a day after
them, not today, on which the program was used. And the day that is written down is never before the
last days on which the program was used.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, count
from pathlib import Path

import msgspec

from callmate.store.atomic_file import (
    as_json,
    contents,
    decoded,
    keep_folder,
    replace_whole,
    sweep_old,
)
from callmate.store.cabinet import Cabinet
from callmate.store.call_journal import read_kept
from callmate.store.cases import Cases, read_in
from callmate.store.changes import ring
from callmate.store.errors import (
    Ambiguous,
    Damaged,
    NoSuchCall,
    NoSuchCase,
    NotDeleted,
    NotInTrash,
    NotKept,
    ThereAlready,
)
from callmate.store.index_database import drop_index
from callmate.store.locks import LOCK_FILE, claim
from callmate.store.places import Places, folder_of, is_id, make_private

KEPT = timedelta(days=30)
"""How long what was deleted can be put back."""

_TRASH = "trash"
_GOING = ".gone-"
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.[0-9]+)?")


class TrashKind(StrEnum):
    """What can be deleted."""

    CALL = "call"
    CASE = "case"


_NONE = {TrashKind.CALL: NoSuchCall, TrashKind.CASE: NoSuchCase}


@dataclass(frozen=True)
class Trashed:
    """Something in the trash."""

    kind: TrashKind
    folder: Path
    since: date
    """The day on which it was deleted."""

    @property
    def id(self) -> str:
        """The call's or the case's id."""
        return self.folder.name

    @property
    def until(self) -> date:
        """The day on which it goes for good."""
        return self.since + KEPT


class Trash:
    """What one owner deleted."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def put(self, kind: TrashKind, thing_id: str, today: date) -> Trashed:
        """Move a call or a case here, with everything in its folder.

        Args:
            kind: What it is.
            thing_id: Its id.
            today: The day from which the thirty days count, unless a later one was seen lately.

        Raises:
            Busy: Another window or program has it.
            NoSuchCall: There is no such call.
            NoSuchCase: There is no such case.
            NotDeleted: The disk refused; it is where it was.
        """
        folder = self._there(kind, thing_id)
        since = max([today, *_days_used(self._places)])
        target = _free(folder.parent / _TRASH, since, thing_id)
        try:
            with claim(folder / LOCK_FILE):
                make_private(target.parent)
                folder.rename(target)
                _keep(folder.parent, target.parent)
        except OSError as error:
            _tidy(target.parent)
            if not folder.exists():
                raise _NONE[kind](thing_id) from error
            raise NotDeleted.because(error) from error
        ring(self._places, thing_id)
        return Trashed(kind, target, since)

    def delete(self, kind: TrashKind, thing_id: str, today: date) -> None:
        """Delete a call or a case for good, past the trash; raises as ``put`` does."""
        if kind is TrashKind.CALL:
            Cabinet(self._places).delete(thing_id)
        else:
            self.remove(self.put(kind, thing_id, today))

    def things(self) -> list[Trashed]:
        """Everything in the trash, the latest deleted first."""
        return sorted(self._all(), key=lambda thing: (thing.since, thing.id), reverse=True)

    def find(self, prefix: str) -> Trashed:
        """The one call or case whose id starts so; the latest, if it was deleted twice.

        Raises:
            NotInTrash: None does, or the prefix is empty.
            Ambiguous: Several do.
        """
        found = [thing for thing in self.things() if prefix and thing.id.startswith(prefix)]
        if not found:
            raise NotInTrash(prefix)
        if len({thing.id for thing in found}) > 1:
            raise Ambiguous(tuple(thing.id for thing in found))
        return found[0]

    def name(self, thing: Trashed) -> str:
        """A call's company, or a case's name; empty when it cannot be read."""
        with suppress(Damaged):
            if thing.kind is TrashKind.CALL:
                return read_kept(thing.folder).call.company
            return read_in(thing.folder).name
        return ""

    def put_back(self, thing: Trashed) -> None:
        """Move something back to where it lay.

        Raises:
            NotInTrash: It is not there any more.
            ThereAlready: Something goes by its id there.
            NotKept: The disk refused; it is still in the trash.
        """
        target = thing.folder.parents[2] / thing.id
        if target.exists() or target.is_symlink():
            raise ThereAlready(thing.id)
        try:
            thing.folder.rename(target)
            _keep(thing.folder.parent, target.parent)
        except FileNotFoundError as error:
            raise NotInTrash(thing.id) from error
        except OSError as error:
            raise NotKept.because(error) from error
        ring(self._places, thing.id)
        _tidy(thing.folder.parent)

    def remove(self, thing: Trashed) -> None:
        """Delete something for good.

        Raises:
            NotDeleted: The disk refused.
        """
        days = thing.folder.parents[1]
        going = days / f"{_GOING}{thing.folder.parent.name}-{thing.id}"
        try:
            thing.folder.rename(going)
            drop_index(self._places)  # it tells of the call too
            _keep(thing.folder.parent, days)
            shutil.rmtree(going)
            keep_folder(days)
        except OSError as error:
            raise NotDeleted.because(error) from error
        _tidy(thing.folder.parent)

    def sweep(self, today: date) -> int:
        """Delete for good, where the disk lets it, what has surely been here for thirty days.

        Args:
            today: The day that the clock shows; it is remembered, whether it is right or not.

        Returns:
            How much went.
        """
        used = _days_used(self._places)
        went = 0
        for thing in self._all():
            if today >= thing.until and _is_over(thing, used, today):
                with suppress(NotDeleted):
                    self.remove(thing)
                    went += 1
        self.clear_away()
        _remember(self._places, used, today)
        return went

    def clear_away(self) -> None:
        """Delete, where the disk lets it, what a killed program had half deleted for good."""
        for days in self._trashes():
            for left in days.glob(f"{_GOING}*"):
                shutil.rmtree(left, ignore_errors=True)

    def _all(self) -> Iterator[Trashed]:
        for days in self._trashes():
            kind = TrashKind.CASE if days.parent == self._places.cases else TrashKind.CALL
            for day, since in _days(days):
                for folder in day.iterdir():
                    if is_id(folder.name) and folder.is_dir() and not folder.is_symlink():
                        yield Trashed(kind, folder, since)

    def _trashes(self) -> list[Path]:
        found = [*self._places.calls.glob(f"[0-9][0-9][0-9][0-9]/{_TRASH}")]
        return [each for each in (*found, self._places.cases / _TRASH) if each.is_dir()]

    def _there(self, kind: TrashKind, thing_id: str) -> Path:
        if kind is TrashKind.CASE:
            return Cases(self._places).folder(thing_id)
        folder = folder_of(self._places, thing_id)
        if folder.is_symlink() or not folder.is_dir():
            raise NoSuchCall(thing_id)
        return folder


def sweep_all(cabinet: Cabinet, today: date) -> None:
    """Clear away what is past its time, and what a killed program left, where the disk lets it."""
    sweep_litter(cabinet)
    with suppress(OSError):
        Trash(cabinet.places).sweep(today)
        places = cabinet.places
        sweep_old(places.data, places.config, places.letters, *places.letters.glob("*/"))


def sweep_litter(cabinet: Cabinet) -> None:
    """Clear away what a killed program left half made or half deleted, where the disk lets it."""
    with suppress(OSError):
        cabinet.sweep()
        Cases(cabinet.places).sweep()
        Trash(cabinet.places).clear_away()


_REMEMBERED = 8
"""Days; a clock that was wrong on one of them is forgotten after as many others."""


def _days_used(places: Places) -> tuple[date, ...]:
    """The last days on which the program was used, in the order in which the clock showed them."""
    try:
        return decoded(contents(places.days), msgspec.json.Decoder(tuple[date, ...]))
    except (OSError, Damaged, ValueError, RecursionError):
        return ()


def _remember(places: Places, used: tuple[date, ...], today: date) -> None:
    others = [day for day in used if day != today]
    if places.data.is_dir() and used[-1:] != (today,):
        with suppress(OSError):
            replace_whole(places.days, as_json([*others, today][-_REMEMBERED:]), durable=False)


def _is_over(thing: Trashed, used: Sequence[date], today: date) -> bool:
    """Whether the system and an earlier day agree that the time of something is over."""
    try:
        moved = datetime.fromtimestamp(thing.folder.stat().st_ctime).astimezone().date()
    except (OSError, OverflowError, ValueError):
        return False
    return today >= moved + KEPT and any(thing.until <= day < today for day in used)


def _free(days: Path, today: date, name: str) -> Path:
    """A place for what is deleted today; the same may have been deleted today before."""
    names = chain([f"{today}"], (f"{today}.{number}" for number in count(2)))
    return next(place for each in names if not (place := days / each / name).exists())


def _days(days: Path) -> Iterator[tuple[Path, date]]:
    for each in days.iterdir():
        matched = _DAY.fullmatch(each.name)
        since = _date(matched[1]) if matched and each.is_dir() else None
        if since is not None:
            yield each, since


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _keep(*folders: Path) -> None:
    for folder in folders:
        keep_folder(folder)


def _tidy(day: Path) -> None:
    """Remove folders in which nothing is left."""
    for folder in (day, day.parent):
        with suppress(OSError):
            folder.rmdir()
