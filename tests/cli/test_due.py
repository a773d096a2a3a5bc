"""What is due is said for people, prompts, programs and calendars, and nothing is missed."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from callmate.domain.case import CaseFacts, Channel
from callmate.domain.due import Due
from callmate.domain.entry import Outcome, Sector
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.store.cases import Cases
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Clock, Home

AT = START + timedelta(days=10)
ITALY = {"LANG": "it_IT.UTF-8", "LANGUAGE": "en", "LC_ALL": "", "TZ": "Europe/Rome"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Somebody in Italy who reads English, ten days after a call."""
    return Home(tmp_path, ITALY | {"CALLMATE_CLOCK": AT.isoformat()})


def open_case(home: Home, sector: Sector = Sector.COMMUNICATIONS, at: datetime = START) -> str:
    desk = CaseDesk(Cases(home.places), fresh_id, lambda: at)
    facts = CaseFacts(
        name="Dead line", company="Zefiro", sector=sector, noticed_on=at.date() - timedelta(days=6)
    )
    return desk.open(facts).id


def call_in(home: Home, case: str, due: Due | None = None, at: datetime = START) -> str:
    """A call in which the claim number was refused and an engineer promised."""
    started = begin("Zefiro", sector=Sector.COMMUNICATIONS, case=case, clock=lambda: at)
    with home.cabinet.create(started, fresh_id(at)) as kept:
        desk = Desk(kept, Clock(at))
        desk.answer()
        desk.refuse("claim_number", "we do not give any")
        desk.promise("engineer", due)
        desk.hang_up()
        desk.settle(Outcome.REFUSED)
        return kept.call.id


def promised(days: int, *, exact: bool = False) -> Due:
    at = (START + timedelta(days=days)).replace(hour=17 if exact else 23, minute=0 if exact else 59)
    return Due(at=at, exact=exact, matched="", start=0, end=0)


def told(home: Home, **more: str) -> list[dict[str, Any]]:
    answer = replace(home, environ=home.environ | more).json("due")
    assert isinstance(answer, list)
    return answer


def rules(listed: list[dict[str, Any]]) -> set[str]:
    return {each["rule"] for each in listed if each["kind"] == "step"}


def test_nothing_is_due_where_nothing_was_kept(home: Home) -> None:
    assert home.tells("due", status=0) == "Nothing is due.\n"
    assert home.says("due", "--short") == ""
    assert home.json("due") == []
    assert not home.places.data.exists()


def test_a_promise_overdue_comes_before_the_steps(home: Home) -> None:
    call = call_in(home, open_case(home), promised(3))
    first, *others = told(home)
    assert (first["kind"], first["urgency"], first["call"]) == ("promise", "overdue", call)
    assert {"it.communications.ask_for_number", "it.communications.tell_agcom"} <= rules(others)
    assert "it.common.association" in rules(others)
    reply = next(each for each in others if each["rule"] == "it.communications.reply")
    assert (reply["from"], reply["certain_from"]) == ("2026-12-25", "2027-01-09")
    assert reply["disputed"]
    assert reply["possible"] is False
    assert all(each["source"] and each["confidence"] for each in others)
    shown = home.says("due")
    assert shown.startswith("Dead line · Zefiro\n  ✗ promise “engineer”: its time passed on")
    assert "(sources disagree)" in shown
    said = "by some sources from Friday 25 December, by all of them from Saturday 9 January 2027"
    assert said in " ".join(shown.split())
    assert home.says("due", "--short").startswith("1 overdue, ")


def test_what_was_kept_for_later_is_read_again_only_where_it_changed(home: Home) -> None:
    case = open_case(home)
    call_in(home, case, promised(20))
    before = told(home)
    cache = home.places.due
    assert cache.stat().st_mode & 0o777 == 0o600
    written = cache.stat().st_mtime_ns
    assert told(home) == before
    assert cache.stat().st_mtime_ns == written

    desk = CaseDesk(Cases(home.places), fresh_id, lambda: AT)
    kept = Cases(home.places).read(case)
    desk.add(kept, Channel.PEC, "complaint")
    assert rules(before) - rules(told(home)) == {"it.communications.ask_for_number"}
    call_in(home, case, promised(21), at=START + timedelta(days=1))
    assert sum(each["kind"] == "promise" for each in told(home)) == 2
    cache.write_bytes(b"{")
    assert sum(each["kind"] == "promise" for each in told(home)) == 2
    desk.close(Cases(home.places).read(case))
    assert told(home) == []


