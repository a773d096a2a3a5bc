"""Tells an entry in one line, for the paper on the screen and for the command line."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Literal

from callmate.domain.call import Call
from callmate.domain.corrections import changed_facts, fills_words, lifted_by, start_of, words_in
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    BeganBefore,
    CallFacts,
    CameIn,
    Dropped,
    Filed,
    Given,
    HoldBegan,
    HoldEnded,
    HungUp,
    Imported,
    Interrupted,
    ListenedCopy,
    Marked,
    MovedAway,
    MovedHere,
    Note,
    OutcomeSet,
    Pressed,
    Promised,
    RecordingBegan,
    RecordingEnded,
    Refused,
    Reworded,
    Sector,
    SoundDeleted,
    SoundGap,
    Started,
    Struck,
    Transferred,
    Undone,
    WrittenUp,
)
from callmate.domain.legs import Leg
from callmate.domain.times import clock as span
from callmate.locale.messages import _, pgettext
from callmate.wording.dates import clock_time, due, full, full_day, hour_minute
from callmate.wording.names import gap_reason, item_title, sector_name
from callmate.wording.outcome_words import outcome_name

Tone = Literal["own", "operator", "promise", "refused", "stamp", "sound"]
"""How a line weighs: the owner's words, the operator, what was promised, the rest."""


@dataclass(frozen=True)
class EntryWords:
    """An entry in words."""

    text: str
    """As the owner typed it; not yet made safe to show."""
    tone: Tone
    gone: bool = False
    """Whether it counts no more."""
    late: bool = False
    """Whether it was added after the call."""
    how_gone: str = ""
    """Why it counts no more, in a word or two: taken back, struck out, moved."""
    heard: bool = False
    """Whether it was heard in the recording, or along with it."""

    def dated(self, words: str) -> str:
        """Some words of it, with what says that they were added after the call."""
        if self.heard and not self.late:
            return _("{text} (heard by the computer, confirmed)").format(text=words)
        if self.heard:
            said = _("{text} (heard again in the recording, added after the call)")
            return said.format(text=words)
        return _("{text} (added after the call)").format(text=words) if self.late else words


def entry_words(call: Call, entry: AnyEntry) -> EntryWords:
    """``entry`` of ``call`` in the owner's language, with its latest words."""
    text, tone = _words(call, call.words_of(entry))
    gone = entry.id in call.taken_back
    how_gone = _how_gone(call, entry) if gone else ""
    heard = isinstance(entry, (Note, Given, Promised)) and entry.heard
    return EntryWords(text, tone, gone, entry.late, how_gone, heard)


def _how_gone(call: Call, entry: AnyEntry) -> str:
    match lifted_by(call.entries, entry.id):
        case Struck():
            return _("struck out")
        case MovedAway():
            return _("moved to another call")
        case _:
            return _("taken back")


def told_alike(before: Call, now: Call) -> bool:
    """Whether each entry that is in both of two states of a call is told in the same words."""
    return all(getattr(before, each) == getattr(now, each) for each in _TOLD_BY)


_TOLD_BY = ("start", "legs", "holds", "corrections", "taken_back", "written_up")
"""What the words of an entry hang on, beside the entry itself."""


def sound_gone(call: Call) -> str:
    """That all sound of a call was deleted, and when; empty when it was not."""
    gone = [part.deleted for part in call.parts if part.deleted is not None]
    if not gone or len(gone) < len(call.parts):
        return ""
    said = _("The sound of this call was deleted on {date}.")
    return said.format(date=full_day(max(gone)))


