"""The sound half of a past call: heard, looked at, and taken out of the store on purpose."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Label, Static

from callmate.audio.door import devices
from callmate.audio.requests import COPY_KINDS, Spot
from callmate.domain.call import Call
from callmate.domain.ledger import CannotKeep
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _
from callmate.services.desk import Desk
from callmate.services.output import CopyOrder, NoCopyError, NotTakenOutError, take_copy
from callmate.services.playback import Playback
from callmate.services.transcripts import CallTranscript
from callmate.services.unlocking import IdleTime, Unlocking
from callmate.store.errors import Busy, KeyMissing, NoMemory, StoreError, WrongPassphrase
from callmate.store.keys import OwnerKeys
from callmate.store.places import typed_path
from callmate.ui.background import is_there
from callmate.ui.dialogs import FormDialog, PickDialog, TypedDialog
from callmate.ui.host import HostedScreen
from callmate.ui.screens.review.player_bar import PlayerBar
from callmate.ui.screens.review.wave_picture import Picture
from callmate.ui.widgets.field import Field
from callmate.ui.widgets.note_list import NoteList
from callmate.wording.error_words import no_copy_words, worded

_LOOK = 2.0
"""Seconds between two looks whether the passphrase is still wanted."""


@dataclass(frozen=True)
class CopyWish:
    """A listening copy that the owner agreed to."""

    file: Path
    purpose: str


class CopyDialog(FormDialog[CopyWish]):
    """What a listening copy is for and where it goes; Escape answers ``None``.

    Args:
        title: Which sound it is.
        file: Where it goes unless something else is written.
        kinds: The endings that a file may have, without their dots.
    """

    def __init__(self, title: str, file: Path, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self._title = title
        self._file = file
        self._kinds = kinds

    def compose(self) -> ComposeResult:
        """The warning, then two lines to write."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield Static(
                _(
                    "The sound leaves the private store: whoever gets the file can hear it. Give it"
                    " only to whoever needs it for your complaint, and do not circulate it."
                ),
                markup=False,
            )
            yield Label(_("What is it for? (it is written down in the call)"), markup=False)
            yield Field(id="purpose")
            kinds = ", ".join(self._kinds)
            said = _("The file to make; its ending says its kind: {kinds}").format(kinds=kinds)
            yield Label(said, markup=False)
            yield Field(str(self._file), id="file", select_on_focus=False)
            yield Static("", id="wrong", markup=False)
            words = _("Tab: next · Enter: take it out · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        file = typed_path(self.text("file"))
        if file.suffix.lower().removeprefix(".") not in self._kinds:
            self.wrong("file", _("The name must end in one of the kinds, for example .mp3."))
        elif not file.is_absolute() or not file.parent.is_dir():
            self.wrong("file", _("There is no such folder: check the path."))
        elif file.exists():
            self.wrong("file", _("There is a file of that name already: give it another one."))
        else:
            self.dismiss(CopyWish(file, self.text("purpose")))


class Listening(HostedScreen[None]):
    """A screen with a recording on it; it has a ``PlayerBar`` and a ``NoteList``."""

    call: reactive[Call | None] = reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._playback: Playback | None = None
        self.transcript: CallTranscript | None = None
        """What is written down of the recording; ``None`` while there is none."""
        self._folder = Path()
        self._output: str | None = None
        self._key = Unlocking(OwnerKeys(self.host.places), self._ask_passphrase)
        self._idle = IdleTime(self.host.settings.passphrase_minutes, monotonic)

    def on_mount(self) -> None:
        """Look from time to time whether anybody is here still."""
        self.set_interval(_LOOK, self._forget_when_idle)

    async def _forget_when_idle(self) -> None:
        playback, transcript = self._playback, self.transcript
        if playback is not None and playback.playing.running:
            self._idle.use()
        if transcript is not None and transcript.running:
            self._idle.use()
        if not (self._key.can_forget and self._idle.is_over(self.host.seconds_idle)):
            return
        self._key.forget()
        if playback is not None:
            await playback.close()
        if transcript is not None:
            transcript.forget()
            self.words_changed()
        self.host.tell(_("Nobody was here for a while: the passphrase is asked for again."))

    async def on_unmount(self) -> None:
        """Nothing plays on behind the back of who left."""
        await self.forget_sound()

    async def let_go_of_sound(self) -> None:
        """Read and write nothing more in the call's folder, for now."""
        if self._playback is not None:
            await self._playback.close()
        if self.transcript is not None:
            await self.transcript.stop()

    def hush(self) -> None:
        """Pause what plays."""
        if self._playback is not None and self._playback.playing.running:
            self._playback.toggle()

    def read_call(self) -> bool:
        """Read the call anew, and show it; answer whether it could be read."""
        raise NotImplementedError

    def add(self, verb: Callable[[Desk], object], text: str = "") -> None:
        """Keep something more of the call, marked late; what comes of it is said.

        Args:
            verb: Does one thing at the call's desk.
            text: What was typed, to be repeated where it could not be kept.
        """
        raise NotImplementedError

    def undo(self) -> None:
        """Take back what was done last since this screen was opened."""
        raise NotImplementedError

    def find_sound(self, folder: Path, words: str = "") -> None:
        """Take the recording that lies in the call's folder, if there is one by now.

        Args:
            folder: The call's folder.
            words: What there is to say about the sound before it is played.
        """
        if self._playback is None or not self._playback.there:
            self._folder, self._playback = folder, Playback(folder, self._sound_changed, words)
            began = self.call.began if self.call else self.host.clock()
            line = self._playback.line
            self.transcript = CallTranscript(folder, line, began, self.words_changed)
            self._sound_changed()
            self.prepare()

    async def forget_sound(self) -> None:
        """Let go of the recording, so that it is looked for anew."""
        playback, self._playback = self._playback, None
        transcript, self.transcript = self.transcript, None
        if playback is not None:
            await playback.end()
        if transcript is not None:
            await transcript.stop()

    def words_changed(self) -> None:
        """Show what there is to say of the words that were written down."""

    @property
    def playback(self) -> Playback | None:
        """The recording that is listened to."""
        return self._playback

    def act_on_sound(self, command: str) -> None:
        """Carry out a command that concerns the sound; leave the others."""
        playback = self._playback
        if playback is None or not playback.there:
            return
        match command:
            case "review.play" | "review.jump":
                self._play(from_line=command == "review.jump")
            case "review.back" | "review.ahead":
                playback.skip(-10 if command == "review.back" else 10)
            case "review.slower" | "review.faster":
                playback.pace(-1 if command == "review.slower" else 1)
            case "review.silence":
                playback.step_over()
            case "review.loudness":
                playback.even()
            case "review.output":
                self._choose_output()
            case "review.begin" | "review.end":
                self._pick(begin=command == "review.begin")
            case "review.copy":
                self._copy()
            case _:
                pass

    def _sound_changed(self) -> None:
        playback = self._playback
        if playback is None or not is_there(self):
            return
        bar = self.query_one(PlayerBar)
        bar.playing, bar.picture = playback.playing, self._picture(playback)
        moment = playback.moment
        if moment is None or not playback.playing.running:
            return
        paper = self.query_one(NoteList)
        spoken = [index for index, entry in enumerate(paper.entries) if entry.at <= moment]
        if spoken:
            paper.cursor = spoken[-1]

    @on(PlayerBar.Sought)
    def _sought(self, event: PlayerBar.Sought) -> None:
        if self._playback is not None:
            self._playback.seek(event.second)

    def _picture(self, playback: Playback) -> Picture:
        line, call = playback.line, self.call
        ended = (call.ended or call.last_kept) if call else None
        return Picture(
            playback.drawn_waves,
            line.holds(call.holds, ended) if call and ended else (),
            line.gaps,
        )

    @work(exclusive=True, group="prepare")
    async def prepare(self) -> None:
        """Open the sound before anything is asked, unless that takes a passphrase."""
        # What goes wrong here is told when it is asked for.
        with suppress(StoreError, OSError):
            if self._playback and self._playback.there and self._key.at_hand:
                identity = await self._key.identity()
                if identity is not None:
                    await self._playback.prepare(identity, self._output)
                    await self.read_words(identity)

    @work(exclusive=True, group="play")
    async def _play(self, *, from_line: bool) -> None:
        playback = self._playback
        if playback is None:
            return
        playback.want()
        if not (playback.ready or await self._open(playback)):
            return
        if not self.query(NoteList):
            return  # the call was left meanwhile
        paper = self.query_one(NoteList)
        if from_line and paper.cursor is not None:
            playback.jump(paper.entries[paper.cursor].at)
        else:
            playback.toggle()

    async def read_words(self, identity: str) -> None:
        """Read what was written down of the recording."""
        if self.transcript is not None:
            await asyncio.to_thread(self.transcript.read, identity)
            self.words_changed()

    @work(exclusive=True, group="play")
    async def play_from(self, spot: Spot) -> None:
        """Play from a spot of the sound, once the key is open."""
        playback = self._playback
        if playback is not None:
            playback.want()
            if playback.ready or await self._open(playback):
                playback.play_from(spot)

    async def _open(self, playback: Playback) -> bool:
        identity = await self.identity()
        if identity is None:
            return False
        try:
            await playback.prepare(identity, self._output)
        except OSError:
            self.host.alert(_("The recording cannot be played now; it is left as it is."))
            return False
        return True

    async def identity(self) -> str | None:
        """Give the owner's secret key; ``None`` where it is not to be had, which is said."""
        try:
            return self._noted(await self._key.identity())
        except WrongPassphrase:
            self.host.alert(_("That is not the passphrase. Nothing is lost; try again."))
        except KeyMissing:
            self.host.alert(_("Your key file is not there, so the recording cannot be opened."))
        except NoMemory as error:
            self.host.alert(worded(error))
        except StoreError:
            self.host.alert(_("The recording cannot be played now; it is left as it is."))
        return None

    def _noted(self, identity: str | None) -> str | None:
        """The key that was opened, once it was said what is the matter with it."""
        self._idle.use()
        if identity and self._key.changed is not None:
            self.host.alert(worded(self._key.changed))
            self._key.changed = None
        return identity

    async def _ask_passphrase(self) -> str | None:
        words = _("It opens your recordings; it is not kept anywhere.")
        return await self.host.ask(TypedDialog(_("Your passphrase"), words, secret=True))

    @work(exclusive=True, group="dialog")
    async def _choose_output(self) -> None:
        found = await devices()
        options = [(each.name, each.name) for each in found.outputs]
        if not options:
            self.host.alert(_("No loudspeaker or headphones were found."))
            return
        chosen = await self.host.ask(PickDialog(_("Where to listen"), options))
        if chosen is None:
            return
        self._output = chosen
        if self._playback is not None:
            await self._playback.fall_silent()
            self.prepare()

    def _pick(self, *, begin: bool) -> None:
        bar = self.query_one(PlayerBar)
        here, (since, until) = bar.playing.position, bar.chosen or (0.0, bar.playing.total)
        if begin:
            bar.chosen = (here, until if until > here else bar.playing.total)
        else:
            bar.chosen = (since if since < here else 0.0, here)

    @work(exclusive=True, group="dialog")
    async def _copy(self) -> None:
        bar, playback = self.query_one(PlayerBar), self._playback
        since, until = bar.chosen or (0.0, bar.playing.total)
        if playback is None or since >= until:
            return
        title = _("A listening copy, {begin} to {end}").format(begin=span(since), end=span(until))
        wanted = await self.host.ask(CopyDialog(title, self._copy_file(), COPY_KINDS))
        identity = await self.identity() if wanted else None
        if wanted is None or identity is None:
            return
        pieces = playback.line.pieces((since, until))
        order = CopyOrder(pieces, wanted.file, wanted.purpose)
        try:
            self.host.alert(await self._made(order, identity))
        except OSError:
            said = _("“{file}” could not be written.")
            self.host.alert(said.format(file=visible(str(wanted.file))))
        else:
            bar.chosen = None

    async def _made(self, order: CopyOrder, identity: str) -> str:
        """Make a listening copy, and give the sentence that says what came of it."""
        cabinet, call_id = self.host.cabinet, self._folder.name
        try:
            await take_copy(cabinet, call_id, order, identity, self.host.clock)
        except NoCopyError as error:
            return no_copy_words(error.reason, str(order.file))
        except NotTakenOutError as error:
            return str(error)
        except Busy:
            return f"{_('No copy was made.')} {_('This call is open in another window.')}"
        except (StoreError, CannotKeep):
            why = _("It could not be kept: is the disk full? Nothing else is lost.")
            return f"{_('No copy was made.')} {why}"
        self.read_call()
        said = _("{file} is made. It is not protected; the call tells that it was taken out.")
        return said.format(file=visible(str(order.file)))

    def _copy_file(self) -> Path:
        company = self.call.company if self.call else ""
        plain = "-".join(re.findall(r"\w+", company)) or "CallMate"
        day = f"{self.call.start.at:%Y-%m-%d}" if self.call else ""
        return Path.home() / f"{plain}-{day}.mp3"
