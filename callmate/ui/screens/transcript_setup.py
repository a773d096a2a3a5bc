"""Offers what it takes to have recordings written down, and fetches it on a plain yes."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerError

from callmate.audio.door import MODELS, NoModelError, holds_model, trial
from callmate.bootstrap.engine import doing_now, is_ours, own_command
from callmate.domain.text import visible
from callmate.locale.messages import _, language
from callmate.services.speech_setup import (
    ENGINE_FETCHED,
    ENGINE_KEPT,
    CallOpenError,
    SpeechState,
    add_engine,
    call_is_open,
    fetch,
    speech_state,
)
from callmate.store.places import make_private
from callmate.store.settings import choose_for_transcripts
from callmate.ui.background import is_there
from callmate.ui.dialogs import STYLE
from callmate.ui.host import Host, HostedModal
from callmate.ui.screens.import_dialog import PathField, meant
from callmate.ui.widgets.field import Choice
from callmate.wording.speech_words import (
    ADVISED,
    broken_model,
    call_open,
    engine_fails,
    fetch_command,
    megabytes,
    no_model_there,
    not_fetched,
)

_BAR = 40
"""Columns of the bar that shows how far it is."""

_TICK = 0.5  # seconds


async def transcript_model(host: Host) -> Path | None:
    """The folder of the model to write recordings down with, once all is here.

    Where something is missing, the owner is offered to fetch it; must be awaited in a worker.

    Returns:
        The folder; ``None`` when the owner does not want it now, or it cannot be had.
    """
    state = speech_state(host.settings)
    return state.ready or await host.ask(SpeechSetup(state))


class SpeechSetup(HostedModal[Path | None]):
    """Says what is needed, its size and the command that fetches it, and fetches what is chosen.

    Args:
        state: What is here already.
    """

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "chosen", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
    ]

    def __init__(self, state: SpeechState) -> None:
        super().__init__()
        self._state = state
        self._may_add = state.engine or is_ours()
        self._work: Worker[None] | None = None
        self._begun = 0.0

    def compose(self) -> ComposeResult:
        """What is needed, what may be chosen, and how far it is."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("Have recordings written down"), classes="title", markup=False)
            words = _(
                "It is done on this computer, and nothing is sent anywhere. What it takes is"
                " fetched from the internet once:"
            )
            yield Static(words, markup=False)
            yield Static(self._engine(), classes="need", markup=False)
            yield Static(self._model(), classes="need", markup=False)
            yield Choice(self._options(), 0)
            folder = PathField(frozenset(), id="folder")
            folder.display = False
            yield folder
            yield Static("", id="wrong", markup=False)
            yield Static(_hint(), classes="hint", markup=False)

    def _engine(self) -> str:
        if self._state.engine:
            return _("✓ The engine, faster-whisper, is here.")
        words = _("· The engine, faster-whisper: {size} to fetch, {kept} on the disk.\n  {command}")
        return words.format(
            size=megabytes(ENGINE_FETCHED),
            kept=megabytes(ENGINE_KEPT),
            command=fetch_command("engine") if self._may_add else own_command(),
        )

    def _model(self) -> str:
        if self._state.model is not None:
            return _("✓ The model “{name}” is here.").format(name=visible(self._state.model.name))
        words = _(
            "· A model: “small”, {small}, advised; “base”, {base}, for slow computers.\n  {command}"
        )
        said = words.format(
            small=megabytes(MODELS["small"].size),
            base=megabytes(MODELS["base"].size),
            command=fetch_command(ADVISED),
        )
        if self._state.named is not None:
            said = no_model_there(visible(str(self._state.named))) + "\n" + said
        return said

    def _options(self) -> list[tuple[str, str]]:
        options = [("no", _("not now"))]
        if self._state.model is not None:
            return [*options, ("engine", _("fetch it now"))] if self._may_add else options
        options += [(name, _("fetch it now, with “{name}”").format(name=name)) for name in MODELS]
        return [*options, ("folder", _("I have a model in a folder"))]

    @on(Choice.Changed)
    def _other_choice(self) -> None:
        field = self.query_one("#folder", PathField)
        field.display = self._choice == "folder"
        if field.display:
            field.scroll_visible(animate=False)

    @property
    def _choice(self) -> str:
        return self.query_one(Choice).value or "no"

    @on(Input.Submitted)
    def action_chosen(self) -> None:
        """Do what is chosen, unless Enter is held down since it opened this."""
        self.host.unless_held(self._begin)

    def _begin(self) -> None:
        if self._work is not None and self._work.is_running:
            return
        if self._choice == "no":
            self.dismiss(None)
        elif self._choice == "folder" and not holds_model(self._folder):
            words = _("There is no model there: it takes config.json, model.bin, tokenizer.json.")
            self._say(words)
            self.query_one("#folder").focus()
        else:
            self._work = self._do(self._choice)

    @property
    def _folder(self) -> Path:
        return meant(self.query_one("#folder", PathField).value).absolute()

    @work(exclusive=True)
    async def _do(self, what: str) -> None:
        self._show_hint(_("Esc: stop; what came so far of a model is kept"))
        try:
            if await asyncio.to_thread(call_is_open, self.host.index):
                raise CallOpenError  # noqa: TRY301 - said as when a call comes later
            if not self._state.engine and not await self._engine_added():
                return
            model = await self._model_had(what)
        except CallOpenError:
            self._say(call_open())
        except NoModelError as error:
            self._say(not_fetched(error.kind))
        except OSError:
            self._say(not_fetched("cannot_write"))
        else:
            if model is not None:
                self.dismiss(model)
        self._show_hint(_hint())

    def _show_hint(self, words: str) -> None:
        if is_there(self):
            self.query_one(".hint", Static).update(words)

    async def _engine_added(self) -> bool:
        """Have the engine added, and say what keeps it out."""
        if not self._may_add:
            words = _("Type this command first, then choose again: {command}")
            self._say(words.format(command=own_command()))
            return False
        self._begun = time.monotonic()
        ticking = self.set_interval(_TICK, self._tell_engine)
        try:
            trouble = await add_engine(language(), self.host.index)
        finally:
            ticking.stop()
        self._say(trouble)
        if not trouble:
            self._state = replace(self._state, engine=True)
        return not trouble

    def _tell_engine(self) -> None:
        seconds = round(time.monotonic() - self._begun)
        what = doing_now()
        words = (
            _("Fetching the engine: {what} … {seconds} s")
            if what
            else _("Putting the engine in place … {seconds} s")
        )
        self._say(words.format(what=what, seconds=seconds))

    async def _model_had(self, what: str) -> Path | None:
        """The model that was chosen, fetched or looked at; says so when it is none."""
        if what in MODELS:
            return await fetch(MODELS[what], self.host.index, self._heard)
        if what == "engine":
            return self._state.model
        folder = self._folder
        self._say(_("Trying the model…"))
        tried = await asyncio.to_thread(trial, folder)
        if tried is None or not tried.works:
            broken = broken_model(visible(str(folder)))
            self._say(engine_fails() if tried is None else broken)
            return None
        self._keep_named(folder)
        return folder

    def _keep_named(self, folder: Path) -> None:
        """Name a folder in the settings, for this time and the next."""
        config = self.host.places.config
        settings = self.host.settings
        chosen = replace(settings.transcript, model=str(folder))
        self.host.settings = replace(settings, transcript=chosen)
        try:
            make_private(config)
            named = choose_for_transcripts(config / "settings.toml", "model", str(folder))
        except OSError:
            named = False
        if not named:
            words = _(
                "To have it again the next time, write into your settings, under [transcript]:"
                " model = '{folder}'"
            )
            self.host.alert(words.format(folder=visible(str(folder))))

    def _heard(self, done: int, total: int) -> None:
        filled = round(_BAR * done / total)
        bar = (("━" * filled, "$success"), ("─" * (_BAR - filled), "$foreground 40%"))
        said = Content.assemble(*bar, f"  {megabytes(done)} / {megabytes(total)}")
        if is_there(self):
            self.query_one("#wrong", Static).update(said)

    def _say(self, words: str) -> None:
        if is_there(self):
            line = self.query_one("#wrong", Static)
            line.update(Content(visible(words)))
            self.call_after_refresh(line.scroll_visible, animate=False)

    async def action_leave(self) -> None:
        """Leave it for another time; what came so far of a model is kept."""
        if self._work is not None and self._work.is_running:
            self._work.cancel()
            with suppress(WorkerError):
                await self._work.wait()
        self.dismiss(None)


def _hint() -> str:
    return _("← → choose · Enter: do it · Esc: not now")
