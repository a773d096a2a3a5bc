"""The recording of a past call: where it is, how fast, whether it plays."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from callmate.domain.span import clock as span
from callmate.i18n import _


@dataclass(frozen=True)
class Playing:
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


class PlayerBar(Widget):
    """Two lines: a bar with the position, and the time; nothing of it touches the disk."""

    playing: reactive[Playing] = reactive(Playing())
    """How the playing stands."""

    def render(self) -> Content:
        """The bar over the words."""
        playing, width = self.playing, max(10, self.size.width)
        if not playing.total:
            words = playing.words or _("This call has no recording.")
            return Content.styled(words, "$foreground 70%")
        done = min(width, round(width * playing.position / playing.total))
        bar = Content.assemble(("━" * done, "bold $accent"), ("─" * (width - done), "dim"))
        sign = "▶" if playing.running else "⏸"
        where = f"{sign} {span(playing.position)} / {span(playing.total)}"
        speed = "" if playing.speed == 1.0 else f"  {playing.speed:g}×"
        words = f"  {playing.words}" if playing.words else ""
        return Content("\n").join([bar, Content.assemble((where + speed, "bold"), words)])
