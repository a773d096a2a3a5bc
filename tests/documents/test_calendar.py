"""What is due becomes events that a calendar program shows on the right day, with alarms."""

from datetime import date, datetime, timedelta, timezone

import pytest
from icalendar import Calendar, Event

from callmate.documents.calendar import OURS, calendar_events, calendar_of
from callmate.domain.next_steps import Step
from callmate.domain.pending import PendingItem, Urgency, due_now
from callmate.domain.promise import Promise
from callmate.domain.rules import Words
from callmate.locale.messages import Language
from tests.made_up_case import CASE, NOW, ROME
from tests.made_up_steps import CALL, TODAY, item, open_promise, pending, step
from tests.spoken import clocks_of

pytestmark = pytest.mark.usefixtures("rome")

SUMMER = timezone(timedelta(hours=2))
END_OF_DAY = datetime(2026, 11, 27, 23, 59, tzinfo=ROME)


def events(*items: PendingItem, now: datetime = NOW) -> list[Event]:
    """The events, as another program reads them out of the file."""
    calendar = Calendar.from_ical(calendar_of(items, now).to_ical())
    assert isinstance(calendar, Calendar)
    return calendar.events


def only(what: Promise | Step, urgency: Urgency = Urgency.NOW) -> Event:
    (event,) = events(item(what, urgency))
    return event


def alarms(event: Event) -> list[datetime]:
    """When it makes itself heard, at the place's own time."""
    found = [alarm.trigger for alarm in event.alarms.times]
    # A whole day begins at midnight, wherever the calendar is read.
    return [
        each if isinstance(each, datetime) else datetime.combine(each, datetime.min.time())
        for each in found
    ]


def test_a_calendar_of_ours_is_known_by_its_beginning() -> None:
    for items in ((), (item(open_promise(END_OF_DAY)),)):
        raw = calendar_of(items, NOW).to_ical()
        assert OURS in raw[:200]
        assert b"VERSION:2.0" in raw


def test_a_promise_of_a_day_is_the_whole_day(language: Language) -> None:
    event = only(open_promise(END_OF_DAY))
    assert (event.start, event.end) == (date(2026, 11, 27), date(2026, 11, 28))
    summary = {
        "en": "Promise due: un tecnico · linea guasta · Zefiro Telecom",
        "it": "Promessa in scadenza: un tecnico · linea guasta · Zefiro Telecom",
    }
    assert str(event["SUMMARY"]) == summary[language]
    assert [each.replace(tzinfo=None) for each in alarms(event)] == [datetime(2026, 11, 27, 9)]  # noqa: DTZ001 - of the place


def test_a_promise_of_an_hour_is_that_hour_and_rings_an_hour_before() -> None:
    due = datetime(2026, 11, 27, 17, 30, tzinfo=ROME)
    event = only(open_promise(due, exact=True))
    assert (event.start, event.end) == (due, due + timedelta(hours=1))
    assert alarms(event) == [due - timedelta(hours=1)]


@pytest.mark.parametrize("zone", ["Europe/Rome", "Asia/Tokyo", "America/Los_Angeles"])
def test_the_day_of_a_promise_is_the_day_that_was_said_wherever_it_is_read(zone: str) -> None:
    with clocks_of(zone):
        said_in_summer = datetime(2026, 11, 27, 23, 59, tzinfo=SUMMER)
        for due in (END_OF_DAY, said_in_summer):
            assert only(open_promise(due)).start == date(2026, 11, 27)


@pytest.mark.parametrize("due", [date(2026, 12, 31), date(2028, 2, 28), date(2028, 2, 29)])
def test_a_whole_day_ends_on_the_next_one_over_years_and_leap_days(due: date) -> None:
    event = only(open_promise(datetime.combine(due, datetime.min.time(), ROME)))
    assert (event.start, event.end) == (due, due + timedelta(days=1))


