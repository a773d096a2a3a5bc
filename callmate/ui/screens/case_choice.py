"""Asks into which case a call goes, and which calls belong to a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from callmate.domain.call import Call
from callmate.domain.case import Case, Happened, LineTakenAway, Merged, MergedHere
from callmate.domain.chronology import Chronology, ChronologyLine
from callmate.domain.records import CallSummary
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.case_of_call import (
    FiledCall,
    Merger,
    case_name,
    cases_for,
    facts_of_call,
    file_all,
    file_call,
    loose_calls,
    move_back,
    move_line,
    same_company,
)
from callmate.store.errors import StoreError
from callmate.ui.dialogs import STYLE, ListDialog, PickDialog, TypedDialog
from callmate.ui.host import Host, HostedModal
from callmate.ui.widgets.key_strip import key_name
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.picker import Candidate
from callmate.wording.dates import full
from callmate.wording.outcome_words import outcome_name

NEW, OUT = "new", ""
"""What stands for a case yet to be made, and for none."""


@dataclass(frozen=True)
class _Places:
    """Where a call may go."""

    now: str
    """What its case is called; empty for none."""
    cases: list[Case]
    candidates: list[Candidate]
    lit: str
    """What is lit at first: where it is, or where it most likely belongs."""


def case_candidates(cases: list[Case]) -> list[Candidate]:
    """Cases to be picked from, each with its company."""
    return [Candidate(case.id, case.name, case.facts.company) for case in cases]


def _places(host: Host, call: Call) -> _Places:
    cases = cases_for(host.cases, call.company, call.case)
    own = [case.id for case in cases if same_company(case.facts.company, call.company)]
    new = Candidate(NEW, _("New case with what this call knows"), always=True)
    out = [Candidate(OUT, _("Take it out of its case"), always=True)] if call.case else []
    lit = call.case or next(iter(own), NEW)
    candidates = [new, *case_candidates(cases), *out]
    return _Places(case_name(host.cases, call.case), cases, candidates, lit)


async def ask_to_file(host: Host, call: Call, *, new: bool = False) -> FiledCall | None:
    """Ask where a past call goes, have that confirmed, and say what was done.

    Args:
        host: The program.
        call: The call.
        new: Whether it goes into a new case, and only the name of that one is asked.

    Returns:
        What was filed; ``None`` when all stays as it is.
    """
    places = _places(host, call)
    chosen = NEW if new else await _chosen_place(host, call, places)
    if chosen is None:
        return None
    if chosen == (call.case or OUT):
        host.tell(_("The call stays where it is."))
        return None
    name = next((case.name for case in places.cases if case.id == chosen), "")
    if chosen == NEW:
        target = await _new_case(host, call, places.now)
    else:
        target = await _sure(host, call, chosen, _from_to(places.now, name))
    if target is None:
        return None
    filed = file_call(host.cabinet, call.id, target or None, host.clock)
    if filed.entry:
        host.tell(_said(host, places.now, case_name(host.cases, target or None)))
    return filed


async def _chosen_place(host: Host, call: Call, places: _Places) -> str | None:
    title = _("Into which case? It is in none now.")
    if places.now:
        title = _("Into which case? Now it is in “{case}”.").format(case=visible(places.now))
    chosen: str | None = await host.ask(ListDialog(title, places.candidates, _of(call), places.lit))
    return chosen


def _of(call: Call) -> str:
    said = _("The call to {company} of {when}.")
    company = visible(call.company) or _("(no company)")
    return said.format(company=company, when=full(call.start.at))


def _from_to(before: str, after: str) -> str:
    """Both ends of a filing, in words."""
    if not after:
        return _("It goes out of “{before}”, into no case.").format(before=visible(before))
    if not before:
        return _("It goes into “{after}”; it was in no case.").format(after=visible(after))
    said = _("It goes from “{before}” to “{after}”.")
    return said.format(before=visible(before), after=visible(after))


async def _sure(host: Host, call: Call, target: str, ends: str) -> str | None:
    options = [("yes", _("File it so")), ("", _("Leave it"))]
    title = _("File this call?") if target else _("Take this call out of its case?")
    answer = await host.ask(PickDialog(title, options, f"{_of(call)}\n{ends}"))
    return target if answer else None


async def _new_case(host: Host, call: Call, before: str) -> str | None:
    """Ask for the name of a new case and open it; answer with its id."""
    facts = facts_of_call(call)
    goes = _("It takes company, number and kind of company along into the new case.")
    ends = _("Now it is in “{case}”.").format(case=visible(before)) if before else ""
    words = "\n".join(filter(None, (_of(call), ends, goes)))
    title = _("New case: what is the problem, in a few words?")
    name = await host.ask(TypedDialog(title, words, text=facts.name, proposed=True))
    if name is None:
        return None
    try:
        made = host.case_desk.open(replace(facts, name=name.strip() or facts.name or _("Case")))
    except StoreError:
        host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
        return None
    return made.id


def _said(host: Host, before: str, after: str) -> str:
    undo = key_name(host.key_of_id("review.undo"))
    if not after:
        said = _("The call is out of “{before}”. {key}: take that back.")
    elif not before:
        said = _("The call is in “{after}” now. {key}: take that back.")
    else:
        said = _("The call went from “{before}” to “{after}”. {key}: take that back.")
    return said.format(before=visible(before), after=visible(after), key=undo)


_AROUND = 12
"""Rows that the dialog has beside its list."""


class CallTicks(HostedModal[tuple[str, ...]]):
    """Answers with the ids of the calls that were ticked; Escape ticks none.

    Args:
        title: What the calls are ticked for.
        words: What happens, in a sentence.
        calls: The calls, newest first.
    """

    CSS_PATH = STYLE
    AUTO_FOCUS = "LineList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", show=False),
        Binding("enter", "keep", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, title: str, words: str, calls: Sequence[CallSummary]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._calls = tuple(calls)
        self._ticked: set[str] = set()

    def compose(self) -> ComposeResult:
        """The sentence, the calls, the keys."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._words, markup=False)
            yield LineList()
            yield Static(self._hint(), classes="hint", id="hint", markup=False)

    def on_mount(self) -> None:
        """Show the calls; none is ticked unasked."""
        self._show()
        self.query_one(LineList).cursor = 0

    def on_resize(self) -> None:
        """Let the list take what the other lines leave."""
        room = max(1, self.size.height - _AROUND)
        self.query_one(LineList).styles.height = min(len(self._calls), room)

    def _show(self) -> None:
        lines = self.query_one(LineList)
        lines.show(len(self._calls), self._draw, heights=[1] * len(self._calls))
        self.query_one("#hint", Static).update(self._hint())

    def _draw(self, index: int, width: int) -> list[Content]:
        call = self._calls[index]
        sign = "[x]" if call.id in self._ticked else "[ ]"
        told = [full(call.started.astimezone()), visible(call.matter)]
        if call.claim_number:
            told.append(_("no. {claim}").format(claim=visible(call.claim_number)))
        if call.outcome:
            told.append(outcome_name(call.outcome))
        line = f"  {sign} " + " · ".join(filter(None, told))
        return [Content(line).truncate(width, ellipsis=True)]

    def _hint(self) -> str:
        counted = ngettext("{count} ticked", "{count} ticked", len(self._ticked))
        keys = _("↑ ↓ · Space: tick · Enter: file them · Esc: leave it")
        return f"{counted.format(count=len(self._ticked))} · {keys}"

    def action_tick(self) -> None:
        """Tick the call under the cursor, or not any more."""
        cursor = self.query_one(LineList).cursor
        if cursor is not None:
            self._ticked ^= {self._calls[cursor].id}
            self._show()

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.action_tick()

    def action_keep(self) -> None:
        """Answer with what is ticked."""
        self.dismiss(tuple(call.id for call in self._calls if call.id in self._ticked))

    def action_leave(self) -> None:
        """Leave all where they are."""
        self.dismiss(())


