"""Writes what is due as a calendar that other programs open, with alarms."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from callmate.commands import saying
from callmate.commands.due import case_name, in_words
from callmate.domain.next_steps import Step
from callmate.domain.pending import Item, Urgency, Waiting
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.step_telling import in_language
from callmate.ui.zone import with_zone

_OURS = b"PRODID:-//CallMate//"
_BEFORE = timedelta(hours=-15)
"""To a whole day: nine in the morning of the day before."""
_WEEK_BEFORE = timedelta(days=-7, hours=9)
_SAME_DAY = timedelta(hours=9)
_HOUR = timedelta(hours=1)
_PRIVATE = 0o600
_YEARS = timedelta(days=3660)


def write_calendar(items: Sequence[Item], file: str, today: datetime) -> bool:
    """Write a calendar to a file, or to the output for ``-``, and say so.

    A file that is there is replaced only when it is such a calendar itself.

    Args:
        items: What is due.
        file: Where to.
        today: The time.

    Returns:
        Whether it was written.

    Raises:
        OSError: The system refused.
    """
    written = calendar_of(items, today).to_ical()
    if file == "-":
        if sys.stdout is not None:  # it is None when the program was started with it closed
            sys.stdout.flush()
            sys.stdout.buffer.write(written)
        return True
    path = Path(file).expanduser()
    if path.exists() and not _is_ours(path):
        said = _("{path} is there and is no calendar of CallMate's: choose another name.")
        saying.say(said.format(path=visible(str(path))))
        return False
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb") as out:
            out.write(written)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    count = sum(1 for _event in calendar_events(items, today))
    said = ngettext(
        "{count} date was written to {path}.", "{count} dates were written to {path}.", count
    )
    saying.say(said.format(count=count, path=visible(str(path))))
    return True


def calendar_of(items: Sequence[Item], today: datetime) -> Calendar:
    """A calendar with all that is due on a day."""
    calendar = Calendar()
    calendar.add("prodid", "-//CallMate//CallMate//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "CallMate")
    for event in calendar_events(items, today):
        calendar.add_component(event)
    calendar.add_missing_timezones(today.date() - _YEARS, today.date() + _YEARS)
    return calendar


def calendar_events(items: Sequence[Item], today: datetime) -> Iterator[Event]:
    """One event for each thing that has a day; what can be done on any day has none."""
    for item in items:
        if isinstance(item.what, Waiting):
            if item.what.due is not None:
                yield _promise(item, item.what, today)
        elif item.urgency is Urgency.LATER:
            yield _step(item, item.what, item.what.opens, today)
            if item.what.closes:
                yield _step(item, item.what, item.what.closes, today)
        elif item.what.closes:
            yield _step(item, item.what, item.what.closes, today)


def _event(item: Item, summary: str, uid: str, today: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@callmate")
    event.add("dtstamp", today)
    event.add("summary", f"{summary} · {case_name(item)}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _promise(item: Item, promise: Waiting, today: datetime) -> Event:
    assert promise.due is not None  # noqa: S101 - only such are handed over; tells the type
    summary = _("Promise due: {text}").format(text=visible(promise.text))
    event = _event(item, summary, f"{promise.call}-{promise.at:%H%M%S}", today)
    due = with_zone(promise.due)
    if promise.exact:
        event.add("dtstart", due)
        event.add("dtend", due + _HOUR)
        event.add_component(_alarm(-_HOUR, summary))
    else:
        _whole_day(event, due.date())
        event.add_component(_alarm(_SAME_DAY, summary))
    return event


def _step(item: Item, step: Step, day: date, today: datetime) -> Event:
    title = in_language(step.title)
    last = day == step.closes
    summary = _("Last day: {title}").format(title=title) if last else title
    uid = f"{item.pending.case}-{step.rule}-{'last' if last else 'from'}"
    event = _event(item, summary, uid, today)
    _whole_day(event, day)
    said = _("Source: {source}. No outcome is promised.").format(source=visible(step.source))
    event.add("description", f"{in_words(item, today)}\n{said}")
    for moment in (_WEEK_BEFORE, _BEFORE) if last else (_SAME_DAY,):
        event.add_component(_alarm(moment, summary))
    return event


def _whole_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))


def _alarm(moment: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", moment)
    return alarm


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _OURS in file.read(200)
    except OSError:
        return False
