"""Small questions, each answered with a typed value; none opens by itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from callmate.locale.messages import _
from callmate.services.output import free_path
from callmate.store.places import documents, typed_path
from callmate.ui.host import Answer, HostedModal
from callmate.ui.widgets.field import Choice, Field
from callmate.ui.widgets.picker import Candidate, Picker

STYLE = str(Path(__file__).with_name("dialogs.tcss"))
"""How a dialog looks, whatever room the class stands in that inherits it."""

Leaving = Literal["stay", "leave", "end"]


class LeaveDialog(HostedModal[Leaving]):
    """Quitting in a call: does the call go on?"""

    CSS_PATH = STYLE

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('stay')", show=False),
        Binding("enter", "chosen", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The question, and three answers."""
        with Vertical(classes="dialog"):
            yield Static(_("Does the call go on?"), classes="title", markup=False)
            yield Static(
                _("Everything written is kept. Recording stops when you leave."), markup=False
            )
            yield Choice(
                [
                    ("stay", _("Stay in the call")),
                    ("leave", _("It goes on: leave, take it up again later")),
                    ("end", _("It is over: end it")),
                ],
                0,
            )
            yield Static(_("← → choose · Enter: do it · Esc: stay"), classes="hint", markup=False)

    def action_answer(self, answer: Leaving) -> None:
        """Answer and close."""
        self.dismiss(answer)

    def action_chosen(self) -> None:
        """Answer with what is chosen, unless Enter is held down since it opened this."""
        self.host.unless_held(self._answer_chosen)

    def _answer_chosen(self) -> None:
        value = self.query_one(Choice).value
        self.dismiss("leave" if value == "leave" else "end" if value == "end" else "stay")


class TypedDialog(HostedModal[str | None]):
    """Asks for one line; Escape answers ``None``.

    Args:
        title: What it is about.
        words: What happens, in a sentence.
        secret: Whether what is typed is hidden.
        text: What stands on the line at first.
        proposed: Whether that is only a proposal: what is typed takes its place.
    """

    CSS_PATH = STYLE

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self,
        title: str,
        words: str,
        *,
        secret: bool = False,
        text: str = "",
        proposed: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._secret = secret
        self._text = text
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        """The sentence over the line."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._words, markup=False)
            yield Field(self._text, password=self._secret, select_on_focus=self._proposed)
            yield Static(_("Enter: do it · Esc: leave it"), classes="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.host.unless_held(self._answer)

    def _answer(self) -> None:
        self.dismiss(self.query_one(Field).value)

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


class PickDialog(HostedModal[str | None]):
    """One of a few, one under the other; Escape answers ``None``.

    Args:
        title: What is chosen.
        options: A value and its words each.
        words: What happens, in a sentence, where that needs saying.
        chosen: The place of the option that is chosen at first.
    """

    CSS_PATH = STYLE

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "chosen", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], words: str = "", chosen: int = 0
    ) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._words = words
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The options."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            if self._words:
                yield Static(self._words, markup=False)
            yield Choice(self._options, self._chosen)
            yield Static(_("← → choose · Enter: take it · Esc: leave it"), classes="hint")

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)

    def action_chosen(self) -> None:
        """Take what is chosen, unless Enter is held down since it opened this."""
        self.host.unless_held(self._take)

    def _take(self) -> None:
        self.dismiss(self.query_one(Choice).value)


class ListDialog(HostedModal[str | None]):
    """One of many, found as one types; Escape answers ``None``.

    Args:
        title: What is chosen.
        candidates: What may be chosen, in order.
        words: What happens, in a sentence, where that needs saying.
        chosen: The value that is lit at first.
    """

    CSS_PATH = STYLE

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self, title: str, candidates: Sequence[Candidate], words: str = "", chosen: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._picker = Picker(candidates, chosen)

    def compose(self) -> ComposeResult:
        """The line and the list, the keys pinned below."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            if self._words:
                yield Static(self._words, markup=False)
            yield self._picker
            yield Static(_list_hint(), classes="hint", markup=False)

    def on_resize(self) -> None:
        """Let the list take what the other lines leave."""
        width = max(20, min(_LIST_WIDTH, self.size.width) - _BESIDE)
        said = (self._title, self._words, _list_hint())
        lines = sum(len(Content(text).wrap(width)) for text in said if text)
        self._picker.room = max(1, self.size.height - _FRAME - lines)

    @on(Picker.Done)
    def _done(self, event: Picker.Done) -> None:
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


