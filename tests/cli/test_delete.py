"""A call is deleted only when that is meant."""

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
