"""A case told in order: calls, letters, posts, each day under its date."""

from collections.abc import Mapping
from datetime import date, datetime

from textual.content import Content
from textual.reactive import reactive

from callmate.case_telling import tell_line
from callmate.dates import day, hour_minute
from callmate.domain.case_entry import (
    CaseLine,
    Closed,
    Contradicted,
    Happened,
    Reopened,
    Settled,
)
from callmate.domain.chronology import Chronology, Fate, Line
from callmate.domain.entry import Started
from callmate.domain.line_kind import LineKind, belongs
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.phrases import fate_name
from callmate.telling import tell
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.note_list import STYLES


class ChronologyList(LineList):
    """The lines of a chronology under a cursor."""

    whole_items = True

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
        self._told: tuple[Line, ...] = ()
        self._fates: Mapping[tuple[str, str], Fate] = {}

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        if self.cursor is None or self.cursor >= len(self._told):
            return None
        return self._told[self.cursor]

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
        self.nothing = _("Nothing has happened in this case yet.")
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

    def _words(self, told: Chronology, line: Line) -> Content:
        entry = line.entry
        if isinstance(entry, CaseLine):
            return _of_case(told, entry)
        assert line.call is not None  # noqa: S101 - only calls have such entries
        in_call = tell(line.call, entry)
        if isinstance(entry, Started):
            company = visible(line.call.company)
            return Content.assemble((f"☎ {company} · {visible(in_call.text)}", "bold $secondary"))
        fate = self._fates.get((line.call.id, entry.id))
        words = visible(in_call.text) + (f" ({fate_name(fate)})" if fate else "")
        if in_call.late:
            words = _("{text} (added after the call)").format(text=words)
        return Content.styled(words, STYLES[in_call.tone])

    def _place(self, line: Line | None, known: set[str]) -> int | None:
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


def _lines(words: Content, line: Line, width: int) -> list[Content]:
    whole_day = isinstance(line.entry, Happened) and line.entry.day_only
    timeless = line.call is not None and line.entry.id in line.call.timeless
    stamp = "     " if whole_day or timeless else hour_minute(line.at.astimezone())
    indent = len(stamp) + 4
    wrapped = words.wrap(max(8, width - indent)) or [Content("")]
    first = Content.assemble(("  " + stamp, "$foreground 55%"), "  ", wrapped[0])
    return [first, *(Content(" " * indent) + rest for rest in wrapped[1:])]


def _fates(told: Chronology, now: datetime | None) -> dict[tuple[str, str], Fate]:
    pledges = told.pledges(now) if now else ()
    return {(pledge.call.id, pledge.promise.id): pledge.fate for pledge in pledges}


def _of_case(told: Chronology, entry: CaseLine) -> Content:
    words = tell_line(told, entry)
    sign, style = _signed(entry)
    text = f": {visible(words.text)}" if words.text else ""
    return Content.assemble((f"{sign} {words.head}", style), text)


def _signed(entry: CaseLine) -> tuple[str, str]:
    match entry:
        case Happened():
            return "✉", "bold $secondary"
        case Settled():
            return ("✓", "bold $success") if entry.kept else ("✗", "bold $warning")
        case Contradicted():
            return "≠", "bold $warning"
        case Closed() | Reopened():
            return "·", "bold"
