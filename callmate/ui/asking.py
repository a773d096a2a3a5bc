"""What the line asks for, and what becomes of the answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from callmate.desk import Desk
from callmate.domain.due import find_due
from callmate.domain.entry import AnyEntry
from callmate.i18n import language
from callmate.ui.zone import with_zone

Kind = Literal["note", "give", "promise", "reword", "company", "menu"]


@dataclass(frozen=True)
class Asking:
    """What the next line typed will be."""

    kind: Kind = "note"
    item: str = ""
    """The checklist item that is answered or refused."""
    target: str = ""
    """The id of the entry whose words are typed."""

    @property
    def title(self) -> str:
        """The id under which the phrases know what is asked."""
        if self.kind == "reword":
            return "refused"
        return self.item or self.kind


NOTE = Asking()
"""Plain text and Enter: a note."""


def take(desk: Desk, asking: Asking, text: str, now: datetime) -> AnyEntry:
    """Keep a line that was typed, as what it was asked for.

    Args:
        desk: The call's desk.
        asking: What the line was asked for.
        text: What was typed.
        now: The time from which a promise is counted.
    """
    match asking.kind:
        case "give":
            return desk.give(asking.item, text)
        case "promise":
            return desk.promise(text, find_due(text, with_zone(now), language()))
        case "reword" | "company":
            return desk.reword(asking.target, text)
        case "menu":
            return desk.press(text)
        case "note":
            return desk.note(text)
