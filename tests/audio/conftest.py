"""What the tests of sound share: an owner's key pair, a call's folder, a recorder that is heard."""

import asyncio
import math
from array import array
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pyrage
import pytest

from callmate.audio.link import Recorder
from callmate.audio.reports import Report

Kind = TypeVar("Kind", bound=object)


def sweep(seconds: float, rate: int = 16_000) -> bytes:
    """Make a tone that rises from 200 Hz by 100 Hz a second, so that no two moments are alike."""
    times = (n / rate for n in range(round(seconds * rate)))
    samples = (round(8000 * math.sin(2 * math.pi * (200 + 50 * t) * t)) for t in times)
    return array("h", samples).tobytes()


async def until(true: Callable[[], object], within: float = 5.0) -> None:
    """Wait for something to become so; fail when it does not within these seconds."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110  # files and processes set no asyncio event
            await asyncio.sleep(0.01)


@dataclass(frozen=True)
class Owner:
    """An age key pair; `file` is the identity as the age tool wants it."""

    recipient: str
    identity: str
    file: Path


@dataclass
class Heard:
    """Every report a sound process made, in order."""

    reports: list[Report] = field(default_factory=list)

    def __call__(self, report: Report) -> None:
        """Take a report in."""
        self.reports.append(report)

    def all(self, kind: type[Kind], after: int = 0) -> list[Kind]:
        """Pick the reports of a kind, leaving out the first few of any."""
        return [each for each in self.reports[after:] if isinstance(each, kind)]

    async def until(
        self,
        kind: type[Kind],
        is_it: Callable[[Kind], bool] = lambda _: True,
        within: float = 5.0,
        after: int = 0,
    ) -> Kind:
        """Wait for a report; fail when it does not come within these seconds."""

        def found() -> list[Kind]:
            return [each for each in self.all(kind, after) if is_it(each)]

        await until(found, within)
        return found()[0]


@dataclass
class Recorders:
    """Starts recorders into a call's folder, and stops what a test leaves running."""

    folder: Path
    owner: Owner
    heard: Heard = field(default_factory=Heard)
    started: list[Recorder] = field(default_factory=list)

    async def start(self, device: str | None = None) -> Recorder:
        """Begin to record part 1."""
        recorder = await Recorder.start(self.folder, 1, self.owner.recipient, device, self.heard)
        self.started.append(recorder)
        return recorder


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    """Make a key pair."""
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "identity.txt"
    file.write_text(f"{identity}\n")
    return Owner(str(identity.to_public()), str(identity), file)


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """Make a call's folder."""
    folder = tmp_path / "call"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
async def recorders(call: Path, owner: Owner) -> AsyncIterator[Recorders]:
    """Record into the call's folder."""
    recorders = Recorders(call, owner)
    yield recorders
    for recorder in recorders.started:
        await recorder.stop()
