"""Letters that their owner has changed and not yet sent, kept beside their case."""

from contextlib import suppress
from pathlib import Path

from callmate.store.errors import Damaged, NoSuchCase, NotKept
from callmate.store.filing import contents, replace_whole
from callmate.store.naming import is_id
from callmate.store.places import Places, make_private

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

    def drop(self, name: str, language: str) -> None:
        """Take the draft of a letter away.

        Raises:
            NotKept: The disk refused.
        """
        try:
            self.path(name, language).unlink(missing_ok=True)
        except OSError as error:
            raise NotKept.because(error) from error
