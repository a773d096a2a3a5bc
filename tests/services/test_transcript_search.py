"""Words that were said in recordings are found, and where in the sound they are."""

import os
from datetime import date
from pathlib import Path

import pytest

from callmate.audio.layout import words_path
from callmate.audio.requests import Spot
from callmate.domain.query import read_query
from callmate.services.transcript_search import (
    TranscriptSearch,
    name_of_spot,
    open_search,
    spoken_is_locked,
    spot_named,
    with_spoken,
)
from callmate.store.index import Index
from callmate.store.keys import OwnerKeys
from callmate.store.search import SearchResult, find
from tests.services.test_transcripts import HeardCall, said

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def heard(tmp_path: Path) -> HeardCall:
    """A call in which two things are said, ten seconds apart."""
    heard = HeardCall(tmp_path)
    heard.write([*said("The meter is broken."), *said("Perché no? Friday, then.", 12.0)])
    return heard


def found(heard: HeardCall, text: str) -> tuple[SearchResult, ...]:
    index = Index(heard.cabinet)
    index.rows()
    search = TranscriptSearch(heard.cabinet, heard.identity)
    return search.find(index, read_query(text, date(2026, 11, 28)))


def test_a_word_leads_to_its_second(heard: HeardCall) -> None:
    (result,) = found(heard, "friday")
    (hit,) = result.hits
    assert result.row.id == heard.id
    assert spot_named(hit.entry) == Spot(1, 12.67)
    assert hit.text == "Perché no? Friday, then. (what a machine heard)"


@pytest.mark.parametrize("text", ["PERCHE", "perché fri", '"friday then"', "company:zefiro meter"])
def test_case_accents_beginnings_and_phrases_are_understood(heard: HeardCall, text: str) -> None:
    assert len(found(heard, text)) == 1


@pytest.mark.parametrize("text", ["meter friday", '"then friday"', "company:aurora meter", "zzz"])
def test_what_is_not_said_together_is_not_found(heard: HeardCall, text: str) -> None:
    assert found(heard, text) == ()


def test_words_that_were_written_anew_are_read_anew(heard: HeardCall) -> None:
    index, query = Index(heard.cabinet), read_query("lamp", date(2026, 11, 28))
    index.rows()
    search = TranscriptSearch(heard.cabinet, heard.identity)
    assert search.find(index, query) == ()
    heard.write(said("The lamp is broken."))
    assert len(search.find(index, query)) == 1
    words_path(heard.folder, 1).unlink()
    assert search.find(index, query) == ()


def test_nothing_of_it_is_written_to_the_disk(heard: HeardCall) -> None:
    assert found(heard, "meter")
    files = [file for file in heard.root.rglob("*") if file.is_file()]
    assert words_path(heard.folder, 1) in files
    assert not any(b"meter" in file.read_bytes() for file in files)


def test_nobody_is_asked_and_nothing_fails_where_the_key_is_locked_or_gone(
    heard: HeardCall,
) -> None:
    keys, index = OwnerKeys(heard.places), Index(heard.cabinet)
    index.rows()
    assert open_search(heard.cabinet, keys) is not None
    assert not spoken_is_locked(index, keys)
    keys.set_passphrase(None, "a long passphrase")
    assert open_search(heard.cabinet, keys) is None
    assert spoken_is_locked(index, keys)
    (heard.places.data / "owner.age").unlink()
    assert open_search(heard.cabinet, keys) is None
    assert not spoken_is_locked(index, keys)


def test_only_what_is_written_down_can_be_locked(heard: HeardCall) -> None:
    keys, index = OwnerKeys(heard.places), Index(heard.cabinet)
    index.rows()
    keys.set_passphrase(None, "a long passphrase")
    words_path(heard.folder, 1).unlink()
    assert not spoken_is_locked(index, keys)


def test_what_cannot_be_opened_is_not_found(heard: HeardCall) -> None:
    os.truncate(words_path(heard.folder, 1), 100)
    assert found(heard, "friday") == ()


def test_a_call_that_is_found_anyway_stands_once(heard: HeardCall) -> None:
    with heard.cabinet.take(heard.id) as kept:
        heard.desk(kept).note("friday, they say")
    index, query = Index(heard.cabinet), read_query("friday", date(2026, 11, 28))
    index.rows()
    spoken = TranscriptSearch(heard.cabinet, heard.identity).find(index, query)
    (result,) = with_spoken(find(index, query), spoken).found
    assert [hit.text for hit in result.hits] == [
        "friday, they say",
        "Perché no? Friday, then. (what a machine heard)",
    ]


@pytest.mark.parametrize("spot", [Spot(1, 0.0), Spot(12, 3599.99)])
def test_a_spot_has_a_name(spot: Spot) -> None:
    assert spot_named(name_of_spot(spot)) == spot


@pytest.mark.parametrize("name", ["", "16fdcd6fe0c4", "sound-1", "sound-1@1", "sound-1@-1.00"])
def test_other_names_are_of_no_spot(name: str) -> None:
    assert spot_named(name) is None
