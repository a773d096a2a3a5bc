"""A sound process as the screen sees it: started, spoken to, heard, all in asyncio.

Not asyncio's own subprocess: that kills the child when the loop closes, and a recorder has to
finish its file just then.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen

import msgspec

from callmate.audio import requests
from callmate.audio.protocol import Report, read

Hear = Callable[[Report], None]

_LINE_LIMIT = 1 << 20  # bytes
_POLL = 0.01  # seconds; a process is gone that soon after its output ended


def command(work: str) -> tuple[str, ...]:
    """Give the command line of a sound process."""
    # -P: a module lying in the folder one happens to be in must not stand in for ours.
    return (sys.executable, "-P", "-m", "callmate.audio.worker", work)


class SoundProcess:
    """One running sound process and the task that listens to it."""

    def __init__(self, child: Popen[bytes], hear: Hear) -> None:
        self._child = child
        self._hear = hear
        self._listening = asyncio.create_task(self._listen())
        self._listening.add_done_callback(self._let_go)

    @classmethod
    def start(
        cls, work: str, request: requests.Request, hear: Hear, *handed: int
    ) -> "SoundProcess":
        """Start a process for a kind of work and give it its request. Raises OSError.

        Only inside a running loop, where `hear` is then called with every report. The descriptors
        `handed` are open in the process too, by the same numbers.
        """
        child = Popen(  # noqa: S603  # our own interpreter and module
            command(work),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # PortAudio and ALSA print there, over whatever the screen drew
            start_new_session=True,  # a terminal that closes takes only its own session along
            bufsize=0,
            pass_fds=handed,
        )
        started = cls(child, hear)
        started._write(requests.request_line(request))
        return started

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._child.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._child.poll() is None

    def order(self, order: requests.Order) -> None:
        """Send an order; without effect when the process has gone."""
        self._write(requests.request_line(order))

    def _write(self, text: bytes) -> None:
        if self._child.stdin is not None:
            with suppress(BrokenPipeError, ValueError):
                self._child.stdin.write(text)

    async def _listen(self) -> None:
        reader = asyncio.StreamReader(_LINE_LIMIT)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), self._child.stdout
        )
        try:
            async for text in reader:
                self._said(text)
        finally:
            transport.close()

    def _said(self, text: bytes) -> None:
        try:
            report = read(text)
        except msgspec.MsgspecError:
            return  # cut off by a kill in the middle of a line
        self._hear(report)

    async def ended(self) -> int:
        """Wait until all was heard and the process is gone; get its exit status."""
        await self._listening
        while (status := self._child.poll()) is None:  # noqa: ASYNC110  # no event tells of it
            await asyncio.sleep(_POLL)
        return status

    def kill(self) -> None:
        """End the process at once."""
        self._child.kill()

    async def stop(self, ending: "asyncio.Task[int]", patience: float) -> None:
        """Tell the process to stop, and end it when it does not.

        Args:
            ending: Waits for `ended`.
            patience: Seconds that it is given.
        """
        self.order(requests.Stop())
        done, _ = await asyncio.wait({ending}, timeout=patience)
        if not done:
            self.kill()
        await ending

    async def leave(self) -> None:
        """Stop listening and let the process finish by itself."""
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening

    def _let_go(self, _listening: "asyncio.Task[None]") -> None:
        # However it came to its end, also with a loop that closes: a process that nobody speaks
        # to any more sees that its input ended, and finishes by itself.
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()
        _at_work[:] = [*(child for child in _at_work if child.poll() is None), self._child]


_at_work: list[Popen[bytes]] = []  # kept so that none counts as lost
