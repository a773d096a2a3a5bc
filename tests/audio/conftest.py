"""What the tests of sound share: an owner's key pair, a call's folder, a recorder that is heard."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyrage
import pytest
from numpy.typing import NDArray

from callmate.audio.encoder import Encoder
from callmate.audio.player_client import Player
from callmate.audio.protocol import Position, Report
from callmate.audio.recorder import Recorder
from callmate.audio.requests import PartPlace, Spot
from callmate.audio.sealed import seal_slice, seal_whole

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
Kind = TypeVar("Kind", bound=object)
Check = Callable[[Position], bool]


def sweep(seconds: float, rate: int = 16_000) -> bytes:
    """Make a tone that rises from 200 Hz by 400 Hz a second, so that no two moments are alike."""
    times = np.arange(round(seconds * rate)) / rate
    samples: NDArray[np.float64] = 8000 * np.sin(2 * np.pi * (200 + 200 * times) * times)
    return np.rint(samples).astype("<i2").tobytes()


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

    async def start(self, device: str | None = None, copy: int | None = None) -> Recorder:
        """Begin to record part 1, handing a copy aside if somebody hears along."""
        recorder = await Recorder.start(
            self.folder, 1, self.owner.recipient, device, self.heard, copy=copy
        )
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


def encoded(seconds: float) -> list[bytes]:
    """Encode a sweep; give the stream in pieces of a second."""
    encoder = Encoder(16_000)
    sound = sweep(seconds)
    pieces = [
        b"".join(encoder.add(sound[n : n + 3200]) for n in range(at, at + 32_000, 3200))
        for at in range(0, len(sound), 32_000)
    ]
    return [*pieces[:-1], pieces[-1] + encoder.finish()]


@dataclass(frozen=True)
class Players:
    """Starts players for a call's folder, and stops what a test leaves running."""

    folder: Path
    owner: Owner
    heard: Heard = field(default_factory=Heard)
    started: list[Player] = field(default_factory=list)

    async def start(self, *parts: int, spot: Spot | None = None, **more: str) -> Player:
        """Open parts, by default with the owner's key."""
        places = tuple(PartPlace(str(self.folder), part) for part in parts)
        identity = more.get("identity", self.owner.identity)
        player = await Player.start(places, identity, more.get("device"), self.heard, spot)
        self.started.append(player)
        return player

    async def until(self, is_it: Check, within: float = 5.0) -> Position:
        """Wait for a position that was not told before."""
        return await self.heard.until(Position, is_it, within, after=len(self.heard.reports))


@pytest.fixture
async def players(call: Path, owner: Owner) -> AsyncIterator[Players]:
    """Play from the call's folder."""
    players = Players(call, owner)
    yield players
    for player in players.started:
        await player.stop()


@pytest.fixture
def two_parts(call: Path, owner: Owner) -> Path:
    """Keep ten seconds as one file, and three as slices."""
    seal_whole(call, 1, b"".join(encoded(10)), owner.recipient)
    for number, piece in enumerate(encoded(3), 1):
        seal_slice(call, 2, number, piece, owner.recipient)
    return call
