"""Compares calls, cases, sound and attached files with the digests that were kept of them.

It also finds the call or case that a fingerprint stands for.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from callmate.audio.layout import (
    digest,
    file_digest,
    read_facts,
    slices_path,
    whole_path,
    words_path,
)
from callmate.domain.call import Call
from callmate.domain.case import Attachment, Dated, LineTakenOver
from callmate.domain.entry import Started
from callmate.domain.recording import RecordingPart
from callmate.domain.seal import place_of_fingerprint
from callmate.services.recovery import RecoveredSound, look, with_found
from callmate.store.cabinet import Cabinet
from callmate.store.call_journal import CALLS, Kept
from callmate.store.cases import Cases, open_attachment
from callmate.store.errors import (
    AttachmentChanged,
    AttachmentGone,
    Damaged,
    NoSuchCall,
    NoSuchCase,
    Why,
)


@dataclass(frozen=True)
class CallOnDisk:
    """A call as it lies on the disk, with sound that its entries do not know of yet."""

    kept: Kept
    folder: Path
    found: RecoveredSound
    """Sound that its entries do not know of."""
    running: bool
    """Whether a living window has it."""

    @property
    def call(self) -> Call:
        """The call with the sound that was found."""
        return with_found(self.kept.call, self.found)


def call_on_disk(cabinet: Cabinet, call_id: str) -> CallOnDisk:
    """Read a call and look for its sound; nothing is changed.

    Raises:
        NoSuchCall: It is not there.
        Damaged: Its file cannot be read as a call.
    """
    kept = cabinet.kept(call_id)
    folder = cabinet.folder(call_id)
    found = RecoveredSound()
    with suppress(OSError):  # what cannot be read is told as its entries tell it
        found = look(kept.call, folder)
    return CallOnDisk(kept, folder, found, cabinet.is_running(call_id))


def readable_rest(cabinet: Cabinet, call_id: str) -> Call | None:
    """What can still be read of a damaged call, unchecked, where its start is among it.

    Raises:
        NoSuchCall: It is not there.
    """
    found = CALLS.readable_entries(cabinet.folder(call_id))
    return Call(call_id, found) if found and isinstance(found[0], Started) else None


State = Literal["unchanged", "changed", "missing", "open", "deleted"]


@dataclass(frozen=True)
class SoundCheck:
    """How a part of the recording stands."""

    part: int
    path: str
    state: State
    """``open`` while the entries hold no digest of it to compare with; ``deleted`` when they
    tell that the owner had it deleted."""
    words_changed: bool = False
    """Whether what a machine wrote down of it is another file than the one it finished."""

    @property
    def fits(self) -> bool:
        """Whether nothing was changed, or is gone that should be there."""
        return self.state not in {"changed", "missing"} and not self.words_changed


@dataclass(frozen=True)
class CallCheck:
    """What a check of one call found."""

    id: str
    company: str | None = None
    fingerprint: str | None = None
    """The digest, in hex, of all entries that are there now."""
    broken_at: int | None = None
    """The first entry, from 1, that does not fit."""
    broken_in: str = ""
    """The file in which it is, where there is more than one."""
    unread: tuple[str, ...] = ()
    """Further files that cannot be read."""
    sounds: tuple[SoundCheck, ...] = ()
    damaged: Why | None = None

    @property
    def unchanged(self) -> bool:
        """Whether everything that can be compared fits."""
        whole = self.damaged is None and self.broken_at is None and not self.unread
        return whole and all(sound.fits for sound in self.sounds)

    def plain(self) -> dict[str, object]:
        """What was found, as programs read it: the fields of one JSON object."""
        return {
            "id": self.id,
            "company": self.company,
            "unchanged": self.unchanged,
            "fingerprint": self.fingerprint,
            "broken_at": self.broken_at,
            "broken_in": self.broken_in or None,
            "unread": list(self.unread),
            "damaged": self.damaged and self.damaged.value,
            "recordings": [
                {
                    "part": sound.part,
                    "path": sound.path,
                    "state": sound.state,
                    "words_changed": sound.words_changed,
                }
                for sound in self.sounds
            ],
        }


def check_call(cabinet: Cabinet, call_id: str) -> CallCheck:
    """Check one call.

    Raises:
        NoSuchCall: It is not there.
    """
    try:
        seen = call_on_disk(cabinet, call_id)
        chain = cabinet.verify(call_id)
    except Damaged as error:
        return CallCheck(call_id, damaged=error.why)
    told = {part.number: part for part in seen.kept.call.parts}
    return CallCheck(
        call_id,
        seen.call.company,
        chain.fingerprint,
        None if chain.broken_at is None else chain.broken_at + 1,
        chain.broken_in,
        chain.unread,
        tuple(_sound(seen.folder, part, told.get(part.number)) for part in seen.call.parts),
    )


def _sound(folder: Path, part: RecordingPart, told: RecordingPart | None) -> SoundCheck:
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
    return SoundCheck(part.number, str(folder / path), state, _words_changed(folder, part.number))


def _words_changed(folder: Path, part: int) -> bool:
    """Whether the sealed words are not those of the digest; gone ones can be written anew."""
    facts, words = read_facts(folder, part), words_path(folder, part)
    if facts is None or facts.words_sha256 is None or not words.is_file():
        return False
    try:
        return file_digest(words) != facts.words_sha256
    except OSError:
        return True


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


@dataclass(frozen=True)
class CaseCheck:
    """What a check of one case found."""

    id: str
    name: str | None = None
    fingerprint: str | None = None
    """The digest, in hex, of all entries that are there now."""
    broken_at: int | None = None
    """The first entry, from 1, that does not fit."""
    broken_in: str = ""
    """The file in which it is, where there is more than one."""
    unread: tuple[str, ...] = ()
    """Further files that cannot be read."""
    changed: tuple[str, ...] = ()
    """The attached files that are not as they were copied in, by their names."""
    missing: tuple[str, ...] = ()
    """The attached files that are gone, by their names."""
    damaged: Why | None = None

    @property
    def unchanged(self) -> bool:
        """Whether everything that can be compared fits."""
        whole = self.damaged is None and self.broken_at is None and not self.unread
        return whole and not self.changed and not self.missing

    def plain(self) -> dict[str, object]:
        """What was found, as programs read it: the fields of one JSON object."""
        return {
            "id": self.id,
            "case": self.name,
            "unchanged": self.unchanged,
            "fingerprint": self.fingerprint,
            "broken_at": self.broken_at,
            "broken_in": self.broken_in or None,
            "unread": list(self.unread),
            "damaged": self.damaged and self.damaged.value,
            "changed": list(self.changed),
            "missing": list(self.missing),
        }


def check_case(cases: Cases, case_id: str) -> CaseCheck:
    """Check one case.

    Raises:
        NoSuchCase: It is not there.
    """
    try:
        case = cases.read(case_id)
        chain = cases.verify(case_id)
    except Damaged as error:
        return CaseCheck(case_id, damaged=error.why)
    told = (each.entry if isinstance(each, LineTakenOver) else each for each in case.entries)
    files = [
        entry.attachment
        for entry in told
        if isinstance(entry, Dated) and entry.attachment is not None
    ]
    states = [(file.name, _state(cases.folder(case_id), file)) for file in files]
    return CaseCheck(
        case_id,
        case.facts.name,
        chain.fingerprint,
        None if chain.broken_at is None else chain.broken_at + 1,
        chain.broken_in,
        chain.unread,
        tuple(name for name, state in states if state == "changed"),
        tuple(name for name, state in states if state == "missing"),
    )


def _state(folder: Path, file: Attachment) -> str:
    try:
        open_attachment(folder, file).close()
    except AttachmentChanged:
        return "changed"
    except AttachmentGone:
        return "missing"
    return "unchanged"


SHORTEST = 8
"""How many of its 64 characters are enough to look for a fingerprint."""


@dataclass(frozen=True)
class FingerprintMatch:
    """The call or case that gives a fingerprint."""

    id: str
    name: str
    """The call's company, or what the case is called."""
    entries: int
    """How many entries it had then; all of these are unchanged."""
    later: int
    """How many were added since."""

    def plain(self) -> dict[str, object]:
        """What was found, as programs read it: the fields of one JSON object."""
        return {"id": self.id, "entries": self.entries, "later": self.later}


