"""What can be wrong with a backup, as values that a screen can put in words."""
# ruff: noqa: N818 - each is named for what happened, as a person would say it

from enum import StrEnum

from callmate.store.errors import Reason, StoreError


class Flaw(StrEnum):
    """Why a file cannot be restored from."""

    NO_BACKUP = "no_backup"
    """Not what a backup looks like, from its first bytes on."""
    NOT_OPENED = "not_opened"
    """The passphrase is another one, or the key in the file was changed."""
    SPOILT = "spoilt"
    """Cut short, changed, or holding what no backup holds."""
    NEWER = "newer"
    """A newer version of the program made it."""


class Flawed(StoreError):
    """A backup cannot be restored from; nothing was touched."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


class OtherKey(StoreError):
    """There is another key pair here than in the backup; nothing was touched."""


class Changing(StoreError):
    """A file changed while it was read into a backup; no backup was made."""


class PutBackInPart(StoreError):
    """The disk did not take all of a backup; what is there is there whole."""

    def __init__(self, reason: Reason, count: int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.count = count
        """Calls and cases that were put back."""
