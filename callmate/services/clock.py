"""How far CallMate's clock is ahead of the computer's: not at all, unless one was set for a trial.

The sound process keeps the computer's own time; what it reports is put forward when it is heard.
"""

import os
from datetime import UTC, datetime, timedelta
from functools import cache

VARIABLE = "CALLMATE_CLOCK"
"""The environment's name for the moment at which CallMate's clock starts to tick."""


@cache
def ahead() -> timedelta:
    """By how much to put the computer's time forward; settled when first asked.

    Raises:
        ValueError: What was set is not a time.
    """
    started = os.environ.get(VARIABLE, "")
    if not started:
        return timedelta(0)
    return datetime.fromisoformat(started).astimezone(UTC) - datetime.now(UTC)


def now() -> datetime:
    """The time now, to the millisecond, with this place's offset from UTC."""
    # In UTC: a clock that was set may stand beyond a clock change. It is set before it ticks.
    moment = (ahead() + datetime.now(UTC)).astimezone()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def with_zone(moment: datetime) -> datetime:
    """``moment`` in the named zone of this machine, or as it is when that is not known."""
    # Only promises need it, and it reads the zone's table from the disk.
    from tzlocal import get_localzone  # noqa: PLC0415

    return moment.astimezone(get_localzone())
