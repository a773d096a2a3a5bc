"""A call is deleted only when that is meant."""

import shutil

import msgspec
import pytest

from callmate.domain.case import CaseFacts
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk
from callmate.store.cases import Cases
from callmate.store.places import fresh_id
from tests.cli.conftest import Home
from tests.cli.typist import typing_at


def test_typing_the_companys_name_deletes_everything(home: Home) -> None:
    call_id = home.call("Società Elettrica")
    folder = home.cabinet.folder(call_id)
    (folder / "sound-1.opus.age").write_bytes(b"sealed")
    with typing_at(home, "delete", call_id) as person:
        person.waits_for("Type “Società Elettrica” to delete it:")
        person.types("società elettrica")
        person.ends_with(0)
    assert not folder.exists()
    assert list(home.cabinet.ids()) == []


def test_anything_else_deletes_nothing(home: Home) -> None:
    call_id = home.call()
    for typed in ("", "yes", "Zefiro"):
        with typing_at(home, "delete", call_id) as person:
            person.waits_for("to delete it:")
            person.types(typed)
            person.waits_for("Nothing was deleted.")
            person.ends_with(1)
    assert list(home.cabinet.ids()) == [call_id]


def test_ctrl_c_at_the_question_deletes_nothing(home: Home) -> None:
    call_id = home.call()
    with typing_at(home, "delete", call_id) as person:
        person.waits_for("to delete it:")
        person.stops()
        person.ends_with(130)
    assert list(home.cabinet.ids()) == [call_id]


def test_where_nobody_can_be_asked_nothing_is_deleted(home: Home) -> None:
    call_id = home.call()
    assert "--yes" in home.tells("delete", call_id, status=2)
    assert list(home.cabinet.ids()) == [call_id]
    home.says("delete", call_id, "--yes")
    assert list(home.cabinet.ids()) == []


def test_a_running_call_is_not_deleted(home: Home) -> None:
    with home.begin() as kept:
        assert "another window" in home.tells("delete", kept.call.id, "--yes", status=1)
    assert list(home.cabinet.ids()) == [kept.call.id]


def test_a_damaged_call_is_deleted_by_its_id(home: Home) -> None:
    call_id = home.call()
    home.spoil(call_id)
    with typing_at(home, "delete", call_id) as person:
        person.waits_for(f"Type “{call_id}” to delete it:")
        person.types(call_id)
        person.ends_with(0)
    assert list(home.cabinet.ids()) == []


def test_what_is_deleted_can_be_put_back_from_the_trash(home: Home) -> None:
    call_id = home.call("Zefiro Telecom", "perché no")
    shown = home.json("show", call_id)
    assert "--restore" in home.start("delete", call_id, "--yes").stderr.decode()
    assert list(home.cabinet.ids()) == []
    (thing,) = trashed(home)
    told = (thing["id"], thing["kind"], thing["name"])
    assert told == (call_id, "call", "Zefiro Telecom")
    assert "Zefiro Telecom" in home.says("trash")
    assert "no “2030”" in home.tells("trash", "--restore", "2030", status=1)
    home.says("trash", "--restore", call_id[:12])
    assert home.json("show", call_id) == shown
    assert home.json("trash") == []
    assert "empty" in home.tells("trash", status=0)


def test_for_good_is_for_good(home: Home) -> None:
    call_id = home.call()
    with typing_at(home, "delete", call_id, "--for-good") as person:
        person.waits_for("will be gone for good.")
        person.types("Zefiro Telecom")
        person.ends_with(0)
    assert list(home.cabinet.ids()) == []
    assert trashed(home) == []
    assert call_id not in str(list(home.places.data.rglob("*")))


def test_a_case_is_deleted_and_its_calls_stay(home: Home) -> None:
    desk = CaseDesk(Cases(home.places), fresh_id)
    case = desk.open(CaseFacts(name="Dead line"))
    call_id = home.call()
    with home.cabinet.take(call_id) as kept:
        Desk(kept).file(case.id)
    with typing_at(home, "delete", case.id) as person:
        person.waits_for("Its calls stay.")
        person.waits_for("Type “Dead line” to delete it:")
        person.types("dead line")
        person.ends_with(0)
    assert Cases(home.places).ids() == []
    assert list(home.cabinet.ids()) == [call_id]
    home.says("show", call_id)
    home.says("trash", "--restore", case.id)
    assert Cases(home.places).read(case.id) == case
    assert (
        f"{case.id} is deleted for good"
        in home.start("delete", case.id, "--yes", "--for-good").stderr.decode()
    )
    assert Cases(home.places).ids() == []


def test_the_trash_is_emptied_only_when_that_is_meant(home: Home) -> None:
    for company in ("Zefiro Telecom", "Aurora Gas"):
        home.says("delete", home.call(company), "--yes")
    assert "--yes" in home.tells("trash", "--empty", status=2)
    with typing_at(home, "trash", "--empty") as person:
        person.waits_for("2 calls or cases go for good")
        person.types("n")
        person.waits_for("Nothing was deleted.")
        person.ends_with(1)
    assert len(trashed(home)) == 2
    home.says("trash", "--empty", "--yes")
    assert trashed(home) == []
    assert not list(home.places.calls.glob("*/*"))


def trashed(home: Home) -> list[dict[str, str]]:
    """What is in the trash, as programs read it."""
    listed: list[dict[str, str]] = msgspec.convert(home.json("trash"), list[dict[str, str]])
    return listed


@pytest.mark.parametrize("command", [["trash"], ["doctor"]])
def test_what_a_killed_delete_left_in_the_clear_goes_with_the_next_command(
    home: Home, command: list[str]
) -> None:
    call = home.call()
    folder = home.cabinet.folder(call)
    left = [folder.with_name(f".gone-{call}"), folder.parent / "trash" / f".gone-2026-11-24-{call}"]
    for place in left:
        shutil.copytree(folder, place)
    home.start(*command)
    assert not [place for place in left if place.exists()]
    assert home.cabinet.read(call).company == "Zefiro Telecom"
