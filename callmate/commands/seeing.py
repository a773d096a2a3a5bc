"""A call as it can be seen now: its entries, and sound on the disk that they do not know of."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callmate.domain.call import Call
from callmate.recovery import Found, look, with_found
from callmate.store.cabinet import Cabinet
from callmate.store.call_file import Kept


@dataclass(frozen=True)
class Seen:
    """One call."""

    kept: Kept
    folder: Path
    found: Found
    """Sound that its entries do not know of."""
    running: bool
    """Whether a living window has it."""

    @property
    def call(self) -> Call:
        """The call with the sound that was found."""
        return with_found(self.kept.call, self.found)


def see(cabinet: Cabinet, call_id: str) -> Seen:
    """Read a call; nothing is changed.

    Raises:
        NoSuchCall: It is not there.
        Damaged: Its file cannot be read as a call.
    """
    kept = cabinet.kept(call_id)
    folder = cabinet.folder(call_id)
    found = Found()
    with suppress(OSError):  # what cannot be read is told as its entries tell it
        found = look(kept.call, folder)
    return Seen(kept, folder, found, cabinet.is_running(call_id))
