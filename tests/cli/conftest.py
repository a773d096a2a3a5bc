"""A home of its own for each test, and the program started in it as a person starts it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callmate.audio.layout import SoundFacts, slices_path, write_facts
from callmate.cli.main import main
from callmate.domain.due import Due
from callmate.domain.entry import Outcome, Sector
from callmate.locale import messages
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.journal_writer import OpenCall
from callmate.store.places import Places, fresh_id

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


@dataclass
class Clock:
    """Tells a time that goes on by ten seconds whenever it is asked."""

    at: datetime = START

    def __call__(self) -> datetime:
        """The next moment."""
        self.at += timedelta(seconds=10)
        return self.at


@dataclass
class Home:
    """The folders of one owner, and the program in them."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def places(self) -> Places:
        """Where the program keeps things."""
        return Places(self.folder / "data" / "callmate", self.folder / "config" / "callmate")

    @property
    def cabinet(self) -> Cabinet:
        """The owner's calls."""
        return Cabinet(self.places)

    @property
    def cases(self) -> Cases:
        """The owner's cases."""
        return Cases(self.places)

    @property
    def env(self) -> dict[str, str]:
        """The environment of the program: English, unless a test says otherwise."""
        own = {
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "LANGUAGE": "en",
        }
        return os.environ | own | self.environ

    def start(self, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        """Start the program with these words and wait for its end."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "callmate", *words],
            env=self.env | more,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def says(self, *words: str, status: int = 0) -> str:
        """What the program prints as its result; it must end with this status."""
        done = self.start(*words)
        assert done.returncode == status, (done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def tells(self, *words: str, status: int) -> str:
        """What the program says to whoever sits there; it must end with this status."""
        done = self.start(*words)
        assert done.returncode == status, (done.returncode, done.stdout, done.stderr.decode())
        assert b"Traceback" not in done.stderr
        return done.stderr.decode()

    def json(self, *words: str, status: int = 0) -> object:
        """What the program answers to other programs."""
        answer: object = json.loads(self.says(*words, "--json", status=status))
        return answer

    def begin(self, company: str = "Zefiro Telecom", at: datetime = START) -> OpenCall:
        """Begin a call that goes on until it is closed."""
        started = begin(
            company,
            number="187",
            matter="line dead",
            sector=Sector.COMMUNICATIONS,
            clock=lambda: at,
        )
        return self.cabinet.create(started, fresh_id(at))

    def call(self, company: str = "Zefiro Telecom", *notes: str, at: datetime = START) -> str:
        """Keep a whole call and return its id."""
        with self.begin(company, at) as kept:
            desk = Desk(kept, Clock(at))
            desk.hold()
            desk.answer()
            desk.give("operator", "4471")
            desk.give("claim_number", "A74K")
            for note in notes:
                desk.note(note)
            due = Due(at=at + timedelta(days=3), exact=False, matched="", start=0, end=0)
            desk.promise("technician", due)
            desk.refuse("operator_name", "we do not say")
            desk.hang_up()
            desk.settle(Outcome.PROMISED)
            return kept.call.id

    def spoil(self, call_id: str, contents: bytes = b"{") -> None:
        """Overwrite a call's file."""
        (self.cabinet.folder(call_id) / "call.json").write_bytes(contents)


def leave_slices(folder: Path, count: int) -> None:
    """Leave the slices of a sound process that was killed a while ago."""
    write_facts(folder, SoundFacts(part=1, device="Telephone", started=START))
    place = slices_path(folder, 1)
    place.mkdir(0o700)
    for number in range(1, count + 1):
        piece = place / f"{number:06d}.age"
        piece.write_bytes(b"sealed")
        os.utime(piece, (time.time() - 60, time.time() - 60))


@pytest.fixture(params=["en", "it"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn, spoken by this process until the test is over."""
    chosen: messages.Language = request.param
    before = messages.language()
    messages.install(chosen)
    yield chosen
    messages.install(before)


@pytest.fixture
def typed(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Hand words to the program within this process: its status, its result, what it says."""
    for name, value in home.env.items():
        monkeypatch.setenv(name, value)

    def type_in(*words: str) -> tuple[int, str, str]:
        status = main(words)
        told = capsys.readouterr()
        return status, told.out, told.err

    return type_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An owner who has kept nothing yet."""
    return Home(tmp_path)
