"""The call in progress: what to say now, the paper, and one line to write on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Static

from callmate.domain.call import Call
from callmate.locale.messages import _
from callmate.services.asking import NOTE
from callmate.services.live_call import LiveCall
from callmate.services.live_input import InputStep, LiveInput, joined
from callmate.ui.background import is_there
from callmate.ui.commands import live_commands
from callmate.ui.dialogs import LeaveDialog
from callmate.ui.host import CallScreen
from callmate.ui.screens.add_dialog import ask_facts
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.live.level_bar import LevelBar
from callmate.ui.screens.live.live_actions import (
    ONCE,
    SoundNews,
    alarms,
    along_words,
    asked,
    forgotten,
    go_by,
    guard,
    how_to_note,
    model_to_listen_with,
    offer,
    turn_along,
    turn_recording,
)
from callmate.ui.screens.live.live_panels import (
    CallClock,
    Earlier,
    SaidLine,
    StatusPanel,
    recall_claims,
)
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.field import CallLine
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.ui.widgets.note_list import NoteList

_SAID_FOR = timedelta(seconds=3)
"""How long the strip says what was kept."""

_WARNED_FOR = timedelta(seconds=15)
"""How long it says something that has to be read."""

_TICK = 0.5
"""Seconds between two drawings of the clocks and of the level."""

_NORMAL, _TALL = 80, 20
"""Columns and rows from which there is room for the large clock."""

_WIDE = 110
"""Columns from which there is room for each time's distance from the start."""


class InputLine(CallLine):
    """Text and Enter; Space on the empty line opens the strip of letters."""

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls the same handler of Input next, unless the default is prevented.
        if self.letters:
            event.stop()
            event.prevent_default()
            self.letters = False
            self.post_message(self.LettersClosed(event.character or ""))
        elif event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.letters = True
            self.post_message(self.LettersOpened())
        elif event.key == "escape" or (event.character == "?" and not self.value):
            event.stop()
            event.prevent_default()
            self.post_message(self.Left() if event.key == "escape" else self.HelpAsked())
        else:
            await self._act_at_once(event)

    async def _act_at_once(self, event: events.Key) -> None:
        # Textual would carry out Enter or Backspace only after the letters that came with it,
        # as keys do over a slow connection or on a busy computer.
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)

    async def action_submit(self) -> None:
        """Hand over the line and empty it."""
        text, self.value = self.value, ""
        self.take(text)

    def take(self, text: str) -> None:
        """Hand over a line."""
        self.post_message(self.Typed(text))


