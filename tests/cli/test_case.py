"""A case is shown, and taken out into every kind of file, with every line in order."""

import json
import os
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from callmate.domain.text import on_paper, visible
from tests.cli.conftest import Home
from tests.cli.lived_case import FACTS, IN_ORDER, live
from tests.documents.papers import HOSTILE, LONG, in_order
from tests.documents.readers import READINGS


def taken_out(home: Home, case_id: str, ending: str) -> str:
    home.says("export", case_id, f"case.{ending}")
    file = home.folder / f"case.{ending}"
    folder = home.folder / "opened"
    folder.mkdir()
    return READINGS[ending](file.read_bytes(), folder)


def at_the_foot(pdf: Path) -> str:
    return PdfReader(pdf).pages[0].extract_text()


@pytest.mark.parametrize("ending", READINGS)
def test_every_line_stands_in_order_in_every_kind_of_file(home: Home, ending: str) -> None:
    case_id = live(home)
    told = taken_out(home, case_id, ending)
    lines = [line.replace(": ", "") for line in IN_ORDER]
    assert in_order(tuple(lines), told.replace(": ", "").replace("\n", " "))
    photo = home.cases.read(case_id).happenings[0].attachment
    assert photo is not None
    calls = [home.cabinet.kept(call_id).fingerprint for call_id in home.cabinet.ids()]
    for words in (
        *("C-42", "0612345", "18 November 2026", "the line mended", "30 euro a month"),
        *("02:20", "00:20", "BROKEN", "still open", "photo.jpg", photo.sha256),
        *calls,
    ):
        assert in_order((words,), told), words
    seal = home.cases.verify(case_id).fingerprint
    assert seal in (at_the_foot(home.folder / "case.pdf") if ending == "pdf" else told)


@pytest.mark.parametrize("ending", READINGS)
def test_hostile_facts_stand_as_typed_in_every_kind_of_file(home: Home, ending: str) -> None:
    facts = replace(FACTS, name="{{ x }}", company="=cmd()", wanted="#eval(1) <script>", worth=LONG)
    told = taken_out(home, live(home, facts, *HOSTILE, LONG), ending)
    shown = visible if ending in {"txt", "md"} else on_paper
    assert in_order(("{{ x }}", "=cmd()", "#eval(1) <script>", LONG), told)
    assert in_order((*map(shown, HOSTILE), LONG), told)


@pytest.mark.parametrize("ending", [*READINGS, "json"])
def test_the_file_is_the_owners_alone_and_holds_no_sound(home: Home, ending: str) -> None:
    case_id = live(home)
    before = os.umask(0)
    try:
        home.says("export", case_id, f"case.{ending}")
    finally:
        os.umask(before)
    file = home.folder / f"case.{ending}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"age-encryption" not in file.read_bytes()


def test_a_case_has_no_sound_and_no_options_of_sound(home: Home) -> None:
    case_id = live(home)
    assert "a case has no sound" in home.tells("export", case_id, "case.mp3", status=2)
    told = home.tells("export", case_id, "case.pdf", "--part", "1", status=2)
    assert "goes with a file of sound only" in told
    assert not list(home.folder.glob("case.*"))


def test_it_is_told_in_words_and_to_programs(home: Home) -> None:
    case_id = live(home)
    assert in_order(IN_ORDER, home.says("case", case_id))
    answer = home.json("case", case_id)
    assert isinstance(answer, dict)
    assert (answer["name"], answer["noticed_on"]) == (FACTS.name, "2026-11-18")
    assert [line["entry"]["kind"] for line in answer["chronology"]].count("happened") == 4
    assert [promise["fate"] for promise in answer["promises"]] == ["broken", "open"]
    assert answer["totals"]["seconds"] == 140
    assert answer["seal"] == home.cases.verify(case_id).fingerprint
    home.says("export", case_id, "case.json")
    assert json.loads((home.folder / "case.json").read_bytes()) == answer


def test_cases_are_listed_open_ones_first_and_damaged_ones_told(home: Home) -> None:
    assert "No case is kept" in home.start("cases").stderr.decode()
    live(home)
    damaged = live(home, replace(FACTS, name="Billed twice"))
    (home.cases.folder(damaged) / "case.json").write_bytes(b"{")
    told = home.says("cases")
    assert in_order(("Line dead since Monday", "Zefiro Telecom", "1 not kept", "damaged"), told)
    answer = home.json("cases")
    assert isinstance(answer, list)
    assert [(each["name"], each.get("damaged")) for each in answer] == [
        (FACTS.name, None),
        (None, "not_json"),
    ]
    assert "cut short" in home.tells("case", damaged, status=1)


def test_a_change_is_told_at_the_foot_and_a_call_that_cannot_be_read_beside_it(home: Home) -> None:
    case_id = live(home)
    path = home.cases.folder(case_id) / "case.json"
    path.write_bytes(path.read_bytes().replace(b"still no line", b"all is well!!"))
    home.spoil(home.call())
    done = home.start("export", case_id, "case.txt")
    assert "1 call cannot be read" in done.stderr.decode()
    told = (home.folder / "case.txt").read_text("utf-8")
    assert in_order((f"Case {case_id}: Entry 3 was changed after it was kept",), told)


def test_an_id_that_fits_a_call_and_a_case_is_asked_for_once_more(home: Home) -> None:
    live(home)
    assert "3 ids begin like that" in home.tells("export", "2026", "case.pdf", status=1)
    assert "There is no case" in home.tells("case", "2027", status=1)
    assert "There is no call" in home.tells("export", "2027", "case.pdf", status=1)
