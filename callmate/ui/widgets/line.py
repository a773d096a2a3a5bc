"""The line: always ready for a note, or for what a key asked for."""

import asyncio

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
        else:
            await self._act_at_once(event)

    async def _act_at_once(self, event: events.Key) -> None:
        # Textual would carry out Enter or Backspace only after the letters that came with it,
        # as keys do over a slow connection or on a busy computer.
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)

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

    async def taken_in(self) -> None:
        """Wait until what was typed by now has come to the screen, message by message.

        A command's key would else overtake the letters and the Enter before it. The screen
        itself must not wait here, since it is waited for.
        """
        for node in (self, *self.ancestors_with_self[:-1]):
            handled = asyncio.Event()
            if node.call_later(handled.set):
                await handled.wait()

    async def action_submit(self) -> None:
        """Hand over the line and empty it."""
        text, self.value = self.value, ""
        self.post_message(self.Typed(text))
