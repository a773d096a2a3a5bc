"""The moments of a call are found in its sound, and back again, whatever is missing from it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from callmate.audio.layout import PartFacts
from callmate.audio.protocol import GapReport
from callmate.audio.requests import Spot
from callmate.domain.legs import Hold
from callmate.services.sound_timeline import SoundTimeline

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """A moment of the call, so many seconds after the recording began."""
    return START + timedelta(seconds=seconds)


def part(number: int, since: float, seconds: float, *gaps: tuple[float, float]) -> PartFacts:
    """A part of so many seconds of sound, with gaps from one second of the call to another."""
    lost = tuple(GapReport(number, at(begin), at(end), "lost") for begin, end in gaps)
    path = Path(f"sound-{number}.opus.age")
    ended = at(since + seconds + sum(end - begin for begin, end in gaps))
    return PartFacts(
        part=number,
        path=path,
        whole=True,
        damaged=False,
        device="Telephone",
        started=at(since),
        ended=ended,
        seconds=seconds,
        sha256=None,
        gaps=lost,
        source=None,
    )


LINE = SoundTimeline((part(1, 0, 80, (20, 30), (50, 60)), part(3, 130, 40)))
"""Seconds 0 to 100 of a call, twenty of them lost, and 130 to 170."""


@pytest.mark.parametrize(
    ("moment", "spot"),
    [
        (-5, Spot(1, 0)),
        (10, Spot(1, 10)),
        (25, Spot(1, 20)),
        (35, Spot(1, 25)),
        (55, Spot(1, 40)),
        (100, Spot(1, 80)),
        (115, Spot(1, 80)),
        (140, Spot(3, 10)),
        (900, Spot(3, 40)),
    ],
)
def test_a_moment_is_where_it_is_heard(moment: float, spot: Spot) -> None:
    assert LINE.spot_at(at(moment)) == spot


@given(st.floats(0, 119.9))
def test_there_and_back(second: float) -> None:
    spot = LINE.spot_of(second)
    assert spot is not None
    assert LINE.second_of(spot) == pytest.approx(second)
    moment = LINE.moment_of(spot)
    assert moment is not None
    back = LINE.spot_at(moment)
    assert back is not None
    assert LINE.second_of(back) == pytest.approx(second, abs=0.001)


def test_what_is_missing_is_a_place_in_the_sound() -> None:
    assert LINE.total == 120
    assert LINE.gaps == (20, 40, 80)


def test_waiting_is_where_it_is_heard() -> None:
    holds = (Hold(at(15), at(35)), Hold(at(105), at(120)), Hold(at(150), None))
    assert LINE.holds(holds, at(165)) == ((15, 25), (100, 115))


@pytest.mark.parametrize(
    ("span", "pieces"),
    [
        ((0, 120), ((1, 0, 80), (3, 0, 40))),
        ((70, 85), ((1, 70, 80), (3, 0, 5))),
        ((90, 100), ((3, 10, 20),)),
        ((80, 80), ()),
    ],
)
def test_a_span_is_cut_into_parts(
    span: tuple[float, float], pieces: tuple[tuple[int, float, float], ...]
) -> None:
    assert LINE.pieces(span) == pieces


def test_a_call_without_sound_has_no_spots() -> None:
    nothing = SoundTimeline(())
    assert (nothing.total, nothing.gaps, nothing.spot_of(3)) == (0, (), None)
    assert nothing.spot_at(START) is None
