"""A word begins where its sound does."""

from array import array

import pytest
from hypothesis import given, strategies as st

from callmate.audio.protocol import SpokenWord
from callmate.audio.transcript.word_times import put_right

RATE = 1000


def sound(*spans: tuple[float, int]) -> bytes:
    """Spans of so many seconds, so loud."""
    return b"".join(array("h", [level, -level] * int(s * RATE / 2)).tobytes() for s, level in spans)


def begin(word: tuple[float, float], heard: bytes) -> float:
    (moved,) = put_right([SpokenWord(" sì", *word, 0.9)], heard, RATE)
    assert moved.end == word[1]
    return moved.begin


def test_a_word_does_not_begin_in_the_pause_before_it() -> None:
    heard = sound((0.6, 5), (0.4, 5000))
    assert begin((0.1, 1.0), heard) == pytest.approx(0.6, abs=0.03)


def test_the_end_of_the_word_before_a_pause_is_none_of_it() -> None:
    heard = sound((0.2, 4000), (0.5, 100), (0.3, 5000))
    assert begin((0.1, 1.0), heard) == pytest.approx(0.7, abs=0.03)


def test_the_quiet_inside_a_word_does_not_cut_it() -> None:
    heard = sound((0.2, 4000), (0.12, 5), (0.3, 5000))
    assert begin((0.0, 0.6), heard) == 0.0


def test_a_word_without_sound_stays_where_it_is() -> None:
    assert begin((0.4, 0.4), sound((1.0, 5))) == 0.4
    assert begin((3.0, 4.0), sound((1.0, 5))) == 3.0
    assert begin((0.2, 0.8), sound((1.0, 0))) == 0.2


@given(
    st.floats(0, 3),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0.02, 0.5), st.integers(0, 30000))),
)
def test_a_beginning_moves_on_and_never_behind_its_end(
    at: float, length: float, spans: list[tuple[float, int]]
) -> None:
    moved = begin((at, at + length), sound(*spans))
    assert at <= moved <= at + length
