"""What a program does to a store while it is killed, refused or cut off from power."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from callmate.cli.main import main
from callmate.domain.case import Author, Channel
from callmate.services.case_desk import CaseDesk
from callmate.services.case_of_call import file_call
from callmate.services.clock import now
from callmate.services.desk import Desk, begin
from callmate.services.edits import CaseAddition, add_to_case
from callmate.services.retention import delete_sound
from callmate.store.backup.creation import make
from callmate.store.keys import OwnerKeys
from callmate.store.places import fresh_id
from callmate.store.trash import sweep_all
from tests.cli.conftest import Home
from tests.quick_seal import sealing
from tests.torture.holdings import PASSPHRASE, Facts

Say = Callable[[str], object]
"""Tells at once what is done for good: ``entry CALL ID``, ``line CASE ID``, ``done``."""

OLD, NEW = "the first one", "another one"
"""Passphrases."""
ENDLESS = 1 << 40


@dataclass(frozen=True)
class Work:
    """Something that a program does.

    Attributes:
        name: What it is called in the table.
        do: Does it and returns an exit status.
        ready: What of a furnished store is to be changed first.
        gone: The call that may be gone afterwards, whole; none when left out.
        emptied: Whether the store begins empty.
        dear: Whether it takes seconds of the processor.
    """

    name: str
    do: Callable[[Home, Say], int]
    ready: Callable[[Home], None] = field(default=lambda _home: None)
    gone: Callable[[Facts], frozenset[str]] = field(default=lambda _facts: frozenset())
    emptied: bool = False
    dear: bool = False


def _take_notes(home: Home, say: Say, most: int = ENDLESS) -> int:
    """Begin a call, and take notes in it until there are so many."""
    started = begin("Aurora Gas", number="800", clock=now)
    with home.cabinet.create(started, fresh_id(started.at)) as kept:
        say(f"entry {kept.call.id} {started.id}")
        desk = Desk(kept)
        for number in range(most):
            say(f"entry {kept.call.id} {desk.note(f'line {number} of this call').id}")
    return 0


def _live_through(home: Home, say: Say) -> int:
    """A short call with most of its verbs, from start to end."""
    started = begin("Aurora Gas", number="800", clock=now)
    with home.cabinet.create(started, fresh_id(started.at)) as kept:
        desk, said = Desk(kept), f"entry {kept.call.id}"
        say(f"{said} {started.id}")
        say(f"{said} {desk.hold().id}")
        if answered := desk.answer():
            say(f"{said} {answered.id}")
        say(f"{said} {desk.give('operator', '4471').id}")
        say(f"{said} {desk.note('they say the line is fine').id}")
        say(f"{said} {desk.promise('a technician', None).id}")
        say(f"{said} {desk.hang_up().id}")
    return 0


def _go_on(home: Home, say: Say) -> int:
    """Take a call up that is there, and add to it."""
    call_id = Facts.of(home).plain
    with home.cabinet.take(call_id) as kept:
        desk = Desk(kept)
        for number in range(4):
            say(f"entry {call_id} {desk.note(f'added {number}').id}")
    return 0


def _file(home: Home, say: Say) -> int:
    facts = Facts.of(home)
    done = file_call(home.cabinet, facts.other, facts.case, now)
    if done.trouble:
        sys.stderr.write(f"{done.trouble}\n")
        return 1
    say(f"entry {facts.other} {done.entry}")
    return 0


def _add_line(home: Home, say: Say) -> int:
    """File a letter in a case, as a screen does with the letter it has made."""
    case_id, cases = Facts.of(home).case, home.cases
    desk = CaseDesk(cases, fresh_id)
    today = now().date()
    added = CaseAddition(Channel.PEC, Author.OWNER, today, "complaint", "", None, None)
    case = add_to_case(
        desk, cases, cases.read(case_id), added, now(), copy=("letter.txt", b"Dear Sirs" * 999)
    )
    say(f"line {case_id} {case.entries[-1].id}")
    return 0


def _expire(home: Home, say: Say) -> int:
    """Delete the sound of a call whose time is over, and what lay in the trash long enough."""
    delete_sound(home.cabinet, Facts.of(home).recorded)
    say("done")
    for days in (400, 401):  # what is deleted goes once two days agree that its time is over
        sweep_all(home.cabinet, now().date() + timedelta(days=days))
    return 0


def _command(*words: str) -> Callable[[Home, Say], int]:
    """What a person types; words in braces are what the store's facts name."""

    def typed(home: Home, say: Say) -> int:
        told = vars(Facts.of(home))
        status = main([word.format(**told) for word in words])
        if status == 0:
            say("done")
        return status

    return typed


