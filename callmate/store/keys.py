"""The owner's key pair, and the passphrase over its private half.

``owner.pub`` holds the age recipient, one line: it is enough for recording.
``owner.age`` holds the age identity as ``age-keygen`` writes it; once the owner has
set a passphrase, the same text under age's passphrase format. Either way
``age -d -i owner.age`` opens what was recorded.

Whoever can write into the folder could put another recipient there, and would be the one to open
what is recorded from then on. So the recipient is compared, before it is used, with the private
half where that is open, and with ``known-key`` in the folder of the settings; another one is taken
only once the owner said so.

Setting or using a passphrase takes about a second, whoever is in a hurry: let a thread
of its own do it wherever somebody is waiting.
"""

from contextlib import suppress
from datetime import UTC, datetime

import pyrage
from filelock import FileLock

from callmate.store.atomic_file import contents, draft_of, replace_whole
from callmate.store.errors import (
    Busy,
    Damaged,
    KeyChanged,
    KeyMissing,
    NotConfirmed,
    NotKept,
    StoreError,
    Why,
    WrongPassphrase,
)
from callmate.store.locks import claim
from callmate.store.passphrase_seal import SEALED, WORK, NotSealedError, seal, unseal, work_of
from callmate.store.places import Places, make_private

_IDENTITY = "AGE-SECRET-KEY-1"

_PATIENCE = 30.0
"""Seconds to wait for another process that is making or changing the pair."""


