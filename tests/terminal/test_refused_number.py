"""A claim number is refused: from the call to three letters, in a real terminal."""

import json
import re
import subprocess
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from tests.services.pec import receipt
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

CASE = b"linea guasta\tZefiro Telecom\t187\tC-42\t0612345678\t18/11/2026\tla linea\tmolto\t"
SENDER = b"Anna Bianchi\tVia Roma 1\t20121 Milano\t333 1234567\tanna@example.org\r"
SAID = ("187", "2093", "modem spento", "non siamo tenuti a darlo", "manderanno un tecnico")


def refused_call(owner: Owner, terminal: Terminal) -> None:
    """A call in a new case: an operator, a note, the refusal, a promise."""
    do = owner.do
    terminal.wait_for("first call")
    do(terminal, "home.cases")
    terminal.wait_for("No case yet")
    do(terminal, "cases.new")
    terminal.wait_for("New case")
    terminal.send(CASE)
    terminal.wait_for("molto")
    terminal.wait_for("(●) Telephone and internet")
    terminal.press("enter")
    terminal.wait_for("linea guasta · Zefiro Telecom · 0 calls")
    do(terminal, "cases.open")
    terminal.wait_for("Customer code C-42")
    do(terminal, "case.call")
    terminal.wait_for("Before you dial")
    do(terminal, "before.start")
    terminal.wait_for("F2")
    do(terminal, "call.answer")
    terminal.enter("2093")
    terminal.wait_for("Operator 2093 answered")
    terminal.enter("modem spento da lunedì")
    do(terminal, "call.refused")
    terminal.wait_for("What do they refuse?")
    terminal.press("enter")
    terminal.wait_for("Refused: ")
    terminal.enter("non siamo tenuti a darlo")
    terminal.wait_for("REFUSED Claim number: non siamo")
    do(terminal, "call.promise")
    terminal.enter("manderanno un tecnico entro 48h")
    terminal.wait_for("PROMISE manderanno")
    do(terminal, "call.end")
    terminal.wait_for("Enter ends the call")
    terminal.press("enter")
    terminal.wait_for("The call has ended")
    terminal.press("enter")
    terminal.wait_for("No claim number was given")
    terminal.wait_for("Outcome:")


def live_in_italy(owner: Owner) -> None:
    """Italy's rules, whatever language is spoken."""
    settings = owner.home / "config" / "callmate" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('country = "it"')


def rules_due(owner: Owner) -> set[str]:
    """The ids of the rules by which something is or becomes possible."""
    return {each["rule"] for each in json.loads(owner.says("due", "--json")) if each.get("rule")}


def save(owner: Owner, terminal: Terminal, place: int, to: bytes, file: Path) -> None:
    """Open the letter at a place of the list, say whom it goes to, and save it."""
    do = owner.do
    terminal.wait_for("A letter about linea guasta")
    terminal.press("home", *["down"] * place)
    do(terminal, "letters.open")
    if place == 0:
        terminal.wait_for("Your details for letters")
        terminal.send(SENDER)
    terminal.wait_for("in English")
    do(terminal, "letter.language")
    terminal.wait_for("in Italian")
    take_note_in(owner, terminal)
    do(terminal, "letter.to")
    terminal.wait_for("Whom the letter goes to")
    terminal.send(to)
    terminal.wait_for("Nothing is missing")
    do(terminal, "letter.save")
    offered = str(owner.home)[:44]  # longer than a line of what was said before
    terminal.wait_for(offered)
    terminal.press("ctrl+u")
    terminal.wait_until_gone(offered)
    terminal.enter(str(file))
    terminal.wait_for("Saved for you alone")  # perhaps still of the letter before
    terminal.wait_for(lambda _screen: file.is_file() and file.stat().st_size)
    do(terminal, "letter.back")


