"""What was promised, without the words that only said by when."""

from datetime import datetime
from typing import Final

from callmate.domain.due import Due, Language, find_due

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
