"""Times are found from one Tuesday morning in Rome, unless a test says otherwise."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from callmate.domain.due import Language, find_due

TUESDAY = datetime(2026, 11, 24, 10, 32, 5, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture
def due() -> Callable[[str, Language], str]:
    """Tell what is found as "2026-11-27 17:00", with "~" before it where only a day is said."""

    def told(text: str, language: Language) -> str:
        found = find_due(text, TUESDAY, language)
        if found is None:
            return "nothing"
        assert text[found.start : found.end] == found.matched
        assert found.at.tzinfo is TUESDAY.tzinfo
        return f"{'' if found.exact else '~'}{found.at:%Y-%m-%d %H:%M}"

    return told
