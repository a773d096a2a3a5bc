"""A case told in order: calls, letters, posts, each day under its date."""

from datetime import date, datetime

from textual.content import Content
from textual.reactive import reactive

from callmate.dates import day, hour_minute
from callmate.domain.case_entry import Happened
from callmate.domain.chronology import Chronology, Line
from callmate.domain.entry import Started
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.phrases import author_name, channel_name
from callmate.telling import tell
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.note_list import STYLES


class ChronologyList(LineList):
    """The lines of a chronology under a cursor."""

    whole_items = True

    chronology: reactive[Chronology | None] = reactive(None)
    """What is told."""

    today: reactive[date | None] = reactive(None)
    """The day, by which days are named."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._told: tuple[Line, ...] = ()

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        if self.cursor is None or self.cursor >= len(self._told):
            return None
        return self._told[self.cursor]

    def watch_chronology(self, chronology: Chronology | None) -> None:
        """Tell another case, or the same one with more in it."""
        self._told = chronology.lines if chronology else ()
        told, today = self._told, self.today or date.min
        days = [line.at.astimezone().date() for line in told]
        self.nothing = _("Nothing has happened in this case yet.")

        def draw(index: int, width: int) -> list[Content]:
            first = index == 0 or days[index] != days[index - 1]
            head = [Content.styled(day(days[index], today), "bold $primary")] if first else []
            return [*head, *_lines(told[index], width)]

        self.show(len(told), draw)


def _lines(line: Line, width: int) -> list[Content]:
    whole_day = isinstance(line.entry, Happened) and line.entry.day_only
    stamp = "     " if whole_day else hour_minute(line.at.astimezone())
    indent = len(stamp) + 4
    wrapped = _words(line).wrap(max(8, width - indent)) or [Content("")]
    first = Content.assemble(("  " + stamp, "$foreground 55%"), "  ", wrapped[0])
    return [first, *(Content(" " * indent) + rest for rest in wrapped[1:])]


def _words(line: Line) -> Content:
    entry = line.entry
    if isinstance(entry, Happened):
        return _happening(entry, line.at)
    assert line.call is not None  # noqa: S101 - only calls have such entries
    told = tell(line.call, entry)
    if isinstance(entry, Started):
        company = visible(line.call.company)
        return Content.assemble((f"☎ {company} · {visible(told.text)}", "bold $secondary"))
    return Content.styled(visible(told.text), STYLES[told.tone])


def _happening(entry: Happened, on: datetime) -> Content:
    head = f"✉ {channel_name(entry.channel)}, {author_name(entry.author)}"
    facts = [visible(entry.text)]
    if entry.reference:
        facts.append(_("no. {reference}").format(reference=visible(entry.reference)))
    if entry.attachment:
        facts.append(_("attached: {name}").format(name=visible(entry.attachment.name)))
    if entry.at.date() != on.date():
        facts.append(_("written down {date}").format(date=f"{entry.at:%d/%m/%Y}"))
    return Content.assemble((head, "bold $secondary"), ": " + " · ".join(facts))
