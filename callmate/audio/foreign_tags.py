"""What a recording made by something else says of itself: when it began, and on what device."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

_TIMES = ("com.apple.quicktime.creationdate", "creation_time", "date")
_DEVICES = (
    ("com.apple.quicktime.make", "com.apple.quicktime.model"),
    ("com.android.manufacturer", "com.android.model"),
    ("make", "model"),
    ("", "originator"),
)
_OLDEST = 2000  # a year before is a clock that was never set
_WRITTEN_AT_END = "com.android.version"  # Android's recorder takes its time when it stops


class Origin(NamedTuple):
    """Where a recording comes from, as far as it says so itself.

    `made` is when it began, with an offset; `device` is empty when nothing is said.
    """

    made: datetime | None
    device: str


def origin(container: Mapping[str, str], track: Mapping[str, str], seconds: float | None) -> Origin:
    """Read the tags of a file, and of the sound in it; `seconds` is its length, if it is told."""
    tags = {key.lower(): value.strip() for key, value in {**track, **container}.items()}
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
