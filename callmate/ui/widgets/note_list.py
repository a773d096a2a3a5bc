"""The paper: everything that happened in a call, in order, with its time."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Undone, fills_words
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.ui.widgets.line_list import LineList
from callmate.wording.dates import clock_time
from callmate.wording.entry_words import Told, Tone, tell

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

    @property
    def entries(self) -> Sequence[AnyEntry]:
        """The entries shown, one a line or more; one added later stands at its moment."""
        if self.call is None:
            return ()
        call = self.call
        shown: list[AnyEntry] = []
        for entry in call.entries:
            if isinstance(entry, Undone) or fills_words(call.entries, entry):
                continue
            late = entry.late and shown and entry.at < shown[-1].at
            place = bisect_right(shown, entry.at, key=_at) if late else len(shown)
            shown.insert(place, entry)
        return shown

    def watch_call(self) -> None:
        """Show the entries of another call, or of the same one with more of them."""
        self._show()

    def watch_unkept(self) -> None:
        """Show what is kept by now."""
        self._show()

    def watch_offsets(self) -> None:
        """Show or hide the distances from the start."""
        self._show()

    def _show(self) -> None:
        entries = self.entries
        call = self.call

        def draw(index: int, width: int) -> list[Content]:
            assert call is not None  # noqa: S101 - entries are only there with a call
            return _lines(
                self._stamp(call, entries[index]), self._words(call, entries[index]), width
            )

        self.show(len(entries), draw)

    def _stamp(self, call: Call, entry: AnyEntry) -> str:
        if entry.id in call.timeless:
            return " " * len("10:32:05 1:02:03" if self.offsets else "10:32:05")
        if not self.offsets:
            return clock_time(entry.at)
        offset = (entry.at - call.start.at).total_seconds()
        return f"{clock_time(entry.at)} {span(offset):>7}"

    def _words(self, call: Call, entry: AnyEntry) -> Content:
        told = tell(call, entry)
        style = STYLES[told.tone] + (" strike" if told.gone else "")
        return Content.assemble(
            (visible(told.text), style),
            (_remark(told, kept=entry.id not in self.unkept), "italic $warning"),
        )


def _at(entry: AnyEntry) -> datetime:
    return entry.at


def _remark(told: Told, *, kept: bool) -> str:
    remarks = []
    if told.gone:
        remarks.append(_("taken back"))
    if told.late:
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
