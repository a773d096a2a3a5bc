"""A line to write on, safe from what is typed or pasted, and rows of words to choose from."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Label, Static, TextArea

from callmate.domain.entry import Sector
from callmate.domain.sector_guess import guessed_sector
from callmate.domain.text import one_for_one
from callmate.locale.messages import _
from callmate.wording.names import sector_name


def show_label(widget: Widget) -> None:
    """Scroll at once, as little as it takes to show a widget and the label just before it."""
    siblings = list(widget.parent.children) if widget.parent else [widget]
    before = siblings[: siblings.index(widget)][-1:]
    if before and isinstance(before[0], Label):
        before[0].scroll_visible(animate=False, immediate=True)
    widget.scroll_visible(animate=False, immediate=True)


class Field(Input):
    """One line of text, drawn one sign for each character, kept as it was typed."""

    _settled = ""

    def on_mount(self) -> None:
        """What stands there at first was not typed here."""
        self.settle()

    def on_focus(self) -> None:
        """Bring this in sight, and its label."""
        self.call_after_refresh(show_label, self)

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

    def on_focus(self) -> None:
        """Bring this in sight, and its label."""
        self.call_after_refresh(show_label, self)

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

    def on_focus(self) -> None:
        """Bring this in sight, and its label."""
        self.call_after_refresh(show_label, self)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return Text(one_for_one(self.document.get_line(line_index)), end="", no_wrap=True)


class SectorChoice(Vertical):
    """Trades, one of them chosen, under a line that says how it came to be.

    Args:
        sector: The trade that is known; ``None`` while none is.
        id: The widget's id.
    """

    def __init__(
        self,
        sector: Sector | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._given = sector
        self._by_hand = False

    def compose(self) -> ComposeResult:
        """The line over the trades."""
        chosen = None if self._given is None else list(Sector).index(self._given)
        yield Static(_said(self._given, guessed=False), id="how", markup=False)
        yield Choice([(s.value, sector_name(s)) for s in Sector], chosen)

    @property
    def _choice(self) -> Choice:
        return self.query_one(Choice)

    @property
    def chosen(self) -> bool:
        """Whether there is a trade, be it a guess."""
        return self._choice.value is not None

    @property
    def sector(self) -> Sector:
        """The trade that stands there; "something else" while none does."""
        return Sector(self._choice.value or Sector.OTHER.value)

    def tell(self, sector: Sector | None, *, guessed: bool) -> None:
        """Show a trade that was not chosen here, unless one was; ``None`` for none."""
        if not self._by_hand:
            self._choice.chosen = None if sector is None else list(Sector).index(sector)
            self.query_one("#how", Static).update(_said(sector, guessed=guessed))

    def choose(self, sector: Sector) -> None:
        """Choose a trade, as the owner does by hand."""
        self.tell(sector, guessed=False)
        self._by_hand = True

    def suggest(self, company: str, known: Mapping[str, Sector]) -> None:
        """Show the trade of a company, by what is known or by the words of its name.

        Args:
            company: The name as it is typed.
            known: The trades of companies, by their names in small letters.
        """
        stated = known.get(company.strip().casefold(), self._given)
        guess = guessed_sector(company)
        self.tell(stated or guess, guessed=stated is None and guess is not None)

    @on(Choice.Changed)
    def _chose(self) -> None:
        self._by_hand = True
        self.query_one("#how", Static).update(_said(self.sector, guessed=False))


def _said(sector: Sector | None, *, guessed: bool) -> Content:
    if guessed:
        return Content.styled(
            _("Kind of company, guessed from its name (← → to change)"), "$accent"
        )
    if sector is None:
        words = _("Kind of company: choose it (← →), or its own rules are not shown")
        return Content.styled(words, "bold $warning")
    return Content(_("Kind of company (← → to choose)"))


class CallLine(Field):
    """The line of a call: what may happen on it beside typing."""

    letters: reactive[bool] = reactive(default=False)
    """Whether the next key is a command's letter."""

    cursor_blink: reactive[bool] = reactive(default=False, init=False)
    """A call is long: to blink would paint twice a second for as long as it lasts."""

    @dataclass
    class Typed(Message):
        """Enter was pressed."""

        text: str
        """The line as it was typed."""

    class LettersOpened(Message):
        """Space was pressed on the empty line."""

    class LettersClosed(Message):
        """One key was pressed while the strip was open."""

        def __init__(self, letter: str) -> None:
            self.letter = letter
            super().__init__()

    class Left(Message):
        """Escape was pressed."""

    class HelpAsked(Message):
        """A question mark was typed on the empty line."""

    def take(self, text: str) -> None:
        """Hand over a line."""
        raise NotImplementedError

    def _on_paste(self, event: events.Paste) -> None:
        # A paste of several lines is what typing them would be: each is taken.
        event.stop()
        event.prevent_default()
        *lines, last = lines_of(event.text)
        for line in lines:
            self.insert_text_at_cursor(line)
            if self.value:
                self.take(self.value)
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
