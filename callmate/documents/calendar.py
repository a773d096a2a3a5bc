"""Writes what is due as a calendar that other programs open, with alarms."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from callmate.domain.next_steps import Step
from callmate.domain.pending import PendingItem, Urgency
from callmate.domain.promise import Promise
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.clock import with_zone
from callmate.wording.step_words import case_name, in_language, in_words

OURS = b"PRODID:-//CallMate//"
"""What a calendar that this program wrote says near its beginning."""
_BEFORE = timedelta(hours=-15)
"""To a whole day: nine in the morning of the day before."""
_WEEK_BEFORE = timedelta(days=-7, hours=9)
_SAME_DAY = timedelta(hours=9)
_HOUR = timedelta(hours=1)
_YEARS = timedelta(days=3660)


def calendar_of(items: Sequence[PendingItem], today: datetime) -> Calendar:
    """A calendar with all that is due on a day."""
    calendar = Calendar()
    calendar.add("prodid", "-//CallMate//CallMate//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "CallMate")
    for event in calendar_events(items, today):
        calendar.add_component(event)
    calendar.add_missing_timezones(today.date() - _YEARS, today.date() + _YEARS)
    return calendar


def calendar_events(items: Sequence[PendingItem], today: datetime) -> Iterator[Event]:
    """One event for each thing that has a day; what can be done on any day has none."""
    for item in items:
        if isinstance(item.what, Promise):
            if item.what.due is not None:
                yield _promise(item, item.what, today)
        elif item.urgency is Urgency.LATER:
            yield _step(item, item.what, item.what.opens, today)
            if item.what.closes:
                yield _step(item, item.what, item.what.closes, today)
        elif item.what.closes:
            yield _step(item, item.what, item.what.closes, today)


def _event(item: PendingItem, summary: str, uid: str, today: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@callmate")
    event.add("dtstamp", today)
    event.add("summary", f"{summary} · {case_name(item)}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _promise(item: PendingItem, promise: Promise, today: datetime) -> Event:
    assert promise.due is not None  # noqa: S101 - only such are handed over; tells the type
    summary = _("Promise due: {text}").format(text=visible(promise.text))
    event = _event(item, summary, f"{promise.call}-{promise.at:%H%M%S}", today)
    if promise.due_exact:
        due = with_zone(promise.due)
        event.add("dtstart", due)
        event.add("dtend", due + _HOUR)
        event.add_component(_alarm(-_HOUR, summary))
    else:
        _whole_day(event, promise.due.date())
        event.add_component(_alarm(_SAME_DAY, summary))
    return event


def _step(item: PendingItem, step: Step, day: date, today: datetime) -> Event:
    title = in_language(step.title)
    last = day == step.closes
    summary = _("Last day: {title}").format(title=title) if last else title
    uid = f"{item.pending.case}-{step.rule}-{'last' if last else 'from'}"
    event = _event(item, summary, uid, today)
    _whole_day(event, day)
    said = _("Source: {source}. No outcome is promised.").format(source=in_language(step.source))
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
