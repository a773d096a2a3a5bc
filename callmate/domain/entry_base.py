"""What every entry of a call has."""

from datetime import datetime

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """One thing that happened, with its clock time."""

    id: str
    """Unique within the call; a retried write is recognised by it."""
    at: datetime
    """When it happened, with its offset from UTC."""
    late: bool = False
    """Whether it was written down after the call had ended."""
