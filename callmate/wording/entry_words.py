"""Tells an entry in one line, for the paper on the screen and for the command line."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Literal

from callmate.domain.call import Call, Leg
from callmate.domain.entry import (
    Answered,
    AnyEntry,
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
    Note,
    OutcomeSet,
    Pressed,
    Promised,
    RecordingBegan,
    RecordingEnded,
    Refused,
    Reworded,
    SoundDeleted,
    SoundGap,
    Started,
    Transferred,
    Undone,
    WrittenUp,
    fills_words,
)
from callmate.domain.times import clock as span
from callmate.locale.messages import _, pgettext
from callmate.wording.dates import clock_time, due, full, full_day
from callmate.wording.names import gap_reason, item_title
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
    """Whether it was taken back."""
    late: bool = False
    """Whether it was added after the call."""


def entry_words(call: Call, entry: AnyEntry) -> EntryWords:
    """``entry`` of ``call`` in the owner's language, with its latest words."""
    text, tone = _words(call, call.words_of(entry))
    return EntryWords(text, tone, entry.id in call.taken_back, entry.late)


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
            return _("Taken back: {what}").format(what=_target(call, entry.target)), "stamp"
        case Reworded() if fills_words(call.entries, entry):
            target = next(each for each in call.entries if each.id == entry.target)
            return _words(call, call.words_of(target))
        case Reworded():
            return _correction_words(call, entry), "stamp"


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


def length_of(call: Call, until: datetime) -> str:
    """How long a call lasted, or has lasted at ``until``; a dash when nobody noted it."""
    if call.written_up and call.written_up.untimed:
        return "–"
    return span(call.length(until).total_seconds())


def _about_time() -> str:
    return _("the time is approximate")


def _correction_words(call: Call, entry: Reworded) -> str:
    target = next((each for each in call.entries if each.id == entry.target), None)
    before = target.company if isinstance(target, Started) else getattr(target, "text", "")
    said = _("Corrected: {text} (at first: {before})")
    return said.format(text=entry.text, before=before)


def _title(call: Call, item_id: str) -> str:
    item = call.checklist.item(item_id)
    return item_title(item) if item else item_id


def _target(call: Call, target: str) -> str:
    entry = next((entry for entry in call.entries if entry.id == target), None)
    if entry is None or isinstance(entry, Undone):
        # Undo takes back no undoing; a file that says so may go round in a ring.
        return "?"
    return f"{clock_time(entry.at)} {_words(call, call.words_of(entry))[0]}"
