"""What to say now, and what is answered, refused or still missing."""

from collections.abc import Callable, Mapping

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from callmate.domain.call import Call, State
from callmate.domain.checklist import Item, ItemStanding
from callmate.domain.spelling import read_back, sentence
from callmate.domain.text import visible
from callmate.locale.messages import _, language
from callmate.ui.widgets.line_list import CHOSEN
from callmate.wording.names import item_title, lacks_date, say_item, say_now

_SIGNS = {ItemStanding.ANSWERED: "✓", ItemStanding.REFUSED: "✗", ItemStanding.MISSING: "○"}
_TITLE_WIDTH = 18
_LEAST_TITLE = 6
"""Columns of an item's title, however long what was heard of it."""
_BESIDE = 4
"""Columns of a row beside its title and what was heard."""
_FOLDED = 3
"""Rows of room at which the list becomes one line."""


class ChecklistPanel(Widget):
    """The sentence to say, over the list; the next item is lit.

    Args:
        answer_key: The key that says that somebody answered.
        hold_key: The key that says that waiting is over.
        menu_key: The key that keeps what is pressed in the menu.
        take_key: The key that puts on the line what was heard of an item.
    """

    call: reactive[Call | None] = reactive(None)
    """The call whose checklist is shown."""

    lit: reactive[str | None] = reactive(None)
    """The id of the item that the owner lit; ``None`` follows the call."""

    spelled: reactive[str] = reactive("")
    """A claim number to be read back; empty when there is none to read."""

    known: reactive[str] = reactive("")
    """Claim numbers that earlier calls gave, to be confirmed; empty when none did."""

    offers: reactive[Mapping[str, str]] = reactive({})
    """What was heard along with the call of items that are missing, by item."""

    offered: reactive[str | None] = reactive(None)
    """The item whose offer the key takes now."""

    def __init__(
        self, answer_key: str = "", hold_key: str = "", menu_key: str = "", take_key: str = ""
    ) -> None:
        super().__init__()
        self._keys = {"answer": answer_key, "hold": hold_key, "menu": menu_key}
        self._take_key = take_key

    class Picked(Message):
        """An item was clicked."""

        def __init__(self, item: str) -> None:
            self.item = item
            super().__init__()

    def render(self) -> Content:
        """The panel, so arranged that what is missing stays in sight."""
        if self.call is None:
            return Content("")
        width, height = max(10, self.size.width - 1), self.size.height
        said = self._said(self.call)
        bar = Content.styled("▌", "bold $accent")
        saying = [bar + line for line in said.wrap(width - 2)]
        room = height - len(saying)
        if room <= _FOLDED:
            spoken = saying[: max(0, height - 1)]
            folded = _folded(self.call, self.offered or self.lit, width, self._offer)
            return Content("\n").join([*spoken, folded])
        rows = self._rows(self.call, width, room - 1)
        return Content("\n").join([*saying, Content(""), *rows])

    def _said(self, call: Call) -> Content:
        if self.spelled:
            letters = " · ".join(s.character for s in read_back(self.spelled, language()))
            words = sentence(self.spelled, language())
            return Content.assemble(
                (_("Read it back:"), "$accent"),
                (f"\n{visible(letters)}", "bold"),
                f"\n{visible(words)}",
            )
        item = call.checklist.item(self.lit) if self.lit else None
        upcoming = item or (call.checklist.next if call.state is State.SPEAKING else None)
        if upcoming and self._is_known(upcoming) and call.state is not State.ENDED:
            words = _("“The claim number I have is {number}: is it still right?”")
            words = words.format(number=self.known)
        elif item and call.state is not State.ENDED:
            words = say_item(item)
        else:
            words = say_now(call, **self._keys)
        return Content.assemble((_("Now"), "$accent"), (f"\n{visible(words)}", "bold"))

    def _rows(self, call: Call, width: int, height: int) -> list[Content]:
        checklist = call.checklist
        current = self.lit or (checklist.next.id if checklist.next else None)
        items = [*checklist.items, *checklist.others]
        hidden = 0
        while len(items) + (hidden > 0) > max(3, height):
            answered = (i for i in items if i.standing is ItemStanding.ANSWERED and i.id != current)
            spare = next(answered, None)
            if spare is None:
                break
            items.remove(spare)
            hidden += 1
        rows = [
            self._offered_row(item, width)
            if item.id in self.offers
            else _row(item, width, known=self._is_known(item), lit=item.id == current)
            for item in items
        ]
        if call.state is not State.ENDED:
            signs = (CHOSEN if item.id == current else " " for item in items)
            rows = [sign + row for sign, row in zip(signs, rows, strict=True)]
        room = max(3, height)
        if hidden:
            rows.insert(0, Content.styled(_("✓ {count} already have").format(count=hidden), "dim"))
        if len(rows) > room:
            more = _("+ {count} more missing").format(count=len(rows) - room + 1)
            rows = [*rows[: room - 1], Content.styled(more, "$warning")]
        return rows

    def _offer(self, item: str) -> str:
        """What was heard of an item, as a question, and the key that takes it; empty for none."""
        heard = visible(self.offers.get(item, ""))
        if not heard or item != self.offered:
            return heard and f"{heard}?"
        return f"{heard}? {self._take_key}"

    def _offered_row(self, item: Item, width: int) -> Content:
        offer = self._offer(item.id)
        room = max(_LEAST_TITLE, width - len(offer) - _BESIDE)
        title = visible(item_title(item))
        if len(title) > room:
            title = f"{title[: room - 1]}…"
        style = "bold $accent" if item.id == self.offered else "$accent"
        row = f"{_SIGNS[item.standing]} {title:<{min(_TITLE_WIDTH, room)}} {offer}"
        return Content.styled(row, style).truncate(width, ellipsis=True)

    def _is_known(self, item: Item) -> bool:
        """Whether earlier calls gave what is missing in this one."""
        return bool(self.known) and item == Item("claim_number")

    def action_pick(self, item: str) -> None:
        """Say that an item was clicked."""
        self.post_message(self.Picked(item))


def _folded(call: Call, lit: str | None, width: int, offer: Callable[[str], str]) -> Content:
    """The next item and how many are missing, on one line."""
    checklist = call.checklist
    item = (checklist.item(lit) if lit else None) or checklist.next
    if item is None:
        return Content.styled(_("✓ Everything on the list is answered."), "$success")
    missing = offer(item.id) or _("{count} missing").format(count=len(checklist.missing))
    sign = _SIGNS[item.standing] if call.state is State.ENDED else CHOSEN
    folded = Content.assemble(
        (f"{sign} {visible(item_title(item))}", "bold $accent"), (f" · {missing}", "$warning")
    )
    return folded.truncate(width, ellipsis=True)


def _row(item: Item, width: int, *, known: bool, lit: bool) -> Content:
    title = visible(item_title(item))
    sign = _SIGNS[item.standing]
    answer = visible(item.text)
    if item.standing is ItemStanding.REFUSED:
        answer = _("refused") + (f": {answer}" if answer else "")
        style = "bold $warning"
    elif item.standing is ItemStanding.ANSWERED:
        style = "$success"
    elif known:
        answer = _("to confirm")
        style = "bold $accent" if lit else "$accent"
    else:
        missing = _("date missing") if lacks_date(item) else _("missing") if lit else ""
        answer, style = missing, ("bold $accent" if lit else "")
    if answer:
        title = f"{title[: width - 4]:<{min(_TITLE_WIDTH, width - 4)}}"
    row = Content.assemble((f"{sign} {title}", style), (f" {answer}" if answer else "", style))
    return row.truncate(width, ellipsis=True)
