"""Leads through a call: what each command does, what the line asks for, what is said.

It knows no widgets: it is handed what stands on the line and answers what shall
stand there, so that every rule of the keys can be tried without a screen.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from callmate.domain.checklist import Item
from callmate.domain.due import find_due
from callmate.domain.entry import AnyEntry
from callmate.domain.text import visible
from callmate.locale.messages import _, language
from callmate.services.clock import with_zone
from callmate.services.desk import Clock, Desk, now
from callmate.wording.entry_words import entry_words
from callmate.wording.names import item_title, say_item

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


_END_STANDS = timedelta(seconds=10)
"""An end confirmed within this time of its key is stamped with the key's time."""

_TICKED = frozenset({"speakerphone", "recording_notice"})
"""Items that are ticked, without words."""

_OPERATOR = Asking("give", "operator")
_ASKS = {
    "call.operator": _OPERATOR,
    "call.claim": Asking("give", "claim_number"),
    "call.witness": Asking("give", "witness"),
    "call.promise": Asking("promise", "promise"),
    "call.menu": Asking("menu"),
}
"""Commands that only ask for a line."""

_TOLD = 40
"""Characters of an entry that are repeated after it was kept: one line of 80 holds them."""


@dataclass(frozen=True)
class InputStep:
    """What follows from a command or from a line typed."""

    line: str | None = None
    """What shall stand on the line; ``None`` leaves it."""
    kept: AnyEntry | None = None
    """The entry that was kept."""
    say: str = ""
    """Something to say instead."""
    over: bool = False
    """Whether the call has ended."""


