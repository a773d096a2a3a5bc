"""What some keys of a call do beside its paper: the recording, a call that was forgotten open."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from callmate.locale.messages import _
from callmate.services.live_call import LiveCall
from callmate.store.errors import Busy, KeyMissing, StoreError
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.wording.error_words import worded

_QUIET_FOR = timedelta(minutes=15)
"""How long a recording hears nobody before the call seems to be over."""

_UNTOUCHED_FOR = timedelta(hours=2)
"""How long no key is pressed before the call seems to be forgotten."""


ONCE = frozenset(
    {"call.hold", "call.transfer", "call.mark", "call.came_in", "call.record", "call.undo"}
)
"""Commands that write at once: their keys, held down, do it once."""


async def turn_recording(live: LiveCall) -> str:
    """Begin to record a call, or stop recording it.

    Returns:
        Why it cannot begin; empty when it stopped, or when the sound process was started.
    """
    if live.recording.running:
        await live.recording.end()
        return ""
    cannot = _("Recording cannot begin: {why}")
    try:
        await live.recording.begin()
    except OSError as error:
        return cannot.format(why=error.strerror or error)
    except KeyMissing:
        return _("Recording cannot begin: a half of your key pair is gone.")
    except Busy:
        return _("Recording cannot begin: another window is changing your key. Try again.")
    except StoreError as error:
        return cannot.format(why=worded(error))
    return ""


def go_by(strip: KeyStrip, kept: Path, *, letters: bool) -> None:
    """Show the keys that the owner uses, now and in the calls to come.

    Args:
        strip: The keys at the foot.
        kept: The file that remembers it.
        letters: Whether letters are used, and not keys.
    """
    if strip.one_hand is letters:
        return
    strip.one_hand = letters
    with suppress(OSError):  # then it is not remembered
        if letters:
            kept.touch(0o600)
        else:
            kept.unlink(missing_ok=True)


def forgotten(
    now: datetime, touched: datetime, quiet_since: datetime | None, key: str
) -> list[str]:
    """Ask whether a call goes on that seems to be over; it is never ended unasked.

    Args:
        now: The time now.
        touched: When a key was pressed last.
        quiet_since: Since when the recording hears nobody; ``None`` while it hears somebody.
        key: The key that ends the call.

    Returns:
        The question; nothing while the call seems to go on.
    """
    since = forgotten_since(now, touched, quiet_since)
    if since is None:
        return []
    words = _("Is this call still going on? Nothing since {time}. {key} ends it; a note goes on.")
    return [words.format(time=f"{since:%H:%M}", key=key)]


def forgotten_since(
    now: datetime, touched: datetime, quiet_since: datetime | None
) -> datetime | None:
    """Since when a call seems to be over without anybody having said so; ``None`` if it does not.

    Args:
        now: The time now.
        touched: When a key was pressed last.
        quiet_since: Since when the recording hears nobody; ``None`` while it hears somebody.
    """
    if quiet_since is not None and now - quiet_since >= _QUIET_FOR:
        return quiet_since
    return touched if now - touched >= _UNTOUCHED_FOR else None


def asked(words: str) -> str:
    """What the line asks for, as it stands before the line."""
    return words if words.endswith("?") else f"{words}:"


def how_to_note() -> str:
    """How a note is kept, while nothing else is to be said."""
    return _("Type and press Enter: it stays, with its time · Space: commands")


def guard() -> str:
    """What is better not done in a call."""
    return _("⚠ Until it is solved: do not cancel anything, do not accept offers by voice.")
