"""The keys are listed as they are set."""

from tests.cli.conftest import Home

_LIVE = {"answer", "hold", "operator", "claim", "refused", "promise", "transfer", "mark"} | {
    "record",
    "undo",
    "end",
}


def test_every_command_of_a_call_has_a_key(home: Home) -> None:
    answer = home.json("keys")
    assert isinstance(answer, list)
    keys = {row["id"]: row["key"] for row in answer}
    assert {f"call.{name}" for name in _LIVE} <= keys.keys()
    assert all(row.keys() == {"id", "key", "title"} for row in answer)
    assert keys["call.answer"] == "f2"
    assert "call.answer" in home.says("keys")


def test_the_owners_own_keys_are_told(home: Home) -> None:
    home.places.config.mkdir(parents=True)
    (home.places.config / "settings.toml").write_text('[keys]\n"call.hold" = "f12"\n')
    answer = home.json("keys")
    assert isinstance(answer, list)
    assert {row["id"]: row["key"] for row in answer}["call.hold"] == "f12"