def _words(call: Call, entry: AnyEntry) -> tuple[str, Tone]:  # noqa: C901, PLR0911, PLR0912 - one line a kind
    match entry:
        case Started():
            start = _("Call started")
            return (f"{start}: {entry.number}" if entry.number else start), "stamp"
        case CameIn():
            return _("They rang me"), "stamp"
        case BeganBefore():
            return _("Began at {time}, as told afterwards").format(
                time=_moment(entry.began, entry.at)
            ), "stamp"
        case CallFacts():
            return _facts_words(call, entry), "stamp"
        case Struck():
            return _("Struck out: {what}").format(what=_struck(call, entry)), "stamp"
        case MovedAway():
            said = _("Moved to the call {call}: {what}")
            other = other_call(entry, entry.at)
            return said.format(call=other, what=_struck(call, entry)), "stamp"
        case MovedHere():
            return _moved_words(call, entry)
        case Pressed():
            return _("Pressed in the menu: {keys}").format(keys=entry.text), "stamp"
        case Answered() | Transferred():
            return _leg_words(call, entry), "operator"
        case HoldBegan():
            return _hold_words(call, entry), "stamp"
        case HoldEnded():
            return _("Back on the line"), "stamp"
        case Note():
            return entry.text, "own"
        case Given():
            told_before = entry.item == "operator"
            return _given_words(call, entry), ("stamp" if told_before else "operator")
        case Refused():
            words = f": {entry.text}" if entry.text else ""
            return _("REFUSED {item}").format(item=_title(call, entry.item)) + words, "refused"
        case Promised():
            return _("PROMISE {text}").format(text=promise_words(entry)), "promise"
        case Marked():
            return _("★ Marked"), "own"
        case RecordingBegan():
            return _("Recording, for you alone (part {part})").format(part=entry.part), "sound"
        case RecordingEnded():
            length = span(entry.seconds)
            return _("Recording kept: {length}, sealed").format(length=length), "sound"
        case Imported():
            return _import_words(entry), "sound"
        case SoundGap():
            # A gap of less than a second is still no gap of 0.
            length = span(ceil((entry.at - entry.since).total_seconds()))
            reason = gap_reason(entry.reason)
            return _("No sound for {length}: {reason}").format(
                length=length, reason=reason
            ), "sound"
        case Interrupted():
            length = span((entry.at - entry.since).total_seconds())
            return _("Taken up again, after {length}").format(length=length), "stamp"
        case Dropped():
            return _("The line dropped"), "stamp"
        case HungUp() if call.written_up and call.written_up.untimed:
            return _("Call ended; how long it lasted was not noted"), "stamp"
        case HungUp():
            length = span(call.length(entry.at).total_seconds())
            return _("Call ended after {length}").format(length=length), "stamp"
        case OutcomeSet():
            return _("Outcome: {outcome}").format(outcome=outcome_name(entry.outcome)), "stamp"
        case Filed():
            return (_("Filed in a case") if entry.case else _("Taken out of its case")), "stamp"
        case WrittenUp():
            return _written_up_words(entry), "stamp"
        case SoundDeleted():
            said = _("Sound of part {part} deleted; its SHA-256 stays: {sha256}")
            return said.format(part=entry.part, sha256=entry.sha256), "sound"
        case ListenedCopy():
            since, until = span(entry.start), span(entry.end)
            copy = _("Listening copy taken, {since} to {until}").format(since=since, until=until)
            return (f"{copy}: {entry.purpose}" if entry.purpose else copy), "sound"
        case Undone():
            what = _target(call, entry.target, Undone)
            return _("Taken back: {what}").format(what=what), "stamp"
        case Reworded() if fills_words(call.entries, entry):
            target = next(each for each in call.entries if each.id == entry.target)
            return _words(call, call.words_of(target))
        case Reworded():
            return _correction_words(call, entry), "stamp"


def other_call(entry: MovedAway | MovedHere, near: datetime) -> str:
    """Which call a line went to, or came from: whom it was to, and when it began.

    Args:
        entry: What moved the line.
        near: A moment whose offset from UTC tells the time at this place.
    """
    try:
        began = datetime.fromisoformat(entry.call[:16]).astimezone(near.tzinfo)
    except ValueError:
        return entry.company or entry.call
    when = f"{began:%d/%m/%Y %H:%M}"
    return f"{entry.company}, {when}" if entry.company else when


def _moved_words(call: Call, entry: MovedHere) -> tuple[str, Tone]:
    words, tone = _words(call, entry.entry)
    said = _("{what} (written on {time} under the call {call}, and moved here)")
    time = f"{entry.entry.at:%d/%m/%Y %H:%M}"
    return said.format(what=words, time=time, call=other_call(entry, entry.at)), tone


def _moment(at: datetime, beside: datetime) -> str:
    same = at.date() == beside.date()
    return hour_minute(at) if same else f"{at:%d/%m/%Y} {hour_minute(at)}"


def _facts_words(call: Call, entry: CallFacts) -> str:
    before = start_of(call.entries[: call.entries.index(entry)])
    named = {
        "company": _("Company"),
        "number": _("Number"),
        "matter": _("Matter"),
        "sector": _("Kind of company"),
    }
    told = []
    for field, value in changed_facts(entry).items():
        was = getattr(before, field)
        texts = (sector_name(each) if isinstance(each, Sector) else each for each in (value, was))
        told.append(_put_right(named[field], *texts))
    return _("Put right: {what}").format(what="; ".join(told))