class OwnerKeys:
    """The key pair of one owner."""

    def __init__(self, places: Places) -> None:
        self._public = places.public_key
        self._private = places.private_key
        self._places = places

    def recipient(self) -> str:
        """The age recipient that sound is sealed to; the pair is made at first need.

        Raises:
            KeyMissing: ``owner.pub`` is gone, and a passphrase is needed to make it again.
            KeyChanged: It is another one than so far.
            Damaged: A half of the pair cannot be read as a key.
            NotKept: The pair could not be put on the disk.
            Busy: Another process has been changing the pair for very long.
        """
        self.sweep()
        if self._public.exists():
            return self._compared(self._read_public())
        try:
            with self._claim():
                if self._public.exists():
                    return self._compared(self._read_public())
                return self._complete()
        except OSError as error:
            raise NotKept.because(error) from error

    @property
    def known(self) -> str | None:
        """The recipient that was used so far; ``None`` where nobody wrote it down."""
        try:
            return _recipient_in(contents(self._places.known_key))
        except (OSError, StoreError, ValueError):
            return None

    def compare(self, identity: str) -> None:
        """Look whether a pair is the one it was.

        Args:
            identity: The private half, opened.

        Raises:
            KeyChanged: The public half belongs to another one, or the pair is another than so far.
            Damaged: The public half cannot be read as a key.
        """
        public = _public_of(identity)
        if self.known not in {None, public}:
            raise KeyChanged(self._private)
        if self._public.exists() and self._read_public() != public:
            raise KeyChanged(self._public)

    def settle(self, identity: str) -> None:
        """Take this private half's recipient for the owner's from now on; only once asked.

        Raises:
            NotKept: The disk did not take it.
        """
        public = _public_of(identity)
        try:
            with self._claim():
                replace_whole(self._public, f"{public}\n".encode())
                self._note(public)
        except OSError as error:
            raise NotKept.because(error) from error

    def remember(self) -> None:
        """Know the pair that is here by now as the owner's: it was made here, or asked for."""
        with suppress(OSError, StoreError):  # then the pair alone is compared
            self._note(self._read_public())

    @property
    def exist(self) -> bool:
        """Whether a pair was made."""
        return self._private.exists()

    def locked(self) -> bool:
        """Whether a passphrase is over the private half; not while there is no pair.

        Raises:
            KeyMissing: ``owner.age`` is gone.
            Damaged: It cannot be read.
        """
        if not self._private.exists() and not self._public.exists():
            return False
        self.sweep()
        return self._read_private().startswith(SEALED)

    def easily_guessed(self) -> bool:
        """Whether the passphrase is easier to guess than those that are set now.

        Raises:
            KeyMissing: ``owner.age`` is gone.
            Damaged: It cannot be read.
        """
        work = work_of(self._read_private())
        return work is not None and work < WORK

    def identity(self, passphrase: str | None = None) -> str:
        """The age identity that opens recordings, ``AGE-SECRET-KEY-1…``.

        Args:
            passphrase: The one over it; not looked at when there is none.

        Raises:
            WrongPassphrase: It does not open the key, or it is needed and was not given.
            KeyMissing: ``owner.age`` is gone, or no pair was made yet.
            Damaged: ``owner.age`` cannot be read as a key.
            NoMemory: There is too little free memory just now.
        """
        return self._secret_in(self._opened(passphrase))

    def set_passphrase(self, old: str | None, new: str | None) -> None:
        """Put the private half under a passphrase, change it, or take it away.

        What is written was opened with the new passphrase before it replaces the old.

        Args:
            old: The passphrase over it now, if there is one.
            new: The one to set; ``None`` to leave the key open.

        Raises:
            ValueError: The new one is empty, or no text.
            WrongPassphrase: The old one does not open the key.
            KeyMissing: ``owner.age`` is gone.
            Damaged: ``owner.age`` cannot be read as a key.
            NoMemory: There is too little free memory just now.
            NotKept: The disk did not take it; the old passphrase still holds.
            NotConfirmed: The new one holds, but the disk did not say that it is there for good.
            Busy: Another process has been changing the pair for very long.
        """
        if new == "":
            raise ValueError("an empty passphrase protects nothing")
        self.recipient()
        try:
            with self._claim():
                plain = self._opened(old)
                self._secret_in(plain)
                self._put(plain if new is None else _sealed(plain, new))
        except OSError as error:
            raise NotKept.because(error) from error

    def _put(self, text: bytes) -> None:
        try:
            replace_whole(self._private, text)
        except OSError as error:
            if self._read_private() != text:
                raise
            raise NotConfirmed from error

    def sweep(self) -> None:
        """Remove a key, perhaps an open one, that a killed program was about to put here."""
        draft = draft_of(self._private)
        if draft.exists():
            with suppress(OSError, Busy), claim(self._places.data / "owner.lock", 0.0):
                draft.unlink()

    def _claim(self) -> FileLock:
        make_private(self._places.data)
        return claim(self._places.data / "owner.lock", _PATIENCE)

    def _complete(self) -> str:
        fresh = not self._private.exists()
        if fresh:
            # The private half comes first: a public half alone would seal sound for nobody.
            replace_whole(self._private, _fresh_identity())
        text = self._read_private()
        if text.startswith(SEALED):
            raise KeyMissing(self._public)
        public = _public_of(self._secret_in(text))
        if not fresh and self.known not in {None, public}:
            raise KeyChanged(self._private)
        replace_whole(self._public, f"{public}\n".encode())
        self.remember()
        return public

    def _compared(self, public: str) -> str:
        """The recipient, once it was compared with what else tells of it."""
        known = self.known
        if known not in {None, public} or self._unlocked() not in {None, public}:
            raise KeyChanged(self._public)
        if known is None:
            self.remember()
        return public

    def _unlocked(self) -> str | None:
        """The recipient of the private half; ``None`` where it cannot be had without asking."""
        with suppress(OSError, StoreError):
            text = self._read_private()
            return None if text.startswith(SEALED) else _public_of(self._secret_in(text))
        return None

    def _note(self, public: str) -> None:
        if not self._places.config.is_dir():
            make_private(self._places.config)
        replace_whole(self._places.known_key, f"{public}\n".encode())

    def _read_public(self) -> str:
        try:
            return _recipient_in(contents(self._public))
        except ValueError as error:
            raise Damaged(self._public, Why.WRONG_SHAPE) from error

    def _read_private(self) -> bytes:
        try:
            return contents(self._private)
        except FileNotFoundError as error:
            raise KeyMissing(self._private) from error

    def _opened(self, passphrase: str | None) -> bytes:
        text = self._read_private()
        if not text.startswith(SEALED):
            return text
        if passphrase is None:
            raise WrongPassphrase("a passphrase is needed")
        try:
            return unseal(text, passphrase)
        except NotSealedError as error:
            raise Damaged(self._private, Why.WRONG_SHAPE) from error

    def _secret_in(self, text: bytes) -> str:
        try:
            lines = text.decode().split()
            secret = next((line for line in lines if line.startswith(_IDENTITY)), "")
            pyrage.x25519.Identity.from_str(secret)
        except (ValueError, pyrage.IdentityError) as error:
            raise Damaged(self._private, Why.WRONG_SHAPE) from error
        return secret


def _recipient_in(text: bytes) -> str:
    """The age recipient that a file holds; raises ValueError."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text.decode().strip()))
    except pyrage.RecipientError as error:
        raise ValueError from error


def _public_of(identity: str) -> str:
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def _fresh_identity() -> bytes:
    identity = pyrage.x25519.Identity.generate()
    made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    text = f"# created: {made}\n# public key: {identity.to_public()}\n{identity}\n"
    return text.encode()


def _sealed(plain: bytes, passphrase: str) -> bytes:
    sealed = seal(plain, passphrase)
    if unseal(sealed, passphrase) != plain:
        raise RuntimeError("what was sealed does not open again")
    return sealed
