"""What a letter is filled with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from callmate.domain.letter import Recipient, Sender
from callmate.domain.story import Story


@dataclass(frozen=True)
class Matter:
    """A case, who writes, and to whom."""

    story: Story
    sender: Sender
    recipient: Recipient
    fingerprint: str
    """The digest, in hex, of the case's last entry."""
    calls: tuple[tuple[str, str], ...] = ()
    """The id of each call, and the digest of its last entry."""
    country: str = "IT"
    """Whose rules apply, by its two letters."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """For the id of a rule, its source and the day on which it was looked at."""
