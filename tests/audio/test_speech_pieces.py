"""A recording is cut into pieces of speech that a recogniser takes in."""

from array import array
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from callmate.audio.transcript.speech import pieces, quietest


def test_silence_and_music_are_in_no_piece() -> None:
    assert pieces(60.0, [(0.0, 2.0), (10.0, 50.0)]) == ((2.0, 10.0), (50.0, 60.0))


def test_a_sound_is_cut_where_it_is_quiet() -> None:
    loud, silent = array("h", [9000, -9000] * 500), array("h", [0] * 1000)
    sound = (loud * 8 + silent + loud * 1).tobytes()
    assert quietest(sound, 1000) == pytest.approx(8.5, abs=0.41)
    assert quietest(b"", 1000) >= 0


def test_a_recording_in_which_nobody_speaks_has_no_piece() -> None:
    assert pieces(60.0, [(0.0, 60.0)]) == ()


@given(st.floats(0, 7200), st.lists(st.floats(0, 7200), max_size=40))
def test_pieces_are_in_order_and_all_of_the_speech(seconds: float, edges: list[float]) -> None:
    inside = sorted(edge for edge in edges if edge <= seconds)
    idle = list(zip(inside[::2], inside[1::2], strict=False))
    found = pieces(seconds, idle)
    assert all(piece.end > piece.begin for piece in found)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    for begin, end in idle:
        assert all(piece.end <= begin or piece.begin >= end for piece in found)
    speech = seconds - sum(end - begin for begin, end in idle)
    covered = sum(piece.end - piece.begin for piece in found)
    assert speech - 0.3 * (len(idle) + 1) <= covered + 1e-6 <= speech + 2e-6
