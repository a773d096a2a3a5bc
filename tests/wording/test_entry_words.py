"""Every kind of entry is told in one line, in both languages, with its latest words."""

from typing import get_args

import pytest
from hypothesis import given, strategies as st

from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Filed,
    Given,
    HoldBegan,
    HungUp,
    Imported,
    ListenedCopy,
    Note,
    Promised,
    Refused,
    Reworded,
    SoundGap,
    Started,
    Transferred,
    Undone,
    WrittenUp,
)
from callmate.locale.messages import Language
from callmate.wording.entry_words import Tone, entry_words
from tests.made_up_case import CASE, EVERY_KIND, START, after, small_call, whole_call
from tests.spoken import LANGUAGES, speaking

OTHER = "Aurora Energia, 20/11/2026 09:00"

WORDS = {
    "started": ("Call started: 187", "Chiamata iniziata: 187"),
    "pressed": ("Pressed in the menu: 2 1", "Premuto nel menù: 2 1"),
    "recording_began": (
        "Recording, for you alone (part 1)",
        "Registrazione, solo per Lei (parte 1)",
    ),
    "hold_began": ("On hold for 01:05", "In attesa per 01:05"),
    "hold_ended": ("Back on the line", "Di nuovo in linea"),
    "answered": ("Operator 2093 answered", "Ha risposto l'operatore 2093"),
    "given": ("Operator number: 2093", "Codice operatore: 2093"),
    "note": ("guasto di tutta la zona", "guasto di tutta la zona"),
    "transferred": ("Transferred", "Trasferito"),
    "refused": (
        "REFUSED Claim number: non siamo tenuti",
        "RIFIUTATO Numero del reclamo: non siamo tenuti",
    ),
    "promised": (
        "PROMISE un tecnico → by Friday 27 November",
        "PROMESSA un tecnico → entro venerdì 27 novembre",
    ),
    "marked": ("★ Marked", "★ Momento segnato"),
    "sound_gap": (
        "No sound for 00:03: the computer was too busy",
        "Nessun audio per 00:03: il computer era sovraccarico",
    ),
    "interrupted": ("Taken up again, after 01:00", "Chiamata ripresa dopo 01:00"),
    "mistake": ("sbagliata", "sbagliata"),
    "undone": ("Taken back: 10:35:26 sbagliata", "Annullato: 10:35:26 sbagliata"),
    "reworded": (
        "Corrected: guasto di tutta la zona (at first: guasto di zona)",
        "Corretto: guasto di tutta la zona (prima: guasto di zona)",
    ),
    "dropped": ("The line dropped", "È caduta la linea"),
    "hung_up": ("Call ended after 13:35", "Chiamata finita dopo 13:35"),
    "recording_ended": (
        "Recording kept: 03:24, sealed",
        "Registrazione salvata: 03:24, sigillata",
    ),
    "outcome": ("Outcome: line dropped", "Esito: linea caduta"),
    "imported": (
        "Sound brought in from a file, as part 2: chiamata.m4a · telefono di Anna",
        "Audio aggiunto da un file, come parte 2: chiamata.m4a · telefono di Anna",
    ),
    "written_up": (
        "The whole call was written down afterwards · the time is approximate",
        "Tutta la chiamata è stata scritta in seguito · l'ora è approssimativa",
    ),
    "listening_copy": (
        "Listening copy taken, 01:00 to 01:30: avvocato",
        "Copia d'ascolto presa, da 01:00 a 01:30: avvocato",
    ),
    "sound_deleted": (
        f"Sound of part 1 deleted; its SHA-256 stays: {'ab' * 32}",
        f"Audio della parte 1 eliminato; ne resta lo SHA-256: {'ab' * 32}",
    ),
    "filed": ("Filed in a case", "Messa in una pratica"),
    "call_facts": ("Put right: Matter: linea guasta", "Corretti i dati: Motivo: linea guasta"),
    "came_in": ("They rang me", "Mi hanno telefonato loro"),
    "began_before": (
        "Began at 10:22, as told afterwards",
        "Iniziata alle 10:22, come detto dopo",
    ),
    "struck": ("Struck out: 10:35:26 sbagliata", "Riga barrata: 10:35:26 sbagliata"),
    "moved_away": (
        f"Moved to the call {OTHER}: 10:35:26 sbagliata",
        f"Spostato nella chiamata {OTHER}: 10:35:26 sbagliata",
    ),
    "moved_here": (
        f"contatore guasto (written on 20/11/2026 10:32 under the call {OTHER}, and moved here)",
        f"contatore guasto (scritto il 20/11/2026 10:32 nella chiamata {OTHER}, e spostato qui)",
    ),
}

