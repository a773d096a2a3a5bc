"""A work, a fault in the midst of it, and what is found afterwards."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from callmate.store.call_journal import read_kept
from callmate.store.errors import NotInTrash, StoreError
from callmate.store.trash import Trash
from tests.cli.conftest import Home
from tests.torture.forked import Ended, Forked
from tests.torture.holdings import (
    Facts,
    Holdings,
    furnish,
    in_the_clear,
    left_behind,
    opens,
    start_again,
)
from tests.torture.system_calls import Asked, asked_by
from tests.torture.works import NEW, OLD, Work

KILLED = -9
_SPOKEN = frozenset({KILLED, 0, 1, 2})
"""What a program may end with."""


@dataclass
class Tally:
    """What came of one fault, again and again, in one kind of work."""

    fault: str
    work: str
    runs: int = 0
    struck: int = 0
    """How often the fault met a work that went on; else it was through before."""
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    left: int = 0
    """Things left in the clear, or lying about after the next start."""
    other: int = 0
    """Tracebacks, silence, hangs, keys that do not open."""
    problems: list[str] = field(default_factory=list)
    remark: str = ""

    def count(self, found: "Found", *, struck: bool) -> None:
        """Count one run."""
        self.runs += 1
        self.struck += struck
        self.acknowledged += found.acknowledged
        self.lost += len(found.lost)
        self.unreadable += len(found.unreadable)
        self.left += len(found.left)
        self.other += len(found.other)
        every = (*found.lost, *found.unreadable, *found.left, *found.other)
        self.problems += [f"{self.fault}, {self.work}, {found.where}: {each}" for each in every]


@dataclass
class Found:
    """What was found after one run."""

    where: str
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


class Grounds:
    """A furnished store, and a fresh copy of it for each run.

    Args:
        folder: Where they lie.
        forked: What the works are forked from.
    """

    def __init__(self, folder: Path, forked: Forked) -> None:
        self._folder = folder
        self.forked = forked
        self._furnished = Home(folder / "furnished")
        furnish(self._furnished)
        self._ready: dict[str, Home] = {}
        self._asked: dict[str, list[Asked]] = {}

    def fresh(self, work: Work) -> Home:
        """A store as it is before a work."""
        return self._copied(self._as_before(work), "home")

    def before(self, work: Work) -> Holdings:
        """What must not be lost by a work."""
        return Holdings.of(self._furnished if work.emptied else self._as_before(work))

    def asked(self, work: Work) -> list[Asked]:
        """Everything that a work asks the system about its store."""
        if work.name not in self._asked:
            self._asked[work.name] = asked_by(self.forked, work, self.fresh(work))
        return self._asked[work.name]

    def _as_before(self, work: Work) -> Home:
        key = work.name.replace(" ", "-")
        if key not in self._ready:
            home = self._copied(self._furnished, key)
            work.ready(home)
            self._ready[key] = home
        return self._ready[key]

    def _copied(self, home: Home, name: str) -> Home:
        folder = self._folder / name
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(home.folder, folder, symlinks=True)
        return Home(folder)


@contextmanager
def grounds(folder: Path | None = None) -> Iterator[Grounds]:
    """Grounds for a while, in a folder of their own or in one that is named."""
    with TemporaryDirectory(prefix="torture-", dir=folder) as name, Forked() as forked:
        yield Grounds(Path(name), forked)


def judged(work: Work, before: Holdings, home: Home, ended: Ended, where: str) -> Found:
    """Look at a store after a work ended, however it did.

    Args:
        work: The work.
        before: What was held before it.
        home: The store.
        ended: How it ended.
        where: At what the fault met it.
    """
    found = Found(where, len(ended.said))
    found.other += _badly_told(ended)
    facts = Facts.of(home)
    if not _try(found, lambda: _held(work, before, home, ended, found)):
        return found
    if "done" not in ended.said or not work.gone(facts):
        _try(found, lambda: found.lost.extend(_vanished(work, before, home, facts)))
    elif work.gone(facts) & Holdings.of(home).calls.keys():
        found.lost.append("what was deleted is still there")
    _try(found, lambda: start_again(home))
    found.left += left_behind(home)
    locked = bool(home.places.private_key.exists()) and b"SECRET" not in (
        home.places.private_key.read_bytes()
    )
    found.left += in_the_clear(home, locked=locked)
    return found


def _try(found: Found, look: Callable[[], object]) -> bool:
    try:
        look()
    except (StoreError, OSError) as error:
        found.unreadable.append(f"cannot be looked at: {error!r}")
        return False
    return True


def _badly_told(ended: Ended) -> Iterator[str]:
    if "Traceback" in ended.told:
        yield f"a traceback, {ended.told.strip().splitlines()[-1]}"
    elif ended.status not in _SPOKEN:
        yield f"ended with {ended.status}: {ended.told!r}"
    if ended.status in {1, 2} and not ended.told.strip():
        yield "it failed and said nothing"


def _held(work: Work, before: Holdings, home: Home, ended: Ended, found: Found) -> None:
    later = Holdings.of(home)
    found.unreadable += [f"{each} is damaged" for each in later.unreadable]
    passed = work.gone(Facts.of(home))
    if work.emptied and "done" not in ended.said:
        passed = frozenset((*before.calls, *before.cases)) - later.calls.keys() - later.cases.keys()
    found.lost += before.lacking(later, passed)
    found.lost += _unkept(later, ended)
    found.other += _key_trouble(work, before, later, ended)


def _unkept(later: Holdings, ended: Ended) -> Iterator[str]:
    for line in ended.said:
        kind, *rest = line.split()
        if kind == "done":
            continue
        thing, entry = rest
        kept = (later.calls if kind == "entry" else later.cases).get(thing, frozenset())
        if entry not in kept:
            yield f"{line} was acknowledged and is lost"


def _key_trouble(work: Work, before: Holdings, later: Holdings, ended: Ended) -> Iterator[str]:
    if work.emptied and not later.private and "done" not in ended.said:
        return
    if later.recipient != before.recipient:
        yield "the key is another one"
    elif later.private != before.private and not opens(later.private, before.recipient, (NEW, OLD)):
        yield "the key does not open any more"
    elif later.private == before.private and "done" in ended.said and "passphrase" in work.name:
        yield "the new passphrase was acknowledged and does not hold"


def _vanished(work: Work, before: Holdings, home: Home, facts: Facts) -> Iterator[str]:
    """What was to be deleted is there whole, in the trash whole, or wholly gone."""
    for call_id in work.gone(facts) - Holdings.of(home).calls.keys():
        try:
            kept = read_kept(Trash(home.places).find(call_id).folder)
        except NotInTrash:
            if "good" not in work.name:
                yield f"{call_id} is neither there nor in the trash"
            continue
        lacking = before.calls[call_id] - {entry.id for entry in kept.call.entries}
        if lacking:
            yield f"{call_id} lost {len(lacking)} entries on its way to the trash"