_LIST_WIDTH = 74
"""Columns of a dialog with a list."""

_BESIDE = 7
"""Columns of it that its frame takes."""

_FRAME = 4
"""Rows of it that are its frame, the line to type in, and one to spare."""


def _list_hint() -> str:
    return _("Type to find · ↑ ↓ choose · Enter: take it · Esc: leave it")


def may_leave(form: Widget) -> bool:
    """Whether a form may close: at once if nothing was typed, else at the second Escape."""
    typed = [field for field in form.query(Field) if field.touched]
    for field in typed:
        field.settle()
    if typed:
        words = _("Press Esc once more to leave it; what you typed here is then gone.")
        form.notify(words, markup=False)
    return not typed


class FormDialog(HostedModal[Answer | None]):
    """A few lines to fill in; Enter keeps them, Escape answers ``None``.

    A dialog made of it has a scrolling ``.dialog`` with its fields in it, and a ``#wrong`` for
    what is wrong with them.
    """

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "keep", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
    ]

    def on_mount(self) -> None:
        """Take no line for what is wrong while nothing is."""
        for line in self.query("#wrong"):
            line.display = False

    def on_screen_resume(self) -> None:
        """Begin at the title: the first field, once it has the focus, would hide it."""
        self.call_after_refresh(self.query_one(VerticalScroll).scroll_home, animate=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.is_active:
            self.action_keep()

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave things as they are; what was typed goes at the second Escape only."""
        if may_leave(self):
            self.dismiss(None)

    def text(self, field: str) -> str:
        """What stands in a field, without the spaces around it."""
        return self.query_one(f"#{field}", Field).value.strip()

    def wrong(self, field: str, words: str) -> None:
        """Say what is wrong beside the field in question, and go there."""
        line, at = self.query_one("#wrong", Static), self.query_one(f"#{field}")
        line.update(words)
        line.display = True
        self.query_one(VerticalScroll).move_child(line, after=at)
        at.focus()


class SaveDialog(FormDialog[Path]):
    """Answers with a path at which there is no file yet; Escape answers ``None``.

    Args:
        title: What is asked.
        kinds: The endings there are, each with a word or two.
        name: What the file is about.
    """

    AUTO_FOCUS = "#kind"

    def __init__(self, title: str, kinds: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._title = title
        self._kinds = tuple(kinds)
        self._proposed = free_path(documents(), name, self._kinds[0][0])

    def compose(self) -> ComposeResult:
        """The kinds, the path, and what is wrong with it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield Choice(self._kinds, 0, id="kind")
            yield Label(_("Where to put it"), markup=False)
            yield Field(short_path(self._proposed), id="path", select_on_focus=False)
            yield Static("", id="wrong", markup=False)
            words = _("← → choose · Tab: next · Enter: make it · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    @on(Choice.Changed)
    def _other_kind(self) -> None:
        field = self.query_one("#path", Field)
        ending = self.query_one(Choice).value or ""
        typed_in = field.touched
        known = tuple(each for each, _word in self._kinds)
        plain = field.value.endswith(known)
        bare = str(Path(field.value).with_suffix("")) if plain else field.value
        field.value = bare + ending
        if not typed_in:
            field.settle()  # this was no typing

    def action_keep(self) -> None:
        """Answer with the path, or say what is wrong with it."""
        path = typed_path(self.text("path"))
        endings = [each for each, _word in self._kinds]
        if path.suffix.lower() not in endings:
            self.wrong(
                "path",
                _("The name has to end in one of these: {endings}.").format(
                    endings=", ".join(endings)
                ),
            )
        elif not path.parent.is_dir():
            self.wrong("path", _("There is no such folder: check the path."))
        elif path.exists():
            self.wrong("path", _("There is a file of that name already: give it another one."))
        else:
            self.dismiss(path.absolute())


def short_path(path: Path) -> str:
    """A path as people write it; what is typed so is read as the whole."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
