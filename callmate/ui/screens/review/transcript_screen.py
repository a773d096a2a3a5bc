"""What was said in a recording, as a machine wrote it, beside what its owner wrote down."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from callmate.audio.requests import Spot
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.desk import Desk
from callmate.services.transcripts import CallTranscript, HeardAnswer, TranscriptLine
from callmate.ui.background import Wanted, read_aside
from callmate.ui.dialogs import PickDialog, TypedDialog
from callmate.ui.host import HostedScreen
from callmate.ui.review_commands import transcript_commands
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.review.spoken_list import SpokenList
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.ui.widgets.line_list import LineList
from callmate.wording.dates import clock_time
from callmate.wording.error_words import writing_trouble
from callmate.wording.names import heard_answer

if TYPE_CHECKING:
    from callmate.ui.screens.review.listening import Listening

_LOOK = 0.2
"""Seconds between two looks at which word is heard, and whether there are more."""


class TranscriptView(HostedScreen[None]):
    """Reads, hears and confirms what a machine understood of a call.

    Args:
        beneath: The past call, with its sound; it stays beneath.
        spot: The place in the sound at which to begin; ``None`` for the start.
    """

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#said"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
        for c in transcript_commands()
    ]

    def __init__(self, beneath: "Listening", spot: Spot | None = None) -> None:
        super().__init__()
        self._beneath = beneath
        self._spot = spot
        self._shown = -1
        """After how many changes of the words they were read."""
        self._told = Content("")
        """What stands in the line of the state; it is drawn only when it changes."""
        self._sought = ""

    def compose(self) -> ComposeResult:
        """A heading that warns, how much is written, the words, the keys."""
        warning = _("Written by a machine, it may be wrong: listen first.")
        heading = Content.assemble(
            (_("What was said"), "bold $primary"), "  ", (warning, "bold $warning")
        )
        yield Static(heading, id="heading")
        yield Static("", id="state")
        yield SpokenList(id="said")
        keys = [replace(c, key=self.host.key_of(c)) for c in transcript_commands()]
        yield KeyStrip(keys, id="keys")

    def on_mount(self) -> None:
        """Show what there is, and look again and again."""
        self._look()
        self.set_interval(_LOOK, self._look)

    def hush(self) -> None:
        """Pause what plays."""
        self._beneath.hush()

    @property
    def _said(self) -> SpokenList:
        return self.query_one(SpokenList)

    def _look(self) -> None:
        transcript, playback = self._beneath.transcript, self._beneath.playback
        if transcript is None or playback is None or transcript.forgotten:
            self.dismiss()
            return
        if transcript.changes != self._shown:
            self._shown = transcript.changes
            self._read(transcript)
        state = self._state(transcript)
        if state != self._told:
            self._told = state
            self.query_one("#state", Static).update(state)
        self._said.follow(playback.spot if playback.playing.running else None)

    def _read(self, transcript: CallTranscript) -> None:
        call = self._beneath.call

        def read(_wanted: Wanted) -> tuple[Sequence[HeardAnswer], Sequence[TranscriptLine]]:
            return transcript.answers(call) if call else (), transcript.lines()

        def show(found: tuple[Sequence[HeardAnswer], Sequence[TranscriptLine]]) -> None:
            self._said.nothing = self._nothing(transcript)
            self._said.fill(call, *found)
            spot, self._spot = self._spot, None
            if spot is not None:
                self._said.go_to_spot(spot)

        read_aside(self, read, show)

    def _nothing(self, transcript: CallTranscript) -> str:
        if transcript.complete:
            return _("Nobody speaks in this recording, as far as a machine can tell.")
        if transcript.running:
            return _("Listening … the first words come in a while. What is written is kept.")
        said = _(
            "Nothing is written down yet. {key} writes down what is said: on this computer, for"
            " nobody but you. It takes some minutes, and you can leave it and go on later."
        )
        return said.format(key=self._key("words.write"))

    def _key(self, command: str) -> str:
        return key_name(self.host.key_of_id(command))

    def _state(self, transcript: CallTranscript) -> Content:
        """Where the sound is, and how much of it is written down."""
        playing = self._beneath.playback.playing if self._beneath.playback else None
        total = span(transcript.seconds)
        where = ""
        if playing is not None and (playing.running or playing.position):
            where = f"{'▶' if playing.running else '⏸'} {span(playing.position)} / {total}  "
        return Content.assemble((where, "bold"), self._written(transcript, total))

    def _written(self, transcript: CallTranscript, total: str) -> str:
        done, key = span(transcript.done), self._key("words.write")
        if transcript.running:
            said = _("Being written down: {done} of {total} · {key}: leave the rest for later")
            return said.format(done=done, total=total, key=key)
        if transcript.failure is not None:
            return writing_trouble(transcript.failure)
        if transcript.complete:
            return _("Written down whole, {total} long.").format(total=total)
        if transcript.begun:
            said = _("Written down: {done} of {total} · {key}: go on")
            return said.format(done=done, total=total, key=key)
        return ""

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "words.play":
                self._beneath.act_on_sound("review.play")
            case "words.jump":
                self._jump()
            case "words.before" | "words.after":
                self._said.step(1 if command == "words.after" else -1)
            case "words.write":
                self._write()
            case "words.accept":
                self._accept()
            case "words.note":
                self._note()
            case "words.undo":
                self._beneath.undo()
                self._shown = -1
            case "words.search":
                self._search()
            case "words.help":
                self.app.push_screen(Help("words"))
            case _:
                self.dismiss()

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self._jump()

    def _jump(self) -> None:
        """Play from the word that is chosen, or from where the owner wrote something."""
        row, playback = self._said.row, self._beneath.playback
        if row is None or playback is None:
            return
        spot = self._said.spot or playback.line.spot_at(row.at)
        if spot is not None:
            self._beneath.play_from(spot)

    @work(exclusive=True, group="dialog")
    async def _write(self) -> None:
        transcript = self._beneath.transcript
        if transcript is None:
            self.host.alert(_("This call has no recording to write down."))
        elif transcript.running:
            await transcript.stop()
        elif transcript.complete:
            self.host.tell(_("All of this recording is written down."))
        else:
            await self._begin(transcript)

    async def _begin(self, transcript: CallTranscript) -> None:
        from callmate.ui.screens.transcript_setup import transcript_model  # noqa: PLC0415 - only now wanted

        model = await transcript_model(self.host)
        identity = await self._beneath.identity() if model is not None else None
        if model is None or identity is None:
            return
        try:
            await transcript.write(identity, model)
        except OSError:
            self.host.alert(writing_trouble("cannot_write"))

    @work(exclusive=True, group="dialog")
    async def _accept(self) -> None:
        answer = self._said.row.answer if self._said.row else None
        if answer is None:
            said = _("{key} keeps a line that begins with ○: put the cursor on one.")
            self.host.alert(said.format(key=self._key("words.accept")))
        elif not answer.typed or await self._is_another(answer):
            self._keep(lambda desk: _kept(desk, answer))

    async def _is_another(self, answer: HeardAnswer) -> bool:
        """Whether what was heard is to stand beside what was typed."""
        title = heard_answer(answer.item, answer.text, answer.at, answer.typed)
        options = [
            ("leave", _("Leave it as I wrote it: {typed}").format(typed=visible(answer.typed))),
            ("keep", _("Keep {heard} too").format(heard=visible(answer.text))),
        ]
        words = _("Listen to it first. To put your own line right, correct it in the call.")
        return await self.host.ask(PickDialog(visible(title), options, words)) == "keep"

    @work(exclusive=True, group="dialog")
    async def _note(self) -> None:
        found, transcript = self._said.sentence, self._beneath.transcript
        if found is None or transcript is None:
            self.host.alert(_("Put the cursor on a line of what was said."))
            return
        sentence, spot = found
        at = transcript.moment(spot)
        title = _("A note of what was said at {time}").format(time=clock_time(at))
        words = _("Listen, put the words right, and keep them as yours. The machine's stay below.")
        text = await self.host.ask(TypedDialog(title, words, text=sentence))
        if text and text.strip():
            self._keep(lambda desk: desk.note(text, at, heard=True))

    def _keep(self, verb: Callable[[Desk], object]) -> None:
        self._beneath.add(verb)
        self._shown = -1

    @work(exclusive=True, group="dialog")
    async def _search(self) -> None:
        title = _("Find in what was said")
        words = _("Which words? The next line that has them comes under the cursor.")
        text = await self.host.ask(TypedDialog(title, words, text=self._sought))
        if text and text.strip():
            self._sought = text.strip()
            if not self._said.find(self._sought):
                self.host.alert(_("That is not in what was written down."))


def _kept(desk: Desk, answer: HeardAnswer) -> object:
    if answer.item == "promise":
        from callmate.services.asking import understood  # noqa: PLC0415 - loads the rules of dates

        return desk.promise_heard(answer.text, understood(answer.text, answer.at), answer.at)
    return desk.give_heard(answer.item, answer.text, answer.at)
