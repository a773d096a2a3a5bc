"""How many keys the five commonest jobs take: none more than before anything was asked twice."""

import wave

import pytest
from msgspec.structs import replace

from callmate.services.case_desk import CaseDesk
from callmate.services.desk import now
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.owner_store import OwnerStore
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal, Wanted

COMPANY, OPERATOR, CLAIM, RIGHT_CLAIM = "Zefiro Telecom", "4471", "A74K", "B52"
OTHERS = ("Aurora Gas", "Borea Energia")
"""Companies with a case each, so that there is something to choose from."""

BEFORE = {
    "call with operator, claim number, note, promise, end": 12,
    "into the case of its company": 3,
    "into a new case": 9,
    "the letter of a case as PDF": 4,
    "what operator 4471 said, heard again": 3,
    "a wrong claim number put right": 4,
}
"""Keys that each job took, besides the text that is typed, when CallMate wrote without asking."""

NEW_CASE_AT_MOST = 3


class Job:
    """Presses keys for one job, and counts them.

    Args:
        terminal: Where they are pressed.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys; each counts."""
        self.keys += len(keys)
        self._terminal.press(*keys)

    def enter(self, text: str) -> None:
        """Type text, which is as long as it is, and press Enter, which counts."""
        self._terminal.type(text)
        self.press("enter")

    def sees(self, wanted: Wanted) -> None:
        """Wait for what is on the screen."""
        self._terminal.wait_for(wanted)


@pytest.fixture
def worried(caller: Owner) -> Owner:
    """Somebody with three open cases, one with the company that is rung."""
    cases = Cases(Places(caller.data, caller.home / "config" / "callmate"))
    for company in (COMPANY, *OTHERS):
        facts = replace(OwnerStore.facts, name=f"Trouble with {company}", company=company)
        CaseDesk(cases, fresh_id, now).open(facts)
    return caller


def hear(owner: Owner) -> None:
    """Give the only call the recording of a telephone."""
    file = owner.home / "phone.wav"
    second = b"".join(
        (place % 80 * 200 - 8000).to_bytes(2, "little", signed=True) for place in range(16_000)
    )
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(second * 90)
    owner.says("import", owner.call()["id"], str(file))


def a_whole_call(owner: Owner, terminal: Terminal) -> Job:
    """From home and back: call with operator, claim number, note, promise, end."""
    job, key = Job(terminal), owner.keys
    job.press(key["home.new"])
    job.sees("START THE CALL")
    terminal.type(COMPANY)
    job.press(key["call.answer"])
    job.sees("F3")
    job.enter(OPERATOR)
    job.sees(f"Operator {OPERATOR} answered")
    job.press(key["call.claim"])
    job.enter(CLAIM)
    job.enter("a known fault")
    job.press(key["call.promise"])
    job.enter("engineer by 48h")
    job.sees("PROMISE")
    job.press(key["call.end"])
    job.sees("Enter ends the call")
    job.press("enter")
    job.sees("The call has ended")
    job.press("enter")
    job.sees("Open cases")
    return job


def into_its_case(owner: Owner, terminal: Terminal) -> Job:
    """From a past call, into the case of its company."""
    job = Job(terminal)
    job.press(owner.keys["review.case"])
    job.sees("in none now")
    job.press("enter")
    job.sees("File this call?")
    job.press("enter")
    job.sees("Case: Trouble with Zefiro")
    return job


def into_a_new_case(owner: Owner, terminal: Terminal) -> Job:
    """From a past call, although its company has a case."""
    job = Job(terminal)
    job.press(owner.keys["review.new_case"])
    job.sees("New case: what is the problem")
    job.press("enter")
    job.sees(f"Case: {COMPANY} ")
    return job


def a_letter(owner: Owner, terminal: Terminal) -> Job:
    """From a case, the first of its letters as PDF."""
    job, key = Job(terminal), owner.keys
    job.press(key["case.letters"])
    job.sees("A letter about")
    job.press(key["letters.open"])
    job.sees("Ada Neri")
    job.press(key["letter.save"])
    job.sees("Save the letter")
    job.press("enter")
    terminal.wait_until_gone("Save the letter")
    return job


def heard_again(owner: Owner, terminal: Terminal) -> Job:
    """From home, what was said when operator 4471 was there."""
    job, key = Job(terminal), owner.keys
    found(owner, terminal, job, OPERATOR)
    job.press(key["review.play"])
    job.sees("▶ 0")
    return job


def a_number_put_right(owner: Owner, terminal: Terminal) -> Job:
    """From home, a claim number that was misheard."""
    job = Job(terminal)
    found(owner, terminal, job, CLAIM)
    job.press(owner.keys["review.correct"])
    job.sees("Correct this line")
    terminal.press(*["backspace"] * len(CLAIM))
    job.enter(RIGHT_CLAIM)
    job.sees(f"Claim number: {RIGHT_CLAIM}")
    return job


def found(owner: Owner, terminal: Terminal, job: Job, words: str) -> None:
    """Find words from home, and open the call that they were kept in."""
    job.press(owner.keys["home.search"])
    job.sees("company:zefiro")
    terminal.type(words)
    job.sees("1 found")
    job.press("enter")
    job.sees(lambda screen: " / 01:30" in screen and "▸ " in screen)


def home(terminal: Terminal) -> None:
    """Go home from wherever one is."""
    terminal.press(*["escape"] * 6)
    terminal.wait_for("Open cases")


def say_who_writes(owner: Owner, terminal: Terminal) -> None:
    """From the case of a past call, and back to it; it is asked once."""
    terminal.press(owner.keys["review.to_case"])
    terminal.wait_for("contradiction")
    terminal.press(owner.keys["case.letters"])
    terminal.wait_for("A letter about")
    terminal.press(owner.keys["letters.mine"])
    terminal.wait_for("Your details for letters")
    terminal.enter("Ada Neri\tVia Po 1\t10100 Torino\t\t\t\t")
    terminal.wait_until_gone("Your details for letters")
    terminal.press("escape")
    terminal.wait_for("contradiction")


def jobs(owner: Owner, terminal: Terminal) -> dict[str, int]:
    """The keys that each job took."""
    taken = {"call with operator, claim number, note, promise, end": a_whole_call(owner, terminal)}
    hear(owner)
    found(owner, terminal, Job(terminal), "known fault")
    taken["into the case of its company"] = into_its_case(owner, terminal)
    terminal.press(owner.keys["review.undo"])
    terminal.wait_for("In no case")
    taken["into a new case"] = into_a_new_case(owner, terminal)
    say_who_writes(owner, terminal)
    taken["the letter of a case as PDF"] = a_letter(owner, terminal)
    home(terminal)
    taken["what operator 4471 said, heard again"] = heard_again(owner, terminal)
    home(terminal)
    taken["a wrong claim number put right"] = a_number_put_right(owner, terminal)
    return {name: job.keys for name, job in taken.items()}


def test_the_five_jobs_take_no_more_keys_than_before(worried: Owner) -> None:
    with worried.open() as terminal:
        terminal.wait_for("Trouble with")
        taken = jobs(worried, terminal)
    assert taken.keys() == BEFORE.keys()
    assert {name: keys for name, keys in taken.items() if keys > BEFORE[name]} == {}
    assert taken["into a new case"] <= NEW_CASE_AT_MOST
    call = worried.call()
    assert call["claim_number"] == RIGHT_CLAIM
    assert [*worried.home.rglob("*.pdf")] != []
