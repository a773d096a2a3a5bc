"""Cases on a real disk: opened, added to, read back, and nobody else's business."""

import hashlib
import io
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callmate.domain.case import CaseFacts, Channel, Closed, Happened, Opened
from callmate.domain.entry import Sector
from callmate.store.cases import Cases, open_attachment
from callmate.store.errors import (
    AttachmentChanged,
    AttachmentGone,
    Busy,
    Damaged,
    NoSuchCase,
    Why,
)
from callmate.store.places import CASE_FILE, Places, fresh_id
from tests.store.made_up import open_below
from tests.store.planted import PLANTS, Plant

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LETTER = Happened(id="l", at=AT, on=AT, channel=Channel.LETTER, text="A.R. [/]\x1b", reference="1")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config")


@pytest.fixture
def cases(places: Places) -> Cases:
    return Cases(places)


def begun(cases: Cases) -> str:
    case_id = fresh_id(AT)
    facts = CaseFacts(name="Linea guasta", company="Zefiro", sector=Sector.COMMUNICATIONS)
    cases.open(case_id, Opened(id="o", at=AT, facts=facts))
    return case_id


def test_a_case_comes_back_as_it_was_kept(cases: Cases, places: Places) -> None:
    case_id = begun(cases)
    cases.append(case_id, LETTER)
    case = Cases(places).read(case_id)
    assert case.name == "Linea guasta"
    assert case.entries[1] == LETTER
    assert cases.ids() == [case_id]
    assert [each.id for each in cases.readable()] == [case_id]
    assert cases.find(case_id[:10]) == case_id


def test_the_same_entry_twice_is_kept_once(cases: Cases) -> None:
    case_id = begun(cases)
    cases.append(case_id, LETTER)
    assert len(cases.append(case_id, LETTER).entries) == 2


def test_every_change_is_noticed(cases: Cases, places: Places) -> None:
    case_id = begun(cases)
    cases.append(case_id, LETTER)
    cases.append(case_id, Closed(id="x", at=AT))
    assert cases.verify(case_id).broken_at is None
    path = places.cases / case_id / CASE_FILE
    path.write_text(path.read_text().replace('"reference":"1"', '"reference":"2"'))
    assert cases.verify(case_id).broken_at == 1


@pytest.mark.parametrize("name", ["", "x", "../20261118T090000Z-abcdef", "20261118T090000Z-abcdef"])
def test_what_is_no_case_is_none(cases: Cases, name: str) -> None:
    with pytest.raises(NoSuchCase):
        cases.read(name)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"version":1,"id":"x","entries":{}}'])
def test_a_damaged_case_is_told_and_left(cases: Cases, places: Places, spoilt: str) -> None:
    case_id = begun(cases)
    path = places.cases / case_id / CASE_FILE
    path.write_text(spoilt)
    with pytest.raises(Damaged):
        cases.read(case_id)
    with pytest.raises(Damaged):
        cases.append(case_id, LETTER)
    assert path.read_text() == spoilt
    assert list(cases.readable()) == []


OPENED = '{"kind":"opened","id":"o","at":"2026-11-18T09:00:00Z","facts":{"name":"x"}}'
WRONG = {
    "a newer program's": ('{"version":2,"id":"ID","entries":{"1":OPENED}}', Why.NEWER),
    "another case's": ('{"version":1,"id":"x","entries":{"1":OPENED}}', Why.OTHER_ID),
    "numbered from 0": ('{"version":1,"id":"ID","entries":{"0":OPENED}}', Why.WRONG_SHAPE),
    "numbered with a blank": ('{"version":1,"id":"ID","entries":{" 1":OPENED}}', Why.WRONG_SHAPE),
    "without an offset": ('{"version":1,"id":"ID","entries":{"1":NAIVE}}', Why.NO_SUCH_TIME),
    "never opened": (
        '{"version":1,"id":"ID","entries":{"1":{"kind":"closed","id":"c","at":"2026-11-18T09:00:00Z"}}}',
        Why.WRONG_SHAPE,
    ),
}


@pytest.mark.parametrize(("text", "why"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_case_is_told(
    cases: Cases, places: Places, text: str, why: Why
) -> None:
    case_id = begun(cases)
    path = places.cases / case_id / CASE_FILE
    text = text.replace("OPENED", OPENED).replace("NAIVE", OPENED.replace("Z", ""))
    path.write_text(text.replace("ID", case_id))
    with pytest.raises(Damaged) as caught:
        cases.read(case_id)
    assert caught.value.why is why
    with pytest.raises(Damaged) as caught:
        cases.append(case_id, LETTER)
    assert caught.value.why is why


def test_a_case_is_opened_once(cases: Cases) -> None:
    case_id = begun(cases)
    before = cases.append(case_id, LETTER)
    with pytest.raises(Busy):
        cases.open(case_id, Opened(id="o", at=AT, facts=CaseFacts(name="another")))
    assert cases.read(case_id) == before


def test_an_attachment_is_copied_whole_under_a_plain_name(cases: Cases, places: Places) -> None:
    case_id = begun(cases)
    content = os.urandom(3_000_000)
    attached = cases.attach(case_id, "../../bolletta di\x1b ottobre.PDF", io.BytesIO(content))
    assert attached.name == "bolletta di\x1b ottobre.PDF"
    assert attached.sha256 == hashlib.sha256(content).hexdigest()
    copy = places.cases / case_id / attached.path
    assert copy.suffix == ".pdf"
    assert copy.read_bytes() == content


def test_all_of_it_is_the_owners_alone(cases: Cases, places: Places) -> None:
    before = os.umask(0)
    try:
        case_id = begun(cases)
        cases.attach(case_id, "foto.jpg", io.BytesIO(b"x"))
    finally:
        os.umask(before)
    for path in places.data.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("name", ["bolletta.PDF", "senza ending", "x.tar.gz", "x.perché"])
def test_an_attachment_is_opened_as_it_was_copied_in(cases: Cases, name: str) -> None:
    case_id = begun(cases)
    attached = cases.attach(case_id, name, io.BytesIO(b"100 euro"))
    with open_attachment(cases.folder(case_id), attached) as kept:
        assert kept.read() == b"100 euro"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_nothing_else_is_opened_in_its_place(cases: Cases, places: Places, plant: Plant) -> None:
    case_id = begun(cases)
    folder = cases.folder(case_id)
    told = plant(folder, cases.attach(case_id, "bill.pdf", io.BytesIO(b"100 euro")))
    with pytest.raises(AttachmentChanged):
        open_attachment(folder, told)
    assert open_below(places.data) == []


@pytest.mark.parametrize("lost", ["attached/*", "attached"])
def test_a_lost_attachment_is_told_from_a_changed_one(cases: Cases, lost: str) -> None:
    case_id = begun(cases)
    folder = cases.folder(case_id)
    attached = cases.attach(case_id, "bill.pdf", io.BytesIO(b"100 euro"))
    for path in folder.glob(lost):
        path.rename(folder.parent / "lost")
    with pytest.raises(AttachmentGone):
        open_attachment(folder, attached)
