"""The owner's own details, the addresses that letters go to, and the drafts of letters."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from callmate.domain.letter import LetterChoices, Recipient, Sender
from callmate.store.atomic_file import VERSION, as_json, contents, parse, replace_whole
from callmate.store.errors import Damaged, NoSuchCase, NotKept, Why
from callmate.store.places import Places, is_id, make_private


class _Shape(msgspec.Struct, omit_defaults=True):
    version: int = VERSION
    sender: Sender = Sender()
    recipients: dict[str, Recipient] = {}


class Addresses:
    """One file with the owner's details and the recipients that the owner has typed."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @property
    def sender(self) -> Sender:
        """The owner's own details; empty while they were never asked for.

        Raises:
            Damaged: The file cannot be read; it is left as it is.
        """
        return self._read().sender

    def recipient(self, name: str) -> Recipient | None:
        """The address that goes with a name, if the owner has ever typed one.

        Raises:
            Damaged: The file cannot be read; it is left as it is.
        """
        return self._recipients().get(_key(name))

    def keep_sender(self, sender: Sender) -> None:
        """Keep the owner's own details; they are on the disk when this returns.

        Raises:
            NotKept: The disk did not take them.
            Damaged: The file that is there cannot be read, so it is not replaced.
        """
        shape = self._read()
        shape.sender = sender
        self._write(shape)

    def keep_recipient(self, name: str, recipient: Recipient) -> None:
        """Keep the address that goes with a name; raises as ``keep_sender`` does.

        Args:
            name: A company's, or ``agcom`` or ``association``.
            recipient: What the owner typed.
        """
        shape = self._read()
        shape.recipients[_key(name)] = recipient
        self._write(shape)

    def _recipients(self) -> Mapping[str, Recipient]:
        return self._read().recipients

    def _read(self) -> _Shape:
        path = self._places.addresses
        try:
            raw = contents(path)
        except FileNotFoundError:
            return _Shape()
        try:
            return msgspec.convert(parse(raw), _Shape)
        except (ValueError, RecursionError) as error:
            raise Damaged(path, Why.WRONG_SHAPE) from error

    def _write(self, shape: _Shape) -> None:
        try:
            make_private(self._places.data)
            replace_whole(self._places.addresses, as_json(shape))
        except OSError as error:
            raise NotKept.because(error) from error


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


_DRAFTS = "drafts"


class Drafts:
    """The drafts of one case.

    Args:
        places: Where the owner's things lie.
        case_id: The case.

    Raises:
        NoSuchCase: The id does not have the form of one.
    """

    def __init__(self, places: Places, case_id: str) -> None:
        if not is_id(case_id):
            raise NoSuchCase(case_id)
        self._folder = places.cases / case_id / _DRAFTS

    def path(self, name: str, language: str) -> Path:
        """Where the draft of a letter lies, or would lie.

        Args:
            name: The letter's.
            language: Its language.
        """
        return self._folder / f"{name}.{language}.txt"

    def read(self, name: str, language: str) -> str | None:
        """The draft of a letter; ``None`` when there is none, or it cannot be read."""
        with suppress(FileNotFoundError, Damaged):
            return contents(self.path(name, language)).decode("utf-8", "replace")
        return None

    def keep(self, name: str, language: str, text: str) -> None:
        """Keep the draft of a letter; it is on the disk when this returns.

        Raises:
            NotKept: The disk did not take it.
        """
        try:
            make_private(self._folder)
            replace_whole(self.path(name, language), text.encode("utf-8", "replace"))
        except OSError as error:
            raise NotKept.because(error) from error

    def choices(self, name: str) -> LetterChoices:
        """What was chosen for a letter, in all languages; nothing where that cannot be read."""
        with suppress(FileNotFoundError, Damaged, ValueError, RecursionError):
            return msgspec.convert(parse(contents(self._chosen(name))), LetterChoices)
        return LetterChoices()

    def keep_choices(self, name: str, choices: LetterChoices) -> None:
        """Keep what was chosen for a letter; it is on the disk when this returns.

        Raises:
            NotKept: The disk did not take it.
        """
        try:
            make_private(self._folder)
            replace_whole(self._chosen(name), as_json(choices))
        except OSError as error:
            raise NotKept.because(error) from error

    def _chosen(self, name: str) -> Path:
        return self._folder / f"{name}.chosen.json"

    def drop(self, name: str, language: str) -> None:
        """Take the draft of a letter away.

        Raises:
            NotKept: The disk refused.
        """
        try:
            self.path(name, language).unlink(missing_ok=True)
        except OSError as error:
            raise NotKept.because(error) from error
