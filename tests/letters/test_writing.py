"""A letter in hand: as the case fills it, as its owner changed it, and back again."""

import io
import re
import zipfile
from datetime import UTC, timedelta

import pytest

from callmate.domain.chronology import Chronology
from callmate.domain.letter import LetterKind, Recipient, Sender
from callmate.letters.draft import LetterInHand, address_key, letter_matter, recipient_of
from callmate.letters.fill import fill
from callmate.letters.kinds import PatternError
from callmate.locale.messages import Language
from callmate.services.desk import Desk
from callmate.store.addresses import Addresses
from callmate.store.errors import Damaged, NotKept, Why
from tests.owner_store import START, OwnerStore, Ticks, promise
from tests.spoken import speaking

LATER = START + timedelta(days=5)


@pytest.fixture
def told(owner_store: OwnerStore) -> Chronology:
    case = owner_store.case()
    call = owner_store.call(
        lambda desk: desk.answer(),
        lambda desk: desk.give("operator", "4471"),
        lambda desk: desk.refuse("claim_number", "we need not"),
        promise("a technician", LATER),
        case=case.id,
    )
    return Chronology(case, (owner_store.cabinet.read(call),))


def writing(
    store: OwnerStore,
    told: Chronology,
    name: str = LetterKind.COMPLAINT,
    language: Language = "en",
) -> LetterInHand:
    return LetterInHand(store.cabinet, told, name, language, "it", clock=lambda: LATER)


def test_it_is_filled_from_the_case_and_stands_as_text(
    owner_store: OwnerStore, told: Chronology
) -> None:
    letter = writing(owner_store, told)
    assert not letter.changed
    assert not letter.draft_path.exists()
    for words in ("4471", "we need not", "a technician"):
        assert words in letter.text
    assert letter.letter.subject in letter.text.split("\n")[0]


def test_a_change_is_kept_and_found_again(owner_store: OwnerStore, told: Chronology) -> None:
    letter = writing(owner_store, told)
    letter.change(letter.text.replace("we need not", "no such number"))
    again = writing(owner_store, told)
    assert again.changed
    assert "no such number" in again.text
    assert "no such number" in "".join(again.letter.of_kind("facts"))
    assert again.letter.sender == letter.letter.sender


def test_each_letter_and_each_language_has_a_draft_of_its_own(
    owner_store: OwnerStore, told: Chronology
) -> None:
    writing(owner_store, told).change("Re: mine\n\nMine.\n")
    assert not writing(owner_store, told, language="it").changed
    assert not writing(owner_store, told, LetterKind.AGCOM).changed
    assert writing(owner_store, told).letter.subject == "Re: mine"


def test_a_change_back_leaves_no_draft(owner_store: OwnerStore, told: Chronology) -> None:
    letter = writing(owner_store, told)
    filled = letter.text
    letter.change("Re: mine\n\nMine.\n")
    letter.change(filled)
    assert not letter.changed
    assert not letter.draft_path.exists()
    letter.change(filled)
    assert letter.text == filled


def test_it_can_be_started_afresh(owner_store: OwnerStore, told: Chronology) -> None:
    letter = writing(owner_store, told)
    filled = letter.text
    letter.start_afresh()
    letter.change("Re: mine\n\nMine.\n")
    letter.start_afresh()
    assert (letter.text, letter.changed) == (filled, False)


def test_an_editor_finds_it_on_the_disk_for_the_owner_alone(
    owner_store: OwnerStore, told: Chronology
) -> None:
    letter = writing(owner_store, told)
    filled = letter.text
    path = letter.keep_as_draft()
    assert path == letter.draft_path
    assert path.read_text("utf-8") == filled
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(filled.replace("we need not", "perch\xe9").encode("latin-1", "replace"))
    # Bytes that are no UTF-8 stand as what they are: not readable.
    assert "perch\ufffd" in letter.text


def test_what_the_owner_changed_stays_when_the_case_goes_on(
    owner_store: OwnerStore, told: Chronology
) -> None:
    letter = writing(owner_store, told)
    letter.change("Re: mine\n\nMine.\n")
    Addresses(owner_store.places).keep_sender(Sender(name="Anna Bianchi"))
    letter.fill()
    assert letter.letter.blocks[0].lines == ("Mine.",)
    assert "Anna Bianchi" in letter.letter.sender[0]


@pytest.mark.parametrize("text", ["", "\n\n \n", "Re:", "1. a fact\n\na) a demand"])
def test_whatever_is_left_of_it_is_a_letter(
    owner_store: OwnerStore, told: Chronology, text: str
) -> None:
    letter = writing(owner_store, told)
    letter.change(text)
    for ending in (".txt", ".html", ".md"):
        assert letter.contents(ending)


def test_only_rules_that_it_names_are_told(owner_store: OwnerStore, told: Chronology) -> None:
    letter = writing(owner_store, told, language="it")
    assert letter.rules
    assert {rule.id for rule in letter.rules} == set(letter.letter.cited)
    assert writing(owner_store, told, LetterKind.POST).rules == ()


@pytest.mark.parametrize(
    ("language", "name", "file"),
    [
        ("en", "complaint", "complaint-in-writing-2026-11-29"),
        ("it", "complaint", "reclamo-scritto-2026-11-29"),
        ("en", "agcom", "notice-to-agcom-2026-11-29"),
        ("en", "follow-up", "reminder-2026-11-29"),
    ],
)
def test_a_file_is_called_after_the_letter_and_the_day(
    owner_store: OwnerStore, told: Chronology, language: Language, name: str, file: str
) -> None:
    with speaking(language):
        assert writing(owner_store, told, name).file_name == file


