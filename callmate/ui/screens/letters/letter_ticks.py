"""Asks what goes out with a letter: each note in or out, each word of a public text hidden or not.

Space turns the line under the cursor; Enter keeps what is chosen, for this letter alone.
"""

from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from callmate.domain.letter import LetterChoices
from callmate.domain.text import visible
from callmate.letters.draft import LetterInHand
from callmate.letters.privacy import NoteChoice, PieceChoice
from callmate.locale.messages import _, ngettext
from callmate.ui.dialogs import STYLE
from callmate.ui.host import HostedModal
from callmate.ui.widgets.line_list import LineList
from callmate.wording.dates import full
from callmate.wording.names import private_kind_name

_AROUND = 9
"""Rows of the dialog that are not the list."""


@dataclass(frozen=True)
class _Row:
    ticked: bool
    text: str
    mark: str
    """What is to be known of it; empty for nothing."""
    note: str = ""
    """The note's id, where it is one that can be turned."""
    piece: str = ""
    """The piece's key, where it is one."""


class LetterTicks(HostedModal[LetterChoices | None]):
    """Answers with what is chosen; Escape answers ``None``.

    Args:
        writing: The letter.
    """

    CSS_PATH = STYLE
    AUTO_FOCUS = "LineList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", show=False),
        Binding("enter", "keep", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, writing: LetterInHand) -> None:
        super().__init__()
        self._public = writing.is_public
        self._chosen = writing.choices
        rows = [*map(_of_piece, writing.pieces)]
        rows += [_of_note(note, public=self._public) for note in writing.notes]
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The sentence, the lines, the keys."""
        if self._public:
            title = _("What this public text hides")
            words = _(
                "[x] is hidden, [ ] can be read by anybody. Look above all at what is not sure."
                " Your notes never go into a public text."
            )
        else:
            title = _("Which of your notes go into this letter")
            words = _(
                "[x] goes in, as you wrote it. None goes in by itself. What is marked had better"
                " stay out."
            )
        with Vertical(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            yield Static(words, markup=False)
            yield LineList()
            hint = _("↑ ↓ · Space: turn it · Enter: keep · Esc: leave it")
            yield Static(hint, classes="hint", id="hint", markup=False)

    def on_mount(self) -> None:
        """Show the lines."""
        self._show()
        self.query_one(LineList).cursor = 0

    def on_resize(self) -> None:
        """Let the list take what the other lines leave."""
        room = max(2, self.size.height - _AROUND)
        self.query_one(LineList).styles.height = min(2 * len(self._rows), room)

    def _show(self) -> None:
        lines = self.query_one(LineList)
        lines.show(len(self._rows), self._draw, heights=[2] * len(self._rows))

    def _draw(self, index: int, width: int) -> list[Content]:
        row = self._rows[index]
        sign = ("[x]" if row.ticked else "[ ]") if row.note or row.piece else " · "
        first = Content.assemble(f"  {sign} ", (visible(row.text), "bold"))
        second = Content.assemble("      ", (row.mark, "$warning"))
        return [first.truncate(width, ellipsis=True), second.truncate(width, ellipsis=True)]

    def action_turn(self) -> None:
        """Turn the line under the cursor."""
        cursor = self.query_one(LineList).cursor
        if cursor is None:
            return
        row = self._rows[cursor]
        if not (row.note or row.piece):
            return
        self._rows[cursor] = _Row(not row.ticked, row.text, row.mark, row.note, row.piece)
        chosen = self._chosen
        self._chosen = replace(
            chosen,
            notes=chosen.notes ^ frozenset(filter(None, (row.note,))),
            turned=chosen.turned ^ frozenset(filter(None, (row.piece,))),
        )
        self._show()

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.action_turn()

    def action_keep(self) -> None:
        """Answer with what is chosen."""
        self.dismiss(self._chosen)

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)


def _of_piece(choice: PieceChoice) -> _Row:
    piece = choice.piece
    kind = private_kind_name(piece.kind)
    said = kind if piece.sure else _("{kind}: not sure").format(kind=kind)
    return _Row(choice.hidden, piece.text, said, piece=piece.key)


def _of_note(note: NoteChoice, *, public: bool) -> _Row:
    when = full(note.at.astimezone())
    named = ", ".join(map(private_kind_name, note.marks))
    if public:
        said = _("a note of yours: it stays out")
        mark = f"{said} · {named}" if named else said
        return _Row(ticked=False, text=f"{when} · {note.text}", mark=mark)
    mark = _("has in it: {named}").format(named=named) if named else ""
    return _Row(note.taken, f"{when} · {note.text}", mark, note=note.id)


def ticks_said(writing: LetterInHand) -> tuple[str, bool]:
    """What goes out with a letter, in a line, and whether that is worth a second look."""
    if writing.is_public:
        pieces = writing.pieces
        hidden = sum(choice.hidden for choice in pieces)
        doubts = sum(not choice.piece.sure for choice in pieces)
        said = ngettext("{count} word hidden", "{count} words hidden", hidden)
        unsure = ngettext("{count} not sure", "{count} not sure", doubts)
        return f"{said.format(count=hidden)} · {unsure.format(count=doubts)}", doubts > 0
    notes = writing.notes
    taken = [note for note in notes if note.taken]
    said = ngettext("{count} note goes in", "{count} notes go in", len(taken))
    left = len(notes) - len(taken)
    out = ngettext("{count} stays out", "{count} stay out", left).format(count=left)
    return f"{said.format(count=len(taken))} · {out}", any(note.marks for note in taken)
