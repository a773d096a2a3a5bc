"""Nothing typed in a hurry goes out by itself: notes stay out, and public texts hide and tell."""

from itertools import islice, product
from random import Random

import pytest

from callmate.domain.chronology import Chronology
from callmate.domain.entry import Note, Promised
from callmate.domain.letter import LetterChoices, LetterKind, editable
from callmate.domain.private_words import HIDDEN, PrivateKind, PrivateWords
from callmate.letters.draft import LetterInHand
from callmate.letters.fill import fill
from callmate.letters.privacy import PUBLIC, note_choices, piece_choices, private_words
from callmate.store.addresses import Drafts
from tests.letters.letter_matter import matter
from tests.made_up_case import after, small_call
from tests.owner_store import START, OwnerStore
from tests.spoken import LANGUAGES

HURRIED = "sto registrando col telefono, non lo sa: operatrice antipatica, IBAN IT60X0542811101000"
FIRST = ("Marco", "Giulia", "Elena", "Bruno", "Fabio", "Zoe", "Hannah", "Rachel", "Teresa", "Ugo")
LAST = "Ferri Garibaldi Esposito Brambilla Quaranta Lombardozzi Whitaker Okonkwo Þórsson Ndiaye"
STREETS = "via Garibaldi {}|viale dei Mille {}|piazza San Marco, {}|corso Po {}|via mazzini {}"
TOWNS = ("Bologna", "Cuneo", "Trani", "Sestola", "Vibo")


def seeds(random: Random) -> list[tuple[str, PrivateKind]]:
    """Something private of each kind, never the same twice."""
    number = random.randrange(10**9, 10**10)
    made = f"{random.choice(LAST.split())}{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}"
    account = "".join(random.choices("0123456789", k=12))
    return [
        (f"{random.choice(FIRST)} {made}", PrivateKind.NAME),
        (random.choice(STREETS.split("|")).format(number % 900 + 1), PrivateKind.STREET),
        (f"K{number % 10**7:07d}Q", PrivateKind.CODE),
        (f"IT60X05428{number % 10**5:05d}{account}", PrivateKind.IBAN),
        (random.choice(TOWNS), PrivateKind.NAME),
    ]


def a_thousand() -> list[tuple[str, PrivateKind]]:
    """Names, streets, codes, accounts and towns."""
    random = Random(9)  # noqa: S311 - the same seeds each time
    return list(islice((seed for _ in range(200) for seed in seeds(random)), 1000))


def parts(seed: str, kind: PrivateKind) -> list[str]:
    """What must not be read: each of the names alone, of the rest the whole."""
    return seed.split() if kind is PrivateKind.NAME else [seed]


def test_of_a_thousand_private_words_in_notes_none_goes_out_in_public_and_each_is_told() -> None:
    secrets = a_thousand()
    assert len(secrets) == 1000
    notes = [
        Note(id=f"n{place}", at=after(10 + place), text=f"dice che {seed} lo sapeva")
        for place, (seed, _kind) in enumerate(secrets)
    ]
    about = matter(small_call(*notes))
    texts = [editable(fill(kind, language, about)) for kind, language in product(PUBLIC, LANGUAGES)]
    words = private_words(about.story, about.sender, LetterChoices())
    told = note_choices(about.story, words, LetterChoices())
    for (seed, kind), choice in zip(secrets, told, strict=True):
        assert not any(part in text for part in parts(seed, kind) for text in texts), seed
        assert seed in choice.text
        assert not choice.taken
        assert kind in choice.marks, (seed, choice.marks)


