"""A recording being heard again, as the app sees it."""

import asyncio

from callmate.audio.process import Hear, SoundProcess
from callmate.audio.protocol import Bye, Died, Report
from callmate.audio.requests import (
    Idle,
    LoudnessChoice,
    Order,
    PartPlace,
    Pause,
    Play,
    PlayRequest,
    Seek,
    Skip,
    Speed,
    Spot,
    StepOver,
    Stop,
)
from callmate.audio.system_clock import wall

_STOP_PATIENCE = 2.0


class Player:
    """Sealed parts, opened in a process of their own and played one after the other.

    `hear` is called in the loop's own thread with every report: Loaded or Failed first, then
    Position five times a second while it plays and at each change, Finished at the end.
    """

    def __init__(self, request: PlayRequest, hear: Hear) -> None:
        self._tell = hear
        self._over = False
        self._process = SoundProcess.start("play", request, self._hear)
        self._waiting = asyncio.create_task(self._wait())

    @classmethod
    async def start(
        cls,
        parts: tuple[PartPlace, ...],
        identity: str,
        device: str | None,
        hear: Hear,
        start: Spot | None = None,
    ) -> "Player":
        """Open parts with an age secret key, paused at a spot. Raises OSError.

        `device` is an output's name, None for the default. The key reaches the process over its
        standard input, and nothing decrypted touches the disk.
        """
        return cls(PlayRequest(parts, identity, device, start), hear)

    @property
    def running(self) -> bool:
        """Whether there is a process to speak to."""
        return self._process.running

    @property
    def pid(self) -> int:
        """The number of the sound process."""
        return self._process.pid

    def play(self) -> None:
        """Go on from here; from the start again after the end."""
        self._order(Play())

    def pause(self) -> None:
        """Be silent and keep the place."""
        self._order(Pause())

    def seek(self, part: int, seconds: float) -> None:
        """Go to a moment of a part."""
        self._order(Seek(part, seconds))

    def skip(self, seconds: float) -> None:
        """Go forward, or back, across parts when needed."""
        self._order(Skip(seconds))

    def speed(self, factor: float) -> None:
        """Play slower or faster, 0.5 to 2, at the same pitch."""
        self._order(Speed(factor))

    def step_over(self, idle: tuple[Idle, ...]) -> None:
        """Leave these spans out, which are in order; with none, play everything."""
        self._order(StepOver(idle))

    def loudness(self, *, on: bool) -> None:
        """Make what is faint as loud as the rest, or play all as it was."""
        self._order(LoudnessChoice(on))

    async def stop(self) -> None:
        """Be silent and forget the sound."""
        self._over = True
        self._order(Stop())
        done, _ = await asyncio.wait({self._waiting}, timeout=_STOP_PATIENCE)
        if not done:
            self._process.kill()
            await self._waiting

    def _order(self, order: Order) -> None:
        self._process.order(order)

    def _hear(self, report: Report) -> None:
        self._over = self._over or isinstance(report, Bye)
        self._tell(report)

    async def _wait(self) -> None:
        status = await self._process.ended()
        if not self._over:
            self._tell(Died(0, wall(), status))
