"""Counted days end with the day; counted hours are real time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, strategies as st

from callmate.domain.due import find_due, without_day
from callmate.domain.terms import months_on, working_days_on

Told = Callable[[str, Literal["it", "en"]], str]
COUNTED = {
    "2026-11-24 11:02": "30 min|30 minuti|30 minutes|30min|mezz'ora|mezz\u2019ora|half an hour",
    "2026-11-24 11:32": "un'ora|fra un'ora|an hour|1h|1 ora|one hour|60 min|within an hour",
    "2026-11-24 12:02": "1,5 ore|1.5 hours|un'ora e mezza|an hour and a half|1 ora e 30 min",
    "2026-11-25 10:32": "24h|24 ore|entro le 24 ore|nelle prossime 24 ore|ventiquattro ore",
    "2026-11-26 10:32": "48h|48 ore|48ore|48H|refund within 48h|within the next 48 hours|"
    "entro 24-48 ore|24/48 ore|24h/48h|24 o 48 ore|24 to 48 hours|quarantotto ore|"
    "forty-eight hours|48 hrs",
    "2026-11-27 10:32": "48-72 ore|72h|settantadue ore",
    "~2026-11-25 23:59": "1 giorno|un giorno|a day|one day|1d",
    "~2026-11-26 23:59": "2 giorni|richiamano fra 2 giorni|tra due giorni|in two days|2gg|2 d|"
    "un paio di giorni|a couple of days|1-2 giorni|24/48 ore lavorative|nel giro di 2 giorni",
    "~2026-11-27 23:59": "2/3 giorni lavorativi|three working days|tre giorni lavorativi|"
    "72 ore lavorative",
    "~2026-12-01 23:59": "5 giorni lavorativi|a week|una settimana|7 giorni|1w|1 sett|in a week|"
    "5 business days|una settimana lavorativa",
    "~2026-12-04 23:59": "10d|10gg|10 gg|10 giorni|dieci giorni|10 days|10 calendar days|"
    "entro 10 giorni dalla ricezione|entro i prossimi 10 giorni|10-day wait|10 days from now|"
    "for 10 days",
    "~2026-12-08 23:59": "10 giorni lavorativi|10 working days|10 gg lav.|10 GG LAVORATIVI|"
    "5-10 giorni lavorativi|2 sett|2 settimane|2w|two weeks|2 wks|10 business days",
    "~2026-12-19 23:59": "venticinque giorni|25 giorni|twenty-five days|twenty five days",
    "~2027-01-08 23:59": "entro quarantacinque giorni|45 giorni|forty-five days",
    "~2026-12-15 23:59": "ventun giorni|ventuno giorni|twenty-one days",
    "~2026-12-24 23:59": "un mese|1 mese|a month|30 giorni|one month|entro un mese",
    "~2027-11-24 23:59": "un anno|12 mesi|dodici mesi|a year",
}  # fmt: skip
SAID = [(text, told) for told, texts in COUNTED.items() for text in texts.split("|")]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("text", "told"), SAID)
def test_a_span_counts_from_now(
    due: Told, text: str, told: str, language: Literal["it", "en"]
) -> None:
    assert due(text, language) == told


@pytest.mark.parametrize(
    "text",
    [
        "2 giorni fa",
        "3 days ago",
        "5 min fa",
        "una settimana fa",
        "fermo da 10 giorni",
        "since 3 weeks",
        "ogni 2 settimane",
        "every 2 weeks",
        "twice a week",
        "10 euro al mese",
        "30 pounds a month",
        "0 giorni",
        "a hundred and twenty days",
        "two hundred twenty-five days",
        "un d",
        "10 gigs",
        "48 euro",
        "48",
        "1000000000 days",
        "10^9 days",
        "99999 ore",
        "9999 anni",
        "10.000 giorni",
    ],
)
def test_other_spans_and_sums_are_no_promise(due: Told, text: str) -> None:
    assert due(text, "it") == "nothing"
    assert due(text, "en") == "nothing"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_working_days_are_counted_one_by_one(start: date, days: int) -> None:
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    assert working_days_on(start, days) == day


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_months_keep_the_day_or_end_with_the_month(start: date, months: int) -> None:
    end = months_on(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


ITALY_OFF = frozenset(
    {date(2026, 12, 8), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 6), date(2027, 4, 5)}
)
"""Some holidays on days of Monday to Friday; Saint Stephen's of 2026 is a Saturday."""


@pytest.mark.parametrize(
    ("typed", "counted", "with_holidays"),
    [
        ("10 giorni lavorativi", date(2027, 1, 5), date(2027, 1, 8)),
        ("within 10 working days", date(2027, 1, 5), date(2027, 1, 8)),
        ("entro 48 ore lavorative", date(2026, 12, 24), date(2026, 12, 24)),
        ("entro 3 giorni lavorativi", date(2026, 12, 25), date(2026, 12, 28)),
        ("entro 10 giorni", date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_holidays_put_off_working_days_and_no_other_days(
    typed: str, counted: date, with_holidays: date
) -> None:
    said = datetime(2026, 12, 22, 10, tzinfo=UTC)
    plain = find_due(typed, said, "it")
    knowing = find_due(typed, said, "it", ITALY_OFF.__contains__)
    assert plain
    assert knowing
    assert (plain.at.date(), knowing.at.date()) == (counted, with_holidays)
    promise = f"il rimborso, {typed}"
    for due in (plain, knowing):
        assert without_day(promise, said, due.at, exact=due.exact) == "il rimborso"
    other = knowing.at + timedelta(days=40)
    assert without_day(promise, said, other, exact=False) == promise
