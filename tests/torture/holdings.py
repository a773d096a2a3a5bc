"""A store to be tortured, and what must still be in it afterwards."""

import json
import math
import os
import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pyrage

from callmate.audio.layout import SoundFacts, digest, whole_path, write_facts
from callmate.domain.case import CaseFacts
from callmate.domain.entry import Filed, Sector
from callmate.domain.letter import Sender
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk
from callmate.services.verification import check_call, check_case
from callmate.store.addresses import Addresses
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import StoreError
from callmate.store.keys import OwnerKeys
from callmate.store.places import fresh_id
from callmate.store.trash import sweep_all
from tests.cli.conftest import START, Home

PASSPHRASE = "four words nobody guesses"  # noqa: S105 - of a made-up backup
"""The passphrase of the backup."""
LIST = """Azienda;Giorno;Ora;Operatore;Numero reclamo;Note;Promessa;Entro;Esito;Caso
Zefiro Telecom;18/11/2026;10:32;4471;A74K;linea guasta;tecnico;27/11/2026;promesso;Linea guasta
Aurora Gas;2026-11-19 09:05;;;rifiutato;;;;;
"""
_LONG_AGO = START.timestamp() - 86400
_RATE, _SECONDS = 8000, 1.5
_PLAIN_SOUND = (b"OggS", b"OpusHead", b"RIFF", b"fLaC")
_SECRET = b"AGE-SECRET-KEY-1"


@dataclass(frozen=True)
class Facts:
    """What is where in the store that is tortured."""

    case: str
    plain: str
    """A call without sound, in the case."""
    recorded: str
    """A call with sound."""
    other: str
    """A call in no case."""

    @staticmethod
    def of(home: Home) -> "Facts":
        """As they were written down when the store was furnished; they are read once."""
        return _facts(home.folder)


@cache
def _facts(folder: Path) -> Facts:
    return Facts(**json.loads((folder / "facts.json").read_text()))


def furnish(home: Home) -> None:
    """Keep a case, three calls, one of them with sealed sound, and a key."""
    home.folder.mkdir(parents=True)
    (home.folder / "out").mkdir()
    OwnerKeys(home.places).recipient()
    facts = CaseFacts(name="Linea guasta", company="Zefiro Telecom", sector=Sector.COMMUNICATIONS)
    case = CaseDesk(Cases(home.places), fresh_id, lambda: START).open(facts).id
    calls = [home.call(f"Zefiro {n}", "router off", at=START + timedelta(days=n)) for n in range(3)]
    with home.cabinet.take(calls[0]) as kept:
        kept.append(Filed(id="filed", at=START, case=case))
    Addresses(home.places).keep_sender(Sender(name="Anna Bianchi", town="20121 Milano"))
    (home.folder / "list.csv").write_text(LIST)
    (home.folder / "password").write_text(f"{PASSPHRASE}\n")
    _write_tone(home.folder / "tone.wav")
    _record(home, calls[1])
    written = {"case": case, "plain": calls[0], "recorded": calls[1], "other": calls[2]}
    (home.folder / "facts.json").write_text(json.dumps(written))


def _record(home: Home, call_id: str) -> None:
    """Seal something for the owner as the sound of a call, and tell of it in the call."""
    recipient = pyrage.x25519.Recipient.from_str(OwnerKeys(home.places).recipient())
    with home.cabinet.take(call_id) as kept:
        sealed = pyrage.encrypt((home.folder / "tone.wav").read_bytes(), [recipient])
        whole_path(kept.folder, 1).write_bytes(sealed)
        ended = START + timedelta(seconds=_SECONDS)
        sha256 = digest(kept.folder, 1)
        write_facts(kept.folder, SoundFacts(1, "Telephone", START, ended, _SECONDS, sha256))
        whole_path(kept.folder, 1).chmod(0o600)
        desk = Desk(kept, lambda: ended)
        desk.recording_began(1, "sound-1", START)
        desk.recording_ended(1, whole_path(kept.folder, 1).name, START, _SECONDS, sha256)


def _write_tone(target: Path) -> None:
    times = (n / _RATE for n in range(round(_SECONDS * _RATE)))
    samples = array("h", (round(8000 * math.sin(2 * math.pi * 440 * t)) for t in times))
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(samples.tobytes())


