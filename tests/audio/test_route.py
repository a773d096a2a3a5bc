"""The way through a recording goes around what is idle, and every moment of it is known."""

import pytest
from hypothesis import given, strategies as st

from callmate.audio.play_worker import Span, route

IDLE = (Span(10, 20), Span(30, 40))


@pytest.mark.parametrize(
    ("start", "spans"),
    [
        (0.0, ((0, 10), (20, 30), (40, 50))),
        (5.0, ((5, 10), (20, 30), (40, 50))),
        (10.0, ((20, 30), (40, 50))),
        (15.0, ((20, 30), (40, 50))),
        (35.0, ((40, 50),)),
        (45.0, ((45, 50),)),
        (50.0, ()),
    ],
)
def test_idle_spans_are_left_out(start: float, spans: tuple[tuple[float, float], ...]) -> None:
    assert route(start, 50, IDLE).spans == spans


def test_what_is_idle_to_the_end_is_left_out_too() -> None:
    assert route(45, 50, (Span(42, 50),)).spans == ()


def test_moments_are_found_across_what_is_left_out() -> None:
    way = route(5, 50, IDLE)
    assert [way.at(played) for played in (0, 4.5, 5, 14.5, 15, 24, 25, 99)] == [
        5, 9.5, 20, 29.5, 40, 49, 50, 50,
    ]  # fmt: skip


edges = st.lists(st.floats(0, 100), max_size=10, unique=True).map(sorted)


@given(edges, st.floats(0, 100), st.floats(0, 200))
def test_one_is_never_in_the_middle_of_an_idle_span(
    at: list[float], start: float, played: float
) -> None:
    idle = [Span(begin, end) for begin, end in zip(at[::2], at[1::2], strict=False)]
    now = route(start, 100, idle).at(played)
    assert start <= now <= 100
    assert [span for span in idle if span.begin < now < span.end] == []
