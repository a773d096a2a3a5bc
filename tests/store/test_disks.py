"""Real disks that are full or read-only: nothing kept is lost, and the reason is told.

A disk in memory is mounted for each, which takes the superuser's rights.
"""

from pathlib import Path

import pytest

from callmate.domain.query import read_query
from callmate.store.cabinet import Cabinet
from callmate.store.errors import KeyMissing, NotDeleted, NotKept, Reason
from callmate.store.index import Index
from callmate.store.keys import OwnerKeys
from callmate.store.rows import latest
from callmate.store.search import find
from tests.store.made_up import CALL, NOW, STARTED, disk, fill, note, places_in, read_only

pytestmark = pytest.mark.slow

OTHER = "20261125T103205Z-7f3a9c"


def test_a_full_disk_loses_nothing_and_takes_the_note_when_there_is_room(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "256k") as small:
        cabinet = Cabinet(places_in(small))
        with cabinet.create(STARTED, CALL) as call:
            before = call.append(note(1))
            filler = fill(small)
            for again in range(3):
                with pytest.raises(NotKept) as caught:
                    call.append(note(2, "x" * 9000))
                assert caught.value.reason is Reason.DISK_FULL, again
                assert call.call == before == cabinet.read(CALL)
            with pytest.raises(NotKept) as caught:
                cabinet.create(STARTED, OTHER)
            assert caught.value.reason is Reason.DISK_FULL
            assert list(cabinet.ids()) == [CALL]
            assert [each.name for each in (small / "data" / "calls" / "2026").iterdir()] == [CALL]
            filler.unlink()
            assert len(call.append(note(2, "x" * 9000)).entries) == 3
        assert cabinet.verify(CALL).broken_at is None


def said(index: Index, text: str) -> list[str]:
    """The words in which a text is found."""
    found = find(index, read_query(text, NOW.date())).found
    return [hit.text for each in found for hit in each.hits]


def test_a_full_disk_still_lists_searches_and_deletes(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "256k") as small:
        cabinet = Cabinet(places_in(small))
        with cabinet.create(STARTED, CALL) as call:
            call.append(note(1))
        fill(small)
        index = Index(cabinet)
        assert [row.id for row in index.rows()] == [CALL]
        assert said(index, "LINE 1") == ["line 1"]
        with pytest.raises(NotKept):
            OwnerKeys(cabinet.places).recipient()
        cabinet.delete(CALL)
        assert index.rows() == []


def test_a_read_only_disk_lists_reads_and_searches(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "1m") as small:
        places = places_in(small)
        cabinet = Cabinet(places)
        recipient = OwnerKeys(places).recipient()
        with cabinet.create(STARTED, CALL) as call:
            call.append(note(1))
        read_only(small)
        index = Index(cabinet)
        assert [row.id for row in index.rows()] == [CALL]
        assert [row.id for row in latest(cabinet, 50)] == [CALL]
        assert cabinet.find("2026") == CALL
        assert len(cabinet.read(CALL).entries) == 2
        assert cabinet.verify(CALL).broken_at is None
        assert not cabinet.is_running(CALL)
        assert said(index, "line 1") == ["line 1"]
        assert OwnerKeys(places).recipient() == recipient
        assert OwnerKeys(places).identity().startswith("AGE-SECRET-KEY-1")
        cabinet.sweep()


def test_a_read_only_disk_says_so_when_something_is_to_be_written(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "1m") as small:
        places = places_in(small)
        cabinet = Cabinet(places)
        cabinet.create(STARTED, CALL).close()
        read_only(small)
        with pytest.raises(NotKept) as caught:
            cabinet.create(STARTED, OTHER)
        assert caught.value.reason is Reason.READ_ONLY
        with pytest.raises(NotKept) as caught:
            cabinet.take(CALL)
        assert caught.value.reason is Reason.READ_ONLY
        with pytest.raises(NotDeleted) as kept:
            cabinet.delete(CALL)
        assert kept.value.reason is Reason.READ_ONLY
        with pytest.raises(NotKept) as caught:
            OwnerKeys(places).recipient()
        assert caught.value.reason is Reason.READ_ONLY
        with pytest.raises(KeyMissing):
            OwnerKeys(places).identity()
        assert list(cabinet.ids()) == [CALL]
