"""A case is put into a folder to hand over; its sound only when that was agreed to."""

import io
import json
import stat
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from callmate.audio.encoder import Encoder
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.sealed import seal_whole
from callmate.domain.case import CaseFacts, Channel
from callmate.domain.entry import Filed, Sector
from callmate.domain.letter import Sender
from callmate.services.case_desk import CaseDesk
from callmate.store.addresses import Addresses
from callmate.store.cases import Cases
from callmate.store.keys import OwnerKeys
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Clock, Home
from tests.store.planted import WORST, Plant

BILL = b"%PDF-1.4 made up"
RATE = 16_000


@pytest.fixture
def case(home: Home) -> str:
    """A case with a recorded call, and a bill of a name that leads elsewhere."""
    cases = Cases(home.places)
    desk = CaseDesk(cases, fresh_id, Clock())
    facts = CaseFacts(name="Dead line", company="Zefiro Telecom", sector=Sector.COMMUNICATIONS)
    opened = desk.open(facts)
    call_id = home.call("Zefiro Telecom", "router off =cmd()")
    with home.cabinet.take(call_id) as kept:
        kept.append(Filed(id="filed", at=START, case=opened.id))
        encoder = Encoder(RATE)
        sound = encoder.add(bytes(2 * RATE * 2)) + encoder.finish()
        digest = seal_whole(kept.folder, 1, sound, OwnerKeys(home.places).recipient())
        write_facts(kept.folder, SoundFacts(1, "", START, START, 2.0, digest))
    bill = cases.attach(opened.id, "a/../October: bill?.pdf", io.BytesIO(BILL))
    desk.add(opened, Channel.BILL, "October", reference="B-77", attachment=bill)
    Addresses(home.places).keep_sender(Sender(name="Anna Bianchi", tax_code="TAX1"))
    return opened.id


def read(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def entries(home: Home, case_id: str) -> str:
    return json.dumps(home.json("case", case_id))


def test_no_note_goes_into_a_dossier_by_itself(home: Home, case: str) -> None:
    home.says("dossier", case, "for-them")
    text = read(home.folder / "for-them" / "dossier.pdf")
    assert "router off" not in text
    assert "Notes of one's own are left out." in text.replace("’", "'")
    assert "technician" in text


def test_a_dossier_holds_everything_but_the_sound(home: Home, case: str) -> None:
    home.says("dossier", case, "for-them", "--to", "Adiconsum", "--notes")
    folder = home.folder / "for-them"
    (bill,) = (folder / "enclosed").iterdir()
    assert sorted(each.name for each in folder.iterdir()) == ["dossier.pdf", "enclosed"]
    assert bill.name == "01-October_ bill_.pdf"
    assert bill.read_bytes() == BILL
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "dossier.pdf").stat().st_mode) == 0o600
    text = read(folder / "dossier.pdf")
    for words in (
        *("Dossier for Adiconsum", "Anna Bianchi", "TAX1", "Dead line", "4471", "router off"),
        *("technician", "B-77", "What can be done next", "looked at on", "Enclosed files"),
    ):
        assert words in text, words
    assert sha256(BILL).hexdigest() in text.replace(" ", "")
    told = entries(home, case)
    assert "Dossier made for Adiconsum, 1 file enclosed, without sound" in told
    assert "listening_copy" not in json.dumps(home.json("calls"))


def test_sound_goes_with_it_only_when_agreed(home: Home, case: str) -> None:
    assert "Nobody can be asked" in home.tells("dossier", case, "out", "--sound", status=2)
    assert not (home.folder / "out").exists()
    home.says("dossier", case, "out", "--to", "Avv. Rossi", "--sound", "--yes")
    (copy,) = (home.folder / "out" / "sound").iterdir()
    assert copy.suffix == ".m4a"
    assert copy.stat().st_size > 100
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.name in read(home.folder / "out" / "dossier.pdf")
    assert "with 1 listening copy" in entries(home, case)
    (call,) = home.cabinet.ids()
    assert "dossier for Avv. Rossi" in home.says("show", call)


def test_nothing_that_is_there_is_touched(home: Home, case: str) -> None:
    (home.folder / "full").mkdir()
    (home.folder / "full" / "mine.txt").write_text("mine")
    said = home.tells("dossier", case, "full", status=1)
    assert "choose another folder" in said
    assert [each.name for each in (home.folder / "full").iterdir()] == ["mine.txt"]
    said = home.tells("dossier", case, "none/such/folder", status=1)
    assert "could not be made" in said
    assert "Dossier made" not in entries(home, case)


@pytest.mark.parametrize("plant", WORST.values(), ids=WORST)
def test_no_other_file_is_handed_over_for_an_attached_one(home: Home, plant: Plant) -> None:
    cases = Cases(home.places)
    desk = CaseDesk(cases, fresh_id, Clock())
    case = desk.open(CaseFacts(name="Dead line", company="Zefiro Telecom"))
    planted = plant(cases.folder(case.id), cases.attach(case.id, "bill.pdf", io.BytesIO(BILL)))
    desk.add(case, Channel.BILL, "October", attachment=planted)
    said = home.tells("dossier", case.id, "out", status=0)
    left_out = "“bill.pdf” was left out: it is not as it was copied into the case."
    assert left_out in said
    assert [each.name for each in (home.folder / "out").iterdir()] == ["dossier.pdf"]
    assert left_out in read(home.folder / "out" / "dossier.pdf")


def test_a_lost_file_is_named_and_the_others_are_handed_over(home: Home, case: str) -> None:
    cases = Cases(home.places)
    lost = cases.attach(case, "photo.jpg", io.BytesIO(b"photo"))
    desk = CaseDesk(cases, fresh_id, Clock())
    desk.add(cases.read(case), Channel.OTHER, "The router", attachment=lost)
    (cases.folder(case) / lost.path).unlink()
    left_out = "“photo.jpg” was left out: it is gone from the case, or cannot be read."
    assert left_out in home.tells("dossier", case, "out", status=0)
    assert [each.read_bytes() for each in (home.folder / "out" / "enclosed").iterdir()] == [BILL]
    assert left_out in read(home.folder / "out" / "dossier.pdf")
