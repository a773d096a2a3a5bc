"""Whether sound is really being kept: REC, its length, its level; or what is wrong."""

from datetime import datetime

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.call_recording import CallRecording, SoundState
from callmate.wording.names import sound_trouble

_STEPS = " ▁▂▃▄▅▆▇█"
_ROOMY = 32
"""Columns in which there is room for both that it is private and that it is listened to."""
_FLOOR = -60.0
"""Decibels below full scale at which the bar is empty."""


class LevelBar(Widget):
    """Three lines; red only while sound is being kept.

    Args:
        key: The key that begins and ends recording.
        id: The widget's id.
    """

    sound: reactive[SoundState] = reactive(SoundState(), repaint=False)
    """How the recording stands; its level is painted with the time, to paint seldom."""

    along: reactive[bool] = reactive(default=False)
    """Whether the computer listens along."""

    now: reactive[datetime | None] = reactive(None, repaint=False)
    """The time now."""

    def __init__(self, *, key: str, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._key = key
        self._painted = ("", SoundState())

    def show(self, recording: CallRecording) -> None:
        """Show how a recording stands."""
        self.sound = recording.sound
        self.along = recording.listening is not None and recording.listening.running

    def watch_sound(self, before: SoundState, sound: SoundState) -> None:
        """Paint at once that it began, ended, or is in trouble."""
        if (sound.since, sound.trouble) != (before.since, before.trouble):
            self.refresh()

    def watch_now(self) -> None:
        """Paint another length and what was heard since."""
        if (self._length(), self.sound) != self._painted:
            self.refresh()

    def _length(self) -> str:
        since = self.sound.since
        return span((self.now - since).total_seconds()) if self.now and since else ""

    def render(self) -> Content:
        """REC over the level over the promise of privacy, or the trouble in words."""
        sound, width = self.sound, self.size.width
        self._painted = self._length(), sound
        if sound.since is None:
            if sound.trouble:
                head = Content.styled(_("✗ NOT RECORDING"), "bold $error")
                words = Content.styled(sound_trouble(sound.trouble), "bold $warning")
                return Content("\n").join([head, words])
            return Content.styled(_("not recording ({key})").format(key=self._key), "dim")
        head = Content.styled(f"● REC {self._length()}", "bold $error")
        if sound.trouble:
            words = Content.styled(sound_trouble(sound.trouble), "bold $warning")
            return Content("\n").join([head, words])
        bar = "".join(_step(level) for level in sound.levels[-(width - 1) :])
        private = _("for you alone")
        if self.along and width >= _ROOMY:
            private += f" · {_('listening along')}"
        said = Content.styled(private, "$foreground 70%")
        return Content("\n").join([head, Content.styled(bar, "$success"), said])


def _step(level: float) -> str:
    share = (max(_FLOOR, min(0.0, level)) - _FLOOR) / -_FLOOR
    return _STEPS[round(share * (len(_STEPS) - 1))]
