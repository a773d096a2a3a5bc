"""A call noted on paper says so, and never looks as exact as one that was led live."""

from datetime import timedelta

import pytest

from callmate.domain.call import Call
from callmate.domain.entry import (
    HungUp,
    RecordingBegan,
    RecordingEnded,
    SoundDeleted,
    Started,
    WrittenUp,
)
from callmate.locale.messages import Language
from callmate.wording.entry_words import afterwards, entry_words, length_of, noted_later, sound_gone
from tests.made_up_case import NOW, START, after, call, on_paper_only, small_call

ENDED = HungUp(id="e", at=after(750))


def written_up(*, approximate: bool = False, untimed: bool = False) -> WrittenUp:
    return WrittenUp(id="w", at=NOW, late=True, approximate=approximate, untimed=untimed)


def test_a_call_that_was_led_live_says_nothing_of_it(language: Language) -> None:
    assert afterwards(call()) == ""
    # The few words are asked for only where a call was noted later.
    assert noted_later(call()) == {"en": "noted later", "it": "annotata dopo"}[language]


def test_a_call_noted_later_says_when_and_how_exactly(language: Language) -> None:
    exact, rough = small_call(ENDED, written_up()), small_call(ENDED, written_up(approximate=True))
    day = {
        "en": "written down afterwards, on 24 November 2026, 12:00",
        "it": "scritta in seguito, il giorno 24 novembre 2026, 12:00",
    }[language]
    about = {"en": "the time is approximate", "it": "l'ora è approssimativa"}[language]
    assert afterwards(exact) == day
    assert afterwards(rough) == f"{day}, {about}"
    assert noted_later(rough) != noted_later(exact)


def test_no_length_is_made_up() -> None:
    assert length_of(small_call(ENDED), START) == "12:30"
    assert length_of(small_call(ENDED, written_up()), START) == "12:30"
    assert length_of(small_call(ENDED, written_up(untimed=True)), START) == "–"
    assert length_of(on_paper_only(), NOW) == "–"


def test_a_call_in_progress_has_lasted_so_long() -> None:
    assert length_of(small_call(), after(3661)) == "1:01:01"
    assert length_of(small_call(), START - timedelta(seconds=5)) == "00:00"


@pytest.mark.parametrize(
    ("untimed", "english", "italian"),
    [
        (False, "Call ended after 12:30", "Chiamata finita dopo 12:30"),
        (
            True,
            "Call ended; how long it lasted was not noted",
            "Chiamata finita; la durata non è stata annotata",
        ),
    ],
)
def test_its_end_says_how_long_it_lasted_only_where_that_was_noted(
    language: Language, english: str, italian: str, *, untimed: bool
) -> None:
    found = small_call(ENDED, written_up(untimed=untimed))
    assert entry_words(found, ENDED).text == (english if language == "en" else italian)


def part(number: int) -> tuple[RecordingBegan, RecordingEnded]:
    path = f"sound-{number}"
    return (
        RecordingBegan(id=f"b{number}", at=START, part=number, path=path),
        RecordingEnded(
            id=f"r{number}",
            at=after(9),
            part=number,
            path=path,
            started=START,
            seconds=9,
            sha256="ab",
        ),
    )


def deleted(number: int, days: float) -> SoundDeleted:
    return SoundDeleted(id=f"d{number}", at=START + timedelta(days=days), part=number, sha256="ab")


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (small_call(), ""),
        (small_call(*part(1)), ""),
        (small_call(*part(1), *part(2), deleted(1, 40)), ""),
        (
            small_call(*part(1), deleted(1, 40)),
            "The sound of this call was deleted on 3 January 2027.",
        ),
        (
            small_call(*part(1), *part(2), deleted(2, 50), deleted(1, 40)),
            "The sound of this call was deleted on 13 January 2027.",
        ),
        (
            small_call(*part(2), deleted(2, 50), start=Started(id="s", at=START, company="")),
            "The sound of this call was deleted on 13 January 2027.",
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_that_the_sound_is_gone_is_said_once_all_of_it_is(of: Call, words: str) -> None:
    assert sound_gone(of) == words
