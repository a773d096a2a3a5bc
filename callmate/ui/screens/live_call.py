"""The call in progress: what to say now, the paper, and one line to write on."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from callmate.desk import Desk, now
from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.phrases import ask_line, item_title
from callmate.telling import tell
from callmate.ui.asking import NOTE, Asking, take
from callmate.ui.keys import live_commands
from callmate.ui.screens.dialogs import LeaveDialog
from callmate.ui.sound import Listener
from callmate.ui.widgets.call_clock import CallClock
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.ui.widgets.level_bar import LevelBar
from callmate.ui.widgets.line import Line
from callmate.ui.widgets.note_list import NoteList
from callmate.ui.widgets.status_panel import StatusPanel

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_STRIP_SECONDS = 3.0
"""How long the strip says what was kept."""

_END_STANDS = timedelta(seconds=10)
"""An end confirmed within this time of its key is stamped with the key's time."""


class LiveCall(Screen[None]):
    """Leads the owner through one call and keeps it as it happens.

    Args:
        desk: The call's desk.
        listener: Records the call, told what to call when the sound changes.
        first_recording: Whether the owner never recorded before.
    """

    CSS_PATH = "live_call.tcss"
    AUTO_FOCUS = "#line"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (110, "-wide")]  # noqa: RUF012 - Textual's name and type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - Textual's name and type

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help, priority=True)
            for c in live_commands()
        ),
        Binding("up", "light(-1)", show=False, priority=True),
        Binding("down", "light(1)", show=False, priority=True),
        Binding("pageup", "leaf(-1)", show=False, priority=True),
        Binding("pagedown", "leaf(1)", show=False, priority=True),
    ]

    call: reactive[Call | None] = reactive(None)
    now: reactive[datetime | None] = reactive(None)
    lit: reactive[str | None] = reactive(None)
    spelled: reactive[str] = reactive("")
    asking: reactive[Asking] = reactive(NOTE)

    def __init__(
        self,
        desk: Desk,
        listener: Callable[[Callable[[], None]], Listener],
        *,
        first_recording: bool,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._listener = listener(self._sound_changed)
        self._first_recording = first_recording
        self._draft = ""
        self._ending: datetime | None = None
        self._said_until: datetime | None = None
        self.set_reactive(LiveCall.call, desk.call)
        self.set_reactive(LiveCall.now, now())
        if not desk.call.company:
            self.set_reactive(LiveCall.asking, Asking("company", target=desk.call.entries[0].id))

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def compose(self) -> ComposeResult:
        """Top: is it all right? Left: what to say. Right: the paper. Below: the line."""
        key = {command.id: key_name(self.app.key_of(command)) for command in live_commands()}
        with Horizontal(id="top"):
            yield StatusPanel(id="status").data_bind(LiveCall.call, LiveCall.now)
            yield LevelBar(id="level").data_bind(LiveCall.now)
            yield CallClock(id="clock").data_bind(LiveCall.call, LiveCall.now)
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                panel = ChecklistPanel(id="checklist")
                panel.key = key["call.answer"]
                yield panel.data_bind(LiveCall.call, LiveCall.lit, LiveCall.spelled)
            yield NoteList(id="paper", follow=True).data_bind(LiveCall.call)
        yield Static(_guard(), id="guard", markup=False)
        yield Static("", id="said", markup=False)
        with Horizontal(id="entry"):
            yield Static("", id="asked", markup=False)
            yield Line(id="line", select_on_focus=False)
        strip = KeyStrip(id="keys")
        strip.commands = tuple(replace(c, key=self.app.key_of(c)) for c in live_commands())
        yield strip

    def on_mount(self) -> None:
        """Begin the ticking; a tick only redraws, times are computed from stamps."""
        self.query_one(NoteList).can_focus = False
        self.query_one(LevelBar).key = key_name(self.app.key_of_id("call.record"))
        self.set_interval(0.5, self._tick)
        self._show_asked()
        self._refresh_said()

    def on_screen_resume(self) -> None:
        """The line is ready again."""
        self.query_one(Line).focus()

    def watch_asking(self) -> None:
        """Say what the line asks for."""
        if self.is_mounted:
            self._show_asked()

    def _tick(self) -> None:
        self.now = now()
        if self._desk.waiting and self._desk.retry():
            self.say(_("Everything is kept again."))
            self._show_call()
        if self._said_until and self.now > self._said_until:
            self._said_until = None
            self._refresh_said()

    def _show_call(self) -> None:
        self.call = self._desk.call
        self.query_one(NoteList).unkept = frozenset(entry.id for entry in self._desk.waiting)
        self._refresh_said()

    def _show_asked(self) -> None:
        asked = self.query_one("#asked", Static)
        asking = self.asking
        words = ask_line(asking.title)
        if asking.kind == "give" and asking.item.startswith("question:") and self.call:
            item = self.call.checklist.item(asking.item)
            words = visible(item.question) if item else words
        asked.update(f"{words} ▸")
        self.query_one("#entry").set_class(asking != NOTE, "-asking")

    def _sound_changed(self) -> None:
        if self.is_mounted:
            self.query_one(LevelBar).sound = self._listener.sound
            self._show_call()

    def say(self, text: str) -> None:
        """Say something in the strip for three seconds."""
        self._said_until = now() + timedelta(seconds=_STRIP_SECONDS)
        self.query_one("#said", Static).update(text)

    def _kept(self, entry: AnyEntry | None) -> None:
        self._ending = None
        self._show_call()
        if entry is not None and entry.id not in {e.id for e in self._desk.waiting}:
            undo = key_name(self.app.key_of_id("call.undo"))
            told = visible(tell(self._desk.call, entry).text)
            words = _("Kept {time} · {what} · {undo} undoes it")
            self.say(words.format(time=f"{entry.at:%H:%M:%S}", what=told[:60], undo=undo))

    def _refresh_said(self) -> None:
        said = self.query_one("#said", Static)
        waiting = len(self._desk.waiting)
        said.set_class(bool(waiting), "-alarm")
        if waiting:
            words = _("DISK FULL or not writable: {count} not kept yet. Make room; it retries.")
            said.update(words.format(count=waiting))
        elif self._ending is not None:
            said.update(self._ending_words())
        elif self._said_until is None:
            said.update(_("Type and press Enter: it stays, with its time · Space: commands"))

    def _ending_words(self) -> str:
        missing = self._desk.call.checklist.missing
        if not missing:
            return _("Enter ends the call · Esc goes on")
        names = ", ".join(visible(item_title(item)) for item in missing)
        return _("Enter ends the call · Esc goes on · Missing: {names}").format(names=names)

    # What the owner does

    async def action_do(self, command: str) -> None:
        """Carry out a command, the same whatever has the focus."""
        ending, self._ending = self._ending, None
        self.spelled = ""
        verbs: dict[str, Callable[[], Awaitable[None] | None]] = {
            "call.answer": self._answer,
            "call.hold": lambda: self._kept(self._desk.hold()),
            "call.transfer": self._transfer,
            "call.operator": lambda: self._ask(Asking("give", "operator")),
            "call.claim": lambda: self._ask(Asking("give", "claim_number")),
            "call.refused": self._refuse,
            "call.promise": lambda: self._ask(Asking("promise", "promise")),
            "call.record": self._record,
            "call.item": self._item,
            "call.mark": lambda: self._kept(self._desk.mark()),
            "call.witness": lambda: self._ask(Asking("give", "witness")),
            "call.speakerphone": lambda: self._kept(self._desk.give("speakerphone")),
            "call.notice": lambda: self._kept(self._desk.give("recording_notice")),
            "call.dropped": self._drop,
            "call.undo": self._undo,
            "call.end": lambda: self._end(ending),
        }
        done = verbs[command]()
        if done is not None:
            await done

    def _ask(self, asking: Asking) -> None:
        line = self.query_one(Line)
        self._draft = " ".join(part for part in (self._draft, line.value) if part)
        line.value = ""
        self.asking = asking
        self._refresh_said()

    def _leave(self) -> None:
        line = self.query_one(Line)
        line.value = " ".join(part for part in (self._draft, line.value) if part)
        line.cursor_position = len(line.value)
        self._draft = ""
        self.asking = NOTE

    def _answer(self) -> None:
        self._kept(self._desk.answer())
        self._ask(Asking("give", "operator"))

    def _transfer(self) -> None:
        self._kept(self._desk.transfer())
        self._ask(Asking("give", "operator"))

    def _refuse(self) -> None:
        checklist = self._desk.call.checklist
        item = self.lit or (checklist.next.id if checklist.next else "claim_number")
        entry = self._desk.refuse(item)
        self.lit = None
        self._kept(entry)
        self._ask(Asking("reword", item, target=entry.id))

    def _item(self) -> None:
        checklist = self._desk.call.checklist
        item = self.lit or (checklist.next.id if checklist.next else None)
        if item in {"speakerphone", "recording_notice"}:
            self._kept(self._desk.give(item))
            self.lit = None
        elif item is not None:
            self._ask(Asking("promise" if item == "promise" else "give", item))

    def _undo(self) -> None:
        gone = self._desk.undo()
        self._show_call()
        if gone is None:
            self.say(_("There is nothing to take back."))
        else:
            self.say(_("Taken back: {what}").format(what=visible(tell(self._desk.call, gone).text)))

    async def _record(self) -> None:
        if self._listener.running:
            await self._listener.end()
            return
        try:
            await self._listener.begin()
        except OSError as error:
            self.say(_("Recording cannot begin: {why}").format(why=error.strerror or error))
            return
        if self._first_recording:
            self._first_recording = False
            self.say(_("This recording is for you alone: do not pass it on to anybody."))
            self._said_until = now() + timedelta(seconds=15)

    def _end(self, pressed: datetime | None) -> Awaitable[None] | None:
        if pressed is not None:
            return self._finish(pressed)
        if self.asking != NOTE:
            self._leave()
        self._ending = now()
        self._refresh_said()
        return None

    async def _finish(self, pressed: datetime) -> None:
        soon = now() - pressed <= _END_STANDS
        self._desk.hang_up(pressed if soon else None)
        await self._close()

    async def _drop(self) -> None:
        self._desk.drop()
        await self._close()

    async def _close(self) -> None:
        self._show_call()
        await self._listener.end()
        self.app.wrap_up(self._desk)

    async def ask_to_leave(self) -> None:
        """Quitting: whether the call goes on is for the owner to say."""
        answer = await self.app.push_screen_wait(LeaveDialog())
        if answer == "end":
            await self._finish(now())
        elif answer == "leave":
            await self._listener.end()
            self.app.exit()

    # What the widgets say

    @on(Line.Typed)
    async def _typed(self, event: Line.Typed) -> None:
        pressed, self._ending = self._ending, None
        if pressed is not None and not event.text:
            await self._finish(pressed)
            return
        asking = self.asking
        if asking != NOTE:
            self.query_one(Line).value = ""
            self._leave()
        if event.text.strip():
            entry = take(self._desk, asking, event.text, now())
            self.lit = None
            if asking.item == "claim_number" and asking.kind == "give":
                self.spelled = event.text
            self._kept(entry)
        else:
            self._refresh_said()

    @on(Line.Left)
    def _left(self) -> None:
        self._ending = None
        self.spelled = ""
        self.lit = None
        if self.asking != NOTE:
            self._leave()
        self._refresh_said()

    @on(Line.LettersOpened)
    def _letters_opened(self) -> None:
        self.query_one(KeyStrip).letters = True

    @on(Line.LettersClosed)
    async def _letters_closed(self, event: Line.LettersClosed) -> None:
        self.query_one(KeyStrip).letters = False
        letter = event.letter.lower()
        command = next((c for c in live_commands() if letter and c.letter == letter), None)
        if command is not None:
            await self.action_do(command.id)

    @on(ChecklistPanel.Picked)
    def _picked(self, event: ChecklistPanel.Picked) -> None:
        self.lit = event.item
        self._item()

    def action_light(self, steps: int) -> None:
        """Light another item of the checklist."""
        checklist = self._desk.call.checklist
        ids = [item.id for item in checklist.items]
        current = self.lit or (checklist.next.id if checklist.next else ids[0])
        self.spelled = ""
        self.lit = ids[(ids.index(current) + steps) % len(ids)]

    def action_leaf(self, direction: int) -> None:
        """Leaf through the paper."""
        paper = self.query_one(NoteList)
        paper.scroll_relative(y=direction * (paper.size.height - 1), animate=False)


def _guard() -> Content:
    words = _("⚠ Until it is solved: do not cancel anything, do not accept offers by voice.")
    return Content.styled(words, "$warning")
