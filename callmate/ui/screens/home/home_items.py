"""What stands on the home screen, item by item, each under its heading."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from textual.content import Content

from callmate.domain.call_order import Order, in_order
from callmate.domain.home_digest import DueNotice, HomeDigest, OpenCase
from callmate.domain.records import CallSummary
from callmate.domain.text import folded, one_for_one, visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _, language, ngettext
from callmate.store.rows import DamagedCall, Row
from callmate.wording.dates import clock_time, day, due, hour_minute, short
from callmate.wording.outcome_words import outcome_name

if TYPE_CHECKING:
    # What was found comes with the index, which the first screen is painted without.
    from callmate.domain.query import Query
    from callmate.store.index_pages import CaseRow, IndexedText
    from callmate.store.search import SearchResult

_HITS = 5
"""Entries shown of one call or case; the others are seen when it is opened."""

_FEW = 5
"""Things that are due, and cases, shown above the calls."""


class CallItem(Struct, frozen=True):
    """A call, and the entry at which it is to be opened."""

    row: Row
    entry: str = ""
    case: str = ""
    """What the case is called that it is in, where that is open."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return (self.row.id,)


class CaseItem(Struct, frozen=True):
    """A case, and the entry at which it is to be opened."""

    row: "CaseRow | OpenCase"
    entry: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return (self.row.id,)


