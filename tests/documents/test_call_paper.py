"""A call on its sheet: every word of it, and what is said of calls that are not like the others."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from callmate.documents.call_paper import sheet
from callmate.documents.formats.blocks import FactRow, FactTable, Heading, Paper
from callmate.documents.formats.plain_text import as_text
from callmate.domain.call import Call
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HoldBegan,
    HungUp,
    Imported,
    Note,
    Promised,
    RecordingBegan,
    RecordingEnded,
    Refused,
    Sector,
    SoundDeleted,
    Started,
    Transferred,
    WrittenUp,
)
from callmate.domain.seal import Chain
from callmate.locale.messages import Language
from callmate.services.recovery import RecoveredSound
from callmate.services.verification import CallOnDisk
from callmate.store.call_journal import Kept
from tests.documents.call_on_paper import ENGLISH, ITALIAN
from tests.documents.sealed import BROKEN, UNBROKEN
from tests.made_up_case import NOW, START, after, on_paper_only, small_call, whole_call
from tests.spoken import speaking

FOLDER = Path("/calls/one")


def seen(call: Call, *, running: bool = False, growing: tuple[int, ...] = ()) -> CallOnDisk:
    return CallOnDisk(Kept(call, "ef" * 32), FOLDER, RecoveredSound(growing=growing), running)


def paper_of(call: Call, chain: Chain = UNBROKEN) -> Paper:
    return sheet(seen(call), chain, paths=False)


def text(paper: Paper) -> str:
    return "\n".join(as_text(paper, None))


def rows(paper: Paper, title: str = "") -> list[FactRow]:
    """The rows beneath a title of the second level, or beneath the first."""
    above = ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            above = block.text if block.level > 1 else ""
        elif isinstance(block, FactTable) and above == title:
            return list(block.rows)
    return []


def head(call: Call, *, running: bool = False) -> dict[str, str]:
    """What the sheet says first, in English."""
    with speaking("en"):
        found = rows(sheet(seen(call, running=running), UNBROKEN, paths=False))
    return {row.label: row.text for row in found}


def test_the_whole_sheet_in_each_language(language: Language) -> None:
    paper = sheet(seen(whole_call()), UNBROKEN, paths=True)
    assert text(paper) == {"en": ENGLISH, "it": ITALIAN}[language]
    assert (paper.title, paper.language) == (text(paper).split("\n")[0], language)


def test_what_was_taken_back_is_struck_out() -> None:
    with speaking("en"):
        told = rows(paper_of(whole_call()), "What happened")
    assert [row.text for row in told if row.tone == "gone"] == ["sbagliata (taken back)"]


def test_a_call_of_which_hardly_anything_is_known() -> None:
    bare = small_call(start=Started(id="s", at=START, company=""))
    assert head(bare) == {
        "Call": bare.id,
        "Ended": "interrupted: open CallMate to take it up again",
    }
    assert head(bare, running=True)["Ended"] == "not yet: it is going on in another window"
    with speaking("en"):
        assert paper_of(bare).title == " · 24 November 2026, 10:32"


def test_matter_and_trade_stand_where_they_are_known() -> None:
    start = Started(id="s", at=START, company="Z", matter="bolletta doppia", sector=Sector.WATER)
    told = head(small_call(start=start))
    assert (told["Matter"], told["Trade"]) == ("bolletta doppia", "Water")
    assert "Trade" not in head(small_call(start=replace(start, sector=Sector.OTHER)))


@pytest.mark.parametrize(
    ("language", "once", "twice"),
    [
        ("en", "00:30, 1 time", "01:00, 2 times"),
        ("it", "00:30, 1 volta", "01:00, 2 volte"),
    ],
)
def test_one_wait_and_several_are_told_apart(language: Language, once: str, twice: str) -> None:
    first = (HoldBegan(id="h1", at=after(10)), Answered(id="a1", at=after(40)))
    second = (HoldBegan(id="h2", at=after(100)), Transferred(id="t", at=after(130)))
    end = HungUp(id="e", at=after(200))
    label = {"en": "On hold", "it": "In attesa"}[language]
    with speaking(language):
        for entries, words in (((*first, end), once), ((*first, *second, end), twice)):
            found = {row.label: row.text for row in rows(paper_of(small_call(*entries)))}
            assert found[label] == words


def test_a_call_over_midnight_says_the_day_where_it_is_another() -> None:
    late = START.replace(hour=23, minute=59)
    note = Note(id="n", at=late + timedelta(minutes=2), text="x")
    promise = Promised(id="p", at=late + timedelta(minutes=3), text="y")
    talk = small_call(note, promise, start=Started(id="s", at=late, company="Z"))
    with speaking("en"):
        told = {row.text: row.label for row in rows(paper_of(talk), "What happened")}
        made = [row.label for row in rows(paper_of(talk), "Promises")]
    assert told == {
        "Call started": "23:59:05",
        "x": "25/11/2026 00:01:05",
        "PROMISE y": "25/11/2026 00:02:05",
    }
    assert made == ["25/11/2026 00:02:05"]


@pytest.mark.parametrize(
    ("operator", "name", "words"),
    [
        ("4471", "Carla", "4471 · Carla, from 10:32:15"),
        ("4471", "", "4471, from 10:32:15"),
        ("", "Carla", "Carla, from 10:32:15"),
        ("", "", "number unknown, from 10:32:15"),
    ],
)
def test_an_operator_goes_by_what_is_known(operator: str, name: str, words: str) -> None:
    given_facts = (("operator", operator), ("operator_name", name))
    entries = [
        Given(id=item, at=after(20), item=item, text=text) for item, text in given_facts if text
    ]
    assert head(small_call(Answered(id="a", at=after(10)), *entries))["Operator"] == words


def test_a_call_noted_on_paper_makes_no_times_up() -> None:
    told = head(on_paper_only())
    assert told["Noted"].startswith("written down afterwards, on 24 November 2026")
    assert told["Operator"] == "2093"
    assert not told.keys() & {"Answered", "Ended", "On hold"}
    with speaking("en"):
        happened = rows(paper_of(on_paper_only()), "What happened")
        promised = rows(paper_of(on_paper_only()), "Promises")
    assert [row.label for row in happened if row.label] == ["24/11/2026 12:00:00"]
    assert [(row.label, row.text) for row in promised] == [("", "richiamano")]


def test_a_call_noted_later_with_its_length_says_it_and_not_when_it_ended() -> None:
    end, said = HungUp(id="e", at=after(750), late=True), WrittenUp(id="w", at=NOW)
    told = head(small_call(Answered(id="a", at=START), end, said))
    assert told["Ended"] == "12:30"
    assert "Answered" not in told


@pytest.mark.parametrize(
    ("entry", "sign", "words"),
    [
        (Given(id="x", at=after(9), item="claim_number", text="A7"), "✓", "Claim number: A7"),
        (Given(id="x", at=after(9), item="claim_number"), "✓", "Claim number: yes"),
        (
            Refused(id="x", at=after(9), item="claim_number", text="no"),
            "✗",
            "Claim number: refused – no",
        ),
        (Refused(id="x", at=after(9), item="claim_number"), "✗", "Claim number: refused"),
        (Note(id="x", at=after(9), text="x"), "○", "Claim number: missing"),
    ],
)
@pytest.mark.usefixtures("english")
def test_how_an_item_of_the_checklist_stands(entry: AnyEntry, sign: str, words: str) -> None:
    found = {row.text: row.label for row in rows(paper_of(small_call(entry)), "Checklist")}
    assert found[words] == sign


BEGAN = RecordingBegan(id="b", at=after(6), part=1, path="sound-1")
ENDED = RecordingEnded(
    id="r",
    at=after(100),
    part=1,
    path="sound-1.opus.age",
    started=after(6),
    seconds=94.9,
    sha256="ab" * 32,
)
FROM_FILE = Imported(id="i", at=after(200), part=1, name="a.m4a", sha256="cd" * 32)


def recording(*entries: AnyEntry, paths: bool = False, growing: tuple[int, ...] = ()) -> list[str]:
    """What the sheet says of the sound, in English."""
    with speaking("en"):
        paper = sheet(seen(small_call(*entries), growing=growing), UNBROKEN, paths=paths)
        return [row.text for row in rows(paper, "Recording")]


def test_a_part_says_how_far_it_is() -> None:
    assert recording() == []
    assert recording(BEGAN) == ["Part 1: its end is not known"]
    assert recording(BEGAN, growing=(1,)) == ["Part 1: still being recorded"]
    assert recording(BEGAN, ENDED) == ["Part 1: 01:34, sealed", f"SHA-256 {'ab' * 32}"]


def test_where_the_sound_lies_is_said_when_asked_for_and_while_it_is_there() -> None:
    place = str(FOLDER / "sound-1.opus.age")
    gone = SoundDeleted(id="d", at=after(300), part=1, sha256="ab" * 32)
    assert place in recording(BEGAN, ENDED, paths=True)
    assert place not in recording(BEGAN, ENDED, gone, paths=True)
    assert recording(BEGAN, ENDED, gone)[0] == (
        "Part 1: 01:34; its sound was deleted on 24 November 2026, 10:37"
    )


def test_a_part_that_was_brought_in_says_where_it_is_from() -> None:
    whole = replace(FROM_FILE, made=after(-3600), device="a {phone}", cut_short=True)
    assert recording(BEGAN, ENDED, FROM_FILE)[2:] == [f"from the file a.m4a, SHA-256 {'cd' * 32}"]
    assert recording(BEGAN, ENDED, whole)[2:] == [
        f"from the file a.m4a, SHA-256 {'cd' * 32}",
        "made, as the file says, on 24 November 2026, 09:32",
        "recorded, as the file says, with a {phone}",
        "the file was cut short or damaged: sound may be missing",
    ]


@pytest.mark.usefixtures("language")
def test_a_changed_call_has_no_fingerprint_and_nothing_is_said_of_trust() -> None:
    paper = paper_of(whole_call(), BROKEN)
    assert BROKEN.fingerprint not in text(paper)
    assert " 5 " in paper.mark
    assert paper.foot == ()


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_whatever_was_typed_stands_in_the_paper_as_typed(typed: str) -> None:
    # What makes it safe is each format's own business.
    note = Note(id="n", at=after(9), text=typed)
    with speaking("it"):
        assert typed in [
            row.text for row in rows(paper_of(small_call(note)), "Che cosa è successo")
        ]
