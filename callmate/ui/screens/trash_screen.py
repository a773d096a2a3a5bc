"""What was deleted in the last thirty days, and the way to put it back."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.store.errors import NotInTrash, NotKept, ThereAlready
from callmate.store.trash import Trash, Trashed, TrashKind
from callmate.ui.background import Wanted, read_aside
from callmate.ui.case_commands import trash_commands
from callmate.ui.host import HostedScreen
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.line_list import LineList, WholeRow
from callmate.wording import dates


class TrashList(HostedScreen[None]):
    """One line for each: what it is, its name, until when it lies here."""

    CSS_PATH = "case/case.tcss"
    AUTO_FOCUS = "#trash"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in trash_commands()
    ]

    def __init__(self) -> None:
        super().__init__()
        self._things: list[tuple[Trashed, str]] = []

    def compose(self) -> ComposeResult:
        """A title, the things, the keys."""
        words = _("The trash: what was deleted in the last 30 days")
        yield Static(words, classes="title", id="heading", markup=False)
        lines = LineList(id="trash")
        yield lines
        yield WholeRow(lines, lambda index: _line(*self._things[index]))
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in trash_commands()], id="keys")

    def on_screen_resume(self) -> None:
        """Read again: something may have come or gone."""
        self._read()

    def _read(self) -> None:
        trash = Trash(self.host.places)

        def read(_wanted: Wanted) -> list[tuple[Trashed, str]]:
            return [(thing, trash.name(thing)) for thing in trash.things()]

        read_aside(self, read, self._show)

    def _show(self, things: list[tuple[Trashed, str]]) -> None:
        self._things = things
        lines = self.query_one("#trash", LineList)
        lines.nothing = _("The trash is empty.")

        def draw(index: int, width: int) -> list[Content]:
            return [_line(*self._things[index]).truncate(width, ellipsis=True)]

        lines.show(len(things), draw, heights=[1] * len(things))
        if lines.cursor is None and things:
            lines.cursor = 0

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        event.stop()  # a click chooses the line; Enter puts it back

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        if command == "trash.restore":
            self.host.unless_held(self._put_back)
        else:
            self.dismiss()

    def _put_back(self) -> None:
        cursor = self.query_one("#trash", LineList).cursor
        if cursor is None or cursor >= len(self._things):
            return
        thing, name = self._things[cursor]
        try:
            Trash(self.host.places).put_back(thing)
        except ThereAlready:
            self.host.alert(_("It is there already, so this one stays in the trash."))
        except NotKept:
            self.host.alert(_("The disk refused: it is still in the trash. Nothing is lost."))
        except NotInTrash:
            self.host.alert(_("It is not in the trash any more."))
        else:
            said = _("{name} is back where it was.")
            self.host.tell(said.format(name=visible(name) or thing.id))
        self._read()


def _line(thing: Trashed, name: str) -> Content:
    kind = _("call") if thing.kind is TrashKind.CALL else _("case")
    until = _("until {date}").format(date=dates.full_day(thing.until))
    return Content.assemble(
        f"  {kind} · ", (visible(name) or thing.id, "bold"), (f" · {until}", "$foreground 80%")
    )
