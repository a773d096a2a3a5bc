"""What to ask for in a call, in which order, and how each item stands as the call goes on."""

import pytest
from hypothesis import given, strategies as st

from callmate.domain.checklist import (
    QUESTION,
    STATED,
    Checklist,
    Item,
    ItemStanding,
    fill,
    item_ids,
)
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    Note,
    Promised,
    Refused,
    Sector,
    Transferred,
)
from tests.made_up_case import after

WRITTEN = {Sector.ENERGY, Sector.WATER, Sector.BANK, Sector.INSURANCE}


@pytest.mark.parametrize("sector", Sector)
def test_what_is_asked_for_in_each_trade(sector: Sector) -> None:
    asked = item_ids(sector, ("Refund?", "When?"))
    written = ("written_channel",) if sector in WRITTEN else ()
    assert asked == (
        *("operator", "claim_number", *written, "operator_name", "promise"),
        *("witness", "speakerphone", "recording_notice", "question:1", "question:2"),
    )


def filled(*entries: AnyEntry, questions: tuple[str, ...] = ()) -> Checklist:
    return fill(Sector.OTHER, questions, entries)


def given_item(item: str, text: str = "x") -> Given:
    return Given(id="g", at=after(9), item=item, text=text)


def refused(item: str, text: str = "no") -> Refused:
    return Refused(id="r", at=after(9), item=item, text=text)


@pytest.mark.parametrize(
    ("entries", "standing", "text"),
    [
        ((), ItemStanding.MISSING, ""),
        ((given_item("claim_number", "A7"),), ItemStanding.ANSWERED, "A7"),
        ((refused("claim_number"),), ItemStanding.REFUSED, "no"),
        ((refused("claim_number"), given_item("claim_number", "A7")), ItemStanding.ANSWERED, "A7"),
        ((given_item("claim_number", "A7"), refused("claim_number")), ItemStanding.REFUSED, "no"),
        ((Note(id="n", at=after(9), text="claim_number"),), ItemStanding.MISSING, ""),
    ],
)
def test_the_last_word_about_an_item_counts(
    entries: tuple[AnyEntry, ...], standing: ItemStanding, text: str
) -> None:
    item = filled(*entries).item("claim_number")
    assert item == Item("claim_number", standing, text)
    answer = filled(*entries).answer("claim_number")
    assert answer == (text if standing is ItemStanding.ANSWERED else None)


@pytest.mark.parametrize(
    "passed", [Answered(id="a", at=after(30)), Transferred(id="t", at=after(30))]
)
def test_a_new_person_is_asked_for_their_number_and_name_again(passed: AnyEntry) -> None:
    before = tuple(given_item(item) for item in ("operator", "operator_name", "claim_number"))
    found = filled(*before, passed)
    assert [found.answer(each.item) for each in before] == [None, None, "x"]


def test_a_promise_answers_its_item() -> None:
    promised = Promised(id="p", at=after(9), text="a technician", due=after(900))
    assert filled(promised).answer("promise") == "a technician"


def test_a_promise_without_a_date_lacks_it_and_is_no_answer() -> None:
    checklist = filled(Promised(id="p", at=after(9), text="soon"))
    item = checklist.item("promise")
    assert item is not None
    assert (item in checklist.missing, item.text) == (True, "soon")
    assert checklist.next != item


def test_what_is_refused_and_is_no_item_is_told_beside_the_items() -> None:
    refund = Refused(id="r", at=after(9), item="a refund", text="we give none")
    address = Refused(id="s", at=after(9), item="written_channel", text="no")
    checklist = filled(refund, address)
    assert checklist.refused == (Item("a refund", ItemStanding.REFUSED, "we give none"),)
    assert "a refund" not in {item.id for item in checklist.missing}


def test_the_owners_questions_keep_their_words_whatever_is_answered() -> None:
    questions = ("Refund?", "When?")
    found = filled(given_item("question:2", "Monday"), refused("question:1"), questions=questions)
    told = {each.id: (each.question, each.standing, each.text) for each in found.items}
    assert told["question:1"] == ("Refund?", ItemStanding.REFUSED, "no")
    assert told["question:2"] == ("When?", ItemStanding.ANSWERED, "Monday")


def test_an_answer_to_what_is_not_asked_makes_no_item() -> None:
    found = filled(given_item("question:1"), given_item("written_channel"), refused("question:1"))
    assert found == filled()
    assert found.item("of_tomorrow") is None
    assert found.answer("of_tomorrow") is None


def test_what_somebody_must_be_asked_for_comes_before_what_the_owner_states() -> None:
    order = []
    found = filled(questions=("Refund?",))
    given_so_far: tuple[AnyEntry, ...] = ()
    while found.next is not None:
        order.append(found.next.id)
        given_so_far = (*given_so_far, given_item(found.next.id))
        found = filled(*given_so_far, questions=("Refund?",))
    assert order == [
        *("operator", "claim_number", "operator_name", "promise", "question:1"),
        *("witness", "speakerphone", "recording_notice"),
    ]
    assert set(order[-3:]) == STATED


ITEMS = st.sampled_from(["operator", "claim_number", "promise", "question:1", "witness", "other"])
ENTRIES = st.lists(
    st.one_of(
        st.builds(given_item, ITEMS),
        st.builds(refused, ITEMS),
        st.just(Answered(id="a", at=after(9))),
        st.just(Promised(id="p", at=after(9), text="y")),
    ),
    max_size=8,
)


@given(st.sampled_from(Sector), st.lists(st.text(max_size=5), max_size=3), ENTRIES)
def test_every_item_stands_in_one_way_and_in_its_order(
    sector: Sector, questions: list[str], entries: list[AnyEntry]
) -> None:
    found = fill(sector, questions, entries)
    assert tuple(item.id for item in found.items) == item_ids(sector, questions)
    answered = [item for item in found.items if item.standing is ItemStanding.ANSWERED]
    refused_items = [item for item in found.refused if item not in found.others]
    assert len(found.missing) + len(refused_items) + len(answered) == len(found.items)
    assert (found.next is None) == (not found.missing)
    own = [item for item in found.items if item.id.startswith(QUESTION)]
    assert [item.question for item in own] == questions
