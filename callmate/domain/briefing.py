"""What to have ready before a company is rung again about the same problem."""

from dataclasses import dataclass

from callmate.domain.call import Call
from callmate.domain.checklist import QUESTION, ItemStanding
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Note, Pressed
from callmate.domain.legs import Claim
from callmate.domain.promise import Promise


@dataclass(frozen=True)
class LastNote:
    """The last note of a case, and who was on the line."""

    note: Note
    operator: str | None


@dataclass(frozen=True)
class Briefing:
    """What earlier calls of a case give to the next one; each may be empty."""

    number: str
    """The number to dial."""
    claims: tuple[Claim, ...]
    """Every claim number that is known, with who gave it."""
    promise: Promise | None
    """The last one that was made."""
    said: LastNote | None
    questions: tuple[str, ...]
    """What was prepared to be asked and has no answer yet, in the order of asking."""
    menu: str
    """What was pressed in the menu when a person was last reached."""


def briefing_of(chronology: Chronology) -> Briefing:
    """What the calls of a case give to the next one."""
    calls = in_order(chronology)
    numbers = [call.start.number for call in calls if call.start.number]
    paths = [menu_path(call) for call in calls if call.answered and menu_path(call)]
    promises = chronology.promises
    return Briefing(
        number=chronology.case.facts.number or _last(numbers),
        claims=chronology.claims,
        promise=promises[-1] if promises else None,
        said=_last_said(calls),
        questions=open_questions(calls),
        menu=_last(paths),
    )


def in_order(chronology: Chronology) -> tuple[Call, ...]:
    """The calls of a case, oldest first."""
    return tuple(sorted(chronology.calls, key=lambda call: call.start.at))


def menu_path(call: Call) -> str:
    """Everything that was pressed in the menus of a call, in order; empty when nothing was."""
    return ", ".join(entry.text for entry in call.standing if isinstance(entry, Pressed))


def open_questions(calls: tuple[Call, ...]) -> tuple[str, ...]:
    """The owner's own questions whose last asking brought no answer.

    Args:
        calls: The calls, oldest first.
    """
    last: dict[str, tuple[str, ItemStanding]] = {}
    for call in calls:
        for item in call.checklist.items:
            if item.id.startswith(QUESTION):
                last[item.question.strip().casefold()] = (item.question, item.standing)
    return tuple(text for text, standing in last.values() if standing is not ItemStanding.ANSWERED)


def _last_said(calls: tuple[Call, ...]) -> LastNote | None:
    notes = [(e, call) for call in calls for e in call.standing if isinstance(e, Note)]
    if not notes:
        return None
    note, call = max(notes, key=lambda pair: pair[0].at)
    return LastNote(note, call.operator_at(note.at))


def _last(texts: list[str]) -> str:
    return texts[-1] if texts else ""