def test_what_has_no_day_is_in_no_calendar() -> None:
    assert events(item(open_promise())) == []
    assert events(item(step())) == []


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("what", "urgency", "on"),
    [
        (step(opens=days(10)), Urgency.LATER, [days(10)]),
        (step(opens=days(10), closes=days(40)), Urgency.LATER, [days(10), days(40)]),
        (step(opens=days(-9), closes=days(40)), Urgency.LOSING, [days(40)]),
        (step(opens=days(-9), closes=TODAY), Urgency.LOSING, [TODAY]),
    ],
)
def test_a_step_is_on_its_first_day_and_on_its_last(
    what: Step, urgency: Urgency, on: list[date]
) -> None:
    assert [event.start for event in events(item(what, urgency))] == on


def test_the_last_day_is_named_as_such_and_rings_a_week_and_a_day_before(
    language: Language,
) -> None:
    event = only(step(closes=days(40)), Urgency.LOSING)
    begins = {"en": "Last day: Ask · ", "it": "Ultimo giorno: Chiedere · "}[language]
    assert str(event["SUMMARY"]).startswith(begins)
    last = datetime.combine(days(40), datetime.min.time())
    assert sorted(each.replace(tzinfo=None) for each in alarms(event)) == [
        last - timedelta(days=7) + timedelta(hours=9),
        last - timedelta(hours=15),
    ]


@pytest.mark.usefixtures("english")
def test_a_step_says_where_it_is_from_and_promises_nothing() -> None:
    event = only(step(opens=days(10), source="carta, art. 7"), Urgency.LATER)
    assert str(event["DESCRIPTION"]) == (
        "Ask: from Friday 4 December\nSource: carta, art. 7. No outcome is promised."
    )
    assert [each.replace(tzinfo=None) for each in alarms(event)] == [
        datetime.combine(days(10), datetime.min.time()) + timedelta(hours=9)
    ]


def test_every_event_is_private_and_keeps_nobody_busy() -> None:
    everything = due_now(
        [
            pending(
                step(closes=days(9)),
                step("own.later", opens=days(3)),
                promises=(open_promise(END_OF_DAY),),
            )
        ],
        NOW,
    )
    found = events(*everything)
    assert len(found) == 3
    assert {str(event["CLASS"]) for event in found} == {"PRIVATE"}
    assert {str(event["TRANSP"]) for event in found} == {"TRANSPARENT"}


def test_the_same_thing_has_the_same_name_on_another_day_and_no_other_has_it() -> None:
    items = (
        item(step(opens=days(10), closes=days(40)), Urgency.LATER),
        item(step("own.other", closes=days(40)), Urgency.LOSING),
        item(open_promise(END_OF_DAY)),
        item(open_promise(END_OF_DAY, at=NOW + timedelta(seconds=1))),
    )
    names = [str(event["UID"]) for event in events(*items)]
    assert len(set(names)) == len(names)
    assert names == [str(e["UID"]) for e in events(*items, now=NOW + timedelta(days=5))]
    assert f"{CASE}-own.ask-from@callmate" in names
    assert f"{CALL}-120000@callmate" in names


@pytest.mark.usefixtures("english")
def test_nothing_that_was_said_writes_a_line_of_its_own_into_the_file() -> None:
    hostile = "x\r\nEND:VCALENDAR\r\nBEGIN:VEVENT;\\n,\x1b"
    title = Words(hostile, hostile)
    found = events(
        item(open_promise(END_OF_DAY, text=hostile), name=hostile),
        item(step(closes=days(3), title=title, source=hostile), Urgency.LOSING),
    )
    assert len(found) == 2
    assert "x␍␊END:VCALENDAR␍␊BEGIN:VEVENT;\\n,␛" in str(found[0]["SUMMARY"])


def test_events_come_in_the_order_in_which_they_are_handed_over() -> None:
    later, first = (
        open_promise(END_OF_DAY, text="b"),
        open_promise(END_OF_DAY - timedelta(days=1), text="a"),
    )
    made = list(calendar_events((item(later), item(first)), NOW))
    assert [event.start for event in made] == [date(2026, 11, 27), date(2026, 11, 26)]
