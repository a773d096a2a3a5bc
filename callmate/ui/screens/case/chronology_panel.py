"""A case told in order: calls, letters, posts, each day under its date."""

from collections.abc import Mapping
from datetime import date, datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from callmate.domain.case import (
    Author,
    CaseLine,
    Contradicted,
    Dated,
    Delivered,
    Happened,
    Settled,
    Statement,
)
from callmate.domain.case_events import is_unjudged
from callmate.domain.chronology import Chronology, ChronologyLine, LineKind, belongs
from callmate.domain.contradictions import SAYING
from callmate.domain.entry import Started
from callmate.domain.promise import Fate
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.ui.host import host_of
from callmate.ui.widgets.key_strip import key_name
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.note_list import STYLES
from callmate.wording.case_words import case_line_words, statement_words
from callmate.wording.dates import day, hour_minute
from callmate.wording.entry_words import entry_words
from callmate.wording.names import fate_name, line_kind_name


class ChronologyList(LineList):
    """The lines of a chronology under a cursor."""

    chronology: reactive[Chronology | None] = reactive(None)
    """What is told."""

    kind: reactive[LineKind] = reactive(LineKind.ALL)
    """Which lines are shown."""

    now: reactive[datetime | None] = reactive(None)
    """The time, by which days are named and promises are overdue or not."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.begin_at = ""
        """The id of the entry that the cursor is on at first; the last one when empty."""
        self._told: tuple[ChronologyLine, ...] = ()
        self._fates: Mapping[tuple[str, str], Fate] = {}

    @property
    def current(self) -> ChronologyLine | None:
        """The line under the cursor."""
        if self.cursor is None or self.cursor >= len(self._told):
            return None
        return self._told[self.cursor]

    hint = ""
    """What stands there while nothing has happened at all."""

    def watch_chronology(self, chronology: Chronology | None) -> None:
        """Tell another case, or the same one with more in it."""
        if chronology is None:
            self._told = ()
            self.show(0, lambda _index, _width: [])
            return
        before, known = self.current, {line.entry.id for line in self._told}
        self._told = tuple(line for line in chronology.lines if belongs(line, self.kind))
        told, today = self._told, self.now.date() if self.now else date.min
        self._fates = _fates(chronology, self.now)
        days = [line.at.astimezone().date() for line in told]
        self.nothing = self.hint
        if chronology.lines:
            self.nothing = _("Nothing of this kind has happened in this case.")

        def draw(index: int, width: int) -> list[Content]:
            first = index == 0 or days[index] != days[index - 1]
            head = [Content.styled(day(days[index], today), "bold $primary")] if first else []
            return [*head, *_lines(self._words(chronology, told[index]), told[index], width)]

        self.show(len(told), draw)
        self.cursor = self._place(before, known)

    def watch_kind(self) -> None:
        """Show other lines; the cursor stays on its line as long as that is shown."""
        before = self.current
        self._told = ()
        self.watch_chronology(self.chronology)
        self.cursor = self._place(before, set())

    def _words(self, told: Chronology, line: ChronologyLine) -> Content:
        entry = line.entry
        if isinstance(entry, CaseLine):
            return _of_case(told, entry) + self._asked(told, entry)
        assert line.call is not None  # noqa: S101 - only calls have such entries
        in_call = entry_words(line.call, entry)
        if isinstance(entry, Started):
            company = visible(line.call.company)
            return Content.assemble((f"☎ {company} · {visible(in_call.text)}", "bold $secondary"))
        fate = self._fates.get((line.call.id, entry.id))
        words = visible(in_call.text) + (f" ({fate_name(fate)})" if fate else "")
        words = in_call.dated(words)
        return Content.styled(words, STYLES[in_call.tone])

    def _asked(self, told: Chronology, entry: CaseLine) -> Content:
        """Behind a reply of which it is not said yet whether it answers, the keys that say so."""
        if not is_unjudged(told.case, entry):
            return Content("")
        host = host_of(self)
        yes, no = (key_name(host.key_of_id(f"case.{each}")) for each in ("kept", "broken"))
        asked = _(" · does it answer? {yes}: yes · {no}: no").format(yes=yes, no=no)
        return Content.styled(asked, "$warning")

    def _place(self, line: ChronologyLine | None, known: set[str]) -> int | None:
        """Where the cursor goes: to what is new among known lines, else to the line it was on."""
        entries = [each.entry.id for each in self._told]
        new = [index for index, entry in enumerate(entries) if entry not in known]
        if known and new:
            return new[-1]
        if line is not None and line.entry.id in entries:
            return entries.index(line.entry.id)
        if self.begin_at in entries:
            return entries.index(self.begin_at)
        return len(entries) - 1 if entries else None


def _lines(words: Content, line: ChronologyLine, width: int) -> list[Content]:
    whole_day = isinstance(line.entry, Dated) and line.entry.day_only
    timeless = line.call is not None and line.entry.id in line.call.timeless
    stamp = "     " if whole_day or timeless else hour_minute(line.at.astimezone())
    indent = len(stamp) + 4
    wrapped = words.wrap(max(8, width - indent)) or [Content("")]
    first = Content.assemble(("  " + stamp, "$foreground 55%"), "  ", wrapped[0])
    return [first, *(Content(" " * indent) + rest for rest in wrapped[1:])]


def _fates(told: Chronology, now: datetime | None) -> dict[tuple[str, str], Fate]:
    if now is None:
        return {}
    return {(promise.call, promise.entry): promise.fate(now) for promise in told.promises}


def _of_case(told: Chronology, entry: CaseLine) -> Content:
    words = case_line_words(told, entry)
    sign, style = _signed(entry)
    text = f": {visible(words.text)}" if words.text else ""
    return Content.assemble((f"{sign} {words.head}", style), text)


def _signed(entry: CaseLine) -> tuple[str, str]:
    match entry:
        case Happened() | Delivered():
            return "✉", "bold $secondary"
        case Settled():
            return ("✓", "bold $success") if entry.kept else ("✗", "bold $warning")
        case Contradicted():
            return "≠", "bold $warning"
        case _:
            return "·", "bold"


_LONG = 160
"""Characters of a statement that are repeated while another is sought."""


def statement_of(line: ChronologyLine | None) -> Statement | None:
    """The statement that a line holds; ``None`` when it tells nothing that somebody said."""
    if line is None:
        return None
    if isinstance(line.entry, Happened):
        # What the owner wrote is no answer of the company's.
        return None if line.entry.author is Author.OWNER else Statement("", line.entry.id)
    if line.call is None or not isinstance(line.entry, SAYING):
        return None
    return Statement(line.call.id, line.entry.id)


def picked_words(told: Chronology, first: Statement, key: str) -> str:
    """What is picked, and how to go on."""
    words = _("≠ {said} — put the cursor on what does not go with it, then press {key}")
    return words.format(said=_short(told, first), key=key)


def both_words(told: Chronology, first: Statement, second: Statement) -> str:
    """The two statements, and what is asked about them."""
    said = "\n".join(f"· {_short(told, each)}" for each in (first, second))
    return f"{said}\n" + _("What are they about? (may stay empty)")


def _short(told: Chronology, statement: Statement) -> str:
    words = visible(statement_words(told, statement))
    return words if len(words) <= _LONG else f"{words[:_LONG].rstrip()}…"


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
    def current(self) -> ChronologyLine | None:
        """The line under the cursor."""
        return self._list.current

    def tell(self, told: Chronology, now: datetime, entry: str = "") -> None:
        """Show a case as it is now, at first from an entry on when one is named."""
        self._list.begin_at = entry
        self._list.now = now
        host = host_of(self)
        words = _(
            "Nothing has happened in this case yet. {call}: ring from here. {earlier}: put earlier "
            "calls into it. {add}: a letter, a bill, a reply."
        )
        keys = {"call": "case.call", "earlier": "case.calls", "add": "case.add"}
        named = {name: key_name(host.key_of_id(command)) for name, command in keys.items()}
        self._list.hint = words.format(**named)
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
        sign="●" if chosen else " ",
        name=line_kind_name(kind),
    )
