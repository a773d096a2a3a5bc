"""What was said about one matter on different days, side by side."""

from itertools import zip_longest

from textual.content import Content

from callmate.case_telling import who_said, words_said
from callmate.dates import hour_minute
from callmate.domain.answers import Matter, Said
from callmate.domain.call import Call
from callmate.domain.case_entry import Happened
from callmate.domain.checklist import Item
from callmate.domain.entry import Given, Refused
from callmate.domain.visible import visible
from callmate.i18n import _, pgettext
from callmate.phrases import item_title
from callmate.telling import Told, tell
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.note_list import STYLES

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


def _answer(said: Said) -> Told:
    """What was said, less the question that stands above it."""
    entry = said.entry
    if isinstance(entry, Given):
        return Told(entry.text or _("yes"), "operator")
    if isinstance(entry, Refused):
        words = pgettext("answer", "REFUSED")
        return Told(f"{words}: {entry.text}" if entry.text else words, "refused")
    return _told(said)


def _told(said: Said) -> Told:
    if said.call is None or isinstance(said.entry, Happened):
        return Told(words_said(said), "operator")
    return tell(said.call, said.entry)


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
