"""Watches which source a PulseAudio or PipeWire server feeds us, for it moves us without a word.

Needs pulsectl and libpulse; without either the thread ends at once and nothing is told.
"""

import os
import threading
from dataclasses import dataclass
from importlib import import_module
from queue import SimpleQueue
from typing import Any

_EVERY = 1.0  # seconds; one look costs 0.2 ms


@dataclass(frozen=True)
class Source:
    """The name, as people know it, of the source we hear."""

    name: str


class SourceWatch(threading.Thread):
    """Puts the source's name into an inbox, the first time and whenever it changes."""

    def __init__(self, inbox: SimpleQueue[Any]) -> None:
        super().__init__(name="sources", daemon=True)
        self._inbox = inbox
        self._last = ""
        self._now = threading.Event()

    def look(self) -> None:
        """Look at once: a device was just opened."""
        self._now.set()

    def run(self) -> None:
        """Look once a second for as long as the process lives."""
        try:
            pulsectl = import_module("pulsectl")  # optional, and libpulse may be missing
        except (ImportError, OSError):
            return
        while True:
            try:
                with pulsectl.Pulse("callmate", connect=False) as server:
                    server.connect(autospawn=False)
                    self._follow(server)
            except pulsectl.PulseError:
                self._pause()  # no server, or it went; another may come

    def _follow(self, server: Any) -> None:  # noqa: ANN401  # pulsectl has no types
        while True:
            name = _source_name(server)
            if name and name != self._last:
                self._last = name
                self._inbox.put(Source(name))
            self._pause()

    def _pause(self) -> None:
        self._now.wait(_EVERY)
        self._now.clear()


def _source_name(server: Any) -> str:  # noqa: ANN401
    own = str(os.getpid())
    for output in server.source_output_list():
        if output.proplist.get("application.process.id") == own:
            source = server.source_info(output.source)
            return str(source.description or source.name)
    return ""
