"""What CallMate kept at commit 0d83b90 opens unchanged: the same answers, the same fingerprints."""

import json
import tarfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from callmate.domain.entry import Note
from tests.audio.conftest import encoded
from tests.cli.conftest import Home
from tests.hearing import decoded, placed, raw
from tests.phone_line import PhoneLine

OLDER = Path(__file__).parents[1] / "data" / "older_store"
TOLD = json.loads((OLDER / "answers.json").read_bytes())
ANSWERS: dict[str, tuple[int, Any]] = TOLD["answers"]
FIRST = TOLD["tone"]["call"]
CACHES = ("index.", "recent.json", "due.json", "ahead.json", "lock")
"""What the program may make and write beside what the owner kept, by how it is named."""

ELSEWHERE = {"TZ": "Europe/Rome", "CALLMATE_CLOCK": TOLD["clock"]}


@pytest.fixture
def older(tmp_path: Path) -> Home:
    """The owner's home as the earlier program left it."""
    with tarfile.open(OLDER / "store.tar.xz") as tar:
        tar.extractall(tmp_path, filter="tar")
    return Home(tmp_path, dict(ELSEWHERE))


def asked(home: Home, question: str) -> tuple[int, object]:
    """What today's program answers, and its status."""
    words = question.split()
    done = home.start(*words, "--json")
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    said = json.loads(done.stdout.decode().replace(str(home.folder), "{home}"))
    if question == "doctor":
        about = {name for name, _state in ANSWERS["doctor"][1]}
        said = [[each["id"], each["state"]] for each in said["findings"] if each["id"] in about]
    if question == "due":
        said = [each for each in said if each["kind"] == "promise"]
    if question.startswith("letters"):
        said = [each["id"] for each in said if each["id"] == "to-my-aunt"]
    return done.returncode, said


def missing(before: object, now: object, at: str = "") -> list[str]:
    """Where today's answer is not the earlier one; fields that came since do not count."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return [
            each
            for key in before
            for each in (
                missing(before[key], now[key], f"{at}.{key}") if key in now else [f"{at}.{key}"]
            )
        ]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [
            each
            for place, (old, new) in enumerate(zip(before, now, strict=True))
            for each in missing(old, new, f"{at}[{place}]")
        ]
    return [] if before == now else [f"{at}: {before!r}, now {now!r}"]


def files(home: Home) -> dict[str, str]:
    """The digest of every file that CallMate keeps, by its place in a home."""
    folders = (home.folder / "data", home.folder / "config")
    found = (each for folder in folders for each in folder.rglob("*") if each.is_file())
    return {
        str(each.relative_to(home.folder)): sha256(each.read_bytes()).hexdigest() for each in found
    }


def test_every_answer_is_the_same_and_no_file_is_touched(older: Home) -> None:
    before = files(older)
    for question, (status, said) in ANSWERS.items():
        now_status, now_said = asked(older, question)
        assert missing(said, now_said) == [], question
        assert now_status == status, question
    after = files(older)
    assert {name: after.get(name) for name in before} == before
    more = {Path(name).name for name in after.keys() - before.keys()}
    # What the key was is written down beside the settings, so that another one is noticed.
    assert {name for name in more if not name.startswith(CACHES)} == {"known-key"}


def test_the_backup_is_restored_into_an_empty_home(older: Home, tmp_path: Path) -> None:
    empty = Home(tmp_path / "empty", dict(ELSEWHERE))
    empty.folder.mkdir()
    (empty.folder / "words").write_text(f"{TOLD['passphrase']}\n")
    backup = str(older.folder / "all.age")
    told = empty.start("restore", backup, "--passphrase-file", "words", "--yes")
    assert told.returncode == 0, told.stderr.decode()
    for question, (status, said) in ANSWERS.items():
        if question.startswith(("verify", "cases", "calls", f"show {FIRST}", "search refund")):
            now_status, now_said = asked(empty, question)
            assert missing(said, now_said) == [], question
            assert now_status == status, question
    theirs, ours = files(older), files(empty)
    whole = ("data/callmate/calls/", "data/callmate/cases/", "config/", "data/callmate/addresses")
    kept = {name for name in theirs if name.startswith(whole) and "/trash/" not in name}
    assert {name: ours.get(name) for name in kept} == {name: theirs[name] for name in kept}


def test_what_was_in_the_trash_comes_back(older: Home) -> None:
    for thing in ANSWERS["trash"][1]:
        older.says("trash", "--restore", thing["id"])
        answer = older.json("verify", thing["id"])
        assert isinstance(answer, dict)
        assert answer["unchanged"]
        assert thing["name"] in {answer.get("company"), answer.get("case")}


def test_its_sound_is_heard_and_taken_out(older: Home, phone_line: PhoneLine) -> None:
    tone = decoded(b"".join(encoded(TOLD["tone"]["seconds"])))
    near = older.folder / "near.raw"
    with phone_line.captured(near):
        assert older.start("play", FIRST).returncode == 0
        time.sleep(0.3)  # what was played last is still on its way to the file
    assert placed(raw(near.read_bytes()), tone[1600:-3200])[0] > 0.9
    older.says("export", FIRST, "copy.wav", "--yes")
    assert placed(tone, decoded(older.folder / "copy.wav")[1600:-1600])[0] > 0.99


def test_a_further_note_continues_its_chain(older: Home) -> None:
    before = older.cabinet.kept(FIRST)
    note = Note(id="later", at=before.call.last_kept, text="caff\udce9", late=True)
    with older.cabinet.take(FIRST) as call:
        call.append(note)
    after = older.cabinet.kept(FIRST)
    assert after.call.entries == (*before.call.entries, note)
    checked = older.cabinet.verify(FIRST)
    assert checked.broken_at is None
    assert checked.fingerprint == after.fingerprint != before.fingerprint
