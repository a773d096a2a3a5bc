"""A chronology under the strip of its kinds, in which two statements can be picked."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from callmate.domain.case_entry import Statement
from callmate.domain.chronology import Chronology, Line
from callmate.domain.line_kind import LineKind
from callmate.phrases import line_kind_name
from callmate.ui.comparing import picked_words, statement_of
from callmate.ui.widgets.chronology_list import ChronologyList


class ChronologyPane(Vertical):
    """The lines of a case, all or of one kind."""

    def compose(self) -> ComposeResult:
        """The kinds, what is picked, the lines."""
        yield Static(_strip(LineKind.ALL), id="kinds")
        yield Static("", id="picked", markup=False)
        yield ChronologyList(id="told")

    @property
    def _list(self) -> ChronologyList:
        return self.query_one(ChronologyList)

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        return self._list.current

    def tell(self, told: Chronology, now: datetime, entry: str = "") -> None:
        """Show a case as it is now, at first from an entry on when one is named."""
        self._list.begin_at = entry
        self._list.now = now
        self._list.chronology = told

    def turn(self) -> None:
        """Show the lines of the next kind."""
        self.show_only(self._list.kind.following)

    def show_only(self, kind: LineKind) -> None:
        """Show the lines of a kind alone."""
        self._list.kind = kind
        self.query_one("#kinds", Static).update(_strip(self._list.kind))

    def pick(self, told: Chronology, first: Statement | None, key: str) -> Statement | None:
        """Say what is picked, and what comes next.

        Args:
            told: The case.
            first: What is picked; ``None`` picks nothing.
            key: The key that picks the other one.

        Returns:
            ``first``.
        """
        picked = self.query_one("#picked", Static)
        picked.display = first is not None
        if first is not None:
            picked.update(picked_words(told, first, key))
        return first

    @property
    def statement(self) -> Statement | None:
        """The statement under the cursor; ``None`` when the line there tells none."""
        return statement_of(self.current)


def _strip(chosen: LineKind) -> Content:
    return Content("").join([_cell(kind, chosen=kind is chosen) for kind in LineKind])


def _cell(kind: LineKind, *, chosen: bool) -> Content:
    style = "bold $accent" if chosen else "$foreground 70%"
    return Content.from_markup(
        f"[@click=screen.filter('{kind.value}')][{style}]$sign$name[/][/]",
        sign="▸" if chosen else " ",
        name=line_kind_name(kind),
    )
