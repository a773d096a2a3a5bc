"""What was heard in a recording: words with their times, and what is asked for among them.

This is the door; the other files of the room are known to each other alone.
"""

from collections.abc import Sequence
from datetime import datetime

from callmate.domain.due import Language
from callmate.domain.heard.heard_text import Heard, HeardKind, HeardText, HeardWord
from callmate.domain.heard.number_match import NumberDifference, number_differences, number_key
from callmate.domain.terms import Holidays

__all__ = [
    "Heard",
    "HeardKind",
    "HeardText",
    "HeardWord",
    "NumberDifference",
    "find_heard",
    "number_differences",
    "number_key",
]


def find_heard(
    words: Sequence[HeardWord],
    language: Language,
    since: datetime,
    is_holiday: Holidays | None = None,
) -> tuple[Heard, ...]:
    """What a part of a recording seems to say of the operator, the claim and promises.

    A number or name that is said again is found once, where it was said first; one that is
    corrected aloud, as it was corrected.

    Args:
        words: In the order in which they were said.
        language: In which they were.
        since: When the sound began, with its offset from UTC.
        is_holiday: Knows the public holidays, for promises in working days.
    """
    # The patterns take 70 ms to compile, which no screen should wait for to be drawn.
    from callmate.domain.heard.answers import answers_in  # noqa: PLC0415

    return answers_in(words, language, since, is_holiday)