def fingerprint(typed: str) -> str:
    """A fingerprint as it was typed from paper, without what only helps to read it.

    Raises:
        ValueError: It is none.
    """
    bare = "".join(typed.split()).replace("-", "").rstrip("….").lower()
    if not SHORTEST <= len(bare) <= 64 or set(bare) - set("0123456789abcdef"):  # noqa: PLR2004
        raise ValueError
    return bare


def fingerprint_matches(cabinet: Cabinet, cases: Cases, wanted: str) -> list[FingerprintMatch]:
    """The calls and cases which had this fingerprint, or one that starts so, at some time."""
    return [*_calls(cabinet, wanted), *_cases(cases, wanted)]


def _calls(cabinet: Cabinet, wanted: str) -> Iterator[FingerprintMatch]:
    for call_id in cabinet.ids():
        with suppress(Damaged, NoSuchCall):
            if place := place_of_fingerprint(cabinet.histories(call_id), wanted):
                call = cabinet.read(call_id)
                yield FingerprintMatch(call_id, call.company, place, len(call.entries) - place)


def _cases(cases: Cases, wanted: str) -> Iterator[FingerprintMatch]:
    for case_id in cases.ids():
        with suppress(Damaged, NoSuchCase):
            if place := place_of_fingerprint(cases.histories(case_id), wanted):
                case = cases.read(case_id)
                yield FingerprintMatch(case_id, case.name, place, len(case.entries) - place)
