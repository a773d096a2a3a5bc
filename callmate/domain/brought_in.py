"""Entries that tell of what was not noted or recorded live, and came into a call afterwards."""

from datetime import datetime

from callmate.domain.entry_base import Entry


class Imported(Entry, frozen=True, kw_only=True, tag="imported"):
    """A recording made by something else was brought into the call, as a part of its own."""

    part: int
    name: str
    """What its file was called."""
    sha256: str
    """Hex digest of that file as it was, before anything was made of it."""
    made: datetime | None = None
    """When it began, as the file itself says."""
    device: str = ""
    """What it was recorded with, as the file itself says."""
    cut_short: bool = False
    """Whether the file was cut short or damaged, so that sound may be missing."""


class WrittenUp(Entry, frozen=True, kw_only=True, tag="written_up"):
    """The call was not led with the program: all of it was written down afterwards, at `at`."""

    approximate: bool = False
    """Whether only the day, or about what time the call began, is known."""
    untimed: bool = False
    """Whether nobody knows how long it lasted; it then ends when it begins."""
    source: str = ""
    """The name of the list that it comes from; empty when somebody typed it."""
    row: str = ""
    """Hex digest of its line in that list."""
