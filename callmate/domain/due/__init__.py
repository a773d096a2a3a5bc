"""What an operator promised, typed in a hurry, becomes a date."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from callmate.domain.due.reading import Due, Language

__all__ = ["Due", "Language", "find_due", "without_day"]


def find_due(
    text: str,
    now: datetime,
    language: Language,
    is_holiday: Callable[[date], bool] | None = None,
) -> Due | None:
    """Find in `text`, typed at `now`, when something is due; None if nothing says so.

    Both languages are understood, whatever `language`, which settles only what differs: "mar"
    is Tuesday in Italian and March in English. The day always stands before the month. Of
    several times the one that is said to be a deadline counts, then the first. A promise may
    be put in the past only by a year or "today" in so many words. Working days leave out
    Saturdays, Sundays and the days that `is_holiday` knows.

    Days keep the wall clock where the zone of `now` knows about summer time, hours are real
    time. Raises ValueError if `now` has no zone, never for any text.
    """
    # The patterns take 20 ms to compile, which no screen should wait for to be drawn.
    from callmate.domain.due.grammar import find  # noqa: PLC0415

    return find(text, now, language, is_holiday)


_QUOTES: Final = frozenset('«»“”„‟"')
_LANGUAGES: Final[tuple[Language, ...]] = ("it", "en")


def without_day(text: str, at: datetime, due: datetime | None, *, exact: bool) -> str:
    """What was promised, without the words by which its day was understood.

    What is in quotation marks stays whole, and so does what says nothing but the day, or
    another day than was understood.

    Args:
        text: The promise as the owner typed it.
        at: When it was typed.
        due: By when it was understood to be promised.
        exact: Whether a time of day was.
    """
    if due is None or _QUOTES & set(text):
        return text
    found = (find_due(text, at, language) for language in _LANGUAGES)
    fitting = next((each for each in found if each and _says(each, due, exact=exact)), None)
    fitting = fitting or _put_off(text, at, due, exact=exact)
    if fitting is None:
        return text
    rest = f"{text[: fitting.start].rstrip(_LOOSE)} {text[fitting.end :].lstrip(_LOOSE)}".strip()
    return rest or text


_LOOSE: Final = " ,;:-–"


def _put_off(text: str, at: datetime, due: datetime, *, exact: bool) -> Due | None:
    """Words of working days that the holidays of some country put off to ``due``."""
    for language in _LANGUAGES:
        found = find_due(text, at, language)
        if found is None or found.exact != exact:
            continue
        # Days off all the way put off nothing but a count of working days.
        counted = find_due(text, at, language, _up_to(found))
        late = (due.date() - found.at.date()).days
        if counted != found and 0 < late <= _HOLIDAYS:
            return found
    return None


def _up_to(found: Due) -> Callable[[date], bool]:
    last = found.at.date()
    return lambda day: day <= last


_HOLIDAYS: Final = 14
"""By how many days holidays put off a term at most, the weekends between them with them."""


def _says(found: Due, due: datetime, *, exact: bool) -> bool:
    if found.exact != exact or found.at.date() != due.date():
        return False
    return not exact or (found.at.hour, found.at.minute) == (due.hour, due.minute)
