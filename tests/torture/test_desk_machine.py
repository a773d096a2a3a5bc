"""Any order of verbs, on calls and cases of a real store, beside a plain list of what was said.

Forty runs each time; ``CALLMATE_TORTURE=50`` makes two thousand.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TypeVar

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from callmate.domain.case import CaseFacts, Channel
from callmate.domain.entry import ENDINGS, AnyEntry, Filed, Note, Outcome
from callmate.services.case_desk import CaseDesk
from callmate.services.case_of_call import Merger, file_call, move_line as move_case_line
from callmate.services.desk import Desk, begin
from callmate.services.edits import add_to_call, move_back, move_line
from callmate.services.verification import check_call, check_case
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Busy, ThereAlready
from callmate.store.index import Index
from callmate.store.journal_writer import OpenCall
from callmate.store.places import Places, fresh_id
from callmate.store.rows import DamagedCall
from callmate.store.trash import Trash, TrashKind
from tests.owner_store import START, Ticks

_T = TypeVar("_T")
_RUNS = 40 * int(os.environ.get("CALLMATE_TORTURE", "1"))
_MEMORY = Path("/dev/shm")  # noqa: S108 - a real file system, that waits for no disk
_PICK = st.integers(0, 10**4)
_TEXT = st.text(max_size=12) | st.sampled_from(
    ["guasto", "=1+1", "\x1b[2J", "caff\udce9", "\u202e"]
)


@dataclass
class SaidCall:
    """What is known of a call by having been there."""

    id: str
    company: str
    kept: list[str] = field(default_factory=list)
    """The ids of all entries that were acknowledged, in order."""
    notes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Those in force, by their ids: the id of the entry that gave each words, and the words."""
    filed: list[tuple[str, str | None]] = field(default_factory=list)
    ends: set[str] = field(default_factory=set)
    open: OpenCall | None = None
    deleted: bool = False

    @property
    def texts(self) -> list[str]:
        """The latest words of each note in force, in no order."""
        return sorted(words[-1][1] for words in self.notes.values())

    @property
    def case(self) -> str | None:
        """Where it was filed last."""
        return self.filed[-1][1] if self.filed else None


@dataclass
class SaidCase:
    """What is known of a case."""

    id: str
    lines: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    merged: bool = False
    deleted: bool = False


