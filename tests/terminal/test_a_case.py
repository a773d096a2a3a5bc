"""A problem that takes two calls and a letter, lived through in a real terminal."""

from pathlib import Path

from tests.documents.papers import in_order
from tests.documents.readers import READINGS
from tests.terminal.lived import IN_ORDER, begin, close_case, end, live, open_case, show_only
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

        begin(owner, terminal)
        do(terminal, "call.promise")
        terminal.enter("engineer by 48h")
        terminal.wait_for("PROMISE engineer")
        end(owner, terminal)
        terminal.wait_for("Last promise: engineer by 48h")
        terminal.wait_for("(still")

        do(terminal, "case.add")
        terminal.wait_for("What happened?")
        terminal.send(b"\t\t19/11/2026\tasked for a refund\tRR123IT\t" + str(bill).encode() + b"\r")
        terminal.wait_for("attached: bill.pdf")
        terminal.wait_for("RR123IT")

        terminal.press("home", "down", "down")
        do(terminal, "case.broken")
        terminal.wait_for("BROKEN")
        do(terminal, "case.undo")
        terminal.wait_for("Put in by mistake?")
        terminal.press("right", "enter")
        terminal.wait_until_gone("NOT KEPT")
        terminal.wait_for("(still")
        terminal.press("home", "down", "down")
        do(terminal, "case.broken")
        terminal.wait_for("NOT KEPT")
        close_case(owner, terminal, "Dead line")
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
        terminal.wait_for("Which company is it about?")
        terminal.send(b"Aurora Gas\r")
        terminal.wait_for("Which of these calls belong to")
        terminal.press("escape")
        terminal.wait_for("Billed twice · Aurora Gas · 0 calls")
        do(terminal, "cases.home")
        terminal.wait_until_gone("Your cases")
        terminal.wait_for("no number")
        do(terminal, "home.open")
        terminal.wait_for("Call ended")
        do(terminal, "review.case")
        terminal.wait_for("Into which case?")
        terminal.press("enter")
        terminal.wait_for("It goes into “Billed twice”")
        terminal.press("enter")
        terminal.wait_for("Filed in a case")
    case = owner.call()["case"]
    assert (owner.data / "cases" / case / "case.json").is_file()


def test_a_week_is_lived_through_and_told_in_order(owner: Owner, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff made up")
    live(owner, photo)
    second, first = owner.calls()
    assert first["started"].startswith("2026-11-18T09:00")
    assert second["started"].startswith("2026-11-25T10:00")
    assert first["promises"][0]["due"].startswith("2026-11-20T09:0")

    later = owner.at("2026-12-01T09:00:00+01:00")
    with later.open(size=(160, 60)) as terminal:
        open_case(later, terminal)
        terminal.wait_for("2 calls · 2 operators")
        screen = paper(terminal.wait_for("CONTRADICTION"))
        places = [screen.find(words) for words in IN_ORDER]
        assert places == sorted(places), (places, screen)
        assert -1 not in places
        days = [screen.find(f"{day} November") for day in (18, 20, 21, 22, 25)]
        assert days == sorted(days)
        show_only(later, terminal, "posts")
        terminal.wait_until_gone("RR123IT")
        terminal.wait_for("we are sorry")
        later.do(terminal, "case.answers")
        terminal.wait_for("Who said what")
        terminal.wait_for(lambda text: side_by_side(text, "known fault", "was ever known"))

    assert photo_kept(owner) == photo.read_bytes()
    exported_in_order(owner, tmp_path)


def exported_in_order(owner: Owner, folder: Path) -> None:
    """Every kind of file, opened in its program, tells every line in order."""
    case = owner.calls()[0]["case"]
    lines = tuple(words.replace("from you", "from the customer") for words in IN_ORDER)
    for ending in ("md", "html", "pdf", "csv"):
        file, opened = folder / f"case.{ending}", folder / f"opened-{ending}"
        opened.mkdir()
        owner.says("export", case, str(file))
        told = READINGS[ending](file.read_bytes(), opened)
        assert in_order(tuple(bare(line) for line in lines), bare(told)), told


def bare(told: str) -> str:
    """Without what parts a line's head from its words, which is another sign in a table."""
    return told.replace(": ", "").replace(":\n", "")


def photo_kept(owner: Owner) -> bytes:
    (attached,) = owner.data.glob("cases/*/attached/*")
    return attached.read_bytes()


def paper(screen: str) -> str:
    """What stands on the right, its broken lines joined."""
    return " ".join(" ".join(row.partition("│")[2] for row in screen.splitlines()).split())


def side_by_side(screen: str, left: str, right: str) -> bool:
    return any(row.find(left) < row.find(right) for row in screen.split("\n") if left in row)
