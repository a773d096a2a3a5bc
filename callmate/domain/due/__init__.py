"""What an operator promised, typed in a hurry, becomes a date."""

from datetime import datetime

from callmate.domain.due.reading import Due, Language

__all__ = ["Due", "Language", "find_due"]


def find_due(text: str, now: datetime, language: Language) -> Due | None:
    """Find in `text`, typed at `now`, when something is due; None if nothing says so.

    Both languages are understood, whatever `language`, which settles only what differs: "mar"
    is Tuesday in Italian and March in English. The day always stands before the month. Of
    several times the one that is said to be a deadline counts, then the first. A promise may
    be put in the past only by a year or "today" in so many words. Working days leave out
    Saturdays and Sundays, not the holidays of a country.

    Days keep the wall clock where the zone of `now` knows about summer time, hours are real
    time. Raises ValueError if `now` has no zone, never for any text.
    """
    # The patterns take 20 ms to compile, which no screen should wait for to be drawn.
    from callmate.domain.due.grammar import find  # noqa: PLC0415

    return find(text, now, language)
