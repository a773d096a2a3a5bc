"""What can be done, until when, and what was promised, said with the day that the calendar has."""

from datetime import date, datetime, timedelta, timezone

import pytest

from callmate.domain.next_steps import Step
from callmate.domain.pending import due_now
from callmate.domain.promise import Promise
from callmate.domain.rules import Confidence, Words
from callmate.locale.messages import Language
from callmate.wording.step_words import (
    case_name,
    doubt,
    in_language,
    in_words,
    open_promise_words,
    when_possible,
)
from tests.made_up_case import NOW
from tests.made_up_steps import TODAY, item, open_promise, pending, step

SUMMER = timezone(timedelta(hours=2))
WINTER = timezone(timedelta(hours=1))


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("step", "english", "italian"),
    [
        (step(), "now", "ora"),
        (step(opens=days(-30)), "now", "ora"),
        (step(opens=days(1)), "from Wednesday 25 November", "da mercoledì 25 novembre"),
        (
            step(opens=date(2027, 1, 1)),
            "from Friday 1 January 2027",
            "da venerdì 1 gennaio 2027",
        ),
        (step(closes=TODAY), "today is the last day", "oggi è l'ultimo giorno"),
        (
            step(closes=days(1)),
            "until Wednesday 25 November (1 day left), then it is lost",
            "entro mercoledì 25 novembre (resta 1 giorno), poi non si può più",
        ),
        (
            step(closes=days(2)),
            "until Thursday 26 November (2 days left), then it is lost",
            "entro giovedì 26 novembre (restano 2 giorni), poi non si può più",
        ),
        (
            step(opens=days(-1), certain=days(15)),
            "by some sources already now, by all of them from Wednesday 9 December",
            "secondo alcune fonti già ora, secondo tutte da mercoledì 9 dicembre",
        ),
        (
            step(opens=days(1), certain=days(16)),
            "by some sources from Wednesday 25 November, by all of them from Thursday 10 December",
            "secondo alcune fonti da mercoledì 25 novembre, secondo tutte da giovedì 10 dicembre",
        ),
        (
            step(opens=days(1), about=True),
            "from about Wednesday 25 November",
            "circa da mercoledì 25 novembre",
        ),
        (
            step(opens=days(1), closes=days(30)),
            "from Wednesday 25 November, until Thursday 24 December",
            "da mercoledì 25 novembre, fino a giovedì 24 dicembre",
        ),
        (
            step(opens=days(-1), certain=days(15), closes=days(30)),
            (
                "by some sources already now, by all of them from Wednesday 9 December,"
                " until Thursday 24 December"
            ),
            (
                "secondo alcune fonti già ora, secondo tutte da mercoledì 9 dicembre,"
                " fino a giovedì 24 dicembre"
            ),
        ),
        (step(opens=days(-15), certain=TODAY), "now", "ora"),
    ],
)
def test_from_when_and_until_when_a_step_is_possible(
    language: Language, step: Step, english: str, italian: str
) -> None:
    assert when_possible(step, TODAY) == (english if language == "en" else italian)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (step(), ""),
        (step(disputed=True), "sources disagree"),
        (step(about=True), "counted from the day it was sent: no receipt"),
        (step(disputed=True, confidence=Confidence.LOW), "sources disagree"),
        (step(confidence=Confidence.MEDIUM), "to be confirmed"),
        (step(confidence=Confidence.LOW), "weak source"),
        (step(confidence=Confidence.UNVERIFIED), "not verified"),
        (step(review_by=TODAY), ""),
        (step(review_by=days(-1)), "last checked 1 November 2026"),
        (
            step(review_by=days(-1), confidence=Confidence.LOW),
            "weak source, last checked 1 November 2026",
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_why_a_rule_is_not_to_be_relied_on(step: Step, words: str) -> None:
    assert doubt(step, TODAY) == words


@pytest.mark.parametrize(
    ("promise", "english", "italian"),
    [
        (open_promise(), "promise “un tecnico”, with no date", "promessa «un tecnico», senza data"),
        (
            open_promise(NOW.replace(hour=23, minute=59)),
            "promise “un tecnico”: due today, Tuesday 24 November",
            "promessa «un tecnico»: scade oggi, martedì 24 novembre",
        ),
        (
            open_promise(NOW.replace(hour=17), exact=True),
            "promise “un tecnico”: due today, Tuesday 24 November, 17:00",
            "promessa «un tecnico»: scade oggi, martedì 24 novembre, 17:00",
        ),
        (
            open_promise(NOW + timedelta(days=1)),
            "promise “un tecnico”: in 1 day, Wednesday 25 November",
            "promessa «un tecnico»: tra 1 giorno, mercoledì 25 novembre",
        ),
        (
            open_promise(NOW + timedelta(days=2)),
            "promise “un tecnico”: in 2 days, Thursday 26 November",
            "promessa «un tecnico»: tra 2 giorni, giovedì 26 novembre",
        ),
        (
            open_promise(NOW - timedelta(minutes=1)),
            "promise “un tecnico”: its time passed on Tuesday 24 November",
            "promessa «un tecnico»: il tempo è passato (martedì 24 novembre)",
        ),
        (
            open_promise(NOW - timedelta(days=365)),
            "promise “un tecnico”: its time passed on Monday 24 November 2025",
            "promessa «un tecnico»: il tempo è passato (lunedì 24 novembre 2025)",
        ),
    ],
)
def test_how_long_a_promise_still_has(
    language: Language, promise: Promise, english: str, italian: str
) -> None:
    assert open_promise_words(promise, NOW) == (english if language == "en" else italian)


@pytest.mark.parametrize(
    ("now", "due", "exact", "words"),
    [
        (
            datetime(2026, 10, 20, 10, tzinfo=SUMMER),
            datetime(2026, 10, 30, 23, 59, tzinfo=WINTER),
            False,
            "in 10 days, Friday 30 October",
        ),
        (
            datetime(2026, 10, 20, 10, tzinfo=SUMMER),
            datetime(2026, 10, 30, 17, tzinfo=WINTER),
            True,
            "in 10 days, Friday 30 October, 17:00",
        ),
        (
            datetime(2027, 3, 20, 10, tzinfo=WINTER),
            datetime(2027, 4, 2, 0, 30, tzinfo=SUMMER),
            True,
            "in 13 days, Friday 2 April, 00:30",
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_promise_keeps_its_day_and_hour_over_a_change_of_the_clocks(
    now: datetime, due: datetime, words: str, *, exact: bool
) -> None:
    promise = open_promise(due, exact=exact)
    assert open_promise_words(promise, now) == f"promise “un tecnico”: {words}"
    # Said before the clocks change for a day after; read before they change, too.
    (found,) = due_now([pending(promises=(promise,))], now)
    assert found.day == due.date()


def test_a_rule_speaks_the_owners_language(language: Language) -> None:
    words = Words("Chiedere\x1b[2J", "Ask\x1b[2J")
    assert in_language(words) == {"it": "Chiedere␛[2J", "en": "Ask␛[2J"}[language]


@pytest.mark.parametrize(
    ("name", "company", "said"),
    [
        ("linea guasta", "Zefiro", "linea guasta · Zefiro"),
        ("", "Zefiro", "Zefiro"),
        ("linea guasta", "", "linea guasta"),
        ("", "", "(no company)"),
        ("a\tb", "c\nd", "a␉b · c␊d"),
        ("x" * 61, "y" * 60, f"{'x' * 59}… · {'y' * 60}"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_case_is_called_by_its_name_and_company(name: str, company: str, said: str) -> None:
    assert case_name(item(step(), name=name, company=company)) == said


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (open_promise(), "promise “un tecnico”, with no date"),
        (step(), "Ask: now"),
        (step(disputed=True), "Ask: now (sources disagree)"),
        (step(closes=TODAY), "Ask: today is the last day"),
    ],
)
@pytest.mark.usefixtures("english")
def test_one_thing_that_is_due_in_a_line(what: Step | Promise, words: str) -> None:
    assert in_words(item(what), NOW) == words


@pytest.mark.usefixtures("language")
def test_nothing_in_a_promise_can_drive_the_screen() -> None:
    promise = open_promise(NOW, text="a\x1b[2J\u202eb {date} %s")
    assert "a␛[2J\u2039U+202E\u203ab {date} %s" in open_promise_words(promise, NOW)
