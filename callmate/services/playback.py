"""Plays a past call's recording and knows its shape: joins the sound processes to the screen."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from callmate.audio import protocol
from callmate.audio.door import Player, Survey
from callmate.audio.layout import PartFacts, parts
from callmate.audio.protocol import Bye, Report, Wave
from callmate.audio.requests import Idle, PartPlace, Spot
from callmate.locale.messages import _
from callmate.services.sound_timeline import SoundTimeline
from callmate.wording.names import no_portaudio


@dataclass(frozen=True)
class PlayerState:
    """How the playing of a recording stands."""

    total: float = 0.0
    """Seconds of sound in all parts."""
    position: float = 0.0
    """Seconds of sound before the point that is heard."""
    running: bool = False
    """Whether sound is heard now."""
    speed: float = 1.0
    """1 is as it was spoken."""
    words: str = ""
    """Something to say about the sound, in place of its position."""
    stepping: bool = False
    """Whether silence and music are left out."""
    looked: bool = False
    """Whether it is known where silence and music are."""
    even: bool = False
    """Whether all voices are made equally loud."""


_PATIENCE = 1.0  # seconds


class Waves:
    """The waves of a call's parts, as far as they are known.

    Args:
        changed: Called whenever more is known.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._survey: Survey | None = None
        self._told = asyncio.Event()
        self.found: dict[int, Wave] = {}
        self.over = False

    async def ask(self, folder: Path, parts: tuple[PartFacts, ...], identity: str) -> None:
        """Ask for the waves of parts, once; what is kept comes at once, the rest by and by.

        Raises:
            OSError: No process could be started.
        """
        if self._survey is None and parts:
            places = tuple(PartPlace(str(folder), part.part) for part in parts)
            self._survey = await Survey.start(places, identity, self._hear)

    async def first(self) -> None:
        """Wait until something is told, but not for long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), _PATIENCE)

    async def close(self) -> None:
        """Ask no more."""
        survey, self._survey = self._survey, None
        if survey is not None:
            await survey.stop()

    @property
    def idle(self) -> tuple[Idle, ...]:
        """The spans in which nobody speaks, of the parts that were looked at to their end."""
        return tuple(
            Idle(part, begin, end)
            for part, wave in sorted(self.found.items())
            for begin, end in wave.idle
        )

    def _hear(self, report: Report) -> None:
        self._told.set()
        if isinstance(report, Wave):
            self.found[report.part] = report
        elif isinstance(report, Bye):
            self.over = True
        self._changed()


SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""How fast a recording can be played."""


