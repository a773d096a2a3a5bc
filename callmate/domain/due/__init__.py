"""What an operator promised, typed in a hurry, becomes a date."""

from datetime import datetime
from typing import Final

from callmate.domain.due.reading import Due, Language

__all__ = ["Due", "Language", "find_due", "without_day"]


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
    if fitting is None:
        return text
    rest = f"{text[: fitting.start].rstrip(_LOOSE)} {text[fitting.end :].lstrip(_LOOSE)}".strip()
    return rest or text


_LOOSE: Final = " ,;:-–"


def _says(found: Due, due: datetime, *, exact: bool) -> bool:
    if found.exact != exact or found.at.date() != due.date():
        return False
    return not exact or (found.at.hour, found.at.minute) == (due.hour, due.minute)
