"""How a new call comes about: who rang, and whether it was going on before it was noted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from callmate.locale.messages import _
from callmate.services.desk import Desk
from callmate.wording.dates import hour_minute

_STEPS = (0, 10, 20, 30, 45, 60)
"""Minutes before its start at which a call may have begun, one stroke of the key after another."""


@dataclass(frozen=True)
class Opening:
    """What the owner says of a call before its start is stamped."""

    came_in: bool = False
    """Whether the company rang."""
    minutes: int = 0
    """How many minutes before its start the call began."""

    def answered(self) -> Self:
        """The other of the two: they rang, or the owner does."""
        return replace(self, came_in=not self.came_in)

    def earlier(self) -> Self:
        """A call that began some minutes before; at the end of all steps, one that begins now."""
        place = _STEPS.index(self.minutes) + 1
        return replace(self, minutes=_STEPS[place % len(_STEPS)])

    def words(self, now: datetime) -> str:
        """What was said so far; empty when nothing was.

        Args:
            now: The time now.
        """
        said = [_("they rang me")] if self.came_in else []
        if self.minutes:
            words = _("began {minutes} minutes ago, at {time}")
            time = hour_minute(now - timedelta(minutes=self.minutes))
            said.append(words.format(minutes=self.minutes, time=time))
        return " · ".join(said)

    def keep(self, desk: Desk) -> None:
        """Keep what was said, as soon as the start is kept."""
        if self.came_in:
            desk.came_in()
        if self.minutes:
            desk.began_before(desk.call.start.at - timedelta(minutes=self.minutes))
