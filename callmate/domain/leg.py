"""What a call is made of: spans of waiting, legs with one operator each, promises."""

from datetime import datetime

import msgspec


class Hold(msgspec.Struct, frozen=True):
    """A span of waiting."""

    since: datetime
    until: datetime | None


class Leg(msgspec.Struct, frozen=True):
    """The part of a call with one operator."""

    since: datetime
    until: datetime | None
    operator: str | None
    """The operator's number as given; ``None`` while unknown."""
    name: str | None


class Promise(msgspec.Struct, frozen=True):
    """What the operator said would happen, and by when."""

    id: str
    at: datetime
    text: str
    due: datetime | None
    due_exact: bool
