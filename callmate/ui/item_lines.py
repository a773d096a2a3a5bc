"""The lines of the home screen's items."""

from datetime import datetime

from textual.content import Content

from callmate.dates import clock_time, day, due, hour_minute, short
from callmate.domain.ahead import OpenCase
from callmate.domain.plain import CallSummary
from callmate.domain.span import clock as span
from callmate.domain.visible import one_for_one, visible
from callmate.i18n import _, language, ngettext
from callmate.outcomes import outcome_name
from callmate.store.rows import DamagedCall, Row
from callmate.ui.home_items import CallItem, CaseItem, DueItem, HitItem, Item

_AROUND = 18
"""Letters that stand before the words that were found, when not all of the text has room."""

_ROOM = 16
"""Columns with less than which no next step is begun."""

_LIT = "bold $background on $accent"


def line_of(item: Item, width: int, running: frozenset[str], now: datetime) -> Content:
    """One item in one line.

    Args:
        item: A call, a case, something due, a hit.
        width: Cells there are.
        running: The ids of calls that a living window has open.
        now: The time, by which days are named.
    """
    match item:
        case CallItem():
            line = _call_line(item.row, width, running)
        case CaseItem():
            line = _case_line(item, width, now)
        case DueItem():
            line = _due_line(item, now)
        case HitItem():
            line = _hit_line(item, width, now)
    return line.truncate(width, ellipsis=True)


def _hit_line(item: HitItem, width: int, now: datetime) -> Content:
    from callmate.domain.lit import spans  # noqa: PLC0415 - only when something was found

    in_call = isinstance(item.within, CallItem)
    at = item.hit.at
    stamp = clock_time(at) if in_call else day(at.astimezone(now.tzinfo), now.date())
    text = " ".join(item.hit.text.split("\n"))
    lit = spans(item.query.needles, text)
    room = max(20, width - len(stamp) - 8)
    start = 0
    if lit and len(text) > room:
        start = max(0, min(lit[0][0] - _AROUND, len(text) - room))
        # From the beginning of a word, if one begins before what is lit.
        blank = text.find(" ", start, lit[0][0]) if start else -1
        start = blank + 1 if blank >= 0 else start
    content = Content(one_for_one(text[start:]))
    for begin, end in lit:
        if end > start:
            content = content.stylize(_LIT, max(0, begin - start), end - start)
    return Content.assemble((f"      {stamp}  ", "$foreground 55%"), "…" if start else "", content)


def _case_line(item: CaseItem, width: int, now: datetime) -> Content:
    row = item.row
    company = f" · {visible(row.company)}" if row.company else ""
    name = (visible(row.name), "bold $secondary")
    if not isinstance(row, OpenCase):
        return Content.assemble(
            "  ▤ ", name, company, (_(" · closed") if row.closed else "", "dim")
        )
    calls = ngettext("{count} call", "{count} calls", row.calls).format(count=row.calls)
    last = short(row.last.astimezone(now.tzinfo).date(), now.date())
    line = Content.assemble("  ▤ ", name, company, (f" · {calls} · {last}", "$foreground 80%"))
    step = visible(row.it if language() == "it" else row.en)
    if not step or width - line.cell_length < _ROOM:
        return line
    return line + Content.styled(f"  → {step}", "$accent")


def _due_line(item: DueItem, now: datetime) -> Content:
    each = item.due
    what = visible(each.it if language() == "it" else each.en)
    when = due(each.due.astimezone(now.tzinfo), exact=each.exact, now=now)
    if item.passed:
        sign, style, said = "✗", "bold $warning", _("{what}: its time passed on {date}")
    elif each.call is None:
        sign, style, said = "!", "bold $accent", _("{what}: until {date}, then it is lost")
    else:
        sign, style, said = "▸", "bold $accent", _("{what}: by {date}")
    told = said.format(what=what, date=when)
    return Content.assemble(
        (f"  {sign} {told}", style), (f"  {visible(each.about)}", "$foreground 80%")
    )


def _call_line(row: Row, width: int, running: frozenset[str]) -> Content:
    if isinstance(row, DamagedCall):
        words = _("  ⚠ {id}: damaged, left as it is").format(id=row.id)
        return Content.styled(words, "$warning").truncate(width, ellipsis=True)
    company = visible(row.company) or _("(no company)")
    room = max(12, width - 63)
    operator = visible(row.operator or "") or "–"
    about = "~" if row.approximate else " "
    return Content.assemble(
        f" {about}{hour_minute(row.started.astimezone())}  ",
        _cut(company, room, "bold"),
        f" {_length(row):>7}  ",
        _cut(_("op. {operator}").format(operator=operator), 11, "$foreground 80%"),
        " ",
        _claim(row),
        " ",
        _state(row, running),
    ).truncate(width, ellipsis=True)


def _length(row: CallSummary) -> str:
    if row.written_up and row.ended == row.started:
        return "–"
    if row.ended is None:
        return "…"
    return span((row.ended - row.started).total_seconds())


def _claim(row: CallSummary) -> Content:
    if row.claim_number:
        claim = _("no. {claim}").format(claim=visible(row.claim_number))
        return _cut(claim, 14, "$success")
    return _cut(_("no number"), 14, "bold $warning")


def _state(row: CallSummary, running: frozenset[str]) -> Content:
    if row.ended is None:
        if row.id in running:
            return Content.styled(_("in another window"), "$primary")
        return Content.styled(_("interrupted"), "bold $warning")
    told = [outcome_name(row.outcome)] if row.outcome else []
    if row.written_up:
        told.insert(0, _("noted later"))
    return Content.styled(" · ".join(told), "$foreground 80%")


def _cut(text: str, width: int, style: str) -> Content:
    content = Content.styled(text, style).truncate(width, ellipsis=True)
    return content.pad_right(width - content.cell_length)
