"""What is wrong in the owner's own rules is named by file and line, and stops nothing."""

from tests.cli.conftest import Home


def test_a_bad_rule_is_named_and_the_others_hold(home: Home) -> None:
    folder = home.places.rules
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('country = "it"\n\n[[rule]]\nid = "own.one"\n')
    (folder / "torn.toml").write_text("country = \n")
    answer = home.json("doctor", status=1)
    assert isinstance(answer, dict)
    found = [each for each in answer["findings"] if each["id"] == "rules"]
    assert [each["state"] for each in found] == ["good", "bad", "bad"]
    assert f"{folder / 'mine.toml'}, line 3: “title” is missing" in found[1]["text"]
    assert f"{folder / 'torn.toml'}, line 1" in found[2]["text"]
    assert home.json("calls") == []
