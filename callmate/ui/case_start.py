"""Begins a call inside a case: what earlier calls left open goes with it."""

from collections.abc import Sequence

from callmate.desk import Clock, begin
from callmate.domain.before_call import ready
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Started


def start_in(told: Chronology, clock: Clock, questions: Sequence[str] = ()) -> Started:
    """The start of a call in a case, stamped now.

    Args:
        told: The case and its calls.
        clock: Tells the time.
        questions: What to ask besides what is still open from earlier calls.
    """
    facts = told.facts
    known = ready(told, clock())
    return begin(
        facts.company,
        number=known.number,
        matter=facts.name,
        sector=facts.sector,
        questions=without_doubles((*known.questions, *questions)),
        case=told.case.id,
        menu=known.menu,
        clock=clock,
    )


def without_doubles(questions: Sequence[str]) -> tuple[str, ...]:
    """Questions, each once, blind to case; in the order in which they come first."""
    seen: dict[str, str] = {}
    for text in questions:
        seen.setdefault(text.strip().casefold(), text.strip())
    return tuple(text for text in seen.values() if text)
