"""Past calls come in out of a table, each once, or none when a line is not right."""

import os
import stat
from collections.abc import Callable, Iterator

import pytest

from callmate.domain.case import CaseFacts
from callmate.domain.records import summarise
from callmate.locale import messages
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Home
from tests.store.made_up import disk, fill

Type = Callable[..., tuple[int, str, str]]

GOOD = """Azienda;Giorno;Ora;Operatore;Numero reclamo;Note;Promessa;Entro;Esito;Caso
Zefiro Telecom;18/11/2026;10:32;4471;A74K;"linea guasta
perché piove";tecnico;27/11/2026;promesso;Linea guasta
Aurora Gas;2026-11-19 09:05;;;rifiutato;;;;;
"""
ENGLISH = "company,day,time,claim number\nZefiro Telecom,18/11/2026,10:32,A74K\n"
BAD = GOOD + "Aurora Gas;31/11/2026;;;;;;;;\n;19/11/2026;;;;;;;;\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English until the test is over."""
    before = messages.language()
    messages.install("en")
    yield
    messages.install(before)


@pytest.fixture
def listed(home: Home) -> Callable[..., str]:
    """Write a list and return its path."""
    facts = CaseFacts(name="Linea guasta")
    CaseDesk(Cases(home.places), fresh_id, lambda: START).open(facts)

    def write(text: str | bytes, name: str = "list.csv") -> str:
        path = home.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def ids(home: Home) -> list[str]:
    return list(home.cabinet.ids())


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("cp1252"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace(";", "\t").encode(),
        GOOD.replace(";", ",").encode("cp1252"),
    ],
    ids=["utf-8", "with its mark", "windows", "lines of windows", "tabs", "commas"],
)
def test_a_list_becomes_calls(
    raw: bytes, home: Home, listed: Callable[..., str], typed: Type
) -> None:
    status, _, said = typed("import", "--calls", listed(raw))
    assert (status, said) == (0, "2 calls were kept.\n")
    newer, older = (home.cabinet.read(call_id) for call_id in ids(home))
    assert (older.company, older.operator, older.claim_number) == ("Zefiro Telecom", "4471", "A74K")
    assert [getattr(entry, "text", "") for entry in older.entries][4:6] == [
        "linea guasta",
        "perché piove",
    ]
    assert older.case is not None
    assert newer.start.at.strftime("%d %H:%M") == "19 09:05"
    assert newer.checklist.refused
    for call in (newer, older):
        assert call.written_up is not None
        assert call.written_up.source == "list.csv"
        assert summarise(call, None).written_up is not None
        assert all(entry.late for entry in call.entries)
        assert home.cabinet.verify(call.id).broken_at is None
        folder = home.cabinet.folder(call.id)
        assert stat.S_IMODE((folder / "call.json").stat().st_mode) == 0o600


