"""A home in which everything is kept that a screen can show, made as its owner would make it."""

import math
import wave
from array import array
from datetime import datetime, timedelta
from pathlib import Path

from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

HEARD, LOOSE, SPARE = "Cirro Acqua", "Borea Energia", "Aurora Gas"
"""Companies: with a call that is in a case and has sound; in no case, with sound; without."""

CASE, CLOSED, SPARE_CASE = "Dead line", "Billed twice", "Old meter"
"""A case that goes on; one whose sound was wanted until a month ago; one that can be deleted."""

RECORDING = "phone.wav"
"""A recording in the home that no call has yet."""

_MONTH = timedelta(days=31)
_LONG_AGO = 8 * _MONTH
"""How long ago the case was closed whose sound was wanted for six months."""

_FACTS = (
    f"{CASE}\tZefiro Telecom\t187\tC-42\t06123\t15/11/2025\tline mended\t40 euro",
    f"{CLOSED}\tNimbo\t800200\tB-7\t\t\tmoney back\t",
    f"{SPARE_CASE}\tMinerva\t800300\t\t\t\t\t",
)
_SENDER = "Ada Neri\tVia Po 1\t10100 Torino\t011\tada@example.org\t\t"
_ADDRESSEE = "Zefiro\tVia Larga 2\t20100 Milano\tzefiro@pec.example"
_TRASHED = 2
"""Calls that lie in the trash."""

_CALLS = (
    ("Zefiro Telecom", 40, "2093", "", "known fault", "engineer comes", 35, "promised", CASE),
    ("Zefiro Telecom", 12, "4471", "A74K", "no fault was ever known", "", 0, "refused", CASE),
    (HEARD, 30, "12", "C-88", "leak at the meter", "they ring back", -3, "promised", CASE),
    (LOOSE, 20, "77", "", "billed again", "", 0, "transferred", ""),
    ("Nimbo", 250, "78", "B-1", "billed twice", "money back", 240, "promised", CLOSED),
    (SPARE, 5, "", "refused", "meter not read", "", 0, "no answer", ""),
    ("Minerva", 6, "9", "", "meter read wrongly", "a technician", -4, "promised", SPARE_CASE),
    (SPARE, 7, "", "", "no answer", "", 0, "no answer", ""),
    (SPARE, 8, "", "", "no answer", "", 0, "no answer", ""),
    (SPARE, 9, "", "", "engaged", "", 0, "line dropped", ""),
)
"""Company, days ago, operator, claim number, note, promise, its days ago, outcome, case."""


def furnish(owner: Owner) -> None:
    """Fill an empty home; it takes some seconds."""
    config = owner.home / "config" / "callmate"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('country = "it"\n')
    _write_sound(owner.home / RECORDING)
    then = owner.at((datetime.now().astimezone() - _LONG_AGO).isoformat())
    with then.open() as terminal:
        _open_cases(then, terminal)
    owner.says("import", "--calls", str(_list_of_calls(owner.home)))
    for call in _calls_with_sound(owner):
        owner.says("import", call, str(owner.home / RECORDING))
    with then.open() as terminal:
        _close_a_case(then, terminal)
    with owner.open() as terminal:
        _say_who_writes(owner, terminal)
    spare = [call["id"] for call in owner.calls() if call["company"] == SPARE]
    for call in spare[-_TRASHED:]:
        owner.says("delete", call, "--yes")


def _write_sound(target: Path, seconds: int = 3, rate: int = 16_000) -> None:
    times = (place / rate for place in range(seconds * rate))
    samples = array("h", (round(8000 * math.sin(1300 * at + 600 * at * at)) for at in times))
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())


def _list_of_calls(home: Path) -> Path:
    columns = "company;day;time;operator;claim;notes;promise;due;outcome;case"
    lines = [columns]
    for company, days, operator, claim, note, promise, due, outcome, case in _CALLS:
        by = _days_ago(due) if promise else ""
        fields = (company, _days_ago(days), "10:32", operator, claim, note, promise, by)
        lines.append(";".join((*fields, outcome, case)))
    file = home / "calls.csv"
    file.write_text("\n".join(lines) + "\n")
    return file


def _days_ago(days: int) -> str:
    return f"{datetime.now().astimezone().date() - timedelta(days=days):%d/%m/%Y}"


def _calls_with_sound(owner: Owner) -> list[str]:
    return [call["id"] for call in owner.calls() if call["company"] in {HEARD, LOOSE, "Nimbo"}]


def _open_cases(owner: Owner, terminal: Terminal) -> None:
    terminal.wait_for("first call")
    owner.do(terminal, "home.cases")
    terminal.wait_for("No case yet")
    for facts in _FACTS:
        owner.do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.enter(facts)
        terminal.wait_for(facts.partition("\t")[0] + " ·")


def _find(owner: Owner, terminal: Terminal, case: str) -> None:
    terminal.wait_for("Open cases")
    owner.do(terminal, "home.search")
    terminal.wait_for("company:zefiro")
    terminal.type(case)
    terminal.wait_for("found.")
    terminal.press("enter")
    terminal.wait_for(lambda screen: "contradiction" in screen and "Company " in screen)


def _close_a_case(owner: Owner, terminal: Terminal) -> None:
    _find(owner, terminal, CLOSED)
    owner.do(terminal, "case.sound")
    terminal.wait_for("(●) always")
    terminal.press("right")
    terminal.wait_for("(●) 6 months")
    terminal.press("enter")
    terminal.wait_for("Sound you are asked")
    owner.do(terminal, "case.close")
    terminal.wait_for("Is “")
    terminal.press("right", "enter")
    terminal.wait_for("· closed")


def _say_who_writes(owner: Owner, terminal: Terminal) -> None:
    _find(owner, terminal, CASE)
    owner.do(terminal, "case.letters")
    terminal.wait_for("A letter about")
    owner.do(terminal, "letters.mine")
    terminal.wait_for("Your details for letters")
    terminal.enter(_SENDER)
    terminal.wait_until_gone("Your details for letters")
    owner.do(terminal, "letters.open")
    terminal.wait_for("it is sent")
    owner.do(terminal, "letter.to")
    terminal.wait_for("Whom the letter goes to")
    terminal.press("ctrl+a", "ctrl+k")
    terminal.enter(_ADDRESSEE)
    terminal.wait_until_gone("Whom the letter goes to")
