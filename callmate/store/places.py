"""The folders, made for the owner alone."""

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

import platformdirs

from callmate.store.atomic_file import keep_folder
from callmate.store.errors import NoFolder, NoSuchCall

_FOLDER = 0o700
_FILE = 0o600


@dataclass(frozen=True)
class Places:
    """Where things lie for one owner."""

    data: Path
    """Calls, cases and keys."""
    config: Path
    """Settings."""

    @classmethod
    def of_owner(cls) -> Self:
        """The places that the system names for whoever runs the program."""
        return cls(
            data=platformdirs.user_data_path("callmate", appauthor=False),
            config=platformdirs.user_config_path("callmate", appauthor=False),
        )

    def check(self) -> None:
        """Look whether the folders can be there.

        Raises:
            NoFolder: They cannot.
        """
        for folder in (self.data, self.config):
            there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
            if not there.is_dir():
                raise NoFolder(folder, there)

    @cached_property
    def calls(self) -> Path:
        """One folder a year, and in it one folder a call."""
        return self.data / "calls"

    @property
    def cases(self) -> Path:
        """One folder a case."""
        return self.data / "cases"

    @property
    def addresses(self) -> Path:
        """The owner's own details and those whom letters go to."""
        return self.data / "addresses.json"

    @property
    def questions(self) -> Path:
        """What the owner asks at every call to a company, or of companies of a trade."""
        return self.data / "questions.json"

    @property
    def letters(self) -> Path:
        """The owner's own patterns of letters."""
        return self.config / "letters"

    @property
    def index(self) -> Path:
        """The search cache; may be deleted at any time."""
        return self.data / "index.db"

    @property
    def ahead(self) -> Path:
        """A note of what is due and of open cases; may be deleted at any time."""
        return self.data / "ahead.json"

    @cached_property
    def changes(self) -> Path:
        """The names of calls and cases that changed lately; may be deleted at any time."""
        return self.data / "changes"

    @property
    def recent(self) -> Path:
        """A note of the newest calls; may be deleted at any time."""
        return self.data / "recent.json"

    @property
    def due(self) -> Path:
        """A note of what is due; may be deleted at any time."""
        return self.data / "due.json"

    @property
    def one_hand(self) -> Path:
        """Is there for who uses the letters after Space in a call; may be deleted at any time."""
        return self.data / "one-hand"

    @property
    def days(self) -> Path:
        """The last days on which the program was used, by which a wrong clock is noticed."""
        return self.data / "days.json"

    @property
    def rules(self) -> Path:
        """The owner's own files of rules; need not be there."""
        return self.config / "rules"

    @property
    def public_key(self) -> Path:
        """The owner's age recipient."""
        return self.data / "owner.pub"

    @property
    def known_key(self) -> Path:
        """The owner's age recipient once more, away from the calls: it tells a swapped one."""
        return self.config / "known-key"

    @property
    def private_key(self) -> Path:
        """The owner's age identity, under a passphrase once the owner has set one."""
        return self.data / "owner.age"


def documents() -> Path:
    """Where the owner keeps documents; the home folder when there is no such place."""
    found = platformdirs.user_documents_path()
    return found if found.is_dir() else Path.home()


def models() -> Path:
    """Where models that recognise speech are fetched to; may be deleted at any time.

    Away from the data: what can be fetched again has no place in a backup or a synced folder.
    """
    return platformdirs.user_cache_path("callmate", appauthor=False) / "models"


def make_private(folder: Path) -> None:
    """Make a folder that only the owner may enter, or tighten it, whatever the umask.

    Folders above it that are missing are made the same way.

    Raises:
        OSError: It cannot be made or tightened.
    """
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_private(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(_FOLDER)
        keep_folder(folder.parent)
    if stat.S_IMODE(folder.stat().st_mode) != _FOLDER:
        folder.chmod(_FOLDER)


def tighten(folder: Path) -> None:
    """Take back every right that others have in a folder, all the way down.

    Symbolic links are left alone, and so is what they point to.

    Raises:
        OSError: A right cannot be taken back.
    """
    make_private(folder)
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                tighten(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                mode = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
                if mode & ~_FILE:
                    Path(entry.path).chmod(mode & _FILE)


_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")
_ENDING = r"\.[A-Za-z0-9]{1,8}"
_COPIED = re.compile(rf"[0-9a-f]{{12}}(?:{_ENDING})?")

COMING = ".new-"
"""How the name of a folder begins while it is being made."""

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


def typed_path(text: str) -> Path:
    """A path as it was typed, with the home for ``~``; the home of nobody known stays as it is."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
