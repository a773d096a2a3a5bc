"""The process that hears along while a call is recorded: sound in, words out, nothing kept."""

import os
from pathlib import Path

from callmate.audio.protocol import NotListening
from callmate.audio.requests import ListenRequest
from callmate.audio.transcript.recogniser import BrokenModelError, NoEngineError, load
from callmate.audio.voice import Voice, passed

_MODEST = 10
"""Niceness: the call that is recorded comes first."""


def listen(request: ListenRequest, voice: Voice) -> None:
    """Hear along until the process is told to leave; or tell why that cannot be."""
    os.nice(max(0, _MODEST - os.nice(0)))
    try:
        load(Path(request.model), request.language)
    except NoEngineError:
        voice.say(NotListening("no_engine"))
    except BrokenModelError:
        voice.say(NotListening("no_model"))
    else:
        for _ in passed(request.source):
            pass
