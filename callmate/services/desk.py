"""The verbs of a call: start, answer, ask, jot, hold, transfer, promise, record, hang up.

The desk stamps each thing with the clock it is handed and has it kept before it
is shown. What the ledger cannot keep it says so by ``CannotKeep``; only in a call
that goes on does it wait, with its time, in a ``RetryingLedger``.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, TypeVar

from callmate.domain.call import Call, State
from callmate.domain.corrections import changed_facts
from callmate.domain.entry import (
    ENDINGS,
    Answered,
    AnyEntry,
    BeganBefore,
    CallFacts,
    CameIn,
    Dropped,
    Filed,
    Given,
    HoldBegan,
    HoldEnded,
    HungUp,
    Interrupted,
    ListenedCopy,
    Marked,
    Movable,
    MovedAway,
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
    Sector,
    SoundDeleted,
    SoundGap,
    Started,
    Struck,
    Transferred,
    Undone,
)
from callmate.domain.ledger import CannotKeep, Ledger
from callmate.domain.legs import read_operator
from callmate.services import clock

if TYPE_CHECKING:
    # Its patterns take a while to compile, and the first screen needs none of them.
    from callmate.domain.due import Due

Kept = TypeVar("Kept", bound=AnyEntry)

Clock = Callable[[], datetime]
"""Tells the time now, with its offset from UTC."""

now: Clock = clock.now
"""CallMate's own clock."""


class _Stamp(TypedDict):
    id: str
    at: datetime
    late: bool


class _Due(TypedDict):
    due: datetime | None
    due_exact: bool


def new_id() -> str:
    """A name for an entry, unlike any other."""
    import secrets  # noqa: PLC0415 - loads hashes, which the first screen does without

    return secrets.token_hex(6)


def begin(
    company: str,
    *,
    number: str = "",
    matter: str = "",
    sector: Sector = Sector.OTHER,
    questions: Sequence[str] = (),
    case: str | None = None,
    menu: str = "",
    clock: Clock = now,
) -> Started:
    """The first entry of a new call, stamped now."""
    return Started(
        id=new_id(),
        at=clock(),
        company=company,
        number=number,
        matter=matter,
        sector=sector,
        questions=tuple(questions),
        case=case,
        menu=menu,
    )


