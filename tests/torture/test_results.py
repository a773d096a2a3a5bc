"""The table in the repository is the one that the suite made, and says what came of each fault."""

import json
from pathlib import Path

from tests.torture.results import TABLE, keep
from tests.torture.trials import Found, Tally


def test_the_table_shows_what_was_counted(tmp_path: Path) -> None:
    rows = json.loads(TABLE.with_suffix(".json").read_text())
    shown = TABLE.read_text()
    assert len(rows) > 50
    for row in rows:
        assert f"| {row['fault']} | {row['work']} | {row['runs']} | {row['struck']} |" in shown
    again = tmp_path / "table.md"
    again.with_suffix(".json").write_text(json.dumps(rows))
    keep([], again)
    assert again.read_text().splitlines()[:-1] == shown.splitlines()[:-1]


def test_what_was_counted_anew_takes_the_place_of_what_was(tmp_path: Path) -> None:
    table, tally = tmp_path / "table.md", Tally("a fault", "a work")
    tally.count(Found("here", 3, lost=["one"]), struck=True)
    keep([tally, Tally("another", "a work")], table)
    keep([Tally("another", "a work", runs=7)], table)
    assert "| a fault | a work | 1 | 1 | 3 | 1 | 0 | 0 | 0 |" in table.read_text()
    assert "| another | a work | 7 |" in table.read_text()
    assert "| another | a work | 0 |" not in table.read_text()
    assert tally.problems == ["a fault, a work, here: one"]
