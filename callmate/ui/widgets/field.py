"""A line to write on, on which nothing that was typed or pasted can drive the terminal."""

from rich.text import Text
from textual import events
from textual.widgets import Input

from callmate.domain.visible import one_for_one


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
