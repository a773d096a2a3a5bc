"""A case on paper: every word of it, in both languages; what is not known is left out."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from callmate.documents.case_paper import (
    SealedCase,
    attached,
    begins_call,
    calls,
    case_paper,
    chronology,
    cost,
    day_of,
    fingerprint,
    foot,
    known,
    promises,
    time_of,
    words_of,
)
from callmate.documents.formats.blocks import FactTable, Heading, Paper, Table
from callmate.documents.formats.plain_text import as_text
from callmate.domain.call import Call
from callmate.domain.case import CaseFacts, Closed, Settled
from callmate.domain.entry import (
    Given,
    HungUp,
    Note,
    Promised,
    RecordingBegan,
    Sector,
    Started,
    Undone,
)
from callmate.domain.seal import Chain
from callmate.locale.messages import Language
from tests.documents.case_on_paper import ENGLISH, ITALIAN
from tests.documents.sealed import BROKEN, FIRST, UNBROKEN, lived, sealed, sealed_of
from tests.made_up_case import (
    BILL,
    FACTS,
    LETTER,
    NOW,
    ROME,
    after,
    call,
    on_paper_only,
    small_call,
    told_of,
)
from tests.spoken import clocks_of


def text(paper: Paper) -> str:
    return "\n".join(as_text(paper, None))


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/Los_Angeles", "Pacific/Auckland"])
def test_the_whole_paper_in_each_language_wherever_it_is_printed(
    language: Language, zone: str
) -> None:
    with clocks_of(zone):
        written = text(case_paper(lived(), NOW))
    assert written == {"en": ENGLISH, "it": ITALIAN}[language]


def test_a_case_of_which_only_the_name_is_known(language: Language) -> None:
    bare = sealed_of(facts=CaseFacts(name="linea guasta"))
    paper = case_paper(bare, NOW)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    cost_so_far = {"en": "What it has cost so far", "it": "Quanto è costata finora"}[language]
    assert headings == ["linea guasta", cost_so_far]
    assert [label for label, _text in known(bare.told)] == {
        "en": ["Case", "Opened"],
        "it": ["Pratica", "Aperta il"],
    }[language]
    assert promises(bare.told, NOW) == calls(bare.told, NOW) == chronology(bare.told) == []
    assert paper.language == language


def told_rows(case: SealedCase, now: datetime = NOW) -> list[tuple[str, ...]]:
    (table,) = promises(case.told, now)
    assert isinstance(table, Table)
    return list(table.rows)


@pytest.mark.parametrize(
    ("settled", "days", "fate"),
    [
        (None, 0, "still open"),
        (None, 4, "overdue"),
        (True, 9, "kept"),
        (False, 0, "BROKEN"),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_became_of_a_promise(days: int, fate: str, *, settled: bool | None) -> None:
    said = Settled(id="z", at=NOW, call=FIRST.id, promise="p", kept=bool(settled))
    case = sealed_of(FIRST, entries=() if settled is None else (said,))
    assert [row[-1] for row in told_rows(case, NOW + timedelta(days=days))] == [fate]


@pytest.mark.usefixtures("english")
def test_a_promise_with_an_hour_and_one_of_nobody_known() -> None:
    due = datetime(2027, 1, 4, 9, 30, tzinfo=ROME)
    promise = Promised(id="p", at=after(60), text="they ring", due=due, due_exact=True)
    row = ("24/11/2026 10:33", "", "they ring", "Monday 4 January 2027, 09:30", "still open")
    assert told_rows(sealed_of(small_call(promise))) == [row]


@pytest.mark.usefixtures("english")
def test_a_case_that_is_closed_says_since_when_and_what_it_is_worth() -> None:
    facts = replace(FACTS, worth="30 euro", sector=Sector.OTHER)
    told = told_of(call(24), entries=(Closed(id="z", at=NOW),), facts=facts)
    said = dict(known(told))
    assert said["Worth"] == "30 euro"
    assert said["Closed"] == "24 November 2026, 12:00"
    # What the case leaves open, its calls tell.
    assert said["Trade"] == "Telephone and internet"


@pytest.mark.usefixtures("english")
def test_every_claim_number_is_named_once() -> None:
    def numbered(name: str, number: str) -> Call:
        return small_call(
            Given(id="g", at=after(9), item="claim_number", text=number), name=f"call-{name}"
        )

    told = told_of(numbered("a", "A1"), numbered("b", "B2"), numbered("c", "A1"), small_call())
    assert dict(known(told))["Claim number"] == "A1, B2"


@pytest.mark.usefixtures("english")
def test_a_call_in_progress_counts_up_to_now() -> None:
    told = told_of(small_call())
    assert dict(cost(told, after(90)))["On the phone"] == "01:30"
    (table,) = calls(told, after(90))
    assert isinstance(table, Table)
    assert table.rows[0][2] == "01:30"


def test_a_broken_chain_names_its_entry_and_gives_no_fingerprint(language: Language) -> None:
    words = fingerprint(BROKEN)
    assert " 5 " in words
    assert BROKEN.fingerprint not in words
    paper = case_paper(sealed(told_of(call(24)), BROKEN), NOW)
    assert words in paper.mark
    assert BROKEN.fingerprint not in text(paper)
    assert paper.language == language


@pytest.mark.usefixtures("language")
def test_each_call_has_its_own_fingerprint_at_the_foot() -> None:
    told = told_of(call(23), call(24))
    chains = {each.id: Chain(f"{place}" * 64, None) for place, each in enumerate(told.calls)}
    lines = foot(SealedCase(told, UNBROKEN, chains), NOW)
    for place, each in enumerate(told.calls):
        assert each.id in lines[place]
        assert f"{place}" * 64 in lines[place]
    assert len(lines) == len(told.calls) + 2


def test_a_line_has_its_time_only_where_somebody_noted_it() -> None:
    paper_call = on_paper_only()
    exact = replace(LETTER, id="exact", day_only=False)
    told = told_of(paper_call, call(24), entries=(LETTER, exact))
    times = {line.entry.id: time_of(line) for line in told.lines}
    assert times[LETTER.id] == ""
    assert times["exact"] == "12:00"
    assert {times[entry] for entry in paper_call.timeless} == {""}
    assert (times["s"], times["n"]) == ("10:32:05", "10:37:05")


def test_days_come_in_order_and_each_once() -> None:
    blocks = chronology(lived().told)
    days = [block.text for block in blocks if isinstance(block, Heading)]
    assert len(set(days)) == len(days) == 6
    tables = [block for block in blocks if isinstance(block, FactTable)]
    assert len(tables) == len(days)
    told = [day_of(line) for line in lived().told.lines]
    assert all(one <= other for one, other in pairwise(told))
    assert sum(len(table.rows) for table in tables) == len(told)


def test_a_day_is_that_of_the_place_of_the_call() -> None:
    late = datetime(2026, 12, 31, 23, 59, 59, tzinfo=ROME)
    talk = small_call(
        Note(id="n", at=late, text="x"), HungUp(id="e", at=late + timedelta(minutes=2))
    )
    days = {line.entry.id: day_of(line).isoformat() for line in told_of(talk).lines}
    assert (days["n"], days["e"]) == ("2026-12-31", "2027-01-01")


def test_whoever_reads_it_is_not_spoken_to(language: Language) -> None:
    began = RecordingBegan(id="b", at=after(5), part=1, path="sound-1")
    told = told_of(small_call(began), entries=(LETTER,))
    said = [" ".join(words_of(told, line)) for line in told.lines]
    mine = {"en": (" you", "You"), "it": ("Lei", "Sua")}[language]
    assert not [words for words in said for word in mine if word in words]


def test_only_the_start_of_a_call_stands_out() -> None:
    lines = lived().told.lines
    starts = [line for line in lines if begins_call(line)]
    assert [line.call.id for line in starts if line.call] == [on_paper_only().id, FIRST.id]
    rows = [
        row for each in chronology(lived().told) if isinstance(each, FactTable) for row in each.rows
    ]
    assert [row.tone for row in rows].count("strong") == len(starts)


def test_what_was_taken_back_is_not_on_the_paper() -> None:
    talk = small_call(
        Note(id="n", at=after(5), text="segreto"), Undone(id="u", at=after(6), target="n")
    )
    assert "segreto" not in text(case_paper(sealed_of(talk), NOW))


def test_every_attached_file_is_listed_with_its_day() -> None:
    assert BILL.attachment is not None
    (day, file), *others = attached(told_of(entries=(BILL, LETTER)))
    assert others == []
    assert (day.isoformat(), file) == ("2026-11-12", BILL.attachment)


@pytest.mark.usefixtures("english")
def test_a_call_to_nobody_known_is_still_a_row() -> None:
    bare = small_call(start=Started(id="s", at=after(0), company=""))
    (table,) = calls(told_of(bare), after(30))
    assert isinstance(table, Table)
    assert table.rows == (("24/11/2026 10:32", "", "00:30", "00:00", "", "no number"),)
