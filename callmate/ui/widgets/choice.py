"""One choice of a few, in a row: left and right choose, a click too."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

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