class RetryingLedger:
    """A ledger that never refuses: what could not be kept waits, and is tried again in order.

    Args:
        ledger: Where entries are really kept.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: list[AnyEntry] = []
        self._call = ledger.call

    @property
    def call(self) -> Call:
        """The call, with what still waits to be kept."""
        return self._call

    @property
    def waiting(self) -> tuple[AnyEntry, ...]:
        """Entries that are not kept yet, in order."""
        return tuple(self._waiting)

    def append(self, entry: AnyEntry) -> Call:
        """Keep an entry, behind all that waits; where that fails, it waits too."""
        self._waiting.append(entry)
        self.retry()
        return self._call

    def retry(self) -> bool:
        """Try to keep what waits, in order; returns whether all of it is kept now."""
        try:
            while self._waiting:
                self._ledger.append(self._waiting[0])
                del self._waiting[0]
        except CannotKeep:
            pass
        self._call = self._ledger.call.with_entries(*self._waiting)
        return not self._waiting


class Desk:
    """One call in progress, or one taken out again to be added to.

    Every verb gives back the entry that it had kept, and passes on what the ledger
    raises: ``CannotKeep`` when the entry could not be kept.

    Args:
        ledger: Where its entries are kept.
        clock: Tells the time.
    """

    def __init__(self, ledger: Ledger, clock: Clock = now) -> None:
        self._ledger = ledger
        self._clock = clock

    @property
    def call(self) -> Call:
        """The call, as far as its ledger has it."""
        return self._ledger.call

    def note(self, text: str, of: datetime | None = None, *, heard: bool = False) -> Note:
        """Keep a line as it was typed; of an earlier moment of the call, added later.

        Args:
            text: The line.
            of: The moment; ``None`` for now.
            heard: Whether it was heard in the recording at that moment.
        """
        return self._keep(Note(text=text, heard=heard, **self._stamp_of(of)))

    def give_heard(self, item: str, text: str, of: datetime) -> Given:
        """An item is answered by what the owner heard in the recording of a moment."""
        return self._keep(Given(item=item, text=text, heard=True, **self._stamp_of(of)))

    def promise_heard(self, text: str, due: "Due | None", of: datetime) -> Promised:
        """The owner heard in the recording of a moment what was promised."""
        return self._keep(Promised(text=text, heard=True, **_when(due), **self._stamp_of(of)))

    def press(self, text: str) -> Pressed:
        """Keys were pressed in the company's menu."""
        return self._keep(Pressed(text=text, **self._stamp()))

    def answer(self) -> Answered | None:
        """Somebody answered; ``None`` when that is known and their number is still awaited."""
        call = self.call
        if call.state is State.SPEAKING and call.operator is None:
            return None
        return self._keep(Answered(**self._stamp()))

    def hold(self) -> HoldBegan | HoldEnded:
        """Waiting begins, or ends if it was on."""
        if self.call.state is State.HOLD:
            return self._keep(HoldEnded(**self._stamp()))
        return self._keep(HoldBegan(**self._stamp()))

    def transfer(self) -> Transferred:
        """The call is passed on to somebody else."""
        return self._keep(Transferred(**self._stamp()))

    def give(self, item: str, text: str = "", *, heard: bool = False) -> Given:
        """An item of the checklist is answered; with an operator's code may come the name.

        `heard`: it is taken as it was heard along with the call.
        """
        named = read_operator(text) if item == "operator" and not heard else None
        if named is None or not named.name:
            return self._keep(Given(item=item, text=text, heard=heard, **self._stamp()))
        name = Given(item="operator_name", text=named.name, **self._stamp())
        if not named.code:
            return self._keep(name)
        code = self._keep(Given(item=item, text=named.code, **self._stamp()))
        self._keep(name)
        return code

    def refuse(self, item: str, text: str = "", at: datetime | None = None) -> Refused:
        """An item of the checklist, or something else in words, is refused; now or at ``at``."""
        stamp = self._stamp()
        stamp["at"] = at or stamp["at"]
        return self._keep(Refused(item=item, text=text, **stamp))

    def promise(self, text: str, due: "Due | None", *, heard: bool = False) -> Promised:
        """The operator said what would happen; `heard` as with ``give``."""
        return self._keep(Promised(text=text, heard=heard, **_when(due), **self._stamp()))

    def mark(self) -> Marked:
        """This moment is to be found again."""
        return self._keep(Marked(**self._stamp()))

    def reword(self, target: str, text: str, due: "Due | None" = None) -> Reworded:
        """Put right the words of an earlier entry; both stay kept."""
        return self._keep(Reworded(target=target, text=text, **_when(due), **self._stamp()))

    def put_right(
        self,
        *,
        company: str | None = None,
        number: str | None = None,
        matter: str | None = None,
        sector: Sector | None = None,
    ) -> CallFacts | None:
        """Put right what the start said of the call; ``None`` when it says all that already.

        Args:
            company: Whom the call is to; what is left out stays, here and in the next three.
            number: The number that was dialled, or that rang.
            matter: The matter, in one line.
            sector: The company's trade.
        """
        start = self.call.start
        facts = CallFacts(
            company=None if company == start.company else company,
            number=None if number == start.number else number,
            matter=None if matter == start.matter else matter,
            sector=None if sector == start.sector else sector,
            **self._stamp(),
        )
        return self._keep(facts) if changed_facts(facts) else None

    def came_in(self) -> CameIn | None:
        """It was the company that rang; ``None`` when that is known."""
        return None if self.call.came_in else self._keep(CameIn(**self._stamp()))

    def began_before(self, began: datetime) -> BeganBefore:
        """The call was going on before its start was stamped.

        Args:
            began: When it began, as the owner says, with its offset from UTC.

        Raises:
            ValueError: That is not before the start.
        """
        if began >= self.call.start.at:
            raise ValueError("it began after its start was stamped")
        return self._keep(BeganBefore(began=began, **self._stamp()))

    def strike(self, target: str) -> Struck:
        """An entry was wrong: it counts no more, and stays in sight."""
        return self._keep(Struck(target=target, **self._stamp()))

    def move_away(self, target: str, call: str, company: str) -> MovedAway:
        """An entry belongs to another call, and has been kept there.

        Args:
            target: The entry's id.
            call: The id of the other call.
            company: Whom that was to.
        """
        return self._keep(MovedAway(target=target, call=call, company=company, **self._stamp()))

    def move_here(self, entry: Movable, call: str, company: str) -> MovedHere:
        """An entry of another call belongs to this one.

        Args:
            entry: The whole entry.
            call: The id of the other call.
            company: Whom that was to.
        """
        return self._keep(MovedHere(entry=entry, call=call, company=company, **self._stamp()))

    def take_back(self, target: str) -> Undone:
        """Take back an entry that is named, such as one that struck out another."""
        return self._keep(Undone(target=target, **self._stamp()))

    def undo(self) -> AnyEntry | None:
        """Take back the last thing the owner stamped; returns what was taken back."""
        last = self.call.undoable
        if last is not None:
            self._keep(Undone(target=last.id, **self._stamp()))
        return last

    def recording_began(self, part: int, path: str, at: datetime) -> RecordingBegan:
        """A part of the recording began."""
        return self._keep(RecordingBegan(part=part, path=path, id=new_id(), at=at))

    def recording_ended(
        self, part: int, path: str, started: datetime, seconds: float, sha256: str
    ) -> RecordingEnded:
        """A part of the recording was closed and sealed."""
        return self._keep(
            RecordingEnded(
                part=part,
                path=path,
                started=started,
                seconds=seconds,
                sha256=sha256,
                id=new_id(),
                at=self._clock(),
            )
        )

    def write_down(self, entry: Kept) -> Kept:
        """Keep an entry that was stamped elsewhere, with a time of its own."""
        return self._keep(entry)

    def sound_gap(self, part: int, since: datetime, until: datetime, reason: str) -> SoundGap:
        """The recording holds nothing between two moments."""
        return self._keep(SoundGap(part=part, since=since, reason=reason, id=new_id(), at=until))

    def take_up(self, since: datetime) -> Interrupted:
        """The program is back after having been away since ``since``."""
        return self._keep(Interrupted(since=since, **self._stamp()))

    def hang_up(self, at: datetime | None = None) -> HungUp:
        """The call ended, now or at ``at``."""
        return self._keep(HungUp(id=new_id(), at=at or self._clock()))

    def go_on(self) -> None:
        """The call is not over, after all: take its end back."""
        for end in [entry for entry in self.call.standing if isinstance(entry, ENDINGS)]:
            self._keep(Undone(target=end.id, **self._stamp()))

    def drop(self, at: datetime | None = None) -> Dropped:
        """The line died, now or at ``at``."""
        return self._keep(Dropped(id=new_id(), at=at or self._clock()))

    def settle(self, outcome: Outcome) -> OutcomeSet:
        """Say how the call ended."""
        return self._keep(OutcomeSet(outcome=outcome, **self._stamp()))

    def file(self, case: str | None) -> Filed:
        """File the call into a case, or take it out of all."""
        return self._keep(Filed(case=case, **self._stamp()))

    def listened_copy(self, part: int, start: float, end: float, purpose: str) -> ListenedCopy:
        """Sound was taken out of the private store."""
        return self._keep(
            ListenedCopy(part=part, start=start, end=end, purpose=purpose, **self._stamp())
        )

    def sound_deleted(self, part: int, sha256: str) -> SoundDeleted:
        """The sound of a part is deleted, as the owner wished."""
        return self._keep(SoundDeleted(part=part, sha256=sha256, **self._stamp()))

    def _stamp(self) -> _Stamp:
        return {"id": new_id(), "at": self._clock(), "late": self.call.ended is not None}

    def _stamp_of(self, moment: datetime | None) -> _Stamp:
        """A stamp of now, or of an earlier moment to which something is added later."""
        stamp = self._stamp()
        if moment is not None:
            stamp |= {"at": moment, "late": True}
        return stamp

    def _keep(self, entry: Kept) -> Kept:
        self._ledger.append(entry)
        return entry


def _when(due: "Due | None") -> _Due:
    return {"due": due.at, "due_exact": due.exact} if due else {"due": None, "due_exact": False}
