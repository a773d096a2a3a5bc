"""Not one sample is missing between the sound server and the encoder."""

import asyncio
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.phone_line import opened

LISTEN = """
import sys
from queue import SimpleQueue
from callmate.audio.microphone import Microphone
inbox = SimpleQueue()
microphone = Microphone("", 1, inbox)
assert (microphone.rate, microphone.channels) == (16000, 1)
seconds = float(sys.argv[1])
for _ in range(round(seconds * 5)):
    sys.stdout.buffer.write(inbox.get(timeout=5).content)
    sys.stdout.buffer.flush()
microphone.close()
"""


async def test_a_counter_comes_back_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = np.arange(1, 16_000 * 4, dtype=np.int64) % 30_000 + 1
    track = tmp_path / "counter.raw"
    await asyncio.to_thread(track.write_bytes, counter.astype(np.int16).tobytes())
    with opened(tmp_path / "line", rate=16_000) as line:
        for name, value in line.env.items():
            monkeypatch.setenv(name, value)
        listening = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LISTEN, "5.5"), stdout=subprocess.PIPE
        )
        assert listening.stdout is not None
        heard = await listening.stdout.readexactly(6400)
        play = ["paplay", "--device=far", "--raw", "--format=s16le", "--rate=16000"]
        playing = await asyncio.create_subprocess_exec(*play, "--channels=1", str(track))
        heard += await listening.stdout.read()
        assert await listening.wait() == 0
        assert await playing.wait() == 0
    samples = np.frombuffer(heard, np.int16)
    (sounding,) = np.nonzero(samples)
    span = samples[sounding[0] : sounding[-1] + 1]
    assert np.array_equal(span, counter)
