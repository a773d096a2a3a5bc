"""What is put right, struck out or moved counts as the owner says; what was written stays."""

from datetime import timedelta

import msgspec

from callmate.domain.call import Call
from callmate.domain.corrections import words_in
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    BeganBefore,
    CallFacts,
    CameIn,
    Given,
    HungUp,
    MovedAway,
    MovedHere,
    Note,
    Promised,
    Reworded,
    Sector,
    Struck,
    Transferred,
    Undone,
)
from tests.made_up_case import NOW, after, small_call

NOTE = Note(id="n", at=after(20), text="rimborso negato")
OTHER = "20261120T080000Z-111111"


def moved(entry: Note | Given | Promised) -> MovedHere:
    return MovedHere(id="m", at=after(900), late=True, call=OTHER, entry=entry)


def undone(target: str) -> Undone:
    return Undone(id=f"u{target}", at=after(1000), target=target)


def test_the_company_the_number_and_the_kind_of_company_can_be_put_right() -> None:
    facts = CallFacts(id="f", at=after(30), number="800 123", sector=Sector.BANK)
    call = small_call(facts)
    assert (call.company, call.start.number) == ("Zefiro Telecom", "800 123")
    assert "written_channel" in {item.id for item in call.checklist.items}
    assert small_call(facts, undone("f")).start == small_call().start


def test_the_last_correction_of_the_company_counts_whichever_way_it_was_made() -> None:
    facts = CallFacts(id="f", at=after(30), company="Aurora")
    words = Reworded(id="w", at=after(40), target="s", text="Borea")
    assert small_call(facts, words).company == "Borea"
    assert small_call(words, facts).company == "Aurora"
    assert small_call(words, facts, undone("f")).company == "Borea"


def test_only_what_changed_is_written_down() -> None:
    raw = msgspec.json.decode(msgspec.json.encode(CallFacts(id="f", at=after(1), number="")))
    assert raw.keys() == {"kind", "id", "at", "number"}


def test_who_rang_is_known_and_can_be_taken_back() -> None:
    came = CameIn(id="c", at=after(5))
    assert not small_call().came_in
    assert small_call(came).came_in
    assert not small_call(came, undone("c")).came_in


def test_a_call_that_began_before_lasted_from_then_on() -> None:
    said = BeganBefore(id="b", at=after(5), began=after(-600))
    call = small_call(said, HungUp(id="e", at=after(60)))
    assert call.began == after(-600)
    assert call.length(NOW) == timedelta(seconds=660)
    later = BeganBefore(id="b", at=after(5), began=after(3))
    assert small_call(later).began == small_call().start.at


def test_a_struck_line_counts_no_more_until_the_striking_is_taken_back() -> None:
    struck = Struck(id="x", at=after(900), late=True, target="n")
    call = small_call(NOTE, struck)
    assert NOTE not in call.standing
    assert NOTE in call.entries
    assert call.taken_back == {"n"}
    assert NOTE in small_call(NOTE, struck, undone("x")).standing


def test_a_moved_line_counts_in_the_call_it_came_to_and_not_in_the_one_it_left() -> None:
    away = MovedAway(id="a", at=after(900), late=True, target="n", call=OTHER)
    assert NOTE not in small_call(NOTE, away).standing
    assert NOTE in small_call(NOTE, away, undone("a")).standing
    here = small_call(moved(NOTE))
    assert here.standing[1:] == (msgspec.structs.replace(NOTE, late=True),)
    assert here.moved_here.keys() == {"n"}
    assert small_call(moved(NOTE), undone("m")).standing[1:] == ()


def test_a_moved_promise_and_a_moved_number_are_those_of_the_call_they_came_to() -> None:
    promise = Promised(id="p", at=after(-9000), text="rimborso", due=NOW)
    assert [each.due for each in small_call(moved(promise)).promises] == [NOW]
    number = Given(id="g", at=after(-9000), item="claim_number", text="RC-1")
    assert small_call(moved(number)).claim_number == "RC-1"


def test_a_moved_line_can_be_corrected_like_any_other() -> None:
    better = Reworded(id="w", at=after(950), target="m", text="rimborso accolto")
    (note,) = small_call(moved(NOTE), better).standing[1:]
    assert words_in(note) == "rimborso accolto"


def test_nobody_is_named_for_a_moved_line_where_several_spoke() -> None:
    promise = Promised(id="p", at=after(5000), text="rimborso")
    one: tuple[AnyEntry, ...] = (
        Answered(id="a", at=after(1)),
        Given(id="o", at=after(2), item="operator", text="4471"),
    )
    two: tuple[AnyEntry, ...] = (
        Transferred(id="t", at=after(3)),
        Given(id="o2", at=after(4), item="operator", text="5512"),
    )
    assert [each.operator for each in small_call(*one, moved(promise)).promises] == ["4471"]
    assert [each.operator for each in small_call(*one, *two, moved(promise)).promises] == [None]


def test_all_operators_and_claim_numbers_of_a_call_are_known_each_once() -> None:
    given = [
        Given(id=f"g{number}", at=after(number), item=item, text=text)
        for number, (item, text) in enumerate(
            (
                ("claim_number", "RC-990011"),
                ("operator", "4471"),
                ("claim_number", "RC-990012"),
                ("operator", "5512"),
                ("claim_number", "RC-990011"),
            )
        )
    ]
    call = small_call(*given)
    assert call.claim_numbers == ("RC-990011", "RC-990012")
    assert call.operators == ("4471", "5512")


def test_an_operator_named_after_the_call_takes_nobodys_place() -> None:
    spoken: tuple[AnyEntry, ...] = (
        Answered(id="a", at=after(1)),
        Given(id="o", at=after(2), item="operator", text="4471"),
        Promised(id="p", at=after(3), text="rimborso"),
        HungUp(id="e", at=after(4)),
    )
    late = Given(id="o2", at=after(900), item="operator", text="5512", late=True)
    name = Given(id="o3", at=after(900), item="operator_name", text="Luca", late=True)
    call = small_call(*spoken, late, name)
    assert call.operators == ("4471", "5512")
    assert [each.operator for each in call.promises] == ["4471"]
    assert [(leg.operator, leg.name) for leg in call.legs] == [("4471", "Luca")]


def test_a_call_that_grew_adds_up_to_the_same_as_one_that_was_read() -> None:
    entries = (
        NOTE,
        CallFacts(id="f", at=after(30), company="Aurora"),
        CameIn(id="c", at=after(31)),
        BeganBefore(id="b", at=after(32), began=after(-60)),
        Struck(id="x", at=after(33), target="n"),
        moved(Note(id="k", at=after(-99), text="altro")),
        undone("x"),
    )
    grown, read = small_call(), small_call(*entries)
    for entry in entries:
        assert grown.standing  # what is known before is not to be handed on wrongly
        grown = grown.with_entries(entry)
    for fold in ("start", "standing", "came_in", "began", "taken_back", "moved_here", "undoable"):
        assert getattr(grown, fold) == getattr(read, fold), fold
    assert isinstance(grown, Call)