class Desks(RuleBasedStateMachine):
    """The whole desk, and lists of what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None))
        places = Places(self.folder / "data", self.folder / "config")
        self.cabinet, self.cases, self.trash = Cabinet(places), Cases(places), Trash(places)
        self.clock = Ticks(START, 1.0)
        self.case_desk = CaseDesk(self.cases, fresh_id, self.clock)
        self.calls: list[SaidCall] = []
        self.said_cases: list[SaidCase] = []

    # What there is to choose from.

    def _open(self) -> list[SaidCall]:
        return [call for call in self.calls if call.open is not None]

    def _past(self) -> list[SaidCall]:
        return [call for call in self.calls if call.open is None and not call.deleted]

    def _live(self) -> list[SaidCase]:
        return [case for case in self.said_cases if not case.deleted and not case.merged]

    def _deleted(self) -> list[SaidCall | SaidCase]:
        things: list[SaidCall | SaidCase] = [*self.calls, *self.said_cases]
        return [thing for thing in things if thing.deleted]

    def _desk(self, call: SaidCall) -> Desk:
        assert call.open is not None
        return Desk(call.open, self.clock)

    def _new_entries(self, call: SaidCall) -> tuple[AnyEntry, ...]:
        """Take note of what an acknowledged verb has kept in a call."""
        new = self.cabinet.read(call.id).entries[len(call.kept) :]
        call.kept += [entry.id for entry in new]
        return new

    @initialize(texts=st.lists(_TEXT, min_size=3, max_size=3))
    def begin_with_something(self, texts: list[str]) -> None:
        """Two cases with a letter each, a past call with notes, a call that is going on."""
        for text in texts[:2]:
            self.open_case(text)
            self.add_to_case(len(self.said_cases) - 1, text)
        self.start("Zefiro Telecom", 1)
        for text in texts:
            self.note(0, text)
        self.leave(0)
        self.start("Aurora Gas", 0)

    # A call in progress.

    @rule(company=st.sampled_from(["Zefiro Telecom", "Aurora Gas", "Hera"]), pick=_PICK)
    @precondition(lambda self: len(self._open()) < 3 and len(self.calls) < 8)
    def start(self, company: str, pick: int) -> None:
        """Begin a call, in a case or in none."""
        case = chosen([None, *self._live()], pick)
        started = begin(company, case=case.id if case else None, clock=self.clock)
        kept = self.cabinet.create(started, fresh_id(started.at))
        call = SaidCall(kept.call.id, company, [started.id], open=kept)
        call.filed += [(started.id, case.id)] if case else []
        self.calls.append(call)

    @rule(pick=_PICK, text=_TEXT)
    @precondition(lambda self: bool(self._open()))
    def note(self, pick: int, text: str) -> None:
        """Type a line."""
        call = chosen(self._open(), pick)
        made = self._desk(call).note(text)
        call.kept.append(made.id)
        call.notes[made.id] = [(made.id, text)]

    @rule(
        pick=_PICK,
        text=_TEXT,
        verb=st.sampled_from(["operator", "claim", "refuse", "promise", "press"]),
    )
    @precondition(lambda self: bool(self._open()))
    def say(self, pick: int, text: str, verb: str) -> None:
        """Answer, refuse, promise."""
        call = chosen(self._open(), pick)
        desk = self._desk(call)
        match verb:
            case "operator":
                desk.give("operator", text)
            case "claim":
                desk.give("claim_number", text)
            case "refuse":
                desk.refuse("claim_number", text)
            case "promise":
                desk.promise(text, None)
            case _:
                desk.press(text)
        assert self._new_entries(call)

    @rule(pick=_PICK, verb=st.sampled_from(["hold", "answer", "transfer", "mark", "came_in"]))
    @precondition(lambda self: bool(self._open()))
    def stamp(self, pick: int, verb: str) -> None:
        """Stamp what happens."""
        call = chosen(self._open(), pick)
        getattr(self._desk(call), verb)()
        self._new_entries(call)

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self._open()))
    def undo(self, pick: int) -> None:
        """Take the last thing back."""
        call = chosen(self._open(), pick)
        gone_before = self._desk(call).call.taken_back
        last = self._desk(call).undo()
        assert last is None or (last.id in call.kept and last.id not in gone_before)
        self._new_entries(call)
        if last is not None:
            self._forget(call, last.id)

    def _forget(self, call: SaidCall, entry: str) -> None:
        call.notes.pop(entry, None)
        for note, words in call.notes.items():
            call.notes[note] = [each for each in words if each[0] != entry]
        call.ends.discard(entry)
        call.filed = [each for each in call.filed if each[0] != entry]

    @rule(pick=_PICK, outcome=st.sampled_from(Outcome), dropped=st.booleans())
    @precondition(lambda self: bool(self._open()))
    def end(self, pick: int, outcome: Outcome, dropped: bool) -> None:  # noqa: FBT001 - hypothesis
        """Hang up, or lose the line, and say how it ended."""
        call = chosen(self._open(), pick)
        desk = self._desk(call)
        call.ends.add((desk.drop() if dropped else desk.hang_up()).id)
        desk.settle(outcome)
        self._new_entries(call)
        self.leave(pick)

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self._open()))
    def leave(self, pick: int) -> None:
        """Let go of a call, over or not, as a program that is closed or killed does."""
        call = chosen(self._open(), pick)
        if call.open is not None:
            call.open.close()
        call.open = None

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self._past()))
    def take_up(self, pick: int) -> None:
        """Go on with a call that was left, or that was ended too soon."""
        call = chosen(self._past(), pick)
        call.open = self.cabinet.take(call.id)
        desk = self._desk(call)
        desk.go_on()
        desk.take_up(self.clock.at - timedelta(seconds=1))
        call.ends.clear()
        self._new_entries(call)

    # A call of the past.

    @rule(pick=_PICK, text=_TEXT)
    @precondition(lambda self: bool(self.calls))
    def add_late(self, pick: int, text: str) -> None:
        """Add a line to a past call; one that is open elsewhere takes none."""
        call = chosen([call for call in self.calls if not call.deleted] or self.calls, pick)
        made: list[Note] = []
        trouble = add_to_call(
            self.cabinet, call.id, self.clock, lambda desk: made.append(desk.note(text))
        )
        assert bool(trouble) == (call.open is not None or call.deleted)
        if not trouble:
            call.kept.append(made[0].id)
            call.notes[made[0].id] = [(made[0].id, text)]

    @rule(pick=_PICK, other=_PICK)
    @precondition(lambda self: bool(self._past()))
    def strike_or_reword(self, pick: int, other: int) -> None:
        """Put right a line of a past call."""
        call = chosen(self._past(), pick)
        if not call.notes:
            return
        target = chosen(sorted(call.notes), other)
        if other % 2:
            done = add_to_call(self.cabinet, call.id, self.clock, lambda desk: desk.strike(target))
            del call.notes[target]
        else:
            words = f"other words {other}"
            done = add_to_call(
                self.cabinet, call.id, self.clock, lambda desk: desk.reword(target, words)
            )
            call.notes[target].append((self.cabinet.read(call.id).entries[-1].id, words))
        assert not done
        self._new_entries(call)

    @rule(pick=_PICK, to=_PICK, which=_PICK, back=st.booleans())
    @precondition(lambda self: len(self._past()) > 1)
    def move_note(self, pick: int, to: int, which: int, back: bool) -> None:  # noqa: FBT001
        """Move a line to the call that it belongs to, and perhaps back."""
        source, target = chosen(self._past(), pick), chosen(self._past(), to)
        if source is target or not source.notes:
            return
        note = chosen(sorted(source.notes), which)
        trouble, arrived = move_line(self.cabinet, source.id, note, target.id, self.clock)
        assert not trouble
        if back:
            assert not move_back(self.cabinet, source.id, target.id, arrived, self.clock)
        else:
            words = source.notes.pop(note)
            target.notes[arrived] = [(arrived, words[-1][1])]
        for call in (source, target):
            self._new_entries(call)

    @rule(pick=_PICK, case=_PICK)
    @precondition(lambda self: bool(self._past()))
    def file(self, pick: int, case: int) -> None:
        """File a past call, or take it out of all cases."""
        call, into = chosen(self._past(), pick), chosen([None, *self._live()], case)
        done = file_call(self.cabinet, call.id, into.id if into else None, self.clock)
        assert not done.trouble
        call.filed.append((done.entry, into.id if into else None))
        self._new_entries(call)

    # Cases.

    @rule(name=_TEXT)
    @precondition(lambda self: len(self.said_cases) < 5)
    def open_case(self, name: str) -> None:
        """Open a case."""
        case = self.case_desk.open(CaseFacts(name=name or "x", company="Zefiro Telecom"))
        self.said_cases.append(SaidCase(case.id))

    @rule(pick=_PICK, text=_TEXT)
    @precondition(lambda self: bool(self._live()))
    def add_to_case(self, pick: int, text: str) -> None:
        """Add a letter."""
        said = chosen(self._live(), pick)
        case = self.case_desk.add(self.cases.read(said.id), Channel.LETTER, text)
        said.lines[case.entries[-1].id] = text

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self._live()))
    def close_case(self, pick: int) -> None:
        """Close a case, or open it again."""
        said = chosen(self._live(), pick)
        self.case_desk.close(self.cases.read(said.id))
        said.closed = not said.closed

    @rule(pick=_PICK, which=_PICK)
    @precondition(lambda self: bool(self._live()))
    def withdraw(self, pick: int, which: int) -> None:
        """Take a line of a case back."""
        said = chosen(self._live(), pick)
        if said.lines:
            line = chosen(sorted(said.lines), which)
            case = self.cases.read(said.id)
            brought = case.taken_over.get(line)
            self.case_desk.withdraw(case, brought.id if brought else line)
            del said.lines[line]

    @rule(pick=_PICK, to=_PICK, which=_PICK)
    @precondition(lambda self: len(self._live()) > 1)
    def move_line_of_case(self, pick: int, to: int, which: int) -> None:
        """Move a line to the case that it belongs to."""
        source, target = chosen(self._live(), pick), chosen(self._live(), to)
        if source is target or not source.lines:
            return
        line = chosen(sorted(source.lines), which)
        here, there = self.cases.read(source.id), self.cases.read(target.id)
        entry = next(each for each in here.happenings if each.id == line)
        move_case_line(self.cases, self.case_desk, entry, here, there)
        target.lines[line] = source.lines.pop(line)

    @rule(pick=_PICK, to=_PICK)
    @precondition(lambda self: len(self._live()) > 1)
    def merge(self, pick: int, to: int) -> None:
        """Make one case of two."""
        source, target = chosen(self._live(), pick), chosen(self._live(), to)
        own = [call for call in self.calls if call.case == source.id and not call.deleted]
        if source is target or any(call.open for call in own):
            return
        merger = Merger(self.cabinet, self.cases, self.case_desk, self.clock)
        rows = Index(self.cabinet).rows()
        assert not merger.merge(self.cases.read(source.id), self.cases.read(target.id), rows)
        source.merged = True
        target.lines |= source.lines
        source.lines = {}
        for call in own:
            new = self._new_entries(call)
            call.filed += [(each.id, each.case) for each in new if isinstance(each, Filed)]
            assert call.case == target.id

    # The trash.

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self.calls))
    def delete_call(self, pick: int) -> None:
        """Delete a call; one that is open is not."""
        call = chosen([call for call in self.calls if not call.deleted] or self.calls, pick)
        if call.deleted:
            return
        with suppress(Busy):
            self.trash.put(TrashKind.CALL, call.id, self.clock.at.date())
            assert call.open is None
            call.deleted = True

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self._live()))
    def delete_case(self, pick: int) -> None:
        """Delete a case; its calls stay."""
        case = chosen(self._live(), pick)
        self.trash.put(TrashKind.CASE, case.id, self.clock.at.date())
        case.deleted = True

    @rule(pick=_PICK)
    @precondition(lambda self: bool(self._deleted()))
    def restore(self, pick: int) -> None:
        """Put back what was deleted."""
        thing = chosen(self._deleted(), pick)
        with suppress(ThereAlready):
            self.trash.put_back(self.trash.find(thing.id))
            thing.deleted = False

    @rule()
    def look_at_the_trash(self) -> None:
        """Sweep: nothing has been there for long."""
        assert self.trash.sweep(self.clock.at.date()) == 0

    # What must be so at any time.

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every acknowledged entry is there, in order; what is deleted is in the trash."""
        there = [call for call in self.calls if not call.deleted]
        assert sorted(self.cabinet.ids()) == sorted(call.id for call in there)
        for said in there:
            call = self.cabinet.read(said.id)
            assert [entry.id for entry in call.entries] == said.kept
            assert sorted(e.text for e in call.standing if isinstance(e, Note)) == said.texts
            assert call.case == said.case
            assert {e.id for e in call.standing if isinstance(e, ENDINGS)} == said.ends
        deleted = {thing.id for thing in self._deleted()}
        assert {thing.id for thing in self.trash.things()} == deleted

    @invariant()
    def cases_hold_what_was_put_in(self) -> None:
        """Each line stands in one case."""
        there = [case for case in self.said_cases if not case.deleted]
        assert sorted(self.cases.ids()) == sorted(case.id for case in there)
        for said in there:
            case = self.cases.read(said.id)
            found = {each.id: each.text for each in case.happenings}
            assert found == said.lines
            assert bool(case.merged) == said.merged
            assert (case.closed is not None) == said.closed or said.merged

    @rule()
    def verify(self) -> None:
        """Everything fits its digests, and the list of calls agrees."""
        there = [call for call in self.calls if not call.deleted]
        assert all(check_call(self.cabinet, call.id).unchanged for call in there)
        cases = [case for case in self.said_cases if not case.deleted]
        assert all(check_case(self.cases, case.id).unchanged for case in cases)
        rows = Index(self.cabinet).rows()
        assert not [row for row in rows if isinstance(row, DamagedCall)]
        listed = {row.id: row.case for row in rows if not isinstance(row, DamagedCall)}
        assert listed == {call.id: call.case for call in there}

    def teardown(self) -> None:
        """Look once more with nothing open, and remove the store."""
        try:
            for call in self._open():
                assert call.open is not None
                call.open.close()
                call.open = None
            self.nothing_is_lost()
            self.verify()
        finally:
            rmtree(self.folder)


def chosen(things: list[_T], pick: int) -> _T:
    """One of them."""
    return things[pick % len(things)]


TestDesks = Desks.TestCase
TestDesks.settings = settings(
    max_examples=_RUNS,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
