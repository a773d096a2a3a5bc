"""A statement of an operator or a letter is told with its day, by whom, and in whose words."""

from datetime import datetime, timedelta, timezone

import pytest

from callmate.domain.case import (
    Attachment,
    Author,
    CaseLine,
    Channel,
    Closed,
    Contradicted,
    Happened,
    Reopened,
    Settled,
    Statement,
)
from callmate.domain.contradictions import find
from callmate.domain.entry import Given, Note, Refused, Reworded
from callmate.locale.messages import Language
from callmate.wording.case_words import case_line_words, statement_words, who_said, words_said
from tests.made_up_case import NOW, REPLY, ROME, after, call, on_paper_only, small_call, told_of

CALL = call(24).id


def letter(**more: object) -> Happened:
    """A letter that was written down on the day on which it was sent."""
    values: dict[str, object] = {
        "id": "l",
        "at": NOW,
        "on": NOW,
        "channel": Channel.LETTER,
        "text": "chiesto il rimborso",
    }
    return Happened(**(values | more))  # type: ignore[arg-type] # as the tests name them


LINES: tuple[tuple[CaseLine, str], ...] = (
    (letter(), "Registered letter, from you | chiesto il rimborso"),
    (letter(reference="RR1"), "Registered letter, from you | chiesto il rimborso · no. RR1"),
    (
        letter(attachment=Attachment("a.pdf", "attached/a", "ab", 1)),
        "Registered letter, from you | chiesto il rimborso · attached: a.pdf",
    ),
    (
        letter(on=NOW - timedelta(days=1)),
        "Registered letter, from you | chiesto il rimborso · written down 24/11/2026",
    ),
    (
        letter(channel=Channel.POST, author=Author.AUTOMATIC),
        "Post on their social page, automatic reply | chiesto il rimborso",
    ),
    (Closed(id="c", at=NOW), "Case closed | "),
    (Closed(id="c", at=NOW, text="rimborsato"), "Case closed | rimborsato"),
    (Reopened(id="r", at=NOW), "Case opened again | "),
    (
        Settled(id="s", at=NOW, call=CALL, promise="p", kept=True),
        (
            "Promise kept | operator 4471, 24/11/2026 10:48:"
            " manderanno un tecnico → by Friday 27 November"
        ),
    ),
    (
        # What was settled is no promise but a note: whoever wrote the file was wrong.
        Settled(id="s", at=NOW, call=CALL, promise="n", kept=False),
        "PROMISE NOT KEPT | a call that is not in this case any more",
    ),
)


@pytest.mark.parametrize(("entry", "words"), LINES)
@pytest.mark.usefixtures("english")
def test_every_line_of_a_case_beside_its_calls(entry: CaseLine, words: str) -> None:
    line = case_line_words(told_of(call(24), entries=(entry,)), entry)
    assert f"{line.head} | {line.text}" == words


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (Statement(CALL, "n"), "operator 2093, 24/11/2026 10:37: dice: guasto di zona"),
        (
            Statement(CALL, "r"),
            "operator 4471, 24/11/2026 10:46: REFUSED Claim number: non siamo tenuti",
        ),
        (Statement(CALL, "g"), "operator 2093, 24/11/2026 10:36: Operator number: 2093"),
        (
            Statement("", REPLY.id),
            "Post on their social page, from a person there, 20/11/2026: stiamo verificando",
        ),
        (Statement(CALL, "nothing"), "a call that is not in this case any more"),
        (Statement("elsewhere", "n"), "a call that is not in this case any more"),
        (Statement("", "n"), "a call that is not in this case any more"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_statement_is_told_with_whose_it_was(statement: Statement, words: str) -> None:
    assert statement_words(told_of(call(24), entries=(REPLY,)), statement) == words


def test_before_anybody_gave_a_number_the_operator_is_unknown(language: Language) -> None:
    talk = small_call(Note(id="n", at=after(60), text="musica"))
    said = find(told_of(talk), Statement(talk.id, "n"))
    assert said is not None
    unknown = {
        "en": "operator unknown, 24/11/2026 10:33",
        "it": "operatore sconosciuto, 24/11/2026 10:33",
    }
    assert who_said(said) == unknown[language]
    assert words_said(said) == "musica"


def test_a_statement_has_the_words_of_its_last_correction() -> None:
    note = Note(id="n", at=after(60), text="lunedi")
    talk = small_call(note, Reworded(id="w", at=after(61), target="n", text="lunedì"))
    said = find(told_of(talk), Statement(talk.id, "n"))
    assert said is not None
    assert words_said(said) == "lunedì"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 7, 1, 23, 59, tzinfo=timezone(timedelta(hours=2))), "01/07/2026 23:59"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=ROME), "31/12/2026 23:59"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=ROME), "01/01/2027 00:00"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_statement_has_the_day_and_hour_that_the_owner_saw(at: datetime, shown: str) -> None:
    talk = small_call(Given(id="g", at=at, item="operator", text="1"))
    assert statement_words(told_of(talk), Statement(talk.id, "g")) == (
        f"operator 1, {shown}: Operator number: 1"
    )


def test_both_sides_of_a_contradiction_stand_in_one_line(language: Language) -> None:
    mark = Contradicted(
        id="x",
        at=NOW,
        first=Statement(CALL, "n"),
        second=Statement("", "gone"),
        matter="c'è un guasto?",
    )
    line = case_line_words(told_of(call(24), entries=(mark,)), mark)
    said = {
        "en": (
            "CONTRADICTION",
            (
                "c'è un guasto? · operator 2093, 24/11/2026 10:37: dice: guasto di zona"
                " · a call that is not in this case any more"
            ),
        ),
        "it": (
            "CONTRADDIZIONE",
            (
                "c'è un guasto? · operatore 2093, 24/11/2026 10:37: dice: guasto di zona"
                " · una chiamata che non è più in questa pratica"
            ),
        ),
    }
    assert (line.head, line.text) == said[language]


def test_a_contradiction_without_a_matter_begins_with_what_was_said() -> None:
    mark = Contradicted(id="x", at=NOW, first=Statement("", "a"), second=Statement("", "b"))
    line = case_line_words(told_of(entries=(mark,)), mark)
    assert not line.text.startswith(" · ")


def test_a_letter_written_down_after_midnight_of_another_place_is_of_the_same_day() -> None:
    sent = letter(
        on=datetime(2026, 11, 24, 12, tzinfo=ROME), at=datetime(2026, 11, 24, 23, 59, tzinfo=ROME)
    )
    assert case_line_words(told_of(entries=(sent,)), sent).text == "chiesto il rimborso"


def test_a_refusal_without_words_says_what_was_refused(language: Language) -> None:
    talk = small_call(Refused(id="r", at=after(60), item="operator_name"))
    said = statement_words(told_of(talk), Statement(talk.id, "r"))
    assert said.endswith(
        {"en": "REFUSED Operator's name", "it": "RIFIUTATO Nome operatore"}[language]
    )


@pytest.mark.usefixtures("english")
def test_of_a_call_noted_on_paper_no_time_of_day_is_made_up() -> None:
    talk = on_paper_only()
    (promise,) = talk.promises
    kept = Settled(id="z", at=NOW, call=talk.id, promise=promise.entry, kept=True)
    line = case_line_words(told_of(talk, entries=(kept,)), kept)
    assert line.text == "operator 2093, 19/11/2026: richiamano"
