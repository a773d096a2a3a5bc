"""The search of the home screen: a line, and beneath it what may be typed or what came of it."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from callmate.domain.order import Order
from callmate.domain.query import Query, read_query
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.finding import find
from callmate.store.found import Findings
from callmate.ui.widgets.field import Field

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_MOST = 60
"""Calls and cases shown of what was found; a search that finds more wants another word."""


class SearchPanel(Vertical):
    """A line on which every key counts at once."""

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    class Came(Message):
        """What came of the search for what stands on the line now."""

        def __init__(self, query: Query, findings: Findings, *, afresh: bool) -> None:
            self.query = query
            self.findings = findings
            self.afresh = afresh
            """Whether other words were looked for before."""
            super().__init__()

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.order = order
        """In which order calls come."""
        self._shown = ""

    def compose(self) -> ComposeResult:
        """The line over the hint."""
        words = _("Search: company, operator, number, words")
        yield Field(placeholder=words, select_on_focus=False, id="search")
        yield Static(hint(), id="came", markup=False, classes="hint")

    @property
    def sought(self) -> str:
        """What stands on the line, blanks around it apart; nothing while it is hidden."""
        return self.query_one(Field).value.strip() if self.display else ""

    def write(self, text: str) -> None:
        """Put a text on the line, and the cursor at its end."""
        self.display = True
        field = self.query_one(Field)
        field.value = text
        field.cursor_position = len(text)
        field.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.look()

    @work(thread=True, exclusive=True, group="search")
    def look(self) -> None:
        """Search for what stands on the line."""
        worker = get_current_worker()
        text = self.sought
        query = read_query(text, self.app.clock().date())
        findings = find(self.app.index, query, _MOST, self.order, lambda: not worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._came, text, query, findings)

    def _came(self, text: str, query: Query, findings: Findings) -> None:
        # What was typed meanwhile is being looked for already.
        if text == self.sought:
            self.query_one("#came", Static).update(_told(query, findings, self.app.index.unread))
            self.post_message(self.Came(query, findings, afresh=text != self._shown))
            self._shown = text


def hint() -> str:
    """What may be typed; each of these filters is understood."""
    return _(
        "Also: company:zefiro  claim:A7  after:18/11  before:2027  missing:claim  "
        "outcome:solved  “exact words”"
    )


def _told(query: Query, findings: Findings, unread: int) -> str:
    if query.unread:
        said = _("“{filter}” is not understood and was passed over.")
        return said.format(filter=visible(query.unread[0]))
    if unread:
        said = ngettext(
            "The search is being made ready: {count} call to go.",
            "The search is being made ready: {count} calls to go.",
            unread,
        )
        return said.format(count=unread)
    if query.empty:
        return hint()
    count = len(findings.found)
    if findings.more:
        return _("These are the first {count}: another word narrows them.").format(count=count)
    return ngettext("{count} found.", "{count} found.", count).format(count=count)
