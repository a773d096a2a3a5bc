"""A case is its entries, folded: one problem, across calls, letters and posts."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from callmate.domain.case_entry import (
    AnyCaseEntry,
    CaseLine,
    Closed,
    Facts,
    Happened,
    Opened,
    Reopened,
    Restated,
    Retention,
    Settled,
    Withdrawn,
)
from callmate.domain.months import months_on


@dataclass(frozen=True)
class Case:
    """One problem.

    Args:
        id: The case's name on the disk.
        entries: Everything that happened apart from the calls, in the order of writing.

    Raises:
        ValueError: The first entry is not its opening.
    """

    id: str
    entries: tuple[AnyCaseEntry, ...]

    def __post_init__(self) -> None:
        if not self.entries or not isinstance(self.entries[0], Opened):
            raise ValueError("a case begins with its opening")

    @cached_property
    def standing(self) -> tuple[AnyCaseEntry, ...]:
        """The entries in force: none that was taken back."""
        gone = {entry.target for entry in self.entries if isinstance(entry, Withdrawn)}
        return tuple(
            entry
            for entry in self.entries
            if entry.id not in gone and not isinstance(entry, Withdrawn)
        )

    @cached_property
    def facts(self) -> Facts:
        """What is known of the problem now."""
        opened = self.entries[0]
        assert isinstance(opened, Opened)  # noqa: S101 - checked when made; tells the type
        stated = [entry.facts for entry in self.standing if isinstance(entry, Restated)]
        return stated[-1] if stated else opened.facts

    @property
    def name(self) -> str:
        """What the owner calls the problem."""
        return self.facts.name

    @property
    def opened(self) -> datetime:
        """When the case was opened."""
        return self.entries[0].at

    @cached_property
    def closed(self) -> datetime | None:
        """When it was closed; ``None`` while it is open."""
        for entry in reversed(self.standing):
            if isinstance(entry, Reopened):
                return None
            if isinstance(entry, Closed):
                return entry.at
        return None

    @cached_property
    def retention(self) -> int | None:
        """Months after the closing for which the sound is wanted; ``None`` for always."""
        said = [entry.months for entry in self.standing if isinstance(entry, Retention)]
        return said[-1] if said else None

    @property
    def sound_until(self) -> date | None:
        """The day from which the owner is asked whether to delete the sound; if there is one."""
        if self.closed is None or self.retention is None:
            return None
        try:
            return months_on(self.closed.date(), self.retention)
        except OverflowError:
            return None

    @cached_property
    def happenings(self) -> tuple[Happened, ...]:
        """What happened apart from the calls, in the order in which it happened."""
        found = (entry for entry in self.standing if isinstance(entry, Happened))
        return tuple(sorted(found, key=lambda entry: entry.on))

    @cached_property
    def lines(self) -> tuple[CaseLine, ...]:
        """What a chronology tells of the case beside its calls, in the order of writing."""
        return tuple(entry for entry in self.standing if isinstance(entry, CaseLine))

    def kept(self, call: str, promise: str) -> bool | None:
        """Whether a promise was kept; ``None`` while that is open.

        Args:
            call: The id of the call in which it was made.
            promise: The id of its entry there.
        """
        settled = [
            entry.kept
            for entry in self.standing
            if isinstance(entry, Settled) and (entry.call, entry.promise) == (call, promise)
        ]
        return settled[-1] if settled else None