async def offer_earlier(host: Host, case: Case, *, asked: bool) -> None:
    """Offer the calls to a case's company that are in no case, and file those that are ticked.

    Args:
        host: The program.
        case: The case.
        asked: Whether the owner asked for it; otherwise nothing is said where there are none.
    """
    company = visible(case.facts.company)
    calls = loose_calls(host.index.rows(), case.facts.company)
    if not calls:
        if asked:
            words = _("No call to {company} is without a case.")
            host.alert(words.format(company=company or _("(no company)")))
        return
    title = _("Which of these calls belong to “{case}”?").format(case=visible(case.name))
    words = _("They are to {company}, and in no case yet.").format(company=company)
    ticked = await host.ask(CallTicks(title, words, calls))
    if not ticked:
        return
    filed, trouble = file_all(host.cabinet, ticked, case.id, host.clock)
    if trouble:
        host.alert(trouble)
    count = len(filed)
    said = ngettext("{count} call is in “{case}” now.", "{count} calls are in “{case}” now.", count)
    host.tell(said.format(count=count, case=visible(case.name)))


async def _other_case(host: Host, case: Case, title: str, words: str) -> Case | None:
    """Ask for another open case, those of the same company first."""
    others = [each for each in cases_for(host.cases, case.facts.company) if each.id != case.id]
    if not others:
        host.alert(_("There is no other open case."))
        return None
    chosen = await host.ask(ListDialog(title, case_candidates(others), words))
    return next((each for each in others if each.id == chosen), None)


