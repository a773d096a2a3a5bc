"""Compares what is on the disk with the digests that were kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from callmate.audio.facts import digest, slices_path, whole_path
from callmate.domain.recording import Part
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, Why

State = Literal["unchanged", "changed", "missing", "open"]


@dataclass(frozen=True)
class Sound:
    """How a part of the recording stands."""

    part: int
    path: str
    state: State
    """``open`` while no digest of it is among the entries."""


@dataclass(frozen=True)
class Checked:
    """What a check of one call found."""

    id: str
    company: str | None = None
    fingerprint: str | None = None
    """The digest, in hex, of all entries that are there now."""
    broken_at: int | None = None
    """The first entry, from 1, that does not fit."""
    sounds: tuple[Sound, ...] = ()
    damaged: Why | None = None

    @property
    def unchanged(self) -> bool:
        """Whether everything that can be compared fits."""
        whole = self.damaged is None and self.broken_at is None
        return whole and all(sound.state in {"unchanged", "open"} for sound in self.sounds)

    def plain(self) -> dict[str, object]:
        """The same, as programs read it."""
        return {
            "id": self.id,
            "company": self.company,
            "unchanged": self.unchanged,
            "fingerprint": self.fingerprint,
            "broken_at": self.broken_at,
            "damaged": self.damaged and self.damaged.value,
            "recordings": [
                {"part": sound.part, "path": sound.path, "state": sound.state}
                for sound in self.sounds
            ],
        }


def check_call(cabinet: Cabinet, call_id: str) -> Checked:
    """Check one call.

    Raises:
        NoSuchCall: It is not there.
    """
    try:
        kept = cabinet.kept(call_id)
        chain = cabinet.verify(call_id)
    except Damaged as error:
        return Checked(call_id, damaged=error.why)
    folder = cabinet.folder(call_id)
    return Checked(
        call_id,
        kept.call.company,
        chain.fingerprint,
        None if chain.broken_at is None else chain.broken_at + 1,
        tuple(_sound(folder, part) for part in kept.call.parts),
    )


def _sound(folder: Path, part: Part) -> Sound:
    return Sound(part.number, str(folder / part.path), _state(folder, part))


def _state(folder: Path, part: Part) -> State:
    if part.sha256 is None:
        return "open"
    if not _lies_there(folder, part):
        return "missing"
    try:
        same = digest(folder, part.number) == part.sha256
    except OSError:
        return "missing"
    return "unchanged" if same else "changed"


def _lies_there(folder: Path, part: Part) -> bool:
    """Whether the sound lies where its entry says, and under one of our names."""
    slices, whole = slices_path(folder, part.number), whole_path(folder, part.number)
    if part.path == slices.name:
        return slices.is_dir() and not whole.exists()
    return part.path == whole.name and whole.is_file()
