"""Where a call's entries are kept, as far as the rules need to know."""

from typing import TYPE_CHECKING, Protocol

from callmate.domain.entry import AnyEntry

if TYPE_CHECKING:
    # What a call adds up to takes a while to load, and an error needs none of it.
    from callmate.domain.call import Call


class CannotKeep(Exception):  # noqa: N818 - named for what happened, as a person would say it
    """An entry could not be kept; what was kept before still is."""


class Ledger(Protocol):
    """Where a call's entries are kept."""

    @property
    def call(self) -> "Call":
        """The call as kept."""
        ...

    def append(self, entry: AnyEntry) -> "Call":
        """Keep an entry; it is on the disk when this returns.

        Raises:
            CannotKeep: It could not be kept.
        """
        ...