def test_the_columns_may_have_english_names(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    assert typed("import", "--calls", listed(ENGLISH))[0] == 0
    assert home.cabinet.read(ids(home)[0]).claim_number == "A74K"


def test_a_trial_shows_each_line_and_keeps_nothing(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    status, shown, said = typed("import", "--calls", listed(BAD), "--dry-run")
    assert status == 1
    lines = shown.splitlines()
    assert lines[0].startswith("Line 2: Zefiro Telecom · 18 November 2026, 10:32 · op. 4471")
    assert (
        lines[2] == "Line 5: CANNOT BE KEPT: “31/11/2026” is not a day. Write it like 18/11/2026."
    )
    assert lines[3].startswith("Line 6: CANNOT BE KEPT: Write which company")
    assert "2 calls would be kept" in said
    assert "2 lines cannot be kept" in said
    assert not ids(home)
    assert typed("import", "--calls", listed(GOOD), "--dry-run")[0] == 0


def test_one_bad_line_keeps_the_others_out_unless_it_is_left_out(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    status, _, said = typed("import", "--calls", listed(BAD))
    assert status == 1
    assert "Line 5: CANNOT BE KEPT" in said
    assert "Nothing was kept." in said
    assert not ids(home)
    status, _, said = typed("import", "--calls", listed(BAD), "--skip-bad")
    assert (status, len(ids(home))) == (0, 2)
    assert "Line 6: CANNOT BE KEPT" in said


def test_the_same_list_again_doubles_nothing(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    typed("import", "--calls", listed(GOOD))
    before = ids(home)
    status, _, said = typed("import", "--calls", listed(GOOD, "another.csv"))
    assert (status, ids(home)) == (0, before)
    assert "2 calls were already here." in said
    shown = typed("import", "--calls", listed(GOOD), "--dry-run")[1]
    assert shown.count("already here") == 2
    more = GOOD + "Aurora Gas;20/11/2026;;;;;;;;\n"
    typed("import", "--calls", listed(more))
    assert len(ids(home)) == 3


def test_a_line_that_stands_twice_is_one_call(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    assert typed("import", "--calls", listed(GOOD + GOOD.partition("\n")[2]))[0] == 0
    assert len(ids(home)) == 2


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfea\0b\0", "is not a table"),
        (b"\x81\x8d", "is not a table"),
        (b'company;day\n"Zefiro', "is not a table"),
        (b"company;colour\nZefiro;red\n", "no column “day”"),
        (b"company;day;giorno\n", "has the column “giorno” twice"),
    ],
)
def test_what_is_no_list_gets_one_sentence(
    raw: bytes, words: str, home: Home, listed: Callable[..., str], typed: Type
) -> None:
    status, _, said = typed("import", "--calls", listed(raw))
    assert status == 1
    assert words in said
    assert "Nothing was kept." in said
    assert not ids(home)


def test_what_is_no_plain_file_is_not_waited_for(home: Home, typed: Type) -> None:
    os.mkfifo(home.folder / "pipe.csv")
    (home.folder / "folder.csv").mkdir()
    for name, words in (
        ("pipe.csv", "ordinary"),
        ("folder.csv", "ordinary"),
        ("no.csv", "no file"),
    ):
        status, _, said = typed("import", "--calls", str(home.folder / name))
        assert status == 1
        assert words in said


def test_unknown_columns_are_named_and_options_fit_together(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    file = listed("company;day;colour\nZefiro;18/11/2026;red\n")
    assert "passed over: colour." in typed("import", "--calls", file, "--dry-run")[2]
    for words in (("--calls", file, "x"), ("--calls", file, "--at", "10"), ("x", "y", "--dry-run")):
        assert typed("import", *words)[0] == 2
    assert not ids(home)


def test_the_sheet_says_that_it_was_written_down_afterwards(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    typed("import", "--calls", listed(GOOD))
    shown = typed("show", ids(home)[1])[1]
    assert "written down afterwards, on" in shown
    assert "how long it lasted was not noted" in shown
    assert "linea guasta (added after the call)" in shown


MANY = (
    "company,day,case\n"
    "Aurora Gas,18/11/2026,Billed twice\n"
    "Aurora Gas,19/11/2026,billed TWICE\n"
    "Zefiro,20/11/2026,Linea guasta\n"
    "Zefiro,21/11/2026,Modem\n"
    "Zefiro,22/11/2026,\n"
)


def test_cases_that_are_not_there_are_opened_when_that_is_asked_for(
    home: Home, listed: Callable[..., str], typed: Type
) -> None:
    path, cases = listed(MANY), Cases(home.places)
    assert typed("import", "--calls", path)[0] == 1
    assert len(cases.ids()) == 1
    status, _, said = typed("import", "--calls", path, "--create-cases", "--dry-run")
    assert (status, len(cases.ids())) == (0, 1)
    assert "2 cases would be opened." in said
    status, _, said = typed("import", "--calls", path, "--create-cases")
    assert status == 0, said
    assert "2 cases were opened." in said
    facts = {case.name: case.facts for case in cases.readable()}
    assert set(facts) == {"Linea guasta", "Billed twice", "Modem"}
    assert facts["Billed twice"].company == "Aurora Gas"
    names = {case.id: case.name for case in cases.readable()}
    told = [home.cabinet.read(call).case for call in sorted(ids(home))]
    assert [names.get(case or "") for case in told] == [
        "Billed twice",
        "Billed twice",
        "Linea guasta",
        "Modem",
        None,
    ]
    typed("import", "--calls", path, "--create-cases")
    assert (len(cases.ids()), len(ids(home))) == (3, 5)


def test_a_disk_that_becomes_full_keeps_none_by_half_and_the_rest_later(home: Home) -> None:
    lines = [
        f"{2000 + number // 1000};Company {number};{1 + number % 28}/{1 + number % 12}/2020"
        for number in range(700)
    ]
    table = home.folder / "many.csv"
    table.write_text("\n".join(["number,company,day".replace(",", ";"), *lines]))
    with disk(home.folder / "disk", "4m") as small:
        full = Home(small)
        filler = fill(small)
        os.truncate(filler, max(0, filler.stat().st_size - (600 << 12)))
        said = full.tells("import", "--calls", str(table), status=1)
        assert "The disk took the calls before line 502 and not the rest." in said
        assert len(ids(full)) == 500
        assert not list(small.rglob(".new-*"))
        filler.unlink()
        full.says("import", "--calls", str(table))
        assert len(ids(full)) == 700
        full.says("verify")
