"""What is heard along with a call is offered, and never filled in by itself."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from callmate.audio.protocol import MISSING, HeardAlong, NotListening, Report, SpokenWord
from callmate.domain.call import Call
from callmate.domain.heard import HeardWord
from callmate.services.desk import Desk, begin
from callmate.services.hearing_along import HearingAlong, newest_talk
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places, fresh_id

pytestmark = pytest.mark.usefixtures("english")

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
CODE = "My operator number is 4471."
CLAIM = "Your claim number is K7 339."


def said(text: str, begin: float) -> tuple[SpokenWord, ...]:
    """Words of a third of a second each."""
    return tuple(
        SpokenWord(f" {word}", begin + n / 3, begin + (n + 1) / 3, 0.9)
        for n, word in enumerate(text.split())
    )


class Along:
    """A call in progress, and what is heard of it, told as its process tells it."""

    def __init__(self, folder: Path) -> None:
        self.time = START
        started = begin("Zefiro", clock=self.clock)
        self.kept = Cabinet(Places(folder / "data", folder / "config")).create(
            started, fresh_id(started.at)
        )
        self.desk = Desk(self.kept, self.clock)
        self.hearing = HearingAlong(lambda: None)
        self.hearing.began(1, START)

    def clock(self) -> datetime:
        """The time now."""
        return self.time

    @property
    def call(self) -> Call:
        """The call by now."""
        return self.desk.call

    def at(self, seconds: float) -> None:
        """Let time pass until so many seconds after the start."""
        self.time = START + timedelta(seconds=seconds)

    async def told(self, report: Report) -> None:
        """Hear a report, and look it through."""
        self.hearing.hear(report)
        await self.hearing.looked()

    def offers(self) -> dict[str, str]:
        """What is offered, by item."""
        return {item: answer.text for item, answer in self.hearing.offers(self.call).items()}


@pytest.fixture
def along(tmp_path: Path) -> Along:
    return Along(tmp_path)


async def test_a_number_that_is_missing_is_offered_until_it_is_there(along: Along) -> None:
    along.desk.answer()
    await along.told(HeardAlong(1, 0.0, said(CODE, 5.0)))
    assert along.offers() == {"operator": "4471"}
    assert along.call.operator is None
    along.desk.give("operator", "4471")
    assert along.offers() == {}


async def test_words_that_are_heard_better_take_the_place_of_the_first(along: Along) -> None:
    await along.told(HeardAlong(1, 5.0, said("My operator number is 447", 5.0)))
    await along.told(HeardAlong(1, 5.0, said(CODE, 5.0)))
    assert along.offers() == {"operator": "4471"}


async def test_what_leads_to_a_number_may_be_told_before_it(along: Along) -> None:
    await along.told(HeardAlong(1, 5.0, said("My operator number is", 5.0)))
    await along.told(HeardAlong(1, 6.4, said("4471.", 6.4)))
    assert along.offers() == {"operator": "4471"}


async def test_the_number_of_who_spoke_before_is_not_offered_for_the_next(along: Along) -> None:
    along.desk.answer()
    await along.told(HeardAlong(1, 0.0, said(CODE, 5.0)))
    along.at(60)
    along.desk.transfer()
    assert along.offers() == {}
    await along.told(HeardAlong(1, 70.0, said("My operator number is 5512.", 70.0)))
    assert along.offers() == {"operator": "5512"}


async def test_a_number_said_in_the_greeting_is_offered_once_somebody_answered(
    along: Along,
) -> None:
    await along.told(HeardAlong(1, 0.0, said(CODE, 5.0)))
    along.at(12)
    along.desk.answer()
    assert along.offers() == {"operator": "4471"}


async def test_the_latest_is_offered_where_two_were_heard(along: Along) -> None:
    await along.told(HeardAlong(1, 0.0, said(CLAIM, 5.0)))
    await along.told(HeardAlong(1, 40.0, said("Your claim number is K7 340.", 40.0)))
    assert along.offers()["claim_number"] == "K7340"


async def test_what_was_heard_long_ago_is_still_offered(along: Along) -> None:
    await along.told(HeardAlong(1, 0.0, said(CLAIM, 5.0)))
    for minute in range(1, 60):
        talk = said("and then I said that the line is dead again", 60.0 * minute)
        await along.told(HeardAlong(1, 60.0 * minute, talk))
    assert along.offers() == {"claim_number": "K7339"}


def test_only_the_last_minute_is_looked_through_and_no_number_is_torn() -> None:
    hour = [HeardWord(f" {n}", float(n), n + 0.9, 0.9) for n in range(3600)]
    paused = (*hour[:3500], *hour[3510:])
    assert newest_talk(paused) == tuple(hour[3510:])
    assert newest_talk(tuple(hour)) == tuple(hour[3299:])
    assert newest_talk(()) == ()


async def test_half_a_number_before_missing_sound_is_not_offered(along: Along) -> None:
    first, *_ = said(MISSING.strip(), 7.0)
    torn = replace(first, text=MISSING, probability=0.0)
    words = (*said("My operator number is 44", 5.0), torn, *said("71. Good morning.", 9.0))
    await along.told(HeardAlong(1, 5.0, words))
    assert along.offers() == {}


async def test_words_of_a_part_nobody_knows_the_begin_of_are_not_offered(along: Along) -> None:
    await along.told(HeardAlong(2, 0.0, said(CODE, 5.0)))
    assert along.offers() == {}


async def test_why_nothing_is_heard_is_known(along: Along) -> None:
    await along.told(NotListening("no_model"))
    assert along.hearing.failure == "no_model"


async def test_a_listener_that_cannot_start_keeps_nobody_waiting(tmp_path: Path) -> None:
    heard = asyncio.Event()
    hearing = HearingAlong(heard.set)
    assert await hearing.start(tmp_path / "no model") is not None
    await asyncio.wait_for(heard.wait(), 30)
    assert hearing.failure is not None
    hearing.stop()
    await hearing.over()
