"""One of many: a line to type in, over a list that scrolls and is narrowed as one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from callmate.domain.text import folded, visible
from callmate.locale.messages import _
from callmate.ui.widgets.field import Field
from callmate.ui.widgets.line_list import LineList


@dataclass(frozen=True)
class Candidate:
    """One of what may be picked."""

    value: str
    """What is answered when it is picked."""
    words: str
    more: str = ""
    """What is shown fainter behind the words, and is found by as they are."""
    always: bool = False
    """Whether it stays whatever is typed, and is not counted; for what makes or takes away."""


def narrowed(candidates: Sequence[Candidate], typed: str) -> list[Candidate]:
    """The candidates in which every word typed occurs, blind to case and accents."""
    needles = folded(typed).split()
    return [each for each in candidates if each.always or _holds(each, needles)]


def _holds(candidate: Candidate, needles: Sequence[str]) -> bool:
    text = folded(f"{candidate.words} {candidate.more}")
    return all(needle in text for needle in needles)


class Picker(Vertical):
    """A line to type in and the list below it; up and down go through the list, Enter takes.

    Args:
        candidates: What may be picked, in order.
        chosen: The value that is lit at first; the first candidate when there is none such.
        room: Lines that the list may take.
        folds: Whether the list is there only while the picker has the focus, as in a form. Then
            the line shows what is chosen, arrows choose at once, leaving it takes what is lit if
            something was typed, and emptying it takes the first candidate.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "move(-1)", ""),
        ("down", "move(1)", ""),
        ("pageup", "page(-1)", ""),
        ("pagedown", "page(1)", ""),
    ]

    class Taken(Message):
        """A candidate was picked."""

        def __init__(self, picker: "Picker", value: str) -> None:
            self.picker = picker
            self.value = value
            super().__init__()

        @property
        def control(self) -> "Picker":
            """The picker."""
            return self.picker

    class Done(Taken):
        """A candidate was picked by Enter or a click: the picker has done its part."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        chosen: str = "",
        *,
        room: int = 8,
        folds: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._candidates = tuple(candidates)
        self._shown: Sequence[Candidate] = self._candidates
        self._chosen = chosen
        self._room = room
        self._folds = folds
        self._sought = ""

    def compose(self) -> ComposeResult:
        """The line, how many there are of how many, the list."""
        with Horizontal():
            text, hint = "", _("type to find")
            if self._folds:
                text, hint = self._standing, f"{self._candidates[0].words} · {hint}"
            yield Field(text, placeholder=hint)
            yield Static("", id="counted", markup=False)
        yield LineList()

    def on_mount(self) -> None:
        """Light what is chosen; the list has no focus of its own."""
        self._lines.can_focus = False
        self._lines.nothing = _("Nothing is found by these words.")
        self._lines.display = not self._folds
        self._light(self._chosen)

    def on_resize(self) -> None:
        """Keep what is lit in sight, and the list that has unfolded."""
        if self._folds and self.has_focus_within:
            self.call_after_refresh(self.scroll_visible, animate=False)
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        # Nothing of it is there any more once its screen was left meanwhile.
        lines = next(iter(self.query(LineList)), None)
        if lines is not None and lines.cursor is not None:
            lines.scroll_to_region(lines.region_of(lines.cursor), animate=False, force=True)

    @property
    def _line(self) -> Field:
        return self.query_one(Field)

    @property
    def _lines(self) -> LineList:
        return self.query_one(LineList)

    @property
    def value(self) -> str:
        """The value chosen last; the one given at first while nothing was."""
        return self._chosen

    @property
    def lit(self) -> Candidate | None:
        """The candidate under the cursor."""
        cursor = self._lines.cursor
        return self._shown[cursor] if cursor is not None and cursor < len(self._shown) else None

    @property
    def _standing(self) -> str:
        """The words of what is chosen; empty for the first, which stands for nothing chosen."""
        rest = (each for each in self._candidates[1:] if each.value == self._chosen)
        return next((each.words for each in rest), "")

    @property
    def room(self) -> int:
        """Lines that the list may take."""
        return self._room

    @room.setter
    def room(self, lines: int) -> None:
        self._room = lines
        if self.is_mounted:
            self._light(self.lit.value if self.lit else self._chosen)

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Let other candidates be picked; the same stays chosen."""
        self._candidates = tuple(candidates)
        self._light(self._chosen)

    def choose(self, value: str) -> None:
        """Choose a candidate as if it had been picked, and say nothing of it."""
        self._chosen = value
        if self._folds:
            self._line.value, self._sought = self._standing, ""
        self._light(value)

    def move(self, steps: int) -> bool:
        """Light another candidate; whether there was one in this direction."""
        self._narrow()
        before = self._lines.cursor
        self._lines.action_move(steps)
        moved = self._lines.cursor != before
        if moved and self._folds:
            self._take()
            if not self._sought:
                self._line.value = self._standing
        return moved

    def action_move(self, steps: int) -> None:
        """Light the candidate so many lines down."""
        self.move(steps)

    def action_page(self, direction: int) -> None:
        """Light the candidate a screenful away."""
        self.move(direction * max(1, self._lines.size.height - 1))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        emptied = self._folds and self._standing and not self._line.value
        if emptied:
            self._light(self._candidates[0].value)
            self._take()
        self._narrow()

    def _narrow(self) -> None:
        typed = self._line.value
        # A form's line that shows what is chosen looks for nothing.
        sought = "" if self._folds and typed == self._standing else typed.strip()
        if sought != self._sought:
            self._sought = sought
            self._light(self._chosen)

    def _light(self, value: str) -> None:
        """Show what is found, the cursor on a value, or on the first that was looked for."""
        self._shown = narrowed(self._candidates, self._sought)
        places = [place for place, each in enumerate(self._shown) if each.value == value]
        found = [place for place, each in enumerate(self._shown) if not each.always]
        needles = folded(self._sought).split()
        meant = found or [at for at, each in enumerate(self._shown) if _holds(each, needles)]
        first = meant[:1] if self._sought else [0] * bool(self._shown)
        lines = self._lines
        lines.styles.height = max(1, min(len(self._candidates), self._room))
        lines.show(len(self._shown), self._draw, heights=[1] * len(self._shown))
        lines.cursor = next(iter(first if self._sought else [*places, *first]), None)
        counted = sum(not each.always for each in self._candidates)
        told = _("{shown} of {all}").format(shown=len(found), all=counted)
        self.query_one("#counted", Static).update(told)

    def _draw(self, index: int, width: int) -> list[Content]:
        each = self._shown[index]
        more = f" · {visible(each.more)}" if each.more else ""
        style = "$accent" if each.always else "bold"
        line = Content.assemble("  ", (visible(each.words), style), (more, "$foreground 80%"))
        return [line.truncate(width, ellipsis=True)]

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._narrow()
        self._finish()

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        event.stop()
        self._finish()

    def _finish(self) -> None:
        if self.lit is not None:
            self._take()
            self.choose(self._chosen)
            self.post_message(self.Done(self, self._chosen))

    def _take(self) -> None:
        if self.lit is not None and self.lit.value != self._chosen:
            self._chosen = self.lit.value
            self.post_message(self.Taken(self, self._chosen))

    def on_descendant_focus(self) -> None:
        """Unfold the list, which then comes into sight."""
        if self._folds:
            self._lines.display = True
            self._light(self._chosen)

    def on_descendant_blur(self) -> None:
        """Fold the list; what was looked for and found is taken."""
        if self._folds:
            self._narrow()
            if self._sought:
                self._take()
            self.choose(self._chosen)
            self._lines.display = False


def step(screen: Screen[None], steps: int) -> None:
    """Go through a picker that has the focus, and at its end, or elsewhere, to another field.

    Args:
        screen: The form in sight.
        steps: -1 for up, 1 for down.
    """
    focused = screen.focused
    above = focused.ancestors if focused else []
    within = next((each for each in above if isinstance(each, Picker)), None)
    if within is not None and within.move(steps):
        return
    if steps < 0:
        screen.focus_previous()
    else:
        screen.focus_next()
