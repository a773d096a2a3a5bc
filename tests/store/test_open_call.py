"""A call in progress: each entry is on the disk, once, before it is shown."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest

from callmate.domain.entry import Note, Outcome, OutcomeSet, Promised, RecordingEnded
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NewerVersion, NotKept, Reason, Why
from callmate.store.journal_writer import OpenCall
from tests.store.made_up import CALL, NOW, STARTED, note, places_in

TEXTS = [
    "[bold]markup[/] and [/]",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "emoji 👩‍👩‍👧 and عربي and עברית",
    "NUL \0 and DEL \x7f and \x80",
    os.fsdecode(b"caff\xe9"),
    "lines\r\n\u2028\u2029 and \ufeff",
    "",
    "x" * 10_000,
    '"\\" {"version":2}',
]


@pytest.fixture
def call(cabinet: Cabinet) -> Iterator[OpenCall]:
    """A call that has just begun."""
    with cabinet.create(STARTED, CALL) as begun:
        yield begun


def test_an_entry_is_on_the_disk_and_sealed_when_it_is_shown(
    cabinet: Cabinet, call: OpenCall
) -> None:
    before = call.fingerprint
    shown = call.append(note(1))
    assert shown is call.call
    assert shown.entries == (STARTED, note(1))
    assert cabinet.read(CALL) == shown
    assert cabinet.verify(CALL).broken_at is None
    assert cabinet.verify(CALL).fingerprint == call.fingerprint != before


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_a_note_is_kept_as_typed(cabinet: Cabinet, call: OpenCall, text: str) -> None:
    call.append(note(1, text))
    call.append(note(2))
    kept = cabinet.read(CALL).entries[1]
    assert isinstance(kept, Note)
    assert kept.text == text
    assert cabinet.verify(CALL).broken_at is None


@pytest.mark.slow
def test_plain_tools_read_a_call(call: OpenCall) -> None:
    for number, text in enumerate(TEXTS):
        call.append(note(number, text))
    asked = subprocess.run(
        ["jq", "-c", '[.version, .id, (.entries|length), .entries["1"].company]', "call.json"],
        cwd=call.folder,
        check=True,
        capture_output=True,
    )
    assert json.loads(asked.stdout) == [1, CALL, len(TEXTS) + 1, "Zefiro Telecom"]


def test_a_call_that_is_left_holds_no_more_than_what_it_says(call: OpenCall) -> None:
    for number in range(6):
        call.append(note(number))
    call.close()
    raw = (call.folder / "call.json").read_bytes()
    assert raw == json.dumps(json.loads(raw), separators=(",", ":"), ensure_ascii=False).encode()
    assert {each.name for each in call.folder.iterdir()} == {"call.json", "lock"}


def test_every_kind_of_value_comes_back(cabinet: Cabinet, call: OpenCall) -> None:
    entries = (
        Promised(id="p", at=NOW, text="technician", due=NOW, due_exact=True),
        RecordingEnded(id="r", at=NOW, part=1, path="x", started=NOW, seconds=1e22, sha256="0"),
        RecordingEnded(id="q", at=NOW, part=2, path="y", started=NOW, seconds=0.1, sha256="0"),
        OutcomeSet(id="o", at=NOW, outcome=Outcome.PROMISED, late=True),
    )
    for entry in entries:
        call.append(entry)
    assert cabinet.read(CALL).entries == (STARTED, *entries)
    assert cabinet.verify(CALL).broken_at is None


def test_the_same_entry_is_kept_once(cabinet: Cabinet, call: OpenCall) -> None:
    once = call.append(note(1))
    call.append(note(2))
    again = call.append(note(1))
    assert once.entries == (STARTED, note(1))
    assert again.entries == cabinet.read(CALL).entries == (STARTED, note(1), note(2))


def test_another_entry_under_a_used_id_is_refused(cabinet: Cabinet, call: OpenCall) -> None:
    call.append(note(1))
    with pytest.raises(ValueError, match="id"):
        call.append(note(1, "other words"))
    assert call.call.entries == cabinet.read(CALL).entries == (STARTED, note(1))


def test_an_entry_that_would_not_come_back_is_refused(cabinet: Cabinet, call: OpenCall) -> None:
    nan = float("nan")
    with pytest.raises(ValueError, match="seconds"):
        call.append(
            RecordingEnded(id="r", at=NOW, part=1, path="", started=NOW, seconds=nan, sha256="")
        )
    with pytest.raises(ValueError, match="offset"):
        call.append(Note(id="n", at=datetime(2026, 1, 1), text=""))  # noqa: DTZ001 - the point
    assert call.call.entries == cabinet.read(CALL).entries == (STARTED,)


def test_threads_that_keep_at_once_lose_nothing(cabinet: Cabinet, call: OpenCall) -> None:
    def keep(first: int) -> None:
        for number in range(first, first + 10):
            call.append(note(number))

    threads = [Thread(target=keep, args=(first,)) for first in (0, 10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {e.id for e in cabinet.read(CALL).entries[1:]} == {note(n).id for n in range(40)}
    assert cabinet.verify(CALL).broken_at is None


def test_fields_of_a_later_program_stay_and_are_sealed(cabinet: Cabinet, call: OpenCall) -> None:
    call.append(note(1))
    path = call.folder / "call.json"
    stored = json.loads(path.read_bytes())
    stored["later"] = [1]
    stored["entries"]["2"]["mood"] = "calm"
    path.write_bytes(json.dumps(stored).encode())
    call.append(note(2))
    assert json.loads(path.read_bytes())["later"] == [1]
    assert cabinet.records(CALL)[1]["mood"] == "calm"
    assert cabinet.verify(CALL).broken_at == 1, "an added field is a change"


def test_a_file_spoilt_meanwhile_is_left_as_it_is(call: OpenCall) -> None:
    path = call.folder / "call.json"
    path.write_bytes(b"\0\0")
    with pytest.raises(Damaged) as caught:
        call.append(note(1))
    assert caught.value.why is Why.NOT_JSON
    assert path.read_bytes() == b"\0\0"
    assert call.call.entries == (STARTED,)


def test_a_newer_file_is_neither_read_nor_written(cabinet: Cabinet, call: OpenCall) -> None:
    path = call.folder / "call.json"
    raw = path.read_bytes().replace(b'"version":1', b'"version":2')
    path.write_bytes(raw)
    with pytest.raises(NewerVersion):
        call.append(note(1))
    with pytest.raises(NewerVersion):
        cabinet.read(CALL)
    assert path.read_bytes() == raw


def test_a_folder_that_was_taken_away_is_said_to_be_gone(call: OpenCall) -> None:
    shutil.rmtree(call.folder)
    with pytest.raises(NotKept) as caught:
        call.append(note(1))
    assert caught.value.reason is Reason.GONE
    assert call.call.entries == (STARTED,)
    assert not call.folder.exists()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the superuser's right to everything, where the tests have it."""
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)


