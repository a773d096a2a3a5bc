"""The form before a call, filled as fast as keys can be sent."""

from tests.terminal.owner import Owner


def test_what_is_typed_right_behind_tab_goes_to_the_next_field(owner: Owner) -> None:
    with owner.open() as terminal:
        terminal.wait_for("first call")
        owner.do(terminal, "home.new")
        terminal.wait_for("Have at hand")
        fields = ("Zefiro", "187", "line dead", "Refund; When")
        terminal.send("\t".join(fields).encode() + b"\t\x1b[C\r")
        terminal.wait_for("F3")
        terminal.wait_for("Refund")
        terminal.type("a note")
        terminal.press("enter")
        terminal.wait_for("  a note")
    call = owner.call()
    assert (call["company"], call["number"], call["matter"]) == fields[:3]
    assert call["sector"] == "communications"
    assert call["missing"][-2:] == ["question:1", "question:2"]


def test_a_form_that_was_left_is_there_again_as_it_was(owner: Owner) -> None:
    with owner.open() as terminal:
        terminal.wait_for("first call")
        owner.do(terminal, "home.new")
        terminal.wait_for("Have at hand")
        terminal.type("Aurora Gas")
        terminal.wait_for("Aurora Gas")
        terminal.press("escape")
        terminal.wait_for("first call")
        owner.do(terminal, "home.new")
        terminal.wait_for("Aurora Gas")
        terminal.press("tab", "enter")
        terminal.wait_for("F3")
    assert owner.call()["company"] == "Aurora Gas"
