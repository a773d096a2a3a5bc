"""Names of files on a line: completed while they are typed, and read as terminals paste them."""

import asyncio
import os
import shlex
from pathlib import Path

from textual.suggester import Suggester

from callmate.domain.visible import visible

SOUNDS = frozenset(
    {".m4a", ".mp3", ".amr", ".3gp", ".3gpp", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"}
    | {".mp4", ".mov", ".caf", ".mkv", ".mka", ".webm"}
)
"""Endings of what may be a recording."""


class FileNames(Suggester):
    """Suggests the rest of a path: a folder, or a file with one of some endings.

    Args:
        endings: The endings, in lower case, with their dots.
    """

    def __init__(self, endings: frozenset[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = endings

    async def get_suggestion(self, value: str) -> str | None:
        """What the line would be if it were completed."""
        if not value:
            return None
        return await asyncio.to_thread(completed, value, self._endings)


def completed(typed: str, endings: frozenset[str]) -> str | None:
    """The first path that begins as typed, a folder with a slash behind it; ``None`` for none.

    What cannot be drawn as it is, and what is hidden unless asked for, is passed over.
    """
    folder, _slash, begun = typed.rpartition("/")
    place = Path(f"{folder}/" if _slash else ".").expanduser()
    try:
        with os.scandir(place) as found:
            names = sorted(
                (
                    f"{entry.name}/" if entry.is_dir() else entry.name
                    for entry in found
                    if entry.name.startswith(begun)
                    and (begun or not entry.name.startswith("."))
                    and (entry.is_dir() or Path(entry.name).suffix.lower() in endings)
                ),
                key=str.casefold,
            )
    except OSError:
        return None
    fitting = (name for name in names if visible(name) == name and name != begun)
    first = next(fitting, None)
    return None if first is None else typed[: len(typed) - len(begun)] + first


def meant(typed: str) -> Path:
    """The file that a line names, as typed or as a terminal pastes what is dropped on it."""
    text = typed.strip()
    plain = Path(text).expanduser()
    if plain.exists():
        return plain
    try:
        words = shlex.split(text)
    except ValueError:
        return plain
    return Path(words[0]).expanduser() if len(words) == 1 else plain
