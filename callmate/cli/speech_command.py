"""Says what it takes to have recordings written down, and fetches it."""

import asyncio
import sys

from callmate.audio.door import MODELS, NoModelError
from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.doctor_speech import look_at_engine, look_at_model
from callmate.cli.parser import Arguments, Grammar, Word, WrongUseError
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.speech_setup import CallOpenError, call_is_open, fetch, speech_state
from callmate.store.index import Index
from callmate.wording.speech_words import call_open, megabytes, not_fetched

_NO, _STOPPED = 1, 130
_ENGINE = "engine"


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "speech",
        _(
            "Says what it takes to have recordings written down on this computer, and fetches it"
            " from the internet when you name it. Nothing of yours is sent anywhere."
        ),
        words=(
            Word(
                _("WHAT"),
                _(
                    "What to fetch: “engine”, or a model: “small”, which is advised, or “base”, for"
                    " slow computers. Without it, says what is here."
                ),
            ),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Tell, or fetch, and return the exit status."""
    what = arguments.word(0)
    if what is None:
        state = speech_state(context.settings)
        for found in (look_at_engine(state), look_at_model(state)):
            terminal.result(found.text)
            if found.todo:
                terminal.result(f"→ {found.todo}")
        return 0 if state.ready else _NO
    if what not in {_ENGINE, *MODELS}:
        words = _("“{name}” cannot be fetched. There are: {names}.")
        names = ", ".join((_ENGINE, *MODELS))
        raise WrongUseError(words.format(name=visible(what), names=names))
    index = Index(context.cabinet)
    if call_is_open(index):
        terminal.say(call_open())
        return _NO
    return _add_engine() if what == _ENGINE else _fetch(what, index)


def _add_engine() -> int:
    from callmate.bootstrap.engine import add  # noqa: PLC0415 - loads what installs

    status = add()
    if status == 0:
        terminal.say(_("The engine is here."))
    return status


def _fetch(name: str, index: Index) -> int:
    model = MODELS[name]
    terminal.say(_("Fetching “{name}”, {size}.").format(name=name, size=megabytes(model.size)))
    try:
        folder = asyncio.run(fetch(model, index, _told))
    except CallOpenError:
        terminal.say(call_open())
    except NoModelError as error:
        terminal.say(not_fetched(error.kind))
    except KeyboardInterrupt:
        terminal.say(not_fetched("cut"))
        return _STOPPED
    else:
        terminal.say(_("The model is here: {folder}").format(folder=visible(str(folder))))
        return 0
    return _NO


def _told(done: int, total: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r\x1b[K  {megabytes(done)} / {megabytes(total)}{end}")
        sys.stderr.flush()
