"""What a foreign recording says of itself, and why one is refused; nothing here decodes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

RATE = 16_000  # of its samples, once decoded: what is recorded here has it too

Unfit = Literal["no_sound", "broken", "cut_short", "too_long", "too_heavy", "unreadable"]


class UnfitError(Exception):
    """A file that cannot be taken; `kind` says why."""

    def __init__(self, kind: Unfit) -> None:
        super().__init__(kind)
        self.kind: Unfit = kind


_TIMES = ("com.apple.quicktime.creationdate", "creation_time", "date")
_DEVICES = (
    ("com.apple.quicktime.make", "com.apple.quicktime.model"),
    ("com.android.manufacturer", "com.android.model"),
    ("make", "model"),
    ("", "originator"),
)
_WRITTEN_AT_END = "com.android.version"  # Android's recorder takes its time when it stops
_TAGS = {*_TIMES, _WRITTEN_AT_END, *(name for pair in _DEVICES for name in pair if name)}
_LONGEST_TAG = 200  # letters: what is longer is neither a moment nor the name of a device
_OLDEST = 2000  # a year before is a clock that was never set


class Origin(NamedTuple):
    """Where a recording comes from, as far as it says so itself.

    `made` is when it began, with an offset; `device` is empty when nothing is said.
    """

    made: datetime | None
    device: str


def telling(container: Mapping[str, str], track: Mapping[str, str]) -> dict[str, str]:
    """Choose of the tags of a file, and of the sound in it, those that `origin` reads."""
    tags = {
        key.lower(): value.strip()[:_LONGEST_TAG] for key, value in {**track, **container}.items()
    }
    return {name: tags[name] for name in sorted(_TAGS & tags.keys())}


def origin(tags: Mapping[str, str], seconds: float | None) -> Origin:
    """Read what tags tell of a recording; `seconds` is its length, if it is told."""
    made = _made(tags)
    if made is not None and _WRITTEN_AT_END in tags:
        made -= timedelta(seconds=seconds or 0)
    return Origin(made, _device(tags))


def _made(tags: Mapping[str, str]) -> datetime | None:
    day = tags.get("date", "")
    for name in _TIMES:
        text = tags.get(name, "")
        # Broadcast WAV has the day and the time of day apart.
        whole = f"{day}T{text}" if text[2:3] == ":" else text
        if found := _moment(whole):
            return found
    return None


def _moment(text: str) -> datetime | None:
    """Read a moment, as this place's clocks show it. None when it has no time of day."""
    try:
        found = datetime.fromisoformat(text)
        found = found.astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return found if ":" in text and found.year >= _OLDEST else None


def _device(tags: Mapping[str, str]) -> str:
    for make, model in _DEVICES:
        if found := " ".join(tags[name] for name in (make, model) if tags.get(name)):
            return found
    return ""
