"""A call's file is read as a call or said to be damaged, and left as it is either way."""

import pytest

from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, Why
from callmate.store.places import Places
from tests.store.made_up import CALL, STARTED, note

PROMISED = '{"kind":"promised","id":"p","at":"AT+00:00","text":"x","due":"DUE"}'
HUNG_UP = '{"kind":"hung_up","id":"h","at":"AT"}'
MOVED_NOTE = '{"kind":"note","id":"n","at":"THEN","text":"x"}'
MOVED = '{"kind":"moved_here","id":"m","at":"AT+00:00","call":"c","entry":NOTE}'
MOVED = MOVED.replace("NOTE", MOVED_NOTE)
OUT = Why.NO_SUCH_TIME


def with_entry(entry: str) -> str:
    """A call that holds this entry after its start."""
    return '{"version":1,"id":"ID","entries":{"1":START,"2":ENTRY}}'.replace("ENTRY", entry)


WRONG = {
    "no entries": ('{"version":1,"id":"ID","entries":{}}', Why.WRONG_SHAPE),
    "no table": ('{"version":1,"id":"ID"}', Why.WRONG_SHAPE),
    "a list": ('{"version":1,"id":"ID","entries":[]}', Why.WRONG_SHAPE),
    "another call": ('{"version":1,"id":"x","entries":{"1":START}}', Why.OTHER_ID),
    "a number from 0": ('{"version":1,"id":"ID","entries":{"0":START}}', Why.WRONG_SHAPE),
    "not a number": ('{"version":1,"id":"ID","entries":{"one":START}}', Why.WRONG_SHAPE),
    "no start": (
        '{"version":1,"id":"ID","entries":{"1":{"kind":"hung_up","id":"h","at":"AT+00:00"}}}',
        Why.WRONG_SHAPE,
    ),
    "no offset": ('{"version":1,"id":"ID","entries":{"1":NAIVE}}', Why.NO_SUCH_TIME),
    "another age": (with_entry(PROMISED.replace("DUE", "9999-12-31T23:59:59-14:00")), OUT),
    "the year 1": (with_entry(HUNG_UP.replace("AT", "0001-01-01T00:00:00+14:00")), OUT),
    "another age inside": (with_entry(MOVED.replace("THEN", "2201-01-01T00:00:00Z")), OUT),
    "an unknown kind": (
        '{"version":1,"id":"ID","entries":{"1":START,"2":{"kind":"sang","id":"x"}}}',
        Why.WRONG_SHAPE,
    ),
    "a digest that is none": (
        '{"version":1,"id":"ID","entries":{"1":DIGESTED}}',
        Why.WRONG_SHAPE,
    ),
}


@pytest.mark.parametrize(("raw", "why"), WRONG.values(), ids=WRONG.keys())
def test_what_is_not_a_call_is_damaged(
    cabinet: Cabinet, places: Places, raw: str, why: Why
) -> None:
    folder = places.calls / "2026" / CALL
    folder.mkdir(parents=True)
    start = '{"kind":"started","id":"s","at":"AT+00:00","company":"Zefiro"}'
    text = raw.replace("NAIVE", start.replace("+00:00", "")).replace("START", start)
    text = text.replace("DIGESTED", start.replace("{", '{"digest":7,'))
    text = text.replace("ID", CALL).replace("AT", "2026-11-24T10:32:05")
    (folder / "call.json").write_text(text)
    with pytest.raises(Damaged) as caught:
        cabinet.read(CALL)
    assert caught.value.why is why
    with pytest.raises(Damaged):
        cabinet.take(CALL)
    assert (folder / "call.json").read_text() == text


def test_a_file_cut_short_anywhere_is_damaged(cabinet: Cabinet) -> None:
    with cabinet.create(STARTED, CALL) as call:
        call.append(note(1, "caff\udce9"))
        path = call.folder / "call.json"
        raw = path.read_bytes()
        for length in range(len(raw)):
            path.write_bytes(raw[:length])
            with pytest.raises(Damaged):
                cabinet.read(CALL)
        path.write_bytes(raw)
        assert cabinet.read(CALL) == call.call


@pytest.mark.slow
def test_a_change_of_any_one_letter_of_a_call_is_noticed(cabinet: Cabinet) -> None:
    with cabinet.create(STARTED, CALL) as call:
        call.append(note(1))
        path = call.folder / "call.json"
        raw = path.read_bytes()
        for place in range(len(raw)):
            path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
            try:
                chain = cabinet.verify(CALL)
                read = cabinet.read(CALL)
            except Damaged:
                continue
            assert chain.broken_at is not None or read == call.call
