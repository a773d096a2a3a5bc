"""A case as one table: the same case as on paper, a row for each thing, whole in every column."""

import csv
import io

import pytest

from callmate.documents.case_paper import case_paper, cost, known
from callmate.documents.case_table import CASE_ENDINGS, case_contents, case_table
from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.domain.case import Attachment, CaseFacts, Channel
from callmate.domain.entry import Note
from callmate.locale.messages import Language
from tests.documents.sealed import BROKEN, FIRST, lived, sealed, sealed_of
from tests.made_up_case import (
    BILL,
    LETTER,
    NOW,
    after,
    happened,
    on_paper_only,
    small_call,
    told_of,
)
from tests.spoken import speaking

PART, DATE, TIME, COMPANY, OPERATOR, WHAT, TEXT, BY, FATE, FILE, DIGEST = range(11)

PARTS = {
    "en": ("Case", "Cost", "Promise", "What happened", "Attached file", "Fingerprint"),
    "it": ("Pratica", "Costo", "Promessa", "Che cosa è successo", "File allegato", "Impronta"),
}


def test_every_part_of_the_case_comes_in_the_order_of_the_paper(language: Language) -> None:
    rows = case_table(lived(), NOW).rows
    assert tuple(dict.fromkeys(row[PART] for row in rows)) == PARTS[language]
    told = lived().told
    count = {part: sum(row[PART] == part for row in rows) for part in PARTS[language]}
    assert list(count.values()) == [
        1 + len(known(told)),
        len(cost(told, NOW)),
        len(told.promises),
        len(told.lines),
        1,
        1 + len(told.calls),
    ]


def test_the_head_names_every_column_once(language: Language) -> None:
    head = case_table(lived(), NOW).head
    assert len(set(head)) == len(head) == DIGEST + 1
    assert head[DIGEST] == "SHA-256", language
    assert all(head)


@pytest.mark.usefixtures("english")
def test_a_promise_stands_with_who_made_it_and_what_became_of_it() -> None:
    rows = [row for row in case_table(lived(), NOW).rows if row[PART] == "Promise"]
    assert [row[DATE : FATE + 1] for row in rows] == [
        ("2026-11-19", "", "Zefiro Telecom", "2093", "", "richiamano", "", "still open"),
        (
            "2026-11-23",
            "10:48:05",
            "Zefiro Telecom",
            "4471",
            "",
            "manderanno un tecnico",
            "Friday 27 November 2026",
            "BROKEN",
        ),
    ]


@pytest.mark.usefixtures("language")
def test_each_line_has_its_day_and_the_operator_of_that_moment() -> None:
    told = told_of(FIRST, on_paper_only(), entries=(LETTER,))
    lines = [row for row in case_table(sealed(told), NOW).rows if row[DATE]]
    lines = [row for row in lines if row[WHAT] or row[TEXT]][-len(told.lines) :]
    assert [row[DATE] for row in lines] == [line.at.date().isoformat() for line in told.lines]
    by_text = {row[TEXT]: row[OPERATOR] for row in lines}
    assert by_text["dice: guasto di zona"] == "2093"
    assert {row[TIME] for row in lines if row[DATE] == "2026-11-19"} == {""}


@pytest.mark.usefixtures("language")
def test_an_attached_file_stands_with_its_digest_where_it_belongs_and_in_the_list() -> None:
    rows = [row for row in case_table(sealed_of(entries=(BILL, LETTER)), NOW).rows if row[FILE]]
    assert [(row[FILE], row[DIGEST], row[DATE]) for row in rows] == [
        ("bolletta.pdf", "ab" * 32, "2026-11-12")
    ] * 2


def test_the_company_of_what_was_no_call_is_the_cases_own() -> None:
    told = told_of(entries=(LETTER,), facts=CaseFacts(name="x", company="Aurora"))
    with speaking("en"):
        (row,) = (r for r in case_table(sealed(told), NOW).rows if r[PART] == "What happened")
    assert row[COMPANY] == "Aurora"


@pytest.mark.usefixtures("language")
def test_a_changed_case_has_no_fingerprint_in_the_table() -> None:
    rows = case_table(sealed(told_of(FIRST), BROKEN), NOW).rows
    assert not [cell for row in rows for cell in row if BROKEN.fingerprint in cell]


def test_a_file_of_every_ending_is_made_and_no_other_knows_of_tables() -> None:
    assert (*ENDINGS, ".csv") == CASE_ENDINGS
    with speaking("it"):
        for ending in (".txt", ".md", ".html"):
            assert case_contents(lived(), ending, NOW) == contents(case_paper(lived(), NOW), ending)


@pytest.mark.usefixtures("english")
def test_a_spreadsheet_reads_every_cell_back() -> None:
    raw = case_contents(lived(), ".csv", NOW).decode("utf-8-sig")
    read = [tuple(row) for row in csv.reader(io.StringIO(raw, newline=""))]
    table = case_table(lived(), NOW)
    assert read == [table.head, *table.rows]


@pytest.mark.parametrize("text", ["=1+1", "+39 06", "-2", "@SUM(A1)", "\t=1", " =1", "a\n=1"])
@pytest.mark.usefixtures("english")
def test_no_cell_is_a_formula_wherever_the_text_was_typed(text: str) -> None:
    file = Attachment(text, "attached/a", "ab" * 32, 1)
    letter = happened(11, Channel.LETTER, text, reference=text, attachment=file)
    facts = CaseFacts(name=text, company=text, number=text, customer_code=text, wanted=text)
    case = sealed_of(
        small_call(Note(id="n", at=after(5), text=text)), entries=(letter,), facts=facts
    )
    raw = case_contents(case, ".csv", NOW).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(raw, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    # What would begin a cell stands behind an apostrophe; no other sign is taken or added.
    assert any(text.strip() in cell.replace("'", "") for cell in cells)
