"""The names of calls on the disk: the start in UTC and six hex digits."""

import re
from datetime import UTC, datetime
from pathlib import Path

from callmate.store.errors import NoSuchCall
from callmate.store.places import Places

_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")
_ENDING = r"\.[A-Za-z0-9]{1,8}"
_COPIED = re.compile(rf"[0-9a-f]{{12}}(?:{_ENDING})?")

CALL_FILE = "call.json"
"""The file, inside a call's folder, that holds its entries."""

CASE_FILE = "case.json"
"""The file, inside a case's folder, that holds its entries."""


def fresh_id(started: datetime) -> str:
    """A new call's id, such as ``20261124T103205Z-7f3a9c``.

    Args:
        started: When the call started, with its offset from UTC.
    """
    import secrets  # noqa: PLC0415 - loads hashes, and only a new call needs it

    return f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def is_id(text: str) -> bool:
    """Whether a text has the form of a call's id."""
    return _ID.fullmatch(text) is not None


def folder_of(places: Places, call_id: str) -> Path:
    """The folder of a call, whether it is there or not.

    Raises:
        NoSuchCall: The id does not have the form of one; nothing else reaches the disk.
    """
    if not is_id(call_id):
        raise NoSuchCall(call_id)
    return places.calls / call_id[:4] / call_id


def fresh_name(ending: str) -> str:
    """A name for a file that is copied in, with the ending it had when that is a plain one.

    Args:
        ending: Such as ``.pdf``.
    """
    import secrets  # noqa: PLC0415 - loads hashes, and only attaching needs it

    plain = ending.lower() if re.fullmatch(_ENDING, ending) else ""
    return f"{secrets.token_hex(6)}{plain}"


def is_fresh_name(text: str) -> bool:
    """Whether a text has the form of what ``fresh_name`` gives."""
    return _COPIED.fullmatch(text) is not None