class DueItem(Struct, frozen=True):
    """Something that is due."""

    due: DueNotice
    passed: bool
    """Whether its time has passed."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return ("due", self.due.case or "", self.due.call or "", self.due.en)


class HitItem(Struct, frozen=True):
    """An entry in which the words stand, in the call or the case over it."""

    within: CallItem | CaseItem
    hit: "IndexedText"
    query: "Query"

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return (self.within.row.id, self.hit.entry)


class MoreItem(Struct, frozen=True):
    """How many more there are of what is shown above; opening it shows all."""

    kind: Literal["due", "cases"]
    count: int

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return ("more", self.kind)


Item = CallItem | CaseItem | DueItem | HitItem | MoreItem


class Shown(Struct, frozen=True):
    """An item as it is shown: with a heading over it when it is the first of its kind."""

    item: Item
    heading: str = ""


def home_items(
    rows: Sequence[Row],
    first: Row | None,
    ahead: HomeDigest,
    order: Order,
    now: datetime,
    *,
    whole: Container[str] = (),
) -> list[Shown]:
    """What the home screen shows: what was interrupted, what is due, open cases, calls.

    Args:
        rows: All calls, newest first.
        first: The call that was interrupted, if one was.
        ahead: What is due, and the open cases.
        order: In which order calls come.
        now: The time.
        whole: Of what all is shown: ``due``, ``cases``.
    """
    shown = [Shown(CallItem(first))] if first else []
    pressing = ahead.pressing(now)
    due: list[Item] = [DueItem(each, each.due < now) for each in pressing]
    cases: list[Item] = [CaseItem(case) for case in ahead.cases]
    due, cases = _first_few(due, "due", whole), _first_few(cases, "cases", whole)
    shown += _under(_("Due"), due) + _under(_("Open cases"), cases)
    rest = [row for row in rows if first is None or row.id != first.id]
    ordered = in_order(rest, order, _seconds, lambda row: folded(_company(row)))
    names = {case.id: case.name for case in ahead.cases}
    return shown + _under_headings(ordered, order, now.date(), names)


def _first_few(
    items: list[Item], kind: Literal["due", "cases"], whole: Container[str]
) -> list[Item]:
    """Some of them and how many more there are; all of them where all are wanted, or fit."""
    if kind in whole or len(items) <= _FEW + 1:
        return items
    return [*items[:_FEW], MoreItem(kind, len(items) - _FEW)]


def _under(heading: str, items: Sequence[Item]) -> list[Shown]:
    return [Shown(item, "" if place else heading) for place, item in enumerate(items)]


def _seconds(row: Row) -> float | None:
    return row.seconds if isinstance(row, CallSummary) else None


def _company(row: Row) -> str:
    return row.company.strip() if isinstance(row, CallSummary) else ""


def _under_headings(
    rows: Sequence[Row], order: Order, today: date, names: Mapping[str, str]
) -> list[Shown]:
    shown: list[Shown] = []
    last: date | str | None = None
    for row in rows:
        over = _over(row, order)
        heading = ""
        if over is not None and over != last:
            heading, last = day(over, today) if isinstance(over, date) else over, over
        filed = row.case if isinstance(row, CallSummary) else None
        shown.append(Shown(CallItem(row, case=names.get(filed or "", "")), heading))
    return shown


def _over(row: Row, order: Order) -> date | str | None:
    """What a call stands under: its day, its company, or in the order of length nothing."""
    if order is Order.COMPANY:
        return visible(_company(row)) or _("(no company)")
    if order is Order.LONGEST or not isinstance(row, CallSummary):
        return None
    return row.started.astimezone().date()


def found_items(
    found: Sequence["SearchResult"], query: "Query", order: Order, today: date
) -> list[Shown]:
    """What was found: cases, then calls, with the entries beneath each."""
    return list(_found_items(found, query, order, today))


def _found_items(
    found: Sequence["SearchResult"], query: "Query", order: Order, today: date
) -> Iterator[Shown]:
    last: date | str | None = None
    for each in found:
        row = each.row
        entry = each.hits[0].entry if each.hits else ""
        if isinstance(row, CallSummary):
            over = _over(row, order)
            heading = day(over, today) if isinstance(over, date) else over or ""
            item: CallItem | CaseItem = CallItem(row, entry)
            yield Shown(item, heading if over != last else "")
            last = over
        else:
            item = CaseItem(row, entry)
            yield Shown(item)
        hits = [hit for hit in each.hits if not _is_name(each, hit)]
        for hit in hits[:_HITS]:
            yield Shown(HitItem(item, hit, query))


def _is_name(found: "SearchResult", hit: "IndexedText") -> bool:
    """Whether a hit is nothing but the name that stands above it anyway."""
    row = found.row
    name = row.company if isinstance(row, CallSummary) else f"{row.name} · {row.company}"
    return hit.text in {name, name.rstrip(" ·")}


_AROUND = 18
"""Letters that stand before the words that were found, when not all of the text has room."""

_ROOM = 16
"""Columns with less than which no next step is begun."""

_WHOLE = 4000
"""Columns in which there is room for all."""

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
            line = _call_line(item, width, running)
        case CaseItem():
            line = _case_line(item, width, now)
        case DueItem():
            line = _due_line(item, now)
        case HitItem():
            line = _hit_line(item, width, now)
        case MoreItem():
            line = _more_line(item)
    return line.truncate(width, ellipsis=True)


def _hit_line(item: HitItem, width: int, now: datetime) -> Content:
    from callmate.domain.query import spans  # noqa: PLC0415 - only when something was found

    in_call = isinstance(item.within, CallItem)
    at = item.hit.at
    stamp = clock_time(at) if in_call else day(at.astimezone(), now.date())
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
    last = short(row.last.astimezone().date(), now.date())
    line = Content.assemble("  ▤ ", name, company, (f" · {calls} · {last}", "$foreground 80%"))
    step = visible(row.it if language() == "it" else row.en)
    if not step or width - line.cell_length < _ROOM:
        return line
    return line + Content.styled(f"  → {step}", "$accent")


def _more_line(item: MoreItem) -> Content:
    if item.kind == "due":
        said = ngettext("… {count} more that is due", "… {count} more that are due", item.count)
    else:
        said = ngettext("… {count} more case", "… {count} more cases", item.count)
    return Content.styled(f"    {said.format(count=item.count)}", "bold $accent")


def _due_line(item: DueItem, now: datetime) -> Content:
    each = item.due
    what = visible(each.it if language() == "it" else each.en)
    when = due(each.due, exact=each.exact, now=now)
    if item.passed:
        sign, style, said = "✗", "bold $warning", _("{what}: its time passed on {date}")
    elif each.call is None:
        sign, style, said = "!", "bold $accent", _("{what}: until {date}, then it is lost")
    else:
        sign, style, said = "→", "bold $accent", _("{what}: by {date}")
    told = said.format(what=what, date=when)
    return Content.assemble(
        (f"  {sign} {told}", style), (f"  {visible(each.about)}", "$foreground 80%")
    )


def whole_of(item: Item, running: frozenset[str], now: datetime) -> Content:
    """All words of an item, cut nowhere; for where its line has no room.

    Args:
        item: A call, a case, something due, a hit.
        running: The ids of calls that a living window has open.
        now: The time, by which days are named.
    """
    row = item.row if isinstance(item, CallItem) else None
    if not isinstance(row, CallSummary):
        return Content(line_of(item, _WHOLE, running, now).plain.strip())
    told = [
        visible(row.company) or _("(no company)"),
        hour_minute(row.started.astimezone()),
        _length(row),
        *(_("op. {operator}").format(operator=visible(each)) for each in row.operators),
        *(_("no. {claim}").format(claim=visible(each)) for each in row.claim_numbers),
        _state(row, running).plain,
        visible(item.case) if isinstance(item, CallItem) else "",
    ]
    return Content(" · ".join(each for each in told if each))


def _call_line(item: CallItem, width: int, running: frozenset[str]) -> Content:
    row = item.row
    if isinstance(row, DamagedCall):
        words = _("  ⚠ {id}: damaged, left as it is").format(id=row.id)
        return Content.styled(words, "$warning").truncate(width, ellipsis=True)
    company = visible(row.company) or _("(no company)")
    room = max(12, width - 63)
    about = "~" if row.approximate else " "
    return Content.assemble(
        f" {about}{hour_minute(row.started.astimezone())}  ",
        _cut(company, room, "bold"),
        f" {_length(row):>7}  ",
        _several(_("op. {operator}"), row.operators, 11, "$foreground 80%"),
        " ",
        _claim(row),
        " ",
        _state(row, running),
        (f" ▤ {visible(item.case)}" if item.case else "", "$secondary"),
    ).truncate(width, ellipsis=True)


def _several(words: str, given: Sequence[str], width: int, style: str) -> Content:
    """The last of what was given, and how many there are besides, in so many columns."""
    more = f" +{len(given) - 1}" if len(given) > 1 else ""
    last = visible(given[-1]) if given else "–"
    told = words.format(operator=last, claim=last)
    return Content.assemble(_cut(told, width - len(more), style), (more, style))


def _length(row: CallSummary) -> str:
    if row.written_up and row.ended == row.started:
        return "–"
    if row.ended is None:
        return "…"
    return span(row.seconds or 0)


def _claim(row: CallSummary) -> Content:
    if row.claim_numbers:
        return _several(_("no. {claim}"), row.claim_numbers, 14, "$success")
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
