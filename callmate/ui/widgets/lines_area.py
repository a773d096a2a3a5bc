"""Several lines to write on, on which nothing that was typed or pasted can drive the terminal."""

from rich.text import Text
from textual.widgets import TextArea

from callmate.domain.visible import one_for_one


class LinesArea(TextArea):
    """A few lines of text, drawn one sign for each character, kept as they were typed."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(one_for_one(self.document.get_line(line_index)), end="", no_wrap=True)
