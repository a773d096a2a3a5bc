"""An owner's calls and cases in a folder of a test, and short ways to put something into them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from callmate.audio.layout import SoundFacts, digest, whole_path, write_facts
from callmate.domain.case import Case, CaseFacts
from callmate.domain.due import Due
from callmate.domain.entry import Sector
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.index import Index
from callmate.store.places import CALL_FILE, CASE_FILE, Places, fresh_id

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)

Verb = Callable[[Desk], object]
"""Something that is done in a call."""


@dataclass
class Ticks:
    """A clock that goes on by some seconds whenever it is asked."""

    at: datetime = START
    step: float = 10.0

    def __call__(self) -> datetime:
        """The next moment."""
        self.at += timedelta(seconds=self.step)
        return self.at


def promise(text: str, due: datetime | None, *, exact: bool = True) -> Verb:
    """An operator promises something by a time, or by none."""
    found = Due(at=due, exact=exact, matched="", start=0, end=0) if due else None
    return lambda desk: desk.promise(text, found)


@dataclass(frozen=True)
class OwnerStore:
    """One owner."""

    folder: Path
    facts: CaseFacts = field(
        default=CaseFacts(
            name="Line dead", company="Zefiro Telecom", sector=Sector.COMMUNICATIONS, number="187"
        )
    )

    @property
    def places(self) -> Places:
        """Where everything lies; nothing is there until something is kept."""
        return Places(self.folder / "data", self.folder / "config")

    @property
    def cabinet(self) -> Cabinet:
        """The calls."""
        return Cabinet(self.places)

    @property
    def cases(self) -> Cases:
        """The cases."""
        return Cases(self.places)

    @property
    def index(self) -> Index:
        """A list of all calls that was not looked at yet."""
        return Index(self.cabinet)

    def desk(self, at: datetime = START) -> CaseDesk:
        """The verbs of cases, at one time."""
        return CaseDesk(self.cases, fresh_id, lambda: at)

    def case(self, at: datetime = START, facts: CaseFacts | None = None) -> Case:
        """Open a case."""
        return self.desk(at).open(facts or self.facts)

    def call(
        self,
        *verbs: Verb,
        company: str = "Zefiro Telecom",
        at: datetime = START,
        case: str | None = None,
        sector: Sector = Sector.COMMUNICATIONS,
        matter: str = "",
        ended: bool = True,
    ) -> str:
        """Keep a call in which these things were done, ten seconds apart; returns its id."""
        started = begin(company, matter=matter, sector=sector, case=case, clock=lambda: at)
        with self.cabinet.create(started, fresh_id(at)) as kept:
            desk = Desk(kept, Ticks(at))
            for verb in verbs:
                verb(desk)
            if ended:
                desk.hang_up()
            return kept.call.id

    def recorded(self, parts: int = 1, *, at: datetime = START) -> str:
        """Keep a call with so many parts of three minutes, sealed to nobody; returns its id."""
        with self.cabinet.create(begin("Zefiro Telecom", clock=lambda: at), fresh_id(at)) as kept:
            desk, ended = Desk(kept, Ticks(at)), at + timedelta(minutes=3)
            for part in range(1, parts + 1):
                whole_path(kept.folder, part).write_bytes(b"sealed" * part)
                sha256 = digest(kept.folder, part)
                write_facts(kept.folder, SoundFacts(part, "Telephone", at, ended, 180.0, sha256))
                desk.recording_began(part, f"sound-{part}", at)
                desk.recording_ended(part, f"sound-{part}.opus.age", at, 180.0, sha256)
            desk.hang_up()
            return kept.call.id

    def call_file(self, call_id: str) -> Path:
        """The file that holds a call."""
        return self.cabinet.folder(call_id) / CALL_FILE

    def case_file(self, case_id: str) -> Path:
        """The file that holds a case."""
        return self.cases.folder(case_id) / CASE_FILE

    def rule(self, name: str, *, title: str = "Take the next step", more: str = "") -> str:
        """Write a rule of the owner's own for the United States, and return its id."""
        self.places.rules.mkdir(parents=True, exist_ok=True)
        own = f"own.{name}"
        (self.places.rules / f"{name}.toml").write_text(
            f"""
            country = "us"
            [[rule]]
            id = "{own}"
            kind = "step"
            rank = 1
            starts = "opened"
            title = {{ it = "IT {title}", en = "{title}" }}
            sentence = {{ it = "Una frase.", en = "A sentence." }}
            source = "a test"
            checked_on = {date(2026, 1, 1)}
            review_by = {date(2028, 1, 1)}
            confidence = "high"
            {more}
            """
        )
        return own


@contextmanager
def unnoticed(path: Path) -> Iterator[Path]:
    """Change a file without a change of its size and time, so that only a reader would notice."""
    before = path.stat()
    yield path
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture
def owner_store(tmp_path: Path) -> OwnerStore:
    """An owner who has kept nothing yet."""
    return OwnerStore(tmp_path)
