"""What the line of a call asks for, and what becomes of the words that are typed on it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from callmate.domain.checklist import Checklist, Item
from callmate.domain.due import Due, find_due
from callmate.domain.entry import AnyEntry, Promised, Reworded
from callmate.domain.promise import is_doubtful
from callmate.domain.text import visible
from callmate.locale.messages import _, language
from callmate.rulebook.countries import is_holiday_here
from callmate.services.clock import with_zone
from callmate.services.desk import Desk
from callmate.wording.dates import due
from callmate.wording.names import item_title, say_item

Kind = Literal[
    "note", "give", "tick", "promise", "due", "refusing", "refuse", "company", "menu", "began"
]


@dataclass(frozen=True)
class Asking:
    """What the next line typed will be."""

    kind: Kind = "note"
    item: str = ""
    """The checklist item that is answered or refused; or what else is refused, in words."""
    target: str = ""
    """The id of the entry whose words are typed."""
    due: Due | None = None
    """By when something was promised, as far as it is understood and still to be confirmed."""
    offered: str = ""
    """What was heard along with the call and stands on the line to be confirmed."""
    since: datetime | None = None
    """When the key was pressed that asks for it, where that is when it happened."""

    @property
    def title(self) -> str:
        """The id under which the phrases know what is asked."""
        return self.item or self.kind


_BEGAN = re.compile(
    r"(?:(?P<hour>[01]?\d|2[0-3])[:.](?=[0-5]\d$))?(?P<minute>\d{1,3})(?: ?min\w*)?"
)
"""Minutes, or a time of day, as somebody types when a call began."""

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
        case "give" | "tick":
            return desk.give(asking.item, text, heard=_as_heard(asking, text))
        case "promise":
            by = understood(text, now)
            return desk.promise(text, by, heard=_as_heard(asking, text))
        case "refuse":
            return desk.refuse(asking.item, text, asking.since)
        case "company":
            return desk.reword(asking.target, text)
        case "menu":
            return desk.press(text)
        case _:
            return desk.note(text)


def _as_heard(asking: Asking, text: str) -> bool:
    """Whether an answer is what was heard, left as it was."""
    return bool(asking.offered) and text.strip() == asking.offered


def understood(text: str, now: datetime) -> Due | None:
    """By when something is promised in these words, counted from ``now``; ``None`` if unsaid."""
    return find_due(text, with_zone(now), language(), is_holiday_here)


def heard(text: str, now: datetime) -> str:
    """By when something is promised, told whole: by which day, and whether that can be right.

    Args:
        text: What is typed so far.
        now: The time from which it is counted.
    """
    found = understood(text, now)
    if found is None:
        return _("No date yet: write by when (48h, fri 5pm, 3/12)") if text.strip() else ""
    day = due(found.at, exact=found.exact, now=now)
    if is_doubtful(found.at, with_zone(now)):
        return _("By {date}: is that right?").format(date=day)
    return _("By {date}").format(date=day)


def told(asking: Asking, now: datetime, start: datetime) -> str:
    """What Enter and Escape do with a question; empty where its words say enough.

    Args:
        asking: What is asked.
        now: The time now.
        start: When the start of the call was stamped.
    """
    match asking.kind:
        case "due" if asking.due is None:
            return _("By when? Write it, or Enter: they did not say")
        case "due" if asking.due is not None:
            day = due(asking.due.at, exact=asking.due.exact, now=now)
            words = _("{date}: is that right? Enter: yes · or write by when · Esc: no date")
            return words.format(date=day)
        case "refuse":
            return _("Type the words they used, or none · Enter keeps it · Esc: nothing")
        case "tick":
            return _("Enter: yes · Esc: no, nothing is written")
        case "began":
            words = _("Minutes before {time}, or the time: 10, 10:20 · Enter: 10 · Esc: nothing")
            return words.format(time=f"{start:%H:%M}")
        case _:
            return ""


def dated(entry: AnyEntry) -> str:
    """The day of a promise, told before its words, so that no narrow line cuts it off."""
    if not isinstance(entry, (Promised, Reworded)) or entry.due is None:
        return ""
    by = due(entry.due, exact=entry.due_exact, now=entry.at)
    return _("By {date}").format(date=by)


def before_end(checklist: Checklist, *, dropped: bool) -> str:
    """What is asked before a call ends, and what of its checklist is still missing."""
    asks = (
        _("The line dropped? Enter ends the call · Esc goes on")
        if dropped
        else _("Enter ends the call · Esc goes on")
    )
    words = [asks]
    if checklist.answer("claim_number") is None:
        once_more = _("Say once more: {sentence}")
        words.append(once_more.format(sentence=say_item(Item("claim_number"))))
    if checklist.missing:
        names = ", ".join(visible(item_title(item)) for item in checklist.missing)
        words.append(_("Missing: {names}").format(names=names))
    return " · ".join(words)


def began_at(text: str, start: datetime) -> datetime | None:
    """When a call began, by minutes before its start or by a time of day before it.

    Args:
        text: ``10`` or ``10:20``.
        start: When its start was stamped.

    Returns:
        The time; ``None`` when the words say none before the start.
    """
    told = _BEGAN.fullmatch(text.strip())
    if told is None:
        return None
    hour, minute = told["hour"], int(told["minute"])
    if hour is None:
        return start - timedelta(minutes=minute) if minute else None
    began = start.replace(hour=int(hour), minute=minute, second=0, microsecond=0)
    return began if began < start else None


def undated(desk: Desk) -> Promised | None:
    """The last promise, if it was not said by when it is to be kept."""
    promised = [entry for entry in desk.call.standing if isinstance(entry, Promised)]
    return promised[-1] if promised and promised[-1].due is None else None


def date_promise(desk: Desk, target: str, words: str, now: datetime) -> AnyEntry | None:
    """Add to a promise by when it is to be kept.

    Args:
        desk: The call's desk.
        target: The promise's id.
        words: The words that say by when.
        now: The time from which they count.

    Returns:
        The entry that was kept; ``None`` when the words say no time.
    """
    found = understood(words, now)
    promised = next(each for each in desk.call.standing if each.id == target)
    if found is None or not isinstance(promised, Promised):
        return None
    more = (words[: found.start] + words[found.end :]).strip(" .,;:")
    text = f"{promised.text} {words}" if more else promised.text
    return desk.reword(target, text, found)
