"""What a machine understood of a call: in lines, at its moments, beside what was typed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callmate.audio.encoder import Encoder
from callmate.audio.layout import SoundFacts, parts, words_path, write_facts
from callmate.audio.protocol import SpokenWord, Written
from callmate.audio.requests import Spot
from callmate.audio.sealed import seal_whole
from callmate.audio.transcript.words_file import Transcript, keep
from callmate.domain.call import Call
from callmate.domain.ledger import Ledger
from callmate.services.desk import Desk, begin
from callmate.services.sound_timeline import SoundTimeline
from callmate.services.transcripts import CallTranscript, sounding
from callmate.services.verification import check_call
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, fresh_id
from callmate.wording.names import heard_answer
from tests.audio.conftest import sweep

pytestmark = pytest.mark.usefixtures("english")

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
LENGTH = 30.0
CODE = "My operator number is 4471."
CLAIM = "Your claim number is K7 339."


def said(text: str, begin: float = 1.0) -> list[SpokenWord]:
    """Words of a third of a second each."""
    return [
        SpokenWord(f" {word}", begin + n / 3, begin + (n + 1) / 3, 0.9)
        for n, word in enumerate(text.split())
    ]


class HeardCall:
    """A past call with two operators and thirty seconds of sound, and what was said in it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.places = places = Places(folder / "data", folder / "config")
        self.cabinet = Cabinet(places)
        keys = OwnerKeys(places)
        encoder = Encoder(16_000)
        stream = encoder.add(sweep(LENGTH)) + encoder.finish()
        self._at = START
        started = begin("Zefiro", clock=lambda: START)
        with self.cabinet.create(started, fresh_id(START)) as kept:
            self.folder, self.id = kept.folder, kept.call.id
            self._sha256 = seal_whole(kept.folder, 1, stream, keys.recipient())
            ended = START + timedelta(seconds=LENGTH)
            facts = SoundFacts(1, "Telephone", START, ended, LENGTH, self._sha256)
            write_facts(kept.folder, facts)
            desk = Desk(kept, self._clock)
            desk.recording_began(1, "sound-1", START)
            desk.answer()
            self._at = START + timedelta(seconds=15)
            desk.transfer()
            self._at = START + timedelta(seconds=30)
            desk.recording_ended(1, "sound-1.opus.age", START, LENGTH, self._sha256)
            desk.hang_up()
        self.identity = keys.identity(None)

    def desk(self, ledger: Ledger) -> Desk:
        """Its desk, at which nothing is late by more than the call is long."""
        return Desk(ledger, self._clock)

    def _clock(self) -> datetime:
        return self._at

    def call(self) -> Call:
        """The call as it is now."""
        return self.cabinet.read(self.id)

    def write(self, words: Sequence[SpokenWord]) -> CallTranscript:
        """Have words written down, and read them."""
        told = Transcript(self._sha256, "base", "en", LENGTH, LENGTH, tuple(words))
        keep(self.folder, 1, told, self.identity)
        return self.read()

    def read(self) -> CallTranscript:
        """Read what is written down."""
        line = SoundTimeline(parts(self.folder))
        transcript = CallTranscript(self.folder, line, START, lambda: None)
        transcript.read(self.identity)
        return transcript


@pytest.fixture
def heard(tmp_path: Path) -> HeardCall:
    return HeardCall(tmp_path)


def test_nothing_is_there_before_it_is_written(heard: HeardCall) -> None:
    transcript = heard.read()
    assert (transcript.begun, transcript.complete, transcript.lines()) == (False, False, ())
    assert transcript.answers(heard.call()) == ()


def test_words_are_told_in_lines_that_end_where_nobody_speaks(heard: HeardCall) -> None:
    transcript = heard.write([*said("Good morning."), *said("Please hold on.", 9.0)])
    first, second = transcript.lines()
    assert (first.text, second.text) == ("Good morning.", "Please hold on.")
    assert second.at == START + timedelta(seconds=9)
    assert transcript.complete
    assert (transcript.done, transcript.seconds) == (LENGTH, LENGTH)


def test_the_word_under_the_sound_is_known(heard: HeardCall) -> None:
    lines = heard.write([*said("Good morning."), *said("Please hold on.", 9.0)]).lines()
    assert sounding(lines, Spot(1, 0.5)) is None
    assert sounding(lines, Spot(1, 1.4)) == (0, 1)
    assert sounding(lines, Spot(1, 5.0)) == (0, 1)
    assert sounding(lines, Spot(1, 9.7)) == (1, 2)


def test_what_is_missing_is_offered_at_its_moment(heard: HeardCall) -> None:
    transcript = heard.write([*said(CODE), *said(CLAIM, 8.0)])
    operator, claim = transcript.answers(heard.call())
    assert (operator.item, operator.text, operator.typed) == ("operator", "4471", "")
    assert operator.at.replace(microsecond=0) == START + timedelta(seconds=2)
    assert (claim.item, claim.text, claim.spot.part) == ("claim_number", "K7339", 1)