def test_of_a_thousand_private_words_in_promises_none_goes_out_and_each_can_be_turned() -> None:
    secrets = a_thousand()
    promises = [
        Promised(id=f"p{place}", at=after(10 + place), text=f"verrà {seed} a vedere")
        for place, (seed, _kind) in enumerate(secrets)
    ]
    about = matter(small_call(*promises))
    story = editable(fill(LetterKind.STORY, "it", about))
    words = private_words(about.story, about.sender, LetterChoices())
    listed = {choice.piece.text for choice in piece_choices("story", about.story, words, "")}
    for seed, kind in secrets:
        for part in parts(seed, kind):
            assert f"verrà {part}" not in story, part
            assert part in listed, part
    assert "a vedere" in story


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_no_note_goes_into_any_letter_by_itself(kind: LetterKind, language: str) -> None:
    only = {LetterKind.DEADLOCK: "en", LetterKind.CONCILIAWEB: "it"}
    written = only.get(kind, language)
    call = small_call(Note(id="n", at=after(9), text=HURRIED))
    left = editable(fill(kind, "it" if written == "it" else "en", matter(call, notes=False)))
    assert "registrando" not in left
    assert "IT60" not in left


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("sto registrando, non lo sa", (PrivateKind.RECORDING,)),
        ("I am recording this", (PrivateKind.RECORDING,)),
        ("il sig. ferri sente tutto", (PrivateKind.NAME,)),
        ("ne ho parlato con giulia", (PrivateKind.NAME,)),
        ("abita in via garibaldi 14", (PrivateKind.STREET,)),
        ("IT60 X054 2811 1010 0000 0123 456", (PrivateKind.IBAN,)),
        ("il contatore è IT001E12345678", (PrivateKind.CODE,)),
        ("richiamare 333 1234567", (PrivateKind.NUMBER,)),
        ("scrive a x@example.org", (PrivateKind.ADDRESS,)),
        ("modem spento da lunedì, 100 giorni, 250 euro, entro 48h, via mail", ()),
    ],
)
def test_a_note_is_marked_by_what_it_names(text: str, marks: tuple[PrivateKind, ...]) -> None:
    assert PrivateWords().marks(text) == marks


def test_the_first_word_of_a_sentence_is_listed_and_stays_unless_it_is_a_known_name() -> None:
    words = PrivateWords(public=("Zefiro Telecom",))
    assert words.without("Manderanno un tecnico di Zefiro. Marco lo sa.") == (
        f"Manderanno un tecnico di Zefiro. {HIDDEN} lo sa."
    )
    assert [piece.text for piece in words.pieces("Manderanno un tecnico")] == ["Manderanno"]
    turned = PrivateWords(turned=frozenset({"manderanno", "marco"}))
    assert turned.without("Manderanno Marco") == f"{HIDDEN} Marco"


@pytest.mark.parametrize("text", ["a" * 50_000, "a1-" * 20_000, "via " * 20_000, "IT60" * 20_000])
def test_a_long_text_is_looked_through_in_time(text: str) -> None:
    assert len(PrivateWords().without(text)) <= len(text)


@pytest.fixture
def told(owner_store: OwnerStore) -> Chronology:
    case = owner_store.case()
    call = owner_store.call(
        lambda desk: desk.note("modem spento"), lambda desk: desk.note(HURRIED), case=case.id
    )
    return Chronology(case, (owner_store.cabinet.read(call),))


def in_hand(store: OwnerStore, told: Chronology, name: str) -> LetterInHand:
    return LetterInHand(store.cabinet, told, name, "it", "it", clock=lambda: START)


def test_a_note_that_is_ticked_goes_in_and_is_found_in_again(
    owner_store: OwnerStore, told: Chronology
) -> None:
    letter = in_hand(owner_store, told, "complaint")
    first, second = letter.notes
    assert (first.taken, first.marks) == (False, ())
    assert PrivateKind.RECORDING in second.marks
    assert "modem spento" not in letter.text
    letter.keep_choices(LetterChoices(notes=frozenset({first.id})))
    assert "modem spento" in letter.text
    again = in_hand(owner_store, told, "complaint")
    assert [each.taken for each in again.notes] == [True, False]
    assert "modem spento" in again.text
    assert "registrando" not in again.text
    # Another letter goes to somebody else, and is chosen for anew.
    assert "modem spento" not in in_hand(owner_store, told, "association").text
    chosen = owner_store.places.cases / told.case.id / "drafts" / "complaint.chosen.json"
    assert chosen.stat().st_mode & 0o777 == 0o600


def test_what_was_chosen_and_cannot_be_read_counts_as_nothing(
    owner_store: OwnerStore, told: Chronology
) -> None:
    in_hand(owner_store, told, "complaint").keep_choices(LetterChoices(notes=frozenset({"n"})))
    chosen = owner_store.places.cases / told.case.id / "drafts" / "complaint.chosen.json"
    chosen.write_text('{"notes": 7}')
    assert Drafts(owner_store.places, told.case.id).choices("complaint") == LetterChoices()


def test_what_the_owner_types_into_a_public_text_is_hidden_and_told_too(
    owner_store: OwnerStore, told: Chronology
) -> None:
    post = in_hand(owner_store, told, "post")
    post.change(post.text + "\nMi ha sentito anche Giulia, cod. AB12345.\n")
    said = editable(post.letter)
    assert "Giulia" not in said
    assert "AB12345" not in said
    assert "Buongiorno" in said
    assert {choice.piece.text for choice in post.pieces if choice.hidden} == {"Giulia", "AB12345"}
    post.turn({"giulia"})
    assert "Giulia" in editable(post.letter)
