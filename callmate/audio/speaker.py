"""Samples to a chosen output, through PortAudio's own thread.

Importing this loads PortAudio, and raises OSError where the system has none.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

import sounddevice as sd

from callmate.audio.decoder import BYTES_PER_SECOND, RATE

_LATENCY = 0.3
"""Seconds that lie ready for the device: what a busy computer may leave us without a processor."""
_BLOCK = RATE // 50


class NoOutputError(Exception):
    """The output is not there, or cannot be opened."""


class Speaker:
    """An open output that plays what is put into it, and knows how much of it was heard."""

    def __init__(self, name: str | None, gone: Callable[[], None]) -> None:
        """Open an output by name, None for the default; `gone` is called if it vanishes.

        Raises NoOutputError: sound meant for a headset must not come out of a loudspeaker.
        """
        self._gone = gone
        self._chunks: deque[bytes] = deque()
        self._begun = memoryview(b"")
        self._forget()
        try:
            self._stream = sd.RawOutputStream(
                samplerate=RATE,
                channels=1,
                dtype="int16",
                device=_find(name),
                blocksize=_BLOCK,
                latency=_LATENCY,
                callback=self._fill,
                finished_callback=self._finished,
                # Else a stream begins with as much silence as lies ready.
                prime_output_buffers_using_stream_callback=True,
            )
        except sd.PortAudioError as error:
            raise NoOutputError(name) from error

    def _forget(self) -> None:
        self._expected = True  # the stream may end without anybody wondering
        self._chunks.clear()
        self._begun = memoryview(b"")
        self._put = self._taken = self._filled = 0

    @property
    def put_in(self) -> float:
        """Seconds put in since the last start."""
        return self._put / BYTES_PER_SECOND

    @property
    def heard(self) -> float:
        """Seconds heard since the last start."""
        out = self._filled / BYTES_PER_SECOND - float(self._stream.latency)
        return max(0.0, min(self._taken / BYTES_PER_SECOND, out))

    def put(self, chunk: bytes) -> None:
        """Give it more to play."""
        self._chunks.append(chunk)
        self._put += len(chunk)

    def start(self) -> None:
        """Begin to sound. Raises NoOutputError."""
        self._expected = False
        try:
            self._stream.start()
        except sd.PortAudioError as error:
            raise NoOutputError from error

    def cut(self) -> None:
        """Be silent at once and forget what was put in."""
        self._expected = True
        self._stream.abort(ignore_errors=True)
        self._forget()

    def close(self) -> None:
        """Let the device go. May wait for a sound server that does not answer."""
        self._expected = True
        self._stream.close(ignore_errors=True)

    def _fill(self, target: Any, _frames: int, _moment: Any, _status: Any) -> None:  # noqa: ANN401  # cffi's own types
        at, size = 0, len(target)
        while at < size:
            if not self._begun:
                if not self._chunks:
                    target[at:] = bytes(size - at)
                    break
                self._begun = memoryview(self._chunks.popleft())
            piece = self._begun[: size - at]
            target[at : at + len(piece)] = piece
            self._begun = self._begun[len(piece) :]
            at += len(piece)
        self._taken += at
        self._filled += size

    def _finished(self) -> None:
        if not self._expected:
            self._gone()


def _find(name: str | None) -> int | None:
    if name is None:
        return None
    for each in sd.query_devices():
        if each["name"] == name and each["max_output_channels"] > 0:
            index: int = each["index"]
            return index
    raise NoOutputError(name)


def look_again() -> None:
    """Have PortAudio notice devices that came or went; only while none is open."""
    sd._terminate()  # noqa: SLF001  # sounddevice offers no public name for this
    sd._initialize()  # noqa: SLF001


def outputs() -> tuple[list[str], str | None]:
    """Name the output devices, and the default one."""
    found = [each for each in sd.query_devices() if each["max_output_channels"] > 0]
    default = [each["name"] for each in found if each["index"] == sd.default.device[1]]
    return [each["name"] for each in found], default[0] if default else None
