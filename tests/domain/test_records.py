"""What other programs read of calls and cases: names that they count on, and nothing lost."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import Settled
from callmate.domain.case_records import CaseRecord, CaseSummary, record_case, summarise_case
from callmate.domain.entry import HungUp, Imported, Note, Promised, WrittenUp
from callmate.domain.records import CallRecord, CallSummary, record, summarise
from tests.made_up_case import (
    BILL,
    FACTS,
    LETTER,
    NOW,
    START,
    after,
    call,
    on_paper_only,
    small_call,
    told_of,
    whole_call,
)

SEAL = "ab" * 32


def plain(value: object) -> Any:  # noqa: ANN401 - JSON is what it is
    """As another program reads it."""
    return json.loads(msgspec.json.encode(value))


SUMMARY_FIELDS = [
    *("id", "company", "number", "matter", "sector", "started", "answered", "ended", "operator"),
    *("claim_number", "case", "outcome", "missing", "refused", "holds", "legs", "promises"),
    *("recordings", "written_up", "approximate", "operators", "claim_numbers"),
    *("came_in", "began", "seal"),
]
"""The names by which programs know what `callmate calls --json` answers, in their order."""


def test_a_call_in_a_list_has_these_fields_and_a_whole_one_two_more() -> None:
    assert list(plain(summarise(whole_call(), SEAL))) == SUMMARY_FIELDS
    assert list(plain(record(whole_call(), SEAL))) == [*SUMMARY_FIELDS, "notes", "entries"]


def test_what_happened_stands_there_in_plain_values() -> None:
    told = plain(record(whole_call(), SEAL))
    assert told["started"] == "2026-11-24T10:32:05+01:00"
    assert told["holds"] == [
        {"from": "2026-11-24T10:32:15+01:00", "to": "2026-11-24T10:33:20+01:00"}
    ]
    assert [leg["operator"] for leg in told["legs"]] == ["2093", None]
    assert told["refused"] == [{"item": "claim_number", "text": "non siamo tenuti"}]
    assert told["notes"] == [
        {"at": "2026-11-24T10:33:35+01:00", "text": "guasto di tutta la zona"},
        {"at": "2026-11-20T10:32:05+01:00", "text": "contatore guasto"},
    ]
    assert (told["operators"], told["claim_numbers"]) == (["2093"], [])
    assert (told["came_in"], told["began"]) == (True, "2026-11-24T10:22:00+01:00")
    (part,) = told["recordings"]
    assert part["gaps"] == [
        {
            "from": "2026-11-24T10:34:12.500000+01:00",
            "to": "2026-11-24T10:34:15+01:00",
            "reason": "lost",
        }
    ]
    assert part["deleted"] == "2026-11-24T10:52:05+01:00"
    assert (told["outcome"], told["seal"]) == ("dropped", SEAL)
    assert [entry["kind"] for entry in told["entries"]] == [
        type(entry).__struct_config__.tag for entry in whole_call().entries
    ]


def test_it_is_read_back_as_it_was() -> None:
    for of in (whole_call(), call(), on_paper_only(), small_call()):
        whole = record(of, SEAL)
        assert msgspec.json.decode(msgspec.json.encode(whole), type=CallRecord) == whole
        short = summarise(of, SEAL)
        assert msgspec.json.decode(msgspec.json.encode(short), type=CallSummary) == short
        assert Call(whole.id, whole.entries) == of


def test_a_call_that_goes_on_has_no_seal_and_no_end() -> None:
    going_on = plain(summarise(small_call(), SEAL))
    assert (going_on["ended"], going_on["seal"], going_on["answered"]) == (None, None, None)
    assert plain(summarise(small_call(HungUp(id="e", at=after(9))), SEAL))["seal"] == SEAL


@pytest.mark.parametrize("approximate", [True, False])
def test_a_call_written_down_afterwards_says_when_and_how_exactly(*, approximate: bool) -> None:
    said = WrittenUp(id="w", at=NOW, approximate=approximate)
    told = plain(summarise(small_call(HungUp(id="e", at=START), said), SEAL))
    assert (told["written_up"], told["approximate"]) == (NOW.isoformat(), approximate)
    live = plain(summarise(call(), SEAL))
    assert (live["written_up"], live["approximate"]) == (None, False)


def test_sound_that_was_brought_in_says_where_it_is_from() -> None:
    came = Imported(id="i", at=NOW, part=1, name="a.m4a", sha256="cd" * 32, cut_short=True)
    told = plain(summarise(replace_part(came), SEAL))
    (part,) = told["recordings"]
    assert part["imported"] == {
        "name": "a.m4a",
        "sha256": "cd" * 32,
        "made": None,
        "device": None,
        "cut_short": True,
    }


def replace_part(came: Imported) -> Call:
    """The whole call with its first part brought in from a file, and nothing else brought in."""
    others = (entry for entry in whole_call().entries if not isinstance(entry, Imported))
    return Call("c", (*others, came))


CASE_FIELDS = [
    *("id", "name", "company", "sector", "number", "customer_code", "line_code", "noticed_on"),
    *("wanted", "worth", "opened", "closed", "calls", "claim_numbers", "promises", "totals"),
    *("attachments", "seal"),
]


def test_a_case_in_a_list_has_these_fields_and_a_whole_one_two_more() -> None:
    told = told_of(call(23), call(24), entries=(LETTER, BILL))
    assert list(plain(summarise_case(told, SEAL, NOW))) == CASE_FIELDS
    assert list(plain(record_case(told, SEAL, NOW))) == [*CASE_FIELDS, "chronology", "entries"]


def test_a_case_stands_there_in_plain_values() -> None:
    broken = Settled(id="z", at=NOW, call=call(23).id, promise="p", kept=False)
    told = plain(
        record_case(told_of(call(23), call(24), entries=(LETTER, BILL, broken)), SEAL, NOW)
    )
    assert told["noticed_on"] == "2026-11-18"
    assert told["calls"] == [call(23).id, call(24).id]
    assert told["totals"] == {
        "calls": 2,
        "operators": 2,
        "transfers": 2,
        "seconds": 2 * (18 * 60 + 40),
        "held_seconds": 2 * (3 * 60 + 29),
    }
    assert [promise["fate"] for promise in told["promises"]] == ["broken", "open"]
    assert [promise["operator"] for promise in told["promises"]] == ["4471", "4471"]
    (file,) = told["attachments"]
    assert (file["name"], file["size"]) == ("bolletta.pdf", 3)
    assert [line["call"] for line in told["chronology"]][:2] == [None, None]
    assert [entry["kind"] for entry in told["entries"]] == [
        "opened",
        "happened",
        "happened",
        "settled",
    ]


def test_a_case_is_read_back_as_it_was() -> None:
    told = told_of(call(23), on_paper_only(), entries=(LETTER, BILL))
    whole, short = record_case(told, SEAL, NOW), summarise_case(told, SEAL, NOW)
    assert msgspec.json.decode(msgspec.json.encode(short), type=CaseSummary) == short
    # A line of a call and a line of a case are told apart by their kinds only.
    assert (
        plain(whole)["entries"] == plain(msgspec.json.decode(msgspec.json.encode(whole)))["entries"]
    )
    assert isinstance(whole, CaseRecord)


def test_a_promise_is_overdue_by_the_clock_that_is_handed_over() -> None:
    promise = Promised(id="p", at=START, text="x", due=NOW + timedelta(days=1))
    told = told_of(small_call(promise), facts=replace(FACTS, company=""))
    fates = [
        plain(summarise_case(told, SEAL, NOW + timedelta(days=days)))["promises"][0]["fate"]
        for days in (0, 2)
    ]
    assert fates == ["open", "overdue"]


def test_text_that_is_no_utf8_does_not_stop_the_list() -> None:
    odd = small_call(Note(id="n", at=after(5), text="caf\udce9"))
    assert summarise(odd, SEAL).company == "Zefiro Telecom"
    assert record(odd, SEAL).notes[0].text == "caf\udce9"
