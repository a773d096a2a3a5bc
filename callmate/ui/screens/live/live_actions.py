"""What some keys of a call do beside its paper: the recording, a call that was forgotten open."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from callmate.audio.door import Trial, trial
from callmate.audio.protocol import WritingFailure
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.call_recording import CallRecording
from callmate.services.live_call import LiveCall
from callmate.services.live_input import LiveInput
from callmate.store.errors import Busy, KeyMissing, StoreError
from callmate.store.places import make_private
from callmate.store.settings import choose_for_transcripts
from callmate.ui.host import Host
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.wording.dates import due
from callmate.wording.error_words import worded
from callmate.wording.names import sound_trouble
from callmate.wording.speech_words import broken_model, engine_fails, no_engine, no_model

if TYPE_CHECKING:
    from callmate.services.transcripts import HeardAnswer

_QUIET_FOR = timedelta(minutes=15)
"""How long a recording hears nobody before the call seems to be over."""

_UNTOUCHED_FOR = timedelta(hours=2)
"""How long no key is pressed before the call seems to be forgotten."""


ONCE = frozenset(
    {"call.hold", "call.transfer", "call.mark", "call.came_in", "call.record", "call.undo"}
)
"""Commands that write at once: their keys, held down, do it once."""


async def turn_recording(live: LiveCall, model: Path | None) -> str:
    """Begin to record a call, or stop recording it.

    Args:
        live: The call.
        model: The folder of the model to listen along with; ``None`` where nobody is to.

    Returns:
        Why it cannot begin; empty when it stopped, or when the sound process was started.
    """
    if live.recording.running:
        await live.recording.end()
        return ""
    cannot = _("Recording cannot begin: {why}")
    try:
        await live.recording.begin(model)
    except OSError as error:
        return cannot.format(why=error.strerror or error)
    except KeyMissing:
        return _("Recording cannot begin: a half of your key pair is gone.")
    except Busy:
        return _("Recording cannot begin: another window is changing your key. Try again.")
    except StoreError as error:
        return cannot.format(why=worded(error))
    return ""


def model_to_listen_with(host: Host) -> Path | None:
    """The model with which this call is to be listened to; ``None`` if it is not."""
    if not host.settings.transcript.live:
        return None
    from callmate.services.speech_setup import speech_state  # noqa: PLC0415 - rarely wanted

    return speech_state(host.settings).ready


async def turn_along(host: Host, live: LiveCall) -> str:
    """Have calls listened to as they are recorded, this one and those to come, or none.

    Returns:
        What became of it, to be said.
    """
    from callmate.services.speech_setup import speech_state  # noqa: PLC0415 - rarely wanted

    if host.settings.transcript.live:
        if live.recording.listening is not None:
            live.recording.listening.stop()
        _choose_along(host, live=False)
        return _("The computer listens no more. The recording is not touched.")
    model = speech_state(host.settings).ready
    if model is None:
        words = _("Not yet: {key} in a past call says what it takes, and fetches it.")
        return words.format(key=key_name(host.key_of_id("review.words")))
    hindered = _hindrance(model, await asyncio.to_thread(trial, model))
    if hindered:
        return hindered
    _choose_along(host, live=True)
    if live.recording.running:
        return _("From the next recording on: {key} twice starts one now.").format(
            key=key_name(host.key_of_id("call.record"))
        )
    words = _("Once you record ({key}), the computer listens along and offers what it hears.")
    return words.format(key=key_name(host.key_of_id("call.record")))


def _hindrance(model: Path, tried: Trial | None) -> str:
    from callmate.services.speech_setup import quick_enough  # noqa: PLC0415 - rarely wanted

    if tried is None:
        return engine_fails()
    if not tried.works:
        return broken_model(visible(str(model)))
    if quick_enough(tried):
        return ""
    return _("This computer is too slow to listen along. It can write the call down afterwards.")


def along_words(host: Host, live: LiveCall) -> str:
    """What listening along does, or that it cannot; nothing where it is not wanted."""
    if not (host.settings.transcript.live and live.recording.running):
        return ""
    if live.recording.listening is None or not live.recording.listening.running:
        from callmate.services.speech_setup import speech_state  # noqa: PLC0415 - rarely wanted

        return _not_along(no_model() if speech_state(host.settings).engine else no_engine())
    words = _("The computer listens along: numbers it hears stand in the list, {key} takes one.")
    return words.format(key=key_name(host.key_of_id("call.item")))


class SoundNews:
    """What became of a call's sound since it was last told.

    Args:
        recording: The call's recording.
    """

    def __init__(self, recording: CallRecording) -> None:
        self._recording = recording
        self.first = False
        """Whether the owner has never recorded before, which is told when it begins."""
        self._told: tuple[str, int] = ("", 0)
        self._deaf: WritingFailure | None = None

    def words(self) -> str:
        """What is to be read, once."""
        if self.first and self._recording.sound.since is not None:
            self.first = False
            return _("This recording is for you alone: do not pass it on.")
        along = self._recording.listening
        before, self._deaf = self._deaf, along.failure if along is not None else None
        return along_failed(self._deaf) if self._deaf and self._deaf != before else ""

    def more(self) -> bool:
        """Whether something stands otherwise: that it is not recorded, or what was heard."""
        along = self._recording.listening
        heard = along.changes if along is not None else 0
        before, self._told = self._told, (self._recording.failing, heard)
        return self._told != before


def offer(live: LiveCall, line: LiveInput, panel: ChecklistPanel) -> None:
    """Offer what was heard along with a call, beside the items that it answers.

    Args:
        live: The call.
        line: What its keys do.
        panel: The checklist.
    """
    if live.recording.listening is None:
        return
    heard = live.recording.listening.offers(live.call)
    line.offers = {item: answer.text for item, answer in heard.items()}
    panel.offers = {item: _briefly(answer) for item, answer in heard.items()}
    panel.offered = line.offered


def _briefly(answer: "HeardAnswer") -> str:
    """What was heard, short enough for its row: of a promise, by when it is to be kept."""
    if answer.item == "promise" and answer.due is not None:
        return due(answer.due, exact=False, now=answer.at)
    return answer.text


def _choose_along(host: Host, *, live: bool) -> None:
    chosen = replace(host.settings.transcript, live=live)
    host.settings = replace(host.settings, transcript=chosen)
    with suppress(OSError):  # then it holds until the program ends
        make_private(host.places.config)
        choose_for_transcripts(host.places.config / "settings.toml", "live", live)


def _not_along(why: str) -> str:
    return _("The recording goes on. The computer does not listen along: {why}").format(why=why)


def along_failed(kind: WritingFailure) -> str:
    """That nobody listens along any more, though it was wanted."""
    if kind in {"no_engine", "no_model"}:
        return _not_along(engine_fails() if kind == "no_engine" else no_model())
    return _("The computer has ceased to listen along. The recording goes on.")


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


def alarms(waiting: int, failing: str) -> list[str]:
    """What does not go as it should, each in a line.

    Args:
        waiting: Entries that are not kept yet.
        failing: The kind of what keeps the recording from beginning; empty for none.
    """
    words = []
    if waiting:
        alarm = _("DISK FULL or not writable: {count} not kept yet. Make room; it retries.")
        words.append(alarm.format(count=waiting))
    if failing:
        words.append(_("✗ NOT RECORDING: {why}").format(why=sound_trouble(failing)))
    return words


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
