"""Cases and their attached files are checked, and a fingerprint from a letter is found again."""

import io
import stat
from datetime import timedelta

import pytest

from callmate.domain.case import CaseFacts, Channel, Happened, Opened
from callmate.store.cases import Cases
from callmate.store.places import CASE_FILE, fresh_id
from tests.cli.conftest import START, Home
from tests.store.planted import WORST, Plant


def letter(home: Home, plant: Plant | None = None) -> tuple[str, Happened]:
    """Open a case with a letter whose receipt is attached, or has something in its place."""
    cases = Cases(home.places)
    case_id = fresh_id(START)
    cases.open(case_id, Opened(id="o", at=START, facts=CaseFacts(name="Dead line")))
    receipt = cases.attach(case_id, "receipt.jpg", io.BytesIO(b"a photo"))
    if plant:
        receipt = plant(cases.folder(case_id), receipt)
    happened = Happened(
        id="l", at=START, on=START, channel=Channel.LETTER, text="A.R.", attachment=receipt
    )
    cases.append(case_id, happened)
    return case_id, happened


def test_an_untouched_case_is_unchanged(home: Home) -> None:
    case_id, _ = letter(home)
    answer = home.json("verify", case_id)
    assert isinstance(answer, dict)
    assert (answer["unchanged"], answer["case"]) == (True, "Dead line")
    assert "Dead line: holds together" in home.says("verify", case_id[:-2])


def test_all_means_the_cases_too(home: Home) -> None:
    call_id, (case_id, _) = home.call(at=START + timedelta(days=1)), letter(home)
    answer = home.json("verify")
    assert isinstance(answer, list)
    assert [row["id"] for row in answer] == [call_id, case_id]


def test_an_attached_file_that_was_changed_or_lost_is_named(home: Home) -> None:
    case_id, happened = letter(home)
    assert happened.attachment is not None
    copy = home.places.cases / case_id / happened.attachment.path
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    copy.write_bytes(b"another")
    assert "receipt.jpg: CHANGED" in home.says("verify", case_id, status=1)
    copy.unlink()
    assert "receipt.jpg: GONE" in home.says("verify", case_id, status=1)


@pytest.mark.parametrize("plant", WORST.values(), ids=WORST)
def test_what_is_in_the_place_of_an_attached_file_is_not_followed(home: Home, plant: Plant) -> None:
    case_id, _ = letter(home, plant)
    assert "receipt.jpg: CHANGED" in home.says("verify", case_id, status=1)


def test_a_changed_word_in_a_case_is_noticed(home: Home) -> None:
    case_id, _ = letter(home)
    path = home.places.cases / case_id / CASE_FILE
    path.write_bytes(path.read_bytes().replace(b"A.R.", b"PEC."))
    answer = home.json("verify", case_id, status=1)
    assert isinstance(answer, dict)
    assert (answer["unchanged"], answer["broken_at"]) == (False, 2)


def test_the_fingerprint_of_an_earlier_letter_is_found_again(home: Home) -> None:
    case_id, _ = letter(home)
    printed = Cases(home.places).verify(case_id).fingerprint
    later = Happened(id="m", at=START, on=START, channel=Channel.EMAIL, text="reply")
    Cases(home.places).append(case_id, later)
    spaced = " ".join(printed.upper()[at : at + 8] for at in range(0, 64, 8))
    assert home.json("verify", "--fingerprint", spaced) == [
        {"id": case_id, "entries": 2, "later": 1}
    ]
    assert "unchanged up to entry 2" in home.says("verify", "--fingerprint", printed[:16])


def test_a_call_rewritten_whole_no_longer_gives_the_fingerprint(home: Home) -> None:
    call_id = home.call("Zefiro", "they said yes")
    printed = home.cabinet.kept(call_id).fingerprint
    assert home.json("verify", "--fingerprint", printed) == [
        {"id": call_id, "entries": len(home.cabinet.records(call_id)), "later": 0}
    ]
    path = home.cabinet.folder(call_id) / "call.json"
    path.write_bytes(path.read_bytes().replace(b"they said yes", b"they said no!"))
    assert "copied with a slip" in home.tells("verify", "--fingerprint", printed, status=1)


@pytest.mark.parametrize("typed", ["", "abc", "xyzxyzxyz", "0" * 65])
def test_what_is_no_fingerprint_is_said_to_be_none(home: Home, typed: str) -> None:
    assert "does not fit after --fingerprint" in home.tells(
        "verify", "--fingerprint", typed, status=2
    )
