"""Makes a listening copy, and writes down that it was made."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callmate.audio.link import copy
from callmate.audio.reports import CopyFailure, NotCopied
from callmate.audio.requests import CopySpan
from callmate.desk import Desk
from callmate.domain.visible import visible
from callmate.i18n import _

Pieces = tuple[tuple[int, float, float], ...]
"""Parts, and from which second to which of each."""

Add = Callable[[Callable[[Desk], object]], str]
"""Adds to the call; answers why it could not be kept, or nothing."""


@dataclass(frozen=True)
class Source:
    """The sound that a copy is taken of."""

    folder: Path
    pieces: Pieces


async def take_out(source: Source, identity: str, target: Path, purpose: str, add: Add) -> str:
    """Make a file of sound, and write it down; no sound leaves unless the call tells of it.

    Args:
        source: What is taken.
        identity: The owner's secret key.
        target: The file; there is none of that name.
        purpose: What it is for, in the owner's words.
        add: Adds to the call.

    Returns:
        What came of it, in a sentence.

    Raises:
        OSError: No process could be started.
    """
    spans = tuple(CopySpan(str(source.folder), *piece) for piece in source.pieces)
    said = await copy(spans, identity, str(target))
    if isinstance(said, NotCopied):
        return _why(said.reason).format(file=visible(str(target)))
    trouble = add(lambda desk: _write_down(desk, source.pieces, purpose))
    if trouble:
        _drop(target)
        return f"{_('No copy was made.')} {trouble}"
    made = _("{file} is made. It is not protected; the call tells that it was taken out.")
    return made.format(file=visible(str(target)))


def _drop(target: Path) -> None:
    with suppress(OSError):
        target.unlink()


def _write_down(desk: Desk, pieces: Pieces, purpose: str) -> None:
    for part, begin, end in pieces:
        desk.listened_copy(part, begin, end, purpose)


def _why(reason: CopyFailure) -> str:
    return {
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
        "exists": _("There is a file of that name already: give it another one."),
        "no_folder": _("There is no folder for “{file}”."),
        "disk_full": _("The disk is too full for “{file}”."),
        "not_allowed": _("You may not write “{file}” there."),
    }.get(reason, _("“{file}” could not be written."))
