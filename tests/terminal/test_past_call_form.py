"""A call noted on paper is typed in, and never looks as if it had been led live."""

from callmate.domain.case import CaseFacts
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.terminal.hostile import PIECES
from tests.terminal.owner import Owner
from tests.terminal.privacy import open_to_others


def test_a_call_on_paper_is_typed_in_and_shown_as_what_it_is(owner: Owner) -> None:
    cases = Cases(Places(owner.data, owner.home / "config"))
    case = CaseDesk(cases, fresh_id).open(CaseFacts(name="Leak"))
    with owner.open() as terminal:
        terminal.wait_for("first call")
        owner.do(terminal, "home.past")
        terminal.wait_for("noted on paper")
        terminal.send(b"Acqua Sud\t800123\t31/11\tcirca 10\t\t22\trefused\tleak at the meter\r")
        terminal.send(b"asked twice\tthey ring back\t27/11\t\t")
        terminal.press("down")
        terminal.wait_for("▸ Leak")
        terminal.press("enter")
        terminal.wait_until_gone("▸ Leak")
        terminal.press("enter")
        terminal.wait_for("“31/11” is not a day")
        terminal.press("ctrl+a", "ctrl+k")
        terminal.wait_until_gone(" 31/11 ")
        terminal.send(b"18/11/2025\r")
        terminal.wait_for("noted later, time approximate")
        terminal.wait_for("leak at the meter  (added")
        terminal.press("end")
        terminal.wait_for("The whole call was written")
        owner.do(terminal, "review.home")
        terminal.wait_for("~10:00")
        terminal.wait_for("noted later")
    call = owner.call()
    assert call["started"].startswith("2025-11-18T10:00:00")
    assert (call["operator"], call["claim_number"], call["approximate"]) == ("22", None, True)
    assert call["case"] == case.id
    assert [note["text"] for note in call["notes"]] == ["leak at the meter", "asked twice"]
    assert all(entry["late"] for entry in call["entries"])
    assert call["promises"][0]["due"].startswith("2025-11-27")
    assert "added after the call" in owner.says("show", call["id"])
    assert "holds together" in owner.says("verify", call["id"])
    assert not open_to_others(owner.data)


def test_what_was_typed_is_there_again_and_drives_nothing(owner: Owner) -> None:
    driving = next(piece for piece in PIECES if piece.name == "title")
    with owner.open() as terminal:
        terminal.wait_for("first call")
        title = terminal.title
        owner.do(terminal, "home.past")
        terminal.wait_for("noted on paper")
        terminal.send(b"Acqua Sud" + b"\t" * 7)
        terminal.paste(driving.text)
        terminal.wait_for(driving.shown)
        terminal.press("escape")
        terminal.wait_for("first call")
        assert not owner.calls()
        owner.do(terminal, "home.past")
        terminal.wait_for(driving.shown)
        terminal.send(b"\t\t18/11/2025\r")
        terminal.wait_for("noted later")
        assert terminal.title == title
    assert owner.call()["notes"][0]["text"] == driving.text
