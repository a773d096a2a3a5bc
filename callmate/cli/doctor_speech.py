"""Looks at what it takes to have recordings written down: the engine, the model, its speed."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from callmate.audio.door import trial
from callmate.cli.doctor_store import Finding
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.speech_setup import SpeechState, quick_enough, speech_state
from callmate.store.settings import Settings
from callmate.wording.speech_words import (
    ADVISED,
    broken_model,
    engine_fails,
    fetch_command,
    megabytes,
    no_engine,
    no_model,
    no_model_there,
)

_HOUR = 60
_SLOW = 0.5
"""Of the time that was spoken: from here on the smaller model is advised."""


def look_at_speech(settings: Settings) -> Iterator[Finding]:
    """Look at engine and model; where both are here, try them, which takes seconds."""
    state = speech_state(settings)
    yield look_at_engine(state)
    if not state.engine or state.model is None:
        yield look_at_model(state)
        return
    tried = trial(state.model)
    if tried is None:
        todo = _("Fetch it again: type “{command}”.").format(command=fetch_command("engine"))
        yield Finding("engine", "bad", engine_fails(), todo)
    elif tried.works:
        yield look_at_model(state)
        yield _speed(tried.speed, state.model)
        if settings.transcript.live and not quick_enough(tried):
            said = _("This computer is too slow to listen along with a call, as the settings ask.")
            todo = _("Put “live = false” there, under [transcript].")
            yield Finding("live", "note", said, todo)
    else:
        todo = _("Fetch it again: type “{command}”.").format(command=_again(state.model))
        yield Finding("model", "bad", broken_model(visible(str(state.model))), todo)


def look_at_engine(state: SpeechState) -> Finding:
    """Whether the engine is installed, and which."""
    if state.engine:
        said = _("Recordings can be written down here, by faster-whisper {version}.")
        return Finding("engine", "good", said.format(version=_version()))
    todo = _("If you want it, type “{command}”.").format(command=fetch_command("engine"))
    return Finding("engine", "note", no_engine(), todo)


def look_at_model(state: SpeechState) -> Finding:
    """Whether a model is here, and which; it is not loaded."""
    if state.model is not None:
        said = _("The model for it is “{name}”, {size}, in {folder}.")
        size = sum(file.stat().st_size for file in state.model.iterdir() if file.is_file())
        name, folder = visible(state.model.name), visible(str(state.model))
        return Finding("model", "good", said.format(name=name, size=megabytes(size), folder=folder))
    if state.named is not None:
        todo = _("Put one there, or take the line out of the settings.")
        return Finding("model", "bad", no_model_there(visible(str(state.named))), todo)
    todo = _("If you want it, type “{command}”.").format(command=fetch_command(ADVISED))
    return Finding("model", "note", no_model(), todo)


def _version() -> str:
    try:
        return version("faster-whisper")
    except PackageNotFoundError:
        return "?"


def _speed(speed: float, model: Path) -> Finding:
    minutes = max(1, round(speed * _HOUR))
    said = ngettext(
        "Writing an hour of speech down takes about {count} minute on this computer.",
        "Writing an hour of speech down takes about {count} minutes on this computer.",
        minutes,
    ).format(count=minutes)
    if speed < _SLOW or model.name == "base":
        return Finding("speed", "good", said)
    todo = _("The model “base” is faster: “{command}”.").format(command=fetch_command("base"))
    return Finding("speed", "note", said, todo)


def _again(model: Path) -> str:
    return fetch_command("base" if model.name == "base" else ADVISED)
