"""The keys, in as many columns as fit; a click does what the key does."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from callmate.locale.messages import _
from callmate.ui.command import Command


def key_name(key: str) -> str:
    """A key as people write it: ``F2``, ``^Z``, ``Space``."""
    names = {
        "question_mark": "?",
        "slash": "/",
        "exclamation_mark": "!",
        "less_than_sign": "<",
        "greater_than_sign": ">",
        "minus": "-",
        "plus": "+",
        "left": "←",
        "right": "→",
        "escape": "Esc",
        "tab": "Tab",
        "enter": _("Enter"),
        "space": _("Space"),
    }
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+').upper()}"
    return names.get(key, key.upper() if key.startswith("f") and key[1:].isdigit() else key)


class KeyStrip(Widget):
    """Keys and what they do.

    Args:
        commands: The commands, in order, with their keys.
        id: The widget's id.
    """

    letters: reactive[bool] = reactive(default=False, layout=True)
    """Whether a letter is waited for; all letters are shown in place of keys."""

    one_hand: reactive[bool] = reactive(default=False, layout=True)
    """Whether letters are shown in place of keys at other times too, with Space before them."""

    without: reactive[frozenset[str]] = reactive(frozenset[str], layout=True)
    """The ids of commands that have nothing to act on now: they are not shown."""

    def __init__(
        self,
        commands: Sequence[Command],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        one_hand: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._commands = tuple(commands)
        self._cells: dict[tuple[bool, bool, frozenset[str]], list[Content]] = {}
        self.set_reactive(KeyStrip.one_hand, one_hand)

    def render(self) -> Content:
        """Rows of keys, none of them broken over a line's end."""
        how = (self.letters, self.one_hand, self.without)
        cells = self._cells.get(how)
        if cells is None:
            cells = [*self._said_first(), *(self._cell(each) for each in self._shown())]
            self._cells[how] = cells
        return Content("\n").join(_rows(cells, max(10, self.size.width or 78)))

    def _said_first(self) -> list[Content]:
        if self.letters:
            return [Content.styled(_("One letter:"), "bold")]
        return [Content.styled(_("Space, then"), "bold")] if self.one_hand else []

    def _shown(self) -> Sequence[Command]:
        if self.letters:
            return [command for command in self._commands if command.letter]
        there = (command for command in self._commands if command.id not in self.without)
        return [command for command in there if command.shown]

    def _cell(self, command: Command) -> Content:
        by_letter = command.letter and (self.letters or self.one_hand)
        key = command.letter if by_letter else key_name(command.key)
        action = f"@click=screen.do('{command.id}')"
        return Content.from_markup(
            f"[{action}][bold $accent]$key[/] $title[/]", key=key, title=command.title
        )


def _rows(cells: Sequence[Content], width: int) -> list[Content]:
    rows: list[Content] = []
    for cell in cells:
        if rows and rows[-1].cell_length + 2 + cell.cell_length <= width:
            rows[-1] = rows[-1] + "  " + cell
        else:
            rows.append(cell)
    return rows
