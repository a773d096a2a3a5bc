"""The calls kept so far, by day, newest first; an interrupted one on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from textual.content import Content
from textual.message import Message

from callmate.dates import day, hour_minute
from callmate.domain.plain import CallSummary
from callmate.domain.span import clock as span
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.phrases import outcome_name
from callmate.store.rows import DamagedCall, Row
from callmate.ui.widgets.line_list import LineList


@dataclass(frozen=True)
class _Shown:
    """A row as it is shown: with its day over it when it is the day's first."""

    row: Row
    heading: str


class CallList(LineList):
    """Past calls under a cursor."""

    whole_items = False

    class Opened(Message):
        """A call is to be opened."""

        def __init__(self, row: Row) -> None:
            self.row = row
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: list[_Shown] = []

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return None if self.cursor is None else self._shown[self.cursor].row

    def fill(self, rows: Sequence[Row], now: datetime, running: frozenset[str]) -> None:
        """Show these rows, newest first.

        Args:
            rows: What the index tells of each call.
            now: The time, by which days are named.
            running: The ids of calls that a living window has open.
        """
        self._shown = _by_day(rows, now.date())
        heights = [2 if shown.heading else 1 for shown in self._shown]

        def draw(index: int, width: int) -> list[Content]:
            shown = self._shown[index]
            line = _line(shown.row, width, running)
            return (
                [Content.styled(shown.heading, "bold $primary"), line] if shown.heading else [line]
            )

        self.show(len(self._shown), draw, heights=heights)
        if self.cursor is None and self._shown:
            self.cursor = 0

    def on_line_list_chosen(self) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the call under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))


def _by_day(rows: Sequence[Row], today: date) -> list[_Shown]:
    shown: list[_Shown] = []
    last: date | None = None
    for row in rows:
        when = row.started.astimezone().date() if isinstance(row, CallSummary) else None
        heading = ""
        if when is not None and when != last:
            heading, last = day(when, today), when
        shown.append(_Shown(row, heading))
    return shown


def _line(row: Row, width: int, running: frozenset[str]) -> Content:
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
    if row.ended is None:
        return "…"
    if row.written_up and row.ended == row.started:
        return "–"
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
