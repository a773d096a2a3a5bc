"""The screen is killed at random moments of a recording: what was seen on it is kept."""

import random
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.sealed import seal_whole
from callmate.services.desk import Desk
from callmate.store.keys import OwnerKeys
from tests.audio.conftest import encoded
from tests.cli.conftest import START, Home
from tests.phone_line import PhoneLine
from tests.torture.conftest import TIMES
from tests.torture.paper import PaintedTerminal
from tests.torture.screen import ScreenKills, Seen, outlasting, screen_killed

SECONDS = 3.0
ROW = b"\x1b[5;41H\xe2\x94\x82 10:36:18  note "


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An owner whose screen was killed in the midst of a call, and nothing was lost."""
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    with home.begin() as kept:
        desk = Desk(kept)
        desk.note("note 0001")
        before = _journal(home).read_bytes()
        desk.note("note 0002")
        (home.folder / "before").write_bytes(before)
    _record(home, SECONDS)
    return home


def _journal(home: Home) -> Path:
    (call_id,) = home.cabinet.ids()
    return home.cabinet.folder(call_id) / "call.json"


def _record(home: Home, seconds: float) -> None:
    folder, recipient = _journal(home).parent, OwnerKeys(home.places).recipient()
    digest = seal_whole(folder, 1, b"".join(encoded(seconds)), recipient)
    ended = START + timedelta(seconds=seconds)
    write_facts(folder, SoundFacts(1, "Telephone", START, ended, seconds, digest))


def _seen() -> Seen:
    killed = START + timedelta(seconds=SECONDS)
    return Seen(call=True, recording=True, notes={"note 0001", "note 0002"}, killed=killed)


def test_what_was_seen_outlives_the_screen(
    phone_line: PhoneLine, tmp_path: Path, chance: random.Random
) -> None:
    *_, tally = screen_killed(phone_line, tmp_path, 4 * TIMES, chance)
    assert tally.problems == []
    assert tally.struck >= 4 * TIMES
    assert tally.runs > 4 * TIMES
    assert tally.acknowledged > 0


def test_nothing_is_found_where_nothing_is_wrong(home: Home, tmp_path: Path) -> None:
    kills = ScreenKills(tmp_path)
    kills.count(kills.look(home, _seen(), ""))
    assert kills.tally.problems == []
    assert kills.tally.acknowledged == 2
    assert kills.tally.remark == "at most 0.00 s of sound lost"


def test_a_note_that_was_seen_and_is_gone_is_counted(home: Home, tmp_path: Path) -> None:
    _journal(home).write_bytes((home.folder / "before").read_bytes())
    found = ScreenKills(tmp_path).look(home, _seen(), "")
    assert found.lost == ["note 0002 was seen and is lost"]
    assert found.unreadable == []


def test_a_call_that_was_seen_and_is_gone_is_counted(home: Home, tmp_path: Path) -> None:
    (call_id,) = home.cabinet.ids()
    home.cabinet.delete(call_id)
    assert len(ScreenKills(tmp_path).look(home, _seen(), "").lost) == 3


def test_a_changed_note_is_counted(home: Home, tmp_path: Path) -> None:
    journal = _journal(home)
    journal.write_bytes(journal.read_bytes().replace(b"note 0001", b"note 0002"))
    found = ScreenKills(tmp_path).look(home, _seen(), "")
    assert found.lost == ["note 0001 was seen and is lost"]
    assert found.other == ["note 0002 is there twice"]
    assert "is damaged" in found.unreadable[0]


def test_sound_that_is_cut_is_counted(home: Home, tmp_path: Path) -> None:
    _record(home, SECONDS - 1)
    kills = ScreenKills(tmp_path)
    kills.count(kills.look(home, _seen(), ""))
    assert kills.tally.lost == 1
    assert kills.tally.remark == "at most 1.00 s of sound lost"


def test_sound_that_is_gone_or_spoilt_is_counted(home: Home, tmp_path: Path) -> None:
    sealed = _journal(home).with_name("sound-1.opus.age")
    sealed.write_bytes(sealed.read_bytes()[:-1])
    assert ScreenKills(tmp_path).look(home, _seen(), "").unreadable
    sealed.unlink()
    found = ScreenKills(tmp_path).look(home, _seen(), "")
    assert found.lost == ["it was recorded, and no sound is there"]


def test_sound_in_the_clear_is_counted(home: Home, tmp_path: Path) -> None:
    _journal(home).with_name("sound-2.opus").write_bytes(encoded(1)[0])
    assert len(ScreenKills(tmp_path).look(home, _seen(), "").left) == 2


def test_who_outlasts_the_screen_is_counted(home: Home) -> None:
    assert list(outlasting(home)) == []
    with subprocess.Popen(["sleep", "60"], env=home.env) as sleep:
        assert list(outlasting(home, patience=0.1)) == [f"process {sleep.pid} is left"]
        sleep.kill()


def test_paint_is_read_once_it_is_whole() -> None:
    with PaintedTerminal(("/bin/sleep", "60"), {}) as terminal:
        terminal.paint(ROW + b"00")
        assert terminal.text.strip() == ""
        terminal.paint(b"12\x1b[0m\x1b[5;1Hchecklist\x1b[3")
        assert terminal.text.splitlines()[4] == f"{'checklist':40}│ 10:36:18  note 0012"
        terminal.paint(b"1m\r\n\x1b]0;a title\x07second \xe2\x98")
        terminal.paint(b"\x85\x1b[m")
        assert terminal.text.splitlines()[5] == "second ★"
