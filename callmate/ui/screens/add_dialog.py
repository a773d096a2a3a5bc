"""Asks what is added to a case or to a past call, and what is put right, struck out or moved."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.domain.call import Call
from callmate.domain.case import Author, Channel, Purpose
from callmate.domain.entry import AnyEntry, Outcome, Sector, Started
from callmate.domain.records import CallSummary
from callmate.domain.text import cut, visible
from callmate.domain.times import written_day, written_time
from callmate.locale.messages import _, pgettext
from callmate.services.asking import understood
from callmate.services.desk import Desk
from callmate.services.edits import CaseAddition, is_mail
from callmate.store.places import typed_path
from callmate.store.rows import Row
from callmate.ui.dialogs import FormDialog, ListDialog, PickDialog, TypedDialog
from callmate.ui.host import Host
from callmate.ui.widgets.field import Choice, Field
from callmate.ui.widgets.picker import Candidate
from callmate.wording.dates import full
from callmate.wording.entry_words import entry_words
from callmate.wording.names import author_name, channel_name, item_title, purpose_name, sector_name
from callmate.wording.outcome_words import outcome_name


class AddDialog(FormDialog[CaseAddition]):
    """A letter, an e-mail, a post, a reply, a bill, a payment; Escape answers ``None``.

    Args:
        today: The day that is meant when none is written.
    """

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """What, from whom, when, in what words."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("What happened?"), classes="title", markup=False)
            yield Choice([(c.value, channel_name(c)) for c in Channel], 0, id="channel")
            yield Label(_("From whom? Only a person's reply counts."), markup=False)
            yield Choice([(a.value, author_name(a)) for a in Author], 0, id="author")
            yield Label(_("Which day? (empty: today)"), markup=False)
            yield Field(id="day")
            yield Label(_("In a few words"), markup=False)
            yield Field(id="text")
            yield Label(_("Number of the letter, receipt or bill"), markup=False)
            yield Field(id="reference")
            words = _("A file to keep with it (its path); an e-mail or PEC receipt (.eml) is read")
            yield Label(words, markup=False)
            yield Field(id="file")
            words = _("What for? A letter of yours complains, unless you say otherwise.")
            yield Label(words, markup=False)
            yield Choice(_purposes(), 0, id="purpose")
            yield Static("", id="wrong", markup=False)
            words = _("← → choose · Tab: next · Enter: keep · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        day = self.text("day")
        when = written_day(day, self._today) if day else self._today
        file = typed_path(self.text("file")) if self.text("file") else None
        if when is None:
            self.wrong("day", _("Write the day as day/month/year, for example 18/11/2026."))
        elif file is not None and not file.is_file():
            self.wrong("file", _("There is no such file: check the path."))
        elif not self.text("text") and not is_mail(file):
            self.wrong("text", _("Say in a few words what it was."))
        else:
            channel = self.query_one("#channel", Choice).value
            author = self.query_one("#author", Choice).value
            purpose = self.query_one("#purpose", Choice).value
            self.dismiss(
                CaseAddition(
                    Channel(channel or Channel.OTHER.value),
                    Author(author or Author.OWNER.value),
                    when,
                    self.text("text"),
                    self.text("reference"),
                    file,
                    Purpose(purpose) if purpose else None,
                )
            )


def _purposes() -> list[tuple[str, str]]:
    return [("", pgettext("purpose", "not said")), *((p.value, purpose_name(p)) for p in Purpose)]


Verb = Callable[[Desk], object]
"""Does one thing at a call's desk."""

_LINE = 60
"""Characters of a line that a question repeats."""


async def ask_addition(host: Host, call: Call) -> Verb | None:
    """What the owner adds to a past call; ``None`` when nothing is.

    Args:
        host: The program.
        call: The call.
    """
    asked = {
        "claim_number": _("Claim number"),
        "operator": _("Operator: code and name"),
        "promise": _("Promise, and by when"),
        "refusal": _("Something they refused"),
        "outcome": _("How it ended"),
        "came_in": _("They rang me"),
        "began": _("It began earlier"),
        "facts": _("Put right: company, number, matter, kind of company"),
    }
    options = [Candidate(each, words) for each, words in asked.items()]
    words = _("It is marked as added later. What was written before stays as it is.")
    chosen = await host.ask(ListDialog(_("What do you want to add?"), options, words))
    asks: dict[str, Callable[[], Awaitable[Verb | None]]] = {
        "claim_number": lambda: _given(host, "claim_number", asked["claim_number"]),
        "operator": lambda: _given(host, "operator", asked["operator"]),
        "promise": lambda: _promise(host),
        "refusal": lambda: _refusal(host, call),
        "outcome": lambda: _outcome(host, call),
        "began": lambda: _began(host, call),
        "facts": lambda: ask_facts(host, call),
    }
    if chosen == "came_in":
        return lambda desk: desk.came_in()
    return await asks[chosen]() if chosen else None


async def _given(host: Host, item: str, title: str) -> Verb | None:
    text = await host.ask(TypedDialog(title, _("As they gave it to you.")))
    return (lambda desk: desk.give(item, text)) if text and text.strip() else None


async def _promise(host: Host) -> Verb | None:
    words = _("In your own words; the day is understood: 48h, fri 5pm, 3/12.")
    text = await host.ask(TypedDialog(_("What did they promise, and by when?"), words))
    if not text or not text.strip():
        return None
    due = understood(text, host.clock())
    if due is None:
        # Asked for once: nobody has to know a day.
        title = _("By when? Leave it empty when they did not say.")
        by = await host.ask(TypedDialog(title, visible(cut(text, _LINE))))
        due = understood(by, host.clock()) if by else None
        text = f"{text}, {by.strip()}" if by and due else text
    kept = text
    return lambda desk: desk.promise(kept, due)


async def _refusal(host: Host, call: Call) -> Verb | None:
    items = [Candidate(each.id, visible(item_title(each))) for each in call.checklist.items]
    other = Candidate("", _("Something else"), always=True)
    item = await host.ask(ListDialog(_("What did they refuse?"), [*items, other]))
    if item is None:
        return None
    if not item:
        item = await host.ask(TypedDialog(_("What did they refuse?"), _("In a few words.")))
    if not item or not item.strip():
        return None
    named = next((each.words for each in items if each.value == item), item)
    title = _("Refused: {what}").format(what=visible(named))
    words = await host.ask(TypedDialog(title, _("The words they used; they may stay empty.")))
    refused = item
    return None if words is None else lambda desk: desk.refuse(refused, words)


async def _outcome(host: Host, call: Call) -> Verb | None:
    options = [Candidate(each.value, outcome_name(each)) for each in Outcome]
    chosen = call.outcome.value if call.outcome else ""
    said = await host.ask(ListDialog(_("How did it end?"), options, chosen=chosen))
    return (lambda desk: desk.settle(Outcome(said))) if said else None


async def _began(host: Host, call: Call) -> Verb | None:
    noted = f"{call.start.at:%H:%M}"
    words = _("The time, for example 10:20. The first line was written at {time}.")
    text = await host.ask(TypedDialog(_("When did it begin?"), words.format(time=noted)))
    at = written_time(text) if text else None
    if at is None:
        if text:
            host.alert(_("That is not a time of day: write it as 10:20."))
        return None
    began = call.start.at.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if began >= call.start.at:
        host.alert(_("That is not before the first line of this call."))
        return None
    return lambda desk: desk.began_before(began)


@dataclass(frozen=True)
class CallFactsTyped:
    """What the start of a call shall say of it."""

    company: str
    number: str
    matter: str
    sector: Sector


class CallFactsDialog(FormDialog[CallFactsTyped]):
    """Company, number, matter and kind of company of a call; Escape answers ``None``.

    Args:
        start: What is written of them now.
    """

    def __init__(self, start: Started) -> None:
        super().__init__()
        self._start = start

    def compose(self) -> ComposeResult:
        """A field for each, the sentence above."""
        start = self._start
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("Put right what this call is"), classes="title", markup=False)
            words = _("What was written before stays kept, and can be read in the call.")
            yield Static(words, markup=False)
            yield Label(_("Company"), markup=False)
            yield Field(start.company, id="company", select_on_focus=False)
            yield Label(_("Number"), markup=False)
            yield Field(start.number, id="number", select_on_focus=False)
            yield Label(_("The matter, in one line"), markup=False)
            yield Field(start.matter, id="matter", select_on_focus=False)
            yield Label(_("Kind of company (← → to choose)"), markup=False)
            place = list(Sector).index(start.sector)
            yield Choice([(s.value, sector_name(s)) for s in Sector], place, id="sector")
            yield Static("", id="wrong", markup=False)
            hint = _("Tab: next · Enter: keep · Esc: leave it")
            yield Static(hint, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Answer with what stands there."""
        if not self.text("company"):
            self.wrong("company", _("Write the company's name."))
            return
        sector = Sector(self.query_one("#sector", Choice).value or self._start.sector)
        self.dismiss(
            CallFactsTyped(self.text("company"), self.text("number"), self.text("matter"), sector)
        )


async def ask_facts(host: Host, call: Call) -> Verb | None:
    """What the call shall be, as far as it is put right; ``None`` when it is left."""
    typed = await host.ask(CallFactsDialog(call.start))
    if typed is None:
        return None
    return lambda desk: desk.put_right(
        company=typed.company, number=typed.number, matter=typed.matter, sector=typed.sector
    )


async def is_meant(host: Host, title: str, words: str, yes: str) -> bool:
    """Whether the owner means it; the answer that changes nothing is the first."""
    answer = await host.ask(
        PickDialog(title, [("no", _("Leave it as it is")), ("yes", yes)], words)
    )
    return answer == "yes"


def line_words(call: Call, entry: AnyEntry) -> str:
    """A line of a call, short enough to be repeated in a question."""
    return visible(cut(entry_words(call, entry).text, _LINE))


async def ask_other_call(host: Host, call: Call, rows: Sequence[Row]) -> CallSummary | None:
    """The call that a line belongs to; ``None`` when none was picked."""
    others = {row.id: row for row in rows if isinstance(row, CallSummary) and row.id != call.id}
    if not others:
        host.alert(_("There is no other call to move it to."))
        return None
    options = [Candidate(row.id, call_words(row), visible(row.matter)) for row in others.values()]
    chosen = await host.ask(ListDialog(_("To which call does this line belong?"), options))
    return others.get(chosen or "")


def call_words(row: CallSummary) -> str:
    """Whom a call was to, and when."""
    company = visible(row.company) or _("(no company)")
    return f"{company} · {full(row.started.astimezone())}"
