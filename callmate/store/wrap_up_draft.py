"""What was typed after a call and not accepted yet, beside the call, until it is.

It is no part of the call: it may be deleted at any time, and goes with the call's folder.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from callmate.store.atomic_file import contents, replace_whole
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall

_FILE = "wrap-up.json"

_LOOKED_AT = 20
"""Calls, the newest, among which one is looked for whose end was not accepted."""


class WrapUpDraft(msgspec.Struct, frozen=True):
    """What stands on the screen after a call."""

    answers: dict[str, str] = msgspec.field(default_factory=dict)
    """What was typed to items of the checklist, by their ids."""
    outcome: str = ""
    """How the call ended, as far as that was chosen."""


def keep_draft(folder: Path, draft: WrapUpDraft) -> None:
    """Put a draft beside its call; a disk that is full keeps the one before.

    Args:
        folder: The call's folder.
        draft: What stands on the screen.
    """
    with suppress(OSError):
        replace_whole(folder / _FILE, msgspec.json.encode(draft), durable=False)


def read_draft(folder: Path) -> WrapUpDraft | None:
    """The draft beside a call; ``None`` when there is none that can be read."""
    try:
        return msgspec.json.decode(contents(folder / _FILE), type=WrapUpDraft)
    except (OSError, Damaged, ValueError, RecursionError):
        return None


def drop_draft(folder: Path) -> None:
    """What was typed is accepted: the draft goes."""
    with suppress(OSError):
        (folder / _FILE).unlink(missing_ok=True)


def has_draft(cabinet: Cabinet, call_id: str) -> bool:
    """Whether something was typed after a call and not accepted."""
    try:
        return (cabinet.folder(call_id) / _FILE).is_file()
    except NoSuchCall:
        return False


def call_with_draft(cabinet: Cabinet) -> str | None:
    """The newest of the latest calls after which something was typed and not accepted."""
    latest = cabinet.latest(_LOOKED_AT)
    return next((call_id for call_id in latest if has_draft(cabinet, call_id)), None)
