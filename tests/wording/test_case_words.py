"""What happened in a case, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from callmate.domain.call import Call
from callmate.domain.case import (
    Attachment,
    Author,
    Case,
    CaseFacts,
    CaseLine,
    Channel,
    Closed,
    Contradicted,
    Delivered,
    Happened,
    Opened,
    Reopened,
    ReplyJudged,
    Settled,
    Statement,
)
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Answered, Given, Note, Promised, Started
from callmate.wording.case_words import case_line_words

pytestmark = pytest.mark.usefixtures("english", "london")

START = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def told(*lines: CaseLine) -> Chronology:
    call = Call(
        "c1",
        (
            Started(id="s", at=START, company="Zefiro"),
            Note(id="m", at=START, text="music"),
            Answered(id="a", at=START + timedelta(minutes=1)),
            Given(id="g", at=START + timedelta(minutes=1), item="operator", text="2093"),
            Promised(id="p", at=START + timedelta(minutes=2), text="engineer"),
            Note(id="n", at=START + timedelta(minutes=3), text="known fault"),
        ),
    )
    opened = Opened(id="o", at=START, facts=CaseFacts(name="Dead line"))
    return Chronology(Case("k", (opened, *lines)), (call,))


def said(entry: CaseLine, *others: CaseLine) -> str:
    line = case_line_words(told(entry, *others), entry)
    return f"{line.head} | {line.text}"


def test_a_letter_says_all_that_is_known_of_it() -> None:
    letter = Happened(
        id="l",
        at=START + timedelta(days=2),
        on=START,
        channel=Channel.LETTER,
        text="asked for a refund",
        reference="RR1",
        attachment=Attachment("photo.jpg", "attached/x.jpg", "00", 3),
    )
    assert said(letter) == (
        "Registered letter, from you | asked for a refund · no. RR1"
        " · attached: photo.jpg · written down 20/11/2026"
    )


SENT = Happened(id="l", at=START, on=START, channel=Channel.PEC, text="the complaint")


def test_a_delivery_names_what_was_sent_and_its_receipt() -> None:
    receipt = Attachment("daticert.xml", "attached/y.xml", "00", 3)
    came = Delivered(
        id="d", at=START, sent="l", on=START, reference="opec1@pec.it", attachment=receipt
    )
    assert said(came, SENT) == (
        "Delivered | Certified e-mail (PEC), 18/11/2026: the complaint"
        " · no. opec1@pec.it · attached: daticert.xml"
    )
    assert said(came) == (
        "Delivered | a line that is not in this case any more · no. opec1@pec.it"
        " · attached: daticert.xml"
    )


def test_whether_a_reply_answers_is_said_with_the_reply() -> None:
    answers = ReplyJudged(id="j", at=START, reply="l", answers=True)
    assert (
        said(answers, SENT)
        == "The reply answers | Certified e-mail (PEC), 18/11/2026: the complaint"
    )
    not_so = ReplyJudged(id="j", at=START, reply="l", answers=False)
    assert said(not_so, SENT).startswith("The reply does not answer | Certified")


def test_a_promise_is_said_once_with_who_made_it() -> None:
    broken = Settled(id="b", at=START, call="c1", promise="p", kept=False)
    expected = "PROMISE NOT KEPT | operator 2093, 18/11/2026 09:02: engineer"
    assert said(broken) == expected
    kept = Settled(id="b", at=START, call="c1", promise="p", kept=True)
    assert said(kept).startswith("Promise kept | operator 2093")
    gone = Settled(id="b", at=START, call="elsewhere", promise="p", kept=True)
    assert said(gone) == "Promise kept | a call that is not in this case any more"


def test_a_contradiction_says_both_and_the_matter() -> None:
    reply = Happened(
        id="r",
        at=START + timedelta(days=1),
        on=START + timedelta(days=1),
        channel=Channel.EMAIL,
        text="no fault",
        author=Author.PERSON,
    )
    mark = Contradicted(
        id="x",
        at=START,
        first=Statement("c1", "n"),
        second=Statement("", "r"),
        matter="is there a fault",
    )
    assert said(mark, reply) == (
        "CONTRADICTION | is there a fault · operator 2093, 18/11/2026 09:03: known fault"
        " · E-mail, from a person there, 19/11/2026: no fault"
    )


def test_what_was_said_before_an_operator_gave_a_number_has_no_operator() -> None:
    mark = Contradicted(id="x", at=START, first=Statement("c1", "m"), second=Statement("c1", "n"))
    assert "operator unknown, 18/11/2026 09:00: music" in said(mark)


def test_closing_and_opening_again() -> None:
    assert said(Closed(id="z", at=START, text="refunded")) == "Case closed | refunded"
    assert said(Reopened(id="z", at=START)) == "Case opened again | "
