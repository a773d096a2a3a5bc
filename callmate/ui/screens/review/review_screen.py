"""A past call: its recording on top, its checklist on the left, the paper on the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from callmate.audio.requests import Spot
from callmate.domain.call import UNDOABLE
from callmate.domain.corrections import lifted_by, words_in
from callmate.domain.entry import AnyEntry, Dropped, HungUp, MovedHere, Reworded, Started, Struck
from callmate.domain.records import summarise
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.case_of_call import case_name
from callmate.services.desk import Desk
from callmate.services.edits import add_to_call, correction, movable, move_back, move_line
from callmate.services.transcript_search import spot_named
from callmate.services.verification import readable_rest
from callmate.store.errors import Damaged, NoSuchCall
from callmate.store.trash import TrashKind
from callmate.ui.background import is_there
from callmate.ui.dialogs import TypedDialog
from callmate.ui.other_windows import watch
from callmate.ui.review_commands import OF_SOUND, review_commands
from callmate.ui.screens import add_dialog
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.review.heading import HeardLine, heading_of, whereabouts
from callmate.ui.screens.review.listening import Listening
from callmate.ui.screens.review.player_bar import PlayerBar
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.ui.widgets.note_list import NoteList
from callmate.wording.dates import clock_time
from callmate.wording.entry_words import sound_gone


def _all_in_sight() -> str:
    return _("Taken back; both stay in sight.")


_STRIKABLE = tuple(kind for kind in UNDOABLE if kind not in {HungUp, Dropped, Reworded})
"""Kinds of lines that can be struck out: what the owner wrote, and no fact of the sound."""

_OF_DAMAGED = {"review.delete", "review.help", "review.home"}
"""What can be done with a damaged call."""

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
        entry: The entry to begin at, or the place in the sound as a search names it, if any.
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
        self._done: list[tuple[Callable[[], str], Callable[[], str]]] = []
        """For each thing done here, what takes it back and says what went wrong, and what is
        said then."""

    def compose(self) -> ComposeResult:
        """Top: the recording. Left: the checklist as it ended. Right: the paper."""
        with Vertical(id="top"):
            yield Static("", id="heading")
            yield Static("", id="case")
            yield HeardLine()
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
        entries = self.call.entries if self.call else ()
        if spot := spot_named(self._entry):
            self._open_words(spot)
        if wanted := next((each for each in entries if each.id == self._entry), None):
            if self._playback is not None:
                self._playback.place(wanted.at)
            self.call_after_refresh(self._point_at, wanted.id)

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
        heading, cabinet = self.query_one("#heading", Static), self.host.cabinet
        try:
            kept, folder = cabinet.kept(self._call_id), cabinet.folder(self._call_id)
        except Damaged:
            self._tell_damaged(heading)
            return False
        except NoSuchCall:
            heading.update(Content.styled(_("This call is not there any more."), "bold $warning"))
            return False
        self.call = kept.call
        self.remove_class("-damaged")
        heading.update(heading_of(kept.call, kept.fingerprint))
        self.query_one("#case", Static).update(whereabouts(kept.call, self.host))
        self.find_sound(folder, sound_gone(kept.call))
        heard = self.playback is not None and self.playback.there
        self.query_one("#keys", KeyStrip).without = frozenset() if heard else OF_SOUND
        self.words_changed()
        return True

    def _tell_damaged(self, heading: Static) -> None:
        self.add_class("-damaged")
        words = _("This call's file is damaged. It is left as it is: a backup may have it.")
        heading.update(Content.styled(words, "bold $warning"))
        if (rest := readable_rest(self.host.cabinet, self._call_id)) is not None:
            self.query_one(NoteList).call = rest
            below = _("What can still be read of it stands below, unchecked.")
            self.query_one("#case", Static).update(below)

    def words_changed(self) -> None:
        """Say, in a line, what a machine heard of what is missing."""
        if self.transcript is not None and self.call is not None and is_there(self):
            self.query_one(HeardLine).read(self.transcript, self.call)

    @work(exclusive=True, group="dialog")
    async def _open_words(self, spot: Spot | None = None) -> None:
        from callmate.ui.screens.review.transcript_screen import TranscriptView  # noqa: PLC0415 - only now wanted

        if self.transcript is None or self.playback is None or not self.playback.there:
            self.host.alert(_("This call has no recording to write down."))
            return
        identity = await self.identity()
        if identity is not None and self.transcript is not None:
            await self.read_words(identity)
            if spot is not None:
                self.playback.seek(self.playback.line.second_of(spot))
            self.app.push_screen(TranscriptView(self, spot))

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
        verbs: dict[str, Callable[[], object]] = {
            "review.words": self._open_words,
            "review.note": lambda: self._add_note(here=False),
            "review.note_here": lambda: self._add_note(here=True),
            "review.correct": self._correct,
            "review.add": self._add_later,
            "review.strike": self._strike,
            "review.move": self._move,
            "review.undo": self.undo,
            "review.to_case": self._go_to_case,
            "review.bring": self._bring_in,
            "review.case": lambda: self._file(new=False),
            "review.new_case": lambda: self._file(new=True),
            "review.delete": self._delete,
            "review.help": lambda: self.app.push_screen(Help("review")),
            "review.home": self.dismiss,
        }
        if self.has_class("-damaged") and command not in _OF_DAMAGED:
            self.host.alert(_("This call is damaged: nothing in it can be changed or heard here."))
        elif command in verbs:
            verbs[command]()
        else:
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
            self.add(lambda desk: desk.note(text, moment), text)

    @work(exclusive=True, group="dialog")
    async def _correct(self) -> None:
        line = self._line
        if line is None or self.call is None:
            return
        entry = self.call.words_of(line)
        if isinstance(entry, Started):
            self._do(await add_dialog.ask_facts(self.host, self.call))
            return
        if (before := words_in(entry)) is None or entry.id in self.call.taken_back:
            self.host.alert(_("This line has no words of yours to correct."))
            return
        words = _("The earlier words stay kept, and the correction is marked as added later.")
        text = await self.host.ask(TypedDialog(_("Correct this line"), words, text=before))
        if text == "":
            key = key_name(self.host.key_of_id("review.strike"))
            self.host.alert(_("A line cannot be emptied: {key} strikes it out.").format(key=key))
        elif text and text != before:
            self.add(correction(entry, text, self.host.clock), text)

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
    async def _file(self, *, new: bool) -> None:
        from callmate.ui.screens.case_choice import ask_to_file  # noqa: PLC0415 - only now wanted

        if self.call is None:
            return
        filed = await ask_to_file(self.host, self.call, new=new)
        self.read_call()
        if filed is None:
            return
        if filed.entry:
            self._done.append((partial(self._take_back, [filed.entry]), self._whereabouts))
        if filed.trouble:
            self.host.alert(filed.trouble)

    def _whereabouts(self) -> str:
        name = case_name(self.host.cases, self.call.case) if self.call else ""
        said = _("the call is in “{case}”.") if name else _("the call is in no case.")
        return _("Taken back: {what}").format(what=said.format(case=visible(name)))

    @property
    def _line(self) -> AnyEntry | None:
        """The line under the cursor."""
        paper = self.query_one(NoteList)
        return paper.entries[paper.cursor] if paper.cursor is not None else None

    @work(exclusive=True, group="dialog")
    async def _add_later(self) -> None:
        if self.call is not None:
            self._do(await add_dialog.ask_addition(self.host, self.call))

    @work(exclusive=True, group="dialog")
    async def _strike(self) -> None:
        line, call = self._line, self.call
        if line is None or call is None:
            return
        words = add_dialog.line_words(call, line)
        lifted = lifted_by(call.entries, line.id)
        if isinstance(lifted, Struck):
            title, yes = _("This line is struck out."), _("Let it count again")
            if await add_dialog.is_meant(self.host, title, words, yes):
                self._do(lambda desk: desk.take_back(lifted.id))
        elif line.id in call.taken_back or not isinstance(line, (*_STRIKABLE, MovedHere)):
            self.host.alert(_("This line cannot be struck out."))
        else:
            title, yes = _("Strike out this line?"), _("Strike it out: it stays in sight")
            if await add_dialog.is_meant(self.host, title, words, yes):
                self._do(lambda desk: desk.strike(line.id))

    @work(exclusive=True, group="dialog")
    async def _move(self) -> None:
        line, call, host = self._line, self.call, self.host
        if line is None or call is None:
            return
        if movable(call, line.id) is None:
            host.alert(_("Only notes, answers, refusals and promises can be moved."))
            return
        other = await add_dialog.ask_other_call(host, call, host.index.rows())
        if other is None:
            return
        here = add_dialog.call_words(summarise(call, None))
        there = add_dialog.call_words(other)
        title = _("From {here} to {there}?").format(here=here, there=there)
        words = add_dialog.line_words(call, line)
        if not await add_dialog.is_meant(host, title, words, _("Move it there")):
            return
        trouble, arrived = move_line(host.cabinet, call.id, line.id, other.id, host.clock)
        self.read_call()
        if trouble:
            host.alert(trouble)
            return
        back = partial(move_back, host.cabinet, call.id, other.id, arrived, host.clock)
        self._done.append((back, _all_in_sight))
        undo = key_name(host.key_of_id("review.undo"))
        host.tell(_("Moved to {there}. {undo} takes it back.").format(there=there, undo=undo))

    def undo(self) -> None:
        """Take back what was done last since this screen was opened."""
        if not self._done:
            self.host.alert(_("There is nothing to take back here."))
            return
        take_back, words = self._done[-1]
        trouble = take_back()
        self.read_call()
        if trouble:
            self.host.alert(trouble)
        else:
            del self._done[-1]
            self.host.tell(words())

    def _do(self, verb: Callable[[Desk], object] | None) -> None:
        if verb is not None:
            self.add(verb, "")

    def add(self, verb: Callable[[Desk], object], text: str = "") -> None:
        """Keep something more of the call, marked late; what comes of it is said."""
        host, before = self.host, {each.id for each in self.call.entries} if self.call else set()
        trouble = add_to_call(host.cabinet, self._call_id, host.clock, verb)
        self.read_call()
        if trouble:
            host.alert(f"{trouble} {visible(text)}")
            return
        entries = self.call.entries if self.call else ()
        added = [each for each in entries if each.id not in before]
        if self.call is not None and added:
            back = partial(self._take_back, [each.id for each in added])
            self._done.append((back, _all_in_sight))
            undo = key_name(host.key_of_id("review.undo"))
            said = _("Kept: {what} · {undo} takes it back.")
            what = add_dialog.line_words(self.call, added[0])
            host.tell(said.format(what=what, undo=undo))

    def _take_back(self, targets: Sequence[str]) -> str:
        def verb(desk: Desk) -> None:
            for target in targets:
                desk.take_back(target)

        return add_to_call(self.host.cabinet, self._call_id, self.host.clock, verb)

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
