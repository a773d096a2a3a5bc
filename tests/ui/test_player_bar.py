"""The shape of a recording fits any width, and says where one waited and what is missing."""

import pytest

from callmate.audio.protocol import Wave
from callmate.services.playback import PlayerState
from callmate.ui.screens.review.player_bar import PlayerBar
from callmate.ui.screens.review.wave_picture import UNKNOWN, Picture, heights, rows

LOUD, FAINT = 200, 40  # -14 and -54 dB under full scale


def wave(part: int, seconds: float, levels: bytes, done: float | None = None) -> Wave:
    """A wave of a part, known to some second of it."""
    known = seconds if done is None else done
    return Wave(part, seconds, seconds / len(levels), levels, (), known)


PICTURE = Picture(
    waves=(
        (0.0, wave(1, 60, bytes([LOUD] * 30 + [FAINT] * 30))),
        (60.0, wave(2, 60, bytes([LOUD] * 60), 30.0)),
    ),
    holds=((30.0, 60.0),),
    gaps=(60.0,),
)


@pytest.mark.parametrize("width", [20, 60, 80, 117, 120, 200])
def test_it_is_as_loud_as_the_sound_at_every_width(width: int) -> None:
    found = heights(PICTURE, 120, width)
    assert len(found) == width
    quarter = width // 4
    assert set(found[: quarter - 1]) == {16}
    assert max(found[quarter + 1 : 2 * quarter - 1]) <= 2
    assert set(found[2 * quarter + 1 : 3 * quarter - 1]) == {16}
    assert set(found[3 * quarter + 1 :]) == {UNKNOWN}
    assert [row.cell_length for row in rows(found, ["bold"] * width)] == [width, width]


def test_silence_is_a_flat_line() -> None:
    silent = Picture(waves=((0.0, wave(1, 60, bytes([0] * 40 + [20] * 20))),))
    assert set(heights(silent, 60, 80)) == {1}


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_waiting_gaps_span_and_position_are_marked(width: int) -> None:
    bar = PlayerBar("i")
    bar.set_reactive(PlayerBar.playing, PlayerState(total=120, position=90.0))
    bar.set_reactive(PlayerBar.picture, PICTURE)
    bar.set_reactive(PlayerBar.chosen, (9.0, 21.0))
    drawn = bar.line(width).plain
    assert len(drawn) == width
    column = width / 120
    assert drawn[int(90 * column)] == "▲"
    assert drawn[int(60 * column)] == "×"
    assert {drawn[int(9 * column)], drawn[int(21 * column)]} == {"┃"}
    assert set(drawn[int(30 * column) : int(60 * column)]) == {"≈"}
    assert "≈" not in drawn[int(60 * column) + 1 :]
    assert drawn[0] == "━"
    assert drawn[-1] == "─"
