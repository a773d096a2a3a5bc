"""Tells each trouble once when it begins and once when it is over."""

from datetime import datetime

from callmate.audio.clock import steady, wall
from callmate.audio.reports import Recovered, Trouble, TroubleKind
from callmate.audio.voice import Voice


def wall_at(moment: float) -> datetime:
    """Turn a moment of the steady clock into the wall's time."""
    return wall(steady() - moment)


class Troubles:
    """The troubles of one recording that are not over yet."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._active: set[TroubleKind] = set()

    def began(self, kind: TroubleKind, since: float) -> None:
        """Tell a trouble that lasts; `since` is of the steady clock."""
        if kind not in self._active:
            self._active.add(kind)
            self._voice.say(Trouble(kind, wall(), wall_at(since)))

    def over(self, kind: TroubleKind) -> None:
        """Tell that a trouble has passed, if it was told."""
        if kind in self._active:
            self._active.remove(kind)
            self._voice.say(Recovered(kind, wall()))

    def all_over(self) -> None:
        """Tell that everything has passed."""
        for kind in sorted(self._active):
            self.over(kind)

    def lost(self, since: datetime) -> None:
        """Tell that sound is missing; the gap that goes with it says how much."""
        self._voice.say(Trouble("lost", wall(), since))

    def changed(self, was: str, now: str) -> None:
        """Tell that another microphone is heard."""
        at = wall()
        self._voice.say(Trouble("changed", at, at, was, now))
