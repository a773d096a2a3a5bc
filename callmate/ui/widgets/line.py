"""The line: always ready for a note, or for what a key asked for."""

from textual import events
from textual.message import Message
from textual.reactive import reactive

from callmate.ui.widgets.field import Field, lines_of

_SPACE = "space"


class Line(Field):
    """Text and Enter; Space on the empty line opens the strip of letters."""

    letters: reactive[bool] = reactive(default=False)
    """Whether the next key is a command's letter."""

    class Typed(Message):
        """Enter was pressed; ``text`` is the line as it was typed."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class LettersOpened(Message):
        """Space was pressed on the empty line."""

    class LettersClosed(Message):
        """One key was pressed while the strip was open."""

        def __init__(self, letter: str) -> None:
            self.letter = letter
            super().__init__()

    class Left(Message):
        """Escape was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls the same handler of Input next, unless the default is prevented.
        if self.letters:
            event.stop()
            event.prevent_default()
            self.letters = False
            self.post_message(self.LettersClosed(event.character or ""))
        elif event.key == _SPACE and not self.value:
            event.stop()
            event.prevent_default()
            self.letters = True
            self.post_message(self.LettersOpened())
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())

    def _on_paste(self, event: events.Paste) -> None:
        # A paste of several lines is what typing them would be: each is taken.
        event.stop()
        event.prevent_default()
        *lines, last = lines_of(event.text)
        for line in lines:
            self.insert_text_at_cursor(line)
            if self.value:
                self.post_message(self.Typed(self.value))
                self.value = ""
        self.insert_text_at_cursor(last)

    async def action_submit(self) -> None:
        """Hand over the line and empty it."""
        text, self.value = self.value, ""
        self.post_message(self.Typed(text))
