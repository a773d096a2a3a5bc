"""Says that a call has no recording, or has none any more."""

from contextlib import suppress

from callmate.commands.here import Here
from callmate.i18n import _
from callmate.store.errors import Damaged
from callmate.telling import sound_gone


def no_recording(here: Here, call_id: str) -> str:
    """The sentence for a call without sound.

    Raises:
        NoSuchCall: There is no such call.
    """
    gone = ""
    with suppress(Damaged):
        gone = sound_gone(here.cabinet.read(call_id))
    return gone or _("This call has no recording.")
