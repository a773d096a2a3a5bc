"""A call in words, on one sheet: what the terminal shows and what a text file gets."""

from dataclasses import dataclass
from datetime import datetime

from callmate import dates
from callmate.commands.seeing import Seen
from callmate.desk import now
from callmate.domain.call import Call
from callmate.domain.checklist import Item, Standing
from callmate.domain.entry import AnyEntry, Imported, Sector
from callmate.domain.leg import Leg
from callmate.domain.recording import Part
from callmate.domain.seal import Chain
from callmate.domain.span import clock
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.phrases import item_title, outcome_name, sector_name
from callmate.telling import tell

_SIGNS = {Standing.ANSWERED: "✓", Standing.REFUSED: "✗", Standing.MISSING: "○"}


@dataclass(frozen=True)
class Line:
    """One line of a sheet: a short left side, and words that may be long; safe to show."""

    left: str
    text: str
    gone: bool = False
    """Whether it was taken back."""


@dataclass(frozen=True)
class Section:
    """Some lines under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """A call in words."""

    title: str
    sections: tuple[Section, ...]
    """The first one has no title."""
    foot: tuple[str, ...]


def sheet(seen: Seen, chain: Chain, *, paths: bool) -> Sheet:
    """The sheet of a call.

    Args:
        seen: The call.
        chain: What a look over its digests found.
        paths: Whether to say where on the disk its sound lies.
    """
    call = seen.call
    sections = (
        Section("", tuple(_head(seen))),
        Section(_("Checklist"), tuple(map(_item, call.checklist.items))),
        Section(_("What happened"), tuple(_entry(call, entry) for entry in call.entries)),
        Section(_("Promises"), tuple(_promises(call))),
        Section(_("Recording"), tuple(_recording(seen, paths=paths))),
    )
    return Sheet(
        f"{visible(call.company)} · {dates.full(call.start.at)}",
        tuple(section for section in sections if section.lines),
        tuple(_foot(chain)),
    )


def _head(seen: Seen) -> list[Line]:
    call = seen.call
    sector = call.start.sector
    lines = [
        (_("Call"), call.id),
        (_("Number rung"), visible(call.start.number)),
        (_("Matter"), visible(call.start.matter)),
        (_("Trade"), "" if sector is Sector.OTHER else sector_name(sector)),
        (_("Answered"), dates.clock_time(call.answered) if call.answered else ""),
        (_("Ended"), _ended(seen)),
        (_("On hold"), _waited(call)),
        *((_("Operator"), _leg(leg)) for leg in call.legs),
        (_("Claim number"), visible(call.claim_number or "")),
        (_("Outcome"), outcome_name(call.outcome) if call.outcome else ""),
    ]
    return [Line(title, text) for title, text in lines if text]


def _ended(seen: Seen) -> str:
    call = seen.call
    if call.ended is not None:
        length = clock(call.length(call.ended).total_seconds())
        said = _("{time}, after {length}")
        return said.format(time=dates.clock_time(call.ended), length=length)
    if seen.running:
        return _("not yet: it is going on in another window")
    return _("interrupted: open CallMate to take it up again")


def _waited(call: Call) -> str:
    if not call.holds:
        return ""
    length = clock(call.waited(call.last_kept).total_seconds())
    count = len(call.holds)
    said = ngettext("{length}, {count} time", "{length}, {count} times", count)
    return said.format(length=length, count=count)


def _leg(leg: Leg) -> str:
    told = [visible(text) for text in (leg.operator, leg.name) if text]
    said = _("{operator}, from {time}")
    return said.format(
        operator=" · ".join(told) or _("number unknown"), time=dates.clock_time(leg.since)
    )


def _item(item: Item) -> Line:
    title = visible(item_title(item))
    if item.standing is Standing.MISSING:
        return Line(_SIGNS[item.standing], _("{item}: missing").format(item=title))
    if item.standing is Standing.REFUSED:
        said = _("{item}: refused").format(item=title)
        return Line(_SIGNS[item.standing], f"{said} – {visible(item.text)}" if item.text else said)
    said = _("{item}: {text}")
    return Line(_SIGNS[item.standing], said.format(item=title, text=visible(item.text) or _("yes")))


def _entry(call: Call, entry: AnyEntry) -> Line:
    told = tell(call, entry)
    text = visible(told.text)
    if told.late:
        text = _("{text} (added after the call)").format(text=text)
    if told.gone:
        text = _("{text} (taken back)").format(text=text)
    return Line(_moment(entry.at, call.start.at), text, told.gone)


def _moment(at: datetime, start: datetime) -> str:
    same = at.date() == start.date()
    return dates.clock_time(at) if same else f"{at:%d/%m/%Y} {dates.clock_time(at)}"


def _promises(call: Call) -> list[Line]:
    lines = []
    for promise in call.promises:
        text = visible(promise.text)
        if promise.due is not None:
            by = dates.due(promise.due, exact=promise.due_exact, now=promise.at)
            text = _("{said} → by {date}").format(said=text, date=by)
        lines.append(Line(_moment(promise.at, call.start.at), text))
    return lines


def _recording(seen: Seen, *, paths: bool) -> list[Line]:
    lines = []
    for part in seen.call.parts:
        lines.append(Line(dates.clock_time(part.started), _part(part, seen)))
        if paths:
            lines.append(Line("", visible(str(seen.folder / part.path))))
        if part.sha256:
            lines.append(Line("", f"SHA-256 {visible(part.sha256)}"))
        if part.imported:
            lines += _imported(part.imported)
    return lines


def _imported(entry: Imported) -> list[Line]:
    lines = [_("from the file {name}, SHA-256 {sha256}")]
    if entry.made:
        lines.append(_("made, as the file says, on {date}"))
    if entry.device:
        lines.append(_("recorded, as the file says, with {device}"))
    if entry.cut_short:
        lines.append(_("the file was cut short or damaged: sound may be missing"))
    values = {
        "name": visible(entry.name),
        "sha256": visible(entry.sha256),
        "date": dates.full(entry.made) if entry.made else "",
        "device": visible(entry.device),
    }
    return [Line("", said.format(**values)) for said in lines]


def _part(part: Part, seen: Seen) -> str:
    if part.number in seen.found.growing:
        said = _("Part {part}: still being recorded")
    elif part.seconds is None:
        said = _("Part {part}: its end is not known")
    else:
        said = _("Part {part}: {length}, sealed")
    return said.format(part=part.number, length=clock(part.seconds or 0))


def _foot(chain: Chain) -> list[str]:
    if chain.broken_at is not None:
        said = _("Entry {number} was changed after it was kept: there is no fingerprint to trust.")
        return [said.format(number=chain.broken_at + 1)]
    return [
        _("Fingerprint {fingerprint}").format(fingerprint=chain.fingerprint),
        _(
            "Whoever was given this fingerprint can see that nothing up to here was changed since."
            " It shows no more than that."
        ),
    ]


def written() -> str:
    """Who wrote a sheet, and when."""
    return _("Written by CallMate, {date}").format(date=dates.full(now()))
