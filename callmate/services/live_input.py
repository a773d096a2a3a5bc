"""Leads through a call: what each command does, what the line asks for, what is said.

It knows no widgets: it is handed what stands on the line and answers what shall
stand there, so that every rule of the keys can be tried without a screen.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callmate.domain.call import State
from callmate.domain.checklist import STATED, Item
from callmate.domain.entry import AnyEntry, Promised
from callmate.domain.promise import is_doubtful
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.asking import (
    NOTE,
    Asking,
    Kind,
    before_end,
    began_at,
    date_promise,
    dated,
    heard,
    take,
    told,
    undated,
    understood,
)
from callmate.services.clock import with_zone
from callmate.services.desk import Clock, Desk, now
from callmate.wording.entry_words import entry_words
from callmate.wording.names import ask_line, item_title

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
    "call.began": Asking("began"),
    "call.speakerphone": Asking("tick", "speakerphone"),
    "call.notice": Asking("tick", "recording_notice"),
}
"""Commands that only ask for a line."""

_YES = frozenset({"yes", "y", "sì", "si", "s"})
"""What is typed to a question that Enter answers too, in either language."""

_TOLD = 40
"""Characters of an entry that are repeated after it was kept: one line of 80 holds them."""

_NAMED = 24
"""Characters of what is refused that stand before the line."""


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
        self._dropped = False
        self.lit: str | None = None
        """The item that the owner lit; ``None`` follows the call."""
        self.spelled = ""
        """A claim number that is spelled out now."""
        self.asking = NOTE
        """What the next line typed will be."""
        self.offers: Mapping[str, str] = {}
        """What was heard along with the call of items that are missing, by item."""
        if not desk.call.company:
            self.asking = Asking("company", target=desk.call.start.id)
        self._takers: dict[Kind, Callable[[Asking, str, str], InputStep]] = {
            "refusing": self._refuse,
            "refuse": self._keep,
            "tick": self._tick,
            "promise": self._promise,
            "due": self._date,
            "began": self._began,
        }

    @property
    def current(self) -> str | None:
        """The item that is lit: the owner's choice, or the next one to ask for."""
        upcoming = self.desk.call.checklist.next
        return self.lit or (upcoming.id if upcoming else None)

    @property
    def prompt(self) -> str:
        """What the line asks for, before the cursor."""
        asking = self.asking
        if asking.kind == "refuse":
            return _("Refused: {item}").format(item=self._named(asking.item)[:_NAMED])
        if asking.due is not None:
            return _("Is that right?")
        item = self.desk.call.checklist.item(asking.item)
        return visible(item.question) if item and item.question else ask_line(asking.title)

    def hint(self, line: str) -> str:
        """What Enter does with the line while it asks for something; empty for a note.

        Args:
            line: What stands on the line.
        """
        asking = self.asking
        if asking.kind in {"promise", "due"} and line:
            return heard(line, self._clock())
        if asking.kind == "refusing":
            return self._ask_what()
        if asking.offered and line == asking.offered:
            return _("Heard by the computer: is that right? Enter keeps it · Esc: nothing")
        return told(asking, self._clock(), self.desk.call.start.at)

    def do(self, command: str, line: str) -> InputStep:
        """Carry out a command.

        Args:
            command: Its id, such as ``call.hold``.
            line: What stands on the line.

        Raises:
            KeyError: No command has this id.
        """
        line = self._typed(line)
        pressed, self.ending = self.ending, None
        self.spelled = ""
        if command == "call.refused":
            return self._ask(Asking("refusing", since=self._clock()), line)
        if command in _ASKS:
            return self._ask(_ASKS[command], line)
        desk = self.desk
        verbs: dict[str, Callable[[], InputStep]] = {
            "call.answer": lambda: self._ask(_OPERATOR, line, desk.answer()),
            "call.transfer": lambda: self._ask(_OPERATOR, line, desk.transfer()),
            "call.hold": lambda: InputStep(kept=desk.hold()),
            "call.mark": lambda: InputStep(kept=desk.mark()),
            "call.item": lambda: self._answer_item(line),
            "call.undo": self._undo,
            "call.came_in": self._came_in,
            "call.dropped": lambda: self._ask_end(pressed, line, dropped=True),
            "call.end": lambda: self._ask_end(pressed, line, dropped=False),
        }
        return verbs[command]()

    def end(self, line: str) -> InputStep:
        """End the call, as it was asked for; what stands on the line is kept as a note."""
        asked, self.ending = self.ending, None
        self.keep_rest(line)
        soon = asked is not None and self._clock() - asked <= _END_STANDS
        verb = self.desk.drop if self._dropped else self.desk.hang_up
        return InputStep(line="", kept=verb(asked if soon else None), over=True)

    def type(self, line: str) -> InputStep:
        """Take a line on which Enter was pressed."""
        if self.ending is not None and not line:
            return self.end(line)
        self.ending = None
        asking, draft = self.asking, self._draft
        self.asking, self._draft, self.spelled = NOTE, "", ""
        taken = self._takers.get(asking.kind, self._keep_words)
        return taken(asking, line if line.strip() else "", draft)

    def leave(self, line: str) -> InputStep:
        """Escape: the line is for notes again, and nothing typed is lost."""
        line = self._typed(line)
        self.ending = None
        self.lit = None
        self.spelled = ""
        self.asking = NOTE
        draft, self._draft = self._draft, ""
        return InputStep(line=joined(draft, line))

    def light(self, steps: int) -> None:
        """Light another item of the checklist; one that can be refused, where that is asked."""
        refusing = self.asking.kind == "refusing"
        items = self.desk.call.checklist.items
        ids = [item.id for item in items if not (refusing and item.id in STATED)]
        place = ids.index(self.current) if self.current in ids else -1
        self.spelled = ""
        self.lit = ids[(place + steps) % len(ids)]

    def pick(self, item: str, line: str) -> InputStep:
        """Answer the item that was pointed at, or refuse it where that is asked."""
        line = self._typed(line)
        if self.asking.kind == "refusing" and item not in STATED:
            draft, self._draft = joined(self._draft, line), ""
            return self._refuse(self.asking, item, draft)
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
        told = self._told(step.kept, dated(step.kept))
        words = _("Kept {time} · {what} · {undo} undoes it")
        return words.format(time=f"{step.kept.at:%H:%M:%S}", what=told, undo=undo_key)

    def end_words(self) -> str:
        """What is still missing, before the end is taken."""
        return before_end(self.desk.call.checklist, dropped=self._dropped)

    def _ask(self, asking: Asking, line: str, kept: AnyEntry | None = None) -> InputStep:
        self._draft = joined(self._draft, line)
        self.asking = asking
        return InputStep(line="", kept=kept)

    def _keep(self, asking: Asking, text: str, draft: str) -> InputStep:
        plain = asking.kind == "note"
        entry = self.desk.note(text) if plain else take(self.desk, asking, text, self._clock())
        self.lit = None
        given = asking.kind == "give" and asking.item == "claim_number"
        self.spelled = text if given else ""
        return InputStep(line=draft, kept=entry)

    def _keep_words(self, asking: Asking, text: str, draft: str) -> InputStep:
        return self._keep(asking, text, draft) if text else InputStep(line=draft)

    def _go_on(self, asking: Asking, draft: str, kept: AnyEntry | None = None) -> InputStep:
        """Ask for one thing more, and keep aside what was put aside before."""
        self.asking, self._draft = asking, draft
        return InputStep(line="", kept=kept)

    @property
    def _offered(self) -> str | None:
        """The item that Enter refuses; none of itself while nobody could refuse anything."""
        if self.lit is not None and self.lit not in STATED:
            return self.lit
        call = self.desk.call
        asked = [item.id for item in call.checklist.missing if item.id not in STATED]
        return None if call.state is State.MENU or not asked else asked[0]

    def _ask_what(self) -> str:
        offered = self._offered
        if offered is None:
            return _("Choose with ↑ ↓, or type what (a refund …) · Esc: nothing")
        words = _("Enter: {item} · ↑ ↓: another · or type what (a refund …) · Esc: nothing")
        return words.format(item=self._named(offered)[:_NAMED])

    def _refuse(self, asking: Asking, said: str, draft: str) -> InputStep:
        what = self._item_called(said) or self._offered
        if what is None:
            return self._go_on(asking, draft)
        return self._go_on(replace(asking, kind="refuse", item=what), draft)

    def _item_called(self, said: str) -> str:
        """The item of this name or id, or else the words themselves, for what is no item."""
        called = said.strip().casefold()
        items = self.desk.call.checklist.items
        found = (i.id for i in items if called in {i.id.casefold(), item_title(i).casefold()})
        return next(found, said.strip())

    def _named(self, what: str) -> str:
        return visible(item_title(self.desk.call.checklist.item(what) or Item(what)))

    def _tick(self, asking: Asking, said: str, draft: str) -> InputStep:
        if not said or said.strip().casefold() in _YES:
            return self._keep(asking, "", draft)
        if said.strip().casefold() == "no":
            return InputStep(line=draft, say=_("Nothing was written."))
        return self._keep(NOTE, said, draft)

    def _began(self, _asking: Asking, said: str, draft: str) -> InputStep:
        start = self.desk.call.start.at
        began = began_at(said or "10", start)
        if began is None:
            step = self._keep_words(NOTE, said, draft)
            return replace(step, say=_("That says no time before the start."))
        return InputStep(line=draft, kept=self.desk.began_before(began))

    def _promise(self, asking: Asking, said: str, draft: str) -> InputStep:
        if not said:
            return InputStep(line=draft)
        now = self._clock()
        by = understood(said, now)
        if by is not None and not is_doubtful(by.at, with_zone(now)):
            return self._keep(asking, said, draft)
        self.lit = None
        entry = self.desk.promise(said, None)
        return self._go_on(Asking("due", "due", entry.id, by), draft, entry)

    def _date(self, asking: Asking, said: str, draft: str) -> InputStep:
        now = self._clock()
        by = understood(said, now) if said else asking.due
        if by is None:
            return self._keep_words(NOTE, said, draft)
        if not said:
            promised = next(each for each in self.desk.call.standing if each.id == asking.target)
            text = promised.text if isinstance(promised, Promised) else ""
            return InputStep(draft, kept=self.desk.reword(asking.target, text, by))
        if is_doubtful(by.at, with_zone(now)) and by.at != (asking.due and asking.due.at):
            return self._go_on(replace(asking, due=by), draft)
        return InputStep(draft, kept=date_promise(self.desk, asking.target, said, now))

    @property
    def offered(self) -> str | None:
        """The item whose answer was heard and would be put on the line now."""
        asked = self.asking.item if self.asking.kind in {"give", "promise"} else ""
        item = asked or self.current
        return item if item in self.offers else None

    def _typed(self, line: str) -> str:
        """What stands on the line, unless it is only offered there."""
        return "" if self.asking.offered and line == self.asking.offered else line

    def _take_offer(self, item: str, line: str) -> InputStep:
        heard = self.offers[item]
        if self.asking.item == item and heard.startswith(line):
            line = ""  # it was just being typed
        kind: Kind = "promise" if item == "promise" else "give"
        return replace(self._ask(Asking(kind, item, offered=heard), line), line=heard)

    def _answer_item(self, line: str) -> InputStep:
        if self.offered is not None:
            return self._take_offer(self.offered, line)
        item = self.current
        if item is None:
            return InputStep(say=_("Everything on the list is answered."))
        if item in _TICKED:
            return self._ask(Asking("tick", item), line)
        before = undated(self.desk) if item == "promise" else None
        if before is not None:
            return self._ask(Asking("due", "due", before.id), line)
        return self._ask(Asking("promise" if item == "promise" else "give", item), line)

    def _came_in(self) -> InputStep:
        kept = self.desk.came_in()
        return InputStep(kept=kept, say=_("That they rang you is noted already."))

    def _undo(self) -> InputStep:
        gone = self.desk.undo()
        if gone is None:
            return InputStep(say=_("There is nothing to take back."))
        return InputStep(say=_("Taken back: {what}").format(what=self._told(gone)))

    def _told(self, entry: AnyEntry, by: str = "") -> str:
        words = visible(entry_words(self.desk.call, entry).text)
        if by:
            words = f"{by}: {visible(getattr(entry, 'text', ''))}"
        room = max(_TOLD, len(by) + 1)
        return words if len(words) <= room else f"{words[: room - 1].rstrip(' :')}…"

    def _ask_end(self, asked: datetime | None, line: str, *, dropped: bool) -> InputStep:
        # Enter shall end the call now, so a half-written line waits until that is clear.
        self.ending = asked or self._clock()
        self._dropped = dropped
        self.asking = NOTE
        self._draft = joined(self._draft, line)
        return InputStep(line="")

    def keep_rest(self, line: str) -> None:
        """Keep as a note what was put aside and what stands on the line."""
        rest, self._draft = joined(self._draft, self._typed(line)), ""
        if rest.strip():
            self.desk.note(rest)


def joined(draft: str, line: str) -> str:
    """What was put aside, and behind it what stands on the line."""
    return " ".join(part for part in (draft, line) if part)
