"""The paper: everything that happened in a call, in order, with its time."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.reactive import reactive

from callmate.domain.call import Call
from callmate.domain.corrections import fills_words
from callmate.domain.entry import AnyEntry, Undone
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.ui.widgets.line_list import LineList
from callmate.wording.dates import clock_time
from callmate.wording.entry_words import EntryWords, Tone, entry_words, told_alike

STYLES: dict[Tone, str] = {
    "own": "bold",
    "operator": "$primary",
    "promise": "bold $accent",
    "refused": "bold $warning",
    "stamp": "$foreground 70%",
    "sound": "$foreground 70%",
}

_TALLEST = 2000
"""Lines shown of one entry; what is longer is kept whole and says so."""


class NoteList(LineList):
    """The entries of a call; follows the newest unless it has a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor"}

    call: reactive[Call | None] = reactive(None)
    """The call whose entries are shown."""

    unkept: reactive[frozenset[str]] = reactive(frozenset[str]())
    """The ids of entries that are not on the disk yet."""

    offsets: reactive[bool] = reactive(default=False)
    """Whether each time is followed by its distance from the start."""

    def __init__(self, *, id: str | None = None, follow: bool = False) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, follow=follow, inset=0 if follow else 2)
        self._shown: list[AnyEntry] = []
        self._shown_of: Call | None = None
        self._noted: list[_Noted] = []

    @property
    def entries(self) -> Sequence[AnyEntry]:
        """The entries shown, one a line or more; one added later stands at its moment."""
        if self.call is not self._shown_of:
            self._shown = _in_order(self.call, self.call.entries) if self.call else []
            self._shown_of = self.call
        return self._shown

    def watch_call(self, before: Call | None, now: Call | None) -> None:
        """Show the entries of another call, or of the same one with more of them."""
        added = _added(before, now)
        if added is None or now is None or before is not self._shown_of:
            self._show()
            return
        more = _in_order(now, added)
        same = len(self._noted)
        self._shown, self._shown_of = [*self._shown, *more], now
        self._draw_from(same, [*self._noted, *(self._note(now, entry) for entry in more)])

    def watch_unkept(self) -> None:
        """Show what is kept by now."""
        self._show()

    def watch_offsets(self) -> None:
        """Show or hide the distances from the start."""
        self._show()

    def _show(self) -> None:
        call = self.call
        noted = [self._note(call, entry) for entry in self.entries] if call else []
        pairs = zip(self._noted, noted, strict=False)
        alike = takewhile(lambda pair: pair[0] == pair[1], pairs)
        self._draw_from(sum(1 for _pair in alike), noted)

    def _draw_from(self, same: int, noted: "list[_Noted]") -> None:
        self._noted = noted
        self.show(len(noted), lambda index, width: noted[index].lines(width), same=same)

    def _note(self, call: Call, entry: AnyEntry) -> "_Noted":
        return _Noted(
            self._stamp(call, entry), entry_words(call, entry), entry.id not in self.unkept
        )

    def _stamp(self, call: Call, entry: AnyEntry) -> str:
        if entry.id in call.timeless:
            return " " * len("10:32:05 1:02:03" if self.offsets else "10:32:05")
        if not self.offsets:
            return clock_time(entry.at)
        offset = (entry.at - call.start.at).total_seconds()
        return f"{clock_time(entry.at)} {span(offset):>7}"


class _Noted(NamedTuple):
    """What stands on the paper of one entry."""

    stamp: str
    told: EntryWords
    kept: bool

    def lines(self, width: int) -> list[Content]:
        """It in lines of a width in cells: the time, and beside it the words."""
        style = STYLES[self.told.tone] + (" strike" if self.told.gone else "")
        words = Content.assemble(
            (visible(self.told.text), style),
            (_remark(self.told, kept=self.kept), "italic $warning"),
        )
        return _lines(self.stamp, words, width)


def _in_order(call: Call, entries: Sequence[AnyEntry]) -> list[AnyEntry]:
    """Those of a call's entries that are shown, each at its place."""
    shown: list[AnyEntry] = []
    for entry in entries:
        if isinstance(entry, Undone) or fills_words(call.entries, entry):
            continue
        late = entry.late and shown and entry.at < shown[-1].at
        place = bisect_right(shown, entry.at, key=_at) if late else len(shown)
        shown.insert(place, entry)
    return shown


def _added(before: Call | None, now: Call | None) -> Sequence[AnyEntry] | None:
    """The entries by which a call grew; ``None`` unless all that was there stays as it is shown."""
    if before is None or now is None or not told_alike(before, now):
        return None
    kept = len(before.entries)
    added = now.entries[kept:]
    if now.entries[:kept] != before.entries or any(entry.late for entry in added):
        return None
    return added


def _at(entry: AnyEntry) -> datetime:
    return entry.at


def _remark(told: EntryWords, *, kept: bool) -> str:
    remarks = []
    if told.gone:
        remarks.append(told.how_gone)
    if told.heard and not told.late:
        remarks.append(_("heard by the computer, confirmed"))
    elif told.heard:
        remarks.append(_("heard again in the recording"))
    elif told.late:
        remarks.append(_("added later"))
    if not kept:
        remarks.append(_("NOT KEPT YET"))
    return f"  ({', '.join(remarks)})" if remarks else ""


def _lines(stamp: str, words: Content, width: int) -> list[Content]:
    indent = len(stamp) + 2
    wrapped = words.wrap(max(8, width - indent)) or [Content("")]
    if len(wrapped) > _TALLEST:
        wrapped = [*wrapped[:_TALLEST], Content(_("… kept whole; the rest is not shown here"))]
    first = Content.assemble((stamp, "$foreground 55%"), "  ", wrapped[0])
    return [first, *(Content(" " * indent) + line for line in wrapped[1:])]
