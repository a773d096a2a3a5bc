"""Raw blocks from an input device, put into an inbox by PortAudio's own thread.

Importing this loads PortAudio, and raises OSError where the system has none.
"""

from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import sounddevice as sd

from callmate.audio.system_clock import steady

RATE = 16_000  # telephones carry less; Opus takes it as it is
_BLOCKS_PER_SECOND = 5  # sound servers deliver no more often; smaller ones come in pairs
_LATENCY = 0.5  # seconds; the system's buffers then bridge a busy half second
# What a device is asked for, in order: most sound servers give the first, bare devices may not.
_SHAPES = ((RATE, 1), (48_000, 1), (48_000, 2), (44_100, 1), (44_100, 2))


class NoMicrophoneError(Exception):
    """No input device can be opened."""


@dataclass(frozen=True)
class SoundBlock:
    """Samples from one opening of a device.

    `at` is the steady clock when they came, `age` the seconds since the first was captured.
    """

    opening: int
    content: bytes
    at: float
    age: float


@dataclass(frozen=True)
class Vanished:
    """The device of this opening sends nothing any more."""

    opening: int


class Microphone:
    """An open input device, its blocks going into an inbox until it is closed."""

    def __init__(self, name: str, opening: int, inbox: SimpleQueue[Any]) -> None:
        """Open a device by name, "" for the default. Raises NoMicrophoneError."""
        self.opening = opening
        index, self.name = _find(name)
        self._inbox = inbox
        self._stream, self.rate, self.channels = self._open(index)

    def _open(self, index: int | None) -> tuple[Any, int, int]:
        for rate, channels in _SHAPES:
            try:
                stream = sd.RawInputStream(
                    samplerate=rate,
                    channels=channels,
                    dtype="int16",
                    device=index,
                    blocksize=rate // _BLOCKS_PER_SECOND,
                    latency=_LATENCY,
                    callback=self._block,
                    finished_callback=self._finished,
                )
                stream.start()
            except sd.PortAudioError:
                continue
            return stream, rate, channels
        raise NoMicrophoneError(self.name)

    def _block(self, content: Any, _frames: int, moment: Any, _status: Any) -> None:  # noqa: ANN401  # cffi's own types
        age = max(0.0, moment.currentTime - moment.inputBufferAdcTime)
        self._inbox.put(SoundBlock(self.opening, bytes(content), steady(), age))

    def _finished(self) -> None:
        self._inbox.put(Vanished(self.opening))

    def close(self) -> None:
        """Let the device go. May wait for a sound server that does not answer."""
        self._stream.close()


def _find(name: str) -> tuple[int | None, str]:
    """Look a device up; the default stands in for one that is not there."""
    inputs = [each for each in sd.query_devices() if each["max_input_channels"] > 0]
    if not inputs:
        raise NoMicrophoneError(name)
    for each in inputs:
        if each["name"] == name:
            return each["index"], name
    default = sd.default.device[0]
    named = [each["name"] for each in inputs if each["index"] == default]
    return None, named[0] if named else inputs[0]["name"]


def look_again() -> None:
    """Have PortAudio notice devices that came or went; only while none is open.

    It lists them once, when it starts; there is no other way to ask (7 ms).
    """
    sd._terminate()  # noqa: SLF001  # sounddevice offers no public name for this
    sd._initialize()  # noqa: SLF001


def inputs() -> tuple[list[str], str | None]:
    """Name the input devices, and the default one."""
    found = [each for each in sd.query_devices() if each["max_input_channels"] > 0]
    default = [each["name"] for each in found if each["index"] == sd.default.device[0]]
    return [each["name"] for each in found], default[0] if default else None
