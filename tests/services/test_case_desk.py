"""What is done to a case is stamped, kept, and told by the case from then on."""

from datetime import date, timedelta

import pytest

from callmate.domain.case import (
    AnyCaseEntry,
    Author,
    Case,
    CaseFacts,
    Channel,
    Closed,
    Contradicted,
    Delivered,
    Happened,
    Opened,
    Purpose,
    Reopened,
    ReplyJudged,
    Restated,
    Settled,
    Statement,
    Withdrawn,
)
from callmate.services.case_desk import CaseDesk
from callmate.store.errors import NoSuchCase, NotKept, StoreError
from callmate.store.places import fresh_id
from tests.owner_store import START, OwnerStore, Ticks


@pytest.fixture
def desk(owner_store: OwnerStore) -> CaseDesk:
    """The owner's cases, each verb ten seconds after the one before."""
    return CaseDesk(owner_store.cases, fresh_id, Ticks())


def last(case: Case) -> AnyCaseEntry:
    return case.entries[-1]


def test_a_case_is_called_after_the_moment_it_was_opened(
    owner_store: OwnerStore, desk: CaseDesk
) -> None:
    facts = CaseFacts(name="Line dead", noticed_on=date(2026, 11, 18), worth="30 euro")
    case = desk.open(facts)
    assert case.id.startswith("20261124T103215Z-")
    assert case.opened == START + timedelta(seconds=10)
    assert owner_store.cases.read(case.id) == case
    assert case.facts == facts


def test_facts_that_are_stated_anew_hide_the_earlier_ones_and_keep_them(desk: CaseDesk) -> None:
    first, second = CaseFacts(name="Line dead"), CaseFacts(name="Line dead since May", number="187")
    case = desk.restate(desk.open(first), second)
    assert case.facts == second
    assert isinstance(last(case), Restated)
    assert isinstance(case.entries[0], Opened)
    assert case.entries[0].facts == first
    back = desk.withdraw(case, last(case).id)
    assert back.facts == first


def test_what_happened_now_is_told_of_now(desk: CaseDesk) -> None:
    case = desk.add(desk.open(CaseFacts(name="Line dead")), Channel.VISIT, "went to the shop")
    entry = last(case)
    assert isinstance(entry, Happened)
    assert entry.on == entry.at == START + timedelta(seconds=20)
    assert (entry.author, entry.day_only, entry.purpose) == (Author.OWNER, False, None)


def test_a_delivery_and_a_judgement_are_kept_with_what_they_are_about(
    owner_store: OwnerStore, desk: CaseDesk
) -> None:
    case = desk.add(desk.open(CaseFacts(name="Line dead")), Channel.PEC, "the complaint")
    sent, on = last(case).id, START + timedelta(days=2)
    case = desk.deliver(case, sent, on, reference="opec1")
    case = desk.judge(case, sent, answers=False)
    came, judged = owner_store.cases.read(case.id).entries[-2:]
    assert isinstance(came, Delivered)
    assert (came.sent, came.on, came.day_only, came.reference) == (sent, on, False, "opec1")
    assert isinstance(judged, ReplyJudged)
    assert (judged.reply, judged.answers) == (sent, False)
    assert case.lines[-2:] == (came, judged)


def test_what_happened_before_keeps_its_own_day_and_everything_that_was_said(
    desk: CaseDesk,
) -> None:
    on = START - timedelta(days=3)
    case = desk.add(
        desk.open(CaseFacts(name="Line dead")),
        Channel.LETTER,
        "we will not do more",
        on=on,
        day_only=True,
        author=Author.PERSON,
        reference="RR123IT",
        purpose=Purpose.FINAL,
    )
    entry = last(case)
    assert isinstance(entry, Happened)
    assert (entry.on, entry.at) == (on, START + timedelta(seconds=20))
    told = (entry.day_only, entry.author, entry.reference, entry.purpose)
    assert told == (True, Author.PERSON, "RR123IT", Purpose.FINAL)
    assert case.happenings == (entry,)


def test_the_last_word_on_a_promise_counts(desk: CaseDesk) -> None:
    case = desk.open(CaseFacts(name="Line dead"))
    assert case.kept("call", "promise") is None
    case = desk.settle(case, "call", "promise", kept=True)
    case = desk.settle(case, "call", "promise", kept=False)
    assert case.kept("call", "promise") is False
    assert case.kept("call", "another") is None
    assert case.kept("another", "promise") is None
    case = desk.withdraw(case, last(case).id)
    assert case.kept("call", "promise") is True
    assert [type(each) for each in case.lines] == [Settled]


def test_two_statements_stand_against_each_other_until_that_is_taken_back(desk: CaseDesk) -> None:
    case = desk.open(CaseFacts(name="Line dead"))
    first, second = Statement("call", "note"), Statement("", "reply")
    case = desk.contradict(case, first, second, "when they came")
    entry = last(case)
    assert isinstance(entry, Contradicted)
    assert (entry.first, entry.second, entry.matter) == (first, second, "when they came")
    case = desk.withdraw(case, entry.id)
    assert isinstance(last(case), Withdrawn)
    assert case.lines == ()


def test_a_case_is_closed_and_opened_again_by_the_same_verb(desk: CaseDesk) -> None:
    case = desk.open(CaseFacts(name="Line dead"))
    kinds = []
    closed = []
    for _turn in range(3):
        case = desk.close(case)
        kinds.append(type(last(case)))
        closed.append(case.closed)
    assert kinds == [Closed, Reopened, Closed]
    assert closed == [START + timedelta(seconds=20), None, START + timedelta(seconds=40)]


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ((6,), date(2027, 5, 24)),
        ((6, None), None),
        ((None, 1), date(2026, 12, 24)),
        ((), None),
        ((10**9,), None),
    ],
)
def test_the_sound_is_wanted_for_as_long_as_was_said_last(
    desk: CaseDesk, said: tuple[int | None, ...], until: date | None
) -> None:
    case = desk.open(CaseFacts(name="Line dead"))
    for months in said:
        case = desk.retain(case, months)
    assert case.sound_until is None
    assert desk.close(case).sound_until == until


def test_a_case_that_is_gone_takes_nothing_more(owner_store: OwnerStore, desk: CaseDesk) -> None:
    case = desk.open(CaseFacts(name="Line dead"))
    owner_store.cases.folder(case.id).rename(owner_store.folder / "elsewhere")
    with pytest.raises(NoSuchCase):
        desk.close(case)


def test_what_the_disk_does_not_take_is_told(owner_store: OwnerStore, desk: CaseDesk) -> None:
    owner_store.folder.joinpath("data").write_text("in the way")
    with pytest.raises(NotKept):
        desk.open(CaseFacts(name="Line dead"))


def test_a_spoilt_case_is_left_as_it_is(owner_store: OwnerStore, desk: CaseDesk) -> None:
    case = desk.open(CaseFacts(name="Line dead"))
    owner_store.case_file(case.id).write_bytes(b"{}")
    with pytest.raises(StoreError):
        desk.close(case)
    assert owner_store.case_file(case.id).read_bytes() == b"{}"
