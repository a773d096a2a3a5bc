"""A call is its entries, folded.

Everything shown anywhere is read off the one list of entries, so that no two
things can disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from callmate.domain.checklist import Checklist, fill
from callmate.domain.corrections import (
    RESHAPING,
    corrections,
    in_force,
    reworded,
    start_of,
    taken_back,
)
from callmate.domain.entry import (
    ENDINGS,
    Answered,
    AnyEntry,
    BeganBefore,
    CallFacts,
    CameIn,
    Dropped,
    Entry,
    Filed,
    Given,
    HoldBegan,
    HoldEnded,
    HungUp,
    Imported,
    Marked,
    MovedHere,
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
)
from callmate.domain.legs import Claim, Hold, Leg, claims_of, holds_in, legs_in
from callmate.domain.promise import Promise
from callmate.domain.recording import RecordingPart, parts

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
    CallFacts,
    CameIn,
    BeganBefore,
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
        # Added, since a star would copy a thousand entries twice.
        grown = Call(self.id, self.entries + (entry,))  # noqa: RUF005
        # Written by two computers with different clocks, a correction may come first.
        if (
            isinstance(entry, RESHAPING)
            or entry.id in self.taken_back
            or entry.id in self.corrections
        ):
            return grown
        known, handed_on = vars(self), vars(grown)
        for fold, kinds in _FOLDS.items():
            if fold in known and not isinstance(entry, kinds):
                handed_on[fold] = known[fold]
        if "standing" in known:
            handed_on["standing"] = self.standing + (entry,)  # noqa: RUF005
        return grown

    @_moved_by()
    def start(self) -> Started:
        """The first entry, with its facts as last put right."""
        return start_of(self.entries)

    @cached_property
    def standing(self) -> tuple[AnyEntry, ...]:
        """The entries in force: none that was taken back, each with its latest words."""
        return in_force(self.entries)

    @property
    def company(self) -> str:
        """Whom the owner rang."""
        return self.start.company

    @_moved_by(CameIn)
    def came_in(self) -> bool:
        """Whether it was the company that rang."""
        return any(isinstance(entry, CameIn) for entry in self.standing)

    @_moved_by(BeganBefore)
    def said_to_begin(self) -> datetime | None:
        """When the call began, as the owner says, where that was before its start was stamped."""
        said = [entry.began for entry in self.standing if isinstance(entry, BeganBefore)]
        return said[-1] if said and said[-1] < self.start.at else None

    @property
    def began(self) -> datetime:
        """When the call began, as far as it is known."""
        return self.said_to_begin or self.start.at

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

    def operator_of(self, entry: Entry) -> str | None:
        """The number of the operator who said an entry; ``None`` when unknown.

        Of what was moved here nobody knows when in this call it was said.
        """
        if entry.id not in self.moved_here:
            return self.operator_at(entry.at)
        known = {leg.operator for leg in self.legs if leg.operator}
        return known.pop() if len(known) == 1 else None

    @_moved_by()
    def moved_here(self) -> dict[str, MovedHere]:
        """What says that an entry in force comes from another call, by that entry's id."""
        moved = (each for each in self.entries if isinstance(each, MovedHere))
        return {each.entry.id: each for each in moved if each.id not in self.taken_back}

    @property
    def operators(self) -> tuple[str, ...]:
        """The numbers of all operators that were given, each once, in order."""
        return tuple(dict.fromkeys(each.text for each in self.given if each.item == "operator"))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claim numbers that were given, each once, in order."""
        gave = (each for each in self.given if each.item == "claim_number")
        return claims_of(Claim(each.text, self.operator_of(each)) for each in gave)

    @property
    def claim_numbers(self) -> tuple[str, ...]:
        """All claim numbers that were given, each once, in order."""
        return tuple(claim.number for claim in self.claims)

    @_moved_by(Given)
    def given(self) -> tuple[Given, ...]:
        """The answers that are in force, in the order in which they were kept."""
        return tuple(entry for entry in self.standing if isinstance(entry, Given))

    @_moved_by(Answered, Transferred, Given, Refused, Promised)
    def checklist(self) -> Checklist:
        """What to ask for, and how each item stands."""
        return fill(self.start.sector, self.start.questions, self.standing)

    @property
    def claim_number(self) -> str | None:
        """The number the company gave this complaint; the last, if there are several."""
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
                operator=self.operator_of(entry),
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
        if isinstance(entry, Started):
            return self.start
        return reworded(entry, self.corrections.get(entry.id))

    def length(self, now: datetime) -> timedelta:
        """How long the call lasted, or has lasted at ``now``."""
        return max(timedelta(0), (self.ended or now) - self.began)

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
