"""What an operator promised, typed in a hurry, becomes a date."""

from callmate.domain.due.find import Due, find_due
from callmate.domain.due.reading import Language

__all__ = ["Due", "Language", "find_due"]
