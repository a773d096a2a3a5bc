"""Five cases as people have them, and the complaint that each makes, word for word."""

import re
from pathlib import Path

import pytest

from callmate.letters.fill import fill
from tests.letters.five_cases import FIVE, letters

KEPT = Path(__file__).parent.parent / "data" / "five_letters.txt"


def test_the_five_letters_read_as_they_were_read_over() -> None:
    renewed = "python -m tests.letters.five_cases > tests/data/five_letters.txt"
    assert "\n".join([*letters(), ""]) == KEPT.read_text("utf-8"), f"read them, then {renewed}"


@pytest.mark.parametrize("title", FIVE)
def test_a_letter_of_a_case_that_is_whole_has_no_gap_and_promises_nothing(title: str) -> None:
    kind, about = FIVE[title]
    for language in ("it", "en"):
        letter = fill(kind, language, about())
        assert letter.gaps == ()
        whole = "\n".join(line for block in letter.blocks for line in block.lines)
        assert not re.search(r"legalmente|ha diritto a|\bdovrete\b|\.\.|\d:\d\d:\d\d", whole), whole
        assert letter.notes[0].startswith(("Riferimenti: ", "References: "))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("telefono guasto", "presso il Corecom, su ConciliaWeb"),
        ("bolletta della luce", "Servizio Conciliazione dell’ARERA"),
        ("pagamento in banca", "Arbitro Bancario Finanziario"),
        ("contratto non voluto", "art. 51, comma 6, del Codice del consumo"),
        ("acqua", "Servizio Conciliazione dell’ARERA"),
    ],
)
def test_each_names_the_law_and_the_body_of_its_trade(title: str, body: str) -> None:
    kind, about = FIVE[title]
    text = "\n".join(fill(kind, "it", about()).of_kind("text"))
    assert body in text
    others = {"Corecom", "ARERA", "Arbitro Bancario", "art. 51"} - {
        word for word in ("Corecom", "ARERA", "Arbitro Bancario", "art. 51") if word in body
    }
    assert not [word for word in others if word in text]
