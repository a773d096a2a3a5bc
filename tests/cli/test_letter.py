"""Letters about a case, written into files from the command line."""

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest

from callmate.domain.case import CaseFacts
from callmate.domain.entry import Filed, Sector
from callmate.domain.letter import LetterKind, Sender
from callmate.services.case_desk import CaseDesk
from callmate.store.addresses import Addresses
from callmate.store.cases import Cases
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Clock, Home


@pytest.fixture
def case(home: Home) -> str:
    """A case with one call in it."""
    facts = CaseFacts(name="linea guasta", company="Zefiro Telecom", sector=Sector.COMMUNICATIONS)
    opened = CaseDesk(Cases(home.places), fresh_id, Clock()).open(facts)
    call_id = home.call("Zefiro Telecom", "router off")
    with home.cabinet.take(call_id) as kept:
        kept.append(Filed(id="filed", at=START, case=opened.id))
    Addresses(home.places).keep_sender(Sender(name="Anna Bianchi", town="20121 Milano"))
    return opened.id


@pytest.mark.parametrize("ending", ["pdf", "odt", "docx", "html", "md", "txt", "eml"])
def test_a_letter_is_written_for_the_owner_alone(home: Home, case: str, ending: str) -> None:
    file = home.folder / f"letter.{ending}"
    said = home.tells("letter", case, "complaint", str(file), status=0)
    assert "missing in it" in said
    assert "customer code" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_replaced_only_when_asked(home: Home, case: str) -> None:
    (home.folder / "letter.txt").write_text("dear")
    said = home.tells("letter", case, "complaint", "letter.txt", status=1)
    assert "is there already" in said
    assert (home.folder / "letter.txt").read_text() == "dear"
    home.says("letter", case, "complaint", "letter.txt", "--force")
    assert "Zefiro" in (home.folder / "letter.txt").read_text()


def test_its_pdf_holds_what_happened(home: Home, case: str) -> None:
    home.says("letter", case, "complaint", "letter.pdf", "--language", "it", "--notes", "1")
    pdf = home.folder / "letter.pdf"
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    for words in ("Anna Bianchi", "Milano,", "187", "4471", "router off", "we do not say"):
        assert words in text, words
    assert Cases(home.places).verify(case).fingerprint[:16] in text.replace(" ", "")


def test_notes_stay_out_until_they_are_named(home: Home, case: str) -> None:
    said = home.tells("letter", case, "complaint", "letter.txt", status=0)
    assert "1  left out: router off" in said
    assert "router off" not in (home.folder / "letter.txt").read_text()
    said = home.tells("letter", case, "complaint", "letter.txt", "--force", "--notes=1", status=0)
    assert "1  goes in: router off" in said
    assert "router off" in (home.folder / "letter.txt").read_text()
    # It was for this once.
    home.says("letter", case, "complaint", "again.txt")
    assert "router off" not in (home.folder / "again.txt").read_text()


@pytest.mark.parametrize(
    ("letter", "option"),
    [
        ("complaint", "--notes=9"),
        ("complaint", "--notes=0"),
        ("complaint", "--notes=all"),
        ("complaint", "--notes="),
        ("complaint", "--turn=1"),
        ("story", "--notes=1"),
        ("story", "--turn=99"),
    ],
)
def test_a_number_that_is_not_told_takes_nothing_in(
    home: Home, case: str, letter: str, option: str
) -> None:
    assert home.tells("letter", case, letter, "letter.txt", option, status=2)
    assert not (home.folder / "letter.txt").exists()


def test_a_public_text_tells_what_it_hides_and_shows_what_is_turned(home: Home, case: str) -> None:
    said = home.tells("letter", case, "story", "story.txt", status=0)
    assert "left out: router off" in said
    assert "Read it once more" in said
    listed = re.findall(r"(\d+)  (hidden|SHOWN): (\S+)", said)
    number, stands, word = listed[0]
    home.says("letter", case, "story", "turned.txt", f"--turn={number}")
    before, after = ((home.folder / f"{name}.txt").read_text() for name in ("story", "turned"))
    assert (word in before, word in after) == (stands == "SHOWN", stands == "hidden")


def test_what_a_letter_asks_is_told_and_answered_as_on_the_screen(home: Home, case: str) -> None:
    said = home.tells("letter", case, "contract", status=0)
    assert "no letter was made" in said
    assert "offer_refused  Did you refuse it on the telephone? [yes, no]" in said
    assert "offer_call" in said
    assert "copies  Copies to (leave it empty for none) [such as Agcom, Adiconsum]" in said
    assert not list(home.folder.glob("*.txt"))
    (call,) = re.findall(r"\[(\S+) \(", said)
    answers = (f"offer_call={call[:12]}", "offer=  a tariff\nby phone ", "offer_refused=Sì")
    typed = [f"--answer={each}" for each in (*answers, "offer_unsigned=yes")]
    said = home.tells("letter", case, "contract", "letter.txt", *typed, status=0)
    assert "offer_refused" not in said
    assert "copies" in said
    assert "a tariff by phone" in (home.folder / "letter.txt").read_text()
    assert stated(home, case) == {
        "offer_call": call,
        "offer": "a tariff by phone",
        "offer_refused": "yes",
        "offer_unsigned": "yes",
    }


