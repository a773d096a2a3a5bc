"""A program that writes calls and says each time what it has been told is kept.

The tests kill it. Usage: ``python -m tests.store.writer WORK FOLDER SEED``.
"""

import sys
from pathlib import Path

from callmate.domain.case import CaseFacts, Closed, Opened
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.keys import OwnerKeys
from callmate.store.places import fresh_id
from tests.store.made_up import CALL, NOW, STARTED, note, places_in
from tests.store.several import as_writer


def say(line: str) -> None:
    """Tell the test at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def append(cabinet: Cabinet, seed: int) -> None:
    """Keep note after note in one call."""
    with cabinet.take(CALL) as call:
        say("taken")
        for number in range(seed * 100_000, (seed + 1) * 100_000):
            call.append(note(number))
            say(f"note-{number}")


def append_much(cabinet: Cabinet, seed: int) -> None:
    """Keep long note after long note in one call, so that its file becomes large."""
    with cabinet.take(CALL) as call:
        say("taken")
        for number in range(seed * 100_000, (seed + 1) * 100_000):
            call.append(note(number, f"line {number} " * 300))
            say(f"note-{number}")


def append_beside(cabinet: Cabinet, seed: int) -> None:
    """Keep note after note in one call, in a file of another writer."""
    with as_writer(cabinet, CALL, "bob1") as call:
        say("taken")
        for number in range(seed * 100_000, (seed + 1) * 100_000):
            call.append(note(number))
            say(f"note-{number}")


def open_cases(cabinet: Cabinet, _: int) -> None:
    """Open case after case, and add to each."""
    say("taken")
    cases = Cases(cabinet.places)
    while True:
        case_id = fresh_id(NOW)
        cases.open(case_id, Opened(id="o", at=NOW, facts=CaseFacts(name="Line dead")))
        say(case_id)
        cases.append(case_id, Closed(id="c", at=NOW))


def create(cabinet: Cabinet, _: int) -> None:
    """Begin call after call."""
    say("taken")
    while True:
        call_id = fresh_id(NOW)
        cabinet.create(STARTED, call_id).close()
        say(call_id)


def delete(cabinet: Cabinet, _: int) -> None:
    """Delete call after call."""
    say("taken")
    for call_id in list(cabinet.ids()):
        cabinet.delete(call_id)
        say(call_id)


def keys(cabinet: Cabinet, _: int) -> None:
    """Ask for the owner's key as soon as told to."""
    say("taken")
    sys.stdin.readline()
    say(OwnerKeys(cabinet.places).recipient())


if __name__ == "__main__":
    works = {
        "append": append,
        "append_beside": append_beside,
        "append_much": append_much,
        "open_cases": open_cases,
        "create": create,
        "delete": delete,
        "keys": keys,
    }
    work = works[sys.argv[1]]
    work(Cabinet(places_in(Path(sys.argv[2]))), int(sys.argv[3]))
