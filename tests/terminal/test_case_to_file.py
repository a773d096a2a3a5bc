"""A case is taken out into a file from its own screen, in a real terminal."""

import stat

from tests.cli.conftest import Home
from tests.cli.lived_case import IN_ORDER, live
from tests.documents.papers import in_order
from tests.documents.readers import copied_from
from tests.terminal.owner import Owner


def test_where_the_file_went_is_said_and_none_is_replaced(owner: Owner) -> None:
    live(Home(owner.home))
    file = owner.home / "Line-dead-since-Monday.pdf"
    do = owner.do
    with owner.open(size=(120, 36)) as terminal:
        terminal.wait_for("Zefiro Telecom")
        do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        terminal.wait_for("2 calls")
        do(terminal, "cases.open")
        terminal.wait_for("C-42")
        do(terminal, "case.export")
        terminal.wait_for(f"~/{file.name}")
        terminal.press("right")
        terminal.wait_for("Monday.html")
        terminal.press("left")
        terminal.wait_for("Monday.pdf")
        terminal.press("enter")
        terminal.wait_for("pdf is made.")

        do(terminal, "case.export")
        terminal.wait_for("Monday-2.pdf")
        terminal.press("tab")
        terminal.press(*["backspace"] * len("-2.pdf"))
        terminal.wait_until_gone("Monday-2")
        terminal.enter(".pdf")
        terminal.wait_for("There is a file of that name already")
        terminal.press("escape")
        terminal.wait_for("Press Esc once more")
        terminal.press("escape")
        terminal.wait_until_gone("There is a file of that name already")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert in_order(IN_ORDER, copied_from(file.read_bytes()))
    assert [each.name for each in owner.home.iterdir() if each.is_file()] == [file.name]