def test_an_answer_is_kept_once_and_can_be_taken_back(home: Home, case: str) -> None:
    for _ in range(2):
        home.tells("letter", case, "complaint", "--answer", "contract_stands=no", status=0)
    told = json.loads(home.says("case", case, "--json"))
    assert [each["kind"] for each in told["entries"]].count("stated") == 1
    said = home.tells("letter", case, "complaint", "--answer", "contract_stands=", status=0)
    assert "contract_stands" in said
    assert stated(home, case) == {"contract_stands": ""}


def test_an_answer_after_which_the_letter_does_not_fit_is_kept(home: Home, case: str) -> None:
    said = home.tells("letter", case, "contract", "--answer", "offer_unsigned=no", status=1)
    assert "You said that you agreed in writing" in " ".join(said.split())
    home.tells("letter", case, "contract", "--answer", "offer_unsigned=yes", status=0)
    assert stated(home, case) == {"offer_unsigned": "yes"}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("offer_refused=perhaps", "“perhaps” does not answer offer_refused. It can be: yes, no."),
        ("offer_call=1999", "“1999” does not answer offer_call. It can be: 2026"),
        (
            "offer_price=5",
            "“offer_price=5” answers no question of this letter. It asks: offer_call",
        ),
        ("offer_refused", "“offer_refused” answers no question"),
        ("\x1b=yes", "“␛=yes” answers no question"),
    ],
)
def test_an_answer_that_is_none_is_told_and_nothing_is_kept(
    home: Home, case: str, answer: str, told: str
) -> None:
    typed = ("--answer", "offer=a tariff", "--answer", answer)
    said = home.tells("letter", case, "contract", "letter.txt", *typed, status=2)
    assert told in " ".join(said.split())
    assert stated(home, case) == {}
    assert not list(home.folder.glob("letter.*"))


def stated(home: Home, case: str) -> dict[str, str]:
    """What the case holds of its owner's answers, by question."""
    entries = json.loads(home.says("case", case, "--json"))["entries"]
    return {e["question"]: e["text"] for e in entries if e["kind"] == "stated"}


def test_the_letters_are_listed(home: Home) -> None:
    listed = json.loads(home.says("letters", "--json"))
    assert [each["id"] for each in listed] == [
        kind.value for kind in LetterKind if kind is not LetterKind.CONCILIAWEB
    ]
    italian = home.says("letters", "--language", "it")
    assert "complaint" in italian
    assert "deadlock" not in italian


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("follow-up", "No written complaint is filed as sent"),
        ("deadlock", "for the United Kingdom only"),
    ],
)
def test_a_letter_that_does_not_fit_is_not_made_and_the_reason_is_told(
    home: Home, case: str, name: str, reason: str
) -> None:
    said = home.tells("letter", case, name, "letter.txt", status=1)
    assert "does not fit the case" in said
    assert reason in " ".join(said.split())
    assert not list(home.folder.glob("letter.*"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("complaint", "letter.exe"), "must end in"),
        (("poem", "letter.txt"), "There is no letter"),
        (("deadlock", "letter.txt", "--language", "it"), "in this language"),
        (("complaint", "letter.txt", "--language", "de"), "does not fit"),
    ],
)
def test_what_cannot_be_written_is_told(
    home: Home, case: str, words: tuple[str, ...], told: str
) -> None:
    assert told in home.tells("letter", case, *words, status=2)
    assert not list(home.folder.glob("letter.*"))


def test_a_wrong_pattern_is_told_in_a_sentence(home: Home, case: str) -> None:
    own: Path = home.places.letters
    own.mkdir(parents=True)
    (own / "mine.j2").write_text("{% call para() %}\n{{ 1 / 0 }}{% endcall %}")
    assert "mine" in home.says("letters")
    said = home.tells("letter", case, "mine", "letter.txt", status=1)
    assert "“mine” cannot be filled" in said
    (own / "mine.j2").write_text("{% if %}")
    doctor = home.start("doctor").stdout.decode()
    # A line may end anywhere in a path that is longer than it.
    assert "mine.j2,line1" in "".join(doctor.split())
    pattern = home.says("letters", "--pattern", "post")
    assert "{% call para() %}Hello" in pattern
    (own / "mine.j2").write_text("{% call para() %}Dear {{ me.name }}{% endcall %}")
    home.says("letter", case, "mine", "letter.txt")
    assert "Dear Anna Bianchi" in (home.folder / "letter.txt").read_text()
