"""A past call: its recording on top, its checklist on the left, the paper on the right."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from callmate.domain.call import Call
from callmate.domain.corrections import words_in
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.case_of_call import case_name
from callmate.services.desk import Desk
from callmate.services.edits import add_to_call, correction
from callmate.store.errors import Damaged, NoSuchCall
from callmate.store.trash import TrashKind
from callmate.ui.background import is_there
from callmate.ui.commands import review_commands
from callmate.ui.dialogs import TypedDialog
from callmate.ui.other_windows import watch
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.review.listening import Listening
from callmate.ui.screens.review.player_bar import PlayerBar
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.ui.widgets.note_list import NoteList
from callmate.wording.dates import clock_time, full
from callmate.wording.entry_words import length_of, noted_later, sound_gone
from callmate.wording.outcome_words import outcome_name


def heading_of(call: Call, fingerprint: str) -> Content:
    """Whom, when, how long, how it ended, and the seal.

    Args:
        call: The call.
        fingerprint: The digest of its last entry, in hex.
    """
    length = length_of(call, call.last_kept)
    noted = f" · {noted_later(call)}" if call.written_up else ""
    outcome = f" · {outcome_name(call.outcome)}" if call.outcome else ""
    seal = _(" · seal {digest}").format(digest=fingerprint[:12]) if call.ended else ""
    return Content.assemble(
        (visible(call.company) or _("(no company)"), "bold"),
        f" · {full(call.start.at)}",
        (noted, "$warning"),
        f" · {length}{outcome}",
        (seal, "$foreground 60%"),
    )


_NORMAL = 80
"""Columns from which the checklist stands beside the paper."""

_TALL = 20
"""Rows from which there is room for the shape of the sound."""

_WIDE = 110
"""Columns from which there is room for each time's distance from the start."""


