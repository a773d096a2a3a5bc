"""A problem that takes two calls and a letter, lived through in a real terminal."""

from pathlib import Path

from tests.terminal.owner import Owner


def test_a_case_from_its_opening_to_a_broken_promise(owner: Owner, tmp_path: Path) -> None:
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.4 made up")
    do = owner.do
    with owner.open() as terminal:
        terminal.wait_for("first call")
        do(terminal, "home.cases")
        terminal.wait_for("No case yet")
        do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.send(b"Dead line\tZefiro Telecom\t187\tC-42\t06123\t18/11/2026\tline mended\r")
        terminal.wait_for("Dead line · Zefiro Telecom · 0 calls")
        do(terminal, "cases.open")
        terminal.wait_for("Customer code C-42")

        do(terminal, "case.call")
        terminal.wait_for("Before you dial")
        do(terminal, "before.start")
        terminal.wait_for("F2")
        terminal.wait_for("Dead line")
        do(terminal, "call.promise")
        terminal.enter("engineer by 48h")
        terminal.wait_for("PROMISE engineer")
        do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
        terminal.press("enter")
        terminal.wait_for("Last promise: engineer by 48h")
        terminal.wait_for("(still")

        do(terminal, "case.add")
        terminal.wait_for("What happened?")
        terminal.send(b"\t\t19/11/2026\tasked for a refund\tRR123IT\t" + str(bill).encode() + b"\r")
        terminal.wait_for("attached: bill.pdf")
        terminal.wait_for("RR123IT")

        terminal.press("home")
        for _ in range(2):
            terminal.press("down")
        do(terminal, "case.broken")
        terminal.wait_for("BROKEN")
        do(terminal, "case.close")
        terminal.wait_for("· closed")
        do(terminal, "case.back")
        terminal.wait_for("1 promise not kept")
    assert owner.call()["case"] is not None
    (attached,) = owner.data.glob("cases/*/attached/*")
    assert attached.read_bytes() == bill.read_bytes()
    assert attached.stat().st_mode & 0o777 == 0o600


def test_a_call_is_filed_into_a_case_later(owner: Owner) -> None:
    do = owner.do
    with owner.open("start", "Aurora Gas") as terminal:
        terminal.wait_for("F2")
        do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
        terminal.press("enter")
        terminal.wait_until_gone("The call has ended")
        terminal.wait_for("Aurora Gas")
        do(terminal, "home.cases")
        terminal.wait_for("No case yet")
        do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.send(b"Billed twice\r")
        terminal.wait_for("Billed twice · 0 calls")
        do(terminal, "cases.home")
        terminal.wait_for("Aurora Gas")
        do(terminal, "home.open")
        terminal.wait_for("Call ended")
        do(terminal, "review.case")
        terminal.wait_for("Which case?")
        terminal.press("enter")
        terminal.wait_for("Filed in a case")
    case = owner.call()["case"]
    assert (owner.data / "cases" / case / "case.json").is_file()
