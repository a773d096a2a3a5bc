"""Waves, kept sealed beside the sound that they were measured on."""

from pathlib import Path

import msgspec

from callmate.audio.facts import read_facts, wave_path, whole_path
from callmate.audio.reports import Wave
from callmate.audio.sealed import open_beside, seal_beside


class _Kept(msgspec.Struct, frozen=True):
    """What the sealed file holds; `sha256` is that of the sealed sound, to know it again."""

    sha256: str | None
    wave: Wave
    version: int = 1


def kept_wave(folder: Path, part: int, identity: str) -> Wave | None:
    """Give the wave that was kept; None when there is none of this very sound.

    Raises WrongKeyError.
    """
    content = open_beside(wave_path(folder, part), identity)
    if content is None:
        return None
    try:
        kept = msgspec.json.decode(content, type=_Kept)
    except msgspec.MsgspecError:
        return None
    return kept.wave if kept.version == 1 and kept.sha256 == _digest(folder, part) else None


def keep_wave(folder: Path, wave: Wave, identity: str) -> None:
    """Keep the wave of a part that is one file; that of slices is not worth keeping.

    Raises WrongKeyError, OSError.
    """
    if whole_path(folder, wave.part).is_file():
        kept = _Kept(_digest(folder, wave.part), wave)
        seal_beside(wave_path(folder, wave.part), msgspec.json.encode(kept), identity)


def _digest(folder: Path, part: int) -> str | None:
    facts = read_facts(folder, part)
    return facts.sha256 if facts else None