class Playback:
    """The recording of one call.

    Args:
        folder: The call's folder.
        changed: Called whenever the playing stands otherwise, or more is known of the sound.
        words: What there is to say about the sound before it is played.
    """

    def __init__(self, folder: Path, changed: Callable[[], None], words: str = "") -> None:
        self._folder = folder
        self._changed = changed
        self._player: Player | None = None
        self._asked = False
        self._over = False
        self.line = SoundTimeline(parts(folder))
        self.spot = self.line.spot_of(0.0)
        self.playing = PlayerState(total=self.line.total, words=words)
        self.waves = Waves(self._more_known)

    @property
    def there(self) -> bool:
        """Whether the call has any sound."""
        return bool(self.line.parts)

    @property
    def moment(self) -> datetime | None:
        """The time of day at which what is heard was spoken."""
        return self.line.moment_of(self.spot) if self.spot else None

    async def prepare(self, identity: str, device: str | None) -> None:
        """Open everything, so that the first key sounds at once; nothing is said of an output yet.

        Raises:
            OSError: No process could be started.
        """
        if self._over:
            return
        await self.waves.ask(self._folder, self.line.parts, identity)
        if not self._asked:
            await self.waves.first()  # the eye comes first while nothing is to be heard
        if self._player is None and self.there and not self._over:
            await self._open(identity, device)

    @property
    def ready(self) -> bool:
        """Whether it was prepared, so that the next key sounds."""
        return self._player is not None

    @property
    def drawn_waves(self) -> tuple[tuple[float, protocol.Wave], ...]:
        """The waves known, each with the second at which its part begins."""
        waves = sorted(self.waves.found.items())
        return tuple((self.line.second_of(Spot(part)), wave) for part, wave in waves)

    def want(self) -> None:
        """Know that it is to be heard, and not only looked at."""
        self._asked = True

    def toggle(self) -> None:
        """Play, or pause; only once it is ready."""
        if self._player is not None and self.playing.running:
            self._player.pause()
        elif self._player is not None:
            self._player.play()

    def jump(self, moment: datetime) -> None:
        """Play from a moment of the call; only once it is ready."""
        spot = self.line.spot_at(moment)
        if spot is not None:
            self.play_from(spot)

    def play_from(self, spot: Spot) -> None:
        """Play from a spot of the sound; only once it is ready."""
        if self._player is not None:
            self._player.seek(spot.part, spot.seconds)
            self._player.play()

    def place(self, moment: datetime) -> None:
        """Be at a moment of the call, without playing yet."""
        self._be_at(self.line.spot_at(moment))

    def seek(self, second: float) -> None:
        """Be at a second of the sound; what plays goes on from there."""
        self._be_at(self.line.spot_of(second))

    def _be_at(self, spot: Spot | None) -> None:
        if spot is None:
            return
        self.spot = spot
        if self._player is not None:
            self._player.seek(spot.part, spot.seconds)
        self._now(replace(self.playing, position=self.line.second_of(spot)))

    def skip(self, seconds: float) -> None:
        """Go back or ahead; before anything plays, it begins from there."""
        if self._player is not None:
            self._player.skip(seconds)
            return
        self.seek(self.playing.position + seconds)

    def pace(self, steps: int) -> None:
        """Play slower or faster, the pitch kept."""
        nearest = min(SPEEDS, key=lambda speed: abs(speed - self.playing.speed))
        index = max(0, min(len(SPEEDS) - 1, SPEEDS.index(nearest) + steps))
        if self._player is not None:
            self._player.speed(SPEEDS[index])
        self._now(replace(self.playing, speed=SPEEDS[index]))

    def step_over(self) -> None:
        """Leave silence and music out, or play everything again."""
        stepping = not self.playing.stepping
        if self._player is not None:
            self._player.step_over(self.waves.idle if stepping else ())
        self._now(replace(self.playing, stepping=stepping))

    def even(self) -> None:
        """Make all voices equally loud, or play all as it was."""
        even = not self.playing.even
        if self._player is not None:
            self._player.loudness(on=even)
        self._now(replace(self.playing, even=even))

    async def close(self) -> None:
        """Stop; what was decrypted is gone with the processes."""
        await self.waves.close()
        await self.fall_silent()

    async def end(self) -> None:
        """Stop for good: what is just being prepared is not opened any more."""
        self._over = True
        await self.close()

    async def fall_silent(self) -> None:
        """Stop playing; the next time it begins anew from here, perhaps through another output."""
        player, self._player = self._player, None
        if player is not None:
            await player.stop()

    async def _open(self, identity: str, device: str | None) -> None:
        places = tuple(PartPlace(str(self._folder), part.part) for part in self.line.parts)
        self._player = await Player.start(places, identity, device, self._hear, start=self.spot)
        if self.playing.speed != 1.0:
            self._player.speed(self.playing.speed)
        if self.playing.even:
            self._player.loudness(on=True)
        if self.playing.stepping:
            self._player.step_over(self.waves.idle)

    def _more_known(self) -> None:
        if self.playing.stepping and self._player is not None and self.waves.over:
            self._player.step_over(self.waves.idle)
        self._now(replace(self.playing, looked=self.waves.over))

    def _hear(self, report: protocol.Report) -> None:
        match report:
            case protocol.Loaded(parts=lengths):
                self._measure({each.part: each.seconds for each in lengths})
            case protocol.Position() as at:
                self.spot = Spot(at.part, at.seconds)
                # The speed is the owner's last word: a report may be older than that.
                self.playing = replace(
                    self.playing, position=self.line.second_of(self.spot), running=at.playing
                )
            case protocol.SoundDamaged():
                words = _("A piece of the recording is damaged; the rest plays.")
                self.playing = replace(self.playing, words=words)
            case protocol.Finished():
                self.playing = replace(self.playing, running=False)
            case protocol.Failed(kind=kind):
                self._fail(kind)
            case protocol.Died() | protocol.Bye():
                self._player = None
                self.playing = replace(self.playing, running=False)
            case _:
                pass
        self._changed()

    def _measure(self, lengths: dict[int, float]) -> None:
        known = (
            msgspec.structs.replace(part, seconds=lengths[part.part])
            for part in self.line.parts
            if part.part in lengths
        )
        self.line = SoundTimeline(tuple(known))
        self.playing = replace(self.playing, total=self.line.total)

    def _fail(self, kind: str) -> None:
        # Whoever only looks is not told that there is nothing to listen with.
        said = _failure(kind) if self._asked or kind != "no_output" else self.playing.words
        self.playing = replace(self.playing, running=False, words=said)
        if kind != "no_output":  # the process waits for an output to come
            self._player = None

    def _now(self, playing: PlayerState) -> None:
        self.playing = playing
        self._changed()


def _failure(kind: str) -> str:
    return {
        "no_portaudio": no_portaudio(),
        "no_output": _("No loudspeaker or headphones were found: press o to choose."),
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
    }.get(kind, _("The recording cannot be played now."))
