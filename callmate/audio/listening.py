"""One opening of a microphone: what is watched from its first block to its last."""

from typing import TYPE_CHECKING

from callmate.audio.clock import steady, wall
from callmate.audio.drift import Drift
from callmate.audio.microphone import Block, Microphone
from callmate.audio.reports import Gap, Level
from callmate.audio.troubles import Troubles, wall_at
from callmate.audio.voice import Voice
from callmate.audio.watch import Watch, loudness

if TYPE_CHECKING:
    from callmate.audio.take import Take


class Listening:
    """Hands the blocks of one opening to its take and tells how they sound."""

    def __init__(self, microphone: Microphone, voice: Voice, troubles: Troubles) -> None:
        self.microphone = microphone
        self.take: Take | None = None
        self._voice = voice
        self._troubles = troubles
        self._watch = Watch(steady())
        self._drift: Drift | None = None
        self._block_bytes = 2 * microphone.rate * microphone.channels

    def heard(self, block: Block) -> None:
        """Take a block in."""
        seconds = len(block.content) / self._block_bytes
        level = loudness(block.content)
        self._voice.say(Level(wall(), level.dbfs, level.peak))
        self._watch.heard(block.at, seconds, level)
        if self.take is not None:
            self.take.add(block.content)
            self._count(block, seconds)

    def _count(self, block: Block, seconds: float) -> None:
        if self._drift is None:
            self._drift = Drift(block.at - seconds)
        lost = self._drift.heard(block.at, seconds)
        if lost and self.take is not None:
            begin = wall_at(lost.since)
            gap = Gap(self.take.part, begin, wall_at(lost.since + lost.seconds), "lost")
            self._troubles.lost(begin)
            self._voice.say(gap)
            self.take.note(gap)

    def look(self) -> float:
        """Tell what is wrong now; get the seconds since the last block."""
        now = steady()
        for finding in self._watch.look(now):
            if finding.over:
                self._troubles.over(finding.kind)
            else:
                self._troubles.began(finding.kind, finding.since)
        return self._watch.stalled_for(now)
