"""Plays a past call's recording: joins the playing process to the bar and to the paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from callmate.audio import reports
from callmate.audio.facts import parts
from callmate.audio.link import Player
from callmate.audio.requests import PartPlace, Spot
from callmate.i18n import _
from callmate.phrases import no_portaudio
from callmate.ui.widgets.player_bar import Playing

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""How fast a recording can be played."""


class Playback:
    """The recording of one call.

    Args:
        folder: The call's folder.
        changed: Called whenever the playing stands otherwise.
    """

    def __init__(self, folder: Path, changed: Callable[[], None]) -> None:
        self._parts = parts(folder)
        self._folder = folder
        self._changed = changed
        self._player: Player | None = None
        self._owed = 0.0
        self._spot = Spot(self._parts[0].part, 0.0) if self._parts else None
        self._lengths = {part.part: part.seconds for part in self._parts}
        self.playing = Playing(total=sum(self._lengths.values()))

    @property
    def there(self) -> bool:
        """Whether the call has any sound."""
        return bool(self._parts)

    @property
    def moment(self) -> datetime | None:
        """The time of day at which what is heard was spoken."""
        if self._spot is None:
            return None
        part = next(part for part in self._parts if part.part == self._spot.part)
        return part.started + timedelta(seconds=self._spot.seconds) if part.started else None

    def spot_at(self, moment: datetime) -> Spot | None:
        """Where in the recording a moment of the call is; the nearest sound when in a gap."""
        spot = None
        for part in self._parts:
            if part.started is None:
                continue
            seconds = (moment - part.started).total_seconds()
            if spot is None or seconds >= 0:
                spot = Spot(part.part, max(0.0, min(seconds, part.seconds)))
        return spot

    async def toggle(self, identity: Callable[[], str], device: str | None) -> None:
        """Play, or pause."""
        if self._player is None:
            await self._open(identity(), device, self._spot)
        elif self.playing.running:
            self._player.pause()
        else:
            self._player.play()

    async def jump(self, moment: datetime, identity: Callable[[], str], device: str | None) -> None:
        """Play from a moment of the call."""
        spot = self.spot_at(moment)
        if spot is None:
            return
        if self._player is None:
            await self._open(identity(), device, spot)
        else:
            self._player.seek(spot.part, spot.seconds)
            self._player.play()

    def skip(self, seconds: float) -> None:
        """Go back or ahead; before anything plays, it begins from there."""
        if self._player is not None:
            self._player.skip(seconds)
            return
        self._owed += seconds
        where = min(self.playing.total, max(0.0, self.playing.position + seconds))
        self.playing = replace(self.playing, position=where)
        self._changed()

    def pace(self, steps: int) -> None:
        """Play slower or faster, the pitch kept."""
        nearest = min(SPEEDS, key=lambda speed: abs(speed - self.playing.speed))
        index = max(0, min(len(SPEEDS) - 1, SPEEDS.index(nearest) + steps))
        self.playing = replace(self.playing, speed=SPEEDS[index])
        if self._player is not None:
            self._player.speed(SPEEDS[index])
        self._changed()

    async def close(self) -> None:
        """Stop; what was decrypted is gone with the process."""
        player, self._player = self._player, None
        if player is not None:
            await player.stop()

    async def _open(self, identity: str, device: str | None, spot: Spot | None) -> None:
        places = tuple(PartPlace(str(self._folder), part.part) for part in self._parts)
        self._player = await Player.start(places, identity, device, self._hear, start=spot)
        if self.playing.speed != 1.0:
            self._player.speed(self.playing.speed)
        owed, self._owed = self._owed, 0.0
        if owed:
            self._player.skip(owed)
        self._player.play()

    def _hear(self, report: reports.Report) -> None:
        match report:
            case reports.Loaded(parts=lengths):
                self._lengths = {each.part: each.seconds for each in lengths}
                self.playing = replace(self.playing, total=sum(self._lengths.values()))
            case reports.Position() as at:
                self._spot = Spot(at.part, at.seconds)
                before = sum(long for part, long in self._lengths.items() if part < at.part)
                # The speed is the owner's last word: a report may be older than that.
                self.playing = replace(
                    self.playing, position=before + at.seconds, running=at.playing
                )
            case reports.Damaged():
                words = _("A piece of the recording is damaged; the rest plays.")
                self.playing = replace(self.playing, words=words)
            case reports.Finished():
                self.playing = replace(self.playing, running=False)
            case reports.Failed(kind=kind):
                self._player = None
                self.playing = replace(self.playing, running=False, words=_failure(kind))
            case reports.Died() | reports.Bye():
                self._player = None
                self.playing = replace(self.playing, running=False)
            case _:
                pass
        self._changed()


def _failure(kind: str) -> str:
    return {
        "no_portaudio": no_portaudio(),
        "no_output": _("No loudspeaker or headphones were found: press o to choose."),
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
    }.get(kind, _("The recording cannot be played now."))