def test_an_entry_whose_folder_failed_to_reach_the_disk_is_not_doubled() -> None:
    # A folder that may be written but not read: the file is replaced, the folder's fsync fails.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        with as_nobody():
            cabinet = Cabinet(places_in(Path(name)))
            with cabinet.create(STARTED, CALL) as call:
                call.folder.chmod(0o300)
                with pytest.raises(NotKept) as caught:
                    call.append(note(1))
                assert caught.value.reason is Reason.READ_ONLY
                assert call.call.entries == (STARTED,)
                assert len(cabinet.records(CALL)) == 2
                with pytest.raises(NotKept):
                    call.append(note(1))
                call.folder.chmod(0o700)
                assert call.append(note(1)).entries == (STARTED, note(1))
                assert len(call.append(note(2)).entries) == 3
            assert cabinet.verify(CALL).broken_at is None


def test_a_folder_that_may_not_be_written_to_is_said_to_be_read_only() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        with as_nobody():
            cabinet = Cabinet(places_in(Path(name)))
            with cabinet.create(STARTED, CALL) as call:
                call.folder.chmod(0o500)
                with pytest.raises(NotKept) as caught:
                    call.append(note(1))
                assert caught.value.reason is Reason.READ_ONLY
                assert call.call.entries == cabinet.read(CALL).entries == (STARTED,)
                call.folder.chmod(0o700)
                assert call.append(note(1)).entries == (STARTED, note(1))