def test_a_file_of_an_own_pattern_is_called_after_it(
    owner_store: OwnerStore, told: Chronology
) -> None:
    own = owner_store.places.letters
    own.mkdir(parents=True)
    for name in ("My  Letter!", "x" * 60):
        (own / f"{name}.j2").write_text("{% call para() %}Hello{% endcall %}")
    assert writing(owner_store, told, "My  Letter!").file_name == "my-letter-2026-11-29"
    assert writing(owner_store, told, "x" * 60).file_name == f"{'x' * 32}-2026-11-29"


def test_a_letter_of_no_pattern_is_not_begun(owner_store: OwnerStore, told: Chronology) -> None:
    for name in ("nothing", "../../../etc/passwd", "/etc/passwd", ""):
        with pytest.raises(PatternError):
            writing(owner_store, told, name)


def test_addresses_that_cannot_be_read_stop_it(owner_store: OwnerStore, told: Chronology) -> None:
    owner_store.places.addresses.write_text("[")
    with pytest.raises(Damaged) as caught:
        writing(owner_store, told)
    assert caught.value.why is Why.WRONG_SHAPE
    assert owner_store.places.addresses.read_text() == "["


def test_a_draft_that_cannot_be_kept_says_so(owner_store: OwnerStore, told: Chronology) -> None:
    letter = writing(owner_store, told)
    letter.draft_path.parent.write_text("in the way")
    with pytest.raises(NotKept):
        letter.change("Re: mine\n\nMine.\n")
    assert not letter.changed


@pytest.mark.parametrize(
    ("name", "key", "whom"),
    [
        ("complaint", "Zefiro", "Zefiro"),
        ("follow-up", "Zefiro", "Zefiro"),
        ("mine", "Zefiro", "Zefiro"),
        ("agcom", "agcom", "Autorità per le garanzie nelle comunicazioni (Agcom)"),
        ("association", "association", "Adiconsum"),
    ],
)
def test_whom_a_letter_goes_to(owner_store: OwnerStore, name: str, key: str, whom: str) -> None:
    addresses = Addresses(owner_store.places)
    assert address_key(name, "Zefiro") == key
    assert recipient_of(addresses, name, "Zefiro") == Recipient(name=whom)
    abroad = whom if whom == "Zefiro" else ""
    assert recipient_of(addresses, name, "Zefiro", "gb") == Recipient(name=abroad)
    typed = Recipient(name="An office", street="Via del Vento 9")
    addresses.keep_recipient(address_key(name, "Zefiro"), typed)
    assert recipient_of(addresses, name, "Zefiro") == typed


def test_an_address_is_found_however_its_company_is_written(owner_store: OwnerStore) -> None:
    addresses = Addresses(owner_store.places)
    typed = Recipient(name="Zefiro S.p.A.")
    addresses.keep_recipient("Zefiro  Telecom", typed)
    assert recipient_of(addresses, "complaint", " zefiro telecom") == typed
    assert recipient_of(addresses, "complaint", "Aurora") == Recipient(name="Aurora")


def test_a_letter_carries_the_fingerprints_of_what_is_on_the_disk(
    owner_store: OwnerStore, told: Chronology
) -> None:
    matter = letter_matter(owner_store.cabinet, told, "complaint", "it", LATER)
    (call,) = told.calls
    assert matter.fingerprint == owner_store.cases.verify(told.case.id).fingerprint
    assert matter.calls == ((call.id, owner_store.cabinet.kept(call.id).fingerprint),)
    with owner_store.cabinet.take(call.id) as kept:
        Desk(kept, Ticks(LATER)).note("later")
    after = letter_matter(owner_store.cabinet, told, "complaint", "it", LATER)
    assert after.calls != matter.calls


def test_of_the_same_matter_the_same_letter(owner_store: OwnerStore, told: Chronology) -> None:
    matter = letter_matter(owner_store.cabinet, told, "complaint", "it", LATER)
    assert fill("complaint", "it", matter) == fill("complaint", "it", matter)


def test_a_case_has_a_sender_of_its_own_and_the_others_have_the_owner(
    owner_store: OwnerStore, told: Chronology
) -> None:
    def head(store: OwnerStore, told: Chronology) -> str:
        return "\n".join(writing(store, told).letter.sender)

    Addresses(owner_store.places).keep_sender(Sender(name="Anna Bianchi"))
    other = owner_store.case(START + timedelta(hours=1))
    desk = owner_store.desk(LATER)
    stated = desk.write_as(told.case, Sender(name="Mario Leone", town="20121 Milano"))
    assert "Mario Leone" in head(owner_store, told)
    assert "Anna Bianchi" not in head(owner_store, told)
    assert "Anna Bianchi" in head(owner_store, Chronology(other, ()))
    desk.withdraw(stated, stated.entries[-1].id)
    assert "Anna Bianchi" in head(owner_store, told)
    desk.write_as(stated, Sender(name="Mario Leone"))
    desk.write_as(stated, Sender())
    assert "Anna Bianchi" in head(owner_store, told)


@pytest.mark.parametrize(
    ("ending", "inside"), [(".docx", "docProps/core.xml"), (".odt", "meta.xml")]
)
def test_a_file_says_that_it_was_made_when_it_was(
    owner_store: OwnerStore, told: Chronology, ending: str, inside: str
) -> None:
    written = io.BytesIO(writing(owner_store, told).contents(ending))
    said = zipfile.ZipFile(written).read(inside).decode()
    days = re.findall(r">(\d{4}-\d{2}-\d{2})T", said)
    assert len(days) == 2, "made, and changed"
    assert set(days) == {f"{LATER.astimezone(UTC):%Y-%m-%d}"}
