"""Has a recording's waves told while its call is gone through."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from callmate.audio.facts import PartFacts
from callmate.audio.link import Survey
from callmate.audio.reports import Bye, Report, Wave
from callmate.audio.requests import Idle, PartPlace

_PATIENCE = 1.0  # seconds


class Waves:
    """The waves of a call's parts, as far as they are known.

    Args:
        changed: Called whenever more is known.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._survey: Survey | None = None
        self._told = asyncio.Event()
        self.found: dict[int, Wave] = {}
        self.over = False

    async def ask(self, folder: Path, parts: tuple[PartFacts, ...], identity: str) -> None:
        """Ask for the waves of parts, once; what is kept comes at once, the rest by and by.

        Raises:
            OSError: No process could be started.
        """
        if self._survey is None and parts:
            places = tuple(PartPlace(str(folder), part.part) for part in parts)
            self._survey = await Survey.start(places, identity, self._hear)

    async def first(self) -> None:
        """Wait until something is told, but not for long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), _PATIENCE)

    async def close(self) -> None:
        """Ask no more."""
        survey, self._survey = self._survey, None
        if survey is not None:
            await survey.stop()

    @property
    def idle(self) -> tuple[Idle, ...]:
        """The spans in which nobody speaks, of the parts that were looked at to their end."""
        return tuple(
            Idle(part, begin, end)
            for part, wave in sorted(self.found.items())
            for begin, end in wave.idle
        )

    def _hear(self, report: Report) -> None:
        self._told.set()
        if isinstance(report, Wave):
            self.found[report.part] = report
        elif isinstance(report, Bye):
            self.over = True
        self._changed()
