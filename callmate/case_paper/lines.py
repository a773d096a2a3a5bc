"""The lines of a chronology in words, for what is exported."""

from datetime import date

from callmate import dates
from callmate.case_telling import tell_line
from callmate.domain.case_entry import Author, CaseLine, Happened
from callmate.domain.chronology import Chronology, Line
from callmate.domain.entry import RecordingBegan, Started
from callmate.i18n import _, pgettext
from callmate.phrases import author_name, channel_name
from callmate.telling import tell


def day_of(line: Line) -> date:
    """The day of a line, where it happened."""
    return line.at.date()


def time_of(line: Line) -> str:
    """The time of day of a line, where it happened; empty where only the day is known."""
    if isinstance(line.entry, Happened):
        return "" if line.entry.day_only else dates.hour_minute(line.at)
    if line.call is not None and line.entry.id in line.call.timeless:
        return ""
    return dates.clock_time(line.at)


def begins_call(line: Line) -> bool:
    """Whether a call begins with this line."""
    return isinstance(line.entry, Started)


def words_of(told: Chronology, line: Line) -> tuple[str, str]:
    """What kind of thing a line is, which may be empty, and what it says.

    Whoever reads it need not be the owner, so that nobody is spoken to.
    """
    entry = line.entry
    if isinstance(entry, CaseLine):
        said = tell_line(told, entry)
        return (_sent(entry) if isinstance(entry, Happened) else said.head), said.text
    assert line.call is not None  # noqa: S101 - only calls have such entries
    if isinstance(entry, RecordingBegan):
        return "", _("Recording began (part {part})").format(part=entry.part)
    spoken = tell(line.call, entry)
    text = spoken.text
    if spoken.late:
        text = _("{text} (added after the call)").format(text=text)
    return (line.call.company if begins_call(line) else ""), text


def _sent(entry: Happened) -> str:
    by_owner = entry.author is Author.OWNER
    author = pgettext("author", "from the customer") if by_owner else author_name(entry.author)
    return f"{channel_name(entry.channel)}, {author}"