TONES: dict[Tone, set[str]] = {
    "own": {"note", "marked", "mistake", "moved_here"},
    "operator": {"answered", "transferred"},
    "promise": {"promised"},
    "refused": {"refused"},
    "sound": {
        *("recording_began", "recording_ended", "sound_gap", "imported", "listening_copy"),
        "sound_deleted",
    },
    "stamp": {
        *("started", "pressed", "hold_began", "hold_ended", "given", "interrupted", "undone"),
        *("reworded", "dropped", "hung_up", "outcome", "written_up", "filed"),
        *("call_facts", "came_in", "began_before", "struck", "moved_away"),
    },
}


def test_no_kind_of_entry_was_forgotten_here() -> None:
    assert {type(entry) for entry in EVERY_KIND} == set(get_args(AnyEntry))
    assert set().union(*TONES.values()) == {entry.id for entry in EVERY_KIND} == set(WORDS)


@pytest.mark.parametrize("entry", EVERY_KIND, ids=lambda entry: entry.id)
def test_every_kind_of_entry_has_words_in_both_languages(
    language: Language, entry: AnyEntry
) -> None:
    said = entry_words(whole_call(), entry)
    assert said.text == WORDS[entry.id][language == "it"]
    assert entry.id in TONES[said.tone]


def test_what_was_taken_back_is_told_as_such_and_nothing_else_is() -> None:
    call = whole_call()
    assert [entry.id for entry in call.entries if entry_words(call, entry).gone] == ["mistake"]


def test_what_was_added_after_the_call_is_told_as_such() -> None:
    note = Note(id="n", at=after(9), text="x", late=True)
    assert entry_words(small_call(note), note).late
    assert not entry_words(whole_call(), EVERY_KIND[0]).late


def english(*entries: AnyEntry, start: Started | None = None) -> str:
    """The last of these entries of a call, in English."""
    call = small_call(*entries, start=start)
    with speaking("en"):
        return entry_words(call, call.entries[-1]).text


LATER = after(60)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (HoldBegan(id="x", at=LATER), "On hold"),
        (Answered(id="x", at=LATER), "A person answered"),
        (Transferred(id="x", at=LATER), "Transferred"),
        (Given(id="x", at=LATER, item="witness"), "Also listening: yes"),
        (Given(id="x", at=LATER, item="witness", text="Lucia"), "Also listening: Lucia"),
        (Given(id="x", at=LATER, item="of_tomorrow", text="1"), "of_tomorrow: 1"),
        (Refused(id="x", at=LATER, item="operator_name"), "REFUSED Operator's name"),
        (Promised(id="x", at=LATER, text="they ring"), "PROMISE they ring"),
        (Filed(id="x", at=LATER, case=CASE), "Filed in a case"),
        (Filed(id="x", at=LATER, case=None), "Taken out of its case"),
        (
            ListenedCopy(id="x", at=LATER, part=1, start=0, end=3661),
            "Listening copy taken, 00:00 to 1:01:01",
        ),
        (
            Imported(id="x", at=LATER, part=3, name="a.wav", sha256=""),
            "Sound brought in from a file, as part 3: a.wav",
        ),
        (WrittenUp(id="x", at=LATER), "The whole call was written down afterwards"),
        (
            WrittenUp(id="x", at=LATER, source="calls.csv"),
            "The whole call was written down afterwards; it comes from the list calls.csv",
        ),
        (Undone(id="x", at=LATER, target="gone"), "Taken back: ?"),
        (Undone(id="x", at=LATER, target="s"), "Taken back: 10:32:05 Call started"),
        (Reworded(id="x", at=LATER, target="gone", text="b"), "Corrected: b (at first: )"),
        (
            Reworded(id="x", at=LATER, target="s", text="Aurora"),
            "Corrected: Aurora (at first: Zefiro Telecom)",
        ),
        (HungUp(id="x", at=after(3600)), "Call ended after 1:00:00"),
        (HungUp(id="x", at=START), "Call ended after 00:00"),
    ],
)
def test_what_is_not_known_is_left_out(entry: AnyEntry, words: str) -> None:
    assert english(entry) == words


