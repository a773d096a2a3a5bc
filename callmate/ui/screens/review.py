"""A past call: its recording on top, its checklist on the left, the paper on the right."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from callmate.audio.link import devices
from callmate.desk import Desk
from callmate.domain.call import Call
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.cases import Cases
from callmate.store.errors import (
    Damaged,
    KeyMissing,
    NoSuchCall,
    StoreError,
    WrongPassphrase,
)
from callmate.store.keys import OwnerKeys
from callmate.store.trash import Kind
from callmate.ui.adding import add, correction, words_of
from callmate.ui.heading import heading_of
from callmate.ui.keys import review_commands
from callmate.ui.playback import Playback
from callmate.ui.screens.dialogs import PickDialog, TypedDialog
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.note_list import NoteList
from callmate.ui.widgets.player_bar import PlayerBar

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_NORMAL = 80
"""Columns from which the checklist stands beside the paper."""

_WIDE = 110
"""Columns from which there is room for each time's distance from the start."""


class Review(Screen[None]):
    """Goes through a past call, in private.

    Args:
        call_id: The call's name on the disk.
    """

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#paper"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in review_commands()
    ]

    call: reactive[Call | None] = reactive(None, repaint=False)

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self, call_id: str) -> None:
        super().__init__()
        self._call_id = call_id
        self._playback: Playback | None = None
        self._output: str | None = None
        self._passphrase: str | None = None

    def compose(self) -> ComposeResult:
        """Top: the recording. Left: the checklist as it ended. Right: the paper."""
        with Vertical(id="top"):
            yield Static("", id="heading")
            yield PlayerBar(id="player")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield ChecklistPanel().data_bind(Review.call)
            yield NoteList(id="paper").data_bind(Review.call)
        yield KeyStrip([replace(c, key=self.app.key_of(c)) for c in review_commands()], id="keys")

    def on_mount(self) -> None:
        """Read the call; one that goes on in another window is read again every second."""
        self._output = self.app.settings.output
        self.query_one(NoteList).offsets = self.size.width >= _WIDE
        if self._read() and self.call and self.call.ended is None:
            self.set_interval(1.0, self._read)

    async def on_unmount(self) -> None:
        """Nothing plays on behind the back of who left."""
        if self._playback is not None:
            await self._playback.close()

    def _read(self) -> bool:
        heading = self.query_one("#heading", Static)
        try:
            kept = self.app.cabinet.kept(self._call_id)
            folder = self.app.cabinet.folder(self._call_id)
        except Damaged:
            words = _("This call's file is damaged. It is left as it is: a backup may have it.")
            heading.update(Content.styled(words, "bold $warning"))
            return False
        except NoSuchCall:
            heading.update(Content.styled(_("This call is not there any more."), "bold $warning"))
            return False
        self.call = kept.call
        heading.update(heading_of(kept.call, kept.fingerprint))
        if self._playback is None or not self._playback.there:
            self._playback = Playback(folder, self._sound_changed)
            self._sound_changed()
        return True

    def _sound_changed(self) -> None:
        if self._playback is None or not self.is_attached:
            return
        self.query_one(PlayerBar).playing = self._playback.playing
        moment = self._playback.moment
        if moment is None or not self._playback.playing.running:
            return
        paper = self.query_one(NoteList)
        spoken = [index for index, entry in enumerate(paper.entries) if entry.at <= moment]
        if spoken:
            paper.cursor = spoken[-1]

    async def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "review.play" | "review.jump":
                self._play(from_line=command == "review.jump")
            case "review.back" | "review.ahead" if self._playback:
                self._playback.skip(-10 if command == "review.back" else 10)
            case "review.slower" | "review.faster" if self._playback:
                self._playback.pace(-1 if command == "review.slower" else 1)
            case "review.output":
                self._choose_output()
            case "review.note":
                self._add_note()
            case "review.correct":
                self._correct()
            case "review.case":
                self._file()
            case "review.delete":
                self._delete()
            case "review.home":
                self.dismiss()
            case _:
                pass

    @work(exclusive=True, group="play")
    async def _play(self, *, from_line: bool) -> None:
        playback = self._playback
        if playback is None or not playback.there:
            return
        keys = OwnerKeys(self.app.places)
        try:
            if keys.locked() and self._passphrase is None:
                self._passphrase = await self._ask_passphrase()
                if self._passphrase is None:
                    return

            def identity() -> str:
                return keys.identity(self._passphrase)

            paper = self.query_one(NoteList)
            if from_line and paper.cursor is not None:
                moment = paper.entries[paper.cursor].at
                await playback.jump(moment, identity, self._output)
            else:
                await playback.toggle(identity, self._output)
        except WrongPassphrase:
            self._passphrase = None
            self.app.alert(_("That is not the passphrase. Nothing is lost; try again."))
        except KeyMissing:
            self.app.alert(_("Your key file is not there, so the recording cannot be opened."))
        except (StoreError, OSError):
            self.app.alert(_("The recording cannot be played now; it is left as it is."))

    async def _ask_passphrase(self) -> str | None:
        words = _("It opens your recordings; it is not kept anywhere.")
        return await self.app.push_screen_wait(
            TypedDialog(_("Your passphrase"), words, secret=True)
        )

    @work(exclusive=True, group="dialog")
    async def _choose_output(self) -> None:
        found = await devices()
        options = [(each.name, each.name) for each in found.outputs]
        if not options:
            self.app.alert(_("No loudspeaker or headphones were found."))
            return
        chosen = await self.app.push_screen_wait(PickDialog(_("Where to listen"), options))
        if chosen is None:
            return
        self._output = chosen
        if self._playback is not None:
            await self._playback.close()

    @work(exclusive=True, group="dialog")
    async def _add_note(self) -> None:
        words = _("It is marked as added later. What was written before stays as it is.")
        text = await self.app.push_screen_wait(TypedDialog(_("Add a note"), words))
        if text:
            self._add(lambda desk: desk.note(text), text)

    @work(exclusive=True, group="dialog")
    async def _correct(self) -> None:
        paper = self.query_one(NoteList)
        if paper.cursor is None or self.call is None:
            return
        entry = self.call.words_of(paper.entries[paper.cursor])
        before = words_of(entry)
        if before is None or entry.id in self.call.taken_back:
            self.app.alert(_("This line has no words of yours to correct."))
            return
        words = _("The earlier words stay kept, and the correction is marked as added later.")
        text = await self.app.push_screen_wait(
            TypedDialog(_("Correct this line"), words, text=before)
        )
        if text and text != before:
            self._add(correction(entry, text, self.app.clock), text)

    @work(exclusive=True, group="dialog")
    async def _file(self) -> None:
        filed = self.call.case if self.call else None
        cases = [
            case
            for case in Cases(self.app.places).readable()
            if case.closed is None or case.id == filed
        ]
        if not cases and not filed:
            self.app.alert(_("There is no open case yet: make one from your cases."))
            return
        options = [(case.id, visible(case.name)) for case in cases]
        if filed:
            options.append(("", _("No case")))
        chosen = await self.app.push_screen_wait(PickDialog(_("Which case?"), options))
        if chosen is not None:
            self._add(lambda desk: desk.file(chosen or None), "")

    def _add(self, verb: Callable[[Desk], object], text: str) -> None:
        trouble = add(self.app.cabinet, self._call_id, self.app.clock, verb)
        if trouble:
            self.app.alert(f"{trouble} {visible(text)}")
        self._read()

    @work(exclusive=True, group="dialog")
    async def _delete(self) -> None:
        from callmate.ui.deleting import ask_to_delete  # noqa: PLC0415 - only now wanted

        company = self.call.company if self.call else ""
        if await ask_to_delete(self.app, Kind.CALL, self._call_id, company):
            self.dismiss()

    @on(NoteList.Chosen)
    def _clicked(self) -> None:
        self._play(from_line=True)