def test_the_owners_rules_and_country_count_at_once(home: Home) -> None:
    call_in(home, open_case(home))
    assert not {each for each in rules(told(home)) if each.startswith("gb.")}
    british = {"gb.communications.ombudsman", "gb.common.ask_for_data"}
    assert rules(told(home, LANG="en_GB.UTF-8")) == british
    home.places.rules.mkdir(parents=True)
    (home.places.config / "settings.toml").write_text('country = "it"\n')
    (home.places.rules / "mine.toml").write_text(
        'country = "it"\n[[rule]]\nid = "own"\nkind = "step"\nstarts = "call"\n'
        'title = { it = "Mia", en = "Mine" }\nsentence = { it = "Mia.", en = "Mine." }\n'
        'source = "me"\nchecked_on = 2025-01-01\nreview_by = 2025-06-01\nconfidence = "low"\n'
    )
    found = next(each for each in told(home, LANG="en_GB.UTF-8") if each["rule"] == "own")
    assert found["stale"]
    assert "Mine: now (weak source, last checked 1 January 2025)" in home.says("due")


def test_a_promise_of_a_call_in_no_case_is_named_for_a_month(home: Home) -> None:
    home.call()
    assert [each["urgency"] for each in told(home)] == ["overdue"]
    later = (START + timedelta(days=60)).isoformat()
    assert told(home, CALLMATE_CLOCK=later) == []


def test_the_calendar_opens_in_a_calendar_library(home: Home, tmp_path: Path) -> None:
    case = open_case(home)
    call_in(home, case, promised(20, exact=True))
    call_in(home, case, promised(25), at=START + timedelta(days=1))
    file = tmp_path / "due.ics"
    assert "dates were written to" in home.tells("due", "--ics", str(file), status=0)
    assert file.stat().st_mode & 0o777 == 0o600
    calendar = Calendar.from_ical(file.read_bytes())
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Rome"]
    events = calendar.events
    assert all(event.alarms.times for event in events)
    starts = {event.start: event for event in events}
    (at,) = (start for start in starts if isinstance(start, datetime))
    exact = starts[at]
    assert at.astimezone(UTC) == promised(20, exact=True).at
    assert str(at.tzinfo) == "Europe/Rome"
    (trigger,) = (alarm.trigger for alarm in exact.alarms.times)
    assert isinstance(trigger, datetime)
    assert trigger.astimezone(UTC) == promised(20, exact=True).at - timedelta(hours=1)
    (reply,) = (event for event in events if str(event["SUMMARY"]).startswith("Ask why"))
    assert reply.start == date(2026, 12, 25)
    names = {str(event["UID"]) for event in events}
    assert len(names) == len(events)
    # A calendar program that reads it again knows each event by its name.
    again = Calendar.from_ical(home.start("due", "--ics", "-").stdout)
    assert isinstance(again, Calendar)
    assert {str(event["UID"]) for event in again.events} == names


def test_a_calendar_is_replaced_and_no_other_file(home: Home, tmp_path: Path) -> None:
    call_in(home, open_case(home), promised(20))
    file = tmp_path / "due.ics"
    home.tells("due", "--ics", str(file), status=0)
    home.tells("due", "--ics", str(file), status=0)
    other = tmp_path / "letter.txt"
    other.write_text("mine")
    assert "is not a calendar of CallMate's" in home.tells("due", "--ics", str(other), status=1)
    assert other.read_text() == "mine"
    nowhere = tmp_path / "no/f.ics"
    said = home.tells("due", "--ics", str(nowhere), status=1)
    assert f"The system refused {tmp_path}" in said
    assert ": it is not there. What was kept before is safe." in said
    assert not list(tmp_path.glob("*.tmp"))


def test_it_loads_no_screen_no_rules_and_no_calendar_when_nothing_changed(home: Home) -> None:
    call_in(home, open_case(home), promised(20))
    told(home)
    heavy = ("textual", "holidays", "icalendar", "tomllib", "tinydb", "asyncio", "filelock")
    program = (
        "import sys; from callmate.cli.main import main; main(['due', '--json']);"
        f"print(sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", program], env=home.env, capture_output=True, check=True
    )
    assert loaded.stderr.decode().strip() == "[]"
