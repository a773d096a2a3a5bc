"""The recording of a past call: its shape, where one is in it, how it is played."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.playback import PlayerState
from callmate.ui.screens.review.wave_picture import Picture, Span, heights, rows, styled

_SURE = 40
"""Columns that words may take though they are cut off."""

_SHAPED = 4
"""Rows from which there is room for the shape."""


class PlayerBar(Widget):
    """The shape, a line with the position, and the time; nothing of it touches the disk.

    Args:
        bring: The key that brings a recording in, as people write it.
        id: The widget's id.
    """

    playing: reactive[PlayerState] = reactive(PlayerState())
    """How the playing stands."""

    picture: reactive[Picture] = reactive(Picture())
    """What the recording looks like."""

    chosen: reactive[Span | None] = reactive(None)
    """The span that was picked."""

    def __init__(self, bring: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bring = bring

    class Sought(Message):
        """A second of the sound was clicked."""

        def __init__(self, second: float) -> None:
            self.second = second
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        """Go where the sound was clicked; the words beneath are no place in it."""
        if self.playing.total and event.y < self.size.height - 1:
            self.post_message(self.Sought(self.playing.total * event.x / max(1, self.size.width)))

    def watch_playing(self) -> None:
        """Take no more rows than there is something to show."""
        self.set_class(not self.playing.total, "-silent")

    def render(self) -> Content:
        """The shape over the line over the words."""
        playing, width = self.playing, max(10, self.size.width)
        if not playing.total:
            words = playing.words or _("This call has no recording. {key}: bring one in").format(
                key=self._bring
            )
            return Content.styled(words, "$foreground 70%")
        shape = self._shape(width) if self.size.height >= _SHAPED else []
        return Content("\n").join([*shape, self.line(width), self._words(width)])

    def _shape(self, width: int) -> list[Content]:
        done = self._column(self.playing.position, width)
        held = self._columns(self.picture.holds, width)
        picked = self._columns([self.chosen] if self.chosen else [], width)
        styles = [
            ("bold $accent" if column < done else "$warning" if column in held else "$foreground")
            + (" reverse" if column in picked else "")
            for column in range(width)
        ]
        return rows(heights(self.picture, self.playing.total, width), styles)

    def line(self, width: int) -> Content:
        """The line with everything that has a place: the position, waiting, gaps, the span."""
        done = self._column(self.playing.position, width)
        cells = ["━" if column < done else "─" for column in range(width)]
        styles = ["bold $accent" if column < done else "dim" for column in range(width)]
        marks = [
            *((column, "≈", "$warning") for column in self._columns(self.picture.holds, width)),
            *((self._column(gap, width), "×", "bold $warning") for gap in self.picture.gaps),
            *((self._column(edge, width), "┃", "bold") for edge in self.chosen or ()),
            (done, "▲", "bold $accent"),
        ]
        for column, sign, style in marks:
            cells[column], styles[column] = sign, style
        return styled(cells, styles)

    def _column(self, second: float, width: int) -> int:
        return max(0, min(width - 1, int(width * second / self.playing.total)))

    def _columns(self, spans: "list[Span] | tuple[Span, ...]", width: int) -> set[int]:
        return {
            column
            for begin, end in spans
            for column in range(self._column(begin, width), self._column(end, width) + 1)
        }

    def _words(self, width: int) -> Content:
        playing = self.playing
        sign = "▶" if playing.running else "⏸"
        where = f"{sign} {span(playing.position)} / {span(playing.total)}"
        said = [
            "" if playing.speed == 1.0 else f"{playing.speed:g}×",
            playing.words,
            self._picked(),
            self._stepping(),
            _("voices evened out") if playing.even else "",
            _("≈ on hold") if self.picture.holds else "",
            _("× sound missing") if self.picture.gaps else "",
        ]
        line = Content.styled(where, "bold")
        for words in said:
            # What does not fit is left out whole.
            if words and line.cell_length + 2 + cell_len(words) <= max(width, _SURE):
                line = line + f"  {words}"
        return line

    def _stepping(self) -> str:
        if not self.playing.stepping:
            return ""
        return _("without silence") if self.playing.looked else _("looking for silence…")

    def _picked(self) -> str:
        if self.chosen is None:
            return ""
        begin, end = (span(second) for second in self.chosen)
        return _("picked {begin} to {end}").format(begin=begin, end=end)
