"""A call is its entries, folded.

Everything shown anywhere is read off the one list of entries, so that no two
things can disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import msgspec

from callmate.domain.checklist import Checklist, fill
from callmate.domain.entry import (
    ENDINGS,
    Answered,
    AnyEntry,
    Dropped,
    Entry,
    Filed,
    Given,
    HoldBegan,
    HoldEnded,
    HungUp,
    Imported,
    Marked,
    Note,
    Outcome,
    OutcomeSet,
    Pressed,
    Promised,
    RecordingBegan,
    RecordingEnded,
    Refused,
    Reworded,
    SoundDeleted,
    SoundGap,
    Started,
    Transferred,
    Undone,
    WrittenUp,
    corrections,
    in_force,
    reworded,
    taken_back,
)
from callmate.domain.promise import Promise
from callmate.domain.recording import RecordingPart, parts


class Hold(msgspec.Struct, frozen=True):
    """A span of waiting."""

    since: datetime
    until: datetime | None


class Leg(msgspec.Struct, frozen=True):
    """The part of a call with one operator."""

    since: datetime
    until: datetime | None
    operator: str | None
    """The operator's number as given; ``None`` while unknown."""
    name: str | None


def holds_in(entries: Sequence[AnyEntry]) -> tuple[Hold, ...]:
    """The spans of waiting in ``entries``, the ones in force."""
    spans: list[Hold] = []
    for entry in entries:
        waiting = bool(spans) and spans[-1].until is None
        if isinstance(entry, HoldBegan) and not waiting:
            spans.append(Hold(entry.at, None))
        elif waiting and isinstance(entry, (HoldEnded, Answered, Transferred, *ENDINGS)):
            spans[-1] = Hold(spans[-1].since, max(spans[-1].since, entry.at))
    return tuple(spans)


def legs_in(entries: Sequence[AnyEntry]) -> tuple[Leg, ...]:
    """The parts of a call in ``entries``, the ones in force."""
    legs: list[Leg] = []
    for entry in entries:
        if isinstance(entry, (Answered, Transferred)):
            if legs:
                legs[-1] = _closed(legs[-1], entry.at)
            legs.append(Leg(entry.at, None, None, None))
        elif isinstance(entry, Given) and entry.item in {"operator", "operator_name"}:
            legs = legs or [Leg(entry.at, None, None, None)]
            legs[-1] = _named(legs[-1], entry)
        elif isinstance(entry, ENDINGS) and legs:
            legs[-1] = _closed(legs[-1], entry.at)
    return tuple(legs)


def _closed(leg: Leg, at: datetime) -> Leg:
    return Leg(leg.since, at, leg.operator, leg.name)


def _named(leg: Leg, entry: Given) -> Leg:
    if entry.item == "operator":
        return Leg(leg.since, leg.until, entry.text, leg.name)
    return Leg(leg.since, leg.until, leg.operator, entry.text)


UNDOABLE = (
    Pressed,
    Answered,
    Transferred,
    HoldBegan,
    HoldEnded,
    Note,
    Given,
    Refused,
    Promised,
    Marked,
    Dropped,
    HungUp,
    OutcomeSet,
    Reworded,
)
"""Kinds that the owner's undo takes back; the start and the sound are facts."""


class State(StrEnum):
    """Where a call is at a moment."""

    MENU = "menu"
    HOLD = "hold"
    SPEAKING = "speaking"
    ENDED = "ended"


_T = TypeVar("_T")


class _Fold(cached_property[_T]):
    """What all entries of a call add up to in one respect, worked out once."""

    kinds: tuple[type[Entry], ...] = ()
    """The kinds of entries that can change it, besides those that correct an earlier one."""


def _moved_by(*kinds: type[Entry]) -> Callable[[Callable[["Call"], _T]], _Fold[_T]]:
    """Say which kinds of entries can change what a method of a call works out."""

    def fold(work_out: Callable[["Call"], _T]) -> _Fold[_T]:
        made = _Fold(work_out)
        made.kinds = kinds
        return made

    return fold