class Review(Listening):
    """Goes through a past call, in private.

    Args:
        call_id: The call's name on the disk.
        entry: The entry to begin at, if any.
    """

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#paper"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in review_commands()
    ]

    def __init__(self, call_id: str, entry: str = "") -> None:
        super().__init__()
        self._call_id = call_id
        self._entry = entry
        self._undoable = ""

    def compose(self) -> ComposeResult:
        """Top: the recording. Left: the checklist as it ended. Right: the paper."""
        with Vertical(id="top"):
            yield Static("", id="heading")
            yield Static("", id="case")
            yield PlayerBar(key_name(self.host.key_of_id("review.bring")), id="player")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield ChecklistPanel().data_bind(Review.call)
            yield NoteList(id="paper").data_bind(Review.call)
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in review_commands()], id="keys")

    def on_mount(self) -> None:
        """Read the call; one that goes on in another window is read again every second."""
        self._output = self.host.settings.output
        self.query_one(NoteList).offsets = self.size.width >= _WIDE
        if self.read_call() and self.call and self.call.ended is None:
            self.set_interval(1.0, self.read_call)
        watch(self, self.host.places, self._written)
        wanted = [
            each for each in (self.call.entries if self.call else ()) if each.id == self._entry
        ]
        if wanted:
            if self._playback is not None:
                self._playback.place(wanted[0].at)
            self.call_after_refresh(self._point_at, wanted[0].id)

    def _written(self, changed: frozenset[str] | None) -> None:
        if changed is None or self._call_id in changed:
            self.read_call()

    def _point_at(self, entry: str) -> None:
        if not is_there(self):
            return
        paper = self.query_one(NoteList)
        shown = [each.id for each in paper.entries]
        if entry in shown:
            paper.cursor = shown.index(entry)

    def read_call(self) -> bool:
        """Read the call anew, and show it; answer whether it could be read."""
        if not is_there(self):
            return False
        heading = self.query_one("#heading", Static)
        try:
            kept = self.host.cabinet.kept(self._call_id)
            folder = self.host.cabinet.folder(self._call_id)
        except Damaged:
            words = _("This call's file is damaged. It is left as it is: a backup may have it.")
            heading.update(Content.styled(words, "bold $warning"))
            return False
        except NoSuchCall:
            heading.update(Content.styled(_("This call is not there any more."), "bold $warning"))
            return False
        self.call = kept.call
        heading.update(heading_of(kept.call, kept.fingerprint))
        self.query_one("#case", Static).update(self._where())
        self.find_sound(folder, sound_gone(kept.call))
        return True

    def _where(self) -> Content:
        """In which case the call is, and the key that leads there, or into one."""
        filed = self.call.case if self.call else None
        if filed is None:
            key = key_name(self.host.key_of_id("review.case"))
            return Content.styled(
                _("In no case · {key}: put it into one").format(key=key), "$accent"
            )
        name = case_name(self.host.cases, filed) or _("(cannot be read)")
        way = _(" · {key}: go there").format(key=key_name(self.host.key_of_id("review.to_case")))
        return Content.assemble(_("Case: "), (visible(name), "bold $secondary"), (way, "$accent"))

    def _go_to_case(self) -> None:
        from callmate.ui.screens.case.case_screen import CaseView  # noqa: PLC0415 - only now wanted

        filed = self.call.case if self.call else None
        if filed is None:
            self.host.alert(_("This call is in no case."))
            return
        beneath = self.app.screen_stack[-2]
        if isinstance(beneath, CaseView) and beneath.case_id == filed:
            self.dismiss()
        else:
            self.host.open_case(filed)

    async def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "review.note" | "review.note_here":
                self._add_note(here=command == "review.note_here")
            case "review.correct":
                self._correct()
            case "review.bring":
                self._bring_in()
            case "review.case":
                self._file()
            case "review.to_case":
                self._go_to_case()
            case "review.undo":
                self._undo()
            case "review.delete":
                self._delete()
            case "review.help":
                self.app.push_screen(Help("review"))
            case "review.home":
                self.dismiss()
            case _:
                self.act_on_sound(command)

    @work(exclusive=True, group="dialog")
    async def _add_note(self, *, here: bool) -> None:
        words = _("It is marked as added later. What was written before stays as it is.")
        moment = self._playback.moment if self._playback and here else None
        title = _("Add a note")
        if moment is not None:
            title = _("Add a note at {time}").format(time=clock_time(moment))
        text = await self.host.ask(TypedDialog(title, words))
        if text:
            self._add(lambda desk: desk.note(text, moment), text)

    @work(exclusive=True, group="dialog")
    async def _correct(self) -> None:
        paper = self.query_one(NoteList)
        if paper.cursor is None or self.call is None:
            return
        entry = self.call.words_of(paper.entries[paper.cursor])
        before = words_in(entry)
        if before is None or entry.id in self.call.taken_back:
            self.host.alert(_("This line has no words of yours to correct."))
            return
        words = _("The earlier words stay kept, and the correction is marked as added later.")
        text = await self.host.ask(TypedDialog(_("Correct this line"), words, text=before))
        if text and text != before:
            self._add(correction(entry, text, self.host.clock), text)

    @work(exclusive=True, group="dialog")
    async def _bring_in(self) -> None:
        from callmate.ui.screens.import_dialog import BringIn  # noqa: PLC0415 - rarely needed

        if self.call is None:
            return
        started = self.call.start.at
        part = await self.host.ask(BringIn(self._call_id, started))
        if part is not None:
            await self.forget_sound()
            self.read_call()
            words = _("The recording is in the call, {length} long, sealed for you alone.")
            self.host.tell(words.format(length=span(part.seconds or 0)))

    @work(exclusive=True, group="dialog")
    async def _file(self) -> None:
        from callmate.ui.screens.case_choice import ask_to_file  # noqa: PLC0415 - only now wanted

        if self.call is None:
            return
        filed = await ask_to_file(self.host, self.call)
        self.read_call()
        if filed is None:
            return
        self._undoable = filed.entry or self._undoable
        if filed.trouble:
            self.host.alert(filed.trouble)

    def _undo(self) -> None:
        target, self._undoable = self._undoable, ""
        if not target:
            self.host.alert(_("There is nothing to take back here."))
            return
        self._add(lambda desk: desk.take_back(target), "")
        self.host.tell(_("Taken back: {what}").format(what=self._whereabouts()))

    def _whereabouts(self) -> str:
        name = case_name(self.host.cases, self.call.case) if self.call else ""
        said = _("the call is in “{case}”.") if name else _("the call is in no case.")
        return said.format(case=visible(name))

    def _add(self, verb: Callable[[Desk], object], text: str) -> None:
        trouble = add_to_call(self.host.cabinet, self._call_id, self.host.clock, verb)
        self.read_call()
        if trouble:
            self.host.alert(f"{trouble} {visible(text)}")

    @work(exclusive=True, group="dialog")
    async def _delete(self) -> None:
        from callmate.ui.deletion import ask_to_delete  # noqa: PLC0415 - only now wanted

        company = self.call.company if self.call else ""
        await self.let_go_of_sound()
        if await ask_to_delete(self.host, TrashKind.CALL, self._call_id, company):
            self.dismiss()
        else:
            self.prepare()

    @on(NoteList.Chosen)
    def _clicked(self) -> None:
        self.act_on_sound("review.jump")
