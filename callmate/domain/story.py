"""What of a case may start or end a clock, and on which day it happened."""

from datetime import date

import msgspec

from callmate.domain.entry import Sector
from callmate.domain.rules import Event


class Dated(msgspec.Struct, frozen=True, order=True):
    """Something that happened, and the day at the place where it did."""

    on: date
    event: Event


class Story(msgspec.Struct, frozen=True):
    """Of a case, what rules look at."""

    sector: Sector
    events: tuple[Dated, ...]
    """In order."""

    def first(self, event: Event, since: date | None = None) -> date | None:
        """The day on which something first happened, or first happened from a day on."""
        days = (each.on for each in self.events if each.event is event)
        return next((on for on in days if since is None or on >= since), None)