@dataclass(frozen=True)
class Holdings:
    """What can be read of a store."""

    calls: dict[str, frozenset[str]]
    """The ids of each call's entries."""
    cases: dict[str, frozenset[str]]
    unreadable: tuple[str, ...]
    """The calls and cases that cannot be read, or of which something does not fit."""
    recipient: str
    private: bytes
    """The file with the private half of the key."""

    @classmethod
    def of(cls, home: Home) -> "Holdings":
        """As they lie on the disk."""
        cabinet, cases = home.cabinet, home.cases
        unreadable = [
            *(each for each in cabinet.ids() if not _whole_call(cabinet, each)),
            *(each for each in cases.ids() if not _whole_case(cases, each)),
        ]
        keys = OwnerKeys(home.places)
        there = home.places.private_key.exists()
        return cls(
            {each: _entries(cabinet, each) for each in cabinet.ids() if each not in unreadable},
            {each: _entries(cases, each) for each in cases.ids() if each not in unreadable},
            tuple(unreadable),
            keys.recipient() if there else "",
            home.places.private_key.read_bytes() if there else b"",
        )

    def lacking(self, later: "Holdings", passed: frozenset[str]) -> Iterator[str]:
        """What is not there later, though it should be.

        Args:
            later: What was held later.
            passed: Calls and cases that may be gone.
        """
        for mine, theirs in ((self.calls, later.calls), (self.cases, later.cases)):
            for thing, entries in mine.items():
                if thing in later.unreadable or thing in passed:
                    continue
                missing = entries - theirs.get(thing, frozenset())
                yield from (f"{thing}: entry {each} is lost" for each in sorted(missing))


def _whole_call(cabinet: Cabinet, call_id: str) -> bool:
    try:
        return check_call(cabinet, call_id).unchanged
    except StoreError:
        return False


def _whole_case(cases: Cases, case_id: str) -> bool:
    try:
        return check_case(cases, case_id).unchanged
    except StoreError:
        return False


def _entries(kept: Cabinet | Cases, thing: str) -> frozenset[str]:
    return frozenset(entry.id for entry in kept.read(thing).entries)


def start_again(home: Home) -> None:
    """Do what a start a while later does with what a dead program left, and take each call up."""
    for draft in home.places.data.rglob(".*.tmp"):
        os.utime(draft, (_LONG_AGO, _LONG_AGO))
    sweep_all(home.cabinet, START.date())
    for call_id in list(home.cabinet.ids()):
        home.cabinet.take(call_id).close()


def left_behind(home: Home) -> Iterator[str]:
    """What of a dead program still lies about once the program was started again."""
    for path in home.places.data.rglob("*"):
        name = path.name
        if name.startswith((".new-", ".gone-")) or (name.startswith(".") and name.endswith(".tmp")):
            yield f"{path.relative_to(home.folder)} is left"


def in_the_clear(home: Home, *, locked: bool) -> Iterator[str]:
    """Sound that is not sealed, keys that should be, and what is open to others.

    Args:
        home: Whose.
        locked: Whether a passphrase is over the key.
    """
    for path in home.places.data.rglob("*"):
        if path.is_dir() or path.is_symlink():
            continue
        raw, name = path.read_bytes(), path.relative_to(home.folder)
        if any(mark in raw for mark in _PLAIN_SOUND):
            yield f"{name} holds sound in the clear"
        if locked and _SECRET in raw:
            yield f"{name} holds the key in the clear"
        if path.stat().st_mode & 0o077:
            yield f"{name} is open to others"


def opens(private: bytes, recipient: str, passphrases: tuple[str, ...]) -> bool:
    """Whether a key's private half, or what one of the passphrases opens, fits its public one."""
    plain = private if _SECRET in private else _unlocked(private, passphrases)
    secret = next(
        (line for line in plain.decode().split() if line.startswith(_SECRET.decode())), ""
    )
    return bool(secret) and str(pyrage.x25519.Identity.from_str(secret).to_public()) == recipient


def _unlocked(private: bytes, passphrases: tuple[str, ...]) -> bytes:
    for each in passphrases:
        try:
            return bytes(pyrage.passphrase.decrypt(private, each))
        except pyrage.DecryptError:
            continue
    return b""