def test_a_number_of_which_nobody_knows_is_asked_about_until_it_is_written(
    heard: HeardCall,
) -> None:
    lost = [SpokenWord(" veclavo", 8.0, 8.3, 0.3)]
    transcript = heard.write([*lost, *said("471390.", 9.0)])
    (claim,) = transcript.answers(heard.call())
    assert (claim.item, claim.text, claim.named) == ("claim_number", "471390", False)
    asked = heard_answer(claim.item, claim.text, claim.at, claim.typed, named=claim.named)
    assert asked == f"Claim number? A number was heard at {claim.at:%H:%M}: 471390"
    with heard.cabinet.take(heard.id) as kept:
        note = Desk(kept).note("customer code 47-13-90, as ever")
    assert transcript.answers(heard.call()) == ()
    with heard.cabinet.take(heard.id) as kept:
        Desk(kept).strike(note.id)
    assert transcript.answers(heard.call()) == (claim,)
    with heard.cabinet.take(heard.id) as kept:
        Desk(kept).give("claim_number", "k7-339")
    assert transcript.answers(heard.call()) == ()


def test_a_number_of_which_nobody_knows_is_left_beside_one_that_is_named(heard: HeardCall) -> None:
    lost = [SpokenWord(" veclavo", 8.0, 8.3, 0.3)]
    transcript = heard.write([*lost, *said("471390.", 9.0), *said(CLAIM, 12.0)])
    assert [each.text for each in transcript.answers(heard.call())] == ["K7339"]


def test_what_is_typed_is_not_offered_however_it_is_written(heard: HeardCall) -> None:
    transcript = heard.write(said(CLAIM, 8.0))
    with heard.cabinet.take(heard.id) as kept:
        Desk(kept).give("claim_number", "k7-339")
    assert transcript.answers(heard.call()) == ()


def test_a_typed_number_that_was_heard_otherwise_is_told(heard: HeardCall) -> None:
    transcript = heard.write(said(CLAIM, 8.0))
    with heard.cabinet.take(heard.id) as kept:
        Desk(kept).give("claim_number", "K7393")
    (answer,) = transcript.answers(heard.call())
    assert (answer.text, answer.typed) == ("K7339", "K7393")


def test_an_operator_who_is_heard_belongs_to_the_part_in_which_they_spoke(heard: HeardCall) -> None:
    (answer,) = heard.write(said(CODE, 3.0)).answers(heard.call())
    with heard.cabinet.take(heard.id) as kept:
        Desk(kept).give_heard(answer.item, answer.text, answer.at)
    call = heard.call()
    assert [leg.operator for leg in call.legs] == ["4471", None]
    assert call.checklist.answer("operator") is None
    assert call.entries[-1].late
    assert heard.read().answers(call) == ()


def test_an_operator_who_is_heard_last_answers_the_checklist(heard: HeardCall) -> None:
    (answer,) = heard.write(said(CODE, 20.0)).answers(heard.call())
    with heard.cabinet.take(heard.id) as kept:
        Desk(kept).give_heard(answer.item, answer.text, answer.at)
    call = heard.call()
    assert [leg.operator for leg in call.legs] == [None, "4471"]
    assert call.checklist.answer("operator") == "4471"


def test_a_promise_is_offered_until_one_of_its_day_is_written(heard: HeardCall) -> None:
    words = said("We will call you back by Friday.", 12.0)
    (answer,) = heard.write(words).answers(heard.call())
    assert answer.item == "promise"
    assert answer.text == "We will call you back by Friday"
    assert answer.due is not None
    assert f"{answer.due:%A}" == "Friday"


def test_what_is_read_is_forgotten(heard: HeardCall) -> None:
    transcript = heard.write(said(CODE))
    transcript.forget()
    assert (transcript.lines(), transcript.begun, transcript.forgotten) == ((), False, True)


def test_words_that_come_again_from_the_start_are_not_told_twice(heard: HeardCall) -> None:
    transcript = heard.write(said("Good morning."))
    told = Written(1, tuple(said("Good morning.")), LENGTH, LENGTH)
    transcript._hear(told)  # noqa: SLF001 - as a sound process tells it
    assert [line.text for line in transcript.lines()] == ["Good morning."]


def test_words_that_were_changed_are_told(heard: HeardCall) -> None:
    heard.write(said(CODE))
    assert check_call(heard.cabinet, heard.id).unchanged
    file = words_path(heard.folder, 1)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    checked = check_call(heard.cabinet, heard.id)
    assert not checked.unchanged
    assert [sound.words_changed for sound in checked.sounds] == [True]
    file.unlink()
    assert check_call(heard.cabinet, heard.id).unchanged