@dataclass(frozen=True)
class Call:
    """One telephone call.

    Args:
        id: The call's name on the disk.
        entries: Everything that happened, in the order in which it was kept.

    Raises:
        ValueError: The first entry is not a start.
    """

    id: str
    entries: tuple[AnyEntry, ...]

    def __post_init__(self) -> None:
        if not self.entries or not isinstance(self.entries[0], Started):
            raise ValueError("a call begins with its start")

    def with_entries(self, *added: AnyEntry) -> "Call":
        """This call, with more entries behind its last.

        What an entry cannot change is handed on and not worked out anew, so that
        the thousandth entry costs no more than the tenth.
        """
        grown = self
        for entry in added:
            grown = grown._with(entry)
        return grown

    def _with(self, entry: AnyEntry) -> "Call":
        grown = Call(self.id, (*self.entries, entry))
        corrects = isinstance(entry, (Undone, Reworded))
        # Written by two computers with different clocks, a correction may come first.
        if corrects or entry.id in self.taken_back or entry.id in self.corrections:
            return grown
        known, handed_on = vars(self), vars(grown)
        for fold, kinds in _FOLDS.items():
            if fold in known and not isinstance(entry, kinds):
                handed_on[fold] = known[fold]
        if "standing" in known:
            handed_on["standing"] = (*self.standing, entry)
        return grown

    @_moved_by()
    def start(self) -> Started:
        """The first entry, with the company's name as last corrected."""
        first = self.words_of(self.entries[0])
        assert isinstance(first, Started)  # noqa: S101 - checked when made; tells the type
        return first

    @cached_property
    def standing(self) -> tuple[AnyEntry, ...]:
        """The entries in force: none that was taken back, each with its latest words."""
        return in_force(self.entries)

    @property
    def company(self) -> str:
        """Whom the owner rang."""
        return self.start.company

    @_moved_by(Answered)
    def answered(self) -> datetime | None:
        """When a person first answered."""
        return next((entry.at for entry in self.standing if isinstance(entry, Answered)), None)

    @_moved_by(*ENDINGS)
    def ended(self) -> datetime | None:
        """When the call ended; ``None`` while it goes on."""
        return next((entry.at for entry in self.standing if isinstance(entry, ENDINGS)), None)

    @_moved_by(Dropped)
    def dropped(self) -> bool:
        """Whether the line died."""
        return any(isinstance(entry, Dropped) for entry in self.standing)

    @_moved_by(HoldBegan, HoldEnded, Answered, Transferred, Given, *ENDINGS)
    def state(self) -> State:
        """Where the call is after its last entry."""
        if self.ended is not None:
            return State.ENDED
        if self.holds and self.holds[-1].until is None:
            return State.HOLD
        return State.SPEAKING if self.legs else State.MENU

    @_moved_by(HoldBegan, HoldEnded, Answered, Transferred, *ENDINGS)
    def holds(self) -> tuple[Hold, ...]:
        """The spans of waiting, the last one open while it goes on."""
        return holds_in(self.standing)

    @_moved_by(Answered, Transferred, Given, *ENDINGS)
    def legs(self) -> tuple[Leg, ...]:
        """The parts of the call, one for each operator."""
        return legs_in(self.standing)

    @property
    def operator(self) -> str | None:
        """The number of the operator on the line now, or of the last one."""
        return self.legs[-1].operator if self.legs else None

    def operator_at(self, moment: datetime) -> str | None:
        """The number of the operator who was on the line at a moment; ``None`` when unknown."""
        spoke = [leg.operator for leg in self.legs if leg.since <= moment]
        return spoke[-1] if spoke else None

    @_moved_by(Answered, Transferred, Given, Refused, Promised)
    def checklist(self) -> Checklist:
        """What to ask for, and how each item stands."""
        return fill(self.start.sector, self.start.questions, self.standing)

    @property
    def claim_number(self) -> str | None:
        """The number the company gave this complaint."""
        return self.checklist.answer("claim_number")

    @_moved_by(Promised, Answered, Transferred, Given, WrittenUp)
    def promises(self) -> tuple[Promise, ...]:
        """What was promised, in order; only a case tells what became of it."""
        return tuple(
            Promise(
                call=self.id,
                entry=entry.id,
                at=entry.at,
                untimed=entry.id in self.timeless,
                text=entry.text,
                due=entry.due,
                due_exact=entry.due_exact,
                operator=self.operator_at(entry.at),
            )
            for entry in self.standing
            if isinstance(entry, Promised)
        )

    @_moved_by(RecordingBegan, RecordingEnded, SoundGap, Imported, SoundDeleted)
    def parts(self) -> tuple[RecordingPart, ...]:
        """The parts of the recording, in order."""
        return parts(self.standing)

    @_moved_by(OutcomeSet)
    def outcome(self) -> Outcome | None:
        """How the owner said the call ended."""
        chosen = [entry.outcome for entry in self.standing if isinstance(entry, OutcomeSet)]
        return chosen[-1] if chosen else None

    @_moved_by()
    def taken_back(self) -> frozenset[str]:
        """The ids of entries that were taken back."""
        return taken_back(self.entries)

    @_moved_by()
    def corrections(self) -> dict[str, Reworded]:
        """The latest correction in force of each entry that has one, by that entry's id."""
        return corrections(self.entries)

    @_moved_by(*UNDOABLE)
    def undoable(self) -> AnyEntry | None:
        """The entry that undo would take back now."""
        for entry in reversed(self.entries):
            if isinstance(entry, Undone) or entry.id in self.taken_back:
                continue
            if isinstance(entry, UNDOABLE):
                return entry
        return None

    def words_of(self, entry: AnyEntry) -> AnyEntry:
        """``entry`` with the latest words that a correction gave it."""
        return reworded(entry, self.corrections.get(entry.id))

    def length(self, now: datetime) -> timedelta:
        """How long the call lasted, or has lasted at ``now``."""
        return max(timedelta(0), (self.ended or now) - self.start.at)

    def waited(self, now: datetime) -> timedelta:
        """How much of the call was waiting, up to ``now``."""
        spans = ((hold.until or self.ended or now) - hold.since for hold in self.holds)
        return sum((max(timedelta(0), span) for span in spans), timedelta(0))

    @_moved_by(Filed)
    def case(self) -> str | None:
        """The id of the case that the call is filed in."""
        filed = [entry.case for entry in self.standing if isinstance(entry, Filed)]
        return filed[-1] if filed else self.start.case

    @_moved_by(WrittenUp)
    def written_up(self) -> WrittenUp | None:
        """Says so when the call was written down afterwards, and nothing of it was noted live."""
        return next((entry for entry in self.standing if isinstance(entry, WrittenUp)), None)

    @_moved_by(WrittenUp)
    def timeless(self) -> frozenset[str]:
        """The ids of entries of which nobody noted at what time of day they happened."""
        if self.written_up is None:
            return frozenset()
        noted = self.entries[: self.entries.index(self.written_up)]
        known = set() if self.written_up.approximate else {self.entries[0].id}
        return frozenset(entry.id for entry in noted) - known

    @property
    def known_length(self) -> timedelta | None:
        """How long the call lasted; ``None`` while it goes on, or when nobody noted it."""
        untimed = self.written_up is not None and self.written_up.untimed
        return None if self.ended is None or untimed else self.length(self.ended)

    @property
    def solved(self) -> bool:
        """Whether the owner said that the matter is solved."""
        return self.outcome is Outcome.SOLVED

    @property
    def last_kept(self) -> datetime:
        """The latest moment that any entry speaks of."""
        return max(entry.at for entry in self.entries)


_FOLDS = {name: fold.kinds for name, fold in vars(Call).items() if isinstance(fold, _Fold)}
"""The kinds of entries that can change each fold, by the fold's name."""
