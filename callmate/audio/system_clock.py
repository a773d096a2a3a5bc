"""Two clocks: the wall's, for stamps, and one that only goes forward, for lengths."""

import time
from datetime import datetime, timedelta

_BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)


def wall(ago: float = 0.0) -> datetime:
    """Tell the local time some seconds ago, with its offset, to the millisecond."""
    now = datetime.now().astimezone() - timedelta(seconds=ago)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def steady() -> float:
    """Tell seconds that nobody can set back, counting the time a computer sleeps where it can."""
    # A lid closed in mid-call is sound missing; Linux's monotonic clock would not notice it.
    return time.monotonic() if _BOOT_CLOCK is None else time.clock_gettime(_BOOT_CLOCK)