def take_note_in(owner: Owner, terminal: Terminal) -> None:
    """The one note of the call goes into a letter because it is ticked."""
    terminal.wait_for("0 notes go in")
    owner.do(terminal, "letter.ticks")
    terminal.wait_for(lambda screen: re.search(r"\[ \] .*modem spento", screen))
    terminal.send(b" ")
    terminal.wait_for(lambda screen: re.search(r"\[x\] .*modem spento", screen))
    terminal.press("enter")
    terminal.wait_for("1 note goes in")


def read(file: Path) -> str:
    """The text of a PDF on one line."""
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_a_refusal_leads_to_three_letters_that_hold_every_fact(
    owner: Owner, tmp_path: Path
) -> None:
    live_in_italy(owner)
    files = [tmp_path / f"{name}.pdf" for name in ("reclamo", "agcom", "adiconsum")]
    mail = (b"\t\t\tzefiro@pec.example\r", b"\t\t\tagcom@pec.example\r", b"\t\t\tadi@example.org\r")
    with owner.open() as terminal:
        refused_call(owner, terminal)
        owner.do(terminal, "case.letters")
        fitting = "★ Complaint.*★ Notice to Agcom.*★ Message to Adiconsum"
        terminal.wait_for(lambda screen: re.search(fitting, screen, re.DOTALL))
        for place, (file, to) in enumerate(zip(files, mail, strict=True)):
            save(owner, terminal, place, to, file)
    call = owner.call()
    happened = [entry for entry in call["entries"] if entry["kind"] in TOLD]
    for file in files:
        text = read(file)
        assert file.stat().st_mode & 0o777 == 0o600
        for words in (*SAID, *(entry["at"][11:16] for entry in happened), "Anna Bianchi", "C-42"):
            assert words in text, (file.name, words)
        assert not re.search(r"\[\.\.\.|\{\{|\{%|None", text), text
        assert call["case"] in text


TOLD = {"started", "answered", "note", "refused", "promised"}


def test_a_letter_is_changed_and_filed_as_sent(owner: Owner, tmp_path: Path) -> None:
    accepted, came = tmp_path / "accettazione.eml", tmp_path / "consegna.eml"
    a_minute_ago = datetime.now(UTC) - timedelta(minutes=1)
    accepted.write_bytes(receipt("accettazione", a_minute_ago))
    came.write_bytes(receipt("avvenuta-consegna", a_minute_ago + timedelta(seconds=9)))
    live_in_italy(owner)
    do = owner.do
    with owner.open() as terminal:
        refused_call(owner, terminal)
        do(terminal, "case.letters")
        terminal.wait_for("★ Complaint")
        do(terminal, "letters.open")
        terminal.wait_for("Your details for letters")
        terminal.press("escape")
        terminal.wait_for("things are missing")
        do(terminal, "letter.edit")
        terminal.wait_for("Esc: done")
        terminal.type("URGENT ")
        terminal.press("escape")
        terminal.wait_for("with your changes")
        do(terminal, "letter.sent")
        terminal.wait_for("The letter is sent")
        terminal.send(b"\x1b[C\t\tPEC-77\t" + str(accepted).encode())
        terminal.send(b"\t" + str(came).encode() + b"\r")
        terminal.wait_for("Filed in the case as sent")
        do(terminal, "letter.back")
        terminal.wait_for("A letter about")
        do(terminal, "letters.back")
        terminal.wait_for("PEC-77 ·")
        do(terminal, "case.dossier")
        terminal.wait_for("A dossier to hand over")
        terminal.wait_for(str(owner.home)[:44])
        terminal.send(b"Adiconsum\r")
        terminal.wait_for("Dossier made for")
    # What was sent starts the next clock: when an answer is due, and who is next.
    assert {"it.communications.reply", "it.communications.conciliation"} <= rules_due(owner)
    (paper,) = owner.home.glob("dossier-*/dossier.pdf")
    assert "Dossier for Adiconsum" in read(paper)
    assert len(list(paper.parent.glob("enclosed/*"))) == 3
    assert "URGENT" in "".join(read(each) for each in paper.parent.glob("enclosed/*.pdf"))
    kept = list(owner.data.glob("cases/*/attached/*"))
    assert sorted(each.suffix for each in kept) == [".eml", ".eml", ".pdf", ".pdf"]
    (case,) = json.loads(owner.says("cases", "--json"))
    kinds = [
        each["kind"] for each in json.loads(owner.says("case", case["id"], "--json"))["entries"]
    ]
    assert kinds == ["opened", "happened", "happened", "delivered", "happened"]
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in kept)
    (draft,) = owner.data.glob("cases/*/drafts/*")
    assert draft.stat().st_mode & 0o777 == 0o600


