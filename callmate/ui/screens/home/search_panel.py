"""What narrows the home screen's list: a line to search on, and what may be picked for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from callmate.domain.call_order import Order
from callmate.domain.entry import Outcome
from callmate.domain.query import Query, read_query
from callmate.domain.records import CallSummary
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext, pgettext
from callmate.services.transcript_search import (
    TranscriptSearch,
    open_search,
    spoken_is_locked,
    with_spoken,
)
from callmate.store.keys import OwnerKeys
from callmate.store.rows import Row
from callmate.store.search import Findings, find
from callmate.ui.background import Wanted, read_aside
from callmate.ui.host import host_of
from callmate.ui.widgets.field import Field
from callmate.ui.widgets.picker import Candidate
from callmate.wording.outcome_words import outcome_name


def filters(rows: Iterable[Row]) -> list[Candidate]:
    """What may be picked: what is then written on the search line, and its words.

    Args:
        rows: The calls, for their companies, those rung most first.
    """
    missing = [
        Candidate(pgettext("filter", "missing:claim"), _("Without a claim number")),
        Candidate(pgettext("filter", "missing:operator"), _("Without an operator number")),
        Candidate(pgettext("filter", "outcome:none"), _("Without an outcome")),
    ]
    outcomes = [
        Candidate(word, _("Outcome: {outcome}").format(outcome=outcome_name(outcome)))
        for outcome, word in _outcomes().items()
    ]
    return [*missing, *outcomes, *_companies(rows)]


def _outcomes() -> dict[Outcome, str]:
    return {
        Outcome.SOLVED: pgettext("filter", "outcome:solved"),
        Outcome.PROMISED: pgettext("filter", "outcome:promised"),
        Outcome.REFUSED: pgettext("filter", "outcome:refused"),
        Outcome.TRANSFERRED: pgettext("filter", "outcome:transferred"),
        Outcome.NO_ANSWER: pgettext("filter", "outcome:unanswered"),
        Outcome.DROPPED: pgettext("filter", "outcome:dropped"),
    }


def _companies(rows: Iterable[Row]) -> list[Candidate]:
    rung = Counter(
        row.company.strip() for row in rows if isinstance(row, CallSummary) and row.company.strip()
    )
    typed = pgettext("filter", "company:{name}")
    return [
        Candidate(
            typed.format(name='"{}"'.format(name.replace('"', " "))),
            name,
            ngettext("{count} call", "{count} calls", count).format(count=count),
        )
        for name, count in rung.most_common()
    ]


def order_words(order: Order) -> str:
    """In which order calls are shown; nothing for the order that is taken for granted."""
    return {
        Order.NEWEST: "",
        Order.OLDEST: _("oldest first"),
        Order.LONGEST: _("longest first"),
        Order.COMPANY: _("by company"),
    }[order]


_MOST = 60
"""Calls and cases shown of what was found; a search that finds more wants another word."""


@dataclass(frozen=True)
class Found:
    """What came of a search."""

    text: str
    """What was looked for, as it stands on the line."""
    query: Query
    findings: Findings
    said: str
    """To be said once it is shown."""
    afresh: bool
    """Whether other words were looked for before."""
    whole: bool
    """Whether all that may be looked through was, recordings too."""
    same: bool = False
    """Whether the same was shown before."""


class SearchPanel(Vertical):
    """A line on which every key counts at once.

    Args:
        order: In which order calls come.
        text: What stands on the line at first.
    """

    class Came(Message):
        """What came of the search for what stands on the line now."""

        def __init__(self, found: Found) -> None:
            self.found = found
            super().__init__()

    def __init__(self, order: Order, text: str = "") -> None:
        super().__init__()
        self.order = order
        """In which order calls come."""
        self._shown = ""
        self._text = text
        self._recordings: TranscriptSearch | None = None
        self._locked: bool | None = None

    def compose(self) -> ComposeResult:
        """The line over the hint."""
        words = _("Search: company, operator, number, words")
        yield Field(placeholder=words, select_on_focus=False, id="search")
        yield Static(hint(), id="came", markup=False, classes="hint")

    def on_mount(self) -> None:
        """Begin with the text that was wanted last."""
        self._put()

    @property
    def sought(self) -> str:
        """What stands on the line, blanks around it apart; nothing while it is hidden."""
        there = self.display and self.is_mounted
        return self.query_one(Field).value.strip() if there else ""

    def write(self, text: str) -> None:
        """Put a text on the line, and the cursor at its end."""
        self.display = True
        self._text, self._shown = text, ""
        if self.is_mounted:
            self._put()

    def _put(self) -> None:
        field = self.query_one(Field)
        field.value = self._text
        field.cursor_position = len(self._text)
        self.screen.set_focus(field)  # at once: the next key may be on its way

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.look()

    def look(self) -> None:
        """Search for what stands on the line."""
        host, text, order = host_of(self), self.sought, self.order
        query = read_query(text, host.clock().date())

        def look(wanted: Wanted) -> Findings:
            return find(host.index, query, _MOST, order, wanted)

        read_aside(self, look, partial(self._came, text, query), group="search")

    def _came(self, text: str, query: Query, findings: Findings) -> None:
        # What was typed meanwhile is being looked for already.
        if text != self.sought:
            return
        again = text == self._shown
        # What is shown of the same words stays until all is found: Enter may be on its way to it.
        if not (again and query.needles):
            said = self._words(query, findings)
            found = Found(text, query, findings, said, not again, whole=not query.needles)
            self.post_message(self.Came(found))
            self._shown = text
        if query.needles:
            self._look_in_recordings(text, query, findings, again=again)

    def _look_in_recordings(
        self, text: str, query: Query, findings: Findings, *, again: bool
    ) -> None:
        """Search what was said too, where no passphrase is over the key."""
        host = host_of(self)

        def look(wanted: Wanted) -> Findings:
            if self._recordings is None:
                self._recordings = open_search(host.cabinet, OwnerKeys(host.places))
            if self._recordings is None:
                if self._locked is None:
                    self._locked = spoken_is_locked(host.index, OwnerKeys(host.places))
                return findings
            return with_spoken(findings, self._recordings.find(host.index, query, wanted))

        def show(more: Findings) -> None:
            if text == self.sought:
                said, same = self._words(query, more), not again and more == findings
                found = Found(text, query, more, said, afresh=False, whole=True, same=same)
                self.post_message(self.Came(found))

        read_aside(self, look, show, group="recordings")

    def _words(self, query: Query, findings: Findings) -> str:
        """What came; and that recordings were left out where only a passphrase opens them."""
        words = _told(query, findings, host_of(self).index.unread)
        if self._locked and query.needles:
            words += _(" · In recordings (passphrase): callmate search --recordings")
        return words

    def say(self, words: str) -> None:
        """Say under the line what came."""
        self.query_one("#came", Static).update(words)


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
