"""A call in words, on one sheet: what the terminal shows and what a text file gets."""

from datetime import datetime

from callmate.documents.case_paper import fingerprint
from callmate.documents.formats.blocks import Block, FactRow, FactTable, Heading, Paper
from callmate.domain.call import Call
from callmate.domain.checklist import Item, ItemStanding
from callmate.domain.entry import AnyEntry, Imported, Sector
from callmate.domain.legs import Leg
from callmate.domain.recording import RecordingPart
from callmate.domain.seal import Chain
from callmate.domain.times import clock
from callmate.locale.messages import _, language, ngettext
from callmate.services.desk import now
from callmate.services.verification import CallOnDisk
from callmate.wording import dates
from callmate.wording.entry_words import (
    afterwards,
    began_words,
    entry_words,
    length_of,
    named_later,
)
from callmate.wording.names import claims_told, item_title, lacks_date, sector_name
from callmate.wording.outcome_words import outcome_name

_SIGNS = {ItemStanding.ANSWERED: "✓", ItemStanding.REFUSED: "✗", ItemStanding.MISSING: "○"}


def sheet(seen: CallOnDisk, chain: Chain, *, paths: bool) -> Paper:
    """The sheet of a call.

    Args:
        seen: The call.
        chain: What a look over its digests found.
        paths: Whether to say where on the disk its sound lies.
    """
    call = seen.call
    title = f"{call.company} · {dates.full(call.start.at)}"
    sections = (
        (_("Checklist"), list(map(_item, [*call.checklist.items, *call.checklist.others]))),
        (_("What happened"), [_entry(call, entry) for entry in call.entries]),
        (_("Promises"), _promises(call)),
        (_("Recording"), _recording(seen, paths=paths)),
    )
    blocks: list[Block] = [Heading(title), FactTable(tuple(_head(seen)))]
    for name, rows in sections:
        if rows:
            blocks += [Heading(name, 2), FactTable(tuple(rows))]
    mark = _("Call {id}: {what}").format(id=call.id, what=fingerprint(chain))
    return Paper(
        title=title,
        language=language(),
        blocks=tuple(blocks),
        foot=_foot(chain),
        mark=mark,
    )


def _head(seen: CallOnDisk) -> list[FactRow]:
    call = seen.call
    sector = call.start.sector
    lines = [
        (_("Call"), call.id),
        (_("Noted"), afterwards(call)),
        (_("Who rang"), _("the company") if call.came_in else ""),
        (_("Their number") if call.came_in else _("Number rung"), call.start.number),
        (_("Matter"), call.start.matter),
        (_("Trade"), "" if sector is Sector.OTHER else sector_name(sector)),
        (_("Began"), began_words(call)),
        (_("Answered"), _answered(call)),
        (_("Ended"), _ended(seen)),
        (_("On hold"), _waited(call)),
        *((_("Operator"), _leg(call, leg)) for leg in call.legs),
        *((_("Operator"), also) for also in named_later(call)),
        (_("Claim number"), claims_told(call.claims)),
        (_("Outcome"), outcome_name(call.outcome) if call.outcome else ""),
    ]
    return [FactRow(title, text) for title, text in lines if text]


def _ended(seen: CallOnDisk) -> str:
    call = seen.call
    if call.written_up:
        return "" if call.written_up.untimed else length_of(call, call.start.at)
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


def _answered(call: Call) -> str:
    return dates.clock_time(call.answered) if call.answered and not call.written_up else ""


def _leg(call: Call, leg: Leg) -> str:
    told = [text for text in (leg.operator, leg.name) if text]
    if call.written_up:
        return " · ".join(told)
    said = _("{operator}, from {time}")
    return said.format(
        operator=" · ".join(told) or _("number unknown"), time=dates.clock_time(leg.since)
    )


def _item(item: Item) -> FactRow:
    title = item_title(item)
    if lacks_date(item):
        said = _("{item}: {text} – date missing")
        return FactRow(_SIGNS[item.standing], said.format(item=title, text=item.text))
    if item.standing is ItemStanding.MISSING:
        return FactRow(_SIGNS[item.standing], _("{item}: missing").format(item=title))
    if item.standing is ItemStanding.REFUSED:
        said = _("{item}: refused").format(item=title)
        return FactRow(_SIGNS[item.standing], f"{said} – {item.text}" if item.text else said)
    said = _("{item}: {text}")
    return FactRow(_SIGNS[item.standing], said.format(item=title, text=item.text or _("yes")))


def _entry(call: Call, entry: AnyEntry) -> FactRow:
    told = entry_words(call, entry)
    text = told.dated(told.text)
    if told.gone:
        text = f"{text} ({told.how_gone})"
    at = "" if entry.id in call.timeless else _moment(entry.at, call.start.at)
    return FactRow(at, text, "gone" if told.gone else "plain")


def _moment(at: datetime, start: datetime) -> str:
    same = at.date() == start.date()
    return dates.clock_time(at) if same else f"{at:%d/%m/%Y} {dates.clock_time(at)}"


def _promises(call: Call) -> list[FactRow]:
    lines = []
    for promise in call.promises:
        text = promise.text
        if promise.due is not None:
            by = dates.full_due(promise.due, exact=promise.due_exact)
            text = _("{said} → by {date}").format(said=text, date=by)
        lines.append(FactRow("" if promise.untimed else _moment(promise.at, call.start.at), text))
    return lines


def _recording(seen: CallOnDisk, *, paths: bool) -> list[FactRow]:
    lines = []
    for part in seen.call.parts:
        lines.append(FactRow(dates.clock_time(part.started), _part(part, seen)))
        if paths and part.deleted is None:
            lines.append(FactRow("", str(seen.folder / part.path)))
        if part.sha256:
            lines.append(FactRow("", f"SHA-256 {part.sha256}"))
        if part.imported:
            lines += _imported(part.imported)
    return lines


def _imported(entry: Imported) -> list[FactRow]:
    lines = [_("from the file {name}, SHA-256 {sha256}")]
    if entry.made:
        lines.append(_("made, as the file says, on {date}"))
    if entry.device:
        lines.append(_("recorded, as the file says, with {device}"))
    if entry.cut_short:
        lines.append(_("the file was cut short or damaged: sound may be missing"))
    values = {
        "name": entry.name,
        "sha256": entry.sha256,
        "date": dates.full(entry.made) if entry.made else "",
        "device": entry.device,
    }
    return [FactRow("", said.format(**values)) for said in lines]


def _part(part: RecordingPart, seen: CallOnDisk) -> str:
    if part.number in seen.found.growing:
        said = _("Part {part}: still being recorded")
    elif part.deleted is not None:
        said = _("Part {part}: {length}; its sound was deleted on {date}")
        date = dates.full(part.deleted)
        return said.format(part=part.number, length=clock(part.seconds or 0), date=date)
    elif part.seconds is None:
        said = _("Part {part}: its end is not known")
    else:
        said = _("Part {part}: {length}, sealed")
    return said.format(part=part.number, length=clock(part.seconds or 0))


def _foot(chain: Chain) -> tuple[str, ...]:
    if chain.broken_at is not None:
        return ()
    said = _(
        "Whoever was given this fingerprint can see that nothing up to here was changed since."
        " It shows no more than that."
    )
    return (said,)


def written() -> str:
    """Who wrote a sheet, and when."""
    return _("Written by CallMate, {date}").format(date=dates.full(now()))
