"""What can go wrong with keeping things, as values that a screen can put in words."""

from enum import StrEnum
from errno import EACCES, EDQUOT, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path
from typing import Self

from callmate.domain.ledger import CannotKeep

# ruff: noqa: N818 - each is named for what happened, as a person would say it


class Reason(StrEnum):
    """Why something could not be written."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    """The disk is read-only, or the owner may not write there."""
    GONE = "gone"
    """The folder was taken away meanwhile."""
    OTHER = "other"


_REASONS = {
    ENOSPC: Reason.DISK_FULL,
    EDQUOT: Reason.DISK_FULL,
    EROFS: Reason.READ_ONLY,
    EACCES: Reason.READ_ONLY,
    EPERM: Reason.READ_ONLY,
    ENOENT: Reason.GONE,
    ENOTDIR: Reason.GONE,
}


class Why(StrEnum):
    """In what way a file is damaged."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    """The system does not hand it over, or it is no plain file."""
    EMPTY = "empty"
    NOT_JSON = "not_json"
    """Cut short, overwritten, or not text at all."""
    WRONG_SHAPE = "wrong_shape"
    """JSON, but not what a call looks like."""
    NO_SUCH_TIME = "no_such_time"
    """It holds a day before 1970 or after 2200, or a time without its offset."""
    OTHER_ID = "other_id"
    """It belongs to another call than its folder says."""
    NEWER = "newer"
    """Whole, but written by a newer version of the program."""


class StoreError(Exception):
    """Anything that can go wrong with keeping things."""


class _NotWritten(StoreError):
    """Something could not be written; ``reason`` tells why, the cause tells the rest."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @classmethod
    def because(cls, error: OSError) -> Self:
        """The same trouble, as the store words it."""
        return cls(_REASONS.get(error.errno or 0, Reason.OTHER))


class NotKept(_NotWritten, CannotKeep):
    """Something could not be put on the disk; what was there before still is."""


class NotDeleted(_NotWritten):
    """A call could not be deleted, or not wholly."""


class Damaged(StoreError, CannotKeep):
    """A file cannot be read as what it should be; it is left as it is."""

    def __init__(self, path: Path, why: Why) -> None:
        super().__init__(f"{path}: {why.value}")
        self.path = path
        self.why = why


class NewerVersion(Damaged):
    """A file was written by a newer version of the program; it is left as it is."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(path, Why.NEWER)
        self.version = version


class Busy(StoreError):
    """Another window or program is writing this call."""


class NoSuchCall(StoreError):
    """No call goes by this id."""


class NoSuchCase(StoreError):
    """No case goes by this id, or more than one starts so."""


class AttachmentGone(StoreError):
    """An attached file is not there, or the system does not hand it over."""


class AttachmentChanged(StoreError):
    """What is in the place of an attached file is not what was copied in."""


class NotInTrash(StoreError):
    """Nothing in the trash goes by this id."""


class ThereAlready(StoreError):
    """Something goes by this id already, and is not replaced."""


class Ambiguous(StoreError):
    """More than one call's id starts so."""

    def __init__(self, candidates: tuple[str, ...]) -> None:
        super().__init__(", ".join(candidates))
        self.candidates = candidates
        """The ids in question, newest first."""


class WrongPassphrase(StoreError):
    """The passphrase does not open the owner's key, or one is needed and none was given."""


class NoMemory(StoreError):
    """There is too little free memory just now to try a passphrase; nothing is damaged."""


class NoFolder(StoreError):
    """Where the owner's folder belongs, something else is in the way."""

    def __init__(self, data: Path, path: Path) -> None:
        super().__init__(str(path))
        self.data = data
        self.path = path
        """What is in the way."""


class NotConfirmed(StoreError):
    """What was written is in its place, but the disk did not say that it is there for good."""


class KeyChanged(StoreError):
    """A half of the owner's pair is another than so far: sound would be sealed to a stranger."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
        """The half that is another."""


class KeyMissing(StoreError):
    """One half of the owner's key pair is gone; no new pair is made in its place."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
