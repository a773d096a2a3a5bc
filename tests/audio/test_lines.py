"""What the sound processes say and are told comes back from its line, and nothing else is taken."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

import msgspec
import pytest
from hypothesis import given, strategies as st

from callmate.audio import protocol
from callmate.audio.protocol import Ended, GapReport, Report, Wave, read, report_line
from callmate.audio.requests import (
    CopyRequest,
    CopySpan,
    Idle,
    LoudnessChoice,
    Order,
    PartPlace,
    Pause,
    Play,
    PlayRequest,
    RecordRequest,
    Request,
    Seek,
    Skip,
    Speed,
    Spot,
    StepOver,
    Stop,
    TakeInRequest,
    WaveRequest,
    read_order,
    request_line,
)

AT = datetime(2026, 11, 24, 10, 32, 5, 250_000, UTC)
Kind = TypeVar("Kind", bound=msgspec.Struct)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TIMES = st.builds(
    lambda ms, minutes: (AT + timedelta(milliseconds=ms)).astimezone(
        timezone(timedelta(minutes=minutes))
    ),
    st.integers(0, 10**10),
    st.integers(-14 * 60, 14 * 60),
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
BY_TYPE: dict[object, st.SearchStrategy[object]] = {datetime: TIMES, float: NUMBERS, str: TEXTS}


def built(kind: type[Kind], **more: st.SearchStrategy[object]) -> st.SearchStrategy[Kind]:
    """Values of a kind, every time with an offset and every text one that can be written."""
    fields = {field.name: BY_TYPE.get(field.type) for field in msgspec.structs.fields(kind)}
    known = {name: values for name, values in fields.items() if values is not None}
    return st.builds(kind, **(known | more))


SPANS = st.tuples(NUMBERS, NUMBERS)
REPORTS: st.SearchStrategy[Report] = st.one_of(
    built(Ended, gaps=st.lists(built(GapReport), max_size=3).map(tuple)),
    built(Wave, levels=st.binary(max_size=40), idle=st.lists(SPANS, max_size=3).map(tuple)),
    built(protocol.SoundDamaged, what=st.lists(TEXTS, max_size=3).map(tuple)),
    built(protocol.TakingIn, total=st.none() | NUMBERS),
    *(
        built(kind)
        for kind in (
            GapReport,
            protocol.Began,
            protocol.Level,
            protocol.TroubleReport,
            protocol.Recovered,
            protocol.Died,
            protocol.Bye,
            protocol.Position,
            protocol.Finished,
            protocol.Copied,
            protocol.NotCopied,
            protocol.Failed,
            protocol.TakenIn,
            protocol.NotTaken,
        )
    ),
)


@given(REPORTS)
def test_a_report_is_one_line_and_comes_back(report: Report) -> None:
    line = report_line(report)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read(line) == report
    assert json.loads(line)["type"] == type(report).__struct_config__.tag


ORDERS: tuple[Order, ...] = (
    Stop(),
    Play(),
    Pause(),
    Seek(2, 1.5),
    Skip(-5),
    Speed(1.25),
    StepOver(()),
    StepOver((Idle(1, 0.5, 2), Idle(2, 3, 4))),
    LoudnessChoice(on=True),
)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: type(order).__name__)
def test_an_order_is_one_line_and_comes_back(order: Order) -> None:
    line = request_line(order)
    assert line.count(b"\n") == 1
    assert read_order(line) == order


PLACES = (PartPlace("/home/anna/chiamata\n1", 1), PartPlace("/x", 2))
REQUESTS: tuple[Request, ...] = (
    RecordRequest("/home/anna", 3, "age1", "Telefono “di Anna”"),
    PlayRequest(PLACES, "AGE-SECRET-KEY-1", None, Spot(2, 1.5)),
    WaveRequest(PLACES, "AGE-SECRET-KEY-1"),
    TakeInRequest("/x", 1, "age1", b"/home/caf\xe9.m4a", AT, None, damaged_too=True),
    CopyRequest((CopySpan("/x", 1, 0.5, 2),), "AGE-SECRET-KEY-1", "/y.mp3", louder=True),
)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda value: type(value).__name__)
def test_a_request_is_one_line_and_comes_back(request_: Request) -> None:
    line = request_line(request_)
    assert line.count(b"\n") == 1
    assert msgspec.json.decode(line, type=type(request_)) == request_


def test_a_recording_with_a_name_that_is_no_text_is_still_found() -> None:
    taken = TakeInRequest("/x", 1, "age1", bytes(range(256)), AT)
    assert msgspec.json.decode(request_line(taken), type=TakeInRequest).file == bytes(range(256))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"type": "bye"',
        b'{"type": "hello"}',
        b'{"type": "position", "part": 1}',
        b'{"type": "trouble", "kind": "sleepy", "at": "2026-11-24T10:32:05Z", "since": "x"}',
        b'{"type": "taken_in", "part": "1"}',
        b"\xff\xfe",
        b"ALSA lib pcm.c:2666:(snd_pcm_open_noupdate) Unknown PCM",
    ],
)
def test_what_is_no_report_or_order_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        read(line)
    with pytest.raises(msgspec.MsgspecError):
        read_order(line)


@given(REPORTS, st.data())
def test_a_report_cut_off_by_a_kill_is_refused(report: Report, data: st.DataObject) -> None:
    line = report_line(report)
    cut = data.draw(st.integers(0, len(line) - 2))
    with pytest.raises(msgspec.MsgspecError):
        read(line[:cut])


@given(st.binary(max_size=60))
def test_no_bytes_do_more_than_be_refused(line: bytes) -> None:
    for reader in (read, read_order):
        try:
            reader(line)
        except msgspec.MsgspecError:
            continue


def test_what_a_newer_process_says_besides_is_passed_over() -> None:
    line = b'{"type": "finished", "of": "a newer version"}'
    assert read(line) == protocol.Finished()
    assert read_order(b'{"do": "skip", "seconds": 5, "softly": true}') == Skip(5)
