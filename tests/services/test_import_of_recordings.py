"""A recording of a phone becomes the next part of its call, or leaves nothing behind."""

import wave
from array import array
from pathlib import Path

import pytest

from callmate.audio.door import RefusedError
from callmate.audio.layout import slices_path, whole_path
from callmate.domain.entry import Imported, RecordingEnded
from callmate.domain.ledger import CannotKeep
from callmate.services.recording_import import Wish, bring_in
from callmate.store.keys import OwnerKeys
from tests.owner_store import START, OwnerStore


def recording(folder: Path, seconds: float) -> Path:
    """A hum of a phone, as a WAV file."""
    file = folder / "a phone's call.wav"
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 16_000, 0, "NONE", "not compressed"))
        made.writeframes(array("h", [3000, -3000] * round(8000 * seconds)).tobytes())
    return file


def wish(store: OwnerStore, file: Path) -> Wish:
    return Wish(file, OwnerKeys(store.places).recipient())


async def test_it_is_told_of_and_sealed_as_the_next_part(
    owner_store: OwnerStore, tmp_path: Path
) -> None:
    call = owner_store.recorded(1)
    file = recording(tmp_path, 1.5)
    with owner_store.cabinet.take(call) as kept:
        # A part of which no entry tells yet keeps its number.
        slices_path(kept.folder, 2).mkdir()
        (slices_path(kept.folder, 2) / "000001.age").write_bytes(b"sealed")
        part = await bring_in(kept, wish(owner_store, file), lambda _done, _all: None)
        assert part.number == 3
        assert part.seconds == pytest.approx(1.5, abs=0.1)
        assert part.imported is not None
        assert (part.imported.name, part.imported.cut_short) == ("a phone's call.wav", False)
        assert whole_path(kept.folder, 3).is_file()
        told = [entry for entry in kept.call.entries if isinstance(entry, Imported)]
        assert [entry.part for entry in told] == [3]
        assert all(entry.late for entry in told)


async def test_when_it_began_can_be_said(owner_store: OwnerStore, tmp_path: Path) -> None:
    call = owner_store.call()
    with owner_store.cabinet.take(call) as kept:
        said = wish(owner_store, recording(tmp_path, 0.5))
        begun = START.replace(hour=9)
        part = await bring_in(kept, Wish(said.file, said.recipient, begun), lambda _d, _a: None)
        assert part.started == begun
        (ended,) = [each for each in kept.call.entries if isinstance(each, RecordingEnded)]
        assert ended.started == begun


@pytest.mark.parametrize(
    ("contents", "kind"), [(b"no sound at all", "no_sound"), (None, "missing")]
)
async def test_what_is_no_recording_leaves_the_call_as_it_was(
    owner_store: OwnerStore, tmp_path: Path, contents: bytes | None, kind: str
) -> None:
    call = owner_store.call()
    file = tmp_path / "note.wav"
    if contents is not None:
        file.write_bytes(contents)
    with owner_store.cabinet.take(call) as kept:
        before, names = kept.call, sorted(path.name for path in kept.folder.iterdir())
        with pytest.raises(RefusedError) as refused:
            await bring_in(kept, wish(owner_store, file), lambda _done, _all: None)
        assert refused.value.kind == kind
        assert kept.call == before
        assert sorted(path.name for path in kept.folder.iterdir()) == names


async def test_where_the_call_cannot_be_written_nothing_is_taken_in(
    owner_store: OwnerStore, tmp_path: Path
) -> None:
    call = owner_store.call()
    file = recording(tmp_path, 0.5)
    said = wish(owner_store, file)
    with owner_store.cabinet.take(call) as kept:
        (kept.folder / "call.json").unlink()
        (kept.folder / "call.json").mkdir()
        with pytest.raises(CannotKeep):
            await bring_in(kept, said, lambda _done, _all: None)
        assert not whole_path(kept.folder, 1).exists()
        assert not (kept.folder / "sound-1.json").exists()
