"""What one phrase says, and the point in time it stands for."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Self

from msgspec import Struct
from msgspec.structs import replace

from callmate.domain.due.clock import LAST_HOUR, hour_of, is_after_midnight
from callmate.domain.due.reading import Clock, Day, Doubt, Moment, Part

_END_OF_DAY: Final = time(23, 59)


class Phrase(Struct, frozen=True):
    """What one phrase says, where it stands, and whether it is a promise."""

    start: int
    end: int
    doubt: Doubt
    moment: Moment | None = None
    day: Day | None = None
    clock: Clock | None = None
    part: Part | None = None
    begins_range: bool = False

    @property
    def exact(self) -> bool:
        """Whether more than a day is said."""
        return self.moment is not None or self.clock is not None

    def at_clock_of(self, later: "Phrase") -> Self:
        """Put this day and the time of day of a later phrase together."""
        return replace(self, clock=later.clock, part=later.part or self.part, end=later.end)

    def to(self, later: "Phrase") -> "Phrase":
        """Make a range of days of this one and a later one; it counts by its end."""
        day = later.day
        if self.day and day and day.date < self.day.date:
            # Only weekdays can come out of order: the end is then a week later.
            day = replace(day, date=day.date + timedelta(days=7), or_today=False)
        return replace(later, start=self.start, day=day, doubt=min(self.doubt, later.doubt))

    def at(self, now: datetime) -> datetime:
        """Tell when that is, in the zone of `now`.

        A time of day alone is the next one. Raises OverflowError or ValueError where the
        calendar ends.
        """
        if self.moment:
            return self.moment.at
        said = self._time()
        at_today = _wall(now.date(), said, now.tzinfo)
        if self.day is None:
            return at_today if at_today > now else _wall(_next(now.date()), said, now.tzinfo)
        if self.day.or_today and self.clock and at_today > now:
            return at_today
        late = self.clock is not None and is_after_midnight(said.hour, self.part)
        return _wall(_next(self.day.date) if late else self.day.date, said, now.tzinfo)

    def _time(self) -> time:
        hour = hour_of(self.clock, self.part) if self.clock else LAST_HOUR
        return time(hour, self.clock.minute) if self.clock and hour < LAST_HOUR else _END_OF_DAY


def _wall(day: date, said: time, zone: tzinfo | None) -> datetime:
    # Through UTC and back, an hour that the change to summer time leaves out moves on by one.
    return datetime.combine(day, said, zone).astimezone(UTC).astimezone(zone)


def _next(day: date) -> date:
    return day + timedelta(days=1)
