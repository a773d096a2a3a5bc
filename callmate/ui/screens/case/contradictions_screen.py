"""What different operators answered about the same matter, side by side."""

from dataclasses import replace
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from callmate.domain.call import Call
from callmate.domain.case import Happened
from callmate.domain.checklist import Item
from callmate.domain.chronology import Chronology
from callmate.domain.contradictions import Matter, Said, matters
from callmate.domain.entry import Given, Refused
from callmate.domain.text import visible
from callmate.locale.messages import _, pgettext
from callmate.ui.case_commands import answers_commands
from callmate.ui.host import HostedScreen
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.note_list import STYLES
from callmate.wording.case_words import who_said, words_said
from callmate.wording.dates import hour_minute
from callmate.wording.entry_words import EntryWords, entry_words
from callmate.wording.names import item_title

_ABREAST = 60
"""Columns from which two statements stand side by side."""

_BETWEEN = " │ "


class MatterList(LineList):
    """Matters under a cursor, each with its statements two by two."""

    def tell(self, matters: tuple[Matter, ...]) -> None:
        """Show these matters."""
        self.nothing = _(
            "Nothing to set side by side yet: ask the same question in two calls, or mark two"
            " statements in the chronology that do not go together."
        )

        def draw(index: int, width: int) -> list[Content]:
            return _drawn(matters[index], width)

        self.show(len(matters), draw)


def _drawn(matter: Matter, width: int) -> list[Content]:
    lines = _title(matter).wrap(width)
    asked = matter.marked is None
    if width < _ABREAST:
        for said in matter.said:
            lines += [*_statement(said, width, asked=asked), Content("")]
        return lines
    half = (width - len(_BETWEEN)) // 2
    for left, right in zip_longest(matter.said[::2], matter.said[1::2]):
        columns = [_statement(each, half, asked=asked) if each else [] for each in (left, right)]
        lines += [*_abreast(columns[0], columns[1], half), Content("")]
    return lines


def _title(matter: Matter) -> Content:
    text = matter.text or (item_title(Item(matter.item)) if matter.item else "")
    if matter.marked is None:
        return Content.styled(visible(text), "bold $primary")
    words = visible(text) or _("These do not go together")
    return Content.styled(f"≠ {words}", "bold $warning")


def _answer(said: Said) -> EntryWords:
    """What was said, less the question that stands above it."""
    entry = said.entry
    if isinstance(entry, Given):
        return EntryWords(entry.text or _("yes"), "operator")
    if isinstance(entry, Refused):
        words = pgettext("answer", "REFUSED")
        return EntryWords(f"{words}: {entry.text}" if entry.text else words, "refused")
    return _told(said)


def _told(said: Said) -> EntryWords:
    if said.call is None or isinstance(said.entry, Happened):
        return EntryWords(words_said(said), "operator")
    return entry_words(said.call, said.entry)


def _of_call(call: Call | None, width: int) -> list[Content]:
    if call is None:
        return []
    begun = _("call to {company}, begun at {time}").format(
        company=visible(call.company), time=hour_minute(call.start.at.astimezone())
    )
    return Content.styled(begun, "$foreground 60%").wrap(width)


def _statement(said: Said, width: int, *, asked: bool) -> list[Content]:
    told = _answer(said) if asked else _told(said)
    return [
        *Content.styled(visible(who_said(said)), "bold $accent").wrap(width),
        *_of_call(said.call, width),
        *Content.styled(visible(told.text), STYLES[told.tone]).wrap(width),
    ]


def _abreast(left: list[Content], right: list[Content], width: int) -> list[Content]:
    bar = Content.styled(_BETWEEN, "$foreground 40%")
    pairs = zip_longest(left, right, fillvalue=Content(""))
    return [one.pad_right(width - one.cell_length) + bar + two for one, two in pairs]


class Answers(HostedScreen[None]):
    """One matter under the other: what was marked as contradicting, then questions asked twice.

    Args:
        told: The case and its calls.
    """

    CSS_PATH = "case.tcss"
    AUTO_FOCUS = "#matters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
        for c in answers_commands()
    ]

    def __init__(self, told: Chronology) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """A title, the matters, the keys."""
        yield Static(_("Who said what"), classes="title", id="heading", markup=False)
        yield MatterList(id="matters", inset=2)
        commands = [replace(c, key=self.host.key_of(c)) for c in answers_commands()]
        yield KeyStrip(commands, id="keys")

    def on_mount(self) -> None:
        """Set them side by side."""
        found = matters(self._told)
        listed = self.query_one(MatterList)
        listed.tell(found)
        listed.cursor = 0 if found else None

    def action_do(self, _command: str) -> None:
        """Back to the case, which is the only command."""
        self.dismiss()
