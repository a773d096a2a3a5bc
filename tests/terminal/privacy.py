"""Judges whether what lies on the disk is for the owner alone, and who was spoken to."""

import re
import subprocess
from pathlib import Path

import numpy as np

from tests import hearing

PLAIN_SOUND = re.compile(r"OggS|OpusHead|OpusTags|RIFF|WAVEfmt|fLaC|ftypM4A")
_INTERNET = re.compile(r"\b(?:AF|PF)_(?:INET6?|PACKET)\b")
_EXCERPT = hearing.RATE // 4
_ALIKE = 0.4  # noise reaches 0.1, sound that was kept as samples more than 0.9


def open_to_others(folder: Path) -> list[str]:
    """Everything in a folder, itself too, that is not 0700 if a folder and 0600 if a file."""
    wrong = "-type d -not -perm 0700 -o -type f -not -perm 0600 -o -not -type d -not -type f"
    return _lines("find", str(folder), *wrong.split())


def files(folder: Path) -> list[Path]:
    """Every file in a folder, however deep."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def plain_sound(folder: Path, spoken: hearing.Samples) -> list[str]:
    """Every file in a folder in which sound can be told, as a container or as bare samples."""
    excerpts = [
        excerpt
        for excerpt in np.array_split(spoken, max(1, len(spoken) // _EXCERPT))
        if np.sqrt(np.mean(excerpt**2)) > 300
    ]
    assert excerpts, "nothing was spoken"
    return [str(path) for path in files(folder) if _has_sound(path, excerpts)]


def _has_sound(path: Path, excerpts: list[hearing.Samples]) -> bool:
    if any(PLAIN_SOUND.search(line) for line in _lines("strings", "-a", "-n", "4", str(path))):
        return True
    content = path.read_bytes()
    return any(
        _is_in(hearing.raw(content[shift:]), excerpt) for shift in (0, 1) for excerpt in excerpts
    )


def _is_in(samples: hearing.Samples, excerpt: hearing.Samples) -> bool:
    if len(samples) < len(excerpt):
        return False
    alike, _ = hearing.placed(samples, excerpt)
    return alike > _ALIKE


def internet_sockets(trace: Path) -> list[str]:
    """The lines of a trace of system calls that made or used a socket to other computers."""
    return [line for line in trace.read_text().splitlines() if _INTERNET.search(line)]


def _lines(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode(errors="replace").splitlines()