def _change_passphrase(old: str | None, new: str | None) -> Callable[[Home, Say], int]:
    def change(home: Home, say: Say) -> int:
        OwnerKeys(home.places).set_passphrase(old, new)
        say("done")
        return 0

    return change


def _lock(home: Home) -> None:
    with sealing():
        OwnerKeys(home.places).set_passphrase(None, OLD)


def _throw_away(home: Home) -> None:
    home.says("delete", Facts.of(home).other, "--yes")


def _empty(home: Home) -> None:
    with sealing():
        make(home.cabinet, home.folder / "all.callmate", PASSPHRASE)
    shutil.rmtree(home.places.data)
    shutil.rmtree(home.places.config, ignore_errors=True)


def _gone(name: str) -> Callable[[Facts], frozenset[str]]:
    return lambda facts: frozenset({str(vars(facts)[name])})


WORKS = (
    Work("a call with its verbs", _live_through),
    Work("notes added later", _go_on),
    Work("filing into a case", _file),
    Work("a letter filed in a case", _add_line),
    Work("a letter made", _command("letter", "{case}", "complaint", "out/letter.txt")),
    Work("a recording imported", _command("import", "{other}", "tone.wav"), dear=True),
    Work("a list imported", _command("import", "--calls", "list.csv", "--create-cases")),
    Work("delete", _command("delete", "{other}", "--yes"), gone=_gone("other")),
    Work(
        "delete for good",
        _command("delete", "{recorded}", "--for-good", "--yes"),
        gone=_gone("recorded"),
    ),
    Work("put back from the trash", _command("trash", "--restore", "{other}"), _throw_away),
    Work("a retention sweep", _expire, _throw_away),
    Work(
        "restore",
        _command("restore", "all.callmate", "--passphrase-file", "password", "--yes"),
        _empty,
        emptied=True,
    ),
    Work("a passphrase set", _change_passphrase(None, NEW)),
    Work("a passphrase changed", _change_passphrase(OLD, NEW), _lock),
    Work("a passphrase taken away", _change_passphrase(OLD, None), _lock),
)
"""Everything that writes; each goes through from end to end when nobody hinders it."""

NOTES = Work("notes in a call", _take_notes)
"""Note after note, without end."""


def _standing_still(work: Work) -> Work:
    """The same work, stopping whenever it has acknowledged something until it is sent on."""

    def do(home: Home, say: Say) -> int:
        def say_and_stop(line: str) -> None:
            say(line)
            os.kill(os.getpid(), signal.SIGSTOP)

        return work.do(home, say_and_stop)

    return replace(work, name=f"{work.name}, standing still", do=do)


def _nothing(_descriptor: int) -> None:
    """What a disk does that only says that it has written."""


def _unsynced(work: Work) -> Work:
    """The same work under a system that puts nothing on the disk for good when it is asked to."""

    def do(home: Home, say: Say) -> int:
        vars(os).update(fsync=_nothing, fdatasync=_nothing)
        return work.do(home, say)

    return replace(work, name=f"{work.name}, unsynced", do=do)


UNSYNCED = _unsynced(NOTES)
"""Notes that are lost with the power, or the power was not cut."""

STOPPED = {work.name: _standing_still(work) for work in (*WORKS, NOTES, UNSYNCED)}
"""Works that stand still, by the names of those that do not."""

BY_NAME = {work.name: work for work in (*WORKS, NOTES, *STOPPED.values())}
