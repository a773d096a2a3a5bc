"""What a letter is filled with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from callmate.domain.letter import Recipient, Sender
from callmate.domain.narrative import Narrative
from callmate.domain.rules import Country, Rule


@dataclass(frozen=True)
class Matter:
    """A case, who writes, and to whom."""

    story: Narrative
    sender: Sender
    recipient: Recipient
    fingerprint: str
    """The digest, in hex, of the case's last entry."""
    calls: tuple[tuple[str, str], ...] = ()
    """The id of each call, and the digest of its last entry."""
    country: Country = "it"
    """Whose rules apply."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """The rules that may be named, by their ids."""