class LiveInput:
    """One call in progress, as the owner's keys drive it.

    Args:
        desk: The call's desk.
        clock: Tells the time.
    """

    def __init__(self, desk: Desk, clock: Clock = now) -> None:
        self.desk = desk
        self._clock = clock
        self._draft = ""
        self.ending: datetime | None = None
        """When the end was asked for; ``None`` while it is not."""
        self.lit: str | None = None
        """The item that the owner lit; ``None`` follows the call."""
        self.spelled = ""
        """A claim number that is spelled out now."""
        self.asking = NOTE
        """What the next line typed will be."""
        if not desk.call.company:
            self.asking = Asking("company", target=desk.call.start.id)

    @property
    def current(self) -> str | None:
        """The item that is lit: the owner's choice, or the next one to ask for."""
        upcoming = self.desk.call.checklist.next
        return self.lit or (upcoming.id if upcoming else None)

    def do(self, command: str, line: str) -> InputStep:
        """Carry out a command.

        Args:
            command: Its id, such as ``call.hold``.
            line: What stands on the line.

        Raises:
            KeyError: No command has this id.
        """
        pressed, self.ending = self.ending, None
        self.spelled = ""
        if command in _ASKS:
            return self._ask(_ASKS[command], line)
        desk = self.desk
        verbs: dict[str, Callable[[], InputStep]] = {
            "call.answer": lambda: self._ask(_OPERATOR, line, desk.answer()),
            "call.transfer": lambda: self._ask(_OPERATOR, line, desk.transfer()),
            "call.hold": lambda: InputStep(kept=desk.hold()),
            "call.mark": lambda: InputStep(kept=desk.mark()),
            "call.speakerphone": lambda: InputStep(kept=desk.give("speakerphone")),
            "call.notice": lambda: InputStep(kept=desk.give("recording_notice")),
            "call.refused": lambda: self._refuse(line),
            "call.item": lambda: self._answer_item(line),
            "call.undo": self._undo,
            "call.dropped": lambda: self._drop(line),
            "call.end": lambda: self._end(pressed, line),
        }
        return verbs[command]()

    def type(self, line: str) -> InputStep:
        """Take a line on which Enter was pressed."""
        pressed, self.ending = self.ending, None
        if pressed is not None and not line:
            return self._end(pressed, line)
        asking, draft = self.asking, self._draft
        self.asking, self._draft = NOTE, ""
        if not line.strip():
            return InputStep(line=draft)
        entry = take(self.desk, asking, line, self._clock())
        self.lit = None
        given = asking.kind == "give" and asking.item == "claim_number"
        self.spelled = line if given else ""
        return InputStep(line=draft, kept=entry)

    def leave(self, line: str) -> InputStep:
        """Escape: the line is for notes again, and nothing typed is lost."""
        self.ending = None
        self.lit = None
        self.spelled = ""
        self.asking = NOTE
        draft, self._draft = self._draft, ""
        return InputStep(line=joined(draft, line))

    def light(self, steps: int) -> None:
        """Light another item of the checklist."""
        ids = [item.id for item in self.desk.call.checklist.items]
        place = ids.index(self.current) if self.current in ids else -1
        self.spelled = ""
        self.lit = ids[(place + steps) % len(ids)]

    def pick(self, item: str, line: str) -> InputStep:
        """Answer the item that was pointed at."""
        self.lit = item
        return self._answer_item(line)

    def words(self, undo_key: str, step: InputStep, waiting: Collection[AnyEntry] = ()) -> str:
        """What to say after a step; empty when there is nothing.

        Args:
            undo_key: The key that takes back what was kept.
            step: What was done.
            waiting: Entries that are not kept yet; nothing is said to be kept of them.
        """
        if step.kept is None or step.kept in waiting:
            return step.say
        told = self._told(step.kept)
        words = _("Kept {time} · {what} · {undo} undoes it")
        return words.format(time=f"{step.kept.at:%H:%M:%S}", what=told, undo=undo_key)

    def end_words(self) -> str:
        """What is still missing, before the end is taken."""
        checklist = self.desk.call.checklist
        words = [_("Enter ends the call · Esc goes on")]
        if checklist.answer("claim_number") is None:
            words.append(
                _("Say once more: {sentence}").format(sentence=say_item(Item("claim_number")))
            )
        if checklist.missing:
            names = ", ".join(visible(item_title(item)) for item in checklist.missing)
            words.append(_("Missing: {names}").format(names=names))
        return " · ".join(words)

    def _ask(self, asking: Asking, line: str, kept: AnyEntry | None = None) -> InputStep:
        self._draft = joined(self._draft, line)
        self.asking = asking
        return InputStep(line="", kept=kept)

    def _refuse(self, line: str) -> InputStep:
        item = self.current or "claim_number"
        self.lit = None
        entry = self.desk.refuse(item)
        return self._ask(Asking("reword", item, target=entry.id), line, entry)

    def _answer_item(self, line: str) -> InputStep:
        item = self.current
        if item is None:
            return InputStep(say=_("Everything on the list is answered."))
        if item in _TICKED:
            self.lit = None
            return InputStep(kept=self.desk.give(item))
        return self._ask(Asking("promise" if item == "promise" else "give", item), line)

    def _undo(self) -> InputStep:
        gone = self.desk.undo()
        if gone is None:
            return InputStep(say=_("There is nothing to take back."))
        return InputStep(say=_("Taken back: {what}").format(what=self._told(gone)))

    def _told(self, entry: AnyEntry) -> str:
        words = visible(entry_words(self.desk.call, entry).text)
        return words if len(words) <= _TOLD else f"{words[: _TOLD - 1].rstrip()}…"

    def _end(self, pressed: datetime | None, line: str) -> InputStep:
        if pressed is None:
            # Enter shall end the call now, so a half-written line waits until that is clear.
            self.ending = self._clock()
            self.asking = NOTE
            self._draft = joined(self._draft, line)
            return InputStep(line="")
        self._keep_rest(line)
        soon = self._clock() - pressed <= _END_STANDS
        return InputStep(line="", kept=self.desk.hang_up(pressed if soon else None), over=True)

    def _drop(self, line: str) -> InputStep:
        self._keep_rest(line)
        return InputStep(line="", kept=self.desk.drop(), over=True)

    def _keep_rest(self, line: str) -> None:
        rest, self._draft = joined(self._draft, line), ""
        if rest.strip():
            self.desk.note(rest)


def joined(draft: str, line: str) -> str:
    """What was put aside, and behind it what stands on the line."""
    return " ".join(part for part in (draft, line) if part)