def _put_right(title: str, text: str, before: str) -> str:
    text = text or "–"
    if not before:
        return pgettext("entry", "{item}: {text}").format(item=title, text=text)
    said = _("{item}: {text} (at first: {before})")
    return said.format(item=title, text=text, before=before)


def _leg_words(call: Call, entry: Answered | Transferred) -> str:
    leg = next((leg for leg in call.legs if leg.since == entry.at), Leg(entry.at, None, None, None))
    passed = isinstance(entry, Transferred)
    if leg.operator is None:
        return _("Transferred") if passed else _("A person answered")
    said = _("Transferred → operator {operator}") if passed else _("Operator {operator} answered")
    return said.format(operator=leg.operator)


def _hold_words(call: Call, entry: HoldBegan) -> str:
    hold = next((hold for hold in call.holds if hold.since == entry.at), None)
    if hold is None or hold.until is None:
        return _("On hold")
    return _("On hold for {length}").format(length=span((hold.until - hold.since).total_seconds()))


def _given_words(call: Call, entry: Given) -> str:
    title = _title(call, entry.item)
    return pgettext("entry", "{item}: {text}").format(item=title, text=entry.text or _("yes"))


def promise_words(entry: Promised) -> str:
    """What was promised, and by when."""
    if entry.due is None:
        return entry.text
    by = due(entry.due, exact=entry.due_exact, now=entry.at)
    return _("{said} → by {date}").format(said=entry.text, date=by)


def _import_words(entry: Imported) -> str:
    said = _("Sound brought in from a file, as part {part}: {name}")
    told = said.format(part=entry.part, name=entry.name)
    return f"{told} · {entry.device}" if entry.device else told


def _written_up_words(entry: WrittenUp) -> str:
    if entry.source:
        said = _("The whole call was written down afterwards; it comes from the list {name}")
        said = said.format(name=entry.source)
    else:
        said = _("The whole call was written down afterwards")
    return f"{said} · {_about_time()}" if entry.approximate else said


def afterwards(call: Call) -> str:
    """Says that a call was written down afterwards, and when; empty for one that was led live."""
    if call.written_up is None:
        return ""
    said = _("written down afterwards, on {date}").format(date=full(call.written_up.at))
    return f"{said}, {_about_time()}" if call.written_up.approximate else said


def noted_later(call: Call) -> str:
    """That a call was written down afterwards, in a few words, and whether its time is known."""
    about = call.written_up is not None and call.written_up.approximate
    return _("noted later, time approximate") if about else _("noted later")


def came_about(call: Call) -> str:
    """Who rang and since when, as far as that was said; empty for a call that the owner began."""
    told = (each for each in call.standing if isinstance(each, (CameIn, BeganBefore)))
    return " · ".join(entry_words(call, each).text for each in told)


def began_words(call: Call) -> str:
    """When a call began that was going on before its start was stamped; empty for others."""
    if call.said_to_begin is None:
        return ""
    time = _moment(call.said_to_begin, call.start.at)
    return _("{time}, as told afterwards").format(time=time)


def named_later(call: Call) -> tuple[str, ...]:
    """The operators whose number was given, but of whose part in a call nothing is known."""
    spoke = {leg.operator for leg in call.legs}
    return tuple(each for each in call.operators if each not in spoke)


def length_of(call: Call, until: datetime) -> str:
    """How long a call lasted, or has lasted at ``until``; a dash when nobody noted it."""
    if call.written_up and call.written_up.untimed:
        return "–"
    return span(call.length(until).total_seconds())


def _about_time() -> str:
    return _("the time is approximate")


def _correction_words(call: Call, entry: Reworded) -> str:
    target = next((each for each in call.entries if each.id == entry.target), None)
    before = (words_in(target) if target is not None else None) or ""
    if isinstance(target, Promised) and entry.due is not None and entry.text == before:
        by = due(entry.due, exact=entry.due_exact, now=entry.at)
        return _("To be kept by {date}").format(date=by)
    said = _("Corrected: {text} (at first: {before})")
    return said.format(text=entry.text, before=before)


def _struck(call: Call, entry: Struck | MovedAway) -> str:
    return _target(call, entry.target, Undone, Struck, MovedAway)


def _title(call: Call, item_id: str) -> str:
    item = call.checklist.item(item_id)
    return item_title(item) if item else item_id


def _target(call: Call, target: str, *but: type[AnyEntry]) -> str:
    entry = next((entry for entry in call.entries if entry.id == target), None)
    if entry is None or isinstance(entry, but):
        # Nothing takes back or strikes its own kind; a file that says so may go round in a ring.
        return "?"
    return f"{clock_time(entry.at)} {_words(call, call.words_of(entry))[0]}"