def test_a_start_without_a_number_says_that_it_started() -> None:
    assert english(start=Started(id="s", at=START, company="")) == "Call started"


def test_the_owners_own_question_stands_in_their_words() -> None:
    start = Started(id="s", at=START, company="Z", questions=("Refund?", "When?"))
    answer = Given(id="g", at=LATER, item="question:2", text="Monday")
    assert english(answer, start=start) == "When?: Monday"
    refusal = Refused(id="r", at=LATER, item="question:1", text="no")
    assert english(refusal, start=start) == "REFUSED Refund?: no"


def test_the_operator_of_a_leg_stands_where_they_answered() -> None:
    answered, passed = Answered(id="a", at=after(1)), Transferred(id="t", at=after(60))
    number = Given(id="g", at=after(65), item="operator", text="4471")
    call = small_call(answered, passed, number)
    with speaking("en"):
        assert entry_words(call, answered).text == "A person answered"
        assert entry_words(call, passed).text == "Transferred → operator 4471"


def test_a_promise_of_another_year_and_of_a_time_of_day() -> None:
    due = START.replace(year=2027, month=1, day=4, hour=9, minute=30)
    exact = Promised(id="p", at=LATER, text="they ring", due=due, due_exact=True)
    assert english(exact) == "PROMISE they ring → by Monday 4 January 2027, 09:30"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (0.001, "00:01"), (1, "00:01"), (59.2, "01:00")]
)
def test_a_gap_of_less_than_a_second_is_no_gap_of_none(seconds: float, shown: str) -> None:
    gap = SoundGap(id="x", at=LATER, since=after(60 - seconds), part=1, reason="silent")
    assert english(gap) == f"No sound for {shown}: the microphone gave only silence"


def test_the_last_correction_counts_and_each_names_the_first_words() -> None:
    note = Note(id="n", at=after(1), text="lunedi")
    first = Reworded(id="1", at=after(2), target="n", text="lunedì")
    second = Reworded(id="2", at=after(3), target="n", text="martedì")
    call = small_call(note, first, second)
    with speaking("en"):
        assert entry_words(call, note).text == "martedì"
        assert entry_words(call, first).text == "Corrected: lunedì (at first: lunedi)"
        assert entry_words(call, second).text == "Corrected: martedì (at first: lunedi)"


def test_words_that_came_after_a_stamp_are_those_of_the_stamp() -> None:
    stamp = Refused(id="r", at=after(1), item="claim_number")
    words = Reworded(id="w", at=after(9), target="r", text="we need not")
    call = small_call(stamp, words)
    with speaking("en"):
        assert entry_words(call, stamp) == entry_words(call, words)
        assert entry_words(call, words).text == "REFUSED Claim number: we need not"
        assert entry_words(call, words).tone == "refused"


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_note_is_told_as_it_was_typed(text: str, language: Language) -> None:
    note = Note(id="n", at=LATER, text=text)
    with speaking(language):
        assert entry_words(small_call(note), note).text == text


TARGETS = st.sampled_from(["s", "1", "2", "3", "4", "nobody"])


@given(st.lists(st.tuples(st.booleans(), TARGETS, st.sampled_from(["", "x"])), max_size=4))
def test_entries_that_speak_of_one_another_in_a_ring_are_told_all_the_same(
    links: list[tuple[bool, str, str]],
) -> None:
    # No key writes such a ring; a file from somewhere else may hold one.
    entries: list[AnyEntry] = [
        Undone(id=f"{place}", at=LATER, target=target)
        if back
        else Reworded(id=f"{place}", at=LATER, target=target, text=text)
        for place, (back, target, text) in enumerate(links, 1)
    ]
    call = small_call(*entries)
    with speaking("en"):
        assert all(entry_words(call, entry).text for entry in call.entries)
