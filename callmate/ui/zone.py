"""The owner's time zone, so that a promised day stays the same day over a clock change."""

from datetime import datetime


def with_zone(moment: datetime) -> datetime:
    """``moment`` in the named zone of this machine, or as it is when that is not known."""
    # Only promises need it, and it reads the zone's table from the disk.
    from tzlocal import get_localzone  # noqa: PLC0415

    return moment.astimezone(get_localzone())
