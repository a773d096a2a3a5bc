"""Watches which source a PulseAudio or PipeWire server feeds us, for it moves us without a word.

Needs pulsectl and libpulse; without either the thread ends at once and nothing is told.
"""

import os
import threading
import time
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from typing import Any

_AGAIN = 1.0  # seconds until a server that is not there is asked for again
_ANYWAY = 10.0  # seconds after which is looked again though the server told of nothing


@dataclass(frozen=True)
class PulseSource:
    """The name, as people know it, of the source we hear."""

    name: str


class SourceWatch(threading.Thread):
    """Puts the source's name into an inbox, the first time and whenever it changes.

    The server tells when anything about a stream or a source changed; asking it each second
    took a twentieth of all that recording costs.
    """

    def __init__(self, inbox: SimpleQueue[Any]) -> None:
        super().__init__(name="sources", daemon=True)
        self._inbox = inbox
        self._last = ""
        self._news = False

    def run(self) -> None:
        """Look whenever the server tells of a change, for as long as the process lives."""
        try:
            pulsectl = import_module("pulsectl")  # optional, and libpulse may be missing
        except (ImportError, OSError):
            return
        while True:
            try:
                with pulsectl.Pulse("callmate", connect=False) as server:
                    server.connect(autospawn=False)
                    server.event_mask_set("source_output", "source")
                    server.event_callback_set(partial(self._told, pulsectl.PulseLoopStop))
                    self._follow(server)
            except (pulsectl.PulseError, pulsectl.PulseDisconnected):
                time.sleep(_AGAIN)  # no server, or it went; another may come

    def _follow(self, server: Any) -> None:  # noqa: ANN401  # pulsectl has no types
        while True:
            self._news = False
            name = _source_name(server)
            if name and name != self._last:
                self._last = name
                self._inbox.put(PulseSource(name))
            if not self._news:
                server.event_listen(_ANYWAY)

    def _told(self, stop: type[Exception], _event: object) -> None:
        self._news = True
        raise stop


def _source_name(server: Any) -> str:  # noqa: ANN401
    own = str(os.getpid())
    for output in server.source_output_list():
        if output.proplist.get("application.process.id") == own:
            source = server.source_info(output.source)
            return str(source.description or source.name)
    return ""