def chosen(screen: str) -> str:
    """The line under the cursor."""
    return next((line for line in screen.splitlines() if "▸" in line), "")


def save_access_request(owner: Owner, terminal: Terminal, file: Path) -> None:
    """Save the request for the company's recording as an e-mail, and see that it is one."""
    do = owner.do
    do(terminal, "case.letters")
    terminal.wait_for("★ Complaint")
    terminal.press("home")
    for _ in range(20):
        at = chosen(terminal.wait_for("▸"))
        if "Request for the company's recording" in at:
            break
        terminal.press("down")
        terminal.wait_for(lambda screen, at=at: chosen(screen) != at)  # type: ignore[misc] # the row just left
    do(terminal, "letters.open")
    terminal.wait_for("Your details for letters")
    terminal.send(SENDER)
    terminal.wait_for("in English")
    do(terminal, "letter.to")
    terminal.wait_for("Whom the letter goes to")
    terminal.send(b"\t\t\tzefiro@pec.example\r")
    terminal.wait_until_gone("Whom the letter goes to")
    do(terminal, "letter.save")
    offered = str(owner.home)[:44]
    terminal.wait_for(offered)
    terminal.press("ctrl+u")
    terminal.wait_until_gone(offered)
    terminal.enter(str(file))
    terminal.wait_for("it is a draft")


def read_in(owner: Owner, terminal: Terminal, file: Path, said: str) -> None:
    """Add a file to the case that is open; the program says what it was."""
    owner.do(terminal, "case.add")
    terminal.wait_for("What happened")
    terminal.send(b"\t" * 5 + str(file).encode() + b"\r")
    terminal.wait_for(said)


def access_date(owner: Owner) -> str:
    """The day from which one may ask why the company did not hand out its recording."""
    due = json.loads(owner.says("due", "--json"))
    (found,) = (each for each in due if each.get("rule") == "it.data.access_reply")
    return str(found["from"])


def test_the_letter_goes_out_by_mail_and_its_receipts_move_the_next_date(
    owner: Owner, tmp_path: Path
) -> None:
    live_in_italy(owner)
    file = tmp_path / "accesso.eml"
    first = owner.at("2026-11-18T09:00:00+01:00")
    with first.open() as terminal:
        refused_call(first, terminal)
        save_access_request(first, terminal, file)
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert (message["X-Unsent"], message["To"]) == ("1", "zefiro@pec.example")
    enclosed = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert len(enclosed) == 1
    sent = datetime.fromisoformat("2026-11-18T17:30:00+01:00")
    for name, kind, at in (
        ("sent", "accettazione", sent),
        ("came", "avvenuta-consegna", sent + timedelta(days=2)),
    ):
        raw = receipt(kind, at, subject=message["Subject"])
        (tmp_path / f"{name}.eml").write_bytes(raw)
    later = owner.at("2026-11-21T10:00:00+01:00")
    with later.open() as terminal:
        terminal.wait_for("linea guasta")
        later.do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        later.do(terminal, "cases.open")
        terminal.wait_for("Customer code C-42")
        read_in(later, terminal, tmp_path / "sent.eml", "Filed as sent by PEC")
        assert access_date(later) == "2026-12-19"
        read_in(later, terminal, tmp_path / "came.eml", "Delivered on")
        assert access_date(later) == "2026-12-21"
    kept = list(owner.data.glob("cases/*/attached/*.eml"))
    assert len(kept) == 2