async def _agreed(host: Host, title: str, words: str, verb: str) -> bool:
    options = [("yes", verb), ("", _("Leave it"))]
    answer: str | None = await host.ask(PickDialog(title, options, words))
    return bool(answer)


async def ask_to_merge(host: Host, case: Case) -> str | None:
    """Ask into which case another goes, have that confirmed, and do it.

    Returns:
        The id of the case that both are now; ``None`` when all stays as it is.
    """
    name = visible(case.name)
    title = _("Into which case does “{case}” go?").format(case=name)
    words = _("Its calls, documents and lines go there; this one stays readable, closed.")
    target = await _other_case(host, case, title, words)
    if target is None:
        return None
    both = _("“{before}” goes into “{after}”: one chronology, one case.")
    said = both.format(before=name, after=visible(target.name))
    if not await _agreed(host, _("Make these two one case?"), said, _("Merge them")):
        return None
    try:
        trouble = _merger(host).merge(case, target, host.index.rows())
    except (StoreError, OSError):
        trouble = _("Not all of it went there, and nothing is lost: try the same again.")
    if trouble:
        host.alert(trouble)
        return None
    key = key_name(host.key_of_id("case.undo"))
    done = _("“{before}” is in “{after}” now. {key} on its line there takes that back.")
    host.tell(done.format(before=name, after=visible(target.name), key=key))
    return target.id


def _merger(host: Host) -> Merger:
    return Merger(host.cabinet, host.cases, host.case_desk, host.clock)


async def ask_to_move(host: Host, told: Chronology, line: ChronologyLine | None) -> None:
    """Ask into which case a line goes: a call, or something else that happened."""
    if line is not None and line.call is not None:
        filed = await ask_to_file(host, line.call)
        if filed and filed.trouble:
            host.alert(filed.trouble)
        return
    if line is None or not isinstance(line.entry, Happened):
        host.alert(_("Put the cursor on a call, a letter or a document first."))
        return
    words = visible(" · ".join(filter(None, (line.entry.text, line.entry.reference))))
    title = _("Into which case? Now it is in “{case}”.").format(case=visible(told.case.name))
    target = await _other_case(host, told.case, title, words)
    if target is None:
        return
    ends = _from_to(told.case.name, target.name)
    if not await _agreed(host, _("Move this?"), f"{words}\n{ends}", _("Move it")):
        return
    try:
        move_line(host.cases, host.case_desk, line.entry, told.case, target)
    except (StoreError, OSError):
        host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
        return
    key = key_name(host.key_of_id("case.undo"))
    said = _("It is in “{after}” now. {key} on its line takes that back.")
    host.tell(said.format(after=visible(target.name), key=key))


async def take_back_move(host: Host, case: Case, entry: object) -> bool:
    """Take back a move or a merger that a line tells of, once asked; whether it tells of one."""
    brought = case.taken_over.get(entry.id) if isinstance(entry, Happened) else None
    if not (brought or isinstance(entry, (LineTakenAway, Merged, MergedHere))):
        return False
    title = _("Take this move back?")
    words = _("What went from one case to the other goes back; that it was there stays kept.")
    if not await _agreed(host, title, words, _("Take it back")):
        return True
    trouble = ""
    try:
        if brought is not None:
            move_back(host.cases, host.case_desk, brought.entry.id, brought.case, case.id)
        elif isinstance(entry, LineTakenAway):
            move_back(host.cases, host.case_desk, entry.target, case.id, entry.case)
        elif isinstance(entry, Merged):
            trouble = _merger(host).undo(case)
        elif isinstance(entry, MergedHere):
            trouble = _merger(host).undo(host.cases.read(entry.case))
    except (StoreError, OSError):
        trouble = _("It could not be kept: is the disk full? Nothing else is lost.")
    if trouble:
        host.alert(trouble)
    return True
