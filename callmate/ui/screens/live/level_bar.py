"""Whether sound is really being kept: REC, its length, its level; or what is wrong."""

from datetime import datetime

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.live_call import SoundState
from callmate.wording.names import sound_trouble

_STEPS = " ▁▂▃▄▅▆▇█"
_FLOOR = -60.0
"""Decibels below full scale at which the bar is empty."""


class LevelBar(Widget):
    """Three lines; red only while sound is being kept.

    Args:
        key: The key that begins and ends recording.
        id: The widget's id.
    """

    sound: reactive[SoundState] = reactive(SoundState())
    """How the recording stands."""

    now: reactive[datetime | None] = reactive(None, repaint=False)
    """The time now."""

    def __init__(self, *, key: str, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._key = key
        self._painted = ""

    def watch_now(self) -> None:
        """Paint another length, once a second."""
        if self._length() != self._painted:
            self.refresh()

    def _length(self) -> str:
        since = self.sound.since
        return span((self.now - since).total_seconds()) if self.now and since else ""

    def render(self) -> Content:
        """REC over the level over the promise of privacy, or the trouble in words."""
        sound, width = self.sound, self.size.width
        self._painted = self._length()
        if sound.since is None:
            if sound.trouble:
                head = Content.styled(_("✗ NOT RECORDING"), "bold $error")
                words = Content.styled(sound_trouble(sound.trouble), "bold $warning")
                return Content("\n").join([head, words])
            return Content.styled(_("not recording ({key})").format(key=self._key), "dim")
        head = Content.styled(f"● REC {self._painted}", "bold $error")
        if sound.trouble:
            words = Content.styled(sound_trouble(sound.trouble), "bold $warning")
            return Content("\n").join([head, words])
        bar = "".join(_step(level) for level in sound.levels[-(width - 1) :])
        private = Content.styled(_("for you alone"), "$foreground 70%")
        return Content("\n").join([head, Content.styled(bar, "$success"), private])


def _step(level: float) -> str:
    share = (max(_FLOOR, min(0.0, level)) - _FLOOR) / -_FLOOR
    return _STEPS[round(share * (len(_STEPS) - 1))]
