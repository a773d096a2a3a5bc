"""Compares what is on the disk with the digests that were kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from callmate.audio.facts import digest, slices_path, whole_path
from callmate.commands.seeing import see
from callmate.domain.recording import Part
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, Why

State = Literal["unchanged", "changed", "missing", "open", "deleted"]


@dataclass(frozen=True)
class Sound:
    """How a part of the recording stands."""

    part: int
    path: str
    state: State
    """``open`` while the entries hold no digest of it to compare with; ``deleted`` when they
    tell that the owner had it deleted."""


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
        return whole and all(sound.state not in {"changed", "missing"} for sound in self.sounds)

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
        seen = see(cabinet, call_id)
        chain = cabinet.verify(call_id)
    except Damaged as error:
        return Checked(call_id, damaged=error.why)
    told = {part.number: part for part in seen.kept.call.parts}
    return Checked(
        call_id,
        seen.call.company,
        chain.fingerprint,
        None if chain.broken_at is None else chain.broken_at + 1,
        tuple(_sound(seen.folder, part, told.get(part.number)) for part in seen.call.parts),
    )


def _sound(folder: Path, part: Part, told: Part | None) -> Sound:
    """How a part stands.

    Args:
        folder: The call's folder.
        part: The part as it is on the disk.
        told: The part as the entries tell it, if they do.
    """
    path = told.path if told else part.path
    kept = told.sha256 if told else None
    state: State = "open" if kept is None else _compared(folder, part.number, path, kept)
    if part.deleted is not None and not _lies(folder, part.number):
        state = "deleted"
    return Sound(part.number, str(folder / path), state)


def _lies(folder: Path, part: int) -> bool:
    return slices_path(folder, part).is_dir() or whole_path(folder, part).is_file()


def _compared(folder: Path, part: int, path: str, kept: str) -> State:
    slices, whole = slices_path(folder, part), whole_path(folder, part)
    if not _lies(folder, part):
        return "missing"
    there = whole if whole.is_file() else slices
    try:
        same = path == there.name and digest(folder, part) == kept
    except OSError:
        return "missing"
    return "unchanged" if same else "changed"
