"""A public text is saved after its hidden words were shown; a reply is read in and judged."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.services.pec import reply
from tests.terminal.owner import Owner
from tests.terminal.test_refused_number import chosen, live_in_italy, read_in, refused_call


def test_a_story_shows_what_it_hides_before_it_is_saved(owner: Owner, tmp_path: Path) -> None:
    live_in_italy(owner)
    file, letter = tmp_path / "storia.txt", tmp_path / "risposta.eml"
    letter.write_bytes(reply(datetime.now(UTC) - timedelta(minutes=5), "Il tecnico passa lunedì."))
    do = owner.do
    with owner.open() as terminal:
        refused_call(owner, terminal)
        read_in(owner, terminal, letter, "A message of")
        terminal.wait_for("Does this reply answer")
        terminal.press("right", "right", "enter")
        terminal.wait_until_gone("Does this reply answer")
        do(terminal, "case.letters")
        terminal.wait_for("★ Complaint")
        terminal.press("home")
        for _ in range(20):
            at = chosen(terminal.wait_for("▸"))
            if "whole story" in at:
                break
            terminal.press("down")
            terminal.wait_for(lambda screen, at=at: chosen(screen) != at)  # type: ignore[misc] # the row just left
        do(terminal, "letters.open")
        terminal.wait_for("Your details for letters")
        terminal.press("escape")
        terminal.wait_for("words hidden")
        do(terminal, "letter.save")
        shown = terminal.settled("What this public text hides")
        assert re.search(r"\[[x ]\] ", shown)
        terminal.press("escape")
        terminal.wait_until_gone("What this public text hides")
        do(terminal, "letter.save")
        terminal.wait_for("What this public text hides")
        terminal.press("end")
        terminal.wait_for("a note of yours: it stays out")
        terminal.press("enter")
        terminal.wait_for("Save the letter")
        terminal.press("ctrl+u")
        terminal.wait_until_gone(str(owner.home)[:44])
        terminal.enter(str(file))
        terminal.wait_for("Saved for you alone")
    text = " ".join(file.read_text().split())
    assert "modem spento" not in text
    assert "manderanno un tecnico" in text
    (case,) = json.loads(owner.says("cases", "--json"))
    told = json.loads(owner.says("case", case["id"], "--json"))["entries"]
    assert [each["kind"] for each in told] == ["opened", "happened", "reply_judged"]
    assert told[-1]["answers"] is False
