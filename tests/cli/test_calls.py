"""The list of calls, for people and for programs."""

import json
from datetime import UTC, datetime, timedelta

from tests.cli.conftest import START, Home

_KEYS = {
    "id",
    "company",
    "started",
    "answered",
    "ended",
    "operator",
    "claim_number",
    "case",
    "outcome",
    "missing",
    "holds",
    "legs",
    "promises",
    "recordings",
    "seal",
}


def test_no_call_is_told_in_words_and_as_an_empty_list(home: Home) -> None:
    done = home.start("calls")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"No call is kept yet" in done.stderr
    assert home.json("calls") == []


def test_a_call_has_the_fields_that_programs_count_on(home: Home) -> None:
    call_id = home.call("Zefiro Telecom", "modem off")
    answer = home.json("calls")
    assert isinstance(answer, list)
    (row,) = answer
    assert row.keys() >= _KEYS
    assert not row.keys() & {"notes", "entries", "damaged"}
    assert row["id"] == call_id
    assert row["started"] == "2026-11-24T10:32:05Z"
    assert (row["operator"], row["claim_number"], row["case"]) == ("4471", "A74K", None)
    assert row["outcome"] == "promised"
    assert row["holds"] == [{"from": "2026-11-24T10:32:15Z", "to": "2026-11-24T10:32:25Z"}]
    assert row["promises"][0]["text"] == "technician"


def test_the_newest_comes_first_and_a_limit_counts_from_there(home: Home) -> None:
    ids = [home.call(f"Company {day}", at=START + timedelta(days=day)) for day in range(3)]
    told = home.json("calls", "--limit", "2")
    assert isinstance(told, list)
    assert [row["id"] for row in told] == ids[:0:-1]
    lines = home.says("calls").splitlines()
    assert [line[:13] for line in lines[1:]] == [call_id[:13] for call_id in ids[::-1]]


def test_a_damaged_call_is_shown_as_such(home: Home) -> None:
    whole = home.call()
    broken = home.call("Gone", at=START + timedelta(days=1))
    home.spoil(broken)
    told = home.json("calls")
    assert isinstance(told, list)
    assert [row["id"] for row in told] == [broken, whole]
    assert told[0]["damaged"] == "not_json"
    assert told[0].keys() >= _KEYS
    assert {value for key, value in told[0].items() if key not in {"id", "damaged"}} == {None}
    assert "damaged" in home.says("calls").splitlines()[1]


def test_running_and_interrupted_calls_are_told_apart(home: Home) -> None:
    with home.begin():
        assert "going on now" in home.says("calls")
    assert "interrupted" in home.says("calls")


def test_what_people_typed_drives_no_terminal(home: Home) -> None:
    company = "Ze\x1b[31m\u202efiro\n[/]\x9b2J"
    home.call(company)
    told = home.says("calls")
    assert not set(told) & {"\x1b", "\u202e", "\x9b"}
    assert len(told.splitlines()) == 2
    raw = home.says("calls", "--json")
    assert not set(raw) & {"\x1b", "\u202e", "\x9b"}
    assert json.loads(raw)[0]["company"] == company


def test_wide_letters_keep_the_columns(home: Home) -> None:
    home.call("日本電信電話")
    home.call("Zefiro", at=START + timedelta(days=1))
    _head, narrow, wide = home.says("calls").splitlines()
    assert wide.index("A74K") + 6 == narrow.index("A74K")


def test_ids_that_begin_alike_are_shown_as_long_as_needed(home: Home) -> None:
    ids = {home.call(f"Company {number}") for number in range(3)}
    shown = {line.split("  ")[0] for line in home.says("calls").splitlines()[1:]}
    for short in shown:
        assert sum(call_id.startswith(short) for call_id in ids) == 1
        home.says("show", short)


def test_a_call_of_the_summer_is_listed_in_winter_with_the_day_and_hour_it_had(home: Home) -> None:
    home.environ |= {"TZ": "Europe/Rome", "CALLMATE_CLOCK": "2026-11-24T12:00:00+01:00"}
    home.call("Zefiro", at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert "  2 July 00:30  Zefiro" in home.says("calls")
