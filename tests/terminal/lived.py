"""A made-up problem of a week: two calls, a letter, a post and two replies, a broken promise."""

from functools import partial
from pathlib import Path

from callmate.domain.chronology import LineKind
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

RIGHT = b"\x1b[C"
FACTS = b"Dead line\tZefiro Telecom\t187\tC-42\t06123\t15/11/2026\tline mended\r"
LETTER, POST, EMAIL = 0, 3, 2
"""How many times to the right the channel lies."""
OWNER, PERSON, AUTOMATIC = 0, 1, 2
"""How many times to the right the author lies."""

IN_ORDER = (
    "Pressed in the menu: 2 1",
    "Operator 2093 answered",
    "known fault in the area",
    "REFUSED Claim number",
    "PROMISE engineer by 48h",
    "Registered letter, from you: asked for a refund · no. RR123IT · attached: photo.jpg",
    "Post on their social page, from you: still no line",
    "Post on their social page, automatic reply: we have received your message",
    "Post on their social page, from a person there: we are sorry",
    "Operator 4471 answered",
    "no fault was ever known",
    "Claim number: A74K",
    "PROMISE NOT KEPT: operator 2093, 18/11/2026",
    "CONTRADICTION: was there a fault",
)
"""What the chronology has to tell, in this order."""


def live(owner: Owner, photo: Path) -> None:
    """Live through the whole week, from key presses alone; the case is then marked as it stands."""
    first_call(owner.at("2026-11-18T09:00:00+01:00"))
    add(
        owner.at("2026-11-20T17:00:00+01:00"),
        LETTER,
        OWNER,
        f"asked for a refund\tRR123IT\t{photo}",
    )
    add(owner.at("2026-11-21T10:00:00+01:00"), POST, OWNER, "still no line")
    add(owner.at("2026-11-21T10:05:00+01:00"), POST, AUTOMATIC, "we have received your message")
    add(owner.at("2026-11-22T15:00:00+01:00"), POST, PERSON, "we are sorry")
    second_call(owner.at("2026-11-25T10:00:00+01:00"))
    settle(owner.at("2026-11-25T11:00:00+01:00"))


def first_call(owner: Owner) -> None:
    with owner.open() as terminal:
        terminal.wait_for("first call")
        owner.do(terminal, "home.cases")
        terminal.wait_for("No case yet")
        owner.do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.send(FACTS)
        terminal.wait_for("0 calls")
        owner.do(terminal, "cases.open")
        terminal.wait_for("Nothing has happened")
        begin(owner, terminal)
        owner.do(terminal, "call.menu")
        terminal.enter("2 1")
        terminal.wait_for("Pressed in the menu")
        answered(owner, terminal, "2093")
        terminal.enter("known fault in the area")
        terminal.wait_for("known fault")
        owner.do(terminal, "call.refused")
        terminal.wait_for("What do they refuse?")
        terminal.press("enter")
        terminal.wait_for("Refused: ")
        terminal.enter("we need not")
        terminal.wait_for("REFUSED")
        owner.do(terminal, "call.promise")
        terminal.enter("engineer by 48h")
        terminal.wait_for("PROMISE")
        end(owner, terminal)


def second_call(owner: Owner) -> None:
    with owner.open() as terminal:
        open_case(owner, terminal)
        owner.do(terminal, "case.call")
        card = terminal.settled("Before you dial")
        assert "engineer by 48h" in card
        terminal.wait_for("overdue")
        terminal.press("escape")
        terminal.wait_until_gone("Before you dial")
        begin(owner, terminal)
        terminal.wait_for("reached with 2 1")
        terminal.wait_for("Customer code C-42 · Line or meter 06123 · Last promise: engineer")
        answered(owner, terminal, "4471")
        terminal.enter("no fault was ever known")
        terminal.wait_for("no fault was")
        owner.do(terminal, "call.claim")
        terminal.enter("A74K")
        terminal.wait_for("A for Alfa")
        end(owner, terminal)


def settle(owner: Owner) -> None:
    """Say that the promise was broken, and that two statements do not go together."""
    first, second = (owner.record(call["id"]) for call in reversed(owner.calls()))
    told = [entry["kind"] for entry in first["entries"] if entry["kind"] != "reworded"]
    again = [entry["kind"] for entry in second["entries"]]
    with owner.open(size=(120, 50)) as terminal:
        open_case(owner, terminal)
        show_only(owner, terminal, "promises")
        terminal.wait_until_gone("known fault")
        owner.do(terminal, "case.broken")
        terminal.wait_for("PROMISE NOT KEPT")
        show_only(owner, terminal, "all")
        show_only(owner, terminal, "calls")
        terminal.wait_until_gone("we are sorry")
        terminal.press("home", *["down"] * told.index("note"))
        owner.do(terminal, "case.contradiction")
        terminal.wait_for("then press !")
        terminal.press("home", *["down"] * (len(told) + again.index("note")))
        owner.do(terminal, "case.contradiction")
        terminal.wait_for("What are they about?")
        terminal.enter("was there a fault")
        terminal.wait_until_gone("What are they about?")


def show_only(owner: Owner, terminal: Terminal, kind: str) -> None:
    """Turn the kinds until this one is chosen."""
    shown = _chosen(terminal.text())
    for _ in LineKind:
        owner.do(terminal, "case.filter")
        shown = _chosen(terminal.wait_for(partial(_another_than, shown)))
        if shown == kind:
            return
    raise AssertionError(terminal.text())


def _another_than(shown: str, screen: str) -> bool:
    return "●" in screen and _chosen(screen) != shown


def _chosen(screen: str) -> str:
    return screen.partition("●")[2].split()[0]


def begin(owner: Owner, terminal: Terminal) -> None:
    owner.do(terminal, "case.call")
    terminal.wait_for("Before you dial")
    owner.do(terminal, "before.start")
    terminal.wait_for("F2")


def answered(owner: Owner, terminal: Terminal, operator: str) -> None:
    owner.do(terminal, "call.answer")
    terminal.enter(operator)
    terminal.wait_for(f"Operator {operator} answered")


def end(owner: Owner, terminal: Terminal) -> None:
    owner.do(terminal, "call.end")
    terminal.wait_for("Enter ends the call")
    terminal.press("enter")
    terminal.wait_for("The call has ended")
    terminal.press("enter")
    terminal.wait_until_gone("The call has ended")


def add(owner: Owner, channel: int, author: int, rest: str) -> None:
    """Add something that is not a call; it happens now."""
    with owner.open() as terminal:
        open_case(owner, terminal)
        owner.do(terminal, "case.add")
        terminal.wait_for("What happened?")
        keys = RIGHT * channel + b"\t" + RIGHT * author + b"\t\t" + rest.encode() + b"\r"
        terminal.send(keys)
        terminal.wait_until_gone("What happened?")
        terminal.wait_for(rest.partition("\t")[0].split()[-1])


def open_case(owner: Owner, terminal: Terminal) -> None:
    terminal.wait_for("Zefiro Telecom")
    owner.do(terminal, "home.cases")
    terminal.wait_for(lambda screen: "Your cases" in screen and "Dead line ·" in screen)
    owner.do(terminal, "cases.open")
    terminal.wait_for("Customer code C-42")


def close_case(owner: Owner, terminal: Terminal, name: str) -> None:
    """Close the case in sight, and agree to it when it is asked by its name."""
    owner.do(terminal, "case.close")
    terminal.wait_for(f"Is “{name}” over?")
    terminal.press("right", "enter")
    terminal.wait_for("· closed")
