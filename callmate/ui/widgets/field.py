"""A line to write on, on which nothing that was typed or pasted can drive the terminal."""

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from callmate.domain.text import one_for_one


class Field(Input):
    """One line of text, drawn one sign for each character, kept as it was typed."""

    _settled = ""

    def on_mount(self) -> None:
        """What stands there at first was not typed here."""
        self.settle()

    @property
    def touched(self) -> bool:
        """Whether it reads otherwise than at first, or than when it was last settled."""
        return self.value != self._settled

    def settle(self) -> None:
        """Take what stands there as what stood there at first."""
        self._settled = self.value

    @property
    def _value(self) -> Text:
        # One sign for one character, so that the cursor stays where it belongs.
        if self.password:
            return super()._value
        return Text(one_for_one(self.value), no_wrap=True, overflow="ignore", end="")

    def _on_paste(self, event: events.Paste) -> None:
        # Textual would keep the first line only.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(lines_of(event.text)))


def lines_of(pasted: str) -> list[str]:
    """The lines of a pasted text, however its source ends them."""
    return pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")


_STEPS = {"left": -1, "right": 1}


class Choice(Widget, can_focus=True):
    """A row of words, one of which is chosen.

    Args:
        options: What can be chosen: a value and its word.
        chosen: The index chosen at first; ``None`` for none.
    """

    chosen: reactive[int | None] = reactive(None, layout=True)
    """The index of what is chosen."""

    class Changed(Message):
        """Something else is chosen."""

        def __init__(self, choice: "Choice") -> None:
            self.choice = choice
            super().__init__()

        @property
        def control(self) -> "Choice":
            """The row in which it was chosen."""
            return self.choice

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        chosen: int | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._options = tuple(options)
        self.set_reactive(Choice.chosen, chosen)

    @property
    def value(self) -> str | None:
        """The value chosen."""
        return None if self.chosen is None else self._options[self.chosen][0]

    def render(self) -> Content:
        """The words, the chosen one marked by a sign and not by colour alone."""
        rows: list[Content] = []
        for index, (_value, word) in enumerate(self._options):
            cell = self._cell(index, word)
            if rows and rows[-1].cell_length + 2 + cell.cell_length <= (self.size.width or 60):
                rows[-1] = rows[-1] + "  " + cell
            else:
                rows.append(cell)
        return Content("\n").join(rows)

    def _cell(self, index: int, word: str) -> Content:
        marked = index == self.chosen
        style = "bold $accent" if marked else "$foreground 80%"
        return Content.from_markup(
            f"[@click=turn_to({index})][{style}]$sign $word[/][/]",
            sign="(●)" if marked else "( )",
            word=word,
        )

    async def _on_key(self, event: events.Key) -> None:
        # A binding would be looked up only after a Tab typed right behind has moved the focus.
        if event.key in _STEPS:
            event.stop()
            self.turn(_STEPS[event.key])

    def turn(self, steps: int) -> None:
        """Choose the next or previous one."""
        start = -1 if self.chosen is None else self.chosen
        self.action_turn_to((start + steps) % len(self._options))

    def action_turn_to(self, index: int) -> None:
        """Choose one."""
        self.chosen = index
        self.post_message(self.Changed(self))


class LinesArea(TextArea):
    """A few lines of text, drawn one sign for each character, kept as they were typed."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(one_for_one(self.document.get_line(line_index)), end="", no_wrap=True)
