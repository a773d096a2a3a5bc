"""A recording made on a phone comes into a past call from the screen, or nothing of it does."""

from pathlib import Path

from callmate.audio.sealed import read_part
from callmate.domain.past_call import PastCall
from callmate.services.past_calls import write_up
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.audio.conftest import sweep
from tests.cli.conftest import START
from tests.foreign_files import make
from tests.hearing import RATE, decoded
from tests.terminal.owner import Owner
from tests.terminal.privacy import files, open_to_others


def kept(owner: Owner) -> Path:
    """Keep a past call; get its folder."""
    cabinet = Cabinet(Places(owner.data, owner.home / "config"))
    OwnerKeys(cabinet.places).recipient()
    return cabinet.folder(write_up(cabinet, PastCall(company="Acqua Sud", at=START)))


def test_a_recording_is_brought_in_by_its_completed_name(owner: Owner) -> None:
    folder = kept(owner)
    make("m4a", sweep(3), owner.home)
    with owner.open() as terminal:
        terminal.wait_for("Acqua Sud")
        owner.do(terminal, "home.open")
        terminal.wait_for("no recording")
        owner.do(terminal, "review.bring")
        terminal.wait_for("Bring in a recording")
        terminal.send(b"m4\t\r")
        terminal.wait_for("is in the call")
        terminal.wait_for("Sound brought in from a file")
        terminal.wait_for("00:00 / 00:03")
    identity = OwnerKeys(Places(owner.data, owner.home / "config")).identity()
    heard = decoded(read_part(folder, 1, identity).stream)
    assert abs(len(heard) / RATE - 3) < 0.05
    assert not open_to_others(owner.data)


def test_what_goes_wrong_is_said_and_escape_leaves_nothing(owner: Owner) -> None:
    folder = kept(owner)
    (owner.home / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(5000))
    cut = make("mp3", sweep(3), owner.home)
    cut.write_bytes(cut.read_bytes()[:9000])
    make("wav", sweep(2) * 1800, owner.home)
    before = files(folder)
    with owner.open() as terminal:
        terminal.wait_for("Acqua Sud")
        owner.do(terminal, "home.open")
        terminal.wait_for("no recording")
        owner.do(terminal, "review.bring")
        terminal.wait_for("Bring in a recording")
        terminal.enter("photo.jpg")
        terminal.wait_for("“photo.jpg” is not a recording")
        terminal.press("ctrl+u")
        terminal.wait_for(lambda screen: screen.count("photo.jpg") < 2)  # the message keeps one
        terminal.enter("~/wav.wav")
        terminal.wait_for("/ 1:00:00")
        terminal.press("escape")
        terminal.wait_until_gone("Bring in a recording")
        assert files(folder) == before
        owner.do(terminal, "review.bring")
        terminal.wait_for("Bring in a recording")
        terminal.enter("mp3.mp3")
        terminal.wait_for("Press Enter once more")
        assert files(folder) == before
        terminal.press("enter")
        terminal.wait_for("is in the call")
    (recording,) = owner.call()["recordings"]
    assert recording["imported"]["cut_short"] is True
