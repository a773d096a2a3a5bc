"""The README tells what CallMate costs as it was measured last."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = "| what | CallMate | beside it | wanted |  |"


def test_the_readme_tells_the_latest_figures() -> None:
    measured = (ROOT / "tests" / "benchmarks" / "RESULTS.md").read_text()
    before, rows = measured.split(HEAD)
    day = before.splitlines()[-2]
    above, told = (ROOT / "README.md").read_text().split(HEAD)
    assert above.splitlines()[-2].endswith(f" {day}:")
    figures = [line for line in told.splitlines() if line.startswith("|")]
    assert figures
    assert [line for line in figures if line not in rows.splitlines()] == []
