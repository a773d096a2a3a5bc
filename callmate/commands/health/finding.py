"""One thing that was looked at, and how it stands."""

from typing import Literal

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    id: str
    state: Literal["good", "note", "bad"]
    """``note`` for what is worth knowing and hinders nothing."""
    text: str
    """How it stands, in a sentence."""
    todo: str = ""
    """What to do; never empty when it is bad."""