class LiveScreen(CallScreen):
    """Leads the owner through one call and keeps it as it happens.

    Args:
        live: The call.
        key: The id of a command that is carried out at once.
    """

    CSS_PATH = "live.tcss"
    AUTO_FOCUS = "#line"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall")]  # noqa: RUF012 - Textual's type

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(c.key, f"press('{c.id}')", c.title, id=c.id, tooltip=c.help, priority=True)
            for c in live_commands()
        ),
        Binding("up", "light(-1)", show=False, priority=True),
        Binding("down", "light(1)", show=False, priority=True),
        Binding("pageup", "leaf(-1)", show=False, priority=True),
        Binding("pagedown", "leaf(1)", show=False, priority=True),
    ]

    call: reactive[Call | None] = reactive(None, repaint=False)
    now: reactive[datetime | None] = reactive(None, repaint=False)
    lit: reactive[str | None] = reactive(None, repaint=False)
    spelled: reactive[str] = reactive("", repaint=False)

    def __init__(self, live: LiveCall, key: str = "") -> None:
        super().__init__(live)
        self._at_once = key
        self._touched = live.clock()
        self._quiet_since: datetime | None = None
        self._clock = live.clock
        self._input = LiveInput(live.desk, live.clock)
        self._said_until: datetime | None = None
        self._news = SoundNews(live.recording)
        self.set_reactive(LiveScreen.call, live.call)
        self.set_reactive(LiveScreen.now, live.clock())
        live.watch(self._sound_changed)

    def compose(self) -> ComposeResult:
        """Top: is it all right? Left: what to say. Right: the paper. Below: the line."""
        with Horizontal(id="top"):
            yield StatusPanel(id="status").data_bind(LiveScreen.call, LiveScreen.now)
            yield LevelBar(id="level", key=self._key("call.record")).data_bind(LiveScreen.now)
            yield CallClock(id="clock").data_bind(LiveScreen.call, LiveScreen.now)
        yield Earlier(self._clock)
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                keys = map(self._key, ("call.answer", "call.hold", "call.menu", "call.item"))
                panel = ChecklistPanel(*keys)
                yield panel.data_bind(LiveScreen.call, LiveScreen.lit, LiveScreen.spelled)
            yield NoteList(id="paper", follow=True).data_bind(LiveScreen.call)
        yield Static(guard(), id="guard", markup=False)
        yield SaidLine("", id="said", markup=False)
        with Horizontal(id="entry"):
            yield Static("", id="asked", markup=False)
            yield InputLine(id="line", select_on_focus=False)
        commands = [replace(c, key=self.host.key_of(c)) for c in live_commands()]
        yield KeyStrip(commands, id="keys", one_hand=self.host.places.one_hand.exists())

    async def on_mount(self) -> None:
        """Begin the ticking; a tick only redraws, times are computed from stamps."""
        self.query_one(NoteList).can_focus = False
        if self.live.call.case is not None:
            self.query_one(Earlier).recall(self.host.index, self.live.call.case)
        recall_claims(self.query_one(ChecklistPanel), self.host.index, self.live.call)
        self.set_interval(_TICK, self._tick)
        self._show()
        if self.live.only_begun:
            words = _("The call has begun · {undo} takes the start back")
            self.say(words.format(undo=self._key("call.undo")))
        if self._at_once == "call.record":
            self.call_after_refresh(self._carry_out, self._at_once)
        elif self._at_once:
            await self._carry_out(self._at_once)

    def on_screen_resume(self) -> None:
        """The line is ready again."""
        self.query_one(InputLine).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Use the room there is: distances from the start, and the large clock or a small one."""
        self.query_one(NoteList).offsets = event.size.width >= _WIDE
        small = event.size.width < _NORMAL or event.size.height < _TALL
        self.query_one(StatusPanel).clock = small

    def say(self, words: str, *, long: bool = False) -> None:
        """Say something in the strip for a while."""
        self._said_until = self._clock() + (_WARNED_FOR if long else _SAID_FOR)
        self.query_one("#said", Static).update(words)

    def _key(self, command: str) -> str:
        return key_name(self.host.key_of_id(command))

    def _touch(self) -> None:
        self._touched, self._quiet_since = self._clock(), None

    def _tick(self) -> None:
        self.now = self._clock()
        self._quiet_since = (self._quiet_since or self.now) if self.live.recording.quiet else None
        if self.live.waiting and self.live.retry():
            self.say(_("Everything is kept again."))
            self._show()
        if self._said_until is None or self.now > self._said_until:
            self._said_until = None
            self._show_said()

    def _show(self) -> None:
        self.call = self.live.call
        self.lit = self._input.lit
        self.spelled = self._input.spelled
        offer(self.live, self._input, self.query_one(ChecklistPanel))
        self.query_one(NoteList).unkept = frozenset(entry.id for entry in self.live.waiting)
        self.query_one("#asked", Static).update(asked(self._input.prompt))
        self.query_one("#entry").set_class(self._input.asking != NOTE, "-asking")
        self._show_said()

    def _show_said(self) -> None:
        said = self.query_one("#said", Static)
        waiting = len(self.live.waiting)
        failing = self.live.recording.failing
        said.set_class(bool(waiting or failing), "-alarm")
        said.set_class(self._input.ending is not None, "-ending")
        said.set_class(self._input.asking != NOTE, "-asking")
        words = alarms(waiting, failing)
        words += forgotten(self._clock(), self._touched, self._quiet_since, self._key("call.end"))
        if self._input.ending is not None:
            words.append(self._input.end_words())
        if words:
            said.update("\n".join(words))
        elif self._said_until is None:
            said.update(self._input.hint(self.query_one(InputLine).value) or how_to_note())

    @on(InputLine.Changed)
    def _typing(self) -> None:
        self._touch()
        # What is understood of a promise is told while it is typed.
        if self._input.asking.kind in {"promise", "due"} or self._input.asking.offered:
            self._said_until = None
            self._show_said()

    def _sound_changed(self) -> None:
        if is_there(self):
            self.query_one(LevelBar).show(self.live.recording)
            if words := self._news.words():
                self.say(words, long=True)
            if self._news.more() or self.call is not self.live.call:
                self._show()

    async def _follow(self, step: InputStep) -> None:
        if step.line is not None:
            line = self.query_one(InputLine)
            line.value = step.line
            line.cursor_position = len(step.line)
        self._show()
        words = self._input.words(self._key("call.undo"), step, self.live.waiting)
        if words:
            self.say(words)
        elif self._input.asking != NOTE:
            self._said_until = None
            self._show_said()
        if step.over:
            await self.live.end()
            self.host.wrap_up(self)

    async def action_press(self, command: str) -> None:
        """Carry out a command by its key; inside a text, ^E goes to its end as elsewhere."""
        go_by(self.query_one(KeyStrip), self.host.places.one_hand, letters=False)
        line = self.query_one(InputLine)
        await line.taken_in()
        if command == "call.end" and line.value and self.host.key_of_id(command) == "ctrl+e":
            line.action_end()
            self.say(_("Enter keeps this line; on the empty line, ^E ends the call."))
        elif command in ONCE and self.host.key_comes_again:
            self.host.unless_held(lambda: self.call_later(self._carry_out, command))
        else:
            await self._carry_out(command)

    async def action_do(self, command: str) -> None:
        """Carry out a command, the same whatever has the focus."""
        await self.query_one(InputLine).taken_in()
        await self._carry_out(command)

    async def _carry_out(self, command: str) -> None:
        if self.live.call.ended is not None:
            return  # its sound is being sealed
        self._touch()
        own = {
            "call.record": self._record,
            "call.help": self._help,
            "call.another": self._leave_open,
            "call.facts": self._put_right,
            "call.along": self._turn_along,
        }
        if command == "call.undo" and self.live.only_begun:
            self.host.take_back_start(self)
        elif command in own:
            await own[command]()
        else:
            await self._follow(self._input.do(command, self.query_one(InputLine).value))

    async def _record(self) -> None:
        self._news.first = self.live.never_recorded
        words = await turn_recording(self.live, model_to_listen_with(self.host))
        if not words and not self._news.first:
            words = along_words(self.host, self.live)
        if words:
            self.say(words, long=True)

    async def _turn_along(self) -> None:
        self.say(_("Trying whether this computer is quick enough…"), long=True)
        self.run_worker(self._try_along(), group="along", exclusive=True)

    async def _try_along(self) -> None:
        words = await turn_along(self.host, self.live)
        if is_there(self):
            self.say(words, long=True)

    @on(InputLine.HelpAsked)
    async def _help(self) -> None:
        await self.app.push_screen(Help("call"))

    async def _put_right(self) -> None:
        self.run_worker(self._ask_facts(), group="dialog", exclusive=True)

    async def _ask_facts(self) -> None:
        verb = await ask_facts(self.host, self.live.call)
        if verb is not None and verb(self.live.desk) is not None:
            self._show()

    async def _leave_open(self) -> None:
        line = self.query_one(InputLine)
        self._input.keep_rest(line.value)
        line.value = ""
        await self.live.recording.end()
        if self.live.retry():
            self.host.leave_open(self)

    async def ask_to_leave(self) -> None:
        """Quitting: whether the call goes on is for the owner to say."""
        answer = await self.host.ask(LeaveDialog())
        if answer == "end":
            self._input.do("call.end", "")
            await self._follow(self._input.end(self.query_one(InputLine).value))
        elif answer == "leave":
            await self.live.recording.end()
            self.app.exit()

    @on(InputLine.Typed)
    async def _typed(self, event: InputLine.Typed) -> None:
        if self._input.ending is not None and not event.text and self.host.key_repeats:
            return  # Enter is held down since it kept something else
        step = self._input.type(event.text)
        # Keys may have been pressed since Enter.
        since = self.query_one(InputLine).value
        await self._follow(replace(step, line=joined(step.line or "", since)))

    @on(InputLine.Left)
    async def _left(self) -> None:
        self._said_until = None
        await self._follow(self._input.leave(self.query_one(InputLine).value))

    @on(InputLine.LettersOpened)
    def _letters_opened(self) -> None:
        self.query_one(KeyStrip).letters = True

    @on(InputLine.LettersClosed)
    async def _letters_closed(self, event: InputLine.LettersClosed) -> None:
        self.query_one(KeyStrip).letters = False
        letter = event.letter.lower()
        command = next((c for c in live_commands() if letter and c.letter == letter), None)
        if command is not None:
            go_by(self.query_one(KeyStrip), self.host.places.one_hand, letters=True)
            await self._carry_out(command.id)

    @on(ChecklistPanel.Picked)
    async def _picked(self, event: ChecklistPanel.Picked) -> None:
        await self._follow(self._input.pick(event.item, self.query_one(InputLine).value))

    def action_light(self, steps: int) -> None:
        """Light another item of the checklist."""
        self._input.light(steps)
        self._show()

    def action_leaf(self, direction: int) -> None:
        """Leaf through the paper."""
        paper = self.query_one(NoteList)
        paper.scroll_relative(y=direction * (paper.size.height - 1), animate=False)
