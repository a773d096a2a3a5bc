"""Words are found in calls."""

from tests.cli.conftest import Home


def test_words_are_found_whatever_their_case_and_accents(home: Home) -> None:
    call_id = home.call("Zefiro", "il guasto è già noto", "altro")
    found = home.json("search", "GIA", "noto")
    assert isinstance(found, list)
    (hit,) = found
    assert (hit["id"], hit["text"]) == (call_id, "il guasto è già noto")
    assert hit["at"].startswith("2026-11-24T10:3")
    assert "il guasto è già noto" in home.says("search", "GIA noto")


def test_nothing_found_is_a_no(home: Home) -> None:
    home.call()
    assert "“nowhere”" in home.tells("search", "nowhere", status=1)
    assert home.json("search", "nowhere", status=1) == []


def test_hits_drive_no_terminal(home: Home) -> None:
    home.call("Zefiro", "red \x1b[31m alert")
    assert "red ␛[31m alert" in home.says("search", "alert")
